#include "plan/taken.h"

#include <stdlib.h>

static int by_id(const void *left, const void *right)
{
    return slice_compare(((const struct taken_task *)left)->id, ((const struct taken_task *)right)->id);
}

/* What keeps the task from being offered here; empty: nothing does. */
static struct slice describe(const struct outside_word *word, struct arena *arena)
{
    if (word->holder.size > 0) {
        return arena_format(arena, "is claimed by %.*s in the work tree %.*s", SLICE_PRINT(word->holder),
                            SLICE_PRINT(word->name));
    }
    if (word->state == STATE_IN_PROGRESS || word->state == STATE_REVIEW || state_is_closed(word->state)) {
        return arena_format(arena, "is %s%s in the work tree %.*s", word->state == STATE_REVIEW ? "in " : "",
                            state_name(word->state), SLICE_PRINT(word->name));
    }
    return slice_of("");
}

bool taken_gather(const struct outside *outside, struct arena *arena, struct taken *taken)
{
    *taken = (struct taken){.items = arena_new(arena, outside->count, sizeof *taken->items)};
    if (taken->items == NULL) {
        return false;
    }
    for (size_t i = 0; i < outside->count; i++) {
        const struct outside_word *word = &outside->items[i];
        const struct record *task = word->record;
        bool again = taken->count > 0 && slice_equal(taken->items[taken->count - 1].id, task->id);
        if (word->source != OUTSIDE_WORKTREE || task->kind != KIND_TASK || task->id.size == 0 || again ||
            state_is_closed(task->state)) {
            continue;
        }
        const struct taken_task item = {.id = arena_copy(arena, task->id), .reason = describe(word, arena)};
        if (item.id.data == NULL || item.reason.data == NULL) {
            return false;
        }
        if (item.reason.size > 0) {
            taken->items[taken->count++] = item;
        }
    }
    if (taken->count > 1) {
        qsort(taken->items, taken->count, sizeof *taken->items, by_id);
    }
    return true;
}

const struct taken_task *taken_find(const struct taken *taken, struct slice id)
{
    const struct taken_task key = {.id = id};
    return taken == NULL || taken->count == 0 || id.size == 0
               ? NULL
               : bsearch(&key, taken->items, taken->count, sizeof key, by_id);
}
