/* The views: which key shows which, what they list, filter and sort, and the way back. */
#include "plan/query.h"
#include "tui/view_table.h"

#include "test_tui_fixture.h"

static void finding_keeps_what_holds_the_text(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(80, 24, false);
    tui_press(&board, "6 /");
    tui_type(&board, "\xCE\xB1\xCE\xB8");
    tui_press(&board, "^u");
    tui_type(&board, "EVERY SCRIPT");
    assert_int_equal(board.state->lists[VIEW_TASKS].count, 1);
    tui_press(&board, "Enter");
    assert_slice(tui_selected(&board), "M1-T03");
    tui_press(&board, "Esc");
    assert_true(board.state->lists[VIEW_TASKS].count > 5);
    assert_slice(tui_selected(&board), "M1-T03");
    tui_press(&board, "/");
    tui_type(&board, "nothing like this");
    tui_press(&board, "Enter");
    assert_true(tui_shows(&board, "Nothing here fits the filter"));
    /* Nothing is selected: nothing happens. */
    tui_press(&board, "Enter j k c r m s e G n");
    assert_int_equal(board.state->prompt, PROMPT_NONE);
    tui_close(&board);
}

static void every_digit_shows_its_view_from_everywhere(void **state)
{
    (void)state;
    static const char *const from[] = {"0", "2", "6", "3 Enter", "6 S", "?", "9"};
    struct tui_fixture board = tui_open(120, 40, false);
    for (size_t i = 0; i < sizeof from / sizeof from[0]; i++) {
        for (int digit = 0; digit < 10; digit++) {
            tui_press(&board, from[i]);
            char key[2] = {(char)('0' + digit), '\0'};
            tui_press(&board, key);
            assert_int_equal(board.state->view, digit);
            assert_int_equal(board.state->screen, digit == 0 ? SCREEN_BOARD : SCREEN_VIEW);
            assert_int_equal(views[digit]->digit, '0' + digit);
        }
    }
    tui_close(&board);
}

static void backspace_leads_back_step_by_step(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(80, 24, false);
    tui_press(&board, "6 j j j Enter S 9 4 Backspace");
    assert_int_equal(board.state->view, VIEW_LOG);
    tui_press(&board, "Backspace");
    assert_int_equal(board.state->view, VIEW_SOURCE);
    assert_slice(tui_selected(&board), "M1-T02");
    assert_true(tui_shows(&board, "TASK-REGISTRY.md \xC2\xB7 M1-T02"));
    tui_press(&board, "Backspace");
    assert_int_equal(board.state->screen, SCREEN_RECORD);
    tui_press(&board, "Backspace");
    assert_int_equal(board.state->view, VIEW_TASKS);
    assert_slice(tui_selected(&board), "M1-T02");
    tui_press(&board, "Backspace Backspace Backspace");
    assert_int_equal(board.state->screen, SCREEN_BOARD);
    /* A long way is forgotten at its beginning, not at its end. */
    for (int i = 0; i < 50; i++) {
        tui_press(&board, i % 2 == 0 ? "3" : "6");
    }
    tui_press(&board, "Backspace");
    assert_int_equal(board.state->view, VIEW_QUEUE);
    tui_close(&board);
}

static void what_is_selected_stays_so_on_the_board(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(120, 40, false);
    tui_press(&board, "3 j j 0");
    assert_int_equal(board.state->focus, PANEL_QUEUE);
    assert_slice(tui_selected(&board), "M1-T04");
    tui_press(&board, "j 3");
    assert_slice(tui_selected(&board), "M1-T05");
    tui_close(&board);
}

static void lists_sort_by_column_and_keep_the_record(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(80, 24, false);
    tui_press(&board, "6 j j j");
    assert_slice(tui_selected(&board), "M1-T02");
    tui_press(&board, "o o");
    assert_true(tui_shows(&board, "sorted by Title"));
    assert_slice(tui_selected(&board), "M1-T02");
    tui_press(&board, "<");
    assert_slice(tui_selected(&board), "M2-T02");
    tui_press(&board, "O <");
    assert_slice(tui_selected(&board), "M1-T01");
    /* Behind the last column as it is written. */
    for (int i = 0; i < 7; i++) {
        tui_press(&board, "o");
    }
    assert_int_equal(board.state->lists[VIEW_TASKS].sort, 0);
    tui_press(&board, "<");
    assert_slice(tui_selected(&board), "M0-T01");
    tui_close(&board);
}

