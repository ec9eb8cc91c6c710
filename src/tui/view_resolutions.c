/* What was finished or ended, with its evidence. */
#include "tui/view_table.h"

static void put_evidence(struct bytes *out, const struct tui_state *state, const struct list_row *row,
                         enum style *style)
{
    (void)state;
    *style = STYLE_DIM;
    column_value(out, row, ROLE_EVIDENCE);
}

static const struct list_column columns[] = {
    {.title = "No.", .most = 12, .weight = 99, .cell = column_id},
    {.title = "Resolution", .weight = 98, .cell = column_title},
    {.title = "Evidence", .most = 50, .weight = 9, .cell = put_evidence},
    {.title = NULL},
};

const struct view view_resolutions = {
    .name = "resolved",
    .title = "Resolved",
    .kinds = VIEW_KIND(KIND_RESOLUTION),
    .columns = columns,
    .empty = "Nothing is resolved yet: finishing a task with d, or a blocker with x, writes the first line.",
};
