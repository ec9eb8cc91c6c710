/* print_history.h: what changed state, and how the work went on, for people. */
#ifndef WORKBOARD_CLI_PRINT_HISTORY_H
#define WORKBOARD_CLI_PRINT_HISTORY_H

#include "cli/output.h"
#include "store/flow.h"

/* A line for each event, the oldest first. */
bool print_history(struct output *output, const struct events *events, struct error *error);

/* A line for each record: how long it was in each state. */
bool print_history_times(struct output *output, const struct flow_table *times, struct error *error);

/* How many points a plot in so many columns has. */
size_t print_flow_points(const struct output *output);

/* The whole plan: an area of FLOW_PLOT_ROWS rows, what is done below, then what is in progress, then what is open. */
void print_flow_area(struct output *output, const struct flow *flow);

/* Milestones and lanes (each may be NULL): for each a line with the part that is done, the two beside each other where
 * there is room. */
void print_flow_groups(struct output *output, const struct flow *milestones, const struct flow *lanes);

#endif