static void a_filter_takes_letters_in_their_order(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(120, 40, false);
    tui_press(&board, "6 / m 1 t 4");
    assert_int_equal(board.state->lists[VIEW_TASKS].count, 1);
    assert_slice(tui_selected(&board), "M1-T04");
    tui_press(&board, "^u");
    assert_int_equal(board.state->lists[VIEW_TASKS].count, 11);
    tui_type(&board, "waits m1");
    assert_int_equal(board.state->lists[VIEW_TASKS].count, 3);
    tui_type(&board, "-t02");
    assert_int_equal(board.state->lists[VIEW_TASKS].count, 1);
    tui_press(&board, "Backspace Backspace Backspace Backspace");
    assert_int_equal(board.state->lists[VIEW_TASKS].count, 3);
    /* The filter stays when another hand writes. */
    tui_press(&board, "Enter");
    tui_other_hand(&board, "TASK-REGISTRY.md", "M1-T05 Posters | todo", "M1-T05 Posters | blocked");
    assert_int_equal(board.state->lists[VIEW_TASKS].count, 3);
    tui_press(&board, "Esc");
    assert_int_equal(board.state->lists[VIEW_TASKS].count, 11);
    tui_close(&board);
}

static void a_card_moves_to_the_lane_beside(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(120, 40, false);
    tui_press(&board, "2 l H");
    assert_true(tui_shows(&board, "select a card first"));
    tui_press(&board, "j L");
    assert_int_equal(board.state->screen, SCREEN_PREVIEW);
    assert_slice(board.state->request.arguments[0], "M1-T01");
    assert_slice(board.state->request.options[OPTION_TO], "Lane B");
    tui_press(&board, "Enter");
    assert_int_equal(tui_asked(&board, EFFECT_WRITE), 1);
    assert_slice(query_id(board.plan, KIND_TASK, slice_of("M1-T01"))->lane->id, "Lane B");
    assert_slice(tui_selected(&board), "M1-T01");
    tui_press(&board, "l l l l j L");
    assert_true(tui_shows(&board, "there is no lane beside"));
    tui_close(&board);
}

static void a_row_of_the_queue_moves(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(120, 40, false);
    tui_press(&board, "3 < J");
    assert_int_equal(board.state->screen, SCREEN_PREVIEW);
    assert_true(tui_shows(&board, "queue down M1-T02"));
    assert_int_equal(tui_asked(&board, EFFECT_WRITE), 0);
    tui_press(&board, "Esc Esc 6 J");
    assert_int_equal(board.state->view, VIEW_TASKS);
    tui_close(&board);
}

static void the_log_tells_every_change(void **state)
{
    (void)state;
    enum { ROWS = 300 };
    static const char *const names[] = {"TASK-REGISTRY.md", "STATUS.md"};
    struct bytes before = {0};
    struct bytes after = {0};
    for (int i = 0; i < 2; i++) {
        struct bytes *text = i == 0 ? &before : &after;
        bytes_append_text(text, "## M1 Tasks\n\n| Task ID | Status |\n|---|---|\n");
        for (int row = 0; row < ROWS; row++) {
            bytes_append_format(text, "| M1-T%03d | %s |\n", row, i == 0 ? "todo" : "done");
        }
    }
    const struct slice texts[] = {bytes_slice(&before), {"", 0}};
    struct tui_fixture board = tui_open_texts(names, texts, 2, 120, 40, false);
    struct error error = {0};
    struct plan *plan = plan_with(board.plan, 0, &after, &error);
    assert_done(plan != NULL, error);
    tui_new_plan(&board, plan, NULL);
    tui_press(&board, "9");
    assert_int_equal(board.state->lists[VIEW_LOG].count, ROWS);
    assert_true(tui_shows(&board, "todo \xE2\x86\x92 done"));
    tui_press(&board, "G Enter");
    assert_int_equal(board.state->screen, SCREEN_RECORD);
    bytes_release(&before);
    tui_close(&board);
}

static void an_empty_view_says_what_would_fill_it(void **state)
{
    (void)state;
    static const char *const names[] = {"TASK-REGISTRY.md", "STATUS.md"};
    const struct slice texts[] = {{"# Nothing\n", 10}, {"", 0}};
    struct tui_fixture board = tui_open_texts(names, texts, 2, 80, 24, false);
    for (int i = VIEW_MILESTONES; i < VIEW_SOURCE; i++) {
        struct tui_event event = {.kind = EVENT_TICK};
        board.state->screen = SCREEN_VIEW;
        board.state->view = (enum view_number)i;
        tui_send(&board, event);
        assert_non_null(views[i]->empty);
        char words[17] = "";
        memcpy(words, views[i]->empty, 16);
        if (!tui_shows(&board, words)) {
            print_error("no \"%s\" in\n%s\n", words, tui_screen(&board));
            fail();
        }
        tui_press(&board, "Enter j k G < o O z c d m b x S e n");
        tui_press(&board, "Esc");
    }
    tui_close(&board);
}

