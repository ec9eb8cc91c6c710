/* The board: the milestones above, the lanes, and the lists of queue, tasks, blockers and claims. */
#include "outline/plain.h"
#include "tui/describe.h"
#include "tui/panel.h"
#include "tui/strip.h"
#include "tui/view.h"

#include <stdio.h>

void view_strip(const struct tui_state *state, struct cells *cells)
{
    const struct layout *layout = &state->layout;
    const struct panel *panel = &state->panels[PANEL_MILESTONES];
    struct strip_item item = {.row = layout->strip_first};
    bool started = false;
    size_t columns = layout->strip.columns - 2;
    size_t last = layout->strip.rows - 1;
    while (strip_next(cells, panel, columns, &item, &started) && item.line < layout->strip.rows) {
        const struct record *milestone = panel->rows[item.row].record;
        size_t row = layout->strip.row + item.line;
        size_t column = 1 + item.column;
        bool selected = state->focus == PANEL_MILESTONES && item.row == panel->selected;
        enum style style = state_is_marked(state, milestone) ? STYLE_CHANGED : STYLE_BOLD;
        column += cells_put(cells, row, column, columns, style, record_name(milestone)) + 1;
        column += view_symbol(cells, row, column, milestone->state);
        cells_add_target(cells, (struct area){row, item.column, 1, item.columns + 1}, TARGET_PANEL_ROW,
                         PANEL_MILESTONES, item.row);
        if (item.bar) {
            char text[48];
            size_t done = describe_closed(&milestone->tasks);
            size_t total = milestone->tasks.count;
            snprintf(text, sizeof text, "%zu/%zu", done, total);
            cells_bar(cells, row, column, STRIP_BAR, style_of_state(milestone->state), done, total);
            cells_put_text(cells, row, column + STRIP_BAR + 1, 20, STYLE_NORMAL, text);
        }
        if (style == STYLE_CHANGED) {
            cells_put_text(cells, row, item.column, 1, STYLE_CHANGED, "\xE2\x96\x8C");
        }
        if (selected) {
            cells_put_text(cells, row, item.column, 1, STYLE_FOCUS, "\xE2\x80\xBA");
            cells_select(cells, row, 1 + item.column, item.columns);
        }
    }
    if (layout->strip_first > 0) {
        cells_put_text(cells, layout->strip.row, 0, 1, STYLE_DIM, "\xE2\x80\xA6");
    }
    if (item.row < panel->count) {
        cells_put_text(cells, layout->strip.row + last, layout->strip.columns - 1, 1, STYLE_DIM, "\xE2\x80\xA6");
    }
}

/* ---- lists ---- */

/* What stands at the right of a row. */
static void describe_right(const struct tui_state *state, const struct panel_row *item, size_t columns,
                           struct bytes *out, enum style *style)
{
    const struct record *record = item->record;
    bool stale = false;
    *style = STYLE_DIM;
    switch (record->kind) {
    case KIND_TASK:
    case KIND_QUEUE:
        if (item->lane != NULL && record->claim != NULL) {
            /* Below its lane the lane need not be told. */
            bytes_append(out, record_value(record->claim, ROLE_WHO));
        } else if (item->lane == NULL || record->state != STATE_IN_PROGRESS) {
            describe_readiness(out, record, style);
        }
        break;
    case KIND_MILESTONE:
        if (record->tasks.count > 0) {
            bytes_append_format(out, "%zu/%zu", describe_closed(&record->tasks), record->tasks.count);
        }
        break;
    case KIND_CLAIM:
        describe_age(out, state, record, &stale);
        bytes_append_text(out, stale ? " stale" : "");
        *style = stale ? STYLE_ERROR : STYLE_DIM;
        break;
    case KIND_BLOCKER:
        if (record->tasks.count > 0 && columns >= 64) {
            bytes_append_text(out, "holds ");
            bytes_append(out, record->tasks.items[0].text);
            if (record->tasks.count > 1) {
                bytes_append_format(out, " +%zu", record->tasks.count - 1);
            }
        }
        break;
    default:
        break;
    }
}

