/* The line that is typed: completion, history, commands of the board itself; going to a record and following an ID. */
#include "tui/form.h"

#include "test_tui_fixture.h"

static void tab_completes_what_the_word_can_mean(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(100, 30, false);
    tui_press(&board, ":");
    tui_type(&board, "cla");
    tui_press(&board, "Tab");
    assert_string_equal(board.state->input, "claim ");
    tui_type(&board, "M1-T0");
    assert_true(tui_shows(&board, "M1-T02  Connections"));
    tui_press(&board, "Tab Tab");
    assert_string_equal(board.state->input, "claim M1-T02");
    tui_press(&board, "Shift-Tab");
    assert_string_equal(board.state->input, "claim M1-T01");
    tui_type(&board, " --la");
    tui_press(&board, "Tab");
    assert_string_equal(board.state->input, "claim M1-T01 --lane ");
    tui_type(&board, "lane b");
    tui_press(&board, "^w ^w");
    tui_type(&board, "'lane b");
    tui_press(&board, "Tab");
    assert_string_equal(board.state->input, "claim M1-T01 --lane 'Lane B' ");
    /* In the middle of a line. */
    tui_press(&board, "^u");
    tui_type(&board, "vie x");
    tui_press(&board, "Left Left Tab");
    assert_string_equal(board.state->input, "view  x");
    tui_press(&board, "^u");
    tui_type(&board, "nothing like this ");
    tui_press(&board, "Tab Tab Shift-Tab");
    assert_string_equal(board.state->input, "nothing like this  x");
    tui_press(&board, "Esc");
    assert_int_equal(board.effect_count, 0);
    tui_close(&board);
}

/* Types the line, asks once for what its last word can mean, and is left with the line. */
static void expect_completed(struct tui_fixture *board, const char *typed, const char *completed)
{
    tui_press(board, ":");
    tui_type(board, typed);
    tui_press(board, "Tab");
    assert_string_equal(board->state->input, completed);
    tui_press(board, "Esc");
}

/* Every option that the table of verbs has, with what may stand behind it. */
static void options_and_their_values_are_completed(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(100, 40, false);
    for (size_t v = 0; verbs[v] != NULL; v++) {
        for (size_t i = 0; i < OPTION_ALL; i++) {
            char typed[80];
            char completed[80];
            if (!verb_takes(verbs[v], (enum option)i)) {
                continue;
            }
            (void)snprintf(typed, sizeof typed, "%s --%s", verbs[v]->name, option_infos[i].name);
            (void)snprintf(completed, sizeof completed, "%s --%s ", verbs[v]->name, option_infos[i].name);
            tui_press(&board, ":");
            tui_type(&board, typed);
            assert_true(board.state->completion.count > 0);
            assert_string_equal(board.state->completion.items[0].value, typed + strlen(verbs[v]->name) + 1);
            tui_press(&board, "Esc");
        }
    }
    expect_completed(&board, "move M1-T02 --to c", "move M1-T02 --to Conductor ");
    expect_completed(&board, "lane 'Lane B' pau", "lane 'Lane B' paused ");
    expect_completed(&board, "claim M1-T02 --as ve", "claim M1-T02 --as vera@depot ");
    expect_completed(&board, "done M1-T02 --on 2", "done M1-T02 --on 2026-04-01 ");
    expect_completed(&board, "done M1-T02 --resolves b3", "done M1-T02 --resolves B3 ");
    expect_completed(&board, "resolve B1 --by r", "resolve B1 --by R1 ");
    expect_completed(&board, "set M1-T02 deliv", "set M1-T02 deliverable=");
    expect_completed(&board, "set M1-T02 status=paus", "set M1-T02 status=paused ");
    expect_completed(&board, "set M1-T02 status=don --set B", "set M1-T02 status=don --set B1.");
    expect_completed(&board, "claim M1-T02 --set B1.im", "claim M1-T02 --set B1.impact=");
    expect_completed(&board, "claim M1-T02 --set M1-T05.status=blo", "claim M1-T02 --set M1-T05.status=blocked ");
    expect_completed(&board, "queue u", "queue up ");
    expect_completed(&board, "add mil", "add milestone ");
    tui_close(&board);
}

