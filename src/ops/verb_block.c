/* block: something holds tasks: a blocker is opened. */
#include "ops/blockers.h"
#include "ops/finishing.h"
#include "ops/queue_rows.h"
#include "ops/verbs.h"

static bool hold(struct operation *operation, const struct record *task, struct error *error)
{
    struct finishing finishing;
    return (operation->request->options[OPTION_STATUS].data == NULL ||
            (operation_set_state(operation, task, STATE_BLOCKED, error) &&
             queue_rows_settle(operation, task, STATE_BLOCKED, false, error))) &&
           finishing_begin(&finishing, operation, task, error) &&
           finishing_values(&finishing, task, WRITTEN_BLOCK, error);
}

/* Says what was given and has no place in this plan. */
static void tell_dropped(const struct operation *operation, const struct record *const *tasks, size_t count,
                         struct bytes *summary)
{
    static const struct {
        enum option option;
        const char *name;
    } given[] = {{OPTION_REASON, "reason"}, {OPTION_IMPACT, "impact"}, {OPTION_EXIT, "exit condition"}};
    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++) {
        if (operation->request->options[given[i].option].data != NULL &&
            !blockers_hold(operation->plan, tasks, count, given[i].option)) {
            (void)bytes_append_format(summary, "; the plan has no place for the %s, which is written nowhere",
                                      given[i].name);
        }
    }
}

static bool run(struct operation *operation, struct error *error)
{
    const struct request *request = operation->request;
    if (slice_trim(request->options[OPTION_REASON]).size == 0) {
        return error_set(error, ERROR_USAGE, "say what blocks with --reason");
    }
    if (request->options[OPTION_STATUS].data != NULL && request->argument_count == 0) {
        return error_set(error, ERROR_USAGE, "--status needs the task whose status it shall set");
    }
    const struct record **tasks = arena_new(&operation->change->arena, request->argument_count + 1, sizeof *tasks);
    struct slice id = {0};
    struct bytes summary;
    bytes_init(&summary);
    (void)bytes_append_text(&summary, request->argument_count == 0 ? "block" : "block ");
    bool done = tasks != NULL || error_no_memory(error);
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
        done = task != NULL && rules_not_closed(operation, task, error) && hold(operation, task, error) &&
               operation_subject(operation, task->id, error);
        if (done) {
            (void)bytes_append_format(&summary, "%s%.*s", count == 0 ? "" : ", ", SLICE_PRINT(task->id));
            tasks[count++] = task;
        }
    }
    struct bytes dropped;
    bytes_init(&dropped);
    if (done) {
        tell_dropped(operation, tasks, count, &dropped); /* the tasks are those of the plan before the next step */
    }
    summary.failed = summary.failed || dropped.failed;
    if (request->options[OPTION_STATUS].data == NULL || blockers_exist(operation->plan)) {
        done = done && blockers_add(operation, tasks, count, &id, error);
        (void)bytes_append_format(&summary, id.size > 0 ? " by %.*s" : " by a new blocker", SLICE_PRINT(id));
    }
    (void)bytes_append(&summary, bytes_slice(&dropped));
    bytes_release(&dropped);
    done =
        done && (summary.failed ? error_no_memory(error) : operation_finish(operation, bytes_slice(&summary), error));
    bytes_release(&summary);
    return done;
}

const struct verb verb_block = {
    .name = "block",
    .summary = "open a blocker that holds tasks",
    .details = "Adds a blocker with the next number and the tasks' identifiers in its title; without ID it holds no "
               "task. The status of the tasks changes only with --status. What is given and has no place in the plan is "
               "told in the summary.",
    .arguments = {{.name = "ID", .kind = ARGUMENT_TASK, .optional = true, .repeated = true}},
    .options = 1U << OPTION_REASON | 1U << OPTION_IMPACT | 1U << OPTION_EXIT | 1U << OPTION_STATUS,
    .run = run,
};
