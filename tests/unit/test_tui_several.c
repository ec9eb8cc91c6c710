/* One form for several records, and for several verbs: one change, all of which is the person's to word. */
#include "test_tui_form.h"

/* Each of several records has a group of values; a value, a sentence and a part of the diff are the person's to change, too. */
static void several_are_worded(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(120, 40, false);
    tui_press(&board, "3 < Space Space m");
    tui_type(&board, "Lane C");
    tui_wait(&board, 1000);
    const struct form *form = board.state->form;
    assert_true(form->several);
    assert_int_equal(board.state->request.each_count, 2);
    tui_press(&board, "Esc");
    /* A verb that takes several at once. */
    tui_press(&board, "c");
    assert_true(tui_shows(&board, "M1-T02\n") || tui_shows(&board, "M1-T02 "));
    size_t groups[2] = {0};
    for (size_t i = form->asked; i < form->count; i++) {
        if (form->rows[i].kind == FORM_CELL) {
            groups[0] += slice_equal(form->rows[i].group, slice_of("M1-T02")) ? 1 : 0;
            groups[1] += slice_equal(form->rows[i].group, slice_of("M1-T03")) ? 1 : 0;
        }
    }
    assert_true(groups[0] > 1 && groups[0] == groups[1]);
    go_to_label(&board, "M1-T03 status");
    tui_press(&board, "^U");
    tui_type(&board, "review");
    tui_wait(&board, 1000);
    assert_true(previews(&board, "+| 1 | M1-T02 (`rail-12`) | in_progress |"));
    assert_true(previews(&board, "+| review |") || previews(&board, "+review"));
    tui_press(&board, "Enter");
    assert_slice(status_of(&board, KIND_TASK, "M1-T02"), "in_progress");
    assert_slice(status_of(&board, KIND_TASK, "M1-T03"), "review");
    tui_close(&board);
}

/* A verb for one record, run for each of several: one change, of which parts can be left out and values changed. */
static void one_change_for_each(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(120, 40, false);
    tui_press(&board, "6 <");
    tui_press(&board, ":");
    tui_type(&board, "set M1-T02 deliverable=Rulebook --set M1-T05.deliverable=Placard --as vera@depot --edit");
    tui_press(&board, "Enter");
    const struct form *form = board.state->form;
    assert_int_equal(board.state->screen, SCREEN_PREVIEW);
    assert_int_equal(form_selected(board.state->form)->kind, FORM_CELL);
    assert_slice(bytes_slice(&row_called(&board, "set")->text), "M1-T05.deliverable=Placard");
    assert_slice(bytes_slice(&row_called(&board, "as")->text), "vera@depot");
    assert_true(form->parts >= 2);
    tui_press(&board, "^U");
    tui_type(&board, "Handbook");
    tui_wait(&board, 1000);
    assert_true(previews(&board, "+| Handbook |") || previews(&board, "+Handbook |"));
    /* Without the last part. */
    tui_press(&board, "PageDown PageDown PageDown PageDown Space");
    tui_wait(&board, 1000);
    assert_true(tui_shows(&board, "1 left out"));
    tui_press(&board, "Enter");
    assert_int_equal(tui_asked(&board, EFFECT_WRITE), 1);
    const struct record *first = query_id(board.plan, KIND_TASK, slice_of("M1-T02"));
    const struct record *second = query_id(board.plan, KIND_TASK, slice_of("M1-T05"));
    assert_slice(record_value(first, ROLE_DELIVERABLE), "Handbook");
    assert_slice(record_value(second, ROLE_DELIVERABLE), "Poster");
    tui_close(&board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(several_are_worded),
        cmocka_unit_test(one_change_for_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
