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
    tui_press(&board, "g Down PageDown");
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
    assert_int_equal(board.state->screen, SCREEN_BOARD);
    assert_int_equal(board.effect_count, 0);
    tui_close(&board);
}

static void a_claim_asks_shows_and_writes(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(100, 40, false);
    tui_press(&board, "3 c");
    assert_int_equal(board.state->prompt, PROMPT_CHOICE);
    /* Its own lane first. */
    assert_slice(board.state->choices.items[0].value, "Lane A");
    assert_int_equal(board.state->choices.count, 4);
    tui_press(&board, "Enter");
    assert_int_equal(tui_asked(&board, EFFECT_PREVIEW), 1);
    assert_int_equal(tui_asked(&board, EFFECT_WRITE), 0);
    assert_int_equal(board.state->screen, SCREEN_PREVIEW);
    assert_true(tui_shows(&board, "+| 1 | M1-T02 (`rail-12`) | in_progress |"));
    tui_press(&board, "Enter");
    assert_int_equal(tui_asked(&board, EFFECT_WRITE), 1);
    assert_int_equal(board.state->screen, SCREEN_BOARD);
    assert_true(tui_shows(&board, "claim M1-T02 for Lane A"));
    assert_true(tui_shows(&board, "ana@desk"));
    /* Our own change is not by another hand. */
    assert_int_equal(board.state->mark_count, 0);
    assert_false(state_log(board.state, 0)->foreign);
    tui_press(&board, "r Enter");
    assert_true(tui_shows(&board, "release M1-T02"));
    assert_false(tui_shows(&board, "ana@desk  "));
    tui_close(&board);
}

static void escape_leaves_everything_as_it_is(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(80, 24, false);
    tui_press(&board, "3 c Esc");
    assert_int_equal(board.state->prompt, PROMPT_NONE);
    assert_int_equal(board.effect_count, 0);
    tui_press(&board, "c Enter Esc");
    assert_int_equal(board.state->screen, SCREEN_BOARD);
    assert_true(tui_shows(&board, "nothing was written"));
    assert_int_equal(tui_asked(&board, EFFECT_WRITE), 0);
    tui_press(&board, "c q c Enter q");
    assert_int_equal(tui_asked(&board, EFFECT_QUIT), 0);
    tui_close(&board);
}

static void a_refusal_says_its_rule_and_can_be_forced(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(80, 24, false);
    tui_press(&board, "3 j j c Enter");
    assert_int_equal(board.state->screen, SCREEN_BOARD);
    assert_true(tui_shows(&board, "refused by dependency.open"));
    assert_true(tui_shows(&board, "M1-T02"));
    tui_press(&board, "!");
    assert_int_equal(board.state->screen, SCREEN_PREVIEW);
    assert_true(board.state->request.force);
    tui_press(&board, "Enter");
    assert_int_equal(tui_asked(&board, EFFECT_WRITE), 1);
    /* Only what was refused a moment ago can be forced. */
    tui_press(&board, "j F");
    assert_int_equal(board.state->screen, SCREEN_BOARD);
    assert_true(tui_shows(&board, "nothing was refused"));
    tui_close(&board);
}

