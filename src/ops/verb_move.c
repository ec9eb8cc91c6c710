/* move: a task goes to another lane: its claim, and its entry in the lanes' queues. */
#include "ops/finishing.h"
#include "ops/items_move.h"
#include "ops/lane_queue.h"
#include "ops/verbs.h"

#include "plan/query.h"

static bool move_claim(struct operation *operation, const struct record *claim, const struct record *to,
                       struct error *error)
{
    const struct plan_place *place = NULL;
    const struct plan_field *field = claim == NULL ? NULL : record_field(claim, ROLE_LANE, &place);
    return field == NULL || operation_set(operation, claim, place, field, record_name(to), error);
}

/* The task's own field that says its lane; where that is a heading above its item, the item goes below another one. */
static bool move_own(struct operation *operation, const struct record *task, const struct record *to,
                     struct error *error)
{
    for (size_t i = 0; i < task->place_count; i++) {
        const struct plan_place *place = task->places[i];
        const struct plan_field *field = place_field(place, ROLE_LANE);
        if (field == NULL) {
            continue;
        }
        bool moved = field->borrowed
                         ? items_move_above(operation, task, place, field, record_name(to), error)
                         : operation_set(operation, task, place, field, record_name(to), error);
        if (!moved) {
            return false;
        }
    }
    return true;
}

/* The entry as other queues write such entries: in backquotes, with the task's alias behind it. */
static bool make_entry(const struct record *task, struct bytes *entry)
{
    (void)bytes_append_format(entry, "`%.*s`", SLICE_PRINT(task->id));
    if (task->aliases.count > 0) {
        (void)bytes_append_format(entry, " (`%.*s`)", SLICE_PRINT(task->aliases.items[0].text));
    }
    return !entry->failed;
}

/* An entry in which words stand between this task and others was left as it is. */
static bool refuse_sentence(const struct operation *operation, const struct record *from, const struct record *task,
                            struct error *error)
{
    const struct plan_place *place = NULL;
    (void)record_field(from, ROLE_QUEUE, &place);
    return error_refuse(error, "lane.prose", plan_path(operation->plan, place->document), place->line,
                        "the queue of %.*s names %.*s in a sentence with others; write it anew with "
                        "`workboard lane \"%.*s\" --queue TEXT`",
                        SLICE_PRINT(record_name(from)), SLICE_PRINT(task->id), SLICE_PRINT(record_name(from)));
}

static bool move_entry(struct operation *operation, const struct record *task, const struct record *to,
                       struct error *error)
{
    const struct records *lanes = &operation->plan->records[KIND_LANE];
    const struct record *from = NULL;
    for (size_t i = 0; i < lanes->count && from == NULL; i++) {
        from = lanes->items[i] != to && lane_queue_has(lanes->items[i], task) ? lanes->items[i] : NULL;
    }
    bool forced = operation->request->force && task->claim == NULL;
    bool takes = (forced || lane_queue_is_list(operation->plan, to)) && !lane_queue_has(to, task);
    bool named = task->claim != NULL || record_field(task, ROLE_LANE, NULL) != NULL;
    if (from == NULL && (named || !takes)) {
        return true;
    }
    struct bytes entry;
    bytes_init(&entry);
    bool moved = (from == NULL ? make_entry(task, &entry) || error_no_memory(error)
                               : lane_queue_remove(operation, from, task, &entry, error)) &&
                 (entry.size > 0 || refuse_sentence(operation, from, task, error)) &&
                 (!takes || lane_queue_append(operation, to, bytes_slice(&entry), error));
    bytes_release(&entry);
    return moved;
}

/* A task that no claim and no list names cannot be moved to a lane whose queue is prose: nothing would say so. */
static bool check_target(const struct operation *operation, const struct record *task, const struct record *to,
                         struct error *error)
{
    const struct plan_place *place = NULL;
    if (operation->request->force || task->claim != NULL || record_field(task, ROLE_LANE, NULL) != NULL ||
        lane_queue_is_list(operation->plan, to)) {
        return true;
    }
    (void)record_field(to, ROLE_QUEUE, &place);
    return error_refuse(error, "lane.prose", place == NULL ? NULL : plan_path(operation->plan, place->document),
                        place == NULL ? 0 : place->line,
                        "the queue of %.*s is a sentence, not a list of tasks, and %.*s is not claimed; write the sentence "
                        "with `workboard lane \"%.*s\" --queue TEXT`, or use --force to put the task behind it",
                        SLICE_PRINT(record_name(to)), SLICE_PRINT(task->id), SLICE_PRINT(record_name(to)));
}

/* What the profile has written when a task changes its lane. */
static bool write_values(struct operation *operation, const struct record *task, const struct record *to,
                         struct error *error)
{
    struct finishing finishing;
    if (!finishing_has_values(operation, task, WRITTEN_MOVE)) {
        return true;
    }
    if (!finishing_begin(&finishing, operation, task, error)) {
        return false;
    }
    finishing.lane = record_name(to);
    return finishing_values(&finishing, task, WRITTEN_MOVE, error);
}

static bool run(struct operation *operation, struct error *error)
{
    const struct request *request = operation->request;
    const struct record *task = rules_task(operation, request->arguments[0], error);
    if (task == NULL) {
        return false;
    }
    if (request->options[OPTION_TO].data == NULL) {
        return error_set(error, ERROR_USAGE, "say to which lane with --to");
    }
    const struct record *to = query_name(operation->plan, KIND_LANE, request->options[OPTION_TO], error);
    if (to == NULL) {
        return false;
    }
    if (task->lane == to && task->lane_is_named) {
        return error_refuse(error, "task.same_lane", NULL, 0, "%.*s is in %.*s already", SLICE_PRINT(task->id),
                            SLICE_PRINT(record_name(to)));
    }
    if ((task->claim != NULL && !rules_holder(operation, task->claim, error)) ||
        !check_target(operation, task, to, error)) {
        return false;
    }
    struct bytes summary;
    bytes_init(&summary);
    (void)bytes_append_format(&summary, "move %.*s to %.*s", SLICE_PRINT(task->id), SLICE_PRINT(record_name(to)));
    bool moved = operation_subject(operation, task->id, error) && move_claim(operation, task->claim, to, error) &&
                 move_own(operation, task, to, error) && move_entry(operation, task, to, error) && write_values(operation, task, to, error) &&
                 (summary.failed ? error_no_memory(error) : operation_finish(operation, bytes_slice(&summary), error));
    bytes_release(&summary);
    return moved;
}

const struct verb verb_move = {
    .name = "move",
    .summary = "move a task to another lane",
    .details = "Changes the lane of the task's claim and the task's own field for it (an item below a heading that says "
               "it goes below another one), and its entry in the lanes' queues where these are lists of "
               "identifiers. Assignments and scopes that name the task by a range stay.",
    .arguments = {{.name = "ID", .kind = ARGUMENT_TASK}},
    .options = 1U << OPTION_TO,
    .run = run,
};
