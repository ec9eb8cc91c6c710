/* update_keys.h: what keys do: the part of the update that a person moves. Others use update.h. */
#ifndef WORKBOARD_TUI_UPDATE_KEYS_H
#define WORKBOARD_TUI_UPDATE_KEYS_H

#include "tui/effects.h"
#include "tui/state.h"

struct tui_event;

/* A key, wherever it is pressed. */
bool update_key(struct tui_state *state, unsigned long key, struct tui_effects *effects, struct error *error);

/* A key while something is chosen or typed (update_prompt.c). */
bool update_prompt_key(struct tui_state *state, unsigned long key, struct tui_effects *effects, struct error *error);

/* The mouse, wherever it is (update_mouse.c). */
bool update_mouse(struct tui_state *state, const struct tui_event *event, struct tui_effects *effects,
                  struct error *error);

/* The lane that a piece of what is drawn belongs to, or NULL. */
const struct record *update_lane_at(const struct tui_state *state, const struct target *target);

/* Lets go of the card that follows the mouse: it stays where it was. False where none does. */
bool update_drop(struct tui_state *state);

/* Text that came at once (update_prompt.c). */
bool update_paste(struct tui_state *state, struct slice text, struct error *error);

/* What an action does, as if its key had been pressed. */
bool update_action(struct tui_state *state, enum action action, unsigned argument, struct tui_effects *effects,
                   struct error *error);

/* What an action does on the board (update_board.c), in a view (update_view.c); false where it does what it does
 * everywhere. */
bool update_board_move(struct tui_state *state, enum action action);
bool update_view_move(struct tui_state *state, enum action action, struct tui_effects *effects);

/* Ticks the selected record, or takes its tick off (update_record.c). */
void update_tick(struct tui_state *state);

/* What an action does wherever records are shown (update_record.c). */
bool update_record_action(struct tui_state *state, enum action action, unsigned argument, struct tui_effects *effects,
                          struct error *error);

#endif
