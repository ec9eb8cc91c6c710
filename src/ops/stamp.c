/* Stamps: the field of a document that holds the day of its last change. Set once per document and change, never to an
 * earlier day, and only the day itself: what else the field says stays. */
#include "ops/operation.h"

#include "outline/change.h"
#include "outline/field.h"
#include "outline/plain.h"

enum { DAY_SIZE = 10 }; /* YYYY-MM-DD */

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

/* Where a day stands in the value, or SLICE_NONE. */
static size_t find_day(struct slice value)
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

/* Where the profile reads the stamp as a value of the plan, the change of it is meant. */
static bool mean_stamp(struct operation *operation, size_t document, const struct outline_field *stamp, size_t at,
                       struct error *error)
{
    const struct record *self = plan_self(operation->plan);
    for (size_t i = 0; self != NULL && i < self->place_count; i++) {
        const struct plan_place *place = self->places[i];
        const struct plan_field *field = place_field(place, ROLE_UPDATED);
        if (field == NULL || place->document != document || field->span.start != stamp->value.start) {
            continue;
        }
        struct bytes value;
        bytes_init(&value);
        (void)bytes_append(&value, slice_part(field->value, 0, at));
        (void)bytes_append(&value, operation->day);
        (void)bytes_append(&value, slice_part(field->value, at + DAY_SIZE, field->value.size));
        const struct change_effect effect = {
            .kind = KIND_PLAN,
            .id = record_name(self),
            .path = slice_of(plan_path(operation->plan, document)),
            .place = record_place_number(self, place),
            .role = ROLE_UPDATED,
            .old = field->value,
            .new = bytes_slice(&value),
        };
        bool meant = value.failed ? error_no_memory(error) : operation_mean(operation, effect, error);
        bytes_release(&value);
        return meant;
    }
    return true;
}

static bool stamp_field(struct operation *operation, size_t document, const struct outline_field *field,
                        struct error *error)
{
    const struct document *changed = operation->plan->documents[document];
    struct slice value = source_slice(changed->source, field->value);
    struct slice day = operation->day;
    size_t at = find_day(value);
    if (at == SLICE_NONE || slice_compare(slice_part(value, at, at + DAY_SIZE), day) >= 0) {
        return true;
    }
    struct span span = {.start = field->value.start + at, .end = field->value.start + at + DAY_SIZE};
    return change_set_span(changed->outline, span, day, &operation->edits[document], error) &&
           mean_stamp(operation, document, field, at, error);
}

/* The first stamp of the document, in a paragraph or an item before its tables usually: all nodes are asked in order. */
static bool stamp_document(struct operation *operation, size_t document, struct error *error)
{
    const struct outline *outline = operation->plan->documents[document]->outline;
    const struct source *source = operation->plan->documents[document]->source;
    for (uint32_t node = outline_next(outline, 0, 0); node != 0; node = outline_next(outline, 0, node)) {
        enum outline_type type = (enum outline_type)outline_node(outline, node)->type;
        size_t position = 0;
        struct outline_field field;
        while ((type == OUTLINE_PARAGRAPH || type == OUTLINE_ITEM) &&
               outline_field_next(outline, node, &position, &field)) {
            if (is_stamp(operation->plan->profile, source_slice(source, field.name))) {
                return stamp_field(operation, document, &field, error);
            }
        }
    }
    return true;
}

bool stamp_documents(struct operation *operation, struct error *error)
{
    for (size_t i = 0; i < operation->base->document_count; i++) {
        struct slice before = source_bytes(operation->base->documents[i]->source);
        struct slice after = source_bytes(operation->plan->documents[i]->source);
        bool is_text = operation->plan->documents[i]->tree == NULL;
        if (is_text && !slice_equal(before, after) && !stamp_document(operation, i, error)) {
            return false;
        }
    }
    return true;
}
