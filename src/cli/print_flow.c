/* Plots in a terminal: how many tasks there were and were done, over time. Part of print_history.h. */
#include "cli/print_history.h"

#include "store/flow_plot.h"

enum { PLOT_USUAL = 80 };

static size_t columns_of(const struct output *output)
{
    return flow_plot_columns(output->columns == SIZE_MAX ? (size_t)PLOT_USUAL : output->columns, FLOW_PLOT_WIDE);
}

size_t print_flow_points(const struct output *output)
{
    return flow_plot_points(columns_of(output));
}

static void put(void *context, enum flow_part part, struct slice text)
{
    static const enum output_style styles[FLOW_PART_COUNT] = {
        [FLOW_PART_PLAIN] = STYLE_PLAIN,    [FLOW_PART_DONE] = STYLE_GOOD, [FLOW_PART_BUSY] = STYLE_BUSY,
        [FLOW_PART_OPEN] = STYLE_DIM, [FLOW_PART_HEADING] = STYLE_STRONG, [FLOW_PART_WHOLE] = STYLE_GOOD,
    };
    struct output *output = context;
    output_begin(output, styles[part]);
    bytes_append(&output->bytes, text);
    output_end(output, styles[part]);
}

static void put_end(void *context)
{
    struct output *output = context;
    bytes_append_byte(&output->bytes, '\n');
}

static struct flow_plot plot_on(struct output *output)
{
    return (struct flow_plot){.columns = columns_of(output),
                              .utf8 = output->utf8,
                              .width = output->width,
                              .put = put,
                              .put_end = put_end,
                              .context = output};
}

void print_flow_area(struct output *output, const struct flow *flow)
{
    struct flow_plot plot = plot_on(output);
    flow_plot_area(&plot, flow, FLOW_PLOT_ROWS);
    output->bytes.failed = output->bytes.failed || plot.failed;
}

void print_flow_groups(struct output *output, const struct flow *milestones, const struct flow *lanes)
{
    struct flow_plot plot = plot_on(output);
    flow_plot_groups(&plot, milestones, lanes);
    output->bytes.failed = output->bytes.failed || plot.failed;
}
