#include "store/history_unsaved.h"

#include "store/revision.h"
#include "store/workspace_write.h"

static const struct record *find_record(const struct plan *plan, enum kind kind, struct slice name)
{
    const struct records *records = &plan->records[kind];
    for (size_t i = 0; i < records->count; i++) {
        if (slice_equal(record_name(records->items[i]), name)) {
            return records->items[i];
        }
    }
    return NULL;
}

/* What a history tells of a record: its status, or who has a claim. */
static struct slice value_of(const struct record *record)
{
    return record == NULL ? (struct slice){0} : record->kind == KIND_CLAIM ? record_value(record, ROLE_WHO) : record->status;
}

/* Whether a history would tell it: another state, a word that nobody understands, another holder, a record that came or
 * went. What only says again how a task stands is told of the task. */
static bool is_told(const struct compare_difference *difference, const struct record *old, const struct record *new)
{
    if (difference->kind >= KIND_PLAN || difference->repeats || (old == NULL && new == NULL)) {
        return false;
    }
    if (difference->what != COMPARE_CHANGED) {
        return difference->whole;
    }
    bool follows = difference->kind == KIND_QUEUE && new != NULL && new->task != NULL;
    bool role = difference->role == ROLE_STATUS || (difference->kind == KIND_CLAIM && difference->role == ROLE_WHO);
    return role && !follows && old != NULL && new != NULL &&
           (old->state != new->state || ((new->state == STATE_UNKNOWN || new->kind == KIND_CLAIM) &&
                                         !slice_equal(value_of(old), value_of(new))));
}

static bool tell(const struct plan *before, const struct plan *now, int64_t seconds, struct events *events,
                 struct error *error)
{
    struct comparison comparison = {0};
    bool done = compare_plans(before, now, &comparison, error);
    for (size_t i = 0; done && i < comparison.count; i++) {
        const struct compare_difference *difference = &comparison.items[i];
        const struct record *old = difference->what == COMPARE_ADDED ? NULL : find_record(before, difference->kind, difference->name);
        const struct record *new = difference->what == COMPARE_REMOVED ? NULL : find_record(now, difference->kind, difference->name);
        if (!is_told(difference, old, new)) {
            continue;
        }
        struct event event = event_of(difference);
        event.field = slice_of(event.whole ? "" : role_name(ROLE_STATUS));
        event.old = value_of(old);
        event.new = value_of(new);
        event.old_state = old == NULL ? STATE_UNKNOWN : old->state;
        event.new_state = new == NULL ? STATE_UNKNOWN : new->state;
        event.seconds = seconds;
        done = events_add(events, &event, error);
    }
    comparison_release(&comparison);
    return done;
}

bool workspace_history_unsaved(struct workspace *workspace, int64_t now, struct events *events, struct error *error)
{
    struct git git = {0};
    struct error reason;
    error_clear(&reason);
    bool done = git_open(workspace_root(workspace), workspace->environment.variables, &git, error);
    if (done) {
        struct plan *before =
            revision_plan(&git, workspace_root(workspace), workspace->plan->profile, "HEAD", &reason);
        /* Without a commit everything is new, and nothing is history. */
        done = before != NULL || reason.code == ERROR_NOT_FOUND;
        if (before != NULL) {
            done = tell(before, workspace->plan, now, events, error);
            plan_free(before);
        } else if (!done && error != NULL) {
            *error = reason;
        }
    }
    git_close(&git);
    return done;
}
