/* Which part of the board a key is for. */
#include "tui/update_keys.h"

#include "tui/navigate.h"
#include "tui/page.h"
#include "tui/request.h"

/* Moving on pages; false for what does not move. */
static bool page_action(struct tui_state *state, enum action action)
{
    long page = (long)area_inside(state->layout.body).rows;
    switch (action) {
    case ACTION_UP:
        page_step(&state->page, -1);
        return true;
    case ACTION_DOWN:
        page_step(&state->page, 1);
        return true;
    case ACTION_PAGE_UP:
        page_step(&state->page, -page);
        return true;
    case ACTION_PAGE_DOWN:
        page_step(&state->page, page);
        return true;
    case ACTION_FIRST:
        page_step(&state->page, -(long)state->page.count);
        return true;
    case ACTION_LAST:
        page_step(&state->page, (long)state->page.count);
        return true;
    default:
        return false;
    }
}

bool update_action(struct tui_state *state, enum action action, unsigned argument, struct tui_effects *effects,
                   struct error *error)
{
    enum where where = state_where(state);
    bool moved = where == WHERE_BOARD                            ? update_board_move(state, action)
                 : where == WHERE_RECORD || where == WHERE_PAGE ? page_action(state, action)
                                                                 : update_view_move(state, action, effects);
    if (action == ACTION_TICK) {
        update_tick(state);
        if (where != WHERE_RECORD) {
            (void)(where == WHERE_BOARD ? update_board_move(state, ACTION_DOWN)
                                        : update_view_move(state, ACTION_DOWN, effects));
        }
        return true;
    }
    return moved || update_record_action(state, action, argument, effects, error);
}

bool update_key(struct tui_state *state, unsigned long key, struct tui_effects *effects, struct error *error)
{
    state->message_kind = MESSAGE_NONE;
    if (state->plan == NULL) {
        if (key == 'q' || key == TUI_KEY_ESCAPE) {
            effects_add(effects, EFFECT_QUIT);
        }
        return true;
    }
    if (state->layout.too_small && key == 'q') {
        effects_add(effects, EFFECT_QUIT); /* all that is shown says so */
        return true;
    }
    if (state->prompt != PROMPT_NONE) {
        return update_prompt_key(state, key, effects, error);
    }
    enum where where = state_where(state);
    if (state->dragged && state_action(state, key, where) == ACTION_BACK) {
        return update_drop(state);
    }
    if (where == WHERE_PREVIEW) {
        return form_key(state, key, effects, error);
    }
    const struct action_info *info = keymap_find(&state->config.keys, key, where);
    return info == NULL || update_action(state, info->action, info->argument, effects, error);
}
