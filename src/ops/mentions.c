/* Lines that name a record of the change and were left as they are: for the person, who may want to reword them. */
#include "ops/operation.h"

#include "plan/query.h"
#include "text/diff.h"

enum { MOST_SHAPES = 32 };

/* The shapes of the subjects' identifiers as texts write them: tasks always, other kinds where one of them is a subject. */
static struct id_shapes subject_shapes(const struct operation *operation, struct slice *shapes)
{
    const struct profile *profile = operation->plan->profile;
    size_t count = 0;
    for (size_t kind = 0; kind < KIND_COUNT; kind++) {
        bool wanted = kind == KIND_TASK;
        for (size_t i = 0; i < operation->change->subject_count && !wanted; i++) {
            struct slice id = operation->change->subjects[i];
            wanted = kind != KIND_QUEUE && kind != KIND_CLAIM && query_id(operation->base, (enum kind)kind, id) != NULL;
        }
        for (size_t i = 0; i < profile->references[kind].count && wanted && count < MOST_SHAPES; i++) {
            shapes[count++] = profile->references[kind].items[i];
        }
    }
    return (struct id_shapes){.items = shapes, .count = count};
}

/* Whether a subject is named, or meant by a range, in the text at or after `*at`. */
static bool next_subject(const struct operation *operation, const struct id_shapes *shapes, struct slice text, size_t *at,
                         struct id_reference *found)
{
    while (id_next(text, shapes, &operation->plan->profile->range_marks, at, found)) {
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

static bool stands_in(const struct record *record, size_t document, size_t line)
{
    for (size_t p = 0; record != NULL && p < record->place_count; p++) {
        if (record->places[p]->document == document && record->places[p]->line == line) {
            return true;
        }
    }
    return false;
}

/* The lines of a document at which a name is no mention: those of the subjects' own rows, and structural fields. */
static bool is_own_line(const struct operation *operation, size_t document, size_t offset, size_t line)
{
    const struct plan *plan = operation->plan;
    for (size_t i = 0; i < operation->change->subject_count; i++) {
        for (size_t kind = 0; kind < KIND_COUNT; kind++) {
            if (stands_in(query_id(plan, (enum kind)kind, operation->change->subjects[i]), document, line)) {
                return true;
            }
        }
    }
    /* What the change itself has written was not left as it was. */
    for (size_t i = 0; i < operation->change->effect_count; i++) {
        const struct change_effect *effect = &operation->change->effects[i];
        if (effect->role == ROLE_ID && effect->old.data == NULL &&
            query_name(operation->base, effect->kind, effect->id, NULL) == NULL &&
            stands_in(query_name(plan, effect->kind, effect->id, NULL), document, line)) {
            return true;
        }
    }
    for (size_t kind = 0; kind < KIND_COUNT; kind++) {
        for (size_t i = 0; i < plan->records[kind].count; i++) {
            const struct record *record = plan->records[kind].items[i];
            for (size_t p = 0; p < record->place_count; p++) {
                const struct plan_place *place = record->places[p];
                for (size_t f = 0; place->document == document && f < place->field_count; f++) {
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

/* Whether the line stood there before the change; what it has written itself was not left as it was. */
static bool stood_before(const struct operation *operation, size_t document, size_t line)
{
    const struct source *source = operation->plan->documents[document]->source;
    struct slice text = slice_trim(source_slice(source, source_line_text(source, line)));
    return slice_find(source_bytes(operation->base->documents[document]->source), text, 0) != SLICE_NONE;
}

bool mentions_collect(struct operation *operation, struct error *error)
{
    size_t capacity = 0;
    struct slice items[MOST_SHAPES];
    const struct id_shapes shapes = subject_shapes(operation, items);
    for (size_t d = 0; d < operation->plan->document_count && operation->change->subject_count > 0; d++) {
        const struct source *source = operation->plan->documents[d]->source;
        struct id_reference found;
        size_t at = 0;
        while (next_subject(operation, &shapes, source_bytes(source), &at, &found)) {
            size_t line = source_line_at(source, found.span.start);
            if (!is_own_line(operation, d, found.span.start, line) && stood_before(operation, d, line) && !add_mention(operation, d, line, &capacity)) {
                return error_no_memory(error);
            }
        }
    }
    return true;
}
