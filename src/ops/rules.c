/* The rules of claims and lanes. Each refusal names itself, its place and what would satisfy it. */
#include "ops/evidence.h"
#include "ops/operation.h"
#include "plan/query.h"

#include <limits.h>
#include <stdio.h>

static const char *file_of(const struct operation *operation, const struct record *record)
{
    return record->place_count == 0 ? NULL : plan_path(operation->plan, record->places[0]->document);
}

static const char *file_at(const struct operation *operation, const struct plan_place *place)
{
    return plan_path(operation->plan, place->document);
}

static size_t line_of(const struct record *record)
{
    return record->place_count == 0 ? 0 : record->places[0]->line;
}

static void name_holder(struct error *error, struct slice who)
{
    if (error != NULL) {
        size_t size = who.size < sizeof error->holder ? who.size : sizeof error->holder - 1;
        memcpy(error->holder, who.data, size);
        error->holder[size] = '\0';
    }
}

/* Documents that number their tasks each for itself may have one of the same name: which is meant cannot be told. */
static bool is_one(const struct operation *operation, const struct record *task, struct error *error)
{
    const struct plan_place *first = task->places[0];
    bool one = true;
    for (size_t i = 1; i < task->place_count && one; i++) {
        one = task->places[i]->rule != first->rule || task->places[i]->document == first->document;
    }
    if (one || operation->request->force) {
        return true;
    }
    (void)error_set(error, ERROR_NOT_FOUND,
                    "%.*s stands in several documents, each of which has a task of its own by that name; rename one, use "
                    "`workboard edit`, or change all of them with --force",
                    SLICE_PRINT(task->id));
    for (size_t i = 0; i < task->place_count; i++) {
        char line[ERROR_MESSAGE_SIZE];
        int size = snprintf(line, sizeof line, "%s:%zu", file_at(operation, task->places[i]), task->places[i]->line);
        if (error != NULL && task->places[i]->rule == first->rule && size > 0) {
            error_add_candidate(error, line, (size_t)size < sizeof line ? (size_t)size : sizeof line - 1);
        }
    }
    return false;
}

const struct record *rules_task(const struct operation *operation, struct slice name, struct error *error)
{
    const struct record *found = query_name(operation->plan, KIND_COUNT, name, error);
    if (found == NULL) {
        return NULL;
    }
    if ((found->kind == KIND_QUEUE || found->kind == KIND_CLAIM) && found->task != NULL) {
        return is_one(operation, found->task, error) ? found->task : NULL;
    }
    if (found->kind != KIND_TASK) {
        (void)error_set_at(error, ERROR_NOT_FOUND, file_of(operation, found), line_of(found),
                           "%.*s is a %s; name a task", SLICE_PRINT(name), kind_name(found->kind));
        return NULL;
    }
    return is_one(operation, found, error) ? found : NULL;
}

bool rules_not_claimed(const struct operation *operation, const struct record *task, struct error *error)
{
    const struct record *claim = task->claim;
    if (claim == NULL && operation->request->without_claims && task->state == STATE_IN_PROGRESS) {
        return error_refuse(error, "claim.taken", file_of(operation, task), line_of(task),
                            "%.*s is in progress already, and who has it is written nowhere (claims: none); "
                            "`workboard release %.*s` first",
                            SLICE_PRINT(task->id), SLICE_PRINT(task->id));
    }
    if (claim == NULL) {
        return true;
    }
    struct slice who = record_value(claim, ROLE_WHO);
    struct slice since = record_value(claim, ROLE_SINCE);
    bool own = slice_equal(who, operation->request->who);
    (void)error_refuse(error, own ? "claim.yours" : "claim.taken", file_of(operation, claim), line_of(claim),
                       own ? "%.*s is yours already: %.*s has it since %.*s; `workboard release %.*s` gives it back"
                           : "%.*s is taken: %.*s has it since %.*s; ask them, or `workboard release %.*s` first",
                       SLICE_PRINT(task->id), SLICE_PRINT(who), SLICE_PRINT(since), SLICE_PRINT(task->id));
    name_holder(error, who);
    return false;
}

bool rules_holder(const struct operation *operation, const struct record *claim, struct error *error)
{
    const struct request *request = operation->request;
    struct slice who = record_value(claim, ROLE_WHO);
    struct slice orchestrator =
        request->orchestrator.size > 0 ? request->orchestrator : operation->plan->profile->orchestrator;
    if (request->force || !request->who_is_given || slice_equal(who, request->who) ||
        (orchestrator.size > 0 && slice_equal(orchestrator, request->who))) {
        return true;
    }
    (void)error_refuse(error, "claim.holder", file_of(operation, claim), line_of(claim),
                       "%.*s is %.*s's, not %.*s's; let them do it, act as the plan's orchestrator, or use --force",
                       SLICE_PRINT(claim->id), SLICE_PRINT(who), SLICE_PRINT(request->who));
    name_holder(error, who);
    return false;
}

bool rules_not_closed(const struct operation *operation, const struct record *task, struct error *error)
{
    return operation->request->force || !state_is_closed(task->state) ||
           error_refuse(error, "task.closed", file_of(operation, task), line_of(task),
                        "%.*s is %s already; set its status back first, or use --force", SLICE_PRINT(task->id),
                        state_name(task->state));
}

