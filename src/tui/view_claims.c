/* Who has what, since when, and which claims are stale. */
#include "tui/view_table.h"

static void put_task(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    (void)state;
    *style = STYLE_BOLD;
    bytes_append(out, row->record->task != NULL ? record_name(row->record->task) : record_name(row->record));
}

static void put_title(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    (void)state;
    *style = STYLE_NORMAL;
    bytes_append(out, row->record->task != NULL ? row->record->task->title : row->record->title);
}

static void put_since(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    (void)state;
    *style = STYLE_DIM;
    column_value(out, row, ROLE_SINCE);
}

static const struct list_column columns[] = {
    {.title = "Task", .most = 20, .weight = 99, .cell = put_task},
    {.title = "What", .weight = 98, .cell = put_title},
    {.title = "Lane", .most = 14, .weight = 8, .cell = column_lane},
    {.title = "Who", .most = 24, .weight = 97, .cell = column_who},
    {.title = "Since", .most = 20, .weight = 3, .cell = put_since},
    {.title = "For", .most = 10, .weight = 9, .cell = column_age},
    {.title = NULL},
};

const struct view view_claims = {
    .name = "claims",
    .title = "Claims",
    .digit = '5',
    .kinds = VIEW_KIND(KIND_CLAIM),
    .columns = columns,
    .empty = "Nothing is claimed. On a task, c claims it.",
};
