/* taken.h: tasks that somebody has in another work tree of the repository, or has finished there: not to be offered here.
 *
 * Nothing of it stands in the plan: it is what plan/outside.h says, by ID, so that it outlives a new reading of the plan.
 */
#ifndef WORKBOARD_PLAN_TAKEN_H
#define WORKBOARD_PLAN_TAKEN_H

#include "plan/outside.h"

struct taken_task {
    struct slice id;
    struct slice reason; /* in words: "is claimed by mara in the work tree side" */
};

struct taken {
    struct taken_task *items; /* by ID, each once */
    size_t count;
};

/* Gathers them from the words of work trees, in `arena`; of several work trees the first counts. A task that is closed
 * here is nothing to offer anyhow, and is left out. False when memory ran out. */
bool taken_gather(const struct outside *outside, struct arena *arena, struct taken *taken);

/* NULL where the task is not taken; `taken` may be NULL. */
const struct taken_task *taken_find(const struct taken *taken, struct slice id);

#endif
