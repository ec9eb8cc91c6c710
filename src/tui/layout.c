#include "tui/layout.h"

#include "tui/panel.h"
#include "tui/strip.h"
#include "tui/view_table.h"

enum {
    WIDE = 100,        /* columns from which on the lanes stand side by side */
    VERY_WIDE = 160,   /* columns from which on three lists stand side by side */
    STACKED = 60,      /* columns from which on several panels are shown */
    LANE_COLUMNS = 26, /* that a lane needs at least */
    BODY_ROWS = 11,    /* of the body from which on several panels are shown */
    TALL = 20          /* rows below the lanes from which on all tasks are shown too */
};

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t within(size_t value, size_t least, size_t most)
{
    return value < least ? least : value > most ? most : value;
}

size_t layout_visible(const struct layout *layout, size_t panel)
{
    struct area area = layout->panels[panel];
    return !layout->framed ? area.rows : area_inside(area).rows;
}

static size_t wanted_rows(const struct tui_state *state, enum tui_panel panel)
{
    return (state->panels[panel].count == 0 ? 1 : state->panels[panel].count) + 2;
}

/* Takes `rows` off the upper end of `area`. */
static struct area take_rows(struct area *area, size_t rows)
{
    struct area taken = *area;
    taken.rows = smaller(rows, area->rows);
    area->row += taken.rows;
    area->rows -= taken.rows;
    return taken;
}

static struct area take_columns(struct area *area, size_t columns)
{
    struct area taken = *area;
    taken.columns = smaller(columns, area->columns);
    area->column += taken.columns;
    area->columns -= taken.columns;
    return taken;
}

/* A plan without lanes has no room to give to them; lanes that a search hides keep theirs. */
static bool has_lanes(const struct tui_state *state)
{
    return state->plan->records[KIND_LANE].count > 0;
}

/* Blockers and, where there are any, claims below one another. */
static void lay_out_side(struct tui_state *state, struct area area)
{
    struct layout *layout = &state->layout;
    size_t claims = state->panels[PANEL_CLAIMS].count;
    if (claims == 0 || area.rows < 7) {
        layout->panels[PANEL_BLOCKERS] = area;
        return;
    }
    size_t rows = within(wanted_rows(state, PANEL_CLAIMS), 3, area.rows / 2);
    layout->panels[PANEL_BLOCKERS] = take_rows(&area, area.rows - rows);
    layout->panels[PANEL_CLAIMS] = area;
}

static size_t longest_lane(const struct panel *lanes)
{
    size_t longest = 0;
    for (size_t i = 0; i < lanes->count; i = panel_lane_end(lanes, i)) {
        size_t rows = panel_lane_end(lanes, i) - i - 1;
        longest = rows > longest ? rows : longest;
    }
    return longest;
}

static void lay_out_wide(struct tui_state *state)
{
    struct layout *layout = &state->layout;
    struct area rest = layout->body;
    const struct panel *lanes = &state->panels[PANEL_LANES];
    size_t count = state->plan->records[KIND_LANE].count;
    if (lanes->count > 0) {
        layout->lane_columns = true;
        layout->assignment_rows = rest.rows >= 24 ? 2 : 1;
        layout->lane_shown = within(count, 1, rest.columns / LANE_COLUMNS);
        size_t rows = layout->assignment_rows + longest_lane(lanes) + 2;
        layout->panels[PANEL_LANES] = take_rows(&rest, within(rows, 5, rest.rows * 9 / 20));
    } else if (has_lanes(state)) {
        layout->panels[PANEL_LANES] = take_rows(&rest, 3);
    }
    bool tall = rest.rows >= TALL;
    if (rest.columns >= VERY_WIDE) {
        struct area queue = take_columns(&rest, rest.columns * 2 / 5);
        struct area tasks = take_columns(&rest, rest.columns / 2);
        layout->panels[PANEL_QUEUE] = queue;
        layout->panels[PANEL_TASKS] = tasks;
        lay_out_side(state, rest);
        return;
    }
    struct area left = take_columns(&rest, rest.columns * 11 / 20);
    layout->panels[PANEL_QUEUE] = left;
    if (tall) {
        layout->panels[PANEL_QUEUE] = take_rows(&left, within(wanted_rows(state, PANEL_QUEUE), 5, left.rows * 3 / 5));
        layout->panels[PANEL_TASKS] = rest;
        rest = left;
    }
    lay_out_side(state, rest);
}

static void lay_out_stack(struct tui_state *state)
{
    struct layout *layout = &state->layout;
    struct area rest = layout->body;
    size_t lower = within(wanted_rows(state, PANEL_BLOCKERS), 3, rest.rows / 4 < 3 ? 3 : rest.rows / 4);
    if (state->panels[PANEL_CLAIMS].count > 0) {
        size_t claims = within(wanted_rows(state, PANEL_CLAIMS), 3, rest.rows / 4 < 3 ? 3 : rest.rows / 4);
        lower = claims > lower ? claims : lower;
    }
    size_t upper = rest.rows - lower;
    size_t lanes = has_lanes(state) ? within(wanted_rows(state, PANEL_LANES), 3, upper) : 0;
    size_t queue = within(wanted_rows(state, PANEL_QUEUE), 3, upper);
    if (lanes + queue > upper) {
        /* Each gets what it needs up to a half, and what the other leaves. */
        size_t half = upper / 2;
        lanes = lanes <= half ? lanes : queue <= upper - half ? upper - queue : half;
    }
    layout->panels[PANEL_LANES] = take_rows(&rest, lanes);
    struct area area = take_rows(&rest, upper - lanes);
    if (state->rows >= 40 && area.rows > queue + 4) {
        layout->panels[PANEL_QUEUE] = take_rows(&area, queue);
        layout->panels[PANEL_TASKS] = area;
    } else {
        layout->panels[PANEL_QUEUE] = area;
    }
    if (state->panels[PANEL_CLAIMS].count > 0) {
        layout->panels[PANEL_BLOCKERS] = take_columns(&rest, rest.columns / 2);
        layout->panels[PANEL_CLAIMS] = rest;
    } else {
        layout->panels[PANEL_BLOCKERS] = rest;
    }
}

