/* screen_parts.h: inside the screen: screen.c opens it and reads from it, screen_draw.c draws. Others use screen.h. */
#ifndef WORKBOARD_TUI_SCREEN_PARTS_H
#define WORKBOARD_TUI_SCREEN_PARTS_H

#include "tui/modes.h"
#include "tui/screen.h"

#include <stdio.h>

#include <curses.h>

enum { PAIRS = 60 };

/* Foreground and background of a pair of curses. */
struct pair {
    int colour;
    int background;
};

struct screen {
    FILE *input;
    FILE *output;
    SCREEN *terminal;
    bool colour;
    const struct theme *theme; /* NULL: everything looks the same */
    struct pair pairs[PAIRS]; /* that are in use: number 1 is the first */
    short pair_count;
    struct cell *shown; /* what was copied last */
    size_t capacity;
    size_t rows, columns;
    bool fresh; /* nothing of what is shown is known */
    struct modes modes;
    struct bytes paste;
    bool pasting;
    bool pasted; /* `paste` was given away and is to be emptied */
};

#endif
