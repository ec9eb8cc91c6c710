/* rank.h: which ready task to take first, and why; and what holds the others up where none is ready.
 *
 * Ready tasks come in this order: by priority (its own, else that of its entry in the queue; a number counts as one, so
 * that P2 comes before P10; without one last); by how many open tasks wait for it, directly or through others; by the
 * longest chain of open tasks behind it; by its place in the queue (its rank, else its entry's place); in the order of
 * the plan. A task that is claimed is never among them, and one that another work tree has only where that is asked for.
 *
 * The exact number of tasks that wait through others costs, for N open tasks, M dependencies among them and R ready
 * tasks that anything waits for, R * M / 512 steps of eight words; everything else is linear or sorting.
 * The plan must outlive the ranking.
 */
#ifndef WORKBOARD_PLAN_RANK_H
#define WORKBOARD_PLAN_RANK_H

#include "plan/graph.h"
#include "plan/taken.h"

enum { RANK_REASONS = 6 };

/* A task that can be taken. */
struct rank_entry {
    const struct record *task;
    struct slice priority; /* empty: none */
    size_t direct;         /* open tasks that wait for it */
    size_t through;        /* the same with those that wait through others */
    size_t behind;         /* how many of them the longest chain has */
    size_t place;          /* in the queue, from 1; SIZE_MAX: it is in none */
    struct slice reasons[RANK_REASONS]; /* in words */
    size_t reason_count;
};

/* Why the tasks that are open are not ready: one of the things that have to happen first. */
struct rank_hold {
    const struct record *task;
    struct slice reason; /* in words */
    size_t holds;        /* open tasks that wait for it, directly or through others */
};

struct ranking {
    struct rank_entry *entries; /* the best first */
    size_t count;
    struct rank_hold *holds; /* what holds most first; only where there is no entry */
    size_t hold_count;
    size_t open;             /* tasks that are not closed, of the lane where one is given */
    size_t elsewhere;        /* with a lane: ready tasks of no lane or another */
    struct rank_hold *taken; /* ready, and kept back because another work tree has them; `holds` is not counted */
    size_t taken_count;
    struct arena arena;
};

/* Fills `ranking`, to be released in any case. `lane` (NULL: any) restricts it to the tasks of a lane. */
bool ranking_init(struct ranking *ranking, const struct plan *plan, const struct record *lane, struct error *error);

/* The same without the tasks that are taken (NULL: nobody looked), or, with `even_taken`, with that among their reasons. */
bool ranking_init_without(struct ranking *ranking, const struct plan *plan, const struct record *lane,
                          const struct taken *taken, bool even_taken, struct error *error);

/* The same of these tasks, ready or not: how much hangs on each. */
bool ranking_explain(struct ranking *ranking, const struct plan *plan, const struct record *const *tasks, size_t count,
                     struct error *error);
void ranking_release(struct ranking *ranking);

#endif