static void a_task_moves_and_a_lane_gets_a_state(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(120, 40, false);
    tui_press(&board, "2 l j j m");
    assert_int_equal(board.state->prompt, PROMPT_CHOICE);
    for (size_t i = 0; i < board.state->choices.count; i++) {
        assert_false(slice_equal(board.state->choices.items[i].value, slice_of("Lane A")));
    }
    tui_press(&board, "Esc s");
    /* The word that the lane has is the one to begin with. */
    assert_slice(board.state->choices.items[board.state->choices.selected].value, "active");
    while (!slice_equal(board.state->choices.items[board.state->choices.selected].value, slice_of("paused"))) {
        tui_press(&board, "j");
    }
    tui_press(&board, "Enter");
    assert_true(tui_shows(&board, "+| Lane A | Connections (`M1-T01`..`M1-T03`) | paused |"));
    tui_press(&board, "Enter");
    const struct record *lane = query_id(board.plan, KIND_LANE, slice_of("Lane A"));
    assert_non_null(lane);
    assert_slice(lane->status, "paused");
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
static bool previews(const struct tui_fixture *board, const char *text)
{
    return board->state->screen == SCREEN_PREVIEW &&
           slice_find(bytes_slice(&board->state->preview.text), slice_of(text), 0) != SLICE_NONE;
}

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

static void a_task_is_done_with_a_filled_in_command(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(120, 40, false);
    board.evidence = "evidence/2026-04-01/M1-T01-validation-summary.md";
    tui_press(&board, "2 l j");
    assert_slice(tui_selected(&board), "M1-T01");
    tui_press(&board, "d");
    check_input(&board, "done M1-T01 --resolution \"Closed M1-T01 ",
                "\" --evidence evidence/2026-04-01/M1-T01-validation-summary.md");
    tui_type(&board, "and \xE6\x9D\xB1");
    tui_press(&board, "Enter");
    assert_int_equal(board.state->screen, SCREEN_PREVIEW);
    assert_int_equal(tui_asked(&board, EFFECT_WRITE), 0);
    assert_true(previews(&board, "+| R2 | Closed M1-T01 and \xE6\x9D\xB1 | "
                                 "`evidence/2026-04-01/M1-T01-validation-summary.md` |"));
    tui_press(&board, "Enter");
    assert_int_equal(query_id(board.plan, KIND_TASK, slice_of("M1-T01"))->state, STATE_DONE);
    /* As it was filled in it can be written, too. */
    tui_press(&board, "3 j");
    assert_slice(tui_selected(&board), "M1-T03");
    board.evidence = "evidence/a\"b\"/M1-T03-summary.md";
    tui_press(&board, "d");
    check_input(&board, "done M1-T03 --resolution \"Closed M1-T03 ",
                "\" --evidence 'evidence/a\"b\"/M1-T03-summary.md'");
    tui_press(&board, "Enter");
    assert_true(previews(&board, "+| R3 | Closed M1-T03 | `evidence/a\"b\"/M1-T03-summary.md` |"));
    tui_close(&board);
}

static void without_evidence_the_command_can_be_called_back(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(120, 40, false);
    tui_press(&board, "3 Enter d");
    check_input(&board, "done M1-T02 --resolution \"Closed M1-T02 ", "\"");
    tui_press(&board, "Enter");
    assert_true(tui_shows(&board, "refused by evidence.missing"));
    tui_press(&board, ": Up");
    check_input(&board, "done M1-T02 --resolution \"Closed M1-T02 \"", "");
    tui_type(&board, " --evidence proof.txt --evidence other.txt");
    tui_press(&board, "Enter");
    assert_true(previews(&board, "| Closed M1-T02 | `proof.txt`, `other.txt` |"));
    tui_press(&board, "Esc Esc : d Esc : Up");
    check_input(&board, "done M1-T02 --resolution \"Closed M1-T02 \" --evidence proof.txt --evidence other.txt", "");
    /* What belongs to no task is no task that could be done. */
    tui_press(&board, "Esc 4 d");
    assert_int_equal(board.state->prompt, PROMPT_NONE);
    assert_true(tui_shows(&board, "select a task first"));
    tui_close(&board);
}

static void blockers_are_opened_and_closed(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(120, 40, false);
    tui_press(&board, "3 b");
    check_input(&board, "block M1-T02 --reason \"", "\"");
    tui_press(&board, "Enter");
    assert_true(tui_shows(&board, "--reason needs TEXT"));
    check_input(&board, "block M1-T02 --reason \"", "\"");
    assert_int_equal(board.effect_count, 0);
    tui_type(&board, "Snow");
    tui_press(&board, "Enter");
    assert_true(previews(&board, "+| B4 |"));
    tui_press(&board, "Enter x");
    assert_true(tui_shows(&board, "select a blocker first"));
    assert_int_equal(board.state->prompt, PROMPT_NONE);
    tui_press(&board, "4 b");
    check_input(&board, "block --reason \"", "\"");
    tui_press(&board, "Esc x");
    check_input(&board, "resolve B1 --resolution \"", "\"");
    tui_press(&board, "Enter");
    assert_true(tui_shows(&board, "--resolution needs TEXT"));
    tui_type(&board, "The foundry wrote");
    tui_press(&board, "Enter");
    assert_true(previews(&board, "-| B1 |"));
    assert_true(previews(&board, "+| R2 | The foundry wrote |"));
    tui_press(&board, "Enter 4");
    assert_slice(tui_selected(&board), "B3");
    assert_true(tui_shows(&board, "Snow"));
    tui_close(&board);
}

static void what_the_plan_has_not_is_not_filled_in(void **state)
{
    (void)state;
    static const char *const names[] = {"TASK-REGISTRY.md", "STATUS.md"};
    static const char registry[] = "## Tasks\n\n| Task ID | Status |\n|---|---|\n| M1-T03 | todo |\n";
    static const char status[] = "## Active Blockers\n\n| ID | Blocker |\n|---|---|\n| B1 | Snow |\n";
    const struct slice texts[] = {{registry, sizeof registry - 1}, {status, sizeof status - 1}};
    struct tui_fixture board = tui_open_texts(names, texts, 2, 80, 24, false);
    tui_press(&board, "4 x");
    check_input(&board, "resolve B1", "");
    tui_press(&board, "Enter");
    assert_true(previews(&board, "-| B1 | Snow |"));
    tui_press(&board, "Esc");
    tui_press(&board, "6 d");
    check_input(&board, "done M1-T03", "");
    assert_int_equal(tui_asked(&board, EFFECT_EVIDENCE), 0);
    tui_press(&board, "Enter");
    assert_int_equal(board.state->screen, SCREEN_PREVIEW);
    tui_close(&board);
}

static void finding_keeps_what_holds_the_text(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(80, 24, false);
    tui_press(&board, "6 /");
    tui_type(&board, "\xCE\xB1\xCE\xB8");
    tui_press(&board, "^u");
    tui_type(&board, "EVERY SCRIPT");
    assert_int_equal(board.state->panels[PANEL_TASKS].count, 1);
    tui_press(&board, "Enter");
    assert_slice(tui_selected(&board), "M1-T03");
    tui_press(&board, "Esc");
    assert_true(board.state->panels[PANEL_TASKS].count > 5);
    assert_slice(tui_selected(&board), "M1-T03");
    tui_press(&board, "/");
    tui_type(&board, "nothing like this");
    tui_press(&board, "Enter");
    assert_true(tui_shows(&board, "nothing here holds that text"));
    /* Nothing is selected: nothing happens. */
    tui_press(&board, "Enter j k c r m s e G g n");
    assert_int_equal(board.state->prompt, PROMPT_NONE);
    tui_close(&board);
}

static void another_hand_is_marked_for_a_while(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(120, 40, false);
    tui_press(&board, "3 j j");
    tui_other_hand(&board, "TASK-REGISTRY.md", "M1-T05 Posters | todo", "M1-T05 Posters | blocked");
    assert_true(tui_shows(&board, "M1-T05 todo \xE2\x86\x92 blocked   TASK-REGISTRY.md:27"));
    assert_true(tui_shows(&board, "(by another hand)"));
    assert_true(tui_shows(&board, "\xE2\x96\x8C"));
    /* The selection stays with its record. */
    assert_slice(tui_selected(&board), "M1-T04");
    assert_true(tui_update_wait(board.state) <= MARK_MILLISECONDS);
    tui_wait(&board, MARK_MILLISECONDS - 1);
    assert_true(tui_shows(&board, "\xE2\x96\x8C"));
    tui_wait(&board, 1);
    assert_false(tui_shows(&board, "\xE2\x96\x8C"));
    assert_true(tui_shows(&board, "(by another hand)"));
    tui_press(&board, "g n");
    assert_slice(tui_selected(&board), "M1-T05");
    tui_close(&board);
}

static void the_selection_outlives_its_row(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(80, 24, false);
    tui_press(&board, "3 j");
    assert_slice(tui_selected(&board), "M1-T03");
    tui_other_hand(&board, "STATUS.md", "| P0 | M1-T02 (`rail-12`) | Connections that wait for one another |\n", "");
    assert_slice(tui_selected(&board), "M1-T03");
    tui_other_hand(&board, "STATUS.md",
                   "| P0 | M1-T03 (`rail-13`) | Names of stations in their own script: "
                   "\xE6\x9D\xB1\xE4\xBA\xAC\xE9\xA7\x85, \xC5\x81\xC3\xB3\x64\xC5\xBA Fabryczna, "
                   "\xCE\x91\xCE\xB8\xCE\xAE\xCE\xBD\xCE\xB1 |\n",
                   "");
    assert_non_null(state_selected(board.state));
    tui_press(&board, "G");
    for (int i = 0; i < 3; i++) {
        tui_press(&board, "Enter Esc");
    }
    tui_close(&board);
}

static void a_preview_is_made_again_when_the_plan_changes(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(100, 40, false);
    tui_press(&board, "3 c Enter");
    assert_int_equal(tui_asked(&board, EFFECT_PREVIEW), 1);
    tui_other_hand(&board, "TASK-REGISTRY.md", "Everybody asks for it", "Asked for again");
    assert_int_equal(tui_asked(&board, EFFECT_PREVIEW), 2);
    assert_true(tui_shows(&board, "Asked for again"));
    /* Somebody else takes it: the refusal is told, and nothing is left to write by mistake. */
    tui_other_hand(&board, "WORKBOARD.md", "| M1-T01 | Lane A | vera@depot | 2026-04-01T08:10Z |\n",
                   "| M1-T01 | Lane A | vera@depot | 2026-04-01T08:10Z |\n"
                   "| M1-T02 | Lane A | vera@depot | 2026-04-01T14:00Z |\n");
    assert_int_equal(board.state->screen, SCREEN_BOARD);
    assert_true(tui_shows(&board, "claim.taken"));
    tui_close(&board);
}

static void documents_with_anything_in_them_are_drawn(void **state)
{
    (void)state;
    static const char *const names[] = {"TASK-REGISTRY.md", "STATUS.md"};
    static const char registry[] = "## X Tasks\n\n| Task ID | Status | Depends On |\n|---|---|---|\n"
                                   "| M1-T01 a\x1B[31mred\x07 \xE2\x80\xAE" "b | todo | M9-T99 |\n"
                                   "| M1-T02 \xFF\xFE\0nul \xE6\x9D\xB1 | \xF0\x9F\x91\xA9 | M1-T02 |\n"
                                   "| M1-T03 | | M1-T01..M1-T09 |\n";
    const struct slice texts[] = {{registry, sizeof registry - 1}, {"", 0}};
    static const char *const keys[] = {"",        "6",     "6 Enter", "6 j Enter G", "6 G Enter", "1",
                                       "2",       "4",     "5 Enter", "?",           "L",         "3 c",
                                       "6 c",     "6 m",   "2 s",     "n",           "6 r",       "6 / x",
                                       "6 c Enter", "! F", "z",       "e"};
    struct tui_fixture board = tui_open_texts(names, texts, 2, 80, 24, false);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        tui_press(&board, "Esc Esc Esc Esc");
        tui_press(&board, keys[i]);
        const char *screen = tui_screen(&board);
        for (const char *at = screen; *at != '\0'; at++) {
            assert_true(*at == '\n' || (unsigned char)*at >= 0x20);
        }
        assert_true(utf8_valid(slice_of(screen)));
        assert_null(strstr(screen, "\xE2\x80\xAE"));
        assert_int_equal(strlen(screen), board.text.size);
    }
    tui_close(&board);
}

