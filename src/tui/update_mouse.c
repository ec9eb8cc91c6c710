/* What the mouse does: the wheel moves, a click selects, a second one opens, a card is dragged to another lane. */
#include "tui/navigate.h"
#include "tui/panel.h"
#include "tui/request.h"
#include "tui/update.h"
#include "tui/update_keys.h"

enum { WHEEL_ROWS = 3, DOUBLE_MILLISECONDS = 450 };

static bool same_target(const struct target *a, const struct target *b)
{
    return a->kind == b->kind && a->number == b->number && a->index == b->index;
}

static void select_line(struct tui_state *state, size_t index)
{
    if (state->screen == SCREEN_VIEW && state->view == VIEW_SOURCE) {
        state->source.selected = index;
    } else if (state->screen == SCREEN_VIEW && state->view == VIEW_HANDOFF) {
        state->answers->page.selected = index;
    } else if (index < state->page.count) {
        state->page.selected = index;
    }
}

/* Selects what was clicked; false where it is nothing that can be selected. */
static bool select_target(struct tui_state *state, const struct target *target)
{
    struct list *list = state_list(state);
    struct panel *panel = &state->panels[PANEL_LANES];
    switch (target->kind) {
    case TARGET_PANEL_ROW:
        state->focus = target->number < PANEL_COUNT ? (enum tui_panel)target->number : state->focus;
        panel = &state->panels[state->focus];
        if (target->index < panel->count && panel->rows[target->index].record != NULL) {
            panel_select(panel, target->index);
            return true;
        }
        return false;
    case TARGET_LANE:
        state->focus = PANEL_LANES;
        if (target->index < panel->count) {
            panel_select(panel, target->index);
        }
        return true;
    case TARGET_LIST_ROW:
        if (list != NULL) {
            list_select(list, target->index);
        }
        return list != NULL;
    case TARGET_LINE:
        select_line(state, target->index);
        return true;
    case TARGET_CHOICE:
        if (target->index < state->choices.count) {
            state->choices.selected = target->index;
        }
        return true;
    default:
        return false;
    }
}

static void sort_by(struct tui_state *state, size_t column)
{
    struct list *list = state_list(state);
    if (list != NULL) {
        list->reverse = list->sort == column + 1 && !list->reverse;
        list->sort = column + 1;
        list->ordered = false;
    }
}

const struct record *update_lane_at(const struct tui_state *state, const struct target *target)
{
    const struct panel *panel = &state->panels[PANEL_LANES];
    bool lanes = target->kind == TARGET_LANE || (target->kind == TARGET_PANEL_ROW && target->number == PANEL_LANES);
    return lanes && target->index < panel->count ? panel->rows[target->index].lane : NULL;
}

/* The task that a piece of the lanes stands for. */
static struct identity card_at(const struct tui_state *state, const struct target *target)
{
    const struct panel *panel = &state->panels[PANEL_LANES];
    const struct record *record = NULL;
    if (target->kind == TARGET_PANEL_ROW && target->number == PANEL_LANES && target->index < panel->count) {
        record = panel->rows[target->index].record;
    }
    return identity_of(record != NULL && record->kind == KIND_TASK ? record : NULL);
}

static bool press(struct tui_state *state, const struct target *target, struct tui_effects *effects,
                  struct error *error)
{
    bool again = same_target(target, &state->pressed) &&
                 state->moment.milliseconds - state->pressed_at <= DOUBLE_MILLISECONDS;
    state->pressed = *target;
    state->pressed_at = again ? 0 : state->moment.milliseconds;
    state->pressed_card = card_at(state, target);
    if (target->kind == TARGET_KEY) {
        return update_key(state, (unsigned long)target->index, effects, error);
    }
    if (state->prompt == PROMPT_CHOICE) {
        return target->kind != TARGET_CHOICE || !select_target(state, target) || !again ||
               update_prompt_key(state, TUI_KEY_ENTER, effects, error);
    }
    if (state->prompt != PROMPT_NONE) {
        return true;
    }
    if (state->screen == SCREEN_PREVIEW) {
        if (target->kind == TARGET_FORM_ROW) {
            form_click_row(state, target->index);
        }
        return target->kind != TARGET_CANDIDATE || form_take_candidate(state, target->index) || error_no_memory(error);
    }
    if (target->kind == TARGET_VIEW) {
        navigate_view(state, (enum view_number)target->index);
    } else if (target->kind == TARGET_COLUMN) {
        sort_by(state, target->index);
    } else if (select_target(state, target) && again) {
        return update_action(state, ACTION_OPEN, 0, effects, error);
    }
    return true;
}

