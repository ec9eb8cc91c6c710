/* Moving on the board: within its panels and from one to another. */
#include "tui/panel.h"
#include "tui/update_keys.h"

/* ---- moving ---- */

static bool can_focus(const struct tui_state *state, enum tui_panel panel)
{
    return state->panels[panel].count > 0 || state->panels[panel].find[0] != '\0';
}

static void step_panel(struct tui_state *state, int direction)
{
    for (int i = 1; i <= PANEL_COUNT; i++) {
        enum tui_panel next = (enum tui_panel)(((int)state->focus + direction * i + PANEL_COUNT) % PANEL_COUNT);
        if (can_focus(state, next)) {
            state->focus = next;
            return;
        }
    }
}

/* Left and right: within milestones and lanes, else to the panel beside. */
static void step_aside(struct tui_state *state, int direction)
{
    struct panel *panel = &state->panels[state->focus];
    if (state->focus == PANEL_MILESTONES) {
        panel_step(panel, direction);
    } else if (state->focus == PANEL_LANES) {
        panel_step_lane(panel, direction);
    } else {
        step_panel(state, direction);
    }
}

/* Where the lanes stand side by side, up and down stay within one. */
static void step_down(struct tui_state *state, long steps)
{
    struct panel *panel = &state->panels[state->focus];
    if (state->focus == PANEL_MILESTONES && state->layout.strip.rows > 0 && !state->layout.alone) {
        if (steps > 0) {
            step_panel(state, 1);
        }
        return;
    }
    size_t before = panel->selected;
    if (!panel_step(panel, steps) || state->focus != PANEL_LANES || !state->layout.lane_columns) {
        return;
    }
    size_t start = panel_lane_start(panel, before);
    size_t end = panel_lane_end(panel, before);
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

static long page_size(const struct tui_state *state)
{
    size_t rows = layout_visible(&state->layout, state->focus);
    return rows > 1 ? (long)rows - 1 : 1;
}

bool update_board_move(struct tui_state *state, enum action action)
{
    struct panel *panel = &state->panels[state->focus];
    switch (action) {
    case ACTION_UP:
        step_down(state, -1);
        return true;
    case ACTION_DOWN:
        step_down(state, 1);
        return true;
    case ACTION_PAGE_UP:
        step_down(state, -page_size(state));
        return true;
    case ACTION_PAGE_DOWN:
        step_down(state, page_size(state));
        return true;
    case ACTION_FIRST:
        panel_select(panel, 0);
        return true;
    case ACTION_LAST:
        panel_select(panel, panel->count);
        return true;
    case ACTION_LEFT:
    case ACTION_RIGHT:
        step_aside(state, action == ACTION_LEFT ? -1 : 1);
        return true;
    case ACTION_NEXT_PANEL:
    case ACTION_PREVIOUS_PANEL:
        step_panel(state, action == ACTION_NEXT_PANEL ? 1 : -1);
        return true;
    case ACTION_ZOOM:
        state->zoom = !state->zoom;
        return true;
    default:
        return false;
    }
}
