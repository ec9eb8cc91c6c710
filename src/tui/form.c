#include "tui/form.h"

#include "base/memory.h"

struct form *form_new(void)
{
    return memory_new(1, sizeof(struct form));
}

static void release_row(struct form_row *row)
{
    bytes_release(&row->text);
    bytes_release(&row->given);
    bytes_release(&row->before);
}

void form_clear_rows(struct form *form, size_t from)
{
    for (size_t i = from; i < form->count; i++) {
        release_row(&form->rows[i]);
    }
    form->count = from < form->count ? from : form->count;
}

void form_free(struct form *form)
{
    if (form == NULL) {
        return;
    }
    form_clear_rows(form, 0);
    memory_free(form->rows);
    arena_release(&form->arena);
    arena_release(&form->shown);
    arena_release(&form->drawn);
    arena_release(&form->candidates.arena);
    memory_free(form->upper.items);
    memory_free(form->lower.items);
    memory_free(form->aside.items);
    memory_free(form);
}

struct form_row *form_selected(struct form *form)
{
    return form->selected < form->count ? &form->rows[form->selected] : NULL;
}

bool form_is_typed(const struct form_row *row)
{
    return !row->fixed && row->kind != FORM_TROUBLE && row->kind != FORM_FLAG && row->kind != FORM_PART;
}

bool form_is_changed(const struct form_row *row)
{
    return form_is_typed(row) && !slice_equal(bytes_slice(&row->text), bytes_slice(&row->given));
}

bool form_flag_is_on(const struct form *form, enum option option)
{
    for (size_t i = 0; i < form->asked; i++) {
        if (form->rows[i].kind == FORM_FLAG && form->rows[i].option == option) {
            return form->rows[i].on;
        }
    }
    return false;
}

struct form_row *form_add_row(struct form *form, enum form_row_kind kind, struct slice label, struct slice text)
{
    if (form->count == form->capacity &&
        !memory_grow(&form->rows, &form->capacity, form->count + 1, sizeof *form->rows)) {
        return NULL;
    }
    struct form_row *row = &form->rows[form->count];
    *row = (struct form_row){.kind = kind, .label = label, .completes = ARGUMENT_TEXT};
    if (label.data == NULL || !bytes_append(&row->text, text) || !bytes_append(&row->given, text)) {
        release_row(row);
        return NULL;
    }
    form->count++;
    return row;
}
