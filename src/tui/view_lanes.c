/* The lanes as columns of cards: what each is assigned, what is being worked on, what comes next. H and L move a
 * card. */
#include "outline/plain.h"
#include "tui/describe.h"
#include "tui/panel.h"
#include "tui/request.h"
#include "tui/update_keys.h"
#include "tui/view.h"
#include "tui/view_table.h"

enum { LANE_COLUMNS = 26, CARD_ROWS = 3 };

static size_t lane_count(const struct panel *panel)
{
    size_t count = 0;
    for (size_t i = 0; i < panel->count; i = panel_lane_end(panel, i)) {
        count++;
    }
    return count;
}

/* The first row of the lane before or behind the one of row `index`; SIZE_MAX: there is none. */
static size_t lane_beside(const struct panel *panel, size_t index, int direction)
{
    size_t start = panel_lane_start(panel, index);
    if (direction < 0) {
        return start == 0 ? SIZE_MAX : panel_lane_start(panel, start - 1);
    }
    size_t end = panel_lane_end(panel, start);
    return end < panel->count ? end : SIZE_MAX;
}

/* Asks for what moving the selected card to the lane beside would change. */
static void move_card(struct tui_state *state, int direction, struct tui_effects *effects)
{
    const struct panel *panel = &state->panels[PANEL_LANES];
    const struct record *record = state_selected(state);
    size_t other = panel->count == 0 ? SIZE_MAX : lane_beside(panel, panel->selected, direction);
    if (record == NULL || record->kind != KIND_TASK) {
        request_say(state, MESSAGE_NOTICE, "select a card first: j goes down to it");
    } else if (other == SIZE_MAX || panel->rows[other].lane == NULL) {
        request_say(state, MESSAGE_NOTICE, "there is no lane beside this one");
    } else if (request_begin(state, "move") && request_add_argument(state, record_name(record)) &&
               request_set_option(state, OPTION_TO, record_name(panel->rows[other].lane))) {
        (void)form_open_request(state, effects, NULL);
    }
}

/* Stays within the lane. */
static void step(struct tui_state *state, long steps)
{
    struct panel *panel = &state->panels[PANEL_LANES];
    if (panel->count == 0) {
        return;
    }
    size_t start = panel_lane_start(panel, panel->selected);
    size_t end = panel_lane_end(panel, panel->selected);
    (void)panel_step(panel, steps);
    if (panel->selected < start) {
        panel_select(panel, start);
    } else if (panel->selected >= end) {
        size_t last = end - 1;
        while (last > start && panel->rows[last].record == NULL) {
            last--;
        }
        panel_select(panel, last);
    }
}

static bool act(struct tui_state *state, enum action action, struct tui_effects *effects)
{
    struct panel *panel = &state->panels[PANEL_LANES];
    long page = state->layout.body.rows / CARD_ROWS > 1 ? (long)(state->layout.body.rows / CARD_ROWS) : 1;
    switch (action) {
    case ACTION_UP:
    case ACTION_DOWN:
        step(state, action == ACTION_UP ? -1 : 1);
        return true;
    case ACTION_PAGE_UP:
    case ACTION_PAGE_DOWN:
        step(state, action == ACTION_PAGE_UP ? -page : page);
        return true;
    case ACTION_FIRST:
    case ACTION_LAST:
        step(state, action == ACTION_FIRST ? -(long)panel->count : (long)panel->count);
        return true;
    case ACTION_LEFT:
    case ACTION_RIGHT:
        (void)panel_step_lane(panel, action == ACTION_LEFT ? -1 : 1);
        return true;
    case ACTION_CARD_LEFT:
    case ACTION_CARD_RIGHT:
        move_card(state, action == ACTION_CARD_LEFT ? -1 : 1, effects);
        return true;
    default:
        return false;
    }
}

/* ---- drawing ---- */

/* Plain text in at most so many rows; returns the rows taken. */
static size_t put_text(struct cells *cells, struct area area, size_t most, enum style style, struct slice text)
{
    struct bytes plain = {0};
    struct bytes clean = {0};
    struct slice line;
    size_t at = 0;
    size_t rows = 0;
    if (!plain_append(&plain, text) || !utf8_append_clean(&clean, slice_trim(bytes_slice(&plain)), true)) {
        cells->failed = true;
    }
    while (rows < most && rows < area.rows) {
        size_t start = at;
        if (!cells_wrap(cells, bytes_slice(&clean), area.columns, &at, &line)) {
            break;
        }
        bool last = rows + 1 == most || rows + 1 == area.rows;
        struct slice rest = slice_trim(slice_part(bytes_slice(&clean), start, clean.size));
        cells_put(cells, area.row + rows, area.column, area.columns, style, last ? rest : line);
        rows++;
    }
    bytes_release(&plain);
    bytes_release(&clean);
    return rows;
}

