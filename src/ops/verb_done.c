/* done: a task is finished: what says so, and what goes with it. */
#include "ops/blockers.h"
#include "ops/finishing.h"
#include "ops/lane_queue.h"
#include "ops/queue_rows.h"
#include "ops/resolutions.h"
#include "ops/verbs.h"

#include "plan/query.h"

/* ---- one task ---- */

/* The lanes' queues that are lists lose their entries of the task. */
static bool leave_lanes(struct operation *operation, const struct record *task, struct error *error)
{
    const struct records *lanes = &operation->plan->records[KIND_LANE];
    for (size_t i = 0; i < lanes->count; i++) {
        if (!lane_queue_is_list(operation->plan, lanes->items[i]) || !lane_queue_has(lanes->items[i], task)) {
            continue;
        }
        struct bytes entry;
        bytes_init(&entry);
        bool removed = lane_queue_remove(operation, lanes->items[i], task, &entry, error);
        bytes_release(&entry);
        if (!removed) {
            return false;
        }
    }
    return true;
}

/* What the profile wants to be written with it. */
static bool finish_rest(struct operation *operation, const struct record *task, struct error *error)
{
    const struct request *request = operation->request;
    struct finishing finishing;
    return finishing_begin(&finishing, operation, task, error) && finishing_values(&finishing, task, WRITTEN_DONE, error) &&
           finishing_log(&finishing, task, error) &&
           (request->options[OPTION_NO_RECORD].data != NULL || request->options[OPTION_RESOLUTION].data != NULL ||
            resolutions_add_finished(&finishing, error));
}

/* An entry of the queue that names no task is finished itself. */
static bool finish_entry(struct operation *operation, const struct record *entry, struct bytes *summary,
                         struct error *error)
{
    (void)bytes_append_format(summary, "%s%.*s", summary->size == 0 ? "done " : ", ", SLICE_PRINT(record_name(entry)));
    return operation_subject(operation, record_name(entry), error) &&
           operation_set_state(operation, entry, STATE_DONE, error) && operation_step(operation, error);
}

static bool finish_one(struct operation *operation, struct slice name, struct bytes *summary, struct error *error)
{
    const struct record *entry = query_name(operation->plan, KIND_COUNT, name, NULL);
    if (entry != NULL && entry->kind == KIND_QUEUE && entry->task == NULL &&
        record_field(entry, ROLE_STATUS, NULL) != NULL) {
        return rules_not_closed(operation, entry, error) && finish_entry(operation, entry, summary, error);
    }
    const struct record *task = rules_task(operation, name, error);
    if (task == NULL || (task->claim != NULL && !rules_holder(operation, task->claim, error)) ||
        !rules_can_finish(operation, task, error) || !operation_subject(operation, task->id, error)) {
        return false;
    }
    (void)bytes_append_format(summary, "%s%.*s", summary->size == 0 ? "done " : ", ", SLICE_PRINT(task->id));
    return operation_set_state(operation, task, STATE_DONE, error) &&
           ((task->lane == NULL && finishing_has_log(operation, task)) || operation_set_note(operation, task, error)) &&
           finish_rest(operation, task, error) &&
           (task->claim == NULL || claims_finish(operation, task->claim, error)) &&
           queue_rows_settle(operation, task, STATE_DONE, true, error) && leave_lanes(operation, task, error) &&
           operation_step(operation, error);
}

/* ---- what goes with it ---- */

static bool remove_blockers(struct operation *operation, struct error *error)
{
    size_t position = 0;
    struct slice name;
    while (request_value(operation->request, OPTION_RESOLVES, &position, &name)) {
        const struct record *blocker = query_name(operation->plan, KIND_BLOCKER, name, error);
        if (blocker == NULL || !blockers_remove(operation, blocker, error) || !operation_step(operation, error)) {
            return false;
        }
    }
    return true;
}

static bool waits(const struct record *task)
{
    for (size_t i = 0; i < task->depends_on.count; i++) {
        const struct record *other = task->depends_on.items[i].record;
        if (other == NULL || !state_is_closed(other->state)) {
            return true;
        }
    }
    return task->blockers.count > 0;
}

