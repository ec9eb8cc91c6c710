/* Every change since the board was opened, the newest first: when, of what, from what to what, where, by whose hand.
 * Above them what cannot be read now. */
#include "tui/describe.h"
#include "tui/view_table.h"

static const struct log_entry *entry_of(const struct tui_state *state, const struct list_row *row)
{
    return row->number < state->log_count ? state_log(state, state->log_count - 1 - row->number) : NULL;
}

/* What cannot be read counts from the end of all numbers. */
static bool is_trouble(const struct tui_state *state, const struct list_row *row)
{
    return SIZE_MAX - row->number < state->trouble_count;
}

static void put_time(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    const struct log_entry *entry = entry_of(state, row);
    *style = entry == NULL ? STYLE_ERROR : STYLE_DIM;
    bytes_append_text(out, entry == NULL ? "now" : entry->clock);
}

static void put_subject(struct bytes *out, const struct tui_state *state, const struct list_row *row,
                        enum style *style)
{
    const struct log_entry *entry = entry_of(state, row);
    *style = STYLE_BOLD;
    if (entry != NULL) {
        bytes_append(out, slice_part(bytes_slice(&entry->what), 0, entry->subject));
    }
}

static void put_change(struct bytes *out, const struct tui_state *state, const struct list_row *row,
                       enum style *style)
{
    const struct log_entry *entry = entry_of(state, row);
    *style = entry != NULL && entry->foreign ? STYLE_CHANGED : STYLE_NORMAL;
    if (entry != NULL) {
        bytes_append(out, slice_trim(slice_part(bytes_slice(&entry->what), entry->subject, entry->what.size)));
    } else if (is_trouble(state, row)) {
        *style = STYLE_ERROR;
        bytes_append(out, describe_trouble(state, SIZE_MAX - row->number));
    }
}

static void put_place(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    const struct log_entry *entry = entry_of(state, row);
    *style = STYLE_PLACE;
    if (entry != NULL) {
        bytes_append(out, bytes_slice(&entry->place));
    }
}

static void put_hand(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    const struct log_entry *entry = entry_of(state, row);
    *style = STYLE_DIM;
    bytes_append_text(out, entry == NULL ? "" : entry->foreign ? "another hand" : "you");
}

static const struct list_column columns[] = {
    {.title = "Time", .most = 8, .weight = 97, .cell = put_time},
    {.title = "What", .most = 24, .weight = 99, .cell = put_subject},
    {.title = "Change", .weight = 98, .cell = put_change},
    {.title = "Place", .most = 40, .weight = 8, .cell = put_place},
    {.title = "By", .most = 12, .weight = 9, .cell = put_hand},
    {.title = NULL},
};

static bool fill(struct tui_state *state, struct list *list)
{
    for (size_t i = 0; i < state->trouble_count; i++) {
        if (!list_add(list, (struct list_row){.entry = true, .number = SIZE_MAX - i})) {
            return false;
        }
    }
    for (size_t back = 0; state_log(state, back) != NULL; back++) {
        const struct log_entry *entry = state_log(state, back);
        struct list_row row = {.record = identity_find(&entry->record, state->plan),
                               .entry = true,
                               .number = state->log_count - 1 - back};
        if (!list_add(list, row)) {
            return false;
        }
    }
    return true;
}

const struct view view_log = {
    .name = "log",
    .title = "Log",
    .digit = '9',
    .columns = columns,
    .fill = fill,
    .empty = "Nothing has changed since the board was opened. What you write, and what others change in the documents, "
             "is listed here.",
};
