#include "plan/day_field.h"

#include "outline/plain.h"

static bool is_day(struct slice text)
{
    static const char shape[] = "0000-00-00";
    for (size_t i = 0; i < DAY_SIZE; i++) {
        bool digit = i < text.size && text.data[i] >= '0' && text.data[i] <= '9';
        if (i >= text.size || (shape[i] == '0' ? !digit : text.data[i] != '-')) {
            return false;
        }
    }
    return true;
}

size_t day_field_day(struct slice value)
{
    for (size_t i = 0; i + DAY_SIZE <= value.size; i++) {
        if (is_day(slice_part(value, i, value.size))) {
            return i;
        }
    }
    return SLICE_NONE;
}

static bool is_stamp(const struct profile *profile, struct slice name)
{
    for (size_t i = 0; i < profile->stamp_count; i++) {
        if (plain_equal(profile->stamps[i], name)) {
            return true;
        }
    }
    return false;
}

bool day_field_find(const struct profile *profile, const struct outline *outline, struct outline_field *field)
{
    if (profile->stamp_count == 0) {
        return false;
    }
    for (uint32_t node = outline_next(outline, 0, 0); node != 0; node = outline_next(outline, 0, node)) {
        enum outline_type type = (enum outline_type)outline_node(outline, node)->type;
        size_t position = 0;
        while ((type == OUTLINE_PARAGRAPH || type == OUTLINE_ITEM) &&
               outline_field_next(outline, node, &position, field)) {
            if (is_stamp(profile, source_slice(outline_source(outline), field->name))) {
                return true;
            }
        }
    }
    return false;
}