/* What is typed with every option is filled in in the form. */
static void every_option_is_taken(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(100, 40, false);
    for (size_t v = 0; verbs[v] != NULL; v++) {
        for (size_t i = 0; i < OPTION_ALL; i++) {
            char typed[120];
            if (!verb_takes(verbs[v], (enum option)i)) {
                continue;
            }
            (void)snprintf(typed, sizeof typed, "%s M1-T02 --%s%s", verbs[v]->name, option_infos[i].name,
                           option_infos[i].argument == NULL ? "" : " 'two words'");
            tui_press(&board, ":");
            tui_type(&board, typed);
            tui_press(&board, "Enter");
            assert_int_equal(board.state->screen, SCREEN_PREVIEW);
            bool row = false;
            for (size_t r = 0; r < board.state->form->asked; r++) {
                const struct form_row *one = &board.state->form->rows[r];
                bool kind = one->kind == FORM_OPTION || one->kind == FORM_FLAG;
                row = row || (kind && one->option == (enum option)i &&
                              (one->kind == FORM_FLAG ? one->on : slice_equal(bytes_slice(&one->text), slice_of("two words"))));
            }
            assert_int_equal(row, i != OPTION_EDIT && i != OPTION_FORCE && i != OPTION_QUIET);
            assert_true(i != OPTION_FORCE || board.state->form->force);
            tui_press(&board, "Esc");
        }
    }
    /* What it cannot take is said. */
    tui_press(&board, ":");
    tui_type(&board, "claim M1-T02 --resolution x");
    tui_press(&board, "Enter");
    assert_true(tui_shows(&board, "takes no option --resolution"));
    tui_press(&board, ":");
    tui_type(&board, "claim M1-T02 --activate=yes");
    tui_press(&board, "Enter");
    assert_true(tui_shows(&board, "--activate takes no value"));
    tui_press(&board, ":");
    tui_type(&board, "claim M1-T02 --as");
    tui_press(&board, "Enter");
    assert_true(tui_shows(&board, "--as needs WHO"));
    /* Nothing is written with --dry-run. */
    tui_press(&board, ":");
    tui_type(&board, "claim M1-T02 --dry-run");
    tui_press(&board, "Enter Enter");
    assert_int_equal(tui_asked(&board, EFFECT_WRITE), 0);
    assert_true(tui_shows(&board, "nothing is written"));
    tui_close(&board);
}

static void fuzzy_letters_propose_too(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(100, 30, false);
    tui_press(&board, ":");
    tui_type(&board, "claim posters");
    tui_press(&board, "Tab");
    assert_string_equal(board.state->input, "claim M1-T05 ");
    tui_press(&board, "Esc");
    tui_close(&board);
}

static void up_and_down_walk_through_what_was_typed(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(100, 30, false);
    static const char *const lines[] = {"view tasks", "view lanes", "view queue"};
    for (size_t i = 0; i < 3; i++) {
        tui_press(&board, ":");
        tui_type(&board, lines[i]);
        tui_press(&board, "Enter");
    }
    assert_int_equal(board.state->view, VIEW_QUEUE);
    tui_press(&board, ": Up Up");
    assert_string_equal(board.state->input, "view lanes");
    tui_press(&board, "Up Up Up");
    assert_string_equal(board.state->input, "view tasks");
    tui_press(&board, "Down Down Down Down");
    assert_string_equal(board.state->input, "");
    tui_press(&board, "Up Up Enter");
    assert_int_equal(board.state->view, VIEW_LANES);
    for (int i = 0; i < 2 * HISTORY; i++) {
        tui_press(&board, ": q 1 Enter");
    }
    tui_press(&board, ":");
    for (int i = 0; i < 2 * HISTORY; i++) {
        tui_press(&board, "Up");
    }
    assert_string_equal(board.state->input, "q1");
    tui_close(&board);
}

