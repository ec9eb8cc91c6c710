#include "store/history_compare.h"

static int compare_states(const struct history_state *a, const struct history_state *b)
{
    return a->kind != b->kind ? (a->kind < b->kind ? -1 : 1) : slice_compare(a->id, b->id);
}

static bool add_change(struct events *events, const struct history_state *old, const struct history_state *new,
                       struct error *error)
{
    const struct history_state *told = new != NULL ? new : old;
    const struct event event = {
        .what = old == NULL ? COMPARE_ADDED : new == NULL ? COMPARE_REMOVED : COMPARE_CHANGED,
        .kind = told->kind,
        .id = told->id,
        .field = slice_of(old == NULL || new == NULL ? "" : role_name(ROLE_STATUS)),
        .old = old == NULL ? (struct slice){0} : old->value,
        .new = new == NULL ? (struct slice){0} : new->value,
        .old_state = old == NULL ? STATE_UNKNOWN : old->state,
        .new_state = new == NULL ? STATE_UNKNOWN : new->state,
        .file = told->file,
        .line = told->line,
        .whole = old == NULL || new == NULL,
    };
    return events_add(events, &event, error);
}

/* Whether it is another state, or another word that nobody understands, or another holder. */
static bool has_changed(const struct history_state *old, const struct history_state *new)
{
    return !new->follows && (old->state != new->state || ((new->state == STATE_UNKNOWN || new->kind == KIND_CLAIM) &&
                                                          !slice_equal(old->value, new->value)));
}

bool history_compare(const struct history_tree *before, const struct history_tree *after, struct events *events,
                     struct error *error)
{
    size_t old = 0;
    size_t new = 0;
    size_t old_count = before == NULL ? 0 : before->state_count;
    bool done = true;
    while (done && (old < old_count || new < after->state_count)) {
        const struct history_state *was = old < old_count ? &before->states[old] : NULL;
        const struct history_state *is = new < after->state_count ? &after->states[new] : NULL;
        int order = was == NULL ? 1 : is == NULL ? -1 : compare_states(was, is);
        done = order < 0   ? add_change(events, was, NULL, error)
               : order > 0 ? add_change(events, NULL, is, error)
                           : !has_changed(was, is) || add_change(events, was, is, error);
        do {
            old += order <= 0 ? 1 : 0;
        } while (order <= 0 && old < old_count && compare_states(was, &before->states[old]) == 0);
        do {
            new += order >= 0 ? 1 : 0;
        } while (order >= 0 && new < after->state_count && compare_states(is, &after->states[new]) == 0);
    }
    return done;
}
