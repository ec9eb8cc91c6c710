/* blockers.h: what holds tasks: opened with the tasks' identifiers in its title, gone when it is resolved. */
#ifndef WORKBOARD_OPS_BLOCKERS_H
#define WORKBOARD_OPS_BLOCKERS_H

#include "ops/operation.h"

/* Whether a blocker that is over stays where it is, with its box ticked. */
bool blockers_stay(const struct record *blocker);

/* Removes the blocker's row or item; one with a box is ticked. */
bool blockers_remove(struct operation *operation, const struct record *blocker, struct error *error);

/* Takes back what `block` has added; where nothing is remembered of it, as blockers_remove does. */
bool blockers_take_back(struct operation *operation, const struct record *blocker, struct error *error);

/* Adds a blocker with the next number that holds the tasks that the request names; `id` gets its number. */
bool blockers_add(struct operation *operation, const struct record *const *tasks, size_t count, struct slice *id,
                  struct error *error);

/* Whether the blocker was opened by the verb for some of these tasks and holds no others. */
bool blockers_is_own(const struct operation *operation, const struct record *blocker, const struct record *const *tasks,
                     size_t count);

/* Whether the plan has a table or list for blockers. */
bool blockers_exist(const struct plan *plan);

/* Whether what the option says (the reason, the impact, the exit condition) has a place: the blocker's own, or one of the tasks'. */
bool blockers_hold(const struct plan *plan, const struct record *const *tasks, size_t count, enum option option);

#endif
