/* claim: somebody begins to work on a task: on one that is named, or on the best of those that are ready. */
#include "ops/finishing.h"
#include "ops/verbs.h"

#include "plan/query.h"
#include "plan/rank.h"

struct filling {
    const struct record *task;
};

static struct slice task_value(void *context, enum role role, struct slice name)
{
    const struct filling *filling = context;
    (void)name;
    return role == ROLE_ID ? record_name(filling->task) : role == ROLE_TITLE ? filling->task->title : slice_of("");
}

/* Whether lanes take tasks in this plan at all: in some plans they are only listed, or say no more than an order. */
static bool lanes_take_tasks(const struct plan *plan)
{
    for (size_t i = 0; i < plan->records[KIND_LANE].count; i++) {
        const struct record *lane = plan->records[KIND_LANE].items[i];
        if (lane->tasks.count > 0 && lane->status.size > 0) {
            return true;
        }
    }
    return false;
}

/* The lane to work in: the one that was named, else the task's own. */
static bool find_lane(const struct operation *operation, const struct record *task, const struct record **lane,
                      struct error *error)
{
    struct slice named = operation->request->options[OPTION_LANE];
    *lane = named.data == NULL ? task->lane : query_name(operation->plan, KIND_LANE, named, error);
    if (named.data != NULL) {
        return *lane != NULL;
    }
    return *lane != NULL || !lanes_take_tasks(operation->plan) ||
           error_set(error, ERROR_USAGE, "no lane names %.*s; say which one takes it with --lane",
                     SLICE_PRINT(task->id));
}

/* A lane is idle while its assignment only holds a place. */
static bool set_assignment(struct operation *operation, const struct record *task, const struct record *lane,
                           struct error *error)
{
    const struct plan_place *place = NULL;
    const struct plan_field *field = record_field(lane, ROLE_ASSIGNMENT, &place);
    struct slice typed = operation->request->options[OPTION_ASSIGN];
    const struct template *template = &operation->plan->profile->lane_assignment;
    if (field == NULL) {
        return typed.data == NULL || error_set(error, ERROR_NOT_FOUND, "lanes have no assignment in this plan");
    }
    if (typed.data != NULL) {
        return operation_set(operation, lane, place, field, typed, error);
    }
    if (template->count == 0 || !profile_is_placeholder(operation->plan->profile, field->value)) {
        return true;
    }
    struct filling filling = {.task = task};
    struct bytes text;
    bytes_init(&text);
    bool set = template_fill(template, task_value, &filling, &text)
                   ? operation_set(operation, lane, place, field, bytes_slice(&text), error)
                   : error_no_memory(error);
    bytes_release(&text);
    return set;
}

/* With --activate the lane gets the word that takes a heavy slot, where the profile has one. */
static bool activate(struct operation *operation, const struct record *lane, struct error *error)
{
    if (operation->request->options[OPTION_ACTIVATE].data == NULL || lane->slot == SLOT_HEAVY) {
        return true;
    }
    const struct plan_place *place = NULL;
    const struct plan_field *field = record_field(lane, ROLE_STATUS, &place);
    if (field == NULL) {
        return error_set(error, ERROR_NOT_FOUND, "lanes have no status in this plan");
    }
    const struct status_words *words = &operation->plan->profile->words;
    for (size_t i = 0; i < words->count; i++) {
        if (words->items[i].slot == SLOT_HEAVY) {
            return rules_heavy(operation, lane, SLOT_HEAVY, error) &&
                   operation_set(operation, lane, place, field, words->items[i].word, error);
        }
    }
    return lane->slot != SLOT_NONE || operation_set_state(operation, lane, STATE_IN_PROGRESS, error);
}

/* What the profile wants to be written with it. */
static bool write_values(struct operation *operation, const struct record *task, struct error *error)
{
    struct finishing finishing;
    return finishing_begin(&finishing, operation, task, error) &&
           finishing_values(&finishing, task, WRITTEN_CLAIM, error);
}

/* Whether a rule speaks against it, and for which lane it would be. */
static bool may_claim(const struct operation *operation, const struct record *task, const struct record **lane,
                      struct error *error)
{
    return rules_not_claimed(operation, task, error) && rules_can_start(operation, task, error) &&
           find_lane(operation, task, lane, error) && rules_one_lane(operation, task, *lane, error) &&
           (*lane == NULL || rules_lane_takes(operation, *lane, error));
}

