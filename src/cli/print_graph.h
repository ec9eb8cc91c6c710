/* print_graph.h: what waits for what: as a tree for people, and in the languages of programs that draw graphs. */
#ifndef WORKBOARD_CLI_PRINT_GRAPH_H
#define WORKBOARD_CLI_PRINT_GRAPH_H

#include "cli/output.h"
#include "plan/graph_tree.h"

/* The tree that was laid out by the options, then the cycles. */
bool print_graph_tree(struct output *output, const struct graph *graph, const struct graph_tree *tree,
                      const struct graph_tree_options *options, struct error *error);

/* The tasks layer by layer: what could be done at the same time. */
void print_graph_layers(struct output *output, const struct graph *graph, const bool *chosen);

/* The longest chain of open tasks, the first to be done first. */
void print_graph_path(struct output *output, const struct graph *graph);

/* For Graphviz (the DOT language) and for Mermaid (flowchart). Arrows go from what comes first to what waits for it. */
void print_graph_dot(struct output *output, const struct graph *graph, const bool *chosen);
void print_graph_mermaid(struct output *output, const struct graph *graph, const bool *chosen);

#endif