static struct area below(struct area area, size_t rows)
{
    rows = rows < area.rows ? rows : area.rows;
    area.row += rows;
    area.rows -= rows;
    return area;
}

/* How a card stands: who has it and for how long, else what it waits for. */
static void put_standing(const struct tui_state *state, struct cells *cells, const struct record *task,
                         struct area area)
{
    struct bytes text = {0};
    enum style style = STYLE_DIM;
    bool stale = false;
    if (area.rows == 0) {
        return;
    }
    if (task->claim != NULL) {
        bytes_append(&text, record_value(task->claim, ROLE_WHO));
        bytes_append_text(&text, " ");
        describe_age(&text, state, task->claim, &stale);
        bytes_append_text(&text, stale ? " stale" : "");
        style = stale ? STYLE_ERROR : style_of_state(STATE_IN_PROGRESS);
    } else if (!state_is_closed(task->state)) {
        describe_readiness(&text, task, &style);
    }
    cells->failed = cells->failed || text.failed;
    cells_put(cells, area.row, area.column, area.columns, style, bytes_slice(&text));
    bytes_release(&text);
}

static void draw_card(const struct tui_state *state, struct cells *cells, const struct panel_row *item,
                      struct area area)
{
    if (item->record == NULL) {
        put_text(cells, area, area.rows, STYLE_DIM, item->text);
        return;
    }
    const struct record *task = item->record;
    size_t used = view_symbol(cells, area.row, area.column, task->state);
    struct area text = area;
    text.column += used;
    text.columns -= used < text.columns ? used : text.columns;
    view_name(cells, area.row, text.column, text.columns, task);
    put_standing(state, cells, task, below(text, 1));
}

static size_t card_rows(const struct panel_row *item)
{
    return item->record == NULL ? 1 : 2;
}

/* The cards of a lane, below so many rows of what is said of the lane itself. */
static void draw_cards(const struct tui_state *state, struct cells *cells, size_t start, struct area frame,
                       struct area inside, size_t said)
{
    const struct panel *panel = &state->panels[PANEL_LANES];
    size_t end = panel_lane_end(panel, start);
    bool here = panel->selected >= start && panel->selected < end;
    struct area text = below((struct area){inside.row, inside.column + 1, inside.rows, inside.columns - 1}, said);
    if (inside.columns < 4 || inside.rows < 2) {
        return;
    }
    /* So far down that the selected card is in sight. */
    size_t first = start + 1;
    if (here && panel->selected > start) {
        size_t rows = 0;
        for (size_t i = first; i <= panel->selected; i++) {
            rows += card_rows(&panel->rows[i]);
        }
        while (first < panel->selected && rows > text.rows) {
            rows -= card_rows(&panel->rows[first++]);
        }
    }
    size_t shown = 0;
    for (size_t i = first; i < end && text.rows > 0; i++, shown++) {
        size_t rows = card_rows(&panel->rows[i]);
        struct area card = text;
        card.rows = rows < text.rows ? rows : text.rows;
        draw_card(state, cells, &panel->rows[i], card);
        cells_add_target(cells, (struct area){card.row, inside.column, card.rows, inside.columns}, TARGET_PANEL_ROW,
                         PANEL_LANES, i);
        for (size_t row = 0; row < card.rows; row++) {
            view_mark_row(cells, card.row + row, inside, true,
                          row == 0 && state_is_marked(state, panel->rows[i].record),
                          here && i == panel->selected);
        }
        view_mark_tick(state, cells, card.row, inside, panel->rows[i].record);
        text = below(text, rows);
    }
    view_scroll_mark(cells, frame, first - start - 1, shown, end - start - 1);
}

