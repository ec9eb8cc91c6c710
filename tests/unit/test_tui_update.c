/* What keys and events do to the board: moving, opening, asking for changes, seeing what another hand changed. */
#include "plan/query.h"

#include "test_tui_fixture.h"

static void keys_move_within_and_between_panels(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(120, 40, false);
    assert_slice(tui_selected(&board), "Conductor");
    tui_press(&board, "l");
    assert_slice(tui_selected(&board), "Lane A");
    tui_press(&board, "j j");
    assert_slice(tui_selected(&board), "M1-T02");
    /* Side by side, down stays in the lane. */
    tui_press(&board, "j j j j");
    assert_slice(tui_selected(&board), "M1-T03");
    tui_press(&board, "Left Right Right");
    assert_int_equal(board.state->focus, PANEL_LANES);
    assert_slice(tui_selected(&board), "Lane B");
    tui_press(&board, "Tab");
    assert_int_equal(board.state->focus, PANEL_QUEUE);
    assert_slice(tui_selected(&board), "M1-T02");
    tui_press(&board, "G");
    assert_slice(tui_selected(&board), "M2-T01");
    tui_press(&board, "< Down PageDown");
    assert_slice(tui_selected(&board), "M2-T01");
    tui_press(&board, "Home Up k");
    assert_slice(tui_selected(&board), "M1-T02");
    tui_press(&board, "Shift-Tab Shift-Tab");
    assert_int_equal(board.state->focus, PANEL_MILESTONES);
    tui_press(&board, "4");
    assert_slice(tui_selected(&board), "B1");
    tui_press(&board, "q");
    assert_int_equal(tui_asked(&board, EFFECT_QUIT), 1);
    assert_int_equal(board.effect_count, 1);
    tui_close(&board);
}

static void every_step_lands_on_something(void **state)
{
    (void)state;
    static const char *const sizes[] = {"120x40", "80x24", "40x12", "20x5"};
    static const char *const keys = "jkhl\tgGnz123456jjjjkkkkllllhhhhjljljhkh";
    struct tui_fixture board = tui_open(80, 24, false);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        unsigned columns = 0;
        unsigned rows = 0;
        assert_int_equal(sscanf(sizes[i], "%ux%u", &columns, &rows), 2);
        tui_resize(&board, columns, rows);
        for (size_t k = 0; keys[k] != '\0'; k++) {
            unsigned long key = keys[k] == '\t' ? (unsigned long)TUI_KEY_TAB : (unsigned long)keys[k];
            tui_send(&board, (struct tui_event){.kind = EVENT_KEY, .key = key});
            assert_non_null(state_selected(board.state));
            if (board.state->screen != SCREEN_BOARD) {
                tui_press(&board, "Esc");
            }
        }
    }
    tui_close(&board);
}

static void a_record_opens_and_leads_to_others(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(80, 40, false);
    tui_press(&board, "3 j j Enter");
    assert_int_equal(board.state->screen, SCREEN_RECORD);
    assert_true(tui_shows(&board, "TASK-REGISTRY.md:26"));
    assert_true(tui_shows(&board, "Waits for it (1)"));
    assert_true(tui_shows(&board, "someday"));
    /* On to what it depends on: the line below that heading. */
    for (int i = 0; i < 40 && !(board.state->page.lines[board.state->page.selected].link != NULL &&
                                board.state->page.lines[board.state->page.selected].symbol != NULL);
         i++) {
        tui_press(&board, "j");
    }
    tui_press(&board, "Enter");
    assert_slice(record_name(state_open_record(board.state)), "M1-T02");
    assert_true(tui_shows(&board, "Waits for it (2)"));
    tui_press(&board, "Esc");
    assert_slice(record_name(state_open_record(board.state)), "M1-T04");
    tui_press(&board, "Backspace");
    assert_int_equal(board.state->screen, SCREEN_VIEW);
    assert_int_equal(board.effect_count, 0);
    tui_close(&board);
}