/* Keys, sizes and other hands by chance, the same in every run. */
static void chance_does_not_break_it(void **state)
{
    (void)state;
    static const char *const swaps[][3] = {
        {"TASK-REGISTRY.md", "M1-T02 Connections (`rail-12`) | todo", "M1-T02 Connections (`rail-12`) | done"},
        {"WORKBOARD.md", "| Lane B | Posters", "| Lane Z | Posters"},
        {"STATUS.md", "| P0 | M1-T02 (`rail-12`)", "| P0 | M1-T06"},
        {"STATUS.md", "| M2 Sleeping cars | Planned |", "| M9 Sleeping cars | Complete |"},
    };
    bool swapped[4] = {false};
    size_t count = 0;
    uint32_t number = 12345;
    struct tui_fixture board = tui_open(80, 24, false);
    while (bindings[count].key != 0) {
        count++;
    }
    for (int i = 0; i < 4000; i++) {
        number = number * 1664525U + 1013904223U;
        unsigned chosen = number >> 16;
        if (chosen % 97 == 0) {
            tui_resize(&board, 1 + chosen % 211, 1 + chosen % 61);
        } else if (chosen % 53 == 0 && board.state->screen != SCREEN_PREVIEW) {
            size_t which = chosen % 4;
            const struct document *document =
                board.plan->documents[tui_document(board.plan, slice_of(swaps[which][0]))];
            /* A write of the board itself may have changed the place. */
            const char *old = swaps[which][swapped[which] ? 2 : 1];
            if (slice_find(source_bytes(document->source), slice_of(old), 0) != SLICE_NONE) {
                tui_other_hand(&board, swaps[which][0], old, swaps[which][swapped[which] ? 1 : 2]);
                swapped[which] = !swapped[which];
            }
        } else if (chosen % 31 == 0) {
            tui_wait(&board, chosen % 9000);
        } else {
            tui_send(&board, (struct tui_event){.kind = EVENT_KEY, .key = bindings[chosen % count].key});
        }
        (void)tui_screen(&board);
        assert_true(board.state->page.count == 0 || board.state->page.selected < board.state->page.count);
    }
    tui_close(&board);
}

