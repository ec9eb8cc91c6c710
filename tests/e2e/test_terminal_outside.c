/* Other programs in the board's terminal, and the shell below it: editor and pager, stopping and going on, every end that a
 * program can see. Whoever has the terminal then finds it as it was. */
#include "terminal_board.h"
#include "terminal_cmocka.h"

#include <signal.h>

/* ---- what is shown ---- */

static bool is_given_back(struct terminal *terminal, const void *context)
{
    (void)context;
    return terminal_edits_lines(terminal) && !terminal_is_alternate(terminal) && terminal_shows_cursor(terminal);
}

static void assert_given_back(struct terminal *terminal)
{
    assert_true(terminal_wait_until(terminal, is_given_back, NULL, TERMINAL_PATIENCE));
}

/* The last place of a text in all that was sent; SLICE_NONE. */
static size_t last_of(struct terminal *terminal, const char *text)
{
    struct slice record = terminal_record(terminal);
    size_t last = SLICE_NONE;
    for (size_t at = 0; (at = slice_find(record, slice_of(text), at)) != SLICE_NONE; at++) {
        last = at;
    }
    return last;
}

static bool is_last(struct terminal *terminal, const char *on, const char *off)
{
    size_t turned_on = last_of(terminal, on);
    size_t turned_off = last_of(terminal, off);
    return turned_on != SLICE_NONE && turned_off != SLICE_NONE && turned_off > turned_on;
}

static bool has_modes_off(struct terminal *terminal, const void *context)
{
    (void)context;
    /* The mouse is turned on and off with several modes in one sequence, as the terminal's description has it; the end by a
     * signal puts the reports of motion into that sequence too. */
    return is_last(terminal, "\033[?2004h", "\033[?2004l") && is_last(terminal, "\033[22;2t", "\033[23;2t") &&
           is_last(terminal, ";1000h", ";1000l") &&
           (is_last(terminal, "\033[?1002h", "\033[?1002l") || is_last(terminal, "\033[?1002h", ";1002;1000l"));
}

/* The mouse, bracketed paste and the title are what they were: what turns them off came last. The end of a process can be
 * known before its last words arrive. */
static void assert_modes_off(struct terminal *terminal)
{
    assert_true(terminal_wait_until(terminal, has_modes_off, NULL, TERMINAL_PATIENCE));
}

static bool has_corner(struct terminal *terminal, const void *context)
{
    (void)context;
    int last = terminal_columns(terminal) - 1;
    for (int row = 0; row < terminal_rows(terminal); row++) {
        if (terminal_cell(terminal, row, last).code == 0x2510) {
            return true;
        }
    }
    return false;
}

/* The board fills the size that the terminal has now. */
static void assert_fills(struct terminal *terminal)
{
    assert_true(terminal_wait_until(terminal, has_corner, NULL, TERMINAL_PATIENCE));
    assert_shown(terminal, "q quit");
    assert_aligned(terminal);
}

/* ---- editor and pager ---- */

static void test_editor(void **unused)
{
    static const char *const environment[] = {"EDITOR=echo editing; read line; echo", NULL};
    struct board board;
    (void)unused;
    board_open(&board, 24, 80, environment);
    select_task(&board, "M2-T03");
    terminal_send(board.terminal, "e");
    assert_shown(board.terminal, "editing");
    assert_given_back(board.terminal);
    assert_modes_off(board.terminal);
    /* The window becomes another one while the editor has it. */
    terminal_resize(board.terminal, 40, 120);
    terminal_send(board.terminal, "\n");
    assert_shown(board.terminal, "M3-T04 Publish 1.0");
    assert_fills(board.terminal);
    assert_true(slice_find(terminal_record(board.terminal), slice_of("/STATUS.md"), 0) != SLICE_NONE);
    assert_untouched(&board.place);
    assert_quits(&board);
    board_close(&board);
}

/* ^C is the editor's: the board goes on behind it. */
static void test_editor_interrupted(void **unused)
{
    static const char *const environment[] = {"EDITOR=trap 'echo caught' INT; echo editing; until read line; do :; done; echo", NULL};
    struct board board;
    (void)unused;
    place_make_sample(&board.place);
    board_run_shell(&board, 24, 80, "set -m; \"$1\"; echo is over", environment);
    assert_shown(board.terminal, "q quit");
    terminal_send(board.terminal, "e");
    assert_shown(board.terminal, "editing");
    terminal_send(board.terminal, "\003");
    assert_shown(board.terminal, "caught");
    terminal_send(board.terminal, "\n");
    assert_fills(board.terminal);
    terminal_send(board.terminal, "q");
    assert_shown(board.terminal, "is over");
    assert_exit(board.terminal, 0);
    board_close(&board);
}

/* What the editor writes is on the board, by another hand as it were. */
static void test_editor_writes(void **unused)
{
    static const char *const environment[] = {"EDITOR=sed -i 's/Warn where a station/Say where a station/' \"$2\" #", NULL};
    struct board board;
    (void)unused;
    board_open(&board, 40, 120, environment);
    select_task(&board, "M2-T03");
    assert_shown(board.terminal, "Warn where a station");
    terminal_send(board.terminal, "e");
    assert_shown(board.terminal, "P0 \xE2\x97\x8B M2-T03 Say where a station");
    assert_quits(&board);
    board_close(&board);
}