static void draw_lane(const struct tui_state *state, struct cells *cells, size_t start, struct area frame)
{
    const struct panel *panel = &state->panels[PANEL_LANES];
    const struct record *lane = panel->rows[start].record;
    size_t end = panel_lane_end(panel, start);
    bool here = panel->selected >= start && panel->selected < end;
    bool over = state->dragged && lane != NULL && lane == update_lane_at(state, &state->over);
    struct bytes title = {0};
    struct bytes plain = {0};
    if (lane == NULL) {
        bytes_append_format(&title, "No lane \xC2\xB7 %zu", end - start - 1);
        draw_cards(state, cells, start, frame, view_frame(cells, frame, here, bytes_slice(&title)), 0);
        bytes_release(&title);
        return;
    }
    bytes_append_format(&title, "%s ", style_symbol(lane->state));
    bytes_append(&title, record_name(lane));
    bytes_append_text(&title, " \xC2\xB7 ");
    bytes_append(&title, view_status(cells, lane, &plain));
    if (lane->slot != SLOT_NONE && frame.columns >= 40) {
        bytes_append_format(&title, " \xC2\xB7 %s", slot_name(lane->slot));
    }
    cells->failed = cells->failed || title.failed;
    struct area inside = view_frame(cells, frame, here || over, bytes_slice(&title));
    if (over) {
        cells_select(cells, frame.row, frame.column, frame.columns);
    }
    bytes_release(&plain);
    bytes_release(&title);
    if (inside.columns < 4 || inside.rows < 2) {
        return;
    }
    cells_add_target(cells, frame, TARGET_LANE, 0, start);
    struct area text = {inside.row, inside.column + 1, inside.rows, inside.columns - 1};
    size_t most = text.rows >= 20 ? 3 : text.rows >= 10 ? 2 : 1;
    size_t used = put_text(cells, text, most, STYLE_NORMAL, record_value(lane, ROLE_ASSIGNMENT));
    used = used == 0 ? 1 : used;
    view_mark_row(cells, inside.row, inside, true, state_is_marked(state, lane), here && panel->selected == start);
    text = below(text, used);
    text = below(text, put_text(cells, text, most - 1, STYLE_DIM, record_value(lane, ROLE_NOTES)));
    if (text.rows > 3) {
        cells_fill(cells, (struct area){text.row, inside.column, 1, inside.columns}, STYLE_BORDER, "\xE2\x94\x80");
        text = below(text, 1);
    }
    draw_cards(state, cells, start, frame, inside, text.row - inside.row);
}

/* The card that follows the mouse, beside its pointer. */
static void draw_dragged(const struct tui_state *state, struct cells *cells)
{
    const struct record *card = state->dragged ? identity_find(&state->pressed_card, state->plan) : NULL;
    struct area area = {state->over_row + 1, state->over_column + 1, 3, LANE_COLUMNS};
    if (card == NULL || cells->columns < LANE_COLUMNS + 2 || cells->rows < 6) {
        return;
    }
    area.row = area.row + area.rows < cells->rows ? area.row : cells->rows - area.rows - 1;
    area.column = area.column + area.columns < cells->columns ? area.column : cells->columns - area.columns - 1;
    struct area inside = view_frame(cells, area, true, slice_of(""));
    size_t used = view_symbol(cells, inside.row, inside.column, card->state);
    view_name(cells, inside.row, inside.column + used, inside.columns - used, card);
}

static void draw(const struct tui_state *state, struct cells *cells)
{
    const struct panel *panel = &state->panels[PANEL_LANES];
    struct area area = state->layout.body;
    size_t total = lane_count(panel);
    if (total == 0) {
        struct area inside = view_frame(cells, area, true, slice_of("Lanes"));
        put_text(cells, (struct area){inside.row + 1, inside.column + 2, inside.rows, inside.columns - 4}, 4, STYLE_DIM,
                 slice_of(panel->find[0] != '\0' ? "Nothing here fits the filter; Esc shows all again."
                                                 : view_lanes.empty));
        return;
    }
    size_t shown = area.columns / LANE_COLUMNS;
    shown = shown == 0 ? 1 : shown < total ? shown : total;
    size_t mine = 0;
    for (size_t i = 0; i < panel->count && i < panel_lane_start(panel, panel->selected); i = panel_lane_end(panel, i)) {
        mine++;
    }
    size_t first = mine >= shown ? mine - shown + 1 : 0;
    size_t number = 0;
    for (size_t i = 0; i < panel->count && number < first + shown; i = panel_lane_end(panel, i), number++) {
        if (number < first) {
            continue;
        }
        size_t left = area.columns * (number - first) / shown;
        size_t right = area.columns * (number - first + 1) / shown;
        draw_lane(state, cells, i, (struct area){area.row, area.column + left, area.rows, right - left});
    }
    draw_dragged(state, cells);
    if (first > 0) {
        cells_put_text(cells, area.row, area.column, 1, STYLE_FOCUS, "\xE2\x80\xB9");
    }
    if (first + shown < total) {
        cells_put_text(cells, area.row, area.column + area.columns - 1, 1, STYLE_FOCUS, "\xE2\x80\xBA");
    }
}

const struct view view_lanes = {
    .name = "lanes",
    .title = "Lanes",
    .digit = '2',
    .kinds = VIEW_KIND(KIND_LANE),
    .draw = draw,
    .act = act,
    .empty = "This plan has no lanes: `add lane` behind : writes the first one.",
};
