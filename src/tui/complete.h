/* complete.h: what could be meant by what is typed behind `:` or `g`: verbs, options, IDs, lanes, states, views. */
#ifndef WORKBOARD_TUI_COMPLETE_H
#define WORKBOARD_TUI_COMPLETE_H

#include "tui/state.h"

/* Makes the proposals for the word before the cursor. */
void complete_build(struct tui_state *state);

/* Takes the next (or `back`: the one before) of them into the line. */
void complete_step(struct tui_state *state, bool back);

#endif
