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

/* Taking back shows its diff, part by part, all of which Enter writes. */
static void a_change_is_taken_back_after_a_look(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(100, 40, false);
    tui_press(&board, "3 < c Enter");
    assert_slice(status_of(&board, KIND_TASK, "M1-T02"), "in_progress");
    tui_press(&board, "u");
    const struct form *form = board.state->form;
    assert_true(form->parts > 1);
    assert_true(previews(&board, "-| 1 | M1-T02 (`rail-12`) | in_progress | Everybody asks for it |"));
    assert_true(previews(&board, "+| 1 | M1-T02 (`rail-12`) | todo | Everybody asks for it |"));
    size_t first = form->selected;
    tui_press(&board, "Down");
    assert_int_equal(form->selected, first + 1);
    assert_int_equal(form_selected(board.state->form)->kind, FORM_PART);
    /* It is all of it or nothing: a part cannot be left out. */
    tui_press(&board, "Space");
    assert_false(form_selected(board.state->form)->on);
    assert_false(tui_shows(&board, "leave out"));
    tui_press(&board, "Esc");
    assert_slice(status_of(&board, KIND_TASK, "M1-T02"), "in_progress");
    tui_press(&board, "u Enter");
    assert_slice(status_of(&board, KIND_TASK, "M1-T02"), "todo");
    assert_int_equal(board.taken_back, 1);
    tui_press(&board, "u");
    assert_true(tui_shows(&board, "there is no change to take back"));
    tui_close(&board);
}

/* ---- the mouse, and text that comes at once ---- */

static void click(struct tui_fixture *board, const char *text)
{
    struct slice screen = slice_of(tui_screen(board));
    struct slice line;
    size_t row = 0;
    for (; slice_next(&screen, '\n', &line); row++) {
        size_t at = slice_find(line, slice_of(text), 0);
        if (at != SLICE_NONE) {
            size_t column = cells_measure(&board->cells, slice_part(line, 0, at));
            tui_send(board, (struct tui_event){.kind = EVENT_MOUSE,
                                               .mouse = MOUSE_PRESS,
                                               .target = cells_target_at(&board->cells, row, column)});
            tui_send(board, (struct tui_event){.kind = EVENT_MOUSE, .mouse = MOUSE_RELEASE});
            return;
        }
    }
    print_error("no %s to click on\n", text);
    fail();
}

static void the_mouse_works_in_a_form(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(100, 40, false);
    const struct form *form = board.state->form;
    tui_press(&board, "3 < c");
    click(&board, "assign");
    assert_slice(form_selected(board.state->form)->label, "assign");
    click(&board, "activate");
    assert_false(form_flag_is_on(form, OPTION_ACTIVATE));
    click(&board, "activate");
    assert_true(form_flag_is_on(form, OPTION_ACTIVATE));
    click(&board, "activate");
    tui_wait(&board, 1000);
    /* A part of the diff. */
    click(&board, "[x] TASK-REGISTRY.md");
    assert_int_equal(form_selected(board.state->form)->kind, FORM_PART);
    click(&board, "[x] TASK-REGISTRY.md");
    assert_true(form_selected(board.state->form)->on);
    tui_wait(&board, 1000);
    /* What Tab offers. */
    click(&board, "lane  ");
    tui_press(&board, "Tab");
    assert_true(form->candidates.open);
    click(&board, "Lane C");
    assert_false(form->candidates.open);
    assert_string_equal(board.state->input, "Lane C");
    /* The wheel moves in the form, and not what is below it. */
    size_t list = board.state->lists[VIEW_QUEUE].selected;
    size_t row = form->selected;
    tui_send(&board, (struct tui_event){.kind = EVENT_MOUSE, .mouse = MOUSE_WHEEL_DOWN});
    assert_int_equal(form->selected, row + 3);
    tui_send(&board, (struct tui_event){.kind = EVENT_MOUSE, .mouse = MOUSE_WHEEL_UP});
    assert_int_equal(form->selected, row);
    tui_press(&board, "Tab");
    size_t offered = form->candidates.selected;
    tui_send(&board, (struct tui_event){.kind = EVENT_MOUSE, .mouse = MOUSE_WHEEL_DOWN});
    assert_true(form->candidates.open && form->candidates.selected != offered);
    tui_press(&board, "Esc Esc");
    assert_int_equal(board.state->lists[VIEW_QUEUE].selected, list);
    assert_int_equal(tui_asked(&board, EFFECT_WRITE), 0);
    tui_close(&board);
}

static void pasted_text_goes_into_the_row(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(100, 40, false);
    tui_press(&board, "4 < x");
    tui_send(&board, (struct tui_event){.kind = EVENT_PASTE, .text = slice_of("  They\nsigned\r:q\x1B\n")});
    assert_string_equal(board.state->input, "They signed :q ");
    tui_wait(&board, 1000);
    assert_true(previews(&board, "+| R2 | They signed :q"));
    /* Where nothing is typed it is no keys. */
    tui_press(&board, "PageDown PageDown PageDown PageDown");
    size_t selected = board.state->form->selected;
    tui_send(&board, (struct tui_event){.kind = EVENT_PASTE, .text = slice_of("kk \r")});
    assert_true(tui_shows(&board, "not taken for keys"));
    assert_int_equal(board.state->form->selected, selected);
    assert_int_equal(tui_asked(&board, EFFECT_WRITE), 0);
    tui_close(&board);
}

/* A form stays what it is in any size; where nothing can be seen nothing is written. */
static void a_form_is_resized(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(100, 40, false);
    tui_press(&board, "3 < c");
    tui_type(&board, " x");
    for (size_t columns = 1; columns < 220; columns += 13) {
        for (size_t rows = 1; rows < 64; rows += 7) {
            tui_resize(&board, columns, rows);
            (void)tui_screen(&board);
            assert_int_equal(board.state->screen, SCREEN_PREVIEW);
        }
    }
    tui_press(&board, "Backspace Backspace");
    tui_wait(&board, 1000);
    tui_resize(&board, 10, 3);
    tui_press(&board, "Enter");
    assert_int_equal(tui_asked(&board, EFFECT_WRITE), 0);
    tui_press(&board, "q");
    assert_int_equal(tui_asked(&board, EFFECT_QUIT), 1);
    tui_resize(&board, 80, 24);
    tui_press(&board, "Enter");
    assert_int_equal(tui_asked(&board, EFFECT_WRITE), 1);
    tui_close(&board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(several_are_worded),
        cmocka_unit_test(one_change_for_each),
        cmocka_unit_test(a_change_is_taken_back_after_a_look),
        cmocka_unit_test(the_mouse_works_in_a_form),
        cmocka_unit_test(pasted_text_goes_into_the_row),
        cmocka_unit_test(a_form_is_resized),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
