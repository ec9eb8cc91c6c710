/* lane_queue.h: the entries of a lane's queue as they are written, and the queue with one more or one less. */
#ifndef WORKBOARD_OPS_LANE_QUEUE_H
#define WORKBOARD_OPS_LANE_QUEUE_H

#include "ops/operation.h"

/* Whether the queue is a list of tasks' identifiers, or empty: only then it is changed. */
bool lane_queue_is_list(const struct plan *plan, const struct record *lane);

/* Whether the queue is such a list and names the task. */
bool lane_queue_has(const struct record *lane, const struct record *task);

/* Sets the queue without the entry of the task; `entry` gets its text as it was written. */
bool lane_queue_remove(struct operation *operation, const struct record *lane, const struct record *task,
                       struct bytes *entry, struct error *error);

/* Sets the queue with the entry behind the others; behind a sentence after a semicolon. */
bool lane_queue_append(struct operation *operation, const struct record *lane, struct slice entry,
                       struct error *error);

#endif
