/* What tests of forms look at: rows by their label, the diff, what follows. */
#ifndef WORKBOARD_TEST_TUI_FORM_H
#define WORKBOARD_TEST_TUI_FORM_H

#include "plan/query.h"
#include "tui/form.h"

#include "test_tui_fixture.h"

static inline struct form_row *row_called(const struct tui_fixture *board, const char *label)
{
    for (size_t i = 0; i < board->state->form->count; i++) {
        if (slice_equal(board->state->form->rows[i].label, slice_of(label))) {
            return &board->state->form->rows[i];
        }
    }
    print_error("no row %s\n", label);
    fail();
    return NULL;
}

/* Down to the row. */
static inline void go_to(struct tui_fixture *board, const struct form_row *row)
{
    size_t number = (size_t)(row - board->state->form->rows);
    while (board->state->form->selected > number) {
        tui_press(board, "Up");
    }
    while (board->state->form->selected < number) {
        tui_press(board, "Down");
    }
}

static inline void go_to_label(struct tui_fixture *board, const char *label)
{
    go_to(board, row_called(board, label));
}

/* Whether the diff has the line, with its sign. */
static inline bool previews(const struct tui_fixture *board, const char *line)
{
    const struct form *form = board->state->form;
    for (size_t i = form->asked; i < form->count; i++) {
        const struct form_row *row = &form->rows[i];
        struct slice side = line[0] == '+' ? row->new : row->old;
        if (row->kind == FORM_PART && slice_find(side, slice_of(line + 1), 0) != SLICE_NONE) {
            return true;
        }
    }
    return false;
}

static inline bool states_fact(const struct tui_fixture *board, const char *text)
{
    const struct form *form = board->state->form;
    for (size_t i = 0; i < form->fact_count; i++) {
        if (slice_find(form->facts[i].text, slice_of(text), 0) != SLICE_NONE) {
            return true;
        }
    }
    return false;
}

static inline struct slice status_of(const struct tui_fixture *board, enum kind kind, const char *id)
{
    const struct record *record = query_id(board->plan, kind, slice_of(id));
    return record == NULL ? slice_of("") : record->status;
}

#endif
