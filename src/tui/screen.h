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

/* The next key that was typed. False where none waits. */
bool screen_key(struct screen *screen, unsigned long *key);

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
