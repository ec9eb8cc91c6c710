/* Kinds of terminals: what each can is used, what it cannot is not sent, and each is left as it was. A kind that this system
 * does not know is told, which is right too. */
#include "terminal_board.h"
#include "terminal_cmocka.h"
#include "terminal_record.h"

struct kind {
    const char *term;        /* "TERM=..." */
    const char *beside;      /* another variable; NULL */
    bool colour;
    bool modes;              /* title, clipboard, bracketed paste */
    const char *sent;        /* that is among the bytes; NULL */
    const char *never;       /* that is not; NULL */
};

static const struct kind kinds[] = {
    {"TERM=xterm-256color", NULL, true, true, "38;5;", "38;2;"},
    {"TERM=xterm-256color", "COLORTERM=truecolor", true, true, "38;5;", NULL},
    {"TERM=xterm-256color", "NO_COLOR=1", false, true, NULL, "38;5;"},
    {"TERM=screen-256color", NULL, true, true, "38;5;", NULL},
    {"TERM=tmux-256color", NULL, true, true, "38;5;", NULL},
    {"TERM=xterm", NULL, true, true, "\033[", "38;5;"},
    {"TERM=xterm-16color", NULL, true, true, "\033[", "38;5;"},
    {"TERM=xterm-direct", NULL, true, true, "38:2:", NULL},
    {"TERM=linux", NULL, true, false, "\033[", "38;5;"},
    {"TERM=vt100", NULL, false, false, "\033[", "38;5;"},
    {"TERM=vt220", NULL, false, false, "\033[", "38;5;"},
};

static bool is_up(struct terminal *terminal, const void *context)
{
    (void)context;
    return terminal_find(terminal, "q quit", NULL, NULL) || terminal_find(terminal, "not known here", NULL, NULL);
}

static bool sent(struct terminal *terminal, const char *text)
{
    return slice_find(terminal_record(terminal), slice_of(text), 0) != SLICE_NONE;
}

static void check_kind(const struct kind *kind)
{
    const char *const environment[] = {kind->term, kind->beside == NULL ? kind->term : kind->beside, NULL};
    struct board board;
    place_make_sample(&board.place);
    board_run(&board, 24, 80, NULL, environment);
    struct terminal *terminal = board.terminal;
    assert_true(terminal_wait_until(terminal, is_up, NULL, TERMINAL_PATIENCE));
    if (terminal_find(terminal, "not known here", NULL, NULL)) {
        print_message("%s is not known here\n", kind->term);
        board_close(&board);
        return;
    }
    assert_aligned(terminal);
    assert_shown(terminal, "\xE6\xA8\xAA\xE6\xB5\x9C\xE6\xB8\xAF");
    terminal_send(terminal, "6");
    assert_shown(terminal, "\xE2\x94\x8C Tasks");
    terminal_send(terminal, "y");
    assert_shown(terminal, "copied");
    terminal_send(terminal, "3");
    assert_shown(terminal, "\xE2\x94\x8C Queue");
    terminal_resize(terminal, 30, 100);
    assert_shown(terminal, "m move");
    assert_aligned(terminal);
    terminal_send(terminal, "q");
    assert_exit(terminal, 0);
    assert_true(terminal_edits_lines(terminal));
    assert_true(terminal_shows_cursor(terminal));
    assert_false(terminal_is_alternate(terminal));
    if (sent(terminal, "\033]") != kind->modes || sent(terminal, "\033[?2004") != kind->modes) {
        print_error("%s: modes\n", kind->term);
        fail();
    }
    if ((kind->sent != NULL && !sent(terminal, kind->sent)) || (kind->never != NULL && sent(terminal, kind->never))) {
        print_error("%s %s: \"%s\" or \"%s\"\n", kind->term, kind->beside == NULL ? "" : kind->beside, kind->sent, kind->never);
        fail();
    }
    if (strncmp(kind->term, "TERM=xterm", 10) == 0 && strcmp(kind->term, "TERM=xterm-direct") != 0) {
        /* (The others shift character sets, and that one has colons, which the record does not take apart.) */
        struct record_summary summary = assert_record_clean(terminal);
        assert_int_equal(summary.colours > 0, kind->colour);
    }
    assert_untouched(&board.place);
    board_close(&board);
}

static void test_kinds(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        check_kind(&kinds[i]);
    }
}

/* A terminal that cannot place its cursor gets the status, printed. */
static void test_dumb(void **unused)
{
    static const char *const environment[] = {"TERM=dumb", NULL};
    struct board board;
    (void)unused;
    place_make_sample(&board.place);
    board_run(&board, 24, 80, NULL, environment);
    assert_shown(board.terminal, "M2-T03");
    assert_exit(board.terminal, 0);
    assert_false(sent(board.terminal, "\033["));
    assert_untouched(&board.place);
    board_close(&board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_dumb),
    };
    return board_can_run() ? cmocka_run_group_tests(tests, NULL, NULL) : 77;
}
