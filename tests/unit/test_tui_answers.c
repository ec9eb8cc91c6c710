/* The views of what only disk and git know: next, history, times, flow, evidence, the packet and the look at one: what they
 * ask, when, what they show meanwhile, and what their keys do. */
#include "tui/packet.h"
#include "tui/view_table.h"

#include "test_tui_fixture.h"

static void next_comes_best_first_and_is_claimed(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(120, 40, false);
    tui_press(&board, "N");
    assert_int_equal(board.state->view, VIEW_NEXT);
    assert_int_equal(tui_asked(&board, EFFECT_EVIDENCE), 1);
    assert_slice(tui_selected(&board), "M1-T02");
    assert_true(tui_shows(&board, "Next \xC2\xB7 2 ready"));
    assert_true(tui_shows(&board, "number 1 in the queue"));
    assert_true(tui_shows(&board, "VG-TIME-001 missing"));
    assert_true(tui_shows(&board, "M1/M1-T02-VG-TIME-001.txt"));
    /* What it unblocks: the longest chain behind it. */
    assert_true(tui_shows(&board, "chain        M1-T04"));
    tui_press(&board, "c");
    assert_int_equal(board.state->screen, SCREEN_PREVIEW);
    assert_slice(board.state->request.arguments[0], "M1-T02");
    tui_press(&board, "Enter");
    assert_int_equal(board.state->view, VIEW_NEXT);
    assert_int_equal(board.state->lists[VIEW_NEXT].all_count, 1);
    assert_slice(tui_selected(&board), "M1-T03");
    tui_press(&board, "c Enter");
    /* Now what has to happen first stands there. */
    assert_true(tui_shows(&board, "nothing is ready; this comes first"));
    assert_true(tui_shows(&board, "is claimed by ana@desk"));
    tui_close(&board);
}

static void history_is_read_without_holding_up_a_key(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(120, 40, false);
    board.silent = true;
    tui_press(&board, "T");
    assert_int_equal(tui_asked(&board, EFFECT_HISTORY), 1);
    assert_true(tui_shows(&board, "reading the history"));
    /* Keys act while it is read, and it is not asked for twice. */
    tui_press(&board, "j k 6 j T f Backspace Enter");
    tui_wait(&board, 60000);
    assert_int_equal(tui_asked(&board, EFFECT_HISTORY), 1);
    tui_answer_history(&board);
    assert_int_equal(board.state->view, VIEW_HISTORY);
    assert_int_equal(board.state->lists[VIEW_HISTORY].count, 11);
    assert_false(tui_shows(&board, "reading the history"));
    /* The newest first: what is in no commit yet. */
    assert_true(tui_shows(&board, "\xE2\x80\xBAnot committed     M1-T01"));
    tui_press(&board, "j j");
    assert_true(tui_shows(&board, "\xE2\x80\xBA" "2026-03-31 09:30"));
    tui_press(&board, "G");
    assert_true(tui_shows(&board, "\xE2\x80\xBA" "2026-03-28 08:00  M0-T01"));
    assert_true(tui_shows(&board, "for          2d 01:30 todo"));
    assert_true(tui_shows(&board, "1d 00:00 in progress"));
    assert_true(tui_shows(&board, "All of its changes"));
    tui_press(&board, "Enter");
    assert_int_equal(board.state->screen, SCREEN_RECORD);
    assert_slice(tui_selected(&board), "M0-T01");
    tui_close(&board);
}

static void history_is_asked_again_when_documents_change(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(80, 24, false);
    tui_press(&board, "T");
    board.silent = true;
    tui_other_hand(&board, "TASK-REGISTRY.md", "M1-T05 Posters | todo", "M1-T05 Posters | blocked");
    tui_other_hand(&board, "TASK-REGISTRY.md", "M1-T05 Posters | blocked", "M1-T05 Posters | todo");
    /* Not with each edit of a burst. */
    assert_int_equal(tui_asked(&board, EFFECT_HISTORY), 1);
    assert_true(tui_update_wait(board.state) <= ANSWERS_PAUSE);
    tui_wait(&board, ANSWERS_PAUSE - 1);
    assert_int_equal(tui_asked(&board, EFFECT_HISTORY), 1);
    assert_false(tui_update_is_due(board.state, board.moment.milliseconds));
    assert_true(tui_update_is_due(board.state, board.moment.milliseconds + 1));
    tui_wait(&board, 1);
    assert_int_equal(tui_asked(&board, EFFECT_HISTORY), 2);
    /* The older answer stays until the new one is there. */
    assert_int_equal(board.state->lists[VIEW_HISTORY].count, 11);
    assert_true(tui_shows(&board, "reading the history"));
    tui_answer_history(&board);
    tui_wait(&board, 60000);
    assert_int_equal(tui_asked(&board, EFFECT_HISTORY), 2);
    tui_press(&board, "R");
    assert_int_equal(tui_asked(&board, EFFECT_HISTORY), 3);
    tui_answer_history(&board);
    /* Where no view shows it nothing is asked. */
    tui_press(&board, "6");
    tui_other_hand(&board, "TASK-REGISTRY.md", "M1-T05 Posters | todo", "M1-T05 Posters | blocked");
    tui_wait(&board, 60000);
    assert_int_equal(tui_asked(&board, EFFECT_HISTORY), 3);
    while (tui_update_prepare(board.state)) {
    }
    assert_true(tui_update_wait(board.state) > 0);
    tui_press(&board, "T");
    assert_int_equal(tui_asked(&board, EFFECT_HISTORY), 4);
    tui_close(&board);
}

