/* style.h: what a piece of a screen is, and how that looks. How each looks is said by the configuration (config.h).
 *
 * A state is never told by its colour alone: each has a symbol of one column.
 */
#ifndef WORKBOARD_TUI_STYLE_H
#define WORKBOARD_TUI_STYLE_H

#include "base/bytes.h"
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

/* A colour: COLOUR_DEFAULT, the terminal's own; 0 to 255: of the palette; COLOUR_RGB and more: red, green and blue. */

#define COLOUR_DEFAULT (-1)
#define COLOUR_RGB 0x1000000

struct style_look {
    int colour;
    int background;
    bool bold;
    bool dim;
    bool underline;
    bool reverse;
};

struct theme {
    struct style_look looks[STYLE_COUNT];
};

/* "added-part"; of a state its word: "in-progress". */
const char *style_name(enum style style);
bool style_parse(struct slice name, enum style *style);

/* A colour by its name, number or #rrggbb. */
bool colour_parse(struct slice text, int *colour);

/* Appends it as colour_parse takes it. */
bool colour_append(struct bytes *out, int colour);

struct rgb {
    int red, green, blue; /* 0 to 255 */
};

/* What a colour other than the default is: the first sixteen as xterm shows them where nobody chose others. */
struct rgb colour_rgb(int colour);

/* The nearest of what a terminal with so many colours can show. */
int colour_fit(int colour, int available);

enum style style_of_state(enum state state);

/* "✔": one column, UTF-8. What stands for it in ASCII is known to cells.h. */
const char *style_symbol(enum state state);

/* "in progress": for people. */
const char *style_state_word(enum state state);

#endif
