/* Terminals, locales and settings of every kind, and the ways in which a program is ended. */
#include "terminal_board.h"
#include "terminal_cmocka.h"
#include "terminal_record.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>

/* ---- colours ---- */

static void test_colours(void **unused)
{
    struct board board;
    int row = 0;
    int column = 0;
    (void)unused;
    board_open(&board, 24, 80, NULL);
    assert_shown(board.terminal, "P0 \xE2\x96\xB6 M2-T02");
    assert_true(terminal_find(board.terminal, "\xE2\x96\xB6 M2-T02", &row, &column));
    assert_true(terminal_cell(board.terminal, row, column).coloured);
    assert_quits(&board);
    assert_true(assert_record_clean(board.terminal).colours > 0);
    board_close(&board);
}

static void test_no_colour(void **unused)
{
    static const char *const environment[] = {"NO_COLOR=1", NULL};
    struct board board;
    (void)unused;
    board_open(&board, 24, 80, environment);
    assert_shown(board.terminal, "P0 \xE2\x96\xB6 M2-T02");
    /* What is selected is told all the same. */
    assert_shown(board.terminal, "\xE2\x80\xBA");
    terminal_send(board.terminal, "?");
    assert_shown(board.terminal, " Help ");
    terminal_send(board.terminal, KEY_ESCAPE);
    assert_shown(board.terminal, "Tab panel");
    assert_quits(&board);
    assert_int_equal(assert_record_clean(board.terminal).colours, 0);
    board_close(&board);
}

static void test_option_never(void **unused)
{
    static const char *const arguments[] = {"--color", "never", NULL};
    struct board board;
    (void)unused;
    place_make_sample(&board.place);
    board_run(&board, 24, 80, arguments, NULL);
    assert_shown(board.terminal, "held by B2");
    assert_quits(&board);
    assert_int_equal(assert_record_clean(board.terminal).colours, 0);
    board_close(&board);
}

static void test_monochrome(void **unused)
{
    static const char *const environment[] = {"TERM=vt100", NULL};
    struct board board;
    (void)unused;
    board_open(&board, 24, 80, environment);
    assert_shown(board.terminal, "held by B2");
    terminal_send(board.terminal, "q");
    assert_exit(board.terminal, 0);
    assert_true(terminal_edits_lines(board.terminal));
    board_close(&board);
}

/* ---- terminals ---- */

/* Without a terminal that can be drawn on, the status is printed and the program ends by itself. */
static void printed_status(const char *const *environment)
{
    struct board board;
    place_make_sample(&board.place);
    board_run(&board, 60, 120, NULL, environment);
    assert_exit(board.terminal, 0);
    assert_restored(board.terminal);
    assert_shown(board.terminal, "M2-T03");
    assert_shown(board.terminal, "Lane B");
    assert_shown(board.terminal, "B4");
    assert_int_equal(assert_record_clean(board.terminal).sequences, 0);
    assert_untouched(&board.place);
    board_close(&board);
}

static void test_dumb(void **unused)
{
    static const char *const environment[] = {"TERM=dumb", NULL};
    (void)unused;
    printed_status(environment);
}

static void test_no_type(void **unused)
{
    static const char *const environment[] = {"TERM", NULL};
    (void)unused;
    printed_status(environment);
}

static void test_unknown_type(void **unused)
{
    static const char *const environment[] = {"TERM=no-such-terminal", NULL};
    struct board board;
    (void)unused;
    place_make_sample(&board.place);
    board_run(&board, 24, 80, NULL, environment);
    assert_exit(board.terminal, 6);
    assert_restored(board.terminal);
    assert_shown(board.terminal, "workboard: ");
    assert_shown(board.terminal, "TERM");
    assert_shown(board.terminal, "workboard status");
    assert_int_equal(assert_record_clean(board.terminal).sequences, 0);
    board_close(&board);
}

/* Others that are about; what of them is installed. */
static void test_other_types(void **unused)
{
    static const char *const types[] = {"TERM=xterm", "TERM=screen-256color", "TERM=tmux-256color",
                                        "TERM=linux", "TERM=rxvt",            "TERM=ansi"};
    (void)unused;
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        const char *environment[] = {types[i], NULL};
        struct board board;
        place_make_sample(&board.place);
        board_run(&board, 24, 80, NULL, environment);
        int status = 0;
        if (!terminal_wait(board.terminal, "held by B2", TERMINAL_PATIENCE)) {
            assert_true(terminal_wait_exit(board.terminal, 1, &status));
            print_message("%s is not known here\n", types[i]);
            assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 6);
        } else {
            terminal_send(board.terminal, "q");
            assert_exit(board.terminal, 0);
            assert_true(terminal_edits_lines(board.terminal));
        }
        board_close(&board);
    }
}

/* ---- locales ---- */

/* Each row that begins with an edge ends with one: in its last column. */
static bool has_edges(struct terminal *terminal, const void *context)
{
    int rows = 0;
    (void)context;
    for (int row = 0; row < terminal_rows(terminal); row++) {
        uint32_t first = terminal_cell(terminal, row, 0).code;
        if (first == '|' || first == '+') {
            rows++;
            if (terminal_cell(terminal, row, terminal_columns(terminal) - 1).code != first) {
                return false;
            }
        }
    }
    return rows > 0;
}

