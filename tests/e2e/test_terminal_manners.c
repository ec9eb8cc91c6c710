/* What a terminal and its person expect beside drawing: the mouse, pasting, the clipboard, the title, stopping, crashes. */
#include "terminal_board.h"
#include "terminal_cmocka.h"
#include "terminal_record.h"

#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>

/* Presses, and releases, the first button on a cell, as xterm says it (SGR, counted from 1). */
static void press(struct terminal *terminal, int row, int column)
{
    char text[40];
    assert_true(snprintf(text, sizeof text, "\033[<0;%d;%dM", column + 1, row + 1) > 0);
    terminal_send(terminal, text);
}

static void let_go(struct terminal *terminal, int row, int column)
{
    char text[40];
    assert_true(snprintf(text, sizeof text, "\033[<0;%d;%dm", column + 1, row + 1) > 0);
    terminal_send(terminal, text);
}

/* Moves with the button down. */
static void drag(struct terminal *terminal, int row, int column)
{
    char text[40];
    assert_true(snprintf(text, sizeof text, "\033[<32;%d;%dM", column + 1, row + 1) > 0);
    terminal_send(terminal, text);
}

static void click(struct terminal *terminal, const char *text)
{
    int row = 0;
    int column = 0;
    assert_shown(terminal, text);
    terminal_settle(terminal, 100); /* the rest of the screen is drawn, and the text is not that of the one before */
    assert_true(terminal_find(terminal, text, &row, &column));
    press(terminal, row, column);
    let_go(terminal, row, column);
}

static void test_mouse(void **unused)
{
    struct board board;
    int row = 0;
    int column = 0;
    (void)unused;
    board_open(&board, 24, 80, NULL);
    struct terminal *terminal = board.terminal;
    /* A key of the footer, a tab, a row, and the same again. */
    click(terminal, "v views");
    assert_shown(terminal, "Gates");
    terminal_send(terminal, KEY_ESCAPE);
    assert_gone(terminal, "Gates");
    terminal_send(terminal, "6z"); /* all rows */
    assert_shown(terminal, "\xE2\x94\x8C Tasks");
    click(terminal, "M2-T03");
    assert_shown(terminal, "\xE2\x80\xBA\xE2\x97\x8B M2-T03");
    assert_true(terminal_find(terminal, "M2-T03", &row, &column));
    terminal_settle(terminal, 600); /* that was one click */
    press(terminal, row, column);
    let_go(terminal, row, column);
    press(terminal, row, column);
    let_go(terminal, row, column);
    assert_shown(terminal, "kind         task");
    terminal_send(terminal, KEY_BACKSPACE);
    assert_shown(terminal, "\xE2\x94\x8C Tasks");
    /* The wheel. */
    terminal_send(terminal, "<\033[<65;10;10M");
    assert_shown(terminal, "\xE2\x80\xBA\xE2\x9C\x94 M1-T01");
    assert_quits(&board);
    (void)assert_record_clean(terminal);
    board_close(&board);
}

static void test_drag(void **unused)
{
    struct board board;
    int row = 0;
    int column = 0;
    int other = 0;
    int over = 0;
    (void)unused;
    board_open(&board, 40, 120, NULL);
    struct terminal *terminal = board.terminal;
    terminal_send(terminal, "2");
    assert_shown(terminal, "L move card");
    assert_shown(terminal, "M2-T03");
    terminal_settle(terminal, 100);
    assert_true(terminal_find(terminal, "\xE2\x97\x8B M2-T03", &row, &column));
    assert_true(terminal_find(terminal, "Lane C \xC2\xB7", NULL, &other));
    /* It follows the mouse, here over the last row, and is let go by Escape. */
    press(terminal, row, column);
    assert_shown(terminal, "\xE2\x80\xBA\xE2\x97\x8B M2-T03");
    drag(terminal, 30, other);
    assert_shown(terminal, "\xE2\x94\x82\xE2\x97\x8B M2-T03");
    assert_true(terminal_find(terminal, "\xE2\x94\x82\xE2\x97\x8B M2-T03", &over, NULL));
    assert_int_equal(over, 32);
    terminal_send(terminal, KEY_ESCAPE);
    assert_gone(terminal, "\xE2\x94\x82\xE2\x97\x8B M2-T03");
    let_go(terminal, 30, other);
    press(terminal, row + 2, column);
    assert_shown(terminal, "\xE2\x80\xBA\xE2\x97\x8B M2-T04");
    drag(terminal, 30, other);
    assert_shown(terminal, "\xE2\x94\x82\xE2\x97\x8B M2-T04");
    let_go(terminal, row, other);
    assert_shown(terminal, "move M2-T04");
    terminal_send(terminal, KEY_ESCAPE);
    assert_gone(terminal, "move M2-T04");
    assert_untouched(&board.place);
    assert_quits(&board);
    board_close(&board);
}

