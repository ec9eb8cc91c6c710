/* strip.h: the milestones in a row or two, each with its state and how far it is:
 *
 *     M0 ✔  M7 ▶ ████░░░░░░ 4/10
 */
#ifndef WORKBOARD_TUI_STRIP_H
#define WORKBOARD_TUI_STRIP_H

#include "tui/state.h"

struct strip_item {
    size_t row;     /* of the panel */
    size_t line;    /* of the strip, from 0 */
    size_t column;
    size_t columns;
    bool bar;       /* it shows how far it is */
};

/* Walks over the milestones of the panel, measured as `measure` draws: begin with `*item` all zero but for the row to
 * begin with, and `*started` false. False at the end. */
bool strip_next(struct cells *measure, const struct panel *panel, size_t columns, struct strip_item *item,
                bool *started);

/* Lines that the strip takes; where they are more than `most`, one more than that. */
size_t strip_lines(struct cells *measure, const struct panel *panel, size_t columns, size_t most);

/* The first milestone from which on the selected one stands within so many lines. Looks at few of them, however many there
 * are. */
size_t strip_first(struct cells *measure, const struct panel *panel, size_t columns, size_t most);

enum { STRIP_BAR = 10 };

#endif
