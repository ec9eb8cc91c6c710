/* The board on a real plan, where the neighbouring corpus is there: all of it on one screen, and a task claimed. */
#include "terminal_board.h"
#include "terminal_cmocka.h"
#include "terminal_folder.h"
#include "terminal_record.h"

#include <stdlib.h>
#include <string.h>

static bool find_corpus(char path[FOLDER_PATH])
{
    struct bytes content = {0};
    char status[FOLDER_PATH];
    const char *shared = getenv("WORKBOARD_SHARED");
    if (shared == NULL || shared[0] == '\0') {
        return false;
    }
    folder_join(path, shared, "corpus/execution-plan/docs");
    bool there = folder_read(folder_join(status, path, "execution-plan/STATUS.md"), &content);
    bytes_release(&content);
    return there;
}

/* The repository holds docs/execution-plan; the board is started in docs. */
static void place_corpus(struct place *place)
{
    char corpus[FOLDER_PATH];
    assert_true(find_corpus(corpus));
    place_make(place, corpus, "docs");
}

static void test_one_screen(void **unused)
{
    static const struct {
        int rows, columns;
    } sizes[] = {{24, 80}, {40, 120}, {60, 200}};
    static const char *const texts[] = {
        "Orchestrator", "Lane A \xC2\xB7 active", "Lane B \xC2\xB7 paused", "Lane C \xC2\xB7 in_progress",
        "M0 \xE2\x9C\x94", "M6 \xE2\x9C\x94", "M7 \xE2\x97\x8B", "0/10",
        "P0 \xE2\x97\x8B M7-T01", "ready", "waits M7-T01", "P1 \xE2\x97\x8B M7-T04",
        "B5 ", "B8 ", "B10 ", "heavy 1/1", "updated 2026-02-19",
    };
    (void)unused;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct board board;
        place_corpus(&board.place);
        board_open_place(&board, sizes[i].rows, sizes[i].columns, NULL);
        for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++) {
            assert_shown(board.terminal, texts[k]);
        }
        assert_aligned(board.terminal);
        assert_quits(&board);
        assert_untouched(&board.place);
        (void)assert_record_clean(board.terminal);
        board_close(&board);
    }
}

/* Whether `after` is `before` with its first `old` replaced. */
static bool is_replaced(struct slice before, struct slice after, const char *old, const char *new)
{
    size_t at = slice_find(before, slice_of(old), 0);
    if (at == SLICE_NONE) {
        return false;
    }
    struct slice tail = slice_part(before, at + strlen(old), before.size);
    return slice_starts(after, slice_part(before, 0, at)) &&
           slice_starts(slice_part(after, at, after.size), slice_of(new)) &&
           slice_equal(slice_part(after, at + strlen(new), after.size), tail);
}

/* Each line that goes is followed by itself with one word or one day changed; what is only added is the table of
 * claims. */
static void check_lines(struct slice diff)
{
    static const char *const added[] = {
        "+## Active Claims", "+", "+| Task | Lane | Claimed by | Since |", "+|---|---|---|---|",
        "+| M7-T01 | Lane A | tester | 2026-03-08T10:00Z |", "+",
    };
    struct slice line;
    struct slice removed = {0};
    size_t replaced = 0;
    size_t inserted = 0;
    while (slice_next(&diff, '\n', &line)) {
        if (line.size == 0 || slice_starts(line, slice_of("--- ")) || slice_starts(line, slice_of("+++ ")) ||
            (line.data[0] != '-' && line.data[0] != '+')) {
            assert_int_equal(removed.size, 0);
            continue;
        }
        if (line.data[0] == '-') {
            assert_int_equal(removed.size, 0);
            removed = slice_part(line, 1, line.size);
            continue;
        }
        if (removed.size == 0) {
            assert_true(inserted < sizeof added / sizeof added[0]);
            assert_true(slice_equal(line, slice_of(added[inserted++])));
            continue;
        }
        struct slice new = slice_part(line, 1, line.size);
        assert_true(is_replaced(removed, new, "| todo |", "| in_progress |") ||
                    is_replaced(removed, new, "2026-02-19", BOARD_DAY));
        removed = (struct slice){0};
        replaced++;
    }
    assert_int_equal(removed.size, 0);
    assert_int_equal(inserted, sizeof added / sizeof added[0]);
    /* The task's row, the queue's, and the day of WORKBOARD.md. */
    assert_int_equal(replaced, 3);
}

static void test_claim(void **unused)
{
    static const char *const arguments[] = {"claim", "M7-T01", "--lane", "Lane A", NULL};
    struct board board;
    struct board command;
    struct bytes diff = {0};
    (void)unused;
    place_corpus(&board.place);
    board_open_place(&board, 24, 80, NULL);
    select_task(&board, "M7-T01");
    terminal_send(board.terminal, "c");
    assert_shown(board.terminal, "claim M7-T01 for Lane A");
    assert_shown(board.terminal, "Enter write");
    assert_untouched(&board.place);
    terminal_send(board.terminal, KEY_ENTER);
    assert_gone(board.terminal, "Enter write");
    assert_shown(board.terminal, "P0 \xE2\x96\xB6 M7-T01");
    assert_shown(board.terminal, "M7-T01 Lane A tester");
    if (place_diff(&board.place, 0, &diff)) {
        check_lines(bytes_slice(&diff));
    }

    /* The command line writes the same bytes. */
    place_corpus(&command.place);
    board_run(&command, 24, 80, arguments, NULL);
    assert_exit(command.terminal, 0);
    assert_true(folder_same(board.place.plan, command.place.plan));
    board_close(&command);

    assert_quits(&board);
    bytes_release(&diff);
    board_close(&board);
}

int main(void)
{
    char corpus[FOLDER_PATH];
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_screen),
        cmocka_unit_test(test_claim),
    };
    if (!board_can_run()) {
        return 77;
    }
    if (!find_corpus(corpus)) {
        print_message("no corpus here: skipped\n");
        return 77;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