static size_t widest_priority(const struct panel *panel, struct cells *cells, size_t first, size_t shown)
{
    size_t widest = 0;
    for (size_t i = first; i < panel->count && i - first < shown; i++) {
        const struct record *record = panel->rows[i].record;
        size_t columns = record == NULL ? 0 : cells_measure(cells, record_value(record, ROLE_PRIORITY));
        widest = columns > widest ? columns : widest;
    }
    return widest > 8 ? 8 : widest;
}

/* "who · Lane A" of a claim, in front of what it is about. */
static size_t put_claim(struct cells *cells, size_t row, size_t column, size_t columns, const struct record *claim)
{
    struct slice lane = claim->lane != NULL ? record_name(claim->lane) : record_value(claim, ROLE_LANE);
    size_t used = cells_put(cells, row, column, columns, STYLE_BOLD, record_name(claim)) + 1;
    if (used < columns) {
        used += cells_put(cells, row, column + used, columns - used, STYLE_NORMAL, lane) + 1;
    }
    if (used < columns) {
        used += cells_put(cells, row, column + used, columns - used, STYLE_DIM, record_value(claim, ROLE_WHO));
    }
    return used;
}

static void draw_row(const struct tui_state *state, struct cells *cells, const struct panel_row *item, size_t row,
                     struct area area, size_t priority)
{
    const struct record *record = item->record;
    struct bytes right = {0};
    enum style style;
    size_t column = area.column + 1;
    size_t end = area.column + area.columns;
    describe_right(state, item, area.columns, &right, &style);
    /* What a row is comes before how it stands. */
    if (area.columns >= 34 && right.size > 0) {
        end -= cells_put_right(cells, row, end, area.columns * 2 / 5, style, bytes_slice(&right)) + 1;
    }
    cells->failed = cells->failed || right.failed;
    bytes_release(&right);
    if (priority > 0) {
        cells_put(cells, row, column, priority, STYLE_LABEL, record_value(record, ROLE_PRIORITY));
        column += priority + 1;
    }
    const struct record *shown = record->kind == KIND_QUEUE && record->task != NULL ? record->task : record;
    if (record->kind != KIND_CLAIM && !(record->kind == KIND_BLOCKER && record->state == STATE_BLOCKED)) {
        column += view_symbol(cells, row, column, shown->state);
    }
    if (record->kind == KIND_CLAIM) {
        put_claim(cells, row, column, end > column ? end - column : 0, record);
    } else {
        view_name(cells, row, column, end > column ? end - column : 0, record);
    }
}

static const char *empty_text(enum tui_panel number)
{
    static const char *const texts[PANEL_COUNT] = {
        [PANEL_MILESTONES] = "no milestones in this plan", [PANEL_LANES] = "no lanes in this plan",
        [PANEL_QUEUE] = "the queue is empty",              [PANEL_BLOCKERS] = "nothing is blocked",
        [PANEL_CLAIMS] = "nothing is claimed",             [PANEL_TASKS] = "no tasks in this plan",
    };
    return texts[number];
}

static struct area open_panel(const struct tui_state *state, struct cells *cells, enum tui_panel number)
{
    const struct panel *panel = &state->panels[number];
    struct area area = state->layout.panels[number];
    struct bytes title = {0};
    if (!state->layout.framed) {
        return area;
    }
    bytes_append_text(&title, panel_name(number));
    if (panel->find[0] != '\0') {
        bytes_append_format(&title, " /%s", panel->find);
    }
    if (state->layout.alone) {
        bytes_append_format(&title, " \xC2\xB7 %d/%d", (int)number + 1, (int)PANEL_COUNT);
    }
    cells->failed = cells->failed || title.failed;
    struct area inside = view_frame(cells, area, state->focus == number, bytes_slice(&title));
    bytes_release(&title);
    return inside;
}

/* What a lane is working on, for when its rows are folded up. */
static const struct record *running_task(const struct record *lane)
{
    for (size_t i = 0; i < lane->tasks.count; i++) {
        const struct record *task = lane->tasks.items[i].record;
        if (task != NULL && task->state == STATE_IN_PROGRESS) {
            return task;
        }
    }
    return NULL;
}

