/* terminal.h: the program on a terminal of its own, as a person sees it: keys go in, a screen comes out.
 *
 * The program is started on a pseudo-terminal; what it prints is shown by a terminal emulator (libvterm) and recorded
 * byte by byte. Nothing here sleeps: a wait ends as soon as the screen shows what is waited for, and is bounded. What
 * cannot be set up fails the test that asked for it.
 */
#ifndef WORKBOARD_TESTS_TERMINAL_H
#define WORKBOARD_TESTS_TERMINAL_H

#include "base/bytes.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* How long to wait for what should come at once; generous, for slow and busy machines. */
enum { TERMINAL_PATIENCE = 10000 };

#define KEY_UP "\033OA"
#define KEY_DOWN "\033OB"
#define KEY_RIGHT "\033OC"
#define KEY_LEFT "\033OD"
#define KEY_ENTER "\r"
#define KEY_ESCAPE "\033"
#define KEY_TAB "\t"
#define KEY_BACK_TAB "\033[Z"
#define KEY_BACKSPACE "\177"
#define KEY_PAGE_UP "\033[5~"
#define KEY_PAGE_DOWN "\033[6~"

struct terminal;

struct terminal_options {
    const char *folder;             /* working directory; NULL: that of the test */
    const char *program;            /* NULL: $WORKBOARD */
    const char *const *arguments;   /* behind the program's name; NULL behind the last; NULL: none */
    const char *const *environment; /* "NAME=VALUE" sets, "NAME" takes away; NULL behind the last; NULL: nothing */
    int rows, columns;
};

/* Starts $WORKBOARD. TERM is xterm-256color and LANG C.UTF-8 unless `environment` says otherwise; of the test's own
 * environment nothing is inherited but PATH and what sanitizers read. */
struct terminal *terminal_new(const struct terminal_options *options);

/* Ends the program where it still runs. NULL is allowed. */
void terminal_free(struct terminal *terminal);

void terminal_send(struct terminal *terminal, const char *keys);
void terminal_resize(struct terminal *terminal, int rows, int columns);
void terminal_signal(struct terminal *terminal, int number);

/* Takes the terminal away, as a closed window does. Nothing is shown any more. */
void terminal_hang_up(struct terminal *terminal);

/* Something that a screen may show. */
typedef bool (*terminal_predicate)(struct terminal *terminal, const void *context);

/* Waits until it is so; false where it is not within the time. */
bool terminal_wait_until(struct terminal *terminal, terminal_predicate predicate, const void *context,
                         int milliseconds);
bool terminal_wait(struct terminal *terminal, const char *text, int milliseconds);
bool terminal_wait_gone(struct terminal *terminal, const char *text, int milliseconds);

/* Lets pass what it prints until it is quiet for so long: where something is to be absent. */
void terminal_settle(struct terminal *terminal, int milliseconds);

/* Waits until the program ended; false where it did not within the time. `status` is as waitpid gives it. */
bool terminal_wait_exit(struct terminal *terminal, int milliseconds, int *status);

/* ---- what is shown ---- */

struct terminal_cell {
    uint32_t code; /* the first code point; 0: nothing was drawn here */
    int width;
    bool bold, underline, reverse;
    bool coloured; /* foreground or background are not the terminal's own */
};

int terminal_rows(const struct terminal *terminal);
int terminal_columns(const struct terminal *terminal);

/* A row as text, without the blanks at its end; valid until the next row or screen is asked for. */
const char *terminal_line(struct terminal *terminal, int row);

/* All rows, each with a newline; valid as long as terminal_line's. */
const char *terminal_screen(struct terminal *terminal);

/* Where a text first stands, within a row; false where it does not. NULL for what does not matter. */
bool terminal_find(struct terminal *terminal, const char *text, int *row, int *column);

struct terminal_cell terminal_cell(struct terminal *terminal, int row, int column);

bool terminal_is_alternate(const struct terminal *terminal);  /* the second screen, which programs give back */
bool terminal_shows_cursor(const struct terminal *terminal);
bool terminal_edits_lines(const struct terminal *terminal);   /* echo and line editing, as a shell expects */

/* Every byte that was ever sent to the terminal. */
struct slice terminal_record(const struct terminal *terminal);

/* Milliseconds of a clock that is never set. */
int64_t terminal_now(void);

/* ---- for tests: fails and shows the screen ---- */

#define assert_shown(terminal, text) terminal_check_shown((terminal), (text), __FILE__, __LINE__)
#define assert_gone(terminal, text) terminal_check_gone((terminal), (text), __FILE__, __LINE__)
#define assert_exit(terminal, code) terminal_check_exit((terminal), (code), __FILE__, __LINE__)
#define assert_restored(terminal) terminal_check_restored((terminal), __FILE__, __LINE__)

void terminal_check_shown(struct terminal *terminal, const char *text, const char *file, int line);
void terminal_check_gone(struct terminal *terminal, const char *text, const char *file, int line);
void terminal_check_exit(struct terminal *terminal, int code, const char *file, int line);
void terminal_check_restored(struct terminal *terminal, const char *file, int line);

#endif
