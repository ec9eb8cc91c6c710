#include "store/flow_plot.h"

#include <stdio.h>
#include <time.h>

enum { PLOT_LEAST = 20, PLOT_LABEL = 7, NAME_COLUMNS = 14, EIGHTHS = 8, GAP = 3 };

size_t flow_plot_columns(size_t columns, size_t most)
{
    return columns > most ? most : columns < PLOT_LEAST + PLOT_LABEL ? (size_t)(PLOT_LEAST + PLOT_LABEL) : columns;
}

size_t flow_plot_points(size_t columns)
{
    return columns > PLOT_LABEL ? columns - PLOT_LABEL : 1;
}

/* ---- pieces ---- */

static void put(struct flow_plot *plot, enum flow_part part, const char *text)
{
    plot->put(plot->context, part, slice_of(text));
}

static void put_blanks(struct flow_plot *plot, size_t count)
{
    static const char blanks[] = "                                ";
    for (; count >= sizeof blanks; count -= sizeof blanks - 1) {
        put(plot, FLOW_PART_PLAIN, blanks);
    }
    plot->put(plot->context, FLOW_PART_PLAIN, slice_make(blanks, count));
}

/* ---- the area ---- */

/* How many of the rows a count fills, at least one where there is any. */
static size_t rows_of(size_t count, size_t most, size_t rows)
{
    size_t filled = most == 0 ? 0 : (count * rows + most / 2) / most;
    return count > 0 && filled == 0 ? 1 : filled;
}