static void a_view_is_found_by_its_name(void **state)
{
    (void)state;
    assert_int_equal(view_find(slice_of("lanes")), VIEW_LANES);
    assert_int_equal(view_find(slice_of("Mile")), VIEW_MILESTONES);
    assert_int_equal(view_find(slice_of("board")), VIEW_BOARD);
    assert_int_equal(view_find(slice_of("re")), VIEW_COUNT); /* resolved, results */
    assert_int_equal(view_find(slice_of("")), VIEW_COUNT);
    assert_int_equal(view_find(slice_of("nonsense")), VIEW_COUNT);
}

/* Where there is no room for all that a row must say, the least of it gets narrower and does not go. */
static void what_is_essential_gets_narrower(void **state)
{
    (void)state;
    static const char *const names[] = {"TASK-REGISTRY.md", "STATUS.md"};
    const struct slice texts[] = {slice_of("## M1 Tasks\n\n| Task ID | Status |\n|---|---|\n"
                                           "| M1-T01 Timetables of all the lines that are closed at night | todo |\n"),
                                  {"", 0}};
    struct tui_fixture board = tui_open_texts(names, texts, 2, 110, 30, false);
    tui_press(&board, "N");
    assert_true(tui_shows(&board, "Title  "));
    assert_true(tui_shows(&board, "Timetables of all the"));
    tui_close(&board);
}

/* Of many milestones those around the selected one are in the strip, wherever it stands. */
static void the_strip_shows_the_selected_milestone(void **state)
{
    (void)state;
    enum { MILESTONES = 90 };
    static const char *const names[] = {"TASK-REGISTRY.md", "STATUS.md"};
    struct bytes status = {0};
    bytes_append_text(&status, "## Milestone Board\n\n| Milestone | Status | Notes |\n|---|---|---|\n");
    for (int i = 0; i < MILESTONES; i++) {
        bytes_append_format(&status, "| M%d Part | %s | - |\n", i, i % 3 == 0 ? "Complete" : "Planned");
    }
    const struct slice texts[] = {{"# Nothing\n", 10}, bytes_slice(&status)};
    struct tui_fixture board = tui_open_texts(names, texts, 2, 80, 24, false);
    while (board.state->focus != PANEL_MILESTONES) {
        tui_press(&board, "Tab");
    }
    for (int i = 0; i < 2 * MILESTONES; i++) {
        char wanted[32];
        tui_press(&board, i < MILESTONES ? "l" : "h");
        struct slice name = tui_selected(&board);
        (void)snprintf(wanted, sizeof wanted, "\xE2\x80\xBA%.*s ", SLICE_PRINT(name));
        assert_true(tui_shows(&board, wanted));
        assert_int_equal(board.state->layout.strip.rows, 2);
    }
    assert_int_equal(board.state->layout.strip_first, 0);
    bytes_release(&status);
    tui_close(&board);
}

/* What a filter looks at is made while nothing happens, in slices, and is the same as when it is made at once. */
static void a_filter_is_prepared_when_idle(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(100, 40, false);
    assert_false(tui_update_prepare(board.state));
    tui_press(&board, "6");
    struct list *list = &board.state->lists[VIEW_TASKS];
    assert_int_equal(tui_update_wait(board.state), 0);
    while (list_prepare(list, board.state, views[VIEW_TASKS]->columns, 1)) {
        assert_int_equal(tui_update_wait(board.state), 0);
    }
    assert_int_equal(list->prepared, list->all_count);
    assert_false(tui_update_prepare(board.state));
    assert_true(tui_update_wait(board.state) > 0);
    tui_press(&board, "/");
    tui_type(&board, "posters");
    assert_int_equal(list->count, 1);
    tui_press(&board, "Esc");
    /* A new plan takes it away. */
    tui_other_hand(&board, "TASK-REGISTRY.md", "M1-T05 Posters | todo", "M1-T05 Posters | blocked");
    assert_int_equal(list->prepared, 0);
    assert_false(tui_update_prepare(board.state));
    assert_int_equal(list->prepared, list->all_count);
    tui_close(&board);
}

