/* navigate.h: going from what is shown to something else, and back to where one came from. */
#ifndef WORKBOARD_TUI_NAVIGATE_H
#define WORKBOARD_TUI_NAVIGATE_H

#include "tui/state.h"

/* Opens the page of a record; of a row of the queue on the board, that of the task. NULL: nothing happens. */
void navigate_open(struct tui_state *state, const struct record *record);

void navigate_view(struct tui_state *state, enum view_number view);

/* Selects the record where what is shown has it; false where it has not. */
bool navigate_select(struct tui_state *state, const struct record *record);
void navigate_help(struct tui_state *state);

/* Shows a document at a line (from 1) and marks the place of the record; `record` may be NULL. */
void navigate_source(struct tui_state *state, size_t document, size_t line, const struct record *record);

/* The same for a path; false where the plan has no such document. */
bool navigate_path(struct tui_state *state, struct slice path, size_t line, const struct record *record);

/* Where the record stands that is selected, or the line of a page. */
void navigate_to_source(struct tui_state *state);

/* Back to what was shown before. False where nothing was: the board is shown. */
bool navigate_back(struct tui_state *state);

#endif
