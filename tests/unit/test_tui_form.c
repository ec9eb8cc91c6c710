/* The form: every verb is filled in, shown and written in it, and nothing else is. */
#include "test_tui_form.h"

/* ---- the whole way ---- */

static void a_claim_is_two_keys(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(100, 40, false);
    tui_press(&board, "3 < c");
    assert_int_equal(board.state->screen, SCREEN_PREVIEW);
    assert_slice(bytes_slice(&row_called(&board, "ID")->text), "M1-T02");
    assert_slice(bytes_slice(&row_called(&board, "lane")->text), "Lane A");
    assert_true(previews(&board, "+| 1 | M1-T02 (`rail-12`) | in_progress |"));
    assert_int_equal(tui_asked(&board, EFFECT_WRITE), 0);
    tui_press(&board, "Enter");
    assert_int_equal(tui_asked(&board, EFFECT_WRITE), 1);
    assert_int_equal(board.state->screen, SCREEN_VIEW);
    assert_true(tui_shows(&board, "claim M1-T02 for Lane A"));
    assert_true(tui_shows(&board, "ana@desk"));
    /* Our own change is not by another hand. */
    assert_int_equal(board.state->mark_count, 0);
    assert_false(state_log(board.state, 0)->foreign);
    tui_press(&board, "r Enter");
    assert_true(tui_shows(&board, "release M1-T02"));
    assert_slice(status_of(&board, KIND_TASK, "M1-T02"), "todo");
    tui_close(&board);
}

static void escape_leaves_everything_as_it_is(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(80, 24, false);
    tui_press(&board, "3 < c");
    tui_type(&board, "q");
    tui_wait(&board, 1000);
    tui_press(&board, "Esc");
    assert_int_equal(board.state->screen, SCREEN_VIEW);
    assert_true(tui_shows(&board, "nothing was written"));
    assert_int_equal(tui_asked(&board, EFFECT_WRITE), 0);
    assert_int_equal(tui_asked(&board, EFFECT_QUIT), 0);
    tui_close(&board);
}

static void several_are_ticked(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(120, 40, false);
    tui_press(&board, "3 < Space Space");
    assert_int_equal(board.state->ticks.count, 2);
    /* Ticks survive a new plan. */
    tui_other_hand(&board, "STATUS.md", "No posters", "No posters at all");
    tui_press(&board, "c");
    assert_slice(bytes_slice(&row_called(&board, "ID")->text), "M1-T02, M1-T03");
    tui_press(&board, "Enter");
    assert_slice(status_of(&board, KIND_TASK, "M1-T02"), "in_progress");
    assert_slice(status_of(&board, KIND_TASK, "M1-T03"), "in_progress");
    assert_int_equal(board.state->ticks.count, 0);
    /* A verb for one record is run for each. */
    tui_press(&board, "< Space Space m");
    assert_slice(bytes_slice(&row_called(&board, "ID")->text), "M1-T02, M1-T03");
    tui_type(&board, "Lane C");
    tui_press(&board, "Enter");
    assert_int_equal(board.state->request.each_count, 2);
    tui_press(&board, "Esc Esc");
    assert_int_equal(board.state->ticks.count, 0);
    tui_close(&board);
}

/* ---- refusals ---- */

