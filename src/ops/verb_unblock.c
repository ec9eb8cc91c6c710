/* unblock: tasks go back to what they were before they were blocked. */
#include "ops/blockers.h"
#include "ops/recall.h"
#include "ops/verbs.h"

/* What the place said before it was blocked, where that is remembered and what it says now still is what was put there.
 */
static struct slice word_before(const struct operation *operation, const struct record *record,
                                const struct plan_place *place, const struct plan_field *field)
{
    for (size_t i = 0; i < operation->request->recorded_count; i++) {
        const struct recorded_effect *effect = &operation->request->recorded[i];
        if (slice_equal(effect->kind, slice_of(kind_name(record->kind))) &&
            slice_equal_fold(effect->id, record_name(record)) &&
            slice_equal(effect->role, slice_of(role_name(ROLE_STATUS))) &&
            slice_equal(effect->path, slice_of(plan_path(operation->plan, place->document))) &&
            effect->place == record_place_number(record, place) && slice_equal(effect->new, field->value) &&
            effect->old.data != NULL) {
            return effect->old;
        }
    }
    return spelling_of(operation->plan, record, place, STATE_TODO);
}

/* What was written with the block beside the status. */
static bool recall_rest(struct operation *operation, const struct record *task, struct error *error)
{
    for (size_t i = 0; i < operation->request->recorded_count; i++) {
        const struct recorded_effect *effect = &operation->request->recorded[i];
        if (slice_equal(effect->kind, slice_of(kind_name(KIND_TASK))) && slice_equal_fold(effect->id, task->id) &&
            !slice_equal(effect->role, slice_of(role_name(ROLE_STATUS))) &&
            !recall_value(operation, effect, task, error)) {
            return false;
        }
    }
    return true;
}

/* Every place that says "blocked"; `*any` is set where there is one. */
static bool set_back(struct operation *operation, const struct record *record, bool *any, struct error *error)
{
    for (size_t i = 0; i < record->place_count; i++) {
        const struct plan_place *place = record->places[i];
        const struct plan_field *field = place_field(place, ROLE_STATUS);
        enum state state = STATE_UNKNOWN;
        enum slot slot = SLOT_NONE;
        if (field == NULL || place->rule->box ||
            !profile_read_status(operation->plan->profile, place->rule, field->value, &state, &slot) ||
            state != STATE_BLOCKED) {
            continue;
        }
        struct slice word = word_before(operation, record, place, field);
        if (word.size > 0 && !operation_set(operation, record, place, field, word, error)) {
            return false;
        }
        *any = true;
    }
    return true;
}

static bool set_back_entries(struct operation *operation, const struct record *task, bool *any, struct error *error)
{
    const struct records *entries = &operation->plan->records[KIND_QUEUE];
    for (size_t i = 0; i < entries->count; i++) {
        if (entries->items[i]->task == task && !set_back(operation, entries->items[i], any, error)) {
            return false;
        }
    }
    return true;
}

/* The blockers that were opened for these tasks alone. */
static bool close_blockers(struct operation *operation, const struct record *const *tasks, size_t count, bool *any,
                           struct error *error)
{
    const struct records *blockers = &operation->plan->records[KIND_BLOCKER];
    for (size_t i = 0; i < blockers->count; i++) {
        if (!blockers_is_own(operation, blockers->items[i], tasks, count)) {
            continue;
        }
        if (!blockers_take_back(operation, blockers->items[i], error)) {
            return false;
        }
        *any = true;
    }
    return true;
}

static bool refuse(const struct operation *operation, const struct record *task, struct error *error)
{
    const struct record *blocker = task->blockers.count > 0 ? task->blockers.items[0].record : NULL;
    const struct record *place = blocker == NULL ? task : blocker;
    const char *path = plan_path(operation->plan, place->places[0]->document);
    if (blocker != NULL) {
        return error_refuse(error, "blocker.open", path, place->places[0]->line,
                            "%.*s is held by %.*s, which was not opened for it alone; `workboard resolve %.*s` closes "
                            "that",
                            SLICE_PRINT(task->id), SLICE_PRINT(record_name(blocker)),
                            SLICE_PRINT(record_name(blocker)));
    }
    return error_refuse(error, "blocker.none", path, place->places[0]->line, "%.*s is not blocked, it is %s",
                        SLICE_PRINT(task->id), state_name(task->state));
}

static bool run(struct operation *operation, struct error *error)
{
    const struct request *request = operation->request;
    const struct record **tasks = arena_new(&operation->change->arena, request->argument_count + 1, sizeof *tasks);
    struct bytes summary;
    bytes_init(&summary);
    bool done = tasks != NULL || error_no_memory(error);
    bool any = false;
    size_t count = 0;
    for (size_t i = 0; i < request->argument_count && done; i++) {
        const struct record *task = rules_task(operation, request->arguments[i], error);
        bool again = false;
        for (size_t k = 0; k < count; k++) {
            again = again || tasks[k] == task;
        }
        if (again) {
            continue;
        }
        done = task != NULL && operation_subject(operation, task->id, error) &&
               set_back(operation, task, &any, error) && recall_rest(operation, task, error) &&
               set_back_entries(operation, task, &any, error);
        if (done) {
            (void)bytes_append_format(&summary, "%s%.*s", count == 0 ? "unblock " : ", ", SLICE_PRINT(task->id));
            tasks[count++] = task;
        }
    }
    done = done && close_blockers(operation, tasks, count, &any, error) &&
           (any || refuse(operation, tasks[0], error)) &&
           (summary.failed ? error_no_memory(error) : operation_finish(operation, bytes_slice(&summary), error));
    bytes_release(&summary);
    return done;
}

const struct verb verb_unblock = {
    .name = "unblock",
    .summary = "take blocked tasks back to what they were",
    .details = "The status goes back to what it was, or to todo where nothing is remembered. Blockers that were opened"
               " for these tasks alone go; others stay until they are resolved.",
    .arguments = {{.name = "ID", .kind = ARGUMENT_TASK, .repeated = true}},
    .recalls = "block",
    .run = run,
};
