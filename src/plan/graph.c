#include "plan/graph.h"

const struct record *graph_task(const struct graph *graph, size_t node)
{
    return graph->plan->records[KIND_TASK].items[node];
}

bool graph_is_open(const struct graph *graph, size_t node)
{
    return !state_is_closed(graph_task(graph, node)->state);
}

bool graph_is_cyclic(const struct graph *graph, size_t node)
{
    const size_t *starts = graph->components.starts;
    size_t component = graph->component[node];
    return starts[component + 1] - starts[component] > 1;
}

/* ---- edges ---- */

static bool new_lists(struct graph *graph, struct graph_lists *lists, size_t count, size_t items)
{
    lists->count = count;
    lists->starts = arena_new(&graph->arena, count + 1, sizeof *lists->starts);
    lists->items = arena_new(&graph->arena, items, sizeof *lists->items);
    return lists->starts != NULL && lists->items != NULL;
}

static bool find_edges(struct graph *graph)
{
    size_t count = 0;
    for (size_t i = 0; i < graph->count; i++) {
        count += graph_task(graph, i)->depends_on.count;
    }
    struct graph_lists *forth = &graph->waits_for;
    struct graph_lists *back = &graph->waited_for;
    size_t *filled = arena_new(&graph->arena, graph->count, sizeof *filled);
    if (filled == NULL || !new_lists(graph, forth, graph->count, count) ||
        !new_lists(graph, back, graph->count, count)) {
        return false;
    }
    size_t used = 0;
    for (size_t i = 0; i < graph->count; i++) {
        const struct plan_links *links = &graph_task(graph, i)->depends_on;
        for (size_t k = 0; k < links->count; k++) {
            if (links->items[k].record != NULL) {
                forth->items[used++] = links->items[k].record->number;
                back->starts[links->items[k].record->number + 1]++;
            }
        }
        forth->starts[i + 1] = used;
    }
    for (size_t i = 0; i < graph->count; i++) {
        back->starts[i + 1] += back->starts[i];
        filled[i] = back->starts[i];
    }
    for (size_t i = 0; i < graph->count; i++) {
        for (size_t k = forth->starts[i]; k < forth->starts[i + 1]; k++) {
            back->items[filled[forth->items[k]]++] = i;
        }
    }
    return true;
}

/* ---- components ---- */

/* Tarjan's algorithm at work; numbers count from 1, 0 is a node that was not met yet. */
struct walk {
    size_t *number;  /* in the order in which nodes were met */
    size_t *lowest;  /* the least number that is reached from it */
    size_t *next;    /* the next edge to follow */
    size_t *trail;   /* from where the walk began to where it is */
    size_t *waiting; /* nodes that are in no component yet */
    bool *waits;     /* whether a node is among these */
    size_t met, depth, waiting_count;
};

static bool walk_init(struct graph *graph, struct walk *walk)
{
    size_t **arrays[] = {&walk->number, &walk->lowest, &walk->next, &walk->trail, &walk->waiting};
    for (size_t i = 0; i < sizeof arrays / sizeof arrays[0]; i++) {
        *arrays[i] = arena_new(&graph->arena, graph->count, sizeof **arrays[i]);
        if (*arrays[i] == NULL) {
            return false;
        }
    }
    walk->waits = arena_new(&graph->arena, graph->count, sizeof *walk->waits);
    return walk->waits != NULL;
}

static void enter(const struct graph *graph, struct walk *walk, size_t node)
{
    walk->number[node] = walk->lowest[node] = ++walk->met;
    walk->next[node] = graph->waits_for.starts[node];
    walk->trail[walk->depth++] = node;
    walk->waiting[walk->waiting_count++] = node;
    walk->waits[node] = true;
}

/* Nothing is left to follow from `node`: a component ends here where nothing older is reached. */
static void leave(struct graph *graph, struct walk *walk, size_t node)
{
    struct graph_lists *components = &graph->components;
    walk->depth--;
    if (walk->depth > 0) {
        size_t *lowest = &walk->lowest[walk->trail[walk->depth - 1]];
        *lowest = walk->lowest[node] < *lowest ? walk->lowest[node] : *lowest;
    }
    if (walk->lowest[node] != walk->number[node]) {
        return;
    }
    size_t used = components->starts[components->count];
    size_t member;
    do {
        member = walk->waiting[--walk->waiting_count];
        walk->waits[member] = false;
        graph->component[member] = components->count;
        components->items[used++] = member;
    } while (member != node);
    components->starts[++components->count] = used;
}

static void walk_from(struct graph *graph, struct walk *walk, size_t start)
{
    const struct graph_lists *edges = &graph->waits_for;
    enter(graph, walk, start);
    while (walk->depth > 0) {
        size_t node = walk->trail[walk->depth - 1];
        if (walk->next[node] == edges->starts[node + 1]) {
            leave(graph, walk, node);
            continue;
        }
        size_t other = edges->items[walk->next[node]++];
        if (walk->number[other] == 0) {
            enter(graph, walk, other);
        } else if (walk->waits[other] && walk->number[other] < walk->lowest[node]) {
            walk->lowest[node] = walk->number[other];
        }
    }
}

static bool find_components(struct graph *graph)
{
    struct walk walk = {0};
    graph->component = arena_new(&graph->arena, graph->count, sizeof *graph->component);
    if (graph->component == NULL || !new_lists(graph, &graph->components, graph->count, graph->count) ||
        !walk_init(graph, &walk)) {
        return false;
    }
    graph->components.count = 0;
    for (size_t i = 0; i < graph->count; i++) {
        if (walk.number[i] == 0) {
            walk_from(graph, &walk, i);
        }
    }
    return true;
}

/* ---- cycles ---- */

