/* Who depends on what this plan makes. */
#include "tui/view_table.h"

static void put_coupling(struct bytes *out, const struct tui_state *state, const struct list_row *row,
                         enum style *style)
{
    (void)state;
    *style = STYLE_NORMAL;
    column_value(out, row, ROLE_COUPLING);
}

static void put_readiness(struct bytes *out, const struct tui_state *state, const struct list_row *row,
                          enum style *style)
{
    (void)state;
    *style = STYLE_NORMAL;
    column_value(out, row, ROLE_READINESS);
}

static void put_risk(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    (void)state;
    *style = STYLE_NORMAL;
    column_value(out, row, ROLE_RISK);
}

static void put_name(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    (void)state;
    *style = STYLE_BOLD;
    bytes_append(out, record_name(row->record));
}

static const struct list_column columns[] = {
    {.title = "Consumer", .most = 28, .weight = 99, .symbol = true, .cell = put_name},
    {.title = "Coupling", .weight = 98, .cell = put_coupling},
    {.title = "Readiness", .most = 30, .weight = 9, .cell = put_readiness},
    {.title = "Risk", .most = 30, .weight = 8, .cell = put_risk},
    {.title = NULL},
};

const struct view view_consumers = {
    .name = "consumers",
    .title = "Consumers",
    .kinds = VIEW_KIND(KIND_CONSUMER),
    .columns = columns,
    .empty = "This plan has no consumers: a profile names the table in which they stand (workboard-profile(5)).",
};
