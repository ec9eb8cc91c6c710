/* Lines that name a record of the change and were left as they are: for the person, who may want to reword them. */
#include "ops/operation.h"

#include "plan/query.h"

/* Whether a subject is named, or meant by a range, in the text at or after `*at`. */
static bool next_subject(const struct operation *operation, struct slice text, size_t *at, struct id_reference *found)
{
    const struct profile *profile = operation->plan->profile;
    while (id_next(text, &profile->references[KIND_TASK], &profile->range_marks, at, found)) {
        for (size_t i = 0; i < operation->change->subject_count; i++) {
            if (id_in_reference(found, operation->change->subjects[i])) {
                return true;
            }
        }
    }
    return false;
}

/* Roles in which a name is the record itself or part of the graph, not a sentence about it. */
static bool is_structural(enum role role)
{
    return role == ROLE_ID || role == ROLE_TASK || role == ROLE_DEPENDS_ON || role == ROLE_BLOCKS;
}

/* The lines of a document at which a name is no mention: those of the subjects' own rows, and structural fields. */
static bool is_own_line(const struct operation *operation, size_t document, size_t offset, size_t line)
{
    const struct plan *plan = operation->plan;
    for (size_t i = 0; i < operation->change->subject_count; i++) {
        struct slice id = operation->change->subjects[i];
        static const enum kind kinds[] = {KIND_TASK, KIND_QUEUE, KIND_CLAIM};
        for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
            const struct record *record = query_id(plan, kinds[k], id);
            for (size_t p = 0; record != NULL && p < record->place_count; p++) {
                if (record->places[p]->document == document && record->places[p]->line == line) {
                    return true;
                }
            }
        }
    }
    for (size_t kind = 0; kind < KIND_COUNT; kind++) {
        for (size_t i = 0; i < plan->records[kind].count; i++) {
            const struct record *record = plan->records[kind].items[i];
            for (size_t p = 0; p < record->place_count; p++) {
                const struct plan_place *place = record->places[p];
                if (place->document != document || place->line != line) {
                    continue;
                }
                for (size_t f = 0; f < place->field_count; f++) {
                    const struct plan_field *field = &place->fields[f];
                    if (is_structural(field->role) && field->span.start <= offset && offset < field->span.end) {
                        return true;
                    }
                }
            }
        }
    }
    return false;
}

static bool add_mention(struct operation *operation, size_t document, size_t line, size_t *capacity)
{
    struct change *change = operation->change;
    const struct source *source = operation->plan->documents[document]->source;
    struct slice path = slice_of(plan_path(operation->base, document));
    if (change->mention_count > 0 && change->mentions[change->mention_count - 1].line == line &&
        slice_equal(change->mentions[change->mention_count - 1].path, path)) {
        return true;
    }
    if (!arena_grow(&change->arena, &change->mentions, capacity, change->mention_count + 1,
                    sizeof *change->mentions)) {
        return false;
    }
    struct change_mention *mention = &change->mentions[change->mention_count];
    mention->path = arena_copy(&change->arena, path);
    mention->line = line;
    mention->text = arena_copy(&change->arena, slice_trim(source_slice(source, source_line_text(source, line))));
    change->mention_count++;
    return mention->path.data != NULL && mention->text.data != NULL;
}

bool mentions_collect(struct operation *operation, struct error *error)
{
    size_t capacity = 0;
    for (size_t d = 0; d < operation->plan->document_count && operation->change->subject_count > 0; d++) {
        const struct source *source = operation->plan->documents[d]->source;
        struct id_reference found;
        size_t at = 0;
        while (next_subject(operation, source_bytes(source), &at, &found)) {
            size_t line = source_line_at(source, found.span.start);
            if (!is_own_line(operation, d, found.span.start, line) && !add_mention(operation, d, line, &capacity)) {
                return error_no_memory(error);
            }
        }
    }
    return true;
}