static void a_refusal_is_where_the_eyes_are(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(80, 24, false);
    tui_press(&board, "3 < j j c");
    /* The footer names the keys that help, as they are where something is typed, too. */
    assert_true(tui_shows(&board, " F force  g open"));
    assert_false(tui_shows(&board, "Enter write"));
    tui_press(&board, "Down");
    assert_true(form_is_typed(form_selected(board.state->form)));
    assert_true(tui_shows(&board, " M-F force  M-g open"));
    tui_press(&board, "Up");
    assert_int_equal(board.state->screen, SCREEN_PREVIEW);
    assert_int_equal(board.state->form->selected, 0);
    assert_true(tui_shows(&board, "refused by dependency.open"));
    assert_true(tui_shows(&board, "g opens M1-T02; F forces"));
    tui_press(&board, "Enter");
    assert_int_equal(tui_asked(&board, EFFECT_WRITE), 0);
    tui_press(&board, "g");
    assert_int_equal(board.state->screen, SCREEN_RECORD);
    assert_slice(record_name(state_open_record(board.state)), "M1-T02");
    tui_press(&board, "Esc 3 < j j c F");
    tui_wait(&board, 1);
    assert_true(board.state->request.force);
    assert_true(tui_shows(&board, "in spite of the rules"));
    tui_press(&board, "Enter");
    assert_int_equal(tui_asked(&board, EFFECT_WRITE), 1);
    /* A claim is never taken by force. */
    tui_press(&board, "c F");
    tui_wait(&board, 1);
    assert_int_equal(tui_asked(&board, EFFECT_WRITE), 1);
    assert_true(tui_shows(&board, "r gives it back"));
    tui_close(&board);
}

static void what_is_missing_is_asked_for(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(120, 40, false);
    tui_press(&board, "3 < b");
    assert_slice(form_selected(board.state->form)->label, "reason");
    assert_true(tui_shows(&board, "--reason"));
    tui_type(&board, "Letters of the fonts: VG-DRAW-001");
    /* Typing goes on while the verb does not run for each letter. */
    size_t ran = tui_asked(&board, EFFECT_PREVIEW);
    assert_true(ran < 4);
    tui_wait(&board, 100);
    assert_int_equal(tui_asked(&board, EFFECT_PREVIEW), ran + 1);
    assert_true(previews(&board, "+| B4 | M1-T02: Letters of the fonts"));
    assert_true(states_fact(&board, "it gets the number B4"));
    assert_true(states_fact(&board, "like it, open: B1"));
    tui_press(&board, "Enter 4");
    assert_true(tui_shows(&board, "Letters of the fonts"));
    tui_press(&board, "3 x");
    assert_true(tui_shows(&board, "resolve needs a blocker"));
    tui_close(&board);
}

/* ---- completion ---- */

static void names_are_completed(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(120, 40, false);
    tui_press(&board, "3 < m");
    assert_slice(form_selected(board.state->form)->label, "to");
    tui_type(&board, "lane");
    tui_press(&board, "Tab Tab");
    assert_slice(bytes_slice(&row_called(&board, "to")->text), "Lane B");
    assert_true(tui_shows(&board, "Lane C"));
    tui_press(&board, "Shift-Tab");
    assert_slice(bytes_slice(&row_called(&board, "to")->text), "Lane A");
    tui_press(&board, "Esc");
    assert_slice(bytes_slice(&row_called(&board, "to")->text), "lane");
    tui_press(&board, "Tab Down Down Enter");
    assert_int_equal(tui_asked(&board, EFFECT_WRITE), 0);
    assert_slice(bytes_slice(&row_called(&board, "to")->text), "Lane C");
    tui_wait(&board, 100);
    tui_press(&board, "Enter");
    assert_int_equal(tui_asked(&board, EFFECT_WRITE), 1);
    const struct record *task = query_id(board.plan, KIND_TASK, slice_of("M1-T02"));
    assert_slice(task->lane->id, "Lane C");
    tui_close(&board);
}

static void a_lane_gets_a_word(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(120, 40, false);
    tui_press(&board, "2 l s");
    go_to_label(&board, "STATE");
    /* The word that stands there; Tab goes on from it. */
    assert_slice(bytes_slice(&row_called(&board, "STATE")->text), "active");
    tui_press(&board, "^u");
    tui_type(&board, "pau");
    tui_press(&board, "Tab Enter");
    tui_wait(&board, 100);
    assert_true(previews(&board, "+| Lane A | Connections (`M1-T01`..`M1-T03`) | paused |"));
    tui_press(&board, "Enter");
    assert_slice(status_of(&board, KIND_LANE, "Lane A"), "paused");
    tui_close(&board);
}

/* ---- what is proposed can be changed ---- */