static bool take(struct operation *operation, const struct record *task, const struct record *lane,
                 struct bytes *summary, struct error *error)
{
    if (!operation_subject(operation, task->id, error) ||
        !operation_set_state(operation, task, STATE_IN_PROGRESS, error) ||
        !write_values(operation, task, error) ||
        (lane != NULL && (!set_assignment(operation, task, lane, error) || !activate(operation, lane, error))) ||
        (!operation->request->without_claims && !claims_add(operation, task, lane, error))) {
        return false;
    }
    (void)bytes_append_format(summary, "%s%.*s", summary->size == 0 ? "claim " : ", ", SLICE_PRINT(task->id));
    if (lane != NULL) {
        (void)bytes_append_format(summary, " for %.*s", SLICE_PRINT(record_name(lane)));
    }
    return true;
}

static bool claim_one(struct operation *operation, struct slice name, struct bytes *summary, struct error *error)
{
    const struct record *task = rules_task(operation, name, error);
    const struct record *lane = NULL;
    if (task != NULL && task->claim != NULL && query_id(operation->base, KIND_CLAIM, task->claim->id) == NULL) {
        return true; /* named twice */
    }
    return task != NULL && may_claim(operation, task, &lane, error) && take(operation, task, lane, summary, error);
}

static bool run(struct operation *operation, struct error *error)
{
    struct bytes summary;
    bytes_init(&summary);
    bool done = true;
    for (size_t i = 0; i < operation->request->argument_count && done; i++) {
        done = operation_step(operation, error) && claim_one(operation, operation->request->arguments[i], &summary, error);
    }
    done = done && (summary.failed ? error_no_memory(error)
                                   : operation_finish(operation, bytes_slice(&summary), error));
    bytes_release(&summary);
    return done;
}

const struct verb verb_claim = {
    .name = "claim",
    .summary = "begin to work on tasks",
    .details = "Sets the status to in progress wherever the task has one, and writes who has it since when. Refused where "
               "the task is claimed, waits for another, or the lane takes no work.",
    .arguments = {{.name = "ID", .kind = ARGUMENT_TASK, .repeated = true}},
    .options = 1U << OPTION_LANE | 1U << OPTION_ACTIVATE | 1U << OPTION_ASSIGN,
    .run = run,
};

/* ---- the best that is ready ---- */

/* Claims the first in the order of rank.h, without those that another work tree has, against which no rule speaks; where
 * one speaks against each, what it says of the first. `*claimed` stays false where none is ready. */
static bool claim_best(struct operation *operation, struct bytes *summary, bool *claimed, struct error *error)
{
    struct slice named = operation->request->options[OPTION_LANE];
    const struct record *lane = named.data == NULL ? NULL : query_name(operation->plan, KIND_LANE, named, error);
    if (named.data != NULL && lane == NULL) {
        return false;
    }
    struct ranking ranking;
    struct error first;
    bool done = ranking_init_without(&ranking, operation->plan, lane, operation->request->taken, false, error);
    *claimed = false;
    error_clear(&first);
    for (size_t i = 0; done && i < ranking.count && !*claimed; i++) {
        struct error reason;
        error_clear(&reason);
        if (may_claim(operation, ranking.entries[i].task, &lane, &reason)) {
            done = take(operation, ranking.entries[i].task, lane, summary, error);
            *claimed = done;
        } else if (first.code == ERROR_NONE) {
            first = reason;
        }
    }
    ranking_release(&ranking);
    if (done && !*claimed && first.code != ERROR_NONE && summary->size == 0) {
        if (error != NULL) {
            *error = first;
        }
        return false;
    }
    return done;
}

/* The argument is how many. */
static bool run_next(struct operation *operation, struct error *error)
{
    size_t wanted = 0;
    struct slice count = operation->request->arguments[0];
    for (size_t i = 0; i < count.size && count.data[i] >= '0' && count.data[i] <= '9' && wanted < 100000; i++) {
        wanted = wanted * 10 + (size_t)(count.data[i] - '0');
    }
    struct bytes summary;
    bytes_init(&summary);
    bool done = true;
    bool claimed = true;
    for (size_t i = 0; i < wanted && done && claimed; i++) {
        done = operation_step(operation, error) && claim_best(operation, &summary, &claimed, error);
    }
    struct slice text = summary.size == 0 ? slice_of("nothing is ready") : bytes_slice(&summary);
    done = done && (summary.failed ? error_no_memory(error) : operation_finish(operation, text, error));
    bytes_release(&summary);
    return done;
}

const struct verb verb_claim_next = {
    .name = "claim",
    .summary = "begin to work on the best tasks that are ready",
    .arguments = {{.name = "COUNT", .kind = ARGUMENT_TEXT}},
    .options = 1U << OPTION_LANE | 1U << OPTION_ACTIVATE | 1U << OPTION_ASSIGN,
    .run = run_next,
};