static void commands_can_be_typed(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(80, 24, false);
    tui_press(&board, ":");
    tui_type(&board, "clam M1-T02");
    tui_press(&board, "Enter");
    assert_true(tui_shows(&board, "no command `clam`"));
    tui_press(&board, ":");
    tui_type(&board, "claim M1-T02 --lane 'Lane C' --nonsense");
    tui_press(&board, "Enter");
    assert_true(tui_shows(&board, "takes no option --nonsense"));
    assert_int_equal(board.effect_count, 0);
    tui_press(&board, ":");
    tui_type(&board, "claim  M1-T02 --lane 'Lane Cx");
    tui_press(&board, "Backspace ^u");
    tui_type(&board, "claim  M1-T02 --lane='Lane A'");
    tui_press(&board, "Enter");
    assert_int_equal(board.state->screen, SCREEN_PREVIEW);
    assert_slice(board.state->request.arguments[0], "M1-T02");
    assert_slice(board.state->request.options[OPTION_LANE], "Lane A");
    tui_press(&board, "Esc : Esc :");
    tui_type(&board, "quit");
    tui_press(&board, "Enter");
    assert_int_equal(tui_asked(&board, EFFECT_QUIT), 1);
    tui_close(&board);
}

/* What stands before the cursor and behind it. */
static void check_input(const struct tui_fixture *board, const char *before, const char *behind)
{
    struct slice text = slice_of(board->state->input);
    assert_slice(slice_part(text, 0, board->state->cursor), before);
    assert_slice(slice_part(text, board->state->cursor, text.size), behind);
}

/* Whether a change is shown that has this in it, further down perhaps. */
static void a_line_can_be_edited(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(80, 24, false);
    tui_press(&board, ": Left Delete Up End ^w ^u");
    check_input(&board, "", "");
    tui_type(&board, "claim M1-T02 caf\xC3\xA9");
    tui_press(&board, "Left Left");
    check_input(&board, "claim M1-T02 ca", "f\xC3\xA9");
    tui_press(&board, "Delete Right");
    check_input(&board, "claim M1-T02 ca\xC3\xA9", "");
    tui_press(&board, "Right Backspace Home Left");
    check_input(&board, "", "claim M1-T02 ca");
    tui_type(&board, "\xE6\x9D\xB1");
    check_input(&board, "\xE6\x9D\xB1", "claim M1-T02 ca");
    /* What is drawn as one character is one. */
    tui_type(&board, "e\xCC\x81");
    tui_press(&board, "Left");
    check_input(&board, "\xE6\x9D\xB1", "e\xCC\x81" "claim M1-T02 ca");
    tui_press(&board, "Delete ^e ^w");
    check_input(&board, "\xE6\x9D\xB1" "claim M1-T02 ", "");
    tui_press(&board, "^w ^a Delete");
    check_input(&board, "", "claim ");
    tui_press(&board, "End Left Left ^u");
    check_input(&board, "", "m ");
    tui_press(&board, "End Backspace Backspace");
    check_input(&board, "", "");
    assert_int_equal(board.state->prompt, PROMPT_COMMAND);
    tui_press(&board, "Backspace");
    assert_int_equal(board.state->prompt, PROMPT_NONE);
    /* More than there is room for is not taken, in the middle either. */
    tui_press(&board, ":");
    for (int i = 0; i < INPUT_SIZE; i++) {
        tui_press(&board, i % 3 == 0 ? "Left a" : "b");
    }
    assert_int_equal(strlen(board.state->input), INPUT_SIZE - 1);
    assert_true(tui_shows(&board, "\xE2\x80\xA6"));
    tui_press(&board, "Home");
    (void)tui_screen(&board);
    assert_true(cells_at(&board.cells, 23, 2)->selected);
    tui_close(&board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_move_within_and_between_panels),
        cmocka_unit_test(every_step_lands_on_something),
        cmocka_unit_test(a_record_opens_and_leads_to_others),
        cmocka_unit_test(commands_can_be_typed),
        cmocka_unit_test(a_line_can_be_edited),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