static void a_value_and_a_sentence_are_changed(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(120, 40, false);
    tui_press(&board, "3 < r");
    tui_press(&board, "Esc 5 < r");
    go_to_label(&board, "M1-T01 status");
    assert_slice(bytes_slice(&row_called(&board, "M1-T01 status")->text), "todo");
    tui_press(&board, "^u");
    tui_type(&board, "blocked");
    tui_wait(&board, 100);
    assert_true(previews(&board, "+| M1-T01 Trains that pass midnight | blocked |"));
    const struct form_row *mention = NULL;
    for (size_t i = 0; i < board.state->form->count; i++) {
        if (board.state->form->rows[i].kind == FORM_MENTION &&
            slice_find(bytes_slice(&board.state->form->rows[i].text), slice_of("Night trains"), 0) != SLICE_NONE) {
            mention = &board.state->form->rows[i];
        }
    }
    assert_non_null(mention);
    go_to(&board, mention);
    tui_press(&board, "End Left Left Left Left Left Left Left Left Left Left");
    tui_press(&board, "Backspace");
    tui_wait(&board, 100);
    /* The row stays in the form though the line is none of the sentences that were left alone. */
    assert_int_equal(form_selected(board.state->form)->kind, FORM_MENTION);
    tui_press(&board, "Enter");
    assert_int_equal(tui_asked(&board, EFFECT_WRITE), 1);
    assert_slice(status_of(&board, KIND_TASK, "M1-T01"), "blocked");
    const struct record *milestone = query_id(board.plan, KIND_MILESTONE, slice_of("M1"));
    assert_true(milestone != NULL && slice_find(record_value(milestone, ROLE_NOTES), slice_of("M1-T01`..`M1-T06"), 0) == SLICE_NONE);
    tui_close(&board);
}

static void a_part_is_left_out(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(100, 40, false);
    tui_press(&board, "3 < c");
    struct form_row *part = form_selected(board.state->form);
    while (part->kind != FORM_PART) {
        tui_press(&board, "Down");
        part = form_selected(board.state->form);
    }
    while (slice_find(part->old, slice_of("| 1 | M1-T02"), 0) == SLICE_NONE) {
        tui_press(&board, "j");
        part = form_selected(board.state->form);
    }
    tui_press(&board, "Space");
    tui_wait(&board, 100);
    assert_true(form_selected(board.state->form)->on);
    assert_true(tui_shows(&board, "1 left out"));
    assert_true(states_fact(&board, "the mirrors of M1-T02 will say different states"));
    tui_press(&board, "Enter");
    const struct record *task = query_id(board.plan, KIND_TASK, slice_of("M1-T02"));
    assert_true(task->differs);
    tui_close(&board);
}

/* ---- others write too ---- */

static void another_hand_is_told_before_it_is_written(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(120, 40, false);
    tui_press(&board, "3 < j c");
    tui_other_hand(&board, "TASK-REGISTRY.md", "| 2 | M1-T03 (`rail-13`) | todo |", "| 2 | M1-T03 (`rail-13`) | review |");
    assert_true(board.state->form->outside);
    assert_true(states_fact(&board, "changed by another hand: \"todo\" became \"review\""));
    tui_press(&board, "Enter");
    assert_int_equal(tui_asked(&board, EFFECT_WRITE), 0);
    assert_true(tui_shows(&board, "Enter writes over it"));
    tui_press(&board, "Enter");
    assert_int_equal(tui_asked(&board, EFFECT_WRITE), 1);
    tui_close(&board);
}

static void an_open_editor_is_told(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(120, 40, false);
    board.swaps = "TASK-REGISTRY.md seems to be open in Vim\n";
    tui_press(&board, "3 < c");
    assert_true(tui_shows(&board, "seems to be open in Vim"));
    tui_close(&board);
}

/* ---- finishing ---- */

