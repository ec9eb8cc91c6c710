/* Says in which roles the places of a record contradict each other. */
#include "plan/build.h"

#include "outline/plain.h"

/* Whether a later place has a value of its own for the role that is not the first one's. */
static bool values_differ(const struct plan *plan, const struct record *record, enum role role)
{
    struct slice first = record_value(record, role);
    for (size_t i = 0; i < record->place_count && !profile_is_placeholder(plan->profile, first); i++) {
        const struct plan_field *field = place_field(record->places[i], role);
        if (field != NULL && !profile_is_placeholder(plan->profile, field->value) &&
            !slice_equal_fold(field->value, first) && !plain_equal(field->value, first)) {
            return true;
        }
    }
    return false;
}

static bool compare_places(struct plan *plan, struct record *record)
{
    static const enum role roles[] = {ROLE_MILESTONE, ROLE_OWNER, ROLE_PRIORITY, ROLE_LANE, ROLE_WHO};
    struct plan_links *in = &record->differs_in;
    if (record->differs && !links_add(plan, in, (struct plan_link){.text = slice_of(role_name(ROLE_STATUS))})) {
        return false;
    }
    if (record->depends_elsewhere.count > 0 &&
        !links_add(plan, in, (struct plan_link){.text = slice_of(role_name(ROLE_DEPENDS_ON))})) {
        return false;
    }
    for (size_t i = 0; record->place_count > 1 && i < sizeof roles / sizeof roles[0]; i++) {
        if (values_differ(plan, record, roles[i]) &&
            !links_add(plan, in, (struct plan_link){.text = slice_of(role_name(roles[i]))})) {
            return false;
        }
    }
    return true;
}

bool mirrors_compare(struct plan *plan)
{
    bool compared = true;
    for (size_t kind = 0; kind < KIND_COUNT; kind++) {
        for (size_t i = 0; i < plan->records[kind].count && compared; i++) {
            compared = compare_places(plan, plan->records[kind].items[i]);
        }
    }
    return compared;
}
