/* The gates: what each runs, what has to come out, and what stands behind it. */
#include "tui/view_table.h"

static void put_command(struct bytes *out, const struct tui_state *state, const struct list_row *row,
                        enum style *style)
{
    (void)state;
    *style = STYLE_NORMAL;
    column_value(out, row, ROLE_COMMAND);
}

static void put_criteria(struct bytes *out, const struct tui_state *state, const struct list_row *row,
                         enum style *style)
{
    (void)state;
    *style = STYLE_DIM;
    column_value(out, row, ROLE_PASS_CRITERIA);
}

static void put_scope(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    (void)state;
    *style = STYLE_NORMAL;
    bytes_append(out, row->record->title);
    if (out->size == 0) {
        column_value(out, row, ROLE_SCOPE);
    }
}

static const struct list_column columns[] = {
    {.title = "Gate", .most = 18, .weight = 99, .symbol = true, .cell = column_id},
    {.title = "Scope", .most = 30, .weight = 6, .cell = put_scope},
    {.title = "Command", .weight = 98, .cell = put_command},
    {.title = "Passes when", .most = 40, .weight = 7, .cell = put_criteria},
    {.title = "Tasks", .most = 16, .weight = 5, .cell = column_tasks},
    {.title = NULL},
};

const struct view view_gates = {
    .name = "gates",
    .title = "Gates",
    .kinds = VIEW_KIND(KIND_GATE),
    .columns = columns,
    .empty = "This plan has no gates: `add gate` behind : writes one where the profile knows a place for them.",
};