static void fails(const char *variable, const char *key, const char *text)
{
    const char *const environment[] = {variable, NULL};
    struct board board;
    board_open(&board, 24, 120, environment);
    terminal_send(board.terminal, key);
    assert_shown(board.terminal, text);
    assert_shown(board.terminal, "q quit");
    assert_quits(&board);
    board_close(&board);
}

static void test_editor_fails(void **unused)
{
    (void)unused;
    fails("EDITOR=false", "e", "the editor \"false\" failed; set EDITOR to the command of one that works");
    fails("EDITOR=no-such-editor", "e", "the editor \"no-such-editor\" is not there; set EDITOR");
    fails("EDITOR", "e", "no editor is set; set EDITOR to the command of one");
    fails("EDITOR=", "e", "no editor is set; set EDITOR to the command of one");
}

static void test_pager(void **unused)
{
    struct board board;
    (void)unused;
    fails("PAGER=false", "P", "the pager \"false\" failed; set PAGER to the command of one that works");
    fails("PAGER=no-such-pager", "P", "the pager \"no-such-pager\" is not there; set PAGER");
    static const char *const reads[] = {"PAGER=echo paging; read line; cat \"$1\" #", NULL};
    board_open(&board, 24, 80, reads);
    terminal_send(board.terminal, "P");
    assert_shown(board.terminal, "paging");
    assert_given_back(board.terminal);
    terminal_send(board.terminal, "\n");
    assert_fills(board.terminal);
    assert_true(last_of(board.terminal, "# Safe Mode Workboard") != SLICE_NONE);
    assert_quits(&board);
    board_close(&board);
}

/* ---- stopping ---- */

/* ^Z in the board: the shell has the terminal as it was; `fg` brings the board back, in the size of now. */
static void test_stop(void **unused)
{
    struct board board;
    (void)unused;
    place_make_sample(&board.place);
    board_run_shell(&board, 24, 80, "set -m; \"$1\"; echo was stopped; read line; fg >/dev/null; echo is over", NULL);
    assert_shown(board.terminal, "q quit");
    terminal_send(board.terminal, "\032");
    assert_shown(board.terminal, "was stopped");
    assert_given_back(board.terminal);
    assert_modes_off(board.terminal);
    terminal_resize(board.terminal, 40, 120);
    terminal_send(board.terminal, "\n");
    assert_shown(board.terminal, "M3-T04 Publish 1.0");
    assert_fills(board.terminal);
    assert_false(terminal_edits_lines(board.terminal));
    terminal_send(board.terminal, "6");
    assert_shown(board.terminal, "\xE2\x94\x8C Tasks");
    terminal_send(board.terminal, "q");
    assert_shown(board.terminal, "is over");
    assert_exit(board.terminal, 0);
    assert_restored(board.terminal);
    board_close(&board);
}

/* ^Z while the editor runs stops both; both go on, and behind the editor is the board. */
static void test_stop_editor(void **unused)
{
    static const char *const environment[] = {"EDITOR=echo editing; read line; echo", NULL};
    struct board board;
    (void)unused;
    place_make_sample(&board.place);
    board_run_shell(&board, 24, 80, "set -m; \"$1\"; echo was stopped; read line; fg >/dev/null; echo is over", environment);
    assert_shown(board.terminal, "q quit");
    terminal_send(board.terminal, "e");
    assert_shown(board.terminal, "editing");
    terminal_send(board.terminal, "\032");
    assert_shown(board.terminal, "was stopped");
    assert_given_back(board.terminal);
    terminal_resize(board.terminal, 40, 120);
    terminal_send(board.terminal, "\n");
    terminal_send(board.terminal, "\n"); /* the editor's line */
    assert_shown(board.terminal, "M3-T04 Publish 1.0");
    assert_fills(board.terminal);
    terminal_send(board.terminal, "q");
    assert_shown(board.terminal, "is over");
    assert_exit(board.terminal, 0);
    assert_restored(board.terminal);
    board_close(&board);
}

/* ---- ends ---- */

/* Every signal that ends it leaves the terminal as it was: those that it is asked to end by, and those of a crash. */
static void test_every_end(void **unused)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
    (void)unused;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        struct board board;
        int status = 0;
        board_open(&board, 24, 80, NULL);
        assert_shown(board.terminal, "q quit");
        terminal_signal(board.terminal, numbers[i]);
        assert_true(terminal_wait_exit(board.terminal, TERMINAL_PATIENCE, &status));
        assert_given_back(board.terminal);
        assert_modes_off(board.terminal);
        assert_untouched(&board.place);
        board_close(&board);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_editor),       cmocka_unit_test(test_editor_writes), cmocka_unit_test(test_editor_fails),
        cmocka_unit_test(test_pager),        cmocka_unit_test(test_stop),          cmocka_unit_test(test_stop_editor),
        cmocka_unit_test(test_editor_interrupted),
        cmocka_unit_test(test_every_end),
    };
    return board_can_run() ? cmocka_run_group_tests(tests, NULL, NULL) : 77;
}