/* Adds the tasks of one cycle, beginning with its first in the plan and going from each to what it waits for. */
static void add_cycle(struct graph *graph, size_t first, bool *met, size_t *trail)
{
    struct graph_lists *cycles = &graph->cycles;
    size_t used = cycles->starts[cycles->count];
    size_t depth = 0;
    trail[depth++] = first;
    while (depth > 0) {
        size_t node = trail[--depth];
        if (met[node]) {
            continue;
        }
        met[node] = true;
        cycles->items[used++] = node;
        for (size_t k = graph->waits_for.starts[node + 1]; k > graph->waits_for.starts[node]; k--) {
            size_t other = graph->waits_for.items[k - 1];
            if (graph->component[other] == graph->component[node] && !met[other]) {
                trail[depth++] = other;
            }
        }
    }
    cycles->starts[++cycles->count] = used;
}

static bool find_cycles(struct graph *graph)
{
    size_t edges = graph->waits_for.starts[graph->count];
    bool *met = arena_new(&graph->arena, graph->count, sizeof *met);
    size_t *trail = arena_new(&graph->arena, edges + 1, sizeof *trail);
    if (met == NULL || trail == NULL || !new_lists(graph, &graph->cycles, graph->count, graph->count)) {
        return false;
    }
    graph->cycles.count = 0;
    for (size_t i = 0; i < graph->count; i++) {
        if (!met[i] && graph_is_cyclic(graph, i)) {
            add_cycle(graph, i, met, trail);
        }
    }
    return true;
}

/* ---- layers and chains ---- */

static bool find_layers(struct graph *graph)
{
    graph->layers = arena_new(&graph->arena, graph->count, sizeof *graph->layers);
    if (graph->layers == NULL) {
        return false;
    }
    const struct graph_lists *components = &graph->components;
    for (size_t c = 0; c < components->count; c++) {
        size_t layer = 0;
        for (size_t i = components->starts[c]; i < components->starts[c + 1]; i++) {
            size_t node = components->items[i];
            for (size_t k = graph->waits_for.starts[node]; k < graph->waits_for.starts[node + 1]; k++) {
                size_t other = graph->waits_for.items[k];
                if (graph->component[other] != c && graph->layers[other] >= layer) {
                    layer = graph->layers[other] + 1;
                }
            }
        }
        for (size_t i = components->starts[c]; i < components->starts[c + 1]; i++) {
            graph->layers[components->items[i]] = layer;
        }
    }
    return true;
}

static bool list_layers(struct graph *graph)
{
    struct graph_lists *lists = &graph->by_layer;
    size_t count = 0;
    for (size_t i = 0; i < graph->count; i++) {
        count = graph->layers[i] >= count ? graph->layers[i] + 1 : count;
    }
    size_t *filled = arena_new(&graph->arena, count + 1, sizeof *filled);
    if (filled == NULL || !new_lists(graph, lists, count, graph->count)) {
        return false;
    }
    for (size_t i = 0; i < graph->count; i++) {
        lists->starts[graph->layers[i] + 1]++;
    }
    for (size_t i = 0; i < count; i++) {
        lists->starts[i + 1] += lists->starts[i];
        filled[i] = lists->starts[i];
    }
    for (size_t i = 0; i < graph->count; i++) {
        lists->items[filled[graph->layers[i]]++] = i;
    }
    return true;
}

/* A task of a cycle is never ready, so no chain runs through it. */
static bool is_in_chains(const struct graph *graph, size_t node)
{
    return graph_is_open(graph, node) && !graph_is_cyclic(graph, node);
}

static bool find_chains(struct graph *graph)
{
    graph->behind = arena_new(&graph->arena, graph->count, sizeof *graph->behind);
    if (graph->behind == NULL) {
        return false;
    }
    for (size_t i = graph->components.starts[graph->components.count]; i > 0; i--) {
        size_t node = graph->components.items[i - 1];
        for (size_t k = graph->waited_for.starts[node]; k < graph->waited_for.starts[node + 1]; k++) {
            size_t other = graph->waited_for.items[k];
            if (is_in_chains(graph, node) && is_in_chains(graph, other) &&
                graph->behind[other] >= graph->behind[node]) {
                graph->behind[node] = graph->behind[other] + 1;
            }
        }
    }
    return true;
}

/* The one with the longest chain behind it; of several the first in the plan. */
static size_t longest(const struct graph *graph, const size_t *nodes, size_t count)
{
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        size_t node = nodes == NULL ? i : nodes[i];
        if (is_in_chains(graph, node) && (best == SIZE_MAX || graph->behind[node] > graph->behind[best])) {
            best = node;
        }
    }
    return best;
}

static bool find_path(struct graph *graph)
{
    size_t node = longest(graph, NULL, graph->count);
    if (node == SIZE_MAX) {
        return true;
    }
    graph->path = arena_new(&graph->arena, graph->behind[node] + 1, sizeof *graph->path);
    if (graph->path == NULL) {
        return false;
    }
    while (node != SIZE_MAX) {
        const size_t *starts = &graph->waited_for.starts[node];
        graph->path[graph->path_count++] = node;
        node = graph->behind[node] == 0 ? SIZE_MAX
                                        : longest(graph, graph->waited_for.items + starts[0], starts[1] - starts[0]);
    }
    return true;
}

bool graph_init(struct graph *graph, const struct plan *plan, struct error *error)
{
    *graph = (struct graph){.plan = plan, .count = plan->records[KIND_TASK].count};
    arena_init(&graph->arena);
    return (find_edges(graph) && find_components(graph) && find_cycles(graph) && find_layers(graph) &&
            list_layers(graph) && find_chains(graph) && find_path(graph)) ||
           error_no_memory(error);
}

void graph_release(struct graph *graph)
{
    arena_release(&graph->arena);
    *graph = (struct graph){0};
}