static void history_of_one_record_and_of_all(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(100, 24, false);
    tui_press(&board, "6 <");
    assert_slice(tui_selected(&board), "M0-T01");
    tui_press(&board, "t");
    assert_int_equal(board.state->view, VIEW_HISTORY);
    assert_int_equal(board.state->lists[VIEW_HISTORY].count, 3);
    assert_true(tui_shows(&board, "M0-T01 alone"));
    tui_press(&board, "t");
    assert_int_equal(board.state->lists[VIEW_HISTORY].count, 11);
    /* A task's claims are its history, too; of what the plan no longer has there is one. */
    tui_press(&board, "< t");
    assert_int_equal(board.state->lists[VIEW_HISTORY].count, 3);
    assert_true(tui_shows(&board, "claim M1-T01"));
    tui_press(&board, "t / M 9 Enter t");
    assert_true(tui_shows(&board, "M9-T01 alone"));
    assert_int_equal(board.state->lists[VIEW_HISTORY].count, 2);
    tui_press(&board, "T");
    assert_int_equal(board.state->lists[VIEW_HISTORY].count, 11);
    tui_press(&board, "6 G t");
    assert_true(tui_shows(&board, "has no history yet"));
    /* Filtered and sorted as other lists. */
    tui_press(&board, "T /");
    tui_type(&board, "vera done");
    tui_press(&board, "Enter");
    assert_int_equal(board.state->lists[VIEW_HISTORY].count, 2);
    tui_press(&board, "Esc o o <");
    assert_true(tui_shows(&board, "\xE2\x80\xBAnot committed     claim M1-T01"));
    for (int i = 0; i < 5; i++) {
        tui_press(&board, "o");
    }
    assert_true(tui_shows(&board, "the newest first"));
    tui_close(&board);
}

static void why_there_is_no_answer_is_said(void **state)
{
    (void)state;
    static const struct {
        const char *keys;
        enum question question;
    } cases[] = {{"T", QUESTION_HISTORY}, {"f", QUESTION_HISTORY}, {"E", QUESTION_EVIDENCE}, {"W", QUESTION_PACKET}};
    struct tui_fixture board = tui_open(120, 24, false);
    struct error failure = {0};
    board.silent = true;
    (void)error_set_at(&failure, ERROR_NOT_FOUND, "/home/vera/rails", 0, "lies in no work tree of git");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        tui_press(&board, cases[i].keys);
        tui_send(&board, (struct tui_event){.kind = EVENT_ANSWER, .question = cases[i].question, .error = &failure});
        assert_true(tui_shows(&board, "/home/vera/rails lies in no work tree of git"));
    }
    tui_press(&board, ": p a c k e t Space x Enter");
    assert_true(tui_shows(&board, "there is no packet yet"));
    assert_int_equal(tui_asked(&board, EFFECT_PACKET_WRITE), 0);
    tui_close(&board);
}

static void times_and_flow_are_counted_from_it(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(120, 40, false);
    tui_press(&board, "T z");
    tui_press(&board, ": v i e w Space t i m e s Enter");
    assert_int_equal(board.state->view, VIEW_TIMES);
    assert_int_equal(board.state->lists[VIEW_TIMES].count, 5);
    assert_true(tui_shows(&board, "M9-T01"));
    assert_true(tui_shows(&board, "gone"));
    assert_true(tui_shows(&board, "1d 04:33"));
    tui_press(&board, "f");
    assert_int_equal(board.state->view, VIEW_FLOW);
    assert_true(tui_shows(&board, "2 done"));
    assert_true(tui_shows(&board, "1 in progress"));
    assert_true(tui_shows(&board, "of 4"));
    /* It is no list. */
    tui_press(&board, "/");
    assert_int_equal(board.state->prompt, PROMPT_NONE);
    tui_press(&board, "c Enter o O Space y");
    assert_int_equal(board.state->screen, SCREEN_VIEW);
    /* A small screen scrolls, and not beyond the end. */
    tui_resize(&board, 80, 12);
    tui_press(&board, "G j j PageDown");
    assert_true(tui_shows(&board, "(none)") || tui_shows(&board, "Lane"));
    size_t top = board.state->answers->flow_top;
    assert_true(top > 0 && top < board.state->answers->flow_lines);
    tui_press(&board, "<");
    assert_int_equal(board.state->answers->flow_top, 0);
    assert_int_equal(tui_asked(&board, EFFECT_HISTORY), 1); /* for all views of it */
    tui_close(&board);
}