/* A lane's row and the rows below it, where the lanes are a list. */
static void draw_lane_row(const struct tui_state *state, struct cells *cells, const struct panel_row *item, size_t row,
                          struct area area)
{
    size_t column = area.column + 1;
    size_t end = area.column + area.columns;
    if (item->record == NULL) {
        cells_put(cells, row, column + 4, end > column + 4 ? end - column - 4 : 0, STYLE_DIM, item->text);
        return;
    }
    if (!item->head) {
        struct area indented = {area.row, area.column + 2, area.rows, area.columns - 2};
        draw_row(state, cells, item, row, indented, 0);
        return;
    }
    const struct record *lane = item->record;
    struct bytes plain = {0};
    struct slice status = view_status(cells, lane, &plain);
    column += view_symbol(cells, row, column, lane->state);
    column += cells_put(cells, row, column, end - column, STYLE_TITLE, record_name(lane));
    column += cells_put_text(cells, row, column, end - column, STYLE_DIM, " \xC2\xB7 ");
    column += cells_put(cells, row, column, end - column, style_of_state(lane->state), status);
    bytes_clear(&plain);
    const struct record *work = running_task(lane);
    struct slice assignment = record_value(lane, ROLE_ASSIGNMENT);
    bool working = item->folded && work != NULL;
    if (column + 6 < end && (working || assignment.size > 0)) {
        column += cells_put_text(cells, row, column, end - column, STYLE_DIM, " \xC2\xB7 ");
        if (working) {
            column += view_symbol(cells, row, column, work->state);
            view_name(cells, row, column, end - column, work);
        } else {
            cells->failed = cells->failed || !plain_append(&plain, assignment);
            cells_put(cells, row, column, end - column, STYLE_NORMAL, bytes_slice(&plain));
        }
    }
    bytes_release(&plain);
}

void view_panel(const struct tui_state *state, struct cells *cells, enum tui_panel number)
{
    const struct panel *panel = &state->panels[number];
    struct area inside = open_panel(state, cells, number);
    cells_add_target(cells, state->layout.panels[number], TARGET_PANEL_ROW, number, SIZE_MAX);
    if (panel->count == 0) {
        const char *text = panel->find[0] != '\0' ? "nothing here holds that text" : empty_text(number);
        cells_put_text(cells, inside.row, inside.column + 1, inside.columns > 1 ? inside.columns - 1 : 0, STYLE_DIM,
                       text);
        return;
    }
    size_t priority = number == PANEL_QUEUE ? widest_priority(panel, cells, panel->top, inside.rows) : 0;
    size_t shown = 0;
    for (; shown < inside.rows && panel->top + shown < panel->count; shown++) {
        size_t index = panel->top + shown;
        const struct panel_row *item = &panel->rows[index];
        size_t row = inside.row + shown;
        cells_add_target(cells, (struct area){row, inside.column, 1, inside.columns}, TARGET_PANEL_ROW, number, index);
        if (number == PANEL_LANES) {
            draw_lane_row(state, cells, item, row, inside);
        } else {
            draw_row(state, cells, item, row, inside, priority);
        }
        view_mark_row(cells, row, inside, state->layout.framed, state_is_marked(state, item->record),
                      state->focus == number && index == panel->selected);
        view_mark_tick(state, cells, row, inside, item->record);
    }
    if (state->layout.framed) {
        view_scroll_mark(cells, state->layout.panels[number], panel->top, shown, panel->count);
    }
}

void view_board(const struct tui_state *state, struct cells *cells)
{
    if (state->layout.strip.rows > 0) {
        view_strip(state, cells);
    }
    for (size_t i = 0; i < PANEL_COUNT; i++) {
        if (state->layout.panels[i].rows == 0) {
            continue;
        }
        if (i == PANEL_LANES && state->layout.lane_columns) {
            view_board_lanes(state, cells);
        } else {
            view_panel(state, cells, (enum tui_panel)i);
        }
    }
}
