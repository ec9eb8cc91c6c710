/* The board as it comes up: at every size, in every page, and gone again without a trace. */
#include "terminal_board.h"
#include "terminal_cmocka.h"
#include "terminal_record.h"

static void assert_all_shown(struct terminal *terminal, const char *const *texts)
{
    for (size_t i = 0; texts[i] != NULL; i++) {
        assert_shown(terminal, texts[i]);
    }
}

static void first_screen(int rows, int columns, const char *const *texts)
{
    struct board board;
    board_open(&board, rows, columns, NULL);
    assert_all_shown(board.terminal, texts);
    assert_true(terminal_is_alternate(board.terminal));
    assert_false(terminal_shows_cursor(board.terminal));
    assert_false(terminal_edits_lines(board.terminal));
    if (rows > 5) {
        assert_aligned(board.terminal);
    }
    assert_quits(&board);
    (void)assert_record_clean(board.terminal);
    assert_untouched(&board.place);
    board_close(&board);
}

static void test_usual_size(void **unused)
{
    static const char *const texts[] = {
        "Safe mode", "heavy 1/1", "updated 2026-03-06", "live",
        "M0 \xE2\x9C\x94", "M1 \xE2\x9C\x94", "M2 \xE2\x96\xB6", "1/6", "M3 \xE2\x97\x8B", "0/4",
        "Lanes", "Queue", "Blockers", "Claims",
        "\xE2\x96\xB6 Orchestrator \xC2\xB7 in_progress", "\xE2\x96\xB6 Lane A \xC2\xB7 active",
        "\xE2\x80\x96 Lane B \xC2\xB7 paused", "\xE2\x96\xB6 Lane C \xC2\xB7 in_progress",
        "P0 \xE2\x96\xB6 M2-T02 Draw the curve", "P0 \xE2\x97\x8B M2-T03 Warn where", "ready",
        "waits M2-T02", "P1 \xE2\x96\xA0 M2-T06", "held by B2", "\xE6\xA8\xAA\xE6\xB5\x9C\xE6\xB8\xAF",
        "B2 M2-T06 may not ship", "B4 Constants of three", "B5 Only one test phone",
        "M2-T02 Lane A mara@quay", "Enter open", "c claim", "? help", "q quit", NULL,
    };
    (void)unused;
    first_screen(24, 80, texts);
}

static void test_large(void **unused)
{
    static const char *const texts[] = {
        "workboard", "execution-plan", "Safe mode", "heavy 1/1", "live", "Tasks", "Queue", "Blockers", "Claims",
        "Orchestrator", "Lane A \xC2\xB7 active", "Lane B \xC2\xB7 paused", "Lane C \xC2\xB7 in_progress",
        "M2 screens (M2-T02..M2-T04)", "1 of 4 ", "M0-T01 Choose the constituents", "M3-T04 Publish 1.0",
        "P2 \xE2\x97\x8B M3-T02", "mara@quay", "d done", "b block", NULL,
    };
    (void)unused;
    first_screen(40, 120, texts);
}

static void test_huge(void **unused)
{
    static const char *const texts[] = {
        "workboard", "Tasks", "Queue", "Blockers", "Claims", "Lane A \xC2\xB7 active", "Lane B \xC2\xB7 paused",
        "Station data and consumers (M2-T05, M3-T02)", "collect the texts that M3-T03 will translate",
        "Draw the curve of a day, with now and the next high water", "S source", NULL,
    };
    (void)unused;
    first_screen(60, 200, texts);
}

static void test_small(void **unused)
{
    static const char *const texts[] = {
        "Safe mode", "live", "M0 \xE2\x9C\x94", "M2 \xE2\x96\xB6", "Lanes", "Lane A \xC2\xB7 active",
        "Lane B \xC2\xB7 paused", "Lane C", "? help", "q quit", NULL,
    };
    (void)unused;
    first_screen(12, 40, texts);
}

static void test_smallest(void **unused)
{
    static const char *const texts[] = {"live", "Lane A", "q quit", NULL};
    (void)unused;
    first_screen(5, 20, texts);
}

static void test_too_small(void **unused)
{
    static const char *const texts[] = {"too small", "20x5", "q quits", NULL};
    (void)unused;
    first_screen(4, 19, texts);
}

/* ---- pages ---- */

