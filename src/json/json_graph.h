/* json_graph.h: what waits for what, as the JSON object of the interface. */
#ifndef WORKBOARD_JSON_JSON_GRAPH_H
#define WORKBOARD_JSON_JSON_GRAPH_H

#include "json/json_plan.h"
#include "plan/graph.h"

/* Appends one object: "nodes", "edges" (from what comes first to what waits for it), "critical_path" and "cycles": of
 * the nodes for which `chosen` is true. */
bool json_graph(struct bytes *out, const struct graph *graph, const bool *chosen, struct error *error);

#endif
