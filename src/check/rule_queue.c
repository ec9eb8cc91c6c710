/* Queues and blockers: finished work that still stands in line, blockers that nobody can tell to be over. */
#include "check/rule.h"

/* A queue with a column for the status keeps its finished rows; any other lets them go. */
static bool keeps_finished(const struct record *entry)
{
    const struct plan_place *place = NULL;
    return record_field(entry, ROLE_STATUS, &place) != NULL && !place->rule->box;
}

bool rule_queue_finished(struct check *check)
{
    for (size_t i = 0; i < check->plan->records[KIND_QUEUE].count; i++) {
        const struct record *entry = check->plan->records[KIND_QUEUE].items[i];
        const struct record *task = entry->task;
        bool ticked = task == NULL && state_is_closed(entry->state);
        if (keeps_finished(entry) || entry->place_count == 0 ||
            !(ticked || (task != NULL && state_is_closed(task->state)))) {
            continue;
        }
        const struct plan_place *place = entry->places[0];
        const struct plan_field *field = place_field(place, task == NULL ? ROLE_TITLE : ROLE_ID);
        struct slice name = record_name(entry);
        struct finding *finding =
            task == NULL
                ? check_at_field(check, place, field, name, "\"%.*s\" is %s and still stands in the queue",
                                 SLICE_PRINT(name), state_name(entry->state))
                : check_at_field(check, place, field, name, "%.*s is %s (%s:%zu) and still stands in the queue",
                                 SLICE_PRINT(task->id), state_name(task->state),
                                 plan_path(check->plan, task->places[0]->document), task->places[0]->line);
        if (finding == NULL) {
            return false;
        }
        if (task != NULL) {
            finding->fix = (struct finding_fix){.kind = FIX_QUEUE, .record = task};
        }
    }
    return true;
}

/* Only where the profile has a place for the condition: elsewhere nobody could have written one. */
bool rule_blocker_exit(struct check *check)
{
    for (size_t i = 0; i < check->plan->records[KIND_BLOCKER].count; i++) {
        const struct record *blocker = check->plan->records[KIND_BLOCKER].items[i];
        if (state_is_closed(blocker->state) || blocker->place_count == 0) {
            continue;
        }
        const struct plan_place *place = blocker->places[0];
        const struct plan_field *field = record_field(blocker, ROLE_EXIT_CONDITION, NULL);
        bool has_place = false;
        for (size_t k = 0; k < place->rule->field_count; k++) {
            has_place = has_place || template_has(&place->rule->fields[k].template, ROLE_EXIT_CONDITION);
        }
        if (has_place && (field == NULL || profile_is_placeholder(check->plan->profile, field->value)) &&
            check_at_field(check, place, field, record_name(blocker), "%.*s has no exit condition: nobody can tell when it is over",
                           SLICE_PRINT(record_name(blocker))) == NULL) {
            return false;
        }
    }
    return true;
}

/* A milestone that says itself that it is finished, and a task of it that is not. */
bool rule_milestone_open_task(struct check *check)
{
    for (size_t i = 0; i < check->plan->records[KIND_TASK].count; i++) {
        const struct record *task = check->plan->records[KIND_TASK].items[i];
        const struct record *milestone = task->milestone;
        if (milestone == NULL || milestone->status.size == 0 || milestone->state != STATE_DONE ||
            state_is_closed(task->state) || task->state == STATE_UNKNOWN) {
            continue;
        }
        const struct plan_place *place = NULL;
        const struct plan_place *home = NULL;
        const struct plan_field *field = record_field(task, ROLE_STATUS, &place);
        const struct plan_field *said = record_field(milestone, ROLE_STATUS, &home);
        if (said != NULL &&
            check_at_field(check, field == NULL ? task->places[0] : place, field, task->id,
                           "%.*s is %s, and its milestone %.*s is %s in %s:%zu", SLICE_PRINT(task->id),
                           state_name(task->state), SLICE_PRINT(record_name(milestone)), state_name(milestone->state),
                           plan_path(check->plan, home->document), said->line) == NULL) {
            return false;
        }
    }
    return true;
}