static void test_help(void **unused)
{
    struct board board;
    (void)unused;
    board_open(&board, 24, 80, NULL);
    terminal_send(board.terminal, "?");
    assert_shown(board.terminal, " Help ");
    assert_shown(board.terminal, "Esc back");
    terminal_send(board.terminal, "G");
    assert_shown(board.terminal, "Commands (behind `:`)");
    assert_shown(board.terminal, "claim ");
    terminal_send(board.terminal, KEY_ESCAPE);
    assert_gone(board.terminal, "Commands (behind");
    assert_shown(board.terminal, "Tab panel");
    assert_quits(&board);
    (void)assert_record_clean(board.terminal);
    board_close(&board);
}

static void test_record_page(void **unused)
{
    static const char *const texts[] = {
        "M2-T04", "Sun, moon", "waits", "M2-T02 Draw the curve of a day", "VG-APP-002",
        "TASK-REGISTRY.md:", "milestones/M2.md:", NULL,
    };
    struct board board;
    (void)unused;
    board_open(&board, 60, 120, NULL);
    select_task(&board, "M2-T04");
    terminal_send(board.terminal, KEY_ENTER);
    assert_shown(board.terminal, "Where it is written");
    assert_all_shown(board.terminal, texts);
    assert_aligned(board.terminal);
    terminal_send(board.terminal, KEY_ESCAPE);
    assert_gone(board.terminal, "Where it is written");
    assert_shown(board.terminal, "Blockers");
    terminal_send(board.terminal, KEY_ENTER);
    assert_shown(board.terminal, "Where it is written");
    terminal_send(board.terminal, KEY_BACKSPACE);
    assert_gone(board.terminal, "Where it is written");
    assert_quits(&board);
    assert_untouched(&board.place);
    board_close(&board);
}

static void test_keys_of_a_real_keyboard(void **unused)
{
    struct board board;
    (void)unused;
    board_open(&board, 24, 80, NULL);
    assert_shown(board.terminal, "\xE2\x80\xBA\xE2\x96\xB6 Orchestrator");
    terminal_send(board.terminal, KEY_DOWN);
    assert_shown(board.terminal, "\xE2\x80\xBA\xE2\x96\xB6 Lane A");
    terminal_send(board.terminal, KEY_TAB);
    assert_shown(board.terminal, "\xE2\x80\xBAP0 \xE2\x96\xB6 M2-T02");
    terminal_send(board.terminal, KEY_DOWN KEY_DOWN KEY_UP);
    assert_shown(board.terminal, "\xE2\x80\xBAP0 \xE2\x97\x8B M2-T03");
    terminal_send(board.terminal, "\033[6~");
    assert_shown(board.terminal, "\xE2\x80\xBAP2");
    terminal_send(board.terminal, "\033OH");
    assert_shown(board.terminal, "\xE2\x80\xBAP0 \xE2\x96\xB6 M2-T02");
    terminal_send(board.terminal, KEY_TAB);
    assert_shown(board.terminal, "\xE2\x80\xBA" "B2");
    terminal_send(board.terminal, KEY_BACK_TAB);
    assert_shown(board.terminal, "\xE2\x80\xBAP0 \xE2\x96\xB6 M2-T02");
    assert_quits(&board);
    board_close(&board);
}

/* ---- sizes that change ---- */

static bool has_left_column(struct terminal *terminal, const void *context)
{
    (void)context;
    for (int row = 0; row < terminal_rows(terminal); row++) {
        if (terminal_cell(terminal, row, terminal_columns(terminal) - 1).code == 0x2510) {
            return true;
        }
    }
    return false;
}

static void test_resize(void **unused)
{
    static const struct {
        int rows, columns;
        const char *text;
    } sizes[] = {
        {10, 40, "Lane B \xC2\xB7 paused"}, {50, 160, "M3-T04 Publish 1.0"}, {24, 80, "B5 Only one test phone"},
        {60, 200, "collect the texts that M3-T03 will translate"}, {12, 40, "Lane A \xC2\xB7 active"},
    };
    struct board board;
    (void)unused;
    board_open(&board, 24, 80, NULL);
    assert_shown(board.terminal, "Claims");
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        terminal_resize(board.terminal, sizes[i].rows, sizes[i].columns);
        assert_true(terminal_wait_until(board.terminal, has_left_column, NULL, TERMINAL_PATIENCE));
        assert_shown(board.terminal, sizes[i].text);
        assert_shown(board.terminal, "q quit");
        assert_aligned(board.terminal);
    }
    terminal_resize(board.terminal, 3, 10);
    assert_shown(board.terminal, "too small");
    terminal_resize(board.terminal, 24, 80);
    assert_gone(board.terminal, "too small");
    assert_shown(board.terminal, "held by B2");
    assert_aligned(board.terminal);
    assert_quits(&board);
    (void)assert_record_clean(board.terminal);
    board_close(&board);
}

