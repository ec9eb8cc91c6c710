/* What the board writes: shown first, written only when asked, exactly the lines that had to change. */
#include "terminal_board.h"
#include "terminal_cmocka.h"
#include "terminal_record.h"

#include <stdlib.h>

/* Claims a task for the lane that is proposed first, up to the diff. */
static void preview_claim(struct board *board, const char *id)
{
    select_task(board, id);
    terminal_send(board->terminal, "c");
    assert_shown(board->terminal, "Enter write");
    assert_shown(board->terminal, "2 files");
}

static void write_it(struct board *board)
{
    terminal_send(board->terminal, KEY_ENTER);
    assert_gone(board->terminal, "Enter write");
    assert_shown(board->terminal, "written");
}

static void test_preview_writes_nothing(void **unused)
{
    struct board board;
    (void)unused;
    board_open(&board, 60, 120, NULL);
    preview_claim(&board, "M2-T03");
    assert_shown(board.terminal, "claim M2-T03 for Lane A");
    assert_shown(board.terminal, "[x] TASK-REGISTRY.md:");
    assert_shown(board.terminal, "-| 2 | M2-T03 (`ebb-23`) | todo | Old constants");
    assert_shown(board.terminal, "+| 2 | M2-T03 (`ebb-23`) | in_progress | Old constants");
    terminal_send(board.terminal, KEY_PAGE_DOWN KEY_PAGE_DOWN KEY_PAGE_DOWN);
    assert_shown(board.terminal, "[x] WORKBOARD.md:");
    assert_shown(board.terminal, "+| M2-T03 | Lane A | tester | 2026-03-08T10:00Z |");
    assert_untouched(&board.place);
    terminal_send(board.terminal, KEY_ESCAPE);
    assert_shown(board.terminal, "nothing was written");
    assert_gone(board.terminal, "Enter write");
    assert_untouched(&board.place);
    assert_quits(&board);
    assert_untouched(&board.place);
    board_close(&board);
}

static void test_form_is_left(void **unused)
{
    struct board board;
    (void)unused;
    board_open(&board, 24, 80, NULL);
    select_task(&board, "M2-T03");
    terminal_send(board.terminal, "c");
    assert_shown(board.terminal, "claim M2-T03 for Lane A");
    terminal_send(board.terminal, KEY_ESCAPE);
    assert_gone(board.terminal, "Enter write");
    assert_quits(&board);
    assert_untouched(&board.place);
    board_close(&board);
}

/* In place of every day that was stamped, the one that was there. */
static void put_back_day(const struct place *place, const char *name)
{
    struct bytes content = {0};
    place_replaced(place, name, "Last updated: " BOARD_DAY, "Last updated: 2026-03-06", &content);
    place_write(place, name, bytes_slice(&content));
    bytes_release(&content);
}

static void test_claim_and_release(void **unused)
{
    struct board board;
    (void)unused;
    board_open(&board, 24, 80, NULL);
    preview_claim(&board, "M2-T03");
    write_it(&board);
    assert_shown(board.terminal, "claim M2-T03 for Lane A");
    assert_shown(board.terminal, "P0 \xE2\x96\xB6 M2-T03");
    assert_shown(board.terminal, "M2-T03 Lane A tester");
    assert_shown(board.terminal, "updated " BOARD_DAY);
    assert_diff(&board.place, "claim-M2-T03.diff");

    select_task(&board, "M2-T03");
    terminal_send(board.terminal, "r");
    assert_shown(board.terminal, "Enter write");
    write_it(&board);
    assert_shown(board.terminal, "P0 \xE2\x97\x8B M2-T03");
    assert_gone(board.terminal, "M2-T03 Lane A tester");
    assert_diff(&board.place, "release-M2-T03.diff");
    assert_quits(&board);
    put_back_day(&board.place, "TASK-REGISTRY.md");
    put_back_day(&board.place, "WORKBOARD.md");
    assert_untouched(&board.place);
    (void)assert_record_clean(board.terminal);
    board_close(&board);
}

