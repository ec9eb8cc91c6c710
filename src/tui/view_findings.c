/* What reviews found. */
#include "tui/view_table.h"

static void put_evidence(struct bytes *out, const struct tui_state *state, const struct list_row *row,
                         enum style *style)
{
    (void)state;
    *style = STYLE_DIM;
    column_value(out, row, ROLE_EVIDENCE);
}

static const struct list_column columns[] = {
    {.title = "Finding", .most = 16, .weight = 99, .symbol = true, .cell = column_id},
    {.title = "What", .weight = 98, .cell = column_title},
    {.title = "Status", .most = 18, .weight = 9, .cell = column_status},
    {.title = "Milestone", .most = 12, .weight = 5, .cell = column_milestone},
    {.title = "Evidence", .most = 40, .weight = 3, .cell = put_evidence},
    {.title = NULL},
};

const struct view view_findings = {
    .name = "findings",
    .title = "Findings",
    .digit = '7',
    .kinds = VIEW_KIND(KIND_FINDING),
    .columns = columns,
    .empty = "This plan has no findings: `add finding` behind : writes one where the profile knows a place for them.",
};
