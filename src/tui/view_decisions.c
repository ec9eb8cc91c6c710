/* What was decided, when. */
#include "tui/view_table.h"

static void put_date(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    (void)state;
    *style = STYLE_DIM;
    column_value(out, row, ROLE_DATE);
}

static const struct list_column columns[] = {
    {.title = "Decision", .most = 14, .weight = 99, .symbol = true, .cell = column_id},
    {.title = "What", .weight = 98, .cell = column_title},
    {.title = "Status", .most = 18, .weight = 9, .cell = column_status},
    {.title = "Date", .most = 16, .weight = 8, .cell = put_date},
    {.title = "Place", .most = 30, .weight = 3, .cell = column_place},
    {.title = NULL},
};

const struct view view_decisions = {
    .name = "decisions",
    .title = "Decisions",
    .digit = '8',
    .kinds = VIEW_KIND(KIND_DECISION),
    .columns = columns,
    .empty = "This plan has no decisions: `add decision` behind : writes one where the profile knows a place for them.",
};
