/* screen.h: the terminal: keys come from it, a grid of cells is copied to it. The one file that knows curses.
 *
 * One screen may be open at a time. It is to be closed in any case, which gives the terminal back as it was.
 */
#ifndef WORKBOARD_TUI_SCREEN_H
#define WORKBOARD_TUI_SCREEN_H

#include "tui/bindings.h"
#include "tui/cells.h"

struct screen;

/* `term` is the terminal's type, or NULL for that of the environment. `colour`: use colours where the terminal has
 * them. ERROR_SYSTEM for a terminal of a kind that is not known or cannot place the cursor. The descriptors stay the
 * caller's. */
struct screen *screen_open(int input, int output, const char *term, bool colour, struct error *error);
void screen_close(struct screen *screen); /* NULL is allowed */

/* The size that the terminal has now. */
void screen_measure(struct screen *screen, size_t *rows, size_t *columns);

/* What comes from the terminal. */
enum screen_input_kind { SCREEN_KEY, SCREEN_MOUSE, SCREEN_PASTE };

struct screen_input {
    enum screen_input_kind kind;
    unsigned long key;  /* a code point or enum key */
    enum mouse mouse;
    size_t row, column; /* of the mouse */
    struct slice text;  /* that was pasted; valid until the next call */
};

/* The next that came. False where nothing waits. What is pasted comes at once when its end has come; `late`: do not
 * wait for that any longer. */
bool screen_read(struct screen *screen, bool late, struct screen_input *input);

/* Whether the beginning of something pasted came and its end did not yet. */
bool screen_is_pasting(const struct screen *screen);

/* Sets the window's title; gives text to the clipboard. Nothing where the terminal is not known to take them. */
void screen_title(struct screen *screen, struct slice text);
void screen_copy(struct screen *screen, struct slice text);

/* Writes to `text` what gives the terminal back when the program can do nothing else any more; returns its size. */
size_t screen_farewell(const struct screen *screen, char *text, size_t size);

/* Looks like this from now on; the theme must stay. What is shown is to be drawn anew. */
void screen_use_theme(struct screen *screen, const struct theme *theme);

/* Shows the cells: copies the rows that changed since the last time. */
bool screen_draw(struct screen *screen, const struct cells *cells, struct error *error);

/* Forgets what the terminal shows: the next drawing draws everything. */
void screen_redraw(struct screen *screen);

/* Gives the terminal to another program, and takes it back. */
void screen_leave(struct screen *screen);
void screen_return(struct screen *screen);

/* Columns of a code point as the system, and so curses, measures them. */
int screen_width(unsigned long code);

#endif
