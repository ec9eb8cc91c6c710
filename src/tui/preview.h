/* preview.h: the diff of a change that is not yet written, in lines that fit the screen. */
#ifndef WORKBOARD_TUI_PREVIEW_H
#define WORKBOARD_TUI_PREVIEW_H

#include "tui/state.h"

/* Takes the diff of `change`, and the sentences that name its records and are left as they are. */
bool preview_take(struct tui_state *state, const struct change *change, struct error *error);

/* Makes the rows anew for the width of the screen. */
bool preview_wrap(struct tui_state *state, struct error *error);

void preview_scroll(struct tui_state *state, long rows);

#endif
