/* flow_plot.h: a flow as characters: how many tasks there were, were in progress and were done, over time. Every front end
 * draws the same; what a piece looks like there is its own.
 */
#ifndef WORKBOARD_STORE_FLOW_PLOT_H
#define WORKBOARD_STORE_FLOW_PLOT_H

#include "store/flow.h"
#include "text/utf8.h"

/* What a piece of a plot is. */
enum flow_part {
    FLOW_PART_PLAIN,
    FLOW_PART_DONE,
    FLOW_PART_BUSY,
    FLOW_PART_OPEN,
    FLOW_PART_HEADING,
    FLOW_PART_WHOLE,   /* the line of a group that is all done */
    FLOW_PART_COUNT
};

/* Where the pieces go, from left to right; `put_end` ends a line. */
struct flow_plot {
    size_t columns; /* that a line may have; see flow_plot_columns */
    bool utf8;
    utf8_width_function width;
    void (*put)(void *context, enum flow_part part, struct slice text);
    void (*put_end)(void *context);
    void *context;
    bool failed; /* memory ran out */
};

enum { FLOW_PLOT_ROWS = 8, FLOW_PLOT_WIDE = 100 };

/* The columns that a plot takes where there are so many, but no more than `most`. */
size_t flow_plot_columns(size_t columns, size_t most);

/* How many points a flow needs for such a plot. */
size_t flow_plot_points(size_t columns);

/* The whole plan: an area of so many rows: what is done below, then what is in progress, then what is open; below it days
 * and counts. A flow without tasks is one line that says so. */
void flow_plot_area(struct flow_plot *plot, const struct flow *flow, size_t rows);

/* Milestones and lanes (each may be NULL): for each a line with the part that is done, the two beside each other where
 * there is room. */
void flow_plot_groups(struct flow_plot *plot, const struct flow *milestones, const struct flow *lanes);

#endif