static void commands_of_the_board(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(100, 30, false);
    static const struct {
        const char *line;
        const char *shown;
    } cases[] = {
        {"view mil", "Milestones \xC2\xB7 3"},
        {"view nothing", "there is no view `nothing`"},
        {"source WORKBOARD.md:4", "WORKBOARD.md"},
        {"source TASK", "TASK-REGISTRY.md"},
        {"source .md", "more than one document"},
        {"source none.md", "no document is called"},
        {"go m1-t04", "\xE2\x80\xBA\xE2\x97\x8B M1-T04"},
        {"go B3", "\xE2\x80\xBA\xE2\x96\xA0 B3"},
        {"go Nobody", "no "},
        {"view tasks", "Tasks \xC2\xB7 11"},
        {"filter posters", "1 of 11"},
        {"sort lane", "Lane\xE2\x86\x93"},
        {"sort beauty", "no column is called `beauty`"},
        {"theme pink", "there is no theme `pink`"},
        {"help", "Help"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        tui_press(&board, ":");
        tui_type(&board, cases[i].line);
        tui_press(&board, "Enter");
        if (!tui_shows(&board, cases[i].shown)) {
            print_error("%s\n%s", cases[i].line, tui_screen(&board));
        }
        assert_true(tui_shows(&board, cases[i].shown));
    }
    tui_press(&board, "6 :");
    tui_type(&board, "theme light");
    tui_press(&board, "Enter");
    assert_int_equal(tui_asked(&board, EFFECT_THEME), 1);
    assert_string_equal(board.state->config.theme_name, "light");
    tui_close(&board);
}

static void g_goes_to_a_record(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(100, 30, false);
    tui_press(&board, "g");
    tui_type(&board, "m2t2");
    assert_true(tui_shows(&board, "M2-T02  Beds that are free"));
    tui_press(&board, "Enter");
    assert_int_equal(board.state->view, VIEW_TASKS);
    assert_slice(tui_selected(&board), "M2-T02");
    tui_press(&board, "g");
    tui_type(&board, "b");
    tui_press(&board, "Down Down Up Enter");
    assert_true(tui_selected(&board).size > 0);
    tui_press(&board, "g Esc");
    assert_int_equal(board.state->prompt, PROMPT_NONE);
    tui_press(&board, "g");
    tui_type(&board, "no such thing at all");
    tui_press(&board, "Enter");
    assert_true(tui_shows(&board, "nothing is called"));
    tui_press(&board, "Backspace Backspace");
    assert_int_equal(board.state->screen, SCREEN_BOARD);
    tui_close(&board);
}

static void an_id_is_followed_wherever_it_stands(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(100, 40, false);
    /* In a document: the only one of the line, else the person is asked. */
    tui_press(&board, ":");
    tui_type(&board, "source STATUS.md:30");
    tui_press(&board, "Enter Enter");
    assert_int_equal(board.state->screen, SCREEN_RECORD);
    assert_slice(record_name(state_open_record(board.state)), "M1-T04");
    tui_press(&board, "Backspace");
    assert_int_equal(board.state->view, VIEW_SOURCE);
    tui_press(&board, ":");
    tui_type(&board, "source STATUS.md:14");
    tui_press(&board, "Enter Enter");
    assert_int_equal(board.state->prompt, PROMPT_CHOICE);
    assert_true(tui_shows(&board, "Which one"));
    assert_true(tui_shows(&board, "M1-T06"));
    tui_press(&board, "j Enter");
    assert_int_equal(board.state->screen, SCREEN_RECORD);
    /* A line that names nothing leads nowhere. */
    tui_press(&board, ":");
    tui_type(&board, "source STATUS.md:25");
    tui_press(&board, "Enter Enter");
    assert_int_equal(board.state->view, VIEW_SOURCE);
    tui_close(&board);
}

static void words_are_deleted_and_put_back(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(100, 30, false);
    tui_press(&board, "M-x");
    assert_int_equal(board.state->prompt, PROMPT_COMMAND);
    tui_type(&board, "claim M1-T02 --lane caf\xC3\xA9");
    tui_press(&board, "M-b M-b");
    tui_type(&board, "X");
    assert_string_equal(board.state->input, "claim M1-T02 --Xlane caf\xC3\xA9");
    tui_press(&board, "Backspace ^K");
    assert_string_equal(board.state->input, "claim M1-T02 --");
    tui_press(&board, "^A M-f M-d");
    assert_string_equal(board.state->input, "claim-T02 --");
    tui_press(&board, "^E ^Y");
    assert_string_equal(board.state->input, "claim-T02 -- M1");
    tui_press(&board, "M-Backspace ^B ^D ^F");
    assert_string_equal(board.state->input, "claim-T02 --");
    tui_press(&board, "^U");
    assert_string_equal(board.state->input, "");
    /* Nothing to delete: what was deleted stays. */
    tui_press(&board, "^K ^W M-d ^Y");
    assert_string_equal(board.state->input, "claim-T02 --");
    /* A key that means nothing here types nothing. */
    tui_press(&board, "M-v M-<");
    assert_string_equal(board.state->input, "claim-T02 --");
    tui_press(&board, "^G");
    assert_int_equal(board.state->prompt, PROMPT_NONE);
    tui_press(&board, "6 ^S");
    assert_int_equal(board.state->prompt, PROMPT_FIND);
    tui_press(&board, "^G");
    tui_close(&board);
}

static void what_is_pasted_is_typed(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(100, 30, false);
    struct tui_event paste = {.kind = EVENT_PASTE, .text = slice_of("  q\r:quit\x1B[A\n")};
    tui_send(&board, paste);
    assert_int_equal(board.effect_count, 0);
    assert_true(tui_shows(&board, "not taken for keys"));
    tui_press(&board, ":");
    tui_send(&board, paste);
    assert_string_equal(board.state->input, "q :quit [A");
    tui_press(&board, "Esc 6 /");
    paste.text = slice_of("posters");
    tui_send(&board, paste);
    assert_int_equal(board.state->lists[VIEW_TASKS].count, 1);
    tui_close(&board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tab_completes_what_the_word_can_mean),
        cmocka_unit_test(options_and_their_values_are_completed),
        cmocka_unit_test(every_option_is_taken),
        cmocka_unit_test(fuzzy_letters_propose_too),
        cmocka_unit_test(up_and_down_walk_through_what_was_typed),
        cmocka_unit_test(commands_of_the_board),
        cmocka_unit_test(g_goes_to_a_record),
        cmocka_unit_test(an_id_is_followed_wherever_it_stands),
        cmocka_unit_test(words_are_deleted_and_put_back),
        cmocka_unit_test(what_is_pasted_is_typed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
