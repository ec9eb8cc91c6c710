/* follow.h: from an ID that stands in a text to the record that it names. */
#ifndef WORKBOARD_TUI_FOLLOW_H
#define WORKBOARD_TUI_FOLLOW_H

#include "tui/state.h"

/* Opens the record that the text names, but for `own`; of several the person chooses. False where it names none. */
bool follow_text(struct tui_state *state, struct slice text, const struct record *own);

/* The same for the line of the document. */
bool follow_source(struct tui_state *state);

/* Opens what was chosen. */
void follow_choice(struct tui_state *state, struct slice value);

#endif