/* A plan that defines its gates, with files of evidence: one of today, one from before the task was claimed. */
static struct tui_fixture open_with_gates(void)
{
    static const char *const names[] = {"TASK-REGISTRY.md", "WORKBOARD.md", "VALIDATION-MATRIX.md"};
    const struct slice texts[] = {
        slice_of("# Task Registry\n\n## M0 Tasks (Timetables)\n\n| Task ID | Status | Depends On | Required Gates | Deliverable |\n"
                 "|---|---|---|---|---|\n| M0-T01 Read | done | none | VG-READ-001 | Reader |\n"
                 "| M1-T02 Write | todo | none | VG-READ-001, VG-TIME-001 | - |\n"
                 "| M1-T01 Trains | in_progress | none | VG-TIME-001 | Table |\n"),
        slice_of("# Workboard\n\n## Active Claims\n\n| Task | Lane | Claimed by | Since |\n|---|---|---|---|\n"
                 "| M1-T01 | - | vera@depot | 2026-04-01T08:10Z |\n"),
        slice_of("# Validation Matrix\n\n## Time Gates\n\n| VG ID | Scope | Command | Pass Criteria |\n|---|---|---|---|\n"
                 "| VG-READ-001 | Reading | `make read` | green |\n| VG-TIME-001 | Time | `make time` | green |\n"),
    };
    struct tui_fixture board = tui_open_texts(names, texts, 3, 120, 40, false);
    board.sample = true;
    return board;
}

static void evidence_is_listed_by_task_and_gate(void **state)
{
    (void)state;
    struct tui_fixture board = open_with_gates();
    tui_press(&board, "E");
    const struct list *list = &board.state->lists[VIEW_EVIDENCE];
    assert_int_equal(list->count, 4);
    assert_true(tui_shows(&board, "Evidence \xC2\xB7 4 \xC2\xB7 3 to produce"));
    /* What is going on comes first; its file is older than its start. */
    tui_press(&board, "<");
    assert_slice(tui_selected(&board), "M1-T01");
    assert_true(tui_shows(&board, "VG-TIME-001  old"));
    assert_true(tui_shows(&board, "2026-01-02 M1-T01"));
    assert_true(tui_shows(&board, "by: make time"));
    tui_press(&board, "/");
    tui_type(&board, "present");
    tui_press(&board, "Enter");
    assert_int_equal(list->count, 1);
    assert_slice(tui_selected(&board), "M0-T01");
    assert_true(tui_shows(&board, "proved by"));
    tui_press(&board, "Esc <");
    /* A new plan: the files are held against it. */
    tui_other_hand(&board, "TASK-REGISTRY.md", "VG-READ-001, VG-TIME-001", "VG-READ-001");
    assert_int_equal(list->count, 3);
    assert_slice(tui_selected(&board), "M1-T01");
    tui_press(&board, "N");
    assert_true(tui_shows(&board, "VG-READ-001 missing"));
    tui_close(&board);
}

static void the_packet_is_edited_and_handed_out(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(80, 24, false);
    tui_press(&board, "W");
    assert_true(tui_shows(&board, "Since: 2222222"));
    tui_press(&board, "j j j j j j Enter");
    assert_int_equal(board.state->screen, SCREEN_RECORD);
    assert_slice(tui_selected(&board), "M0-T01");
    tui_press(&board, "Backspace e");
    assert_int_equal(tui_asked(&board, EFFECT_PACKET_EDIT), 1);
    assert_true(tui_shows(&board, "Edited."));
    assert_true(tui_shows(&board, "edited, not handed out yet"));
    /* What the person wrote is not replaced by itself. */
    tui_other_hand(&board, "TASK-REGISTRY.md", "M1-T05 Posters | todo", "M1-T05 Posters | blocked");
    tui_wait(&board, 60000);
    tui_press(&board, "6 W");
    assert_true(tui_shows(&board, "Edited."));
    tui_press(&board, "w");
    assert_string_equal(board.state->input, "packet handoff-2026-04-01.md");
    tui_press(&board, "Enter");
    assert_int_equal(tui_asked(&board, EFFECT_PACKET_WRITE), 1);
    assert_string_equal(board.state->answers->path, "handoff-2026-04-01.md");
    assert_false(board.state->answers->replace);
    assert_true(tui_shows(&board, "handed out"));
    tui_press(&board, ":");
    tui_type(&board, "packet --force 'a b.md'");
    tui_press(&board, "Enter");
    assert_string_equal(board.state->answers->path, "a b.md");
    assert_true(board.state->answers->replace);
    tui_press(&board, ": p a c k e t Space a Space b Enter");
    assert_true(tui_shows(&board, "one file"));
    tui_press(&board, ": p a c k e t Enter");
    assert_true(tui_shows(&board, "name a file"));
    tui_press(&board, "y");
    assert_int_equal(tui_asked(&board, EFFECT_PACKET_COPY), 1);
    assert_int_equal(tui_asked(&board, EFFECT_PACKET_WRITE), 2);
    size_t asked = tui_asked(&board, EFFECT_PACKET);
    tui_press(&board, "R");
    assert_int_equal(tui_asked(&board, EFFECT_PACKET), asked + 1);
    assert_true(tui_shows(&board, "Since: 2222222"));
    tui_close(&board);
}

