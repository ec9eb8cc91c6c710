/* input.h: the line that is being typed, and its cursor, which stands before a character or at the end. */
#ifndef WORKBOARD_TUI_INPUT_H
#define WORKBOARD_TUI_INPUT_H

#include "tui/bindings.h"
#include "tui/state.h"

/* The line becomes `text`, with the cursor at a byte of it (SIZE_MAX: at its end). False, and the line is empty, where
 * it does not fit. */
bool input_set(struct tui_state *state, struct slice text, size_t cursor);

/* Types a character, where it is one and the line has less than `capacity` bytes with it. */
void input_type(struct tui_state *state, unsigned long key, size_t capacity);

/* What an action of WHERE_INPUT does to the line: moving and deleting; the others do nothing. */
void input_edit(struct tui_state *state, enum action action);

#endif