static bool check_dependencies(const struct operation *operation, const struct record *task, struct error *error)
{
    for (size_t i = 0; i < task->depends_on.count; i++) {
        const struct plan_link *link = &task->depends_on.items[i];
        if (link->record == NULL || !state_is_closed(link->record->state)) {
            return error_refuse(error, "dependency.open", file_of(operation, task), line_of(task),
                                "%.*s waits for %.*s, which is %s; finish that first, or use --force",
                                SLICE_PRINT(task->id), SLICE_PRINT(link->text),
                                link->record == NULL ? "not in this plan" : state_name(link->record->state));
        }
    }
    return true;
}

/* Gates ask for a file that proves them; any other reference is no proof. */
static bool check_evidence(const struct operation *operation, const struct record *task, struct error *error)
{
    bool proven = task->gates.count == 0 || evidence_names_task(operation->request, task);
    size_t position = 0;
    struct slice value;
    while (!proven && request_value(operation->request, OPTION_EVIDENCE, &position, &value)) {
        proven = evidence_is_path(value);
    }
    if (proven) {
        return true;
    }
    struct bytes gates;
    bytes_init(&gates);
    for (size_t i = 0; i < task->gates.count; i++) {
        (void)bytes_append_format(&gates, "%s%.*s", i == 0 ? "" : ", ", SLICE_PRINT(task->gates.items[i].text));
    }
    (void)error_refuse(error, "evidence.missing", file_of(operation, task), line_of(task),
                       "%.*s has to pass %.*s, and no file proves it; name one with --evidence FILE, or use --force",
                       SLICE_PRINT(task->id), SLICE_PRINT(bytes_slice(&gates)));
    bytes_release(&gates);
    return false;
}

/* Done by its status, but somebody has it: finishing it ends the claim. */
static bool is_claimed_still(const struct record *task)
{
    return task->claim != NULL && task->state == STATE_DONE;
}

bool rules_can_finish(const struct operation *operation, const struct record *task, struct error *error)
{
    return operation->request->force ||
           ((is_claimed_still(task) || rules_not_closed(operation, task, error)) && check_dependencies(operation, task, error) &&
            check_evidence(operation, task, error));
}

bool rules_can_start(const struct operation *operation, const struct record *task, struct error *error)
{
    if (operation->request->force) {
        return true;
    }
    if (!rules_not_closed(operation, task, error)) {
        return false;
    }
    if (task->state == STATE_UNKNOWN && task->status.size > 0) {
        return error_refuse(error, "status.unknown", file_of(operation, task), line_of(task),
                            "the status \"%.*s\" of %.*s is no word of the profile; mend it, or use --force",
                            SLICE_PRINT(task->status), SLICE_PRINT(task->id));
    }
    if (!check_dependencies(operation, task, error)) {
        return false;
    }
    if (task->blockers.count > 0) {
        const struct record *blocker = task->blockers.items[0].record;
        return error_refuse(error, "blocker.open", file_of(operation, blocker), line_of(blocker),
                            "%.*s is held by the open blocker %.*s; resolve that first, or use --force",
                            SLICE_PRINT(task->id), SLICE_PRINT(record_name(blocker)));
    }
    return true;
}

bool rules_lane_takes(const struct operation *operation, const struct record *lane, struct error *error)
{
    if (operation->request->force || lane->status.size == 0 || lane->slot != SLOT_NONE || operation->request->options[OPTION_ACTIVATE].data != NULL) {
        return true;
    }
    return error_refuse(error, "lane.inactive", file_of(operation, lane), line_of(lane),
                        "%.*s is \"%.*s\" and takes no work; activate it (--activate, or `workboard lane`), choose "
                        "another with --lane, or use --force",
                        SLICE_PRINT(record_name(lane)), SLICE_PRINT(lane->status));
}

bool rules_heavy(const struct operation *operation, const struct record *lane, enum slot slot, struct error *error)
{
    const struct plan *plan = operation->plan;
    if (operation->request->force || slot != SLOT_HEAVY || lane->slot == SLOT_HEAVY || plan->heavy < plan->concurrency) {
        return true;
    }
    const struct record *holder = NULL;
    for (size_t i = 0; i < plan->records[KIND_LANE].count && holder == NULL; i++) {
        const struct record *other = plan->records[KIND_LANE].items[i];
        holder = other->slot == SLOT_HEAVY ? other : NULL;
    }
    const struct record *place = holder == NULL ? lane : holder;
    return error_refuse(error, "lane.heavy", file_of(operation, place), line_of(place),
                        "the mode allows %lu heavy lane%s and %.*s has %s; pause that first, or use --force",
                        plan->concurrency, plan->concurrency == 1 ? "" : "s",
                        SLICE_PRINT(holder == NULL ? slice_of("nobody") : record_name(holder)),
                        plan->concurrency == 1 ? "it" : "one");
}

bool rules_one_lane(const struct operation *operation, const struct record *task, const struct record *lane,
                    struct error *error)
{
    if (operation->request->force || lane == NULL || task->lane == NULL || task->lane == lane || !task->lane_is_named) {
        return true;
    }
    return error_refuse(error, "task.two_lanes", file_of(operation, task->lane), line_of(task->lane),
                        "%.*s names %.*s; `workboard move %.*s --to \"%.*s\"` first, or use --force",
                        SLICE_PRINT(record_name(task->lane)), SLICE_PRINT(task->id), SLICE_PRINT(task->id),
                        SLICE_PRINT(record_name(lane)));
}
