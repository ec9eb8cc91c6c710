#include "terminal_board.h"

#include "terminal_cmocka.h"
#include "terminal_folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { VARIABLES = 16 };

static void run(struct board *board, int rows, int columns, const char *program, const char *const *arguments,
                const char *const *environment)
{
    char home[FOLDER_PATH];
    const char *variables[VARIABLES] = {home, BOARD_EPOCH, "WORKBOARD_AS=" BOARD_NAME};
    size_t count = 3;
    int size = snprintf(home, sizeof home, "HOME=%s", board->place.home);
    assert_true(size > 0 && (size_t)size < sizeof home);
    for (size_t i = 0; environment != NULL && environment[i] != NULL; i++) {
        assert_true(count + 1 < VARIABLES);
        variables[count++] = environment[i];
    }
    struct terminal_options options = {
        .folder = board->place.plan,
        .program = program,
        .arguments = arguments,
        .environment = variables,
        .rows = rows,
        .columns = columns,
    };
    board->terminal = terminal_new(&options);
}

void board_run(struct board *board, int rows, int columns, const char *const *arguments,
               const char *const *environment)
{
    run(board, rows, columns, NULL, arguments, environment);
}

void board_run_shell(struct board *board, int rows, int columns, const char *script, const char *const *environment)
{
    const char *const arguments[] = {"-c", script, "sh", getenv("WORKBOARD"), NULL};
    run(board, rows, columns, "/bin/sh", arguments, environment);
}

void board_open_place(struct board *board, int rows, int columns, const char *const *environment)
{
    board_run(board, rows, columns, NULL, environment);
    /* The smallest board that is no complaint says this much. */
    assert_shown(board->terminal, rows < 5 || columns < 20 ? "q quits" : "live");
}

void board_open(struct board *board, int rows, int columns, const char *const *environment)
{
    place_make_sample(&board->place);
    board_open_place(board, rows, columns, environment);
}

void board_close(struct board *board)
{
    terminal_free(board->terminal);
    board->terminal = NULL;
    place_remove(&board->place);
}

void board_check_quits(struct board *board, const char *file, int line)
{
    terminal_send(board->terminal, "q");
    terminal_check_exit(board->terminal, 0, file, line);
    terminal_check_restored(board->terminal, file, line);
}

/* ---- selecting ---- */

/* Whether the row that is selected in the panel with the keyboard is that of `id`, which stands behind its mark. */
static bool is_selected(struct terminal *terminal, const void *id)
{
    for (int row = 0; row < terminal_rows(terminal); row++) {
        const char *mark = strstr(terminal_line(terminal, row), "\xE2\x80\xBA");
        const char *found = mark == NULL ? NULL : strstr(mark, id);
        if (found != NULL && (size_t)(found - mark) < 32) {
            return true;
        }
    }
    return false;
}

static bool is_all_shown(struct terminal *terminal, const void *id)
{
    return is_selected(terminal, id) && terminal_find(terminal, " Queue \xE2\x94\x80", NULL, NULL);
}

void board_select_task(struct board *board, const char *id, const char *file, int line)
{
    struct terminal *terminal = board->terminal;
    terminal_send(terminal, "3/");
    terminal_send(terminal, id);
    terminal_send(terminal, KEY_ENTER);
    terminal_check_shown(terminal, "Enter open", file, line);
    if (terminal_wait_until(terminal, is_selected, id, TERMINAL_PATIENCE)) {
        terminal_send(terminal, KEY_ESCAPE);
        terminal_settle(terminal, 40); /* an Escape is one only when nothing follows it */
        terminal_send(terminal, "0");
    }
    if (!terminal_wait_until(terminal, is_all_shown, id, TERMINAL_PATIENCE)) {
        fprintf(stderr, "the queue's row of %s is not selected; the screen is\n%s\n", id, terminal_screen(terminal));
        _fail(file, line);
    }
}

/* ---- frames ---- */

enum {
    TOP_LEFT = 0x250C,
    TOP_RIGHT = 0x2510,
    BOTTOM_LEFT = 0x2514,
    BOTTOM_RIGHT = 0x2518,
    SIDE = 0x2502,
    MARK = 0x258C,
};

/* From a corner down: sides, or the marks of what changed; and at the end the corner below. */
static bool runs_down(struct terminal *terminal, int row, int column, uint32_t end)
{
    for (int at = row + 1; at < terminal_rows(terminal); at++) {
        uint32_t code = terminal_cell(terminal, at, column).code;
        if (code == end) {
            return true;
        }
        if (code != SIDE && code != MARK) {
            return false;
        }
    }
    return false;
}

static bool frames_are_whole(struct terminal *terminal, const void *context)
{
    (void)context;
    size_t corners = 0;
    for (int row = 0; row < terminal_rows(terminal); row++) {
        for (int column = 0; column < terminal_columns(terminal); column++) {
            uint32_t code = terminal_cell(terminal, row, column).code;
            if (code != TOP_LEFT && code != TOP_RIGHT) {
                continue;
            }
            corners++;
            if (!runs_down(terminal, row, column, code == TOP_LEFT ? BOTTOM_LEFT : BOTTOM_RIGHT)) {
                return false;
            }
        }
    }
    return corners > 0;
}

void board_check_aligned(struct terminal *terminal, const char *file, int line)
{
    if (!terminal_wait_until(terminal, frames_are_whole, NULL, TERMINAL_PATIENCE)) {
        fprintf(stderr, "a frame is not whole; the screen is\n%s\n", terminal_screen(terminal));
        _fail(file, line);
    }
}

/* ---- what is needed ---- */

bool board_can_run(void)
{
    char sample[PLACE_PATH];
    const char *program = getenv("WORKBOARD");
    if (program == NULL || program[0] == '\0' || place_sample(sample)[0] == '\0') {
        print_message("skipped: WORKBOARD (the program) and WORKBOARD_SOURCE (the source folder) are not set\n");
        return false;
    }
    if (access(program, X_OK) != 0) {
        print_error("%s cannot be run\n", program);
        exit(EXIT_FAILURE);
    }
    return true;
}
