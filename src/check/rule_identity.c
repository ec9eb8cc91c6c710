/* Identifiers that stand twice where each may stand once. */
#include "check/rule.h"

/* Whether two places of one rule say the same record a second time. Where the rule makes the records of several documents, as
 * with lists of steps in a file for each ticket, every document counts for itself. */
static bool is_second(const struct record *record, const struct plan_place *first, const struct plan_place *place)
{
    bool makes = record->places[0]->rule == place->rule;
    return first->rule == place->rule && !place->rule->repeats && (first->document == place->document || !makes) &&
           !(first->document == place->document && first->node == place->node);
}

/* Places of one rule follow each other, in the order of documents and lines. */
static bool check_record(struct check *check, const struct record *record)
{
    for (size_t i = 1; i < record->place_count; i++) {
        const struct plan_place *place = record->places[i];
        const struct plan_place *before = record->places[i - 1];
        if (is_second(record, before, place) &&
            check_at_field(check, place, place_field(place, ROLE_ID), record_name(record),
                           "%.*s stands here a second time; it is in %s:%zu already", SLICE_PRINT(record_name(record)),
                           plan_path(check->plan, before->document), before->line) == NULL) {
            return false;
        }
    }
    return true;
}

bool rule_id_duplicate(struct check *check)
{
    for (size_t kind = 0; kind < KIND_PLAN; kind++) {
        const struct records *records = &check->plan->records[kind];
        for (size_t i = 0; i < records->count; i++) {
            if (records->items[i]->id.size > 0 && !check_record(check, records->items[i])) {
                return false;
            }
        }
    }
    return true;
}
