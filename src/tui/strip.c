#include "tui/strip.h"

#include "tui/describe.h"

#include <stdio.h>

static size_t item_columns(struct cells *measure, const struct record *milestone, bool *bar)
{
    size_t columns = cells_measure(measure, record_name(milestone)) + 2;
    *bar = milestone->tasks.count > 0 && !state_is_closed(milestone->state);
    if (*bar) {
        char text[48];
        int size = snprintf(text, sizeof text, " %zu/%zu", describe_closed(&milestone->tasks),
                            milestone->tasks.count);
        columns += 1 + STRIP_BAR + (size > 0 ? (size_t)size : 0);
    }
    return columns;
}

bool strip_next(struct cells *measure, const struct panel *panel, size_t columns, struct strip_item *item,
                bool *started)
{
    if (*started) {
        item->row++;
        item->column += item->columns + 2;
    }
    if (item->row >= panel->count || panel->rows[item->row].record == NULL) {
        return false;
    }
    item->columns = item_columns(measure, panel->rows[item->row].record, &item->bar);
    if (*started && item->column + item->columns > columns) {
        item->column = 0;
        item->line++;
    }
    *started = true;
    return true;
}

size_t strip_lines(struct cells *measure, const struct panel *panel, size_t columns, size_t most)
{
    struct strip_item item = {.row = 0};
    bool started = false;
    size_t lines = 0;
    while (lines <= most && strip_next(measure, panel, columns, &item, &started)) {
        lines = item.line + 1;
    }
    return lines;
}

/* Whether the selected milestone stands within so many lines, from `first` on. */
static bool is_in_sight(struct cells *measure, const struct panel *panel, size_t columns, size_t first, size_t most)
{
    struct strip_item item = {.row = first};
    bool started = false;
    while (strip_next(measure, panel, columns, &item, &started) && item.row < panel->selected && item.line < most) {
    }
    return item.line < most;
}

size_t strip_first(struct cells *measure, const struct panel *panel, size_t columns, size_t most)
{
    size_t low = 0;
    size_t high = panel->selected;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (is_in_sight(measure, panel, columns, middle, most)) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}
