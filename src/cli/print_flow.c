/* Plots in a terminal: how many tasks there were and were done, over time. Part of print_history.h. */
#include "cli/print_history.h"

#include <stdio.h>
#include <time.h>

enum { PLOT_WIDE = 100, PLOT_USUAL = 80, PLOT_LEAST = 20, PLOT_LABEL = 7, NAME_COLUMNS = 14, EIGHTHS = 8, GAP = 3 };

static size_t columns_of(const struct output *output)
{
    size_t columns = output->columns == SIZE_MAX ? PLOT_USUAL : output->columns;
    return columns > PLOT_WIDE ? PLOT_WIDE : columns < PLOT_LEAST + PLOT_LABEL ? PLOT_LEAST + PLOT_LABEL : columns;
}

size_t print_flow_points(const struct output *output)
{
    return columns_of(output) - PLOT_LABEL;
}

/* ---- the area ---- */

/* How many of the rows a count fills, at least one where there is any. */
static size_t rows_of(size_t count, size_t most)
{
    size_t rows = most == 0 ? 0 : (count * PRINT_FLOW_ROWS + most / 2) / most;
    return count > 0 && rows == 0 ? 1 : rows;
}

static void print_cell(struct output *output, const struct flow_point *point, size_t most, size_t row)
{
    size_t done = rows_of(point->done, most);
    size_t busy = rows_of(point->done + point->busy, most);
    size_t total = rows_of(point->total, most);
    busy = point->busy > 0 && busy == done ? done + 1 : busy;
    total = total < busy ? busy : total;
    const char *full = output->utf8 ? "\xE2\x96\x88" : "#";
    const char *half = output->utf8 ? "\xE2\x96\x92" : "+";
    const char *open = output->utf8 ? "\xE2\x96\x91" : ".";
    if (row < done) {
        output_styled(output, STYLE_GOOD, full);
    } else if (row < busy) {
        output_styled(output, STYLE_BUSY, half);
    } else if (row < total) {
        output_styled(output, STYLE_DIM, open);
    } else {
        bytes_append_byte(&output->bytes, ' ');
    }
}

static void write_day(char text[16], int64_t seconds)
{
    time_t moment = (time_t)seconds;
    struct tm utc;
    if (gmtime_r(&moment, &utc) == NULL || strftime(text, 16, "%Y-%m-%d", &utc) == 0) {
        text[0] = '\0';
    }
}

static void print_days(struct output *output, const struct flow *flow)
{
    char first[16];
    char last[16];
    write_day(first, flow->first);
    write_day(last, flow->last);
    size_t used = strlen(first) + strlen(last);
    bytes_append_format(&output->bytes, "%*s%s", PLOT_LABEL, "", first);
    if (flow->point_count > used) {
        bytes_append_format(&output->bytes, "%*s%s", (int)(flow->point_count - used), "", last);
    }
    bytes_append_byte(&output->bytes, '\n');
}

void print_flow_area(struct output *output, const struct flow *flow)
{
    if (flow->group_count == 0 || flow->point_count == 0) {
        bytes_append_text(&output->bytes, "no task was ever written down in a commit\n");
        return;
    }
    const struct flow_point *points = flow->groups[0].points;
    for (size_t row = PRINT_FLOW_ROWS; row > 0; row--) {
        if (row == PRINT_FLOW_ROWS || row == 1) {
            bytes_append_format(&output->bytes, "%*zu ", PLOT_LABEL - 1, row == 1 ? (size_t)0 : flow->most);
        } else {
            bytes_append_format(&output->bytes, "%*s", PLOT_LABEL, "");
        }
        for (size_t k = 0; k < flow->point_count; k++) {
            print_cell(output, &points[k], flow->most, row - 1);
        }
        bytes_append_byte(&output->bytes, '\n');
    }
    print_days(output, flow);
    const struct flow_point *last = &points[flow->point_count - 1];
    bytes_append_format(&output->bytes, "%*s%s %zu done  %s %zu in progress  %s %zu open  of %zu\n", PLOT_LABEL, "",
                        output->utf8 ? "\xE2\x96\x88" : "#", last->done, output->utf8 ? "\xE2\x96\x92" : "+", last->busy,
                        output->utf8 ? "\xE2\x96\x91" : ".", last->total - last->done - last->busy, last->total);
}

/* ---- groups ---- */

