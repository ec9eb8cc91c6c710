/* Stamps: the field of a document that holds the day of its last change. Set once per document and change, never to an
 * earlier day, and only the day itself and a revision, which counts on by one: what else the field says stays. */
#include "ops/operation.h"
#include "ops/stamp_day.h"

#include "outline/change.h"
#include "plan/day_field.h"

/* Where the digits of a revision "(rev6)" begin and end behind the day; an empty span where there is none. */
static struct span find_revision(struct slice value, size_t behind)
{
    static const char mark[] = "(rev";
    size_t start = slice_find(value, slice_of(mark), behind);
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
static bool append_stamp(const struct operation *operation, struct bytes *text, struct slice value,
                         const struct stamp_day *found, size_t *end)
{
    struct span revision = find_revision(value, found->span.end);
    unsigned long number = 0;
    *end = revision.end > 0 ? revision.end : found->span.end;
    (void)stamp_day_append(text, value, found, operation->day, operation->request->now);
    for (size_t i = revision.start; i < revision.end; i++) {
        number = number * 10 + (unsigned long)(value.data[i] - '0');
    }
    return revision.end == 0 ? !text->failed
                             : bytes_append(text, slice_part(value, found->span.end, revision.start)) &&
                                   bytes_append_format(text, "%lu", number + 1);
}

/* A stamp that is being set: where it stands in the document, and what stands there then. */
struct stamping {
    size_t document;
    struct span old;
    struct slice text;
};

/* Means the change of a value that the stamp is, or that it is a part of. */
static bool mean_field(struct operation *operation, const struct record *record, const struct plan_place *place,
                       const struct plan_field *field, const struct stamping *stamping, struct error *error)
{
    struct bytes value;
    size_t start = stamping->old.start - field->span.start;
    size_t end = stamping->old.end - field->span.start;
    bytes_init(&value);
    (void)bytes_append(&value, slice_part(field->value, 0, start));
    (void)bytes_append(&value, stamping->text);
    (void)bytes_append(&value, slice_part(field->value, end, field->value.size));
    struct change_effect effect = operation_effect(operation, record, place, field);
    effect.new = bytes_slice(&value);
    bool meant = value.failed ? error_no_memory(error) : operation_mean(operation, effect, error);
    bytes_release(&value);
    return meant;
}

/* Whether an edit of this step touches the span. */
static bool is_touched(const struct edits *edits, struct span span)
{
    for (size_t i = 0; i < edits->count; i++) {
        if (edits->items[i].old.start <= span.end && edits->items[i].old.end >= span.start) {
            return true;
        }
    }
    return false;
}

/* Where the profile reads the stamp as a value of the plan or of a record (a card has a field of that name), the change of it is
 * meant. `*touched` (asked for where it is not NULL, and then nothing is meant): the verb changes such a value itself. */
static bool mean_stamp(struct operation *operation, const struct stamping *stamping, bool *touched, struct error *error)
{
    for (size_t kind = 0; kind < KIND_COUNT; kind++) {
        const struct records *records = &operation->plan->records[kind];
        for (size_t i = 0; i < records->count; i++) {
            for (size_t k = 0; k < records->items[i]->place_count; k++) {
                const struct plan_place *place = records->items[i]->places[k];
                for (size_t n = 0; place->document == stamping->document && n < place->field_count; n++) {
                    const struct plan_field *field = &place->fields[n];
                    bool holds = span_holds(field->span, stamping->old) && field->value.size == span_size(field->span);
                    if (holds && touched != NULL) {
                        *touched = *touched || is_touched(&operation->edits[stamping->document], field->span);
                    } else if (holds && !mean_field(operation, records->items[i], place, field, stamping, error)) {
                        return false;
                    }
                }
            }
        }
    }
    return true;
}

static bool stamp_field(struct operation *operation, size_t document, const struct outline_field *field,
                        struct error *error)
{
    const struct document *changed = operation->plan->documents[document];
    struct slice value = source_slice(changed->source, field->value);
    struct stamp_day found;
    struct stamping asked = {.document = document, .old = field->value};
    bool touched = is_touched(&operation->edits[document], field->value);
    if (!stamp_day_find(value, &found) || slice_compare(slice_of(found.day), operation->day) >= 0) {
        return true;
    }
    /* What the verb is changing in this step is stamped behind it. */
    if (operation->edits[document].count > 0 && (!mean_stamp(operation, &asked, &touched, error) || touched)) {
        return touched;
    }
    size_t at = found.span.start;
    struct bytes stamped;
    size_t end = 0;
    bytes_init(&stamped);
    bool done = append_stamp(operation, &stamped, value, &found, &end) || error_no_memory(error);
    struct span span = {.start = field->value.start + at, .end = field->value.start + end};
    done = done && change_set_span(changed->outline, span, bytes_slice(&stamped), &operation->edits[document], error) &&
           mean_stamp(operation, &(struct stamping){document, span, bytes_slice(&stamped)}, NULL, error);
    bytes_release(&stamped);
    return done;
}

bool stamp_documents(struct operation *operation, struct error *error)
{
    for (size_t i = 0; i < operation->base->document_count; i++) {
        struct slice before = source_bytes(operation->base->documents[i]->source);
        struct slice after = source_bytes(operation->plan->documents[i]->source);
        bool is_text = operation->plan->documents[i]->tree == NULL;
        bool settled = operation->settled != NULL && operation->settled[i];
        bool changes = operation->edits[i].count > 0 || !slice_equal(before, after);
        struct outline_field field;
        if (is_text && !settled && changes &&
            day_field_find(operation->plan->profile, operation->plan->documents[i]->outline, &field) &&
            !stamp_field(operation, i, &field, error)) {
            return false;
        }
    }
    return true;
}
