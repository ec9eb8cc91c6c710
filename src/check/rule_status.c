/* Statuses by themselves: words that no profile knows, and signs that belong to other words. */
#include "check/rule.h"

/* What a status was read as the last time: the rows of a table mostly repeat it. */
struct reading {
    const struct rule *rule;
    struct slice text;
    bool known;
    bool sign_is_of_others;
};

static void read_status(const struct plan *plan, const struct rule *rule, struct slice text, struct reading *reading)
{
    enum state state = STATE_UNKNOWN;
    enum slot slot = SLOT_NONE;
    if (reading->rule == rule && slice_equal(reading->text, text)) {
        return;
    }
    reading->rule = rule;
    reading->text = text;
    reading->known = profile_read_status(plan->profile, rule, text, &state, &slot);
    reading->sign_is_of_others = reading->known && profile_sign_is_of_others(plan->profile, rule, text, state);
}

/* Calls `judge` with each status that says something. */
static bool each_status(struct check *check,
                        bool (*judge)(struct check *, const struct record *, const struct plan_place *,
                                      const struct plan_field *, const struct reading *))
{
    struct reading reading = {0};
    for (size_t kind = 0; kind < KIND_COUNT; kind++) {
        const struct records *records = &check->plan->records[kind];
        for (size_t i = 0; i < records->count; i++) {
            for (size_t k = 0; k < records->items[i]->place_count; k++) {
                const struct plan_place *place = records->items[i]->places[k];
                const struct plan_field *field = place_field(place, ROLE_STATUS);
                if (field == NULL || place->rule->box || profile_is_placeholder(check->plan->profile, field->value)) {
                    continue;
                }
                read_status(check->plan, place->rule, field->value, &reading);
                if (!judge(check, records->items[i], place, field, &reading)) {
                    return false;
                }
            }
        }
    }
    return true;
}

static bool judge_word(struct check *check, const struct record *record, const struct plan_place *place,
                       const struct plan_field *field, const struct reading *reading)
{
    return reading->known ||
           check_at_field(check, place, field, record_name(record), "the status \"%.*s\" is no word of the profile %.*s",
                          SLICE_PRINT(field->value), SLICE_PRINT(check->plan->profile->name)) != NULL;
}

static bool judge_sign(struct check *check, const struct record *record, const struct plan_place *place,
                       const struct plan_field *field, const struct reading *reading)
{
    return !reading->sign_is_of_others ||
           check_at_field(check, place, field, record_name(record),
                          "the sign of \"%.*s\" is that of another state; the word counts", SLICE_PRINT(field->value)) !=
               NULL;
}

bool rule_status_unknown(struct check *check)
{
    return each_status(check, judge_word);
}

bool rule_status_sign(struct check *check)
{
    return each_status(check, judge_sign);
}