static void a_task_is_done(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(120, 40, false);
    board.evidence = "evidence/2026-04-01/M1-T02-validation-summary.md";
    tui_press(&board, "3 < d");
    assert_true(tui_shows(&board, "refused by evidence.missing"));
    /* What was found is filled in, and the verb runs with it. */
    assert_slice(bytes_slice(&row_called(&board, "evidence")->text), board.evidence);
    tui_wait(&board, 100);
    go_to_label(&board, "resolution");
    tui_type(&board, "Closed");
    tui_wait(&board, 100);
    assert_true(previews(&board, "+| R2 | Closed | `evidence/2026-04-01/M1-T02-validation-summary.md` |"));
    assert_true(states_fact(&board, "M1: 1 of 6 closed"));
    assert_true(states_fact(&board, "stamped with 2026-04-01"));
    tui_press(&board, "Enter");
    assert_slice(status_of(&board, KIND_TASK, "M1-T02"), "done");
    tui_close(&board);
}

static void a_blocker_is_resolved(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(120, 40, false);
    tui_press(&board, "4 x");
    assert_slice(form_selected(board.state->form)->label, "resolution");
    tui_type(&board, "The foundry wrote");
    tui_wait(&board, 100);
    assert_true(previews(&board, "-| B1 |"));
    assert_true(previews(&board, "+| R2 | The foundry wrote |"));
    tui_press(&board, "Enter 4");
    assert_slice(tui_selected(&board), "B3");
    tui_close(&board);
}

/* ---- any field ---- */

static void any_field_is_set(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(120, 40, false);
    tui_press(&board, "4 =");
    assert_slice(bytes_slice(&row_called(&board, "impact")->text), "No posters");
    go_to_label(&board, "impact");
    tui_type(&board, " yet");
    tui_wait(&board, 100);
    assert_true(previews(&board, "+| B1 | M1-T05 may not be printed: the fonts are not licensed | No posters yet |"));
    tui_press(&board, "Enter");
    assert_true(tui_shows(&board, "set B1"));
    tui_close(&board);
}

static void a_record_is_added(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(120, 40, false);
    tui_press(&board, "4 a");
    assert_slice(bytes_slice(&row_called(&board, "KIND")->text), "blocker");
    go_to_label(&board, "TITLE");
    tui_type(&board, "No paper");
    go_to_label(&board, "impact");
    tui_type(&board, "No maps");
    tui_wait(&board, 100);
    assert_true(previews(&board, "+| B4 | No paper | No maps |"));
    tui_press(&board, "Enter");
    assert_non_null(query_id(board.plan, KIND_BLOCKER, slice_of("B4")));
    tui_close(&board);
}

static void a_row_of_the_queue_moves(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(120, 40, false);
    tui_press(&board, "3 < j j p");
    assert_slice(bytes_slice(&row_called(&board, "ACTION")->text), "set");
    assert_slice(bytes_slice(&row_called(&board, "priority")->text), "P1");
    go_to_label(&board, "ACTION");
    tui_press(&board, "^u");
    tui_type(&board, "top");
    tui_wait(&board, 100);
    tui_press(&board, "Enter");
    assert_int_equal(tui_asked(&board, EFFECT_WRITE), 1);
    assert_slice(record_name(board.plan->records[KIND_QUEUE].items[0]), "M1-T04");
    tui_close(&board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_claim_is_two_keys),
        cmocka_unit_test(escape_leaves_everything_as_it_is),
        cmocka_unit_test(several_are_ticked),
        cmocka_unit_test(a_refusal_is_where_the_eyes_are),
        cmocka_unit_test(what_is_missing_is_asked_for),
        cmocka_unit_test(names_are_completed),
        cmocka_unit_test(a_lane_gets_a_word),
        cmocka_unit_test(a_value_and_a_sentence_are_changed),
        cmocka_unit_test(a_part_is_left_out),
        cmocka_unit_test(another_hand_is_told_before_it_is_written),
        cmocka_unit_test(an_open_editor_is_told),
        cmocka_unit_test(a_task_is_done),
        cmocka_unit_test(a_blocker_is_resolved),
        cmocka_unit_test(any_field_is_set),
        cmocka_unit_test(a_record_is_added),
        cmocka_unit_test(a_row_of_the_queue_moves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