static void put_cell(struct flow_plot *plot, const struct flow_point *point, size_t most, size_t rows, size_t row)
{
    size_t done = rows_of(point->done, most, rows);
    size_t busy = rows_of(point->done + point->busy, most, rows);
    size_t total = rows_of(point->total, most, rows);
    busy = point->busy > 0 && busy == done ? done + 1 : busy;
    total = total < busy ? busy : total;
    if (row < done) {
        put(plot, FLOW_PART_DONE, plot->utf8 ? "\xE2\x96\x88" : "#");
    } else if (row < busy) {
        put(plot, FLOW_PART_BUSY, plot->utf8 ? "\xE2\x96\x92" : "+");
    } else if (row < total) {
        put(plot, FLOW_PART_OPEN, plot->utf8 ? "\xE2\x96\x91" : ".");
    } else {
        put(plot, FLOW_PART_PLAIN, " ");
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

static void put_days(struct flow_plot *plot, const struct flow *flow)
{
    char first[16];
    char last[16];
    write_day(first, flow->first);
    write_day(last, flow->last);
    size_t used = strlen(first) + strlen(last);
    put_blanks(plot, PLOT_LABEL);
    put(plot, FLOW_PART_PLAIN, first);
    if (flow->point_count > used) {
        put_blanks(plot, flow->point_count - used);
        put(plot, FLOW_PART_PLAIN, last);
    }
    plot->put_end(plot->context);
}

static void put_counts(struct flow_plot *plot, const struct flow_point *last)
{
    char text[200];
    (void)snprintf(text, sizeof text, "%s %zu done  %s %zu in progress  %s %zu open  of %zu",
                   plot->utf8 ? "\xE2\x96\x88" : "#", last->done, plot->utf8 ? "\xE2\x96\x92" : "+", last->busy,
                   plot->utf8 ? "\xE2\x96\x91" : ".", last->total - last->done - last->busy, last->total);
    put_blanks(plot, PLOT_LABEL);
    put(plot, FLOW_PART_PLAIN, text);
    plot->put_end(plot->context);
}

void flow_plot_area(struct flow_plot *plot, const struct flow *flow, size_t rows)
{
    if (flow->group_count == 0 || flow->point_count == 0) {
        put(plot, FLOW_PART_PLAIN, "no task was ever written down in a commit");
        plot->put_end(plot->context);
        return;
    }
    const struct flow_point *points = flow->groups[0].points;
    for (size_t row = rows; row > 0; row--) {
        char label[32];
        if (row == rows || row == 1) {
            (void)snprintf(label, sizeof label, "%*zu ", PLOT_LABEL - 1, row == 1 ? (size_t)0 : flow->most);
            put(plot, FLOW_PART_PLAIN, label);
        } else {
            put_blanks(plot, PLOT_LABEL);
        }
        for (size_t k = 0; k < flow->point_count; k++) {
            put_cell(plot, &points[k], flow->most, rows, row - 1);
        }
        plot->put_end(plot->context);
    }
    put_days(plot, flow);
    put_counts(plot, &points[flow->point_count - 1]);
}

/* ---- groups ---- */

/* One column of a line: how much of the group was done. A line that is full is all done. */
static void put_level(struct flow_plot *plot, const struct flow_point *point, enum flow_part part)
{
    static const char *const levels[EIGHTHS + 1] = {" ", "\xE2\x96\x81", "\xE2\x96\x82", "\xE2\x96\x83", "\xE2\x96\x84",
                                                    "\xE2\x96\x85", "\xE2\x96\x86", "\xE2\x96\x87", "\xE2\x96\x88"};
    static const char *const plain[EIGHTHS + 1] = {" ", ".", ":", "-", "=", "+", "*", "%", "#"};
    size_t level = point->total == 0 ? 0 : point->done * EIGHTHS / point->total;
    level = level == 0 && point->total > 0 && (point->busy > 0 || point->done > 0) ? 1 : level;
    bool nothing = point->total > 0 && level == 0;
    put(plot, part, plot->utf8 ? (nothing ? "\xC2\xB7" : levels[level]) : nothing ? "," : plain[level]);
}

/* A text in so many columns, cut or filled up. */
static void put_name(struct flow_plot *plot, struct slice name, size_t columns)
{
    struct bytes clean;
    bytes_init(&clean);
    plot->failed = !utf8_append_clean(&clean, name, true) || plot->failed;
    struct slice shown = utf8_clip(bytes_slice(&clean), columns, plot->width);
    size_t used = utf8_columns(shown, plot->width);
    plot->put(plot->context, FLOW_PART_PLAIN, shown);
    put_blanks(plot, used < columns ? columns - used : 0);
    bytes_release(&clean);
}

/* The line of group `number` in `columns`; blanks where there is none. */
static void put_group(struct flow_plot *plot, const struct flow *flow, size_t number, size_t columns)
{
    if (number >= flow->group_count) {
        put_blanks(plot, columns);
        return;
    }
    const struct flow_group *group = &flow->groups[number];
    const struct flow_point *last = &group->points[flow->point_count - 1];
    char count[64];
    (void)snprintf(count, sizeof count, " %zu/%zu", last->done, last->total);
    size_t name = NAME_COLUMNS < columns / 3 ? (size_t)NAME_COLUMNS : columns / 3;
    size_t width = columns > name + 1 + strlen(count) ? columns - name - 1 - strlen(count) : 1;
    put_name(plot, group->name.size > 0 ? group->name : slice_of("(none)"), name);
    put(plot, FLOW_PART_PLAIN, " ");
    for (size_t k = 0; k < width; k++) {
        size_t point = width < 2 ? flow->point_count - 1 : k * (flow->point_count - 1) / (width - 1);
        put_level(plot, &group->points[point], last->done == last->total ? FLOW_PART_WHOLE : FLOW_PART_BUSY);
    }
    put(plot, FLOW_PART_PLAIN, count);
}

static void put_heading(struct flow_plot *plot, const char *text, size_t columns)
{
    size_t size = strlen(text);
    put(plot, FLOW_PART_HEADING, text);
    put_blanks(plot, size < columns ? columns - size : 0);
}

static void put_column(struct flow_plot *plot, const char *heading, const struct flow *flow)
{
    plot->put_end(plot->context);
    put_heading(plot, heading, 0);
    plot->put_end(plot->context);
    for (size_t i = 0; i < flow->group_count; i++) {
        put_group(plot, flow, i, plot->columns);
        plot->put_end(plot->context);
    }
}

void flow_plot_groups(struct flow_plot *plot, const struct flow *milestones, const struct flow *lanes)
{
    size_t columns = (plot->columns - GAP) / 2;
    if (milestones == NULL || lanes == NULL || columns < PLOT_LEAST + NAME_COLUMNS) {
        if (milestones != NULL) {
            put_column(plot, "Milestones", milestones);
        }
        if (lanes != NULL) {
            put_column(plot, "Lanes", lanes);
        }
        return;
    }
    plot->put_end(plot->context);
    put_heading(plot, "Milestones", columns + GAP);
    put_heading(plot, "Lanes", 0);
    plot->put_end(plot->context);
    for (size_t i = 0; i < milestones->group_count || i < lanes->group_count; i++) {
        put_group(plot, milestones, i, columns);
        if (i < lanes->group_count) {
            put_blanks(plot, GAP);
            put_group(plot, lanes, i, columns);
        }
        plot->put_end(plot->context);
    }
}
