/* What the keys do on the board and on an open record. */
#include "tui/fill.h"
#include "tui/input.h"
#include "tui/panel.h"
#include "tui/request.h"
#include "tui/update.h"

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

/* ---- finding what changed ---- */

static bool show_record(struct tui_state *state, const struct record *record)
{
    static const enum tui_panel order[] = {PANEL_LANES,      PANEL_QUEUE,    PANEL_TASKS,
                                           PANEL_MILESTONES, PANEL_BLOCKERS, PANEL_CLAIMS};
    if (panel_select_record(&state->panels[state->focus], record)) {
        return true;
    }
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        if (panel_select_record(&state->panels[order[i]], record)) {
            state->focus = order[i];
            return true;
        }
    }
    return false;
}

static void go_to_change(struct tui_state *state)
{
    size_t kept = state->log_count < LOG_SIZE ? state->log_count : LOG_SIZE;
    for (size_t i = 0; i < kept; i++) {
        const struct log_entry *entry = state_log(state, state->next_change % kept);
        const struct record *record = entry == NULL ? NULL : identity_find(&entry->record, state->plan);
        state->next_change++;
        if (record == NULL) {
            continue;
        }
        request_say(state, MESSAGE_NOTICE, "%s  %.*s", entry->clock, SLICE_PRINT(bytes_slice(&entry->what)));
        if (state->screen == SCREEN_RECORD || !show_record(state, record)) {
            update_open(state, record);
        }
        return;
    }
    request_say(state, MESSAGE_NOTICE, "nothing has changed since the board was opened");
}

/* ---- asking for changes ---- */

static bool task_action(struct tui_state *state, enum action action, struct tui_effects *effects, struct error *error)
{
    const struct record *task = request_task(state);
    const struct record *selected = state_selected(state);
    if (task != NULL && task->kind != KIND_TASK) {
        task = NULL;
    }
    /* A claim of what is no task of the plan can be given back all the same. */
    struct slice name = task != NULL ? record_name(task)
                        : selected != NULL && selected->kind == KIND_CLAIM ? record_name(selected)
                                                                           : (struct slice){0};
    if (name.size == 0 || (task == NULL && action != ACTION_RELEASE)) {
        request_say(state, MESSAGE_NOTICE, "select a task first: Tab goes to the queue");
        return true;
    }
    const char *verb = action == ACTION_CLAIM ? "claim" : action == ACTION_RELEASE ? "release" : "move";
    if (!request_begin(state, verb) || !request_add_argument(state, name)) {
        return true;
    }
    if (action == ACTION_RELEASE || (action == ACTION_CLAIM && state->plan->records[KIND_LANE].count == 0)) {
        update_add_effect(effects, EFFECT_PREVIEW);
        return true;
    }
    return request_choose_lane(state, action == ACTION_CLAIM ? CHOICE_CLAIM : CHOICE_MOVE, task, error);
}

static void open_editor(struct tui_state *state, struct tui_effects *effects)
{
    const struct record *record = state_selected(state);
    const struct page *page = &state->page;
    state->editor_path = (struct slice){0};
    if (state->screen == SCREEN_RECORD && page->selected < page->count && page->lines[page->selected].path.size > 0) {
        state->editor_path = page->lines[page->selected].path;
        state->editor_line = page->lines[page->selected].line;
    } else if (record != NULL && record->place_count > 0) {
        state->editor_path = slice_of(plan_path(state->plan, record->places[0]->document));
        state->editor_line = record->places[0]->line;
    }
    if (state->editor_path.size > 0) {
        update_add_effect(effects, EFFECT_EDITOR);
    }
}

static bool go_back(struct tui_state *state, struct error *error)
{
    struct panel *panel = &state->panels[state->focus];
    if (state->screen == SCREEN_RECORD) {
        state->trail_count -= state->trail_count > 0 ? 1 : 0;
        state->screen = state->trail_count > 0 ? SCREEN_RECORD : SCREEN_BOARD;
        state->page.selected = state->page.top = 0;
        return true;
    }
    if (panel->find[0] != '\0') {
        panel->find[0] = '\0';
        return panels_build(state, error);
    }
    state->zoom = false;
    return true;
}

static void open_page(struct tui_state *state, enum tui_screen screen)
{
    if (state->screen == SCREEN_BOARD) {
        state->trail_count = 0;
    }
    state->screen = screen;
    state->page.selected = state->page.top = 0;
}

static void open_selected(struct tui_state *state)
{
    const struct page *page = &state->page;
    if (state->screen == SCREEN_RECORD) {
        update_open(state, page->selected < page->count ? page->lines[page->selected].link : NULL);
    } else {
        update_open(state, state_selected(state));
    }
}

bool update_board_action(struct tui_state *state, enum action action, unsigned long key, struct tui_effects *effects,
                         struct error *error)
{
    struct panel *panel = &state->panels[state->focus];
    const struct record *lane;
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
    case ACTION_PANEL:
        state->focus = (enum tui_panel)(key - '1');
        return true;
    case ACTION_ZOOM:
        state->zoom = !state->zoom;
        return true;
    case ACTION_OPEN:
        open_selected(state);
        return true;
    case ACTION_BACK:
        return go_back(state, error);
    case ACTION_CLAIM:
    case ACTION_RELEASE:
    case ACTION_MOVE:
        return task_action(state, action, effects, error);
    case ACTION_DONE:
    case ACTION_BLOCK:
    case ACTION_RESOLVE:
        return fill_command(state, action, effects, error);
    case ACTION_LANE_STATE:
        lane = request_lane(state);
        if (lane == NULL) {
            request_say(state, MESSAGE_NOTICE, "select a lane first, or a task that is in one");
            return true;
        }
        return request_choose_state(state, lane, error);
    case ACTION_FIND:
        state->prompt = PROMPT_FIND;
        (void)input_set(state, slice_of(panel->find), SIZE_MAX);
        return true;
    case ACTION_COMMAND:
        state->prompt = PROMPT_COMMAND;
        (void)input_set(state, slice_of(""), 0);
        return true;
    case ACTION_NEXT_CHANGE:
        go_to_change(state);
        return true;
    case ACTION_EDITOR:
        open_editor(state, effects);
        return true;
    case ACTION_REFRESH:
        update_add_effect(effects, EFFECT_REFRESH);
        update_add_effect(effects, EFFECT_REDRAW);
        return true;
    case ACTION_LOG:
        open_page(state, SCREEN_LOG);
        return true;
    case ACTION_HELP:
        open_page(state, SCREEN_HELP);
        return true;
    case ACTION_QUIT:
        update_add_effect(effects, EFFECT_QUIT);
        return true;
    default:
        return true;
    }
}
