/* What a tracker beside the plan says of a task, and the plan contradicts; and what of it cannot be read. */
#include "check/rule.h"

bool rule_tracker_broken(struct check *check)
{
    const struct outside *outside = check->facts->outside;
    for (size_t i = 0; outside != NULL && i < outside->broken_count; i++) {
        const struct outside_broken *broken = &outside->broken[i];
        if (check_at_file(check, broken->file, broken->line, "%s; the rest of the tracker is read", broken->what) == NULL) {
            return false;
        }
    }
    return true;
}

bool rule_tracker_state(struct check *check)
{
    const struct outside *outside = check->facts->outside;
    for (size_t i = 0; outside != NULL && i < outside->count; i++) {
        const struct outside_word *word = &outside->items[i];
        const struct record *task = word->record;
        const struct plan_place *place = NULL;
        const struct plan_field *status = record_field(task, ROLE_STATUS, &place);
        if (word->source != OUTSIDE_TRACKER || !word->differs || task->place_count == 0) {
            continue;
        }
        struct bytes said = {0};
        outside_describe(&said, word);
        bool added = !said.failed &&
                     check_at_field(check, place != NULL ? place : task->places[0], status, task->id,
                                    "%.*s is %s here, and as %.*s %.*s in %.*s:%zu", SLICE_PRINT(record_name(task)),
                                    state_name(task->state), SLICE_PRINT(word->id), SLICE_PRINT(bytes_slice(&said)),
                                    SLICE_PRINT(word->file), word->line) != NULL;
        bytes_release(&said);
        if (!added) {
            return false;
        }
    }
    return true;
}
