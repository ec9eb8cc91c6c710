/* release: somebody gives a task back; everything that the claim changed goes back to what it was. */
#include "ops/finishing.h"
#include "ops/recall.h"
#include "ops/verbs.h"

#include "plan/query.h"

static bool is_place_of(const struct operation *operation, const struct recorded_effect *effect,
                        const struct record *record, const struct plan_place *place)
{
    return slice_equal(effect->path, slice_of(plan_path(operation->plan, place->document))) &&
           effect->place == record_place_number(record, place);
}

/* Whether somebody has another task of the lane: then it stays as it is. */
static bool is_busy(const struct operation *operation, const struct record *lane, const struct record *task)
{
    const struct records *claims = &operation->plan->records[KIND_CLAIM];
    for (size_t i = 0; i < claims->count; i++) {
        if (claims->items[i] != task->claim && claims->items[i]->lane == lane) {
            return true;
        }
    }
    return false;
}

static bool set_back_recorded(struct operation *operation, const struct record *task, struct error *error)
{
    const struct request *request = operation->request;
    for (size_t i = 0; i < request->recorded_count; i++) {
        const struct recorded_effect *effect = &request->recorded[i];
        enum kind kind;
        if (!kind_parse(effect->kind, &kind) || kind == KIND_CLAIM) {
            continue;
        }
        const struct record *record = query_id(operation->plan, kind, effect->id);
        if (record == NULL || (kind == KIND_TASK && record != task) || (kind == KIND_LANE && is_busy(operation, record, task))) {
            continue;
        }
        if (!recall_value(operation, effect, record, error)) {
            return false;
        }
    }
    return true;
}

/* Whether the remembered claim says what this place said before. */
static bool is_recorded(const struct operation *operation, const struct record *task, const struct plan_place *place,
                        const struct plan_field *field)
{
    for (size_t i = 0; i < operation->request->recorded_count; i++) {
        const struct recorded_effect *effect = &operation->request->recorded[i];
        if (slice_equal_fold(effect->id, task->id) && slice_equal(effect->role, slice_of(role_name(ROLE_STATUS))) &&
            is_place_of(operation, effect, task, place) && slice_equal(effect->new, field->value) && effect->old.data != NULL) {
            return true;
        }
    }
    return false;
}

/* Places of which nothing is remembered and that still say that somebody works on it. */
static bool set_back_rest(struct operation *operation, const struct record *task, struct error *error)
{
    for (size_t i = 0; i < task->place_count; i++) {
        const struct plan_place *place = task->places[i];
        const struct plan_field *field = place_field(place, ROLE_STATUS);
        enum state state = STATE_UNKNOWN;
        enum slot slot = SLOT_NONE;
        if (field == NULL || !profile_read_status(operation->plan->profile, place->rule, field->value, &state, &slot) ||
            state != STATE_IN_PROGRESS || is_recorded(operation, task, place, field)) {
            continue;
        }
        struct slice word = spelling_of(operation->plan, task, place, STATE_TODO);
        if (word.size > 0 && !operation_set(operation, task, place, field, word, error)) {
            return false;
        }
    }
    return true;
}

/* What the profile has written when a task is given back, behind what stood there before the claim. */
static bool write_values(struct operation *operation, struct slice name, struct error *error)
{
    const struct record *task = query_id(operation->plan, KIND_TASK, name);
    struct finishing finishing;
    return task == NULL || !finishing_has_values(operation, task, WRITTEN_RELEASE) ||
           (finishing_begin(&finishing, operation, task, error) &&
            finishing_values(&finishing, task, WRITTEN_RELEASE, error) && operation_step(operation, error));
}

static bool release_one(struct operation *operation, struct slice name, struct bytes *summary, struct error *error)
{
    const struct record *task = rules_task(operation, name, error);
    if (task == NULL) {
        return false;
    }
    if (task->claim == NULL && task->state != STATE_IN_PROGRESS) {
        return error_refuse(error, "claim.none", task->place_count == 0 ? NULL : plan_path(operation->plan, task->places[0]->document),
                            task->place_count == 0 ? 0 : task->places[0]->line,
                            "%.*s is not claimed; `workboard list claims` says who has what", SLICE_PRINT(task->id));
    }
    if (task->claim != NULL && !rules_holder(operation, task->claim, error)) {
        return false;
    }
    if (!operation_subject(operation, task->id, error) || !set_back_recorded(operation, task, error) ||
        !set_back_rest(operation, task, error) || !operation_set_note(operation, task, error) ||
        (task->claim != NULL && !claims_remove(operation, task->claim, error))) {
        return false;
    }
    (void)bytes_append_format(summary, "%s%.*s", summary->size == 0 ? "release " : ", ", SLICE_PRINT(task->id));
    struct slice id = arena_copy(&operation->change->arena, task->id);
    return (id.data != NULL || error_no_memory(error)) && operation_step(operation, error) &&
           write_values(operation, id, error);
}

static bool run(struct operation *operation, struct error *error)
{
    struct bytes summary;
    bytes_init(&summary);
    bool done = true;
    for (size_t i = 0; i < operation->request->argument_count && done; i++) {
        done = release_one(operation, operation->request->arguments[i], &summary, error);
    }
    done = done && (summary.failed ? error_no_memory(error)
                                   : operation_finish(operation, bytes_slice(&summary), error));
    bytes_release(&summary);
    return done;
}

const struct verb verb_release = {
    .name = "release",
    .summary = "give claimed tasks back",
    .details = "Sets everything back that the claim changed, where it still stands as the claim left it; a status of "
               "which nothing is remembered becomes todo. Removes the claim.",
    .arguments = {{.name = "ID", .kind = ARGUMENT_TASK, .repeated = true}},
    .options = 1U << OPTION_NOTE,
    .recalls = "claim",
    .run = run,
};