static void before_the_plan_is_there_it_can_be_left(void **state)
{
    (void)state;
    struct tui_fixture board = {.moment = {1, "", ""}};
    struct error error = {0};
    board.state = tui_state_new(utf8_width_fixed, false, &error);
    cells_init(&board.cells, utf8_width_fixed, false);
    tui_resize(&board, 80, 24);
    assert_true(tui_shows(&board, "reading"));
    tui_press(&board, "j Enter c ? q");
    assert_int_equal(tui_asked(&board, EFFECT_QUIT), 1);
    tui_state_free(board.state);
    cells_release(&board.cells);
    bytes_release(&board.text);
}

static void every_binding_says_what_it_does(void **state)
{
    (void)state;
    for (size_t i = 0; bindings[i].key != 0; i++) {
        char name[BINDINGS_NAME];
        assert_non_null(bindings[i].label);
        assert_true(bindings[i].help != NULL || bindings[i - 1].action == bindings[i].action ||
                    bindings[i].action == ACTION_BACK);
        assert_true(strlen(bindings_key_name(bindings[i].key, name)) > 0);
        /* A key means one thing in a place. */
        for (size_t k = i + 1; bindings[k].key != 0; k++) {
            assert_false(bindings[i].key == bindings[k].key && (bindings[i].where & bindings[k].where) != 0);
        }
        for (unsigned where = WHERE_BOARD; where <= WHERE_INPUT; where <<= 1) {
            enum action wanted = (bindings[i].where & where) != 0 ? bindings[i].action : ACTION_NONE;
            assert_true(wanted == ACTION_NONE || bindings_action(bindings[i].key, (enum where)where) == wanted);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_move_within_and_between_panels),
        cmocka_unit_test(every_step_lands_on_something),
        cmocka_unit_test(a_record_opens_and_leads_to_others),
        cmocka_unit_test(a_claim_asks_shows_and_writes),
        cmocka_unit_test(escape_leaves_everything_as_it_is),
        cmocka_unit_test(a_refusal_says_its_rule_and_can_be_forced),
        cmocka_unit_test(a_task_moves_and_a_lane_gets_a_state),
        cmocka_unit_test(commands_can_be_typed),
        cmocka_unit_test(a_line_can_be_edited),
        cmocka_unit_test(a_task_is_done_with_a_filled_in_command),
        cmocka_unit_test(without_evidence_the_command_can_be_called_back),
        cmocka_unit_test(blockers_are_opened_and_closed),
        cmocka_unit_test(what_the_plan_has_not_is_not_filled_in),
        cmocka_unit_test(finding_keeps_what_holds_the_text),
        cmocka_unit_test(another_hand_is_marked_for_a_while),
        cmocka_unit_test(the_selection_outlives_its_row),
        cmocka_unit_test(a_preview_is_made_again_when_the_plan_changes),
        cmocka_unit_test(documents_with_anything_in_them_are_drawn),
        cmocka_unit_test(chance_does_not_break_it),
        cmocka_unit_test(before_the_plan_is_there_it_can_be_left),
        cmocka_unit_test(every_binding_says_what_it_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