/* Escape acts by itself; with a key at once behind it, it is Meta where that means something, else both act. */
static void test_meta(void **unused)
{
    struct board board;
    (void)unused;
    board_open(&board, 24, 80, NULL);
    struct terminal *terminal = board.terminal;
    terminal_send(terminal, "6\033>");
    assert_shown(terminal, "\xE2\x80\xBA\xE2\x97\x8B M3-T04");
    terminal_send(terminal, "\033<");
    assert_shown(terminal, "\xE2\x80\xBA\xE2\x9C\x94 M0-T01");
    terminal_send(terminal, "\033x");
    assert_shown(terminal, ":_");
    terminal_send(terminal, "claim M2-T03 --note \033bold ");
    assert_shown(terminal, ":claim M2-T03 --old note");
    terminal_send(terminal, "\033");
    assert_gone(terminal, ":claim");
    /* Flow control is no more: the keys come through. */
    terminal_send(terminal, "\023curve");
    assert_shown(terminal, "/curve");
    terminal_send(terminal, "\007");
    assert_gone(terminal, "/curve");
    terminal_send(terminal, "\0330");
    assert_shown(terminal, "\xE2\x94\x8C Queue");
    assert_untouched(&board.place);
    assert_quits(&board);
    (void)assert_record_clean(terminal);
    board_close(&board);
}

/* What is pasted is text, whatever is in it. */
static void test_paste(void **unused)
{
    struct board board;
    (void)unused;
    board_open(&board, 24, 80, NULL);
    struct terminal *terminal = board.terminal;
    terminal_send(terminal, "\033[200~q\r:quit\rc\r\r\033[201~");
    assert_shown(terminal, "not taken for keys");
    terminal_send(terminal, ":");
    terminal_send(terminal, "\033[200~claim M2-T03\n--lane A\033[201~");
    assert_shown(terminal, ":claim M2-T03 --lane A");
    terminal_send(terminal, KEY_ESCAPE);
    assert_untouched(&board.place);
    /* One whose end never comes is taken after a while. */
    terminal_send(terminal, "/");
    terminal_send(terminal, "\033[200~curve");
    assert_shown(terminal, "/curve");
    terminal_send(terminal, KEY_ESCAPE);
    terminal_settle(terminal, 50);
    assert_quits(&board);
    board_close(&board);
}

static bool sent(struct terminal *terminal, const void *context)
{
    return slice_find(terminal_record(terminal), slice_of(context), 0) != SLICE_NONE;
}

static void test_clipboard_and_title(void **unused)
{
    struct board board;
    (void)unused;
    board_open(&board, 24, 80, NULL);
    select_task(&board, "M2-T03");
    terminal_send(board.terminal, "y");
    assert_shown(board.terminal, "copied: M2-T03");
    assert_true(sent(board.terminal, "\033]52;c;TTItVDAz\a"));
    assert_true(sent(board.terminal, "\033[22;2t"));
    assert_true(sent(board.terminal, "\033]2;workboard: "));
    assert_true(sent(board.terminal, "\033[?2004h"));
    assert_quits(&board);
    assert_true(sent(board.terminal, "\033[23;2t"));
    assert_true(sent(board.terminal, "\033[?2004l"));
    (void)assert_record_clean(board.terminal);
    board_close(&board);
}

