/* What the documents could not be understood in: unreadable files first, then rows that no rule takes, unknown words. */
#include "tui/describe.h"
#include "tui/view_table.h"

static const struct plan_note *note_of(const struct tui_state *state, const struct list_row *row)
{
    size_t number = row->number - state->trouble_count;
    return row->number >= state->trouble_count && number < state->plan->note_count ? &state->plan->notes[number] : NULL;
}

static void put_place(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    const struct plan_note *note = note_of(state, row);
    *style = STYLE_PLACE;
    if (note != NULL) {
        bytes_append_format(out, "%s:%zu", plan_path(state->plan, note->document), note->line);
    }
}

static void put_text(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    const struct plan_note *note = note_of(state, row);
    *style = note != NULL ? STYLE_NORMAL : STYLE_ERROR;
    bytes_append(out, note != NULL ? note->text : describe_trouble(state, row->number));
}

static const struct list_column columns[] = {
    {.title = "Place", .most = 40, .weight = 98, .cell = put_place},
    {.title = "Note", .weight = 99, .cell = put_text},
    {.title = NULL},
};

static bool fill(struct tui_state *state, struct list *list)
{
    size_t count = state->trouble_count + state->plan->note_count;
    for (size_t i = 0; i < count; i++) {
        if (!list_add(list, (struct list_row){.entry = true, .number = i})) {
            return false;
        }
    }
    return true;
}

const struct view view_notes = {
    .name = "notes",
    .title = "Notes",
    .columns = columns,
    .fill = fill,
    .empty = "Every row of the documents was understood.",
};
