#include "plan/rank_reach.h"

#include <stdlib.h>

/* The sources of one round: a bit for each. */
enum { REACH_WORDS = 8, REACH_BITS = 64 * REACH_WORDS };

struct reach {
    uint64_t words[REACH_WORDS];
};

/* ---- counting what waits ---- */

static void join(struct reach *into, const struct reach *from)
{
    for (size_t i = 0; i < REACH_WORDS; i++) {
        into->words[i] |= from->words[i];
    }
}

/* Counts `node` for each source that reaches it. */
static void count_node(const struct reach *reach, const size_t *nodes, size_t *counts, size_t node)
{
    for (size_t i = 0; i < REACH_WORDS; i++) {
        uint64_t rest = reach->words[i];
        for (size_t bit = 0; rest != 0; bit++, rest >>= 1) {
            size_t source = 64 * i + bit;
            counts[source] += (rest & 1) != 0 && nodes[source] != node ? 1 : 0;
        }
    }
}

/* `reached` holds for each component the sources that are in it or reach it; `own` is the bit of a source by its node. */
static void reach_round(const struct graph *graph, const size_t *nodes, size_t *counts, const size_t *own,
                        struct reach *reached)
{
    const struct graph_lists *components = &graph->components;
    for (size_t c = 0; c < components->count; c++) {
        struct reach found = {0};
        bool cyclic = components->starts[c + 1] - components->starts[c] > 1;
        struct reach inside = {0};
        for (size_t i = components->starts[c]; i < components->starts[c + 1]; i++) {
            size_t node = components->items[i];
            if (own[node] != SIZE_MAX) {
                inside.words[own[node] / 64] |= UINT64_C(1) << own[node] % 64;
            }
            for (size_t k = graph->waits_for.starts[node]; k < graph->waits_for.starts[node + 1]; k++) {
                size_t other = graph->component[graph->waits_for.items[k]];
                if (other != c && graph_is_open(graph, node) && graph_is_open(graph, graph->waits_for.items[k])) {
                    join(&found, &reached[other]);
                }
            }
        }
        if (cyclic) {
            join(&found, &inside);
        }
        for (size_t i = components->starts[c]; i < components->starts[c + 1]; i++) {
            if (graph_is_open(graph, components->items[i])) {
                count_node(&found, nodes, counts, components->items[i]);
            }
        }
        join(&found, &inside);
        reached[c] = found;
    }
}

bool rank_reach(const struct graph *graph, const size_t *nodes, size_t count, size_t *counts, struct arena *arena)
{
    struct reach *reached = arena_new(arena, graph->components.count, sizeof *reached);
    size_t *own = arena_new(arena, graph->count, sizeof *own);
    size_t *sources = arena_new(arena, count, sizeof *sources); /* numbers of nodes that anything waits for */
    size_t *round_nodes = arena_new(arena, REACH_BITS, sizeof *round_nodes);
    size_t *round_counts = arena_new(arena, REACH_BITS, sizeof *round_counts);
    if (reached == NULL || own == NULL || sources == NULL || round_nodes == NULL || round_counts == NULL) {
        return false;
    }
    size_t source_count = 0;
    for (size_t i = 0; i < count; i++) {
        counts[i] = 0;
        if (graph->waited_for.starts[nodes[i] + 1] > graph->waited_for.starts[nodes[i]]) {
            sources[source_count++] = i;
        }
    }
    for (size_t i = 0; i < graph->count; i++) {
        own[i] = SIZE_MAX;
    }
    for (size_t from = 0; from < source_count; from += REACH_BITS) {
        size_t size = source_count - from < REACH_BITS ? source_count - from : REACH_BITS;
        for (size_t i = 0; i < size; i++) {
            round_nodes[i] = nodes[sources[from + i]];
            round_counts[i] = 0;
            own[round_nodes[i]] = i;
        }
        reach_round(graph, round_nodes, round_counts, own, reached);
        for (size_t i = 0; i < size; i++) {
            counts[sources[from + i]] = round_counts[i];
            own[round_nodes[i]] = SIZE_MAX;
        }
    }
    return true;
}

/* ---- what holds the others up ---- */

static bool waits_for_known(const struct graph *graph, size_t node)
{
    for (size_t k = graph->waits_for.starts[node]; k < graph->waits_for.starts[node + 1]; k++) {
        if (graph_is_open(graph, graph->waits_for.items[k])) {
            return true;
        }
    }
    return false;
}