bool update_drop(struct tui_state *state)
{
    bool dragged = state->dragged;
    state->dragged = false;
    state->pressed_card = identity_of(NULL);
    return dragged;
}

/* With the button down on a card it follows, where the cards are shown. */
static void drag(struct tui_state *state, const struct tui_event *event)
{
    if (!state->pressed_card.known || state->prompt != PROMPT_NONE || state_where(state) != WHERE_LANES) {
        return;
    }
    state->dragged = true;
    state->over = event->target;
    state->over_row = event->row;
    state->over_column = event->column;
}

/* A card that was taken in one lane is put down in another. */
static void release(struct tui_state *state, const struct target *target, struct tui_effects *effects)
{
    const struct record *to = update_lane_at(state, target);
    /* By its identity: the rows may be others by now. */
    const struct record *card = identity_find(&state->pressed_card, state->plan);
    (void)update_drop(state);
    if (to == NULL || card == NULL || card->lane == to || state->prompt != PROMPT_NONE ||
        state->screen == SCREEN_PREVIEW) {
        return;
    }
    if (request_begin(state, "move") &&
        request_add_argument(state, record_name(card)) && request_set_option(state, OPTION_TO, record_name(to))) {
        (void)form_open_request(state, effects, NULL);
    }
}

static bool wheel(struct tui_state *state, bool down, const struct target *target, struct tui_effects *effects,
                  struct error *error)
{
    enum action action = down ? ACTION_DOWN : ACTION_UP;
    if (state->prompt == PROMPT_CHOICE) {
        return update_prompt_key(state, down ? TUI_KEY_DOWN : TUI_KEY_UP, effects, error);
    }
    if (state->prompt != PROMPT_NONE) {
        return true;
    }
    if (state->screen == SCREEN_BOARD && target->kind == TARGET_PANEL_ROW && target->number < PANEL_COUNT &&
        state->panels[target->number].count > 0) {
        state->focus = (enum tui_panel)target->number;
    }
    for (int i = 0; i < WHEEL_ROWS; i++) {
        if (state->screen == SCREEN_PREVIEW) {
            if (!form_wheel(state, down)) {
                return error_no_memory(error);
            }
            continue;
        }
        if (!update_action(state, action, 0, effects, error)) {
            return false;
        }
    }
    return true;
}

bool update_mouse(struct tui_state *state, const struct tui_event *event, struct tui_effects *effects, struct error *error)
{
    enum mouse mouse = event->mouse;
    const struct target *target = &event->target;
    if (state->plan == NULL || state->layout.too_small) {
        return true;
    }
    switch (mouse) {
    case MOUSE_PRESS:
    case MOUSE_CLICK:
        state->message_kind = MESSAGE_NONE;
        return press(state, target, effects, error);
    case MOUSE_DOUBLE:
        return press(state, target, effects, error) && press(state, target, effects, error);
    case MOUSE_RELEASE:
        release(state, target, effects);
        return true;
    case MOUSE_MOVE:
        drag(state, event);
        return true;
    case MOUSE_WHEEL_UP:
    case MOUSE_WHEEL_DOWN:
        return wheel(state, mouse == MOUSE_WHEEL_DOWN, target, effects, error);
    }
    return true;
}
