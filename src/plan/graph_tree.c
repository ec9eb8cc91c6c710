#include "plan/graph_tree.h"

/* The trees while they are laid out. */
struct layout {
    const struct graph *graph;
    const struct graph_tree_options *options;
    struct graph_tree *tree;
    size_t *parents;
    struct graph_lists children; /* of each node, and of the node behind the last one: the roots */
    size_t *trail;
    size_t *later; /* nodes whose children begin trees further down */
    size_t later_count;
};

/* What stands above a node, and what stands below it. */
static const struct graph_lists *above(const struct layout *layout)
{
    return layout->options->up ? &layout->graph->waited_for : &layout->graph->waits_for;
}

static const struct graph_lists *below(const struct layout *layout)
{
    return layout->options->up ? &layout->graph->waits_for : &layout->graph->waited_for;
}

/* ---- what is drawn, and below what ---- */

static bool may_be_drawn(const struct layout *layout, size_t node)
{
    return !layout->options->open || graph_is_open(layout->graph, node);
}

static void choose(const struct layout *layout)
{
    if (layout->options->root == NULL) {
        for (size_t i = 0; i < layout->graph->count; i++) {
            layout->tree->drawn[i] = may_be_drawn(layout, i);
        }
        return;
    }
    const struct graph_lists *edges = below(layout);
    size_t count = 0;
    layout->tree->drawn[layout->options->root->number] = true;
    layout->trail[count++] = layout->options->root->number;
    while (count > 0) {
        size_t node = layout->trail[--count];
        for (size_t k = edges->starts[node]; k < edges->starts[node + 1]; k++) {
            size_t other = edges->items[k];
            if (!layout->tree->drawn[other] && may_be_drawn(layout, other)) {
                layout->tree->drawn[other] = true;
                layout->trail[count++] = other;
            }
        }
    }
}

/* The nearest of those that a node may stand below; SIZE_MAX: it begins a tree. */
static size_t find_parent(const struct layout *layout, size_t node)
{
    const struct graph *graph = layout->graph;
    const struct graph_lists *edges = above(layout);
    size_t best = SIZE_MAX;
    if (layout->options->root != NULL && layout->options->root->number == node) {
        return best;
    }
    for (size_t k = edges->starts[node]; k < edges->starts[node + 1]; k++) {
        size_t other = edges->items[k];
        if (!layout->tree->drawn[other] || graph->component[other] == graph->component[node]) {
            continue;
        }
        bool nearer = best == SIZE_MAX || (layout->options->up ? graph->layers[other] < graph->layers[best]
                                                               : graph->layers[other] > graph->layers[best]);
        bool later = best != SIZE_MAX && !layout->options->up && graph->layers[other] == graph->layers[best] && other > best;
        best = nearer || later ? other : best;
    }
    return best;
}

/* Lists the children of each node in the order of the plan. */
static void list_children(const struct layout *layout)
{
    size_t count = layout->graph->count;
    size_t *starts = layout->children.starts;
    for (size_t i = 0; i < count; i++) {
        layout->parents[i] = layout->tree->drawn[i] ? find_parent(layout, i) : SIZE_MAX;
        if (layout->tree->drawn[i]) {
            starts[(layout->parents[i] == SIZE_MAX ? count : layout->parents[i]) + 1]++;
        }
    }
    for (size_t i = 0; i <= count; i++) {
        starts[i + 1] += starts[i];
        layout->trail[i] = starts[i];
    }
    for (size_t i = 0; i < count; i++) {
        if (layout->tree->drawn[i]) {
            layout->children.items[layout->trail[layout->parents[i] == SIZE_MAX ? count : layout->parents[i]]++] = i;
        }
    }
}

/* ---- lines ---- */