/* Blocked tasks that wait for nothing any more. */
static bool unblock_dependents(struct operation *operation, struct slice id, struct error *error)
{
    const struct record *task = query_id(operation->plan, KIND_TASK, id);
    for (size_t i = 0; task != NULL && i < task->dependents.count; i++) {
        const struct record *other = task->dependents.items[i].record;
        if (other->state == STATE_BLOCKED && !waits(other) &&
            (!operation_set_state(operation, other, STATE_TODO, error) ||
             !queue_rows_settle(operation, other, STATE_TODO, false, error))) {
            return false;
        }
    }
    return operation_step(operation, error);
}

/* A milestone is in progress from its first finished task on and done with its last; it never goes back. */
static bool follow_milestone(struct operation *operation, struct slice id, struct error *error)
{
    const struct record *task = query_id(operation->plan, KIND_TASK, id);
    const struct record *milestone = task == NULL ? NULL : task->milestone;
    if (milestone == NULL || state_is_closed(milestone->state)) {
        return true;
    }
    bool all = true;
    for (size_t i = 0; i < milestone->tasks.count; i++) {
        all = all && state_is_closed(milestone->tasks.items[i].record->state);
    }
    bool begins = milestone->state == STATE_TODO;
    return ((!all && !begins) ||
            operation_set_state(operation, milestone, all ? STATE_DONE : STATE_IN_PROGRESS, error)) &&
           operation_step(operation, error);
}

static bool follow(struct operation *operation, struct error *error)
{
    size_t count = operation->change->subject_count;
    for (size_t i = 0; i < count; i++) {
        struct slice id = operation->change->subjects[i];
        if (!follow_milestone(operation, id, error) ||
            (operation->request->options[OPTION_UNBLOCK].data != NULL && !unblock_dependents(operation, id, error))) {
            return false;
        }
    }
    return queue_rows_promote(operation, error);
}

/* ---- the verb ---- */

static bool is_day(struct slice text)
{
    static const char shape[] = "0000-00-00";
    for (size_t i = 0; i < sizeof shape - 1; i++) {
        if (i >= text.size || (shape[i] == '0' ? text.data[i] < '0' || text.data[i] > '9' : text.data[i] != '-')) {
            return false;
        }
    }
    return text.size == sizeof shape - 1;
}

static bool read_options(struct operation *operation, struct error *error)
{
    const struct request *request = operation->request;
    struct slice on = request->options[OPTION_ON];
    if (request->options[OPTION_NO_RECORD].data != NULL && request->options[OPTION_RESOLUTION].data != NULL) {
        return error_set(error, ERROR_USAGE, "--no-record and --resolution contradict each other");
    }
    if (on.data != NULL && !is_day(on)) {
        return error_set(error, ERROR_USAGE, "--on needs a day such as 2026-02-19, not \"%.*s\"", SLICE_PRINT(on));
    }
    operation->day = on.data != NULL ? on : operation->day;
    return true;
}

static bool run(struct operation *operation, struct error *error)
{
    const struct request *request = operation->request;
    struct slice resolution = request->options[OPTION_RESOLUTION];
    struct bytes summary;
    bytes_init(&summary);
    bool done = read_options(operation, error);
    for (size_t i = 0; i < request->argument_count && done; i++) {
        done = finish_one(operation, request->arguments[i], &summary, error);
    }
    done = done && remove_blockers(operation, error) && follow(operation, error) &&
           (resolution.data == NULL || resolutions_add(operation, resolution, error)) &&
           (summary.failed ? error_no_memory(error) : operation_finish(operation, bytes_slice(&summary), error));
    bytes_release(&summary);
    return done;
}

const struct verb verb_done = {
    .name = "done",
    .summary = "finish tasks",
    .details = "Sets the status to done wherever the task has one; removes its claim, its row in the queue and its "
               "entry in the lanes' queues; the first row that is left in the queue takes the first priority where "
               "none has it. The milestone is in progress from its first finished task on and done with its last. With"
               " --resolution one row says so, for all tasks and for the blockers of --resolves, which go. Refused "
               "where something it waits for is open, or where no file proves its gates.",
    .arguments = {{.name = "ID", .kind = ARGUMENT_TASK, .repeated = true}},
    .options = 1U << OPTION_RESOLUTION | 1U << OPTION_NOTE | 1U << OPTION_EVIDENCE | 1U << OPTION_RESOLVES |
               1U << OPTION_ON | 1U << OPTION_UNBLOCK | 1U << OPTION_NO_RECORD,
    .run = run,
};
