/* rank_reach.h: for rank.c alone: how much open work hangs on a task, and what holds up work that is not ready. */
#ifndef WORKBOARD_PLAN_RANK_REACH_H
#define WORKBOARD_PLAN_RANK_REACH_H

#include "plan/rank.h"

/* Sets counts[i] to the number of open tasks that wait for nodes[i], directly or through open ones, itself left out.
 * False when memory ran out. */
bool rank_reach(const struct graph *graph, const size_t *nodes, size_t count, size_t *counts, struct arena *arena);

/* Fills in the holds of a ranking without entries. False when memory ran out. */
bool rank_holds(struct ranking *ranking, const struct graph *graph, const struct record *lane);

#endif