/* What no lane has is the last column, and moves from there as any card. */
static void cards_without_a_lane_have_a_column(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(140, 40, false);
    /* Not among the lanes of the board itself. */
    assert_false(tui_shows(&board, "No lane"));
    tui_press(&board, "2 l l l l l");
    assert_true(tui_shows(&board, "No lane \xC2\xB7 1"));
    assert_slice(tui_selected(&board), "M1-T06");
    tui_press(&board, "L");
    assert_true(tui_shows(&board, "no lane beside"));
    tui_press(&board, "H");
    assert_int_equal(board.state->screen, SCREEN_PREVIEW);
    assert_slice(board.state->request.options[OPTION_TO], "Lane C");
    tui_press(&board, "Esc");
    assert_slice(tui_selected(&board), "M1-T06");
    tui_press(&board, "Enter Esc");
    assert_slice(tui_selected(&board), "M1-T06");
    tui_press(&board, "c");
    assert_int_equal(board.state->screen, SCREEN_PREVIEW);
    tui_press(&board, "Esc h j L");
    assert_int_equal(board.state->screen, SCREEN_VIEW);
    assert_true(tui_shows(&board, "no lane beside"));
    tui_press(&board, "0");
    assert_false(tui_shows(&board, "No lane"));
    tui_close(&board);
}

static void mouse_at(struct tui_fixture *board, enum mouse mouse, const char *text)
{
    struct slice screen = slice_of(tui_screen(board));
    struct slice line;
    struct tui_event event = {.kind = EVENT_MOUSE, .mouse = mouse};
    for (size_t row = 0; slice_next(&screen, '\n', &line); row++) {
        size_t at = slice_find(line, slice_of(text), 0);
        if (at != SLICE_NONE) {
            event.row = row;
            event.column = cells_measure(&board->cells, slice_part(line, 0, at));
            event.target = cells_target_at(&board->cells, event.row, event.column);
            tui_send(board, event);
            return;
        }
    }
    print_error("no %s in\n%s\n", text, tui_screen(board));
    fail();
}

/* A card follows the mouse, is put down in the lane below it, or let go by Escape. */
static void a_card_follows_the_mouse(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(140, 40, false);
    tui_press(&board, "2");
    mouse_at(&board, MOUSE_PRESS, "M1-T02");
    mouse_at(&board, MOUSE_MOVE, "Lane C");
    assert_true(board.state->dragged);
    /* Beside the pointer, and where it was. */
    const char *first = strstr(tui_screen(&board), "M1-T02");
    assert_non_null(first);
    assert_non_null(strstr(first + 1, "M1-T02"));
    tui_press(&board, "Esc");
    assert_false(board.state->dragged);
    mouse_at(&board, MOUSE_RELEASE, "Lane C");
    assert_int_equal(board.state->screen, SCREEN_VIEW);
    tui_wait(&board, 1000); /* no double click */
    mouse_at(&board, MOUSE_PRESS, "M1-T02");
    mouse_at(&board, MOUSE_MOVE, "Lane C");
    mouse_at(&board, MOUSE_RELEASE, "Lane C");
    assert_int_equal(board.state->screen, SCREEN_PREVIEW);
    assert_false(board.state->dragged);
    assert_slice(board.state->request.options[OPTION_TO], "Lane C");
    tui_press(&board, "Esc");
    /* What is not pressed on a card drags nothing. */
    mouse_at(&board, MOUSE_MOVE, "Lane C");
    assert_false(board.state->dragged);
    tui_close(&board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finding_keeps_what_holds_the_text),
        cmocka_unit_test(every_digit_shows_its_view_from_everywhere),
        cmocka_unit_test(backspace_leads_back_step_by_step),
        cmocka_unit_test(what_is_selected_stays_so_on_the_board),
        cmocka_unit_test(lists_sort_by_column_and_keep_the_record),
        cmocka_unit_test(a_filter_takes_letters_in_their_order),
        cmocka_unit_test(a_card_moves_to_the_lane_beside),
        cmocka_unit_test(a_row_of_the_queue_moves),
        cmocka_unit_test(the_log_tells_every_change),
        cmocka_unit_test(an_empty_view_says_what_would_fill_it),
        cmocka_unit_test(what_is_essential_gets_narrower),
        cmocka_unit_test(the_strip_shows_the_selected_milestone),
        cmocka_unit_test(a_view_is_found_by_its_name),
        cmocka_unit_test(a_filter_is_prepared_when_idle),
        cmocka_unit_test(cards_without_a_lane_have_a_column),
        cmocka_unit_test(a_card_follows_the_mouse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