/* For a lane that is not the task's own: refused, because another names it, and done in spite of that when asked. */
static void test_claim_for_another_lane(void **unused)
{
    struct board board;
    (void)unused;
    board_open(&board, 24, 80, NULL);
    select_task(&board, "M2-T03");
    terminal_send(board.terminal, "c");
    assert_shown(board.terminal, "\xE2\x80\xBAlane           Lane A_");
    terminal_send(board.terminal, KEY_BACKSPACE "C");
    assert_shown(board.terminal, "refused by task.two_lanes");
    assert_untouched(&board.place);
    terminal_send(board.terminal, "!");
    assert_shown(board.terminal, "claim M2-T03 for Lane C");
    write_it(&board);
    assert_shown(board.terminal, "M2-T03 Lane C tester");
    assert_diff(&board.place, "claim-M2-T03-lane-C.diff");
    assert_quits(&board);
    board_close(&board);
}

static void test_move(void **unused)
{
    struct board board;
    (void)unused;
    board_open(&board, 24, 80, NULL);
    select_task(&board, "M2-T03");
    terminal_send(board.terminal, "m");
    assert_shown(board.terminal, "say to which lane");
    terminal_send(board.terminal, "c" KEY_TAB);
    assert_shown(board.terminal, "Lane C_");
    terminal_send(board.terminal, KEY_ENTER);
    assert_shown(board.terminal, "move M2-T03 to Lane C");
    assert_untouched(&board.place);
    write_it(&board);
    assert_diff(&board.place, "move-M2-T03-lane-C.diff");
    assert_quits(&board);
    board_close(&board);
}

static void test_pause_a_lane(void **unused)
{
    struct board board;
    (void)unused;
    board_open(&board, 40, 120, NULL);
    terminal_send(board.terminal, "2<");
    assert_shown(board.terminal, "\xE2\x80\xBAM2 sequencing");
    terminal_send(board.terminal, "lll");
    assert_shown(board.terminal, "\xE2\x80\xBAStation data");
    terminal_send(board.terminal, "s");
    assert_shown(board.terminal, "STATE          in_progress_");
    terminal_send(board.terminal, "\025pau" KEY_TAB);
    assert_shown(board.terminal, "paused_");
    terminal_send(board.terminal, KEY_ENTER);
    assert_shown(board.terminal, "lane Lane C paused");
    assert_untouched(&board.place);
    write_it(&board);
    assert_shown(board.terminal, "\xE2\x80\x96 Lane C \xC2\xB7 paused");
    assert_diff(&board.place, "pause-lane-C.diff");
    assert_quits(&board);
    board_close(&board);
}

/* The same verbs behind a colon, with words as on the command line. */
static void test_typed_command(void **unused)
{
    struct board board;
    (void)unused;
    board_open(&board, 24, 80, NULL);
    terminal_send(board.terminal, ":clain M2-T05" KEY_ENTER);
    assert_shown(board.terminal, "no command `clain`");
    terminal_send(board.terminal, ":claim M2-T05 --lane \"Lane C\"");
    assert_shown(board.terminal, ":claim M2-T05 --lane \"Lane C\"");
    terminal_send(board.terminal, KEY_ENTER);
    assert_shown(board.terminal, "claim M2-T05 for Lane C");
    assert_untouched(&board.place);
    write_it(&board);
    assert_shown(board.terminal, "M2-T05 Lane C tester");
    assert_diff(&board.place, "claim-M2-T05.diff");
    assert_quits(&board);
    board_close(&board);
}

/* ---- refusals ---- */

