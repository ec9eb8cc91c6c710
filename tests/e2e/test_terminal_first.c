/* The first time: a folder without a plan; and the other extreme, a plan that another program writes again and again. */
#include "terminal_board.h"
#include "terminal_cmocka.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

/* The program in the home of the place, where there is no plan. */
static void run_without_plan(struct board *board)
{
    char plan[PLACE_PATH];
    place_make_sample(&board->place);
    memcpy(plan, board->place.plan, sizeof plan);
    memcpy(board->place.plan, board->place.home, sizeof board->place.plan);
    board_run(board, 24, 80, NULL, NULL);
    memcpy(board->place.plan, plan, sizeof plan);
    assert_shown(board->terminal, "There is no plan here yet.");
    assert_shown(board->terminal, "1  demo");
}

static void test_demo(void **unused)
{
    struct board board;
    (void)unused;
    run_without_plan(&board);
    terminal_send(board.terminal, "1" KEY_ENTER);
    assert_shown(board.terminal, "M2-T02 Draw the curve");
    assert_shown(board.terminal, "q quit");
    assert_quits(&board);
    board_close(&board);
}

/* Every profile's template: the board comes up on it, and its documents are in the folder. */
static void test_init(void **unused)
{
    static const struct {
        const char *offered;
        const char *made;
    } choices[] = {
        {"2  init execution-plan", "STATUS.md"},
        {"init gap-index", "docs"},
        {"init loop-pack", "docs"},
        {"init master-plan", "docs"},
    };
    (void)unused;
    for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++) {
        struct board board;
        struct stat status;
        char path[PLACE_PATH + 32];
        char keys[8];
        int row = 0;
        int column = 0;
        run_without_plan(&board);
        assert_shown(board.terminal, choices[i].offered);
        assert_true(terminal_find(board.terminal, choices[i].offered, &row, &column));
        /* The number stands at the beginning of its line. */
        (void)snprintf(keys, sizeof keys, "%d" KEY_ENTER, (int)strtol(terminal_line(board.terminal, row), NULL, 10));
        terminal_send(board.terminal, keys);
        assert_shown(board.terminal, "q quit");
        assert_shown(board.terminal, "live");
        snprintf(path, sizeof path, "%s/%s", board.place.home, choices[i].made);
        assert_int_equal(stat(path, &status), 0);
        assert_quits(&board);
        board_close(&board);
    }
}

static void test_nothing(void **unused)
{
    struct board board;
    (void)unused;
    run_without_plan(&board);
    terminal_send(board.terminal, KEY_ENTER);
    assert_shown(board.terminal, "no plan was found");
    assert_exit(board.terminal, 4);
    board_close(&board);
}

/* A burst of a thousand edits: keys are answered in between, and the end of it is what is shown. */
static void test_burst(void **unused)
{
    enum { EDITS = 1000, BETWEEN = 250 };
    struct board board;
    struct bytes content = {0};
    char old[64] = "Manual and translations (";
    char new[64];
    (void)unused;
    board_open(&board, 40, 120, NULL);
    assert_shown(board.terminal, "Manual and translations");
    for (int i = 0; i < EDITS; i++) {
        snprintf(new, sizeof new, "Edit %d of it (", i);
        place_replaced(&board.place, "WORKBOARD.md", old, new, &content);
        place_write(&board.place, "WORKBOARD.md", bytes_slice(&content));
        memcpy(old, new, sizeof old);
        if (i % BETWEEN == 0) {
            terminal_send(board.terminal, "?");
            assert_shown(board.terminal, " Help ");
            terminal_send(board.terminal, KEY_ESCAPE);
            assert_gone(board.terminal, " Help ");
        }
    }
    assert_shown(board.terminal, "Edit 999 of it");
    bytes_release(&content);
    assert_quits(&board);
    board_close(&board);
}

/* A claim is being filled in while its record changes outside: that is said before it is written. */
static void test_form_outside(void **unused)
{
    struct board board;
    struct bytes content = {0};
    (void)unused;
    board_open(&board, 40, 120, NULL);
    select_task(&board, "M2-T03");
    terminal_send(board.terminal, "c");
    assert_shown(board.terminal, "claim M2-T03 for Lane A");
    place_replaced(&board.place, "TASK-REGISTRY.md", "(`ebb-23`) | todo | Old", "(`ebb-23`) | review | Old", &content);
    place_rename_over(&board.place, "TASK-REGISTRY.md", bytes_slice(&content));
    assert_shown(board.terminal, "changed by another hand");
    assert_shown(board.terminal, "was review");
    terminal_send(board.terminal, KEY_ENTER);
    assert_shown(board.terminal, "Enter writes over it");
    terminal_send(board.terminal, KEY_ENTER);
    assert_shown(board.terminal, "written");
    bytes_release(&content);
    assert_quits(&board);
    board_close(&board);
}

/* A document that an editor has open is named in the form. */
static void test_swap_file(void **unused)
{
    struct board board;
    char path[PLACE_PATH + 32];
    (void)unused;
    board_open(&board, 40, 120, NULL);
    snprintf(path, sizeof path, "%s/.WORKBOARD.md.swp", board.place.plan);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fclose(file), 0);
    select_task(&board, "M2-T03");
    terminal_send(board.terminal, "c");
    assert_shown(board.terminal, ".WORKBOARD.md.swp");
    terminal_send(board.terminal, KEY_ESCAPE);
    assert_shown(board.terminal, "nothing was written");
    assert_quits(&board);
    board_close(&board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_demo),         cmocka_unit_test(test_init),      cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_burst),
        cmocka_unit_test(test_form_outside), cmocka_unit_test(test_swap_file),
    };
    return board_can_run() ? cmocka_run_group_tests(tests, NULL, NULL) : 77;
}
