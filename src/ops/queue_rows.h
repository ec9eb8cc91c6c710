/* queue_rows.h: the order of work: a task gets an entry; when it is finished, that goes and the next one moves up. */
#ifndef WORKBOARD_OPS_QUEUE_ROWS_H
#define WORKBOARD_OPS_QUEUE_ROWS_H

#include "ops/rows.h"

/* Sets the status of the task's entries that have one; with `remove` those without one go. */
bool queue_rows_settle(struct operation *operation, const struct record *task, enum state state, bool remove,
                       struct error *error);

/* Where the change has left no entry of the first priority, the first one takes it. */
bool queue_rows_promote(struct operation *operation, struct error *error);

/* Adds a row for the task behind `neighbour`, or last where that is NULL, as the other rows are written: its priority
 * is that of the row before it, its description the task's title, where `given` does not say otherwise. */
bool queue_rows_add(struct operation *operation, struct slice name, const struct record *neighbour,
                    const struct row_values *given, struct error *error);

#endif
