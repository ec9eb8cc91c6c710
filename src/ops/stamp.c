/* Stamps: the field of a document that holds the day of its last change. Set once per document and change, never to an
 * earlier day, and only the day itself and a revision, which counts on by one: what else the field says stays. */
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

/* Where the digits of a revision "(rev6)" begin and end behind the day; an empty span where there is none. */
static struct span find_revision(struct slice value, size_t day)
{
    static const char mark[] = "(rev";
    size_t start = slice_find(value, slice_of(mark), day + DAY_SIZE);
    if (start == SLICE_NONE) {
        return (struct span){0};
    }
    start += sizeof mark - 1;
    size_t end = start;
    while (end < value.size && end - start < 9 && value.data[end] >= '0' && value.data[end] <= '9') {
        end++;
    }
    return end > start && end < value.size && value.data[end] == ')' ? (struct span){.start = start, .end = end}
                                                                    : (struct span){0};
}

/* Appends the day, and what follows it up to a revision, which counts on; `*end` is behind what it stands for. */
static bool append_stamp(struct bytes *text, struct slice value, size_t at, struct slice day, size_t *end)
{
    struct span revision = find_revision(value, at);
    unsigned long number = 0;
    *end = revision.end > 0 ? revision.end : at + DAY_SIZE;
    (void)bytes_append(text, day);
    for (size_t i = revision.start; i < revision.end; i++) {
        number = number * 10 + (unsigned long)(value.data[i] - '0');
    }
    return revision.end == 0
               ? !text->failed
               : bytes_append(text, slice_part(value, at + DAY_SIZE, revision.start)) &&
                     bytes_append_format(text, "%lu", number + 1);
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
                       struct slice stamped, size_t end, struct error *error)
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
        (void)bytes_append(&value, stamped);
        (void)bytes_append(&value, slice_part(field->value, end, field->value.size));
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
    struct bytes stamped;
    size_t end = 0;
    bytes_init(&stamped);
    bool done = append_stamp(&stamped, value, at, day, &end) || error_no_memory(error);
    struct span span = {.start = field->value.start + at, .end = field->value.start + end};
    done = done && change_set_span(changed->outline, span, bytes_slice(&stamped), &operation->edits[document], error) &&
           mean_stamp(operation, document, field, at, bytes_slice(&stamped), end, error);
    bytes_release(&stamped);
    return done;
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