/* One column of a line: how much of the group was done. A line that is full is all done. */
static void print_level(struct output *output, const struct flow_point *point)
{
    static const char *const levels[EIGHTHS + 1] = {" ", "\xE2\x96\x81", "\xE2\x96\x82", "\xE2\x96\x83", "\xE2\x96\x84",
                                                    "\xE2\x96\x85", "\xE2\x96\x86", "\xE2\x96\x87", "\xE2\x96\x88"};
    static const char plain[EIGHTHS + 1] = {' ', '.', ':', '-', '=', '+', '*', '%', '#'};
    size_t level = point->total == 0 ? 0 : point->done * EIGHTHS / point->total;
    level = level == 0 && point->total > 0 && (point->busy > 0 || point->done > 0) ? 1 : level;
    if (output->utf8) {
        bytes_append_text(&output->bytes, point->total > 0 && level == 0 ? "\xC2\xB7" : levels[level]);
    } else {
        bytes_append_byte(&output->bytes, point->total > 0 && level == 0 ? ',' : plain[level]);
    }
}

/* A text in so many columns, cut or filled up. */
static void print_name(struct output *output, struct slice name, size_t columns)
{
    struct bytes clean;
    bytes_init(&clean);
    utf8_append_clean(&clean, name, true);
    struct slice shown = utf8_clip(bytes_slice(&clean), columns, output->width);
    bytes_append(&output->bytes, shown);
    size_t used = utf8_columns(shown, output->width);
    bytes_append_format(&output->bytes, "%*s", used < columns ? (int)(columns - used) : 0, "");
    output->bytes.failed = output->bytes.failed || clean.failed;
    bytes_release(&clean);
}

/* The line of group `number` in `columns`; blanks where there is none. */
static void print_group(struct output *output, const struct flow *flow, size_t number, size_t columns)
{
    if (number >= flow->group_count) {
        bytes_append_format(&output->bytes, "%*s", (int)columns, "");
        return;
    }
    const struct flow_group *group = &flow->groups[number];
    const struct flow_point *last = &group->points[flow->point_count - 1];
    char count[32];
    (void)snprintf(count, sizeof count, " %zu/%zu", last->done, last->total);
    size_t name = NAME_COLUMNS < columns / 3 ? NAME_COLUMNS : columns / 3;
    size_t width = columns > name + 1 + strlen(count) ? columns - name - 1 - strlen(count) : 1;
    print_name(output, group->name.size > 0 ? group->name : slice_of("(none)"), name);
    bytes_append_byte(&output->bytes, ' ');
    output_begin(output, last->done == last->total ? STYLE_GOOD : STYLE_BUSY);
    for (size_t k = 0; k < width; k++) {
        size_t point = width < 2 ? flow->point_count - 1 : k * (flow->point_count - 1) / (width - 1);
        print_level(output, &group->points[point]);
    }
    output_end(output, last->done == last->total ? STYLE_GOOD : STYLE_BUSY);
    bytes_append_text(&output->bytes, count);
}

static void print_heading(struct output *output, const char *text, size_t columns)
{
    output_begin(output, STYLE_STRONG);
    bytes_append_format(&output->bytes, "%-*s", (int)columns, text);
    output_end(output, STYLE_STRONG);
}

static void print_column(struct output *output, const char *heading, const struct flow *flow)
{
    bytes_append_byte(&output->bytes, '\n');
    print_heading(output, heading, 0);
    bytes_append_byte(&output->bytes, '\n');
    for (size_t i = 0; i < flow->group_count; i++) {
        print_group(output, flow, i, columns_of(output));
        bytes_append_byte(&output->bytes, '\n');
    }
}

void print_flow_groups(struct output *output, const struct flow *milestones, const struct flow *lanes)
{
    size_t columns = (columns_of(output) - GAP) / 2;
    if (milestones == NULL || lanes == NULL || columns < PLOT_LEAST + NAME_COLUMNS) {
        if (milestones != NULL) {
            print_column(output, "Milestones", milestones);
        }
        if (lanes != NULL) {
            print_column(output, "Lanes", lanes);
        }
        return;
    }
    bytes_append_byte(&output->bytes, '\n');
    print_heading(output, "Milestones", columns + GAP);
    print_heading(output, "Lanes", 0);
    bytes_append_byte(&output->bytes, '\n');
    for (size_t i = 0; i < milestones->group_count || i < lanes->group_count; i++) {
        print_group(output, milestones, i, columns);
        if (i < lanes->group_count) {
            bytes_append_format(&output->bytes, "%*s", GAP, "");
            print_group(output, lanes, i, columns);
        }
        bytes_append_byte(&output->bytes, '\n');
    }
}
