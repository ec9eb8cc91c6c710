/* Claims: of what is finished, of what nobody works on, and those that stand in one place and not in the other. */
#include "check/rule.h"

#include "plan/query.h"
#include "plan/tables.h"

bool rule_claim_finished(struct check *check)
{
    for (size_t i = 0; i < check->plan->records[KIND_CLAIM].count; i++) {
        const struct record *claim = check->plan->records[KIND_CLAIM].items[i];
        const struct record *task = claim->task;
        if (task == NULL || !state_is_closed(task->state) || claim->place_count == 0) {
            continue;
        }
        struct finding *finding =
            check_at_field(check, claim->places[0], place_field(claim->places[0], ROLE_ID), task->id,
                           "%.*s is claimed, and %s in %s:%zu", SLICE_PRINT(task->id), state_name(task->state),
                           plan_path(check->plan, task->places[0]->document), task->places[0]->line);
        if (finding == NULL) {
            return false;
        }
        finding->fix = (struct finding_fix){.kind = FIX_CLAIM, .record = claim};
    }
    return true;
}

bool rule_claim_stale(struct check *check)
{
    const struct check_facts *facts = check->facts;
    for (size_t i = 0; facts->now.size > 0 && i < check->plan->records[KIND_CLAIM].count; i++) {
        const struct record *claim = check->plan->records[KIND_CLAIM].items[i];
        const struct plan_place *place = NULL;
        const struct plan_field *since = record_field(claim, ROLE_SINCE, &place);
        enum check_touch touch = facts->touched == NULL ? TOUCH_UNKNOWN : facts->touched[claim->number];
        bool finished = claim->task != NULL && state_is_closed(claim->task->state);
        double age = since == NULL ? 0 : query_age_hours(since->value, facts->now);
        if (since == NULL || finished || touch == TOUCH_SINCE ||
            !query_is_stale(claim, facts->now, facts->stale_hours)) {
            continue;
        }
        if (check_at_field(check, place, since, record_name(claim), "%.*s has been claimed for %.0f %s%s",
                           SLICE_PRINT(record_name(claim)), age >= 48 ? age / 24 : age, age >= 48 ? "days" : "hours",
                           touch == TOUCH_NONE ? ", and no file of its scope has changed since" : "") == NULL) {
            return false;
        }
    }
    return true;
}

/* ---- places for claims ---- */

/* The document in which claims by this rule stand or would stand; SIZE_MAX where the plan has none. */
static size_t home_of(const struct plan *plan, const struct rule *rule)
{
    struct plan_table table;
    if (rule->shape == RULE_TABLE) {
        return tables_of_rule(plan, rule, &table, 1) > 0 ? table.document : SIZE_MAX;
    }
    for (size_t i = 0; i < plan->document_count && rule->shape == RULE_NODES; i++) {
        if ((profile_documents_of(plan->profile, slice_of(plan_path(plan, i))) & rule->documents) != 0) {
            return plan->documents[i]->tree == NULL ? SIZE_MAX : i;
        }
    }
    return SIZE_MAX;
}

static bool stands_by(const struct record *claim, const struct rule *rule)
{
    for (size_t i = 0; i < claim->place_count; i++) {
        if (claim->places[i]->rule == rule) {
            return true;
        }
    }
    return false;
}

static bool check_home(struct check *check, const struct rule *rule, size_t home)
{
    for (size_t i = 0; i < check->plan->records[KIND_CLAIM].count; i++) {
        const struct record *claim = check->plan->records[KIND_CLAIM].items[i];
        bool finished = claim->task != NULL && state_is_closed(claim->task->state);
        if (finished || claim->place_count == 0 || stands_by(claim, rule)) {
            continue;
        }
        if (check_at_field(check, claim->places[0], place_field(claim->places[0], ROLE_ID), record_name(claim),
                           "%.*s is claimed here and not in %s", SLICE_PRINT(record_name(claim)),
                           plan_path(check->plan, home)) == NULL) {
            return false;
        }
    }
    return true;
}

bool rule_claim_mirror(struct check *check)
{
    const struct profile *profile = check->plan->profile;
    for (size_t i = 0; i < profile->rule_count; i++) {
        size_t home = profile->rules[i].kind == KIND_CLAIM ? home_of(check->plan, &profile->rules[i]) : SIZE_MAX;
        if (home != SIZE_MAX && !check_home(check, &profile->rules[i], home)) {
            return false;
        }
    }
    return true;
}
