/* A queue that always shows what comes next: where the entry of a finished task goes, that of another task follows. */
#include "ops/finishing.h"

static bool has_entry(const struct plan *plan, const struct record *task)
{
    for (size_t i = 0; i < plan->records[KIND_QUEUE].count; i++) {
        if (plan->records[KIND_QUEUE].items[i]->task == task) {
            return true;
        }
    }
    return false;
}

/* Whether nothing holds the task once `finished` is done. */
static bool may_begin(const struct record *task, const struct record *finished)
{
    for (size_t i = 0; i < task->depends_on.count; i++) {
        const struct record *other = task->depends_on.items[i].record;
        if (other != finished && (other == NULL || !state_is_closed(other->state))) {
            return false;
        }
    }
    return task->blockers.count == 0;
}

/* The first open task of the document that the queue does not have: one that may begin before others. */
static const struct record *find_next(const struct plan *plan, size_t document, const struct record *finished)
{
    const struct record *open = NULL;
    for (size_t i = 0; i < plan->records[KIND_TASK].count; i++) {
        const struct record *task = plan->records[KIND_TASK].items[i];
        if (task == finished || task->places[0]->document != document || state_is_closed(task->state) ||
            has_entry(plan, task)) {
            continue;
        }
        if (may_begin(task, finished)) {
            return task;
        }
        open = open == NULL ? task : open;
    }
    return open;
}

/* The last item of the list that is an entry. */
static uint32_t last_entry(const struct plan *plan, const struct plan_place *place)
{
    const struct outline *outline = plan->documents[place->document]->outline;
    uint32_t list = outline_node(outline, place->node)->parent;
    uint32_t last = place->node;
    for (size_t i = 0; i < plan->records[KIND_QUEUE].count; i++) {
        const struct plan_place *other = plan->records[KIND_QUEUE].items[i]->places[0];
        if (other->document == place->document && other->rule->shape == RULE_LIST &&
            outline_node(outline, other->node)->parent == list && other->line > outline_node(outline, last)->line) {
            last = other->node;
        }
    }
    return last;
}

static bool is_alone(const struct outline *outline, uint32_t item)
{
    return outline_node(outline, outline_node(outline, item)->parent)->child == item &&
           outline_node(outline, item)->next == 0;
}

static bool mean_removed(struct operation *operation, const struct record *entry, struct error *error)
{
    const struct change_effect effect = {
        .kind = KIND_QUEUE,
        .id = record_name(entry),
        .path = slice_of(plan_path(operation->plan, entry->places[0]->document)),
        .role = ROLE_ID,
        .old = record_name(entry),
    };
    return operation_mean(operation, effect, error);
}

bool finishing_advance(struct operation *operation, const struct record *entry, const struct record *task,
                       struct error *error)
{
    const struct plan *plan = operation->plan;
    const struct plan_place *place = entry->places[0];
    const struct profile_writes *writes = profile_writes_of(plan->profile, place->rule);
    const struct outline *outline = plan->documents[place->document]->outline;
    const struct record *next = find_next(plan, place->document, task);
    struct edits *edits = &operation->edits[place->document];
    if (!mean_removed(operation, entry, error)) {
        return false;
    }
    if (next == NULL) {
        return is_alone(outline, place->node) && writes->empty.size > 0
                   ? change_set_item(outline, place->node, writes->empty, edits, error)
                   : change_remove_item(outline, place->node, edits, error);
    }
    struct finishing finishing;
    struct row_values values = {0};
    values.roles[ROLE_ID] = next->id;
    if (!finishing_begin(&finishing, operation, next, error) ||
        !rows_mean_added(operation, KIND_QUEUE, place->document, &values, error)) {
        return false;
    }
    struct slice text = finishing_fill(&finishing, writes, &writes->advance);
    if (text.data == NULL) {
        return error_no_memory(error);
    }
    uint32_t last = last_entry(plan, place);
    if (last == place->node) {
        return change_set_item(outline, place->node, text, edits, error);
    }
    const struct change_place behind = {.position = CHANGE_AFTER, .node = last};
    return change_remove_item(outline, place->node, edits, error) &&
           change_add_item(outline, outline_node(outline, place->node)->parent, behind, text, false, edits, error);
}