static void test_refused(void **unused)
{
    struct board board;
    (void)unused;
    board_open(&board, 24, 80, NULL);
    select_task(&board, "M2-T04");
    terminal_send(board.terminal, "c");
    assert_shown(board.terminal, "refused by dependency.open");
    assert_shown(board.terminal, "M2-T04 waits for M2-T02");
    assert_shown(board.terminal, "finish that first");
    assert_shown(board.terminal, "TASK-REGISTRY.md:");
    assert_shown(board.terminal, "g opens M2-T02; F forces");
    assert_untouched(&board.place);

    /* In spite of the rule; shown first all the same. */
    terminal_send(board.terminal, "!");
    assert_shown(board.terminal, "Enter write");
    assert_untouched(&board.place);
    terminal_send(board.terminal, KEY_ESCAPE);
    assert_shown(board.terminal, "nothing was written");

    /* What is claimed is not claimed again; who has it is said. */
    select_task(&board, "M2-T02");
    terminal_send(board.terminal, "c");
    assert_shown(board.terminal, "refused by claim.taken");
    assert_shown(board.terminal, "mara@quay");
    terminal_send(board.terminal, KEY_ESCAPE);
    assert_gone(board.terminal, "Enter write");

    /* Nor given back by another. */
    terminal_send(board.terminal, "r");
    assert_shown(board.terminal, "refused by claim.holder");
    terminal_send(board.terminal, KEY_ESCAPE);
    assert_gone(board.terminal, "Enter write");
    assert_quits(&board);
    assert_untouched(&board.place);
    board_close(&board);
}

/* Another claims it between the diff and the key that writes: nothing of either is lost or written twice. */
static void test_overtaken(void **unused)
{
    struct board board;
    struct bytes content = {0};
    struct bytes after = {0};
    (void)unused;
    board_open(&board, 24, 80, NULL);
    preview_claim(&board, "M2-T03");
    place_replaced(&board.place, "WORKBOARD.md", "| M2-T02 | Lane A | mara@quay | 2026-03-06T08:40Z |\n",
                   "| M2-T02 | Lane A | mara@quay | 2026-03-06T08:40Z |\n"
                   "| M2-T03 | Lane A | jon@pier | 2026-03-08T09:59Z |\n",
                   &content);
    place_rename_over(&board.place, "WORKBOARD.md", bytes_slice(&content));
    terminal_send(board.terminal, KEY_ENTER);
    assert_shown(board.terminal, "refused by claim.taken");
    assert_shown(board.terminal, "jon@pier");
    place_read(&board.place, "WORKBOARD.md", &after);
    assert_true(slice_equal(bytes_slice(&content), bytes_slice(&after)));
    terminal_send(board.terminal, KEY_ESCAPE);
    assert_gone(board.terminal, "Enter write");
    assert_quits(&board);
    bytes_release(&content);
    bytes_release(&after);
    board_close(&board);
}

/* Another edits other lines between the diff and the key: both changes stand in the document. */
static void test_beside_another_edit(void **unused)
{
    struct board board;
    struct bytes content = {0};
    (void)unused;
    board_open(&board, 24, 80, NULL);
    preview_claim(&board, "M2-T03");
    place_replaced(&board.place, "WORKBOARD.md", "Manual and translations (`M3-T03`)", "Index of the manual (`M3-T03`)",
                   &content);
    place_write(&board.place, "WORKBOARD.md", bytes_slice(&content));
    terminal_send(board.terminal, KEY_ENTER);
    assert_gone(board.terminal, "Enter write");
    assert_shown(board.terminal, "M2-T03 Lane A tester");
    assert_shown(board.terminal, "Index of the manual");
    assert_diff(&board.place, "claim-beside-another-edit.diff");
    assert_quits(&board);
    bytes_release(&content);
    board_close(&board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_preview_writes_nothing),
        cmocka_unit_test(test_form_is_left),
        cmocka_unit_test(test_claim_and_release),
        cmocka_unit_test(test_claim_for_another_lane),
        cmocka_unit_test(test_move),
        cmocka_unit_test(test_pause_a_lane),
        cmocka_unit_test(test_typed_command),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_overtaken),
        cmocka_unit_test(test_beside_another_edit),
    };
    return board_can_run() ? cmocka_run_group_tests(tests, NULL, NULL) : 77;
}