static void a_packet_is_chosen_and_looked_at(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(100, 30, false);
    tui_press(&board, "I");
    assert_true(tui_shows(&board, "No packet was looked at yet"));
    assert_int_equal(tui_asked(&board, EFFECT_INTAKE), 0);
    tui_press(&board, "i");
    assert_string_equal(board.state->input, "intake ");
    assert_int_equal(tui_asked(&board, EFFECT_PATHS), 1);
    assert_true(tui_shows(&board, "packet-b.md"));
    /* Another folder is listed when its name is typed. */
    tui_type(&board, "d");
    tui_press(&board, "Tab");
    assert_string_equal(board.state->input, "intake docs/");
    assert_int_equal(tui_asked(&board, EFFECT_PATHS), 2);
    assert_true(tui_shows(&board, "docs/worker.md"));
    tui_type(&board, "w");
    tui_press(&board, "Tab");
    assert_string_equal(board.state->input, "intake docs/worker.md ");
    tui_type(&board, "'Lane A'");
    tui_press(&board, "Enter");
    assert_int_equal(board.state->view, VIEW_INTAKE);
    assert_int_equal(tui_asked(&board, EFFECT_INTAKE), 1);
    assert_string_equal(board.state->answers->intake_path, "docs/worker.md");
    assert_slice(bytes_slice(&board.state->answers->intake_lane), "Lane A");
    assert_true(tui_shows(&board, "docs/worker.md for M0-T01"));
    assert_true(board.state->lists[VIEW_INTAKE].count > 2);
    assert_true(tui_shows(&board, "holds"));
    assert_true(tui_shows(&board, "fail"));
    tui_press(&board, "/");
    tui_type(&board, "fails");
    tui_press(&board, "Enter");
    assert_int_equal(board.state->lists[VIEW_INTAKE].count, board.state->answers->failure_count);
    tui_press(&board, "Esc S e y c");
    /* One that names no task. */
    board.packet = "# Nothing\n";
    tui_press(&board, ": i n t a k e Space x Enter");
    assert_int_equal(board.state->answers->point_count, 0);
    assert_true(board.state->answers->questions[QUESTION_INTAKE].failure.size > 0);
    assert_true(tui_shows(&board, "Intake \xC2\xB7 0 \xC2\xB7 x"));
    tui_close(&board);
}

static void words_of_a_line_may_have_quotes(void **state)
{
    (void)state;
    struct slice rest;
    assert_slice(packet_first_word(slice_of(" a b c"), &rest), "a");
    assert_slice(rest, "b c");
    assert_slice(packet_first_word(slice_of("'a b' \"c d\""), &rest), "a b");
    assert_slice(rest, "\"c d\"");
    assert_slice(packet_first_word(slice_of("'a b"), &rest), "a b");
    assert_slice(rest, "");
    assert_slice(packet_first_word(slice_of(""), &rest), "");
    assert_slice(packet_folder(slice_of("a/b/c")), "a/b/");
    assert_slice(packet_folder(slice_of("c")), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(next_comes_best_first_and_is_claimed),
        cmocka_unit_test(history_is_read_without_holding_up_a_key),
        cmocka_unit_test(history_is_asked_again_when_documents_change),
        cmocka_unit_test(history_of_one_record_and_of_all),
        cmocka_unit_test(why_there_is_no_answer_is_said),
        cmocka_unit_test(times_and_flow_are_counted_from_it),
        cmocka_unit_test(evidence_is_listed_by_task_and_gate),
        cmocka_unit_test(the_packet_is_edited_and_handed_out),
        cmocka_unit_test(a_packet_is_chosen_and_looked_at),
        cmocka_unit_test(words_of_a_line_may_have_quotes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