/* Adds the lines of the tree that begins at `root`. The trail holds what is still to be drawn, the next one last. */
static void draw_tree(struct layout *layout, size_t root, bool continued)
{
    struct graph_tree *tree = layout->tree;
    const struct graph_lists *children = &layout->children;
    struct {
        size_t next;
        size_t end;
    } levels[GRAPH_TREE_DEPTH + 1];
    unsigned passes = 0;
    unsigned depth = 0;
    size_t node = root;
    for (;;) {
        struct graph_tree_line *line = &tree->lines[tree->count++];
        size_t first = children->starts[node];
        size_t end = children->starts[node + 1];
        *line = (struct graph_tree_line){
            .node = node,
            .parent = layout->parents[node],
            .depth = depth,
            .passes = passes,
            .continued = continued && depth == 0,
        };
        if (first < end && depth == GRAPH_TREE_DEPTH) {
            line->continues = true;
            layout->later[layout->later_count++] = node;
            end = first;
        }
        levels[depth].next = first;
        levels[depth].end = end;
        while (levels[depth].next == levels[depth].end) {
            if (depth == 0) {
                return;
            }
            depth--;
        }
        node = children->items[levels[depth].next++];
        depth++;
        passes &= (1U << depth) - 1;
        passes |= levels[depth - 1].next < levels[depth - 1].end ? 1U << depth : 0;
    }
}

static void draw(struct layout *layout)
{
    const struct graph_lists *children = &layout->children;
    size_t roots = layout->graph->count;
    size_t drawn = 0;
    for (size_t i = children->starts[roots]; i < children->starts[roots + 1]; i++) {
        draw_tree(layout, children->items[i], false);
        /* What was too deep comes right behind its tree. */
        while (drawn < layout->later_count) {
            size_t node = layout->later[drawn++];
            for (size_t k = children->starts[node]; k < children->starts[node + 1]; k++) {
                draw_tree(layout, children->items[k], true);
            }
        }
    }
}

bool graph_tree_init(struct graph_tree *tree, const struct graph *graph, const struct graph_tree_options *options,
                     struct error *error)
{
    *tree = (struct graph_tree){0};
    arena_init(&tree->arena);
    size_t count = graph->count;
    struct layout layout = {
        .graph = graph,
        .options = options,
        .tree = tree,
        .parents = arena_new(&tree->arena, count, sizeof *layout.parents),
        .children = {.starts = arena_new(&tree->arena, count + 2, sizeof(size_t)),
                     .items = arena_new(&tree->arena, count, sizeof(size_t)),
                     .count = count + 1},
        .trail = arena_new(&tree->arena, count + 1, sizeof *layout.trail),
        .later = arena_new(&tree->arena, count, sizeof *layout.later),
    };
    tree->drawn = arena_new(&tree->arena, count, sizeof *tree->drawn);
    tree->lines = arena_new(&tree->arena, count, sizeof *tree->lines);
    if (tree->drawn == NULL || layout.parents == NULL || layout.children.starts == NULL ||
        layout.children.items == NULL || layout.trail == NULL || layout.later == NULL || tree->lines == NULL) {
        return error_no_memory(error);
    }
    choose(&layout);
    list_children(&layout);
    draw(&layout);
    return true;
}

void graph_tree_release(struct graph_tree *tree)
{
    arena_release(&tree->arena);
    *tree = (struct graph_tree){0};
}

void graph_tree_guides(struct bytes *out, const struct graph_tree_line *line, bool utf8)
{
    for (unsigned depth = 1; depth <= line->depth; depth++) {
        bool passes = (line->passes & 1U << depth) != 0;
        if (depth < line->depth) {
            bytes_append_text(out, !passes ? "   " : utf8 ? "\xE2\x94\x82  " : "|  ");
        } else if (utf8) {
            bytes_append_text(out, passes ? "\xE2\x94\x9C\xE2\x94\x80 " : "\xE2\x94\x94\xE2\x94\x80 ");
        } else {
            bytes_append_text(out, passes ? "|- " : "`- ");
        }
    }
}

void graph_tree_others(struct bytes *out, const struct graph *graph, const struct graph_tree *tree,
                       const struct graph_tree_options *options, const struct graph_tree_line *line)
{
    const struct graph_lists *edges = options->up ? &graph->waited_for : &graph->waits_for;
    if (options->root != NULL && options->root->number == line->node) {
        return;
    }
    for (size_t k = edges->starts[line->node]; k < edges->starts[line->node + 1]; k++) {
        size_t other = edges->items[k];
        bool named = options->up ? tree->drawn[other] : !options->open || graph_is_open(graph, other);
        if (named && other != line->parent) {
            bytes_append_text(out, out->size > 0 ? ", " : "");
            bytes_append(out, record_name(graph_task(graph, other)));
        }
    }
}
