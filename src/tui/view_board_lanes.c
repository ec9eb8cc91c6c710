/* The lanes side by side: in each what it is assigned, what is being worked on, and what comes next. */
#include "outline/plain.h"
#include "tui/describe.h"
#include "tui/panel.h"
#include "tui/view.h"

/* The assignment over the first rows of a lane's column. */
static void draw_assignment(const struct tui_state *state, struct cells *cells, const struct record *lane,
                            struct area inside)
{
    struct bytes plain = {0};
    struct bytes clean = {0};
    struct slice line;
    size_t at = 0;
    size_t columns = inside.columns - 1;
    if (!plain_append(&plain, record_value(lane, ROLE_ASSIGNMENT)) ||
        !utf8_append_clean(&clean, bytes_slice(&plain), true)) {
        cells->failed = true;
    }
    for (size_t i = 0; i < state->layout.assignment_rows; i++) {
        size_t start = at;
        if (!cells_wrap(cells, bytes_slice(&clean), columns, &at, &line)) {
            break;
        }
        bool last = i + 1 == state->layout.assignment_rows;
        struct slice rest = slice_trim(slice_part(bytes_slice(&clean), start, clean.size));
        cells_put(cells, inside.row + i, inside.column + 1, columns, STYLE_NORMAL, last ? rest : line);
    }
    bytes_release(&plain);
    bytes_release(&clean);
}

static void draw_item(struct cells *cells, const struct panel_row *item, size_t row, struct area inside)
{
    size_t columns = inside.columns - 1;
    if (item->record == NULL) {
        cells_put(cells, row, inside.column + 1, columns, STYLE_DIM, item->text);
        return;
    }
    size_t used = view_symbol(cells, row, inside.column + 1, item->record->state);
    if (columns > used) {
        view_name(cells, row, inside.column + 1 + used, columns - used, item->record);
    }
}

static void draw_lane(const struct tui_state *state, struct cells *cells, size_t start, struct area area)
{
    const struct panel *panel = &state->panels[PANEL_LANES];
    const struct record *lane = panel->rows[start].record;
    size_t end = panel_lane_end(panel, start);
    bool focused = state->focus == PANEL_LANES;
    bool here = focused && panel->selected >= start && panel->selected < end;
    struct bytes title = {0};
    struct bytes plain = {0};
    bytes_append_text(&title, style_symbol(lane->state));
    bytes_append_text(&title, " ");
    bytes_append(&title, record_name(lane));
    bytes_append_text(&title, " \xC2\xB7 ");
    bytes_append(&title, view_status(cells, lane, &plain));
    bytes_release(&plain);
    cells->failed = cells->failed || title.failed;
    struct area inside = view_frame(cells, area, here, bytes_slice(&title));
    bytes_release(&title);
    if (inside.columns < 3 || inside.rows == 0) {
        return;
    }
    cells_add_target(cells, area, TARGET_LANE, 0, start);
    draw_assignment(state, cells, lane, inside);
    view_mark_row(cells, inside.row, inside, true, state_is_marked(state, lane), here && panel->selected == start);
    struct area below = inside;
    below.row += state->layout.assignment_rows;
    below.rows -= state->layout.assignment_rows < below.rows ? state->layout.assignment_rows : below.rows;
    size_t total = end - start - 1;
    size_t first = 0;
    if (here && panel->selected > start && panel->selected - start > below.rows) {
        first = panel->selected - start - below.rows;
    }
    size_t shown = 0;
    for (; shown < below.rows && first + shown < total; shown++) {
        size_t index = start + 1 + first + shown;
        draw_item(cells, &panel->rows[index], below.row + shown, below);
        cells_add_target(cells, (struct area){below.row + shown, inside.column, 1, inside.columns}, TARGET_PANEL_ROW,
                         PANEL_LANES, index);
        view_mark_row(cells, below.row + shown, below, true, state_is_marked(state, panel->rows[index].record),
                      here && index == panel->selected);
        view_mark_tick(state, cells, below.row + shown, below, panel->rows[index].record);
    }
    view_scroll_mark(cells, area, first, shown, total);
}

void view_board_lanes(const struct tui_state *state, struct cells *cells)
{
    const struct panel *panel = &state->panels[PANEL_LANES];
    const struct layout *layout = &state->layout;
    struct area area = layout->panels[PANEL_LANES];
    size_t number = 0;
    size_t drawn = 0;
    if (layout->lane_shown == 0) {
        return;
    }
    for (size_t i = 0; i < panel->count && drawn < layout->lane_shown; i = panel_lane_end(panel, i), number++) {
        if (number < layout->lane_first) {
            continue;
        }
        /* The columns that do not divide evenly go to the first ones. */
        size_t left = area.columns * drawn / layout->lane_shown;
        size_t right = area.columns * (drawn + 1) / layout->lane_shown;
        draw_lane(state, cells, i, (struct area){area.row, area.column + left, area.rows, right - left});
        drawn++;
    }
    bool more = layout->lane_first + drawn < state->plan->records[KIND_LANE].count && drawn < number + 1;
    if (layout->lane_first > 0) {
        cells_put_text(cells, area.row, area.column, 1, STYLE_FOCUS, "\xE2\x80\xB9");
    }
    if (more && panel->find[0] == '\0') {
        cells_put_text(cells, area.row, area.column + area.columns - 1, 1, STYLE_FOCUS, "\xE2\x80\xBA");
    }
}