/* Header, strip, log and footer take their rows; the body is what is left. */
static void lay_out_bands(struct tui_state *state)
{
    struct layout *layout = &state->layout;
    size_t footer = 1;
    struct area rest = {.row = 1, .column = 0, .rows = state->rows - 1 - footer, .columns = state->columns};
    size_t log = state->rows >= 50 ? 3 : state->rows >= 36 ? 2 : state->rows >= 10 ? 1 : 0;
    layout->log = (struct area){rest.row + rest.rows - log, 0, log, state->columns};
    rest.rows -= log;
    const struct panel *milestones = &state->panels[PANEL_MILESTONES];
    if (state->screen == SCREEN_VIEW) {
        layout->tabs = take_rows(&rest, state->rows >= 10 ? 1 : 0);
    } else if (milestones->count > 0 && state->rows >= 12) {
        size_t most = state->rows >= 30 ? 3 : state->rows >= 20 ? 2 : 1;
        size_t columns = state->columns - 2;
        size_t lines = strip_lines(&state->measure, milestones, columns, most);
        layout->strip = take_rows(&rest, smaller(lines, most));
        if (lines > most) {
            layout->strip_first = strip_first(&state->measure, milestones, columns, most);
        }
    }
    layout->body = rest;
}

/* A list, and what its selected row says: beside it where it is wide, else below it. A short list leaves what it does not
 * need, and one without rows all; what a filter hides counts, so that nothing moves while somebody types. */
static void lay_out_list(struct tui_state *state)
{
    enum { BESIDE = 110, BELOW = 18, LEAST = 6 };
    struct layout *layout = &state->layout;
    struct area rest = layout->body;
    const struct list *list = state_list(state);
    bool detailed = !state->without_detail && list != NULL && list->all_count > 0;
    layout->list = rest;
    if (detailed && rest.columns >= BESIDE && rest.rows >= 8) {
        layout->list = take_columns(&rest, rest.columns * 3 / 5);
        layout->detail = rest;
    } else if (detailed && rest.rows >= BELOW) {
        layout->list = take_rows(&rest, within(list->all_count + 3, LEAST, rest.rows * 11 / 20));
        layout->detail = rest;
    }
    /* Frame and titles. */
    layout->list_rows = layout->list.rows >= 4 ? layout->list.rows - 3 : layout->list.rows;
}

/* What belongs to no lane has a column in the view of lanes, also while something is open above that. */
static bool shows_loose(const struct tui_state *state)
{
    bool board = state->screen == SCREEN_BOARD || (state->screen == SCREEN_PREVIEW && state->before_preview == SCREEN_BOARD);
    return state->view == VIEW_LANES && !board;
}

static void keep_in_sight(struct tui_state *state)
{
    struct layout *layout = &state->layout;
    /* In columns of cards nothing is folded up. */
    bool listed = layout->panels[PANEL_LANES].rows > 0 && !layout->lane_columns && state->screen != SCREEN_VIEW;
    panel_fold(&state->panels[PANEL_LANES], listed ? layout_visible(layout, PANEL_LANES) : SIZE_MAX, shows_loose(state));
    for (size_t i = 0; i < PANEL_COUNT; i++) {
        if (layout->panels[i].rows > 0 && !(i == PANEL_LANES && layout->lane_columns)) {
            panel_scroll(&state->panels[i], layout_visible(layout, i));
        }
    }
    if (layout->lane_columns) {
        const struct panel *lanes = &state->panels[PANEL_LANES];
        size_t number = 0;
        size_t total = 0;
        for (size_t i = 0; i < lanes->count; i = panel_lane_end(lanes, i)) {
            number = i <= lanes->selected ? total : number;
            total++;
        }
        layout->lane_shown = smaller(layout->lane_shown, total);
        layout->lane_first = number >= layout->lane_shown ? number - layout->lane_shown + 1 : 0;
    }
}

void layout_board(struct tui_state *state)
{
    struct layout *layout = &state->layout;
    *layout = (struct layout){.framed = true};
    layout->too_small = state->rows < LAYOUT_ROWS || state->columns < LAYOUT_COLUMNS || state->plan == NULL;
    if (layout->too_small) {
        return;
    }
    panel_fold(&state->panels[PANEL_LANES], SIZE_MAX, shows_loose(state));
    lay_out_bands(state);
    if (state->screen == SCREEN_VIEW) {
        lay_out_list(state);
        return;
    }
    layout->alone = state->zoom || state->columns < STACKED || layout->body.rows < BODY_ROWS;
    if (!layout->alone) {
        if (state->columns >= WIDE) {
            lay_out_wide(state);
        } else {
            lay_out_stack(state);
        }
        bool shown = state->focus == PANEL_MILESTONES ? layout->strip.rows > 0 : layout->panels[state->focus].rows > 0;
        layout->alone = !shown;
    }
    if (layout->alone) {
        for (size_t i = 0; i < PANEL_COUNT; i++) {
            layout->panels[i].rows = 0;
        }
        layout->lane_columns = false;
        layout->framed = layout->body.rows >= 6 && state->columns >= 30;
        layout->panels[state->focus] = layout->body;
    }
    keep_in_sight(state);
}
