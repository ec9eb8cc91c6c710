/* terminal_board.h: the board on a fresh copy of a plan: what the tests of the board begin with. */
#ifndef WORKBOARD_TESTS_TERMINAL_BOARD_H
#define WORKBOARD_TESTS_TERMINAL_BOARD_H

#include "terminal.h"
#include "terminal_place.h"

/* The day and moment that everything written is stamped with: 2026-03-08T10:00Z. */
#define BOARD_EPOCH "SOURCE_DATE_EPOCH=1772964000"
#define BOARD_DAY "2026-03-08"
#define BOARD_NAME "tester"

struct board {
    struct place place;
    struct terminal *terminal;
};

/* A copy of the sample, and the board on it. `environment` adds to the usual one; NULL: nothing. */
void board_open(struct board *board, int rows, int columns, const char *const *environment);

/* The board on a place that was made before. */
void board_open_place(struct board *board, int rows, int columns, const char *const *environment);

/* Starts the program with arguments on the place. */
void board_run(struct board *board, int rows, int columns, const char *const *arguments,
               const char *const *environment);

/* A shell on the place that runs this script with job control; the program is $1. */
void board_run_shell(struct board *board, int rows, int columns, const char *script, const char *const *environment);

/* Ends it where it still runs, and removes the place. */
void board_close(struct board *board);

/* Quits with `q`: status 0, and the terminal as it was. */
#define assert_quits(board) board_check_quits((board), __FILE__, __LINE__)
void board_check_quits(struct board *board, const char *file, int line);

/* Selects the queue's row of a task by keys. */
#define select_task(board, id) board_select_task((board), (id), __FILE__, __LINE__)
void board_select_task(struct board *board, const char *id, const char *file, int line);

/* Whether the frames of all panels are whole: below each corner its edge runs down to the next, in the same column. */
#define assert_aligned(terminal) board_check_aligned((terminal), __FILE__, __LINE__)
void board_check_aligned(struct terminal *terminal, const char *file, int line);

/* The files that a test needs; false (and says so) where they are not known. */
bool board_can_run(void);

#endif
