/* explain.h: lines of the detail beside a list that are not those of a record: a label and what it says, the gates of a task
 * with their evidence. All return false when memory ran out.
 */
#ifndef WORKBOARD_TUI_EXPLAIN_H
#define WORKBOARD_TUI_EXPLAIN_H

#include "tui/state.h"

/* Adds a line with a label of EXPLAIN_LABEL columns; nothing where the text is empty. */
bool explain_text(struct tui_state *state, enum style style, const char *label, struct slice text);
bool explain_format(struct tui_state *state, enum style style, const char *label, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 4, 5)))
#endif
    ;

/* Adds the gates that the task needs: whether they are proved, by which file, else which file to produce. Nothing while it
 * is not known which files there are. */
bool explain_gates(struct tui_state *state, const struct record *task);

/* A span of time in one form, so that spans sort as texts: "3d 04:12". */
void explain_span(struct bytes *out, int64_t seconds);

#endif
