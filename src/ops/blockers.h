/* blockers.h: what holds tasks: opened with the tasks' identifiers in its title, gone when it is resolved. */
#ifndef WORKBOARD_OPS_BLOCKERS_H
#define WORKBOARD_OPS_BLOCKERS_H

#include "ops/operation.h"

/* Removes the blocker's row. */
bool blockers_remove(struct operation *operation, const struct record *blocker, struct error *error);

/* Adds a blocker with the next number that holds the tasks that the request names; `id` gets its number. */
bool blockers_add(struct operation *operation, const struct record *const *tasks, size_t count, struct slice *id,
                  struct error *error);

/* Whether the blocker was opened by the verb for some of these tasks and holds no others. */
bool blockers_is_own(const struct operation *operation, const struct record *blocker, const struct record *const *tasks,
                     size_t count);

/* Whether the plan has a table for blockers. */
bool blockers_exist(const struct plan *plan);

#endif
