/* loop_program.h: inside the loop: the terminal, its title, and how other programs get it for a while. */
#ifndef WORKBOARD_TUI_LOOP_PROGRAM_H
#define WORKBOARD_TUI_LOOP_PROGRAM_H

#include "store/editor.h"
#include "tui/loop_effects.h"

/* Says in the window's title what is shown. */
void board_title(struct board *board);

/* Gives the terminal to another program; takes it back, with its title. */
void board_leave(struct board *board);
void board_return(struct board *board);

/* Whether the pager takes +LINE as editors do; NULL: there is none. */
bool pager_takes_line(const char *pager);

/* Runs an editor or a pager on a file, in the terminal; board_resize belongs behind it, for nobody tells of a size that
 * changed meanwhile. False with `failure` where it is not set, cannot be run or fails; `*done` is false, with `error`,
 * where the board cannot go on. */
bool board_run_program(struct board *board, enum editor_kind kind, const char *command, const char *path, size_t line,
                       bool *done, struct error *failure, struct error *error);

#endif