static void test_ascii(void **unused)
{
    static const char *const environment[] = {"LANG=C", NULL};
    struct board board;
    (void)unused;
    board_open(&board, 24, 80, environment);
    assert_shown(board.terminal, "+ Lanes ---");
    assert_shown(board.terminal, "> Lane A . active");
    assert_shown(board.terminal, "= Lane B . paused");
    assert_shown(board.terminal, "M0 x  M1 x  M2 > ##");
    assert_shown(board.terminal, "P1 # M2-T06 Share a day as a picture ? ");
    assert_shown(board.terminal, "waits M2-T02");
    assert_true(terminal_wait_until(board.terminal, has_edges, NULL, TERMINAL_PATIENCE));
    terminal_send(board.terminal, "?");
    assert_shown(board.terminal, "Help");
    terminal_send(board.terminal, "G");
    terminal_send(board.terminal, KEY_ESCAPE);
    assert_shown(board.terminal, "Tab panel");
    terminal_send(board.terminal, "3" KEY_ENTER);
    assert_shown(board.terminal, "kind         task");
    terminal_send(board.terminal, KEY_ESCAPE);
    assert_shown(board.terminal, "Queue . ");
    assert_quits(&board);
    assert_int_equal(assert_record_clean(board.terminal).not_ascii, 0);
    board_close(&board);
}

/* LC_ALL is heard before LANG, as everywhere. */
static void test_locale_order(void **unused)
{
    static const char *const environment[] = {"LANG=C", "LC_ALL=C.UTF-8", NULL};
    struct board board;
    (void)unused;
    board_open(&board, 24, 80, environment);
    assert_shown(board.terminal, "\xE6\xA8\xAA\xE6\xB5\x9C\xE6\xB8\xAF");
    assert_aligned(board.terminal);
    assert_quits(&board);
    board_close(&board);
}

/* ---- ends ---- */

static void ended_by(int number, const char *keys)
{
    struct board board;
    board_open(&board, 24, 80, NULL);
    assert_shown(board.terminal, "held by B2");
    if (keys != NULL) {
        terminal_send(board.terminal, keys);
        assert_shown(board.terminal, "Enter write");
    }
    terminal_signal(board.terminal, number);
    assert_exit(board.terminal, 0);
    assert_restored(board.terminal);
    assert_untouched(&board.place);
    board_close(&board);
}

static void test_signals(void **unused)
{
    (void)unused;
    ended_by(SIGTERM, NULL);
    ended_by(SIGHUP, NULL);
    ended_by(SIGINT, NULL);
    ended_by(SIGQUIT, NULL);
    /* In the middle of something, too. */
    ended_by(SIGTERM, ":claim M2-T03" KEY_ENTER);
}

static void test_interrupt_key(void **unused)
{
    struct board board;
    (void)unused;
    board_open(&board, 24, 80, NULL);
    assert_shown(board.terminal, "held by B2");
    terminal_send(board.terminal, "\003");
    assert_exit(board.terminal, 0);
    assert_restored(board.terminal);
    board_close(&board);
}

/* A window that is closed: the board does not go on without it. */
static void test_closed_window(void **unused)
{
    struct board board;
    int status = 0;
    (void)unused;
    board_open(&board, 24, 80, NULL);
    assert_shown(board.terminal, "held by B2");
    terminal_hang_up(board.terminal);
    assert_true(terminal_wait_exit(board.terminal, TERMINAL_PATIENCE, &status));
    assert_untouched(&board.place);
    board_close(&board);
}

/* ---- where nothing can be shown ---- */

static void test_no_plan(void **unused)
{
    static const char *const arguments[] = {"--plan", "/nonexistent", NULL};
    struct board board;
    (void)unused;
    place_make_sample(&board.place);
    board_run(&board, 24, 80, arguments, NULL);
    assert_exit(board.terminal, 4);
    assert_restored(board.terminal);
    assert_shown(board.terminal, "workboard: ");
    assert_int_equal(assert_record_clean(board.terminal).sequences, 0);
    board_close(&board);
}

/* The sample that is built in, copied by the program itself: two words to the first board. */
static void test_demo(void **unused)
{
    static const char *const arguments[] = {"demo", "../../demo", NULL};
    struct board board;
    (void)unused;
    place_make_sample(&board.place);
    board_run(&board, 24, 80, arguments, NULL);
    assert_shown(board.terminal, "live");
    assert_shown(board.terminal, "P0 \xE2\x96\xB6 M2-T02");
    assert_shown(board.terminal, "Lane B \xC2\xB7 paused");
    assert_quits(&board);
    board_close(&board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_colours),
        cmocka_unit_test(test_no_colour),
        cmocka_unit_test(test_option_never),
        cmocka_unit_test(test_monochrome),
        cmocka_unit_test(test_dumb),
        cmocka_unit_test(test_no_type),
        cmocka_unit_test(test_unknown_type),
        cmocka_unit_test(test_other_types),
        cmocka_unit_test(test_ascii),
        cmocka_unit_test(test_locale_order),
        cmocka_unit_test(test_signals),
        cmocka_unit_test(test_interrupt_key),
        cmocka_unit_test(test_closed_window),
        cmocka_unit_test(test_no_plan),
        cmocka_unit_test(test_demo),
    };
    return board_can_run() ? cmocka_run_group_tests(tests, NULL, NULL) : 77;
}
