/* fill.h: commands that a key puts into the command line, with the cursor where the person is to say more. */
#ifndef WORKBOARD_TUI_FILL_H
#define WORKBOARD_TUI_FILL_H

#include "tui/update.h"

/* For ACTION_DONE and ACTION_BLOCK of the selected task, and ACTION_RESOLVE of the selected blocker. */
bool fill_command(struct tui_state *state, enum action action, struct tui_effects *effects, struct error *error);

/* Adds a file to the command that was filled in a moment ago; an empty path adds nothing. */
bool fill_evidence(struct tui_state *state, struct slice path, struct error *error);

#endif