static struct slice unknown_dependency(const struct record *task)
{
    for (size_t i = 0; i < task->depends_on.count; i++) {
        if (task->depends_on.items[i].record == NULL) {
            return task->depends_on.items[i].text;
        }
    }
    return slice_of("");
}

static struct slice describe_claim(struct arena *arena, const struct record *claim)
{
    struct slice who = record_value(claim, ROLE_WHO);
    struct slice since = record_value(claim, ROLE_SINCE);
    return arena_format(arena, "is claimed%s%.*s%s%.*s", who.size > 0 ? " by " : "", SLICE_PRINT(who),
                        since.size > 0 ? " since " : "", SLICE_PRINT(since));
}

/* Why an open task that waits for no other open one cannot be taken; data NULL when memory ran out. */
static struct slice describe(struct arena *arena, const struct record *task, bool cyclic)
{
    if (task->claim != NULL) {
        return describe_claim(arena, task->claim);
    }
    if (cyclic) {
        return slice_of("waits for itself through others: see workboard graph");
    }
    if (task->blockers.count > 0) {
        return arena_format(arena, "is held by %.*s", SLICE_PRINT(task->blockers.items[0].text));
    }
    struct slice unknown = unknown_dependency(task);
    if (unknown.size > 0) {
        return arena_format(arena, "waits for %.*s, which is no task of this plan", SLICE_PRINT(unknown));
    }
    if (task->ready) {
        return task->lane == NULL ? slice_of("is ready, but in no lane")
                                  : arena_format(arena, "is ready in %.*s", SLICE_PRINT(record_name(task->lane)));
    }
    return arena_format(arena, "is %s", state_name(task->state));
}

/* Marks the open tasks of the lane (NULL: all) and the open ones that they wait for, directly or not. */
static void mark_upward(const struct graph *graph, const struct record *lane, bool *marked, size_t *waiting)
{
    size_t count = 0;
    for (size_t i = 0; i < graph->count; i++) {
        if (graph_is_open(graph, i) && (lane == NULL || graph_task(graph, i)->lane == lane)) {
            marked[i] = true;
            waiting[count++] = i;
        }
    }
    while (count > 0) {
        size_t node = waiting[--count];
        for (size_t k = graph->waits_for.starts[node]; k < graph->waits_for.starts[node + 1]; k++) {
            size_t other = graph->waits_for.items[k];
            if (!marked[other] && graph_is_open(graph, other)) {
                marked[other] = true;
                waiting[count++] = other;
            }
        }
    }
}

static int by_holds(const void *left, const void *right)
{
    const struct rank_hold *a = left;
    const struct rank_hold *b = right;
    if (a->holds != b->holds) {
        return a->holds > b->holds ? -1 : 1;
    }
    return a->task->number < b->task->number ? -1 : a->task->number > b->task->number;
}

bool rank_holds(struct ranking *ranking, const struct graph *graph, const struct record *lane)
{
    bool *marked = arena_new(&ranking->arena, graph->count, sizeof *marked);
    size_t *nodes = arena_new(&ranking->arena, graph->count, sizeof *nodes);
    size_t *counts = arena_new(&ranking->arena, graph->count, sizeof *counts);
    size_t count = 0;
    if (marked == NULL || nodes == NULL || counts == NULL) {
        return false;
    }
    mark_upward(graph, lane, marked, nodes);
    for (size_t i = 0; i < graph->count; i++) {
        bool holds = graph_task(graph, i)->claim != NULL || graph_is_cyclic(graph, i) || !waits_for_known(graph, i);
        if (marked[i] && holds) {
            nodes[count++] = i;
        }
    }
    ranking->holds = arena_new(&ranking->arena, count, sizeof *ranking->holds);
    if (ranking->holds == NULL || !rank_reach(graph, nodes, count, counts, &ranking->arena)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        const struct record *task = graph_task(graph, nodes[i]);
        struct slice reason = describe(&ranking->arena, task, graph_is_cyclic(graph, nodes[i]));
        if (reason.data == NULL) {
            return false;
        }
        ranking->holds[ranking->hold_count++] =
            (struct rank_hold){.task = task, .reason = reason, .holds = counts[i]};
    }
    if (count > 1) {
        qsort(ranking->holds, count, sizeof *ranking->holds, by_holds);
    }
    return true;
}
