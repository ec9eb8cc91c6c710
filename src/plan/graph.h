/* graph.h: what waits for what among the tasks of a plan: layers, cycles, the longest chain of open work.
 *
 * A node is a task, by its number. Only dependencies on tasks that the plan knows are edges. What waits for itself
 * through others is a cycle: strongly connected tasks, found by Tarjan's algorithm ("Depth-first search and linear
 * graph algorithms", 1972), without recursion. Everything here takes time linear in tasks and dependencies.
 * The plan must outlive the graph.
 */
#ifndef WORKBOARD_PLAN_GRAPH_H
#define WORKBOARD_PLAN_GRAPH_H

#include "plan/plan.h"

/* Lists of nodes, one after the other: list i is items[starts[i]] up to before items[starts[i + 1]]. */
struct graph_lists {
    size_t *starts;
    size_t *items;
    size_t count;
};

struct graph {
    const struct plan *plan;
    size_t count;                  /* of nodes */
    struct graph_lists waits_for;  /* of each node: what it waits for, in the order in which it is written */
    struct graph_lists waited_for; /* of each node: what waits for it, in plan order */
    struct graph_lists components; /* strongly connected ones; none waits for a later one */
    size_t *component;             /* of each node */
    size_t *layers;                /* of each node: 0 where it waits for nothing, else one more than the highest of these;
                                      the tasks of a cycle are in one layer */
    struct graph_lists by_layer;   /* the nodes of each layer, in plan order */
    size_t *behind;                /* of each open node outside of cycles: how many open tasks the longest chain that
                                      waits for it has */
    struct graph_lists cycles;     /* the tasks of each cycle in the order of a walk along what they wait for */
    size_t *path;                  /* the longest chain of open tasks, the first to be done first */
    size_t path_count;
    struct arena arena;
};

/* Fills `graph`, to be released in any case. Only memory can fail. */
bool graph_init(struct graph *graph, const struct plan *plan, struct error *error);
void graph_release(struct graph *graph);

const struct record *graph_task(const struct graph *graph, size_t node);

/* Whether there is still something to be done about it. */
bool graph_is_open(const struct graph *graph, size_t node);

/* Whether it waits for itself through others. */
bool graph_is_cyclic(const struct graph *graph, size_t node);

#endif