/* With a page open, too, and while something is chosen. */
static void test_resize_elsewhere(void **unused)
{
    struct board board;
    (void)unused;
    board_open(&board, 24, 80, NULL);
    terminal_send(board.terminal, "?");
    assert_shown(board.terminal, " Help ");
    terminal_resize(board.terminal, 10, 40);
    assert_true(terminal_wait_until(board.terminal, has_left_column, NULL, TERMINAL_PATIENCE));
    assert_shown(board.terminal, " Help ");
    assert_aligned(board.terminal);
    terminal_resize(board.terminal, 40, 120);
    assert_true(terminal_wait_until(board.terminal, has_left_column, NULL, TERMINAL_PATIENCE));
    terminal_send(board.terminal, KEY_ESCAPE);
    assert_shown(board.terminal, "Tab panel");
    select_task(&board, "M2-T03");
    terminal_send(board.terminal, "c");
    assert_shown(board.terminal, "claim M2-T03 for");
    terminal_resize(board.terminal, 12, 40);
    assert_true(terminal_wait_until(board.terminal, has_left_column, NULL, TERMINAL_PATIENCE));
    assert_shown(board.terminal, "claim M2-T03 for");
    assert_shown(board.terminal, "Enter write");
    terminal_resize(board.terminal, 24, 80);
    assert_true(terminal_wait_until(board.terminal, has_left_column, NULL, TERMINAL_PATIENCE));
    assert_shown(board.terminal, "[x] TASK-REGISTRY.md:");
    assert_aligned(board.terminal);
    terminal_send(board.terminal, KEY_ESCAPE);
    assert_shown(board.terminal, "nothing was written");
    assert_quits(&board);
    assert_untouched(&board.place);
    board_close(&board);
}

/* Keys by chance, and sizes: whatever is pressed, it neither crashes nor hangs, and gives the terminal back. */
static void test_any_keys(void **unused)
{
    static const char *const keys[] = {
        "j", "k", "h", "l", "g", "G", KEY_UP, KEY_DOWN, KEY_LEFT, KEY_RIGHT, KEY_TAB, KEY_BACK_TAB, KEY_ENTER,
        KEY_ENTER, KEY_BACKSPACE, "c", "r", "m", "s", "!", "F", "/", "n", ":", "1", "2", "3", "4", "5", "6", "z", "L", "0",
        "7", "8", "9", "v", "S", "o", "O", "J", "K", "H", "R", "?", " ", "\014", "\002", "\006", "\025", "\027", "M2-T03", "claim M2-T05", "\xE6\xA8\xAA",
        "\xF0\x9F\x8C\x94", "\xFF", "\xE2\x80\xAE", "\033[5~", "\033[6~", "\033[200~", "\033[3~",
    };
    enum { COUNT = 1500, EVERY = 40 };
    struct board board;
    uint64_t state = 20260308;
    (void)unused;
    board_open(&board, 24, 80, NULL);
    for (size_t i = 0; i < COUNT; i++) {
        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        terminal_send(board.terminal, keys[(state >> 33) % (sizeof keys / sizeof keys[0])]);
        if (i % EVERY == 0) {
            terminal_resize(board.terminal, 3 + (int)((state >> 40) % 50), 8 + (int)((state >> 46) % 150));
        }
    }
    /* Out of whatever is open: an interrupt ends it from anywhere. */
    terminal_send(board.terminal, "\003");
    assert_exit(board.terminal, 0);
    assert_restored(board.terminal);
    (void)assert_record_clean(board.terminal);
    board_close(&board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_usual_size),
        cmocka_unit_test(test_large),
        cmocka_unit_test(test_huge),
        cmocka_unit_test(test_small),
        cmocka_unit_test(test_smallest),
        cmocka_unit_test(test_too_small),
        cmocka_unit_test(test_help),
        cmocka_unit_test(test_record_page),
        cmocka_unit_test(test_keys_of_a_real_keyboard),
        cmocka_unit_test(test_resize),
        cmocka_unit_test(test_resize_elsewhere),
        cmocka_unit_test(test_any_keys),
    };
    return board_can_run() ? cmocka_run_group_tests(tests, NULL, NULL) : 77;
}