/* A terminal that is not known to take them gets none of it. */
static void test_console(void **unused)
{
    static const char *const environment[] = {"TERM=linux", NULL};
    struct board board;
    (void)unused;
    board_open(&board, 24, 80, environment);
    terminal_send(board.terminal, "y");
    terminal_settle(board.terminal, 50);
    assert_quits(&board);
    assert_false(sent(board.terminal, "\033]"));
    assert_false(sent(board.terminal, "\033[?2004"));
    assert_false(sent(board.terminal, "\033[?1000"));
    board_close(&board);
}

static bool is_given_back(struct terminal *terminal, const void *context)
{
    (void)context;
    return terminal_edits_lines(terminal) && !terminal_is_alternate(terminal) && terminal_shows_cursor(terminal);
}

static void test_crash(void **unused)
{
    struct board board;
    int status = 0;
    (void)unused;
    board_open(&board, 24, 80, NULL);
    assert_shown(board.terminal, "Tab panel");
    terminal_signal(board.terminal, SIGSEGV);
    assert_true(terminal_wait_exit(board.terminal, TERMINAL_PATIENCE, &status));
    assert_true(terminal_wait_until(board.terminal, is_given_back, NULL, TERMINAL_PATIENCE));
    board_close(&board);
}

/* It stops as the shell wants it, and goes on where it was. A terminal of its own has no shell that could stop it, so
 * that the signal is without effect but for the drawing anew. */
static void test_continue(void **unused)
{
    struct board board;
    (void)unused;
    board_open(&board, 24, 80, NULL);
    assert_shown(board.terminal, "Tab panel");
    terminal_signal(board.terminal, SIGTSTP);
    terminal_settle(board.terminal, 100);
    terminal_signal(board.terminal, SIGCONT);
    assert_shown(board.terminal, "Tab panel");
    terminal_signal(board.terminal, SIGSTOP);
    terminal_settle(board.terminal, 50);
    terminal_signal(board.terminal, SIGCONT);
    terminal_send(board.terminal, "6");
    assert_shown(board.terminal, "\xE2\x94\x8C Tasks");
    assert_quits(&board);
    board_close(&board);
}

static void write_config(const struct place *place, const char *text)
{
    char path[PLACE_PATH + 60];
    assert_true(snprintf(path, sizeof path, "%s/own", place->top) > 0);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_true(snprintf(path, sizeof path, "%s/own/workboard", place->top) > 0);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_true(snprintf(path, sizeof path, "%s/own/workboard/config.yaml", place->top) > 0);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/* Keys of one's own, and a mistake that is named. */
static void test_own_keys(void **unused)
{
    struct board board;
    char home[PLACE_PATH + 40];
    (void)unused;
    place_make_sample(&board.place);
    assert_true(snprintf(home, sizeof home, "XDG_CONFIG_HOME=%s/own", board.place.top) > 0);
    const char *const environment[] = {home, NULL};
    write_config(&board.place, "keys:\n  view-tasks: [t]\n  nonsense: [x]\ntheme: none\n");
    board_open_place(&board, 24, 100, environment);
    assert_shown(board.terminal, "config.yaml:3: there is no action `nonsense`");
    terminal_send(board.terminal, "t");
    assert_shown(board.terminal, "\xE2\x94\x8C Tasks");
    assert_quits(&board);
    board_close(&board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mouse),
        cmocka_unit_test(test_drag),
        cmocka_unit_test(test_meta),
        cmocka_unit_test(test_paste),
        cmocka_unit_test(test_clipboard_and_title),
        cmocka_unit_test(test_console),
        cmocka_unit_test(test_crash),
        cmocka_unit_test(test_continue),
        cmocka_unit_test(test_own_keys),
    };
    return board_can_run() ? cmocka_run_group_tests(tests, NULL, NULL) : 77;
}
