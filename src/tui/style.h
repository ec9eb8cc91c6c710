/* style.h: what a piece of a screen is, and how that looks: the one place where meanings become colours.
 *
 * A state is never told by its colour alone: each has a symbol of one column.
 */
#ifndef WORKBOARD_TUI_STYLE_H
#define WORKBOARD_TUI_STYLE_H

#include "plan/kind.h"

enum style {
    STYLE_NORMAL,
    STYLE_DIM,
    STYLE_BOLD,
    STYLE_HEADER,
    STYLE_BORDER,
    STYLE_FOCUS,   /* the frame of the panel that has the keys */
    STYLE_TITLE,
    STYLE_LABEL,   /* the name of a field */
    STYLE_KEY,     /* a key in the footer and in help */
    STYLE_CHANGED, /* changed by another hand a moment ago */
    STYLE_READY,
    STYLE_WAITING,
    STYLE_ERROR,
    STYLE_NOTICE,
    STYLE_ADDED,
    STYLE_ADDED_PART, /* what is new within a changed line */
    STYLE_REMOVED,
    STYLE_REMOVED_PART,
    STYLE_PLACE, /* FILE:LINE */
    STYLE_STATE, /* and one for each state behind it */
    STYLE_COUNT = STYLE_STATE + STATE_COUNT
};

enum colour {
    COLOUR_DEFAULT = -1,
    COLOUR_RED = 1,
    COLOUR_GREEN = 2,
    COLOUR_YELLOW = 3,
    COLOUR_BLUE = 4,
    COLOUR_MAGENTA = 5,
    COLOUR_CYAN = 6
};

struct style_look {
    enum colour colour;
    bool bold;
    bool dim;
    bool underline;
    bool reverse;
};

struct style_look style_look(enum style style);

enum style style_of_state(enum state state);

/* "✔": one column, UTF-8. What stands for it in ASCII is known to cells.h. */
const char *style_symbol(enum state state);

/* "in progress": for people. */
const char *style_state_word(enum state state);

#endif
