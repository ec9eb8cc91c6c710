/* graph_tree.h: a graph drawn as trees of lines: the layout that the command line and the board share.
 *
 * Each task has exactly one line. It stands below the one of the tasks it waits for that is done last (has the highest
 * layer, of several the last in the plan); the others are for the line to name. Upward, from one task to what it waits
 * for, it is the other way round. Trees that grow deeper than GRAPH_TREE_DEPTH go on as trees of their own further down,
 * so that every line is short and the whole is linear in the tasks.
 */
#ifndef WORKBOARD_PLAN_GRAPH_TREE_H
#define WORKBOARD_PLAN_GRAPH_TREE_H

#include "plan/graph.h"

enum { GRAPH_TREE_DEPTH = 12 };

struct graph_tree_options {
    const struct record *root; /* a task: only it and what hangs on it; NULL: all */
    bool up;                   /* with a root: what it waits for; else what waits for it */
    bool open;                 /* only tasks that are not closed, and the root */
};

struct graph_tree_line {
    size_t node;
    size_t parent;   /* the node above it; SIZE_MAX: none */
    unsigned depth;  /* from 0 */
    unsigned passes; /* bit N: a line runs past at depth N (of depth + 1: to the next of its own siblings) */
    bool continues;  /* what hangs on it stands further down, as a tree of its own */
    bool continued;  /* it begins such a tree: `parent` stands further up */
};

struct graph_tree {
    struct graph_tree_line *lines;
    size_t count;
    bool *drawn; /* of each node: whether it has a line */
    struct arena arena;
};

/* Fills `tree`, to be released in any case. Only memory can fail. */
bool graph_tree_init(struct graph_tree *tree, const struct graph *graph, const struct graph_tree_options *options,
                     struct error *error);
void graph_tree_release(struct graph_tree *tree);

/* Appends what stands before the task in its line: three columns for each depth. */
void graph_tree_guides(struct bytes *out, const struct graph_tree_line *line, bool utf8);

/* Appends the names of the tasks that the line's task waits for besides its parent (upward: of those drawn that wait for
 * it) to `out`, with ", " between them. With `open` only open ones. None of the root. */
void graph_tree_others(struct bytes *out, const struct graph *graph, const struct graph_tree *tree,
                       const struct graph_tree_options *options, const struct graph_tree_line *line);

#endif
