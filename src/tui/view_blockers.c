/* The blockers, open ones first: what each stops, and what would end it. */
#include "tui/view_table.h"

static void put_impact(struct bytes *out, const struct tui_state *state, const struct list_row *row,
                       enum style *style)
{
    (void)state;
    *style = STYLE_NORMAL;
    column_value(out, row, ROLE_IMPACT);
}

static void put_exit(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    (void)state;
    *style = STYLE_NORMAL;
    column_value(out, row, ROLE_EXIT_CONDITION);
}

static const struct list_column columns[] = {
    {.title = "Blocker", .most = 12, .weight = 99, .symbol = true, .cell = column_id},
    {.title = "What", .weight = 98, .cell = column_title},
    {.title = "Holds", .most = 16, .weight = 9, .cell = column_tasks},
    {.title = "Impact", .most = 40, .weight = 5, .cell = put_impact},
    {.title = "Ends when", .most = 44, .weight = 7, .cell = put_exit},
    {.title = NULL},
};

static bool fill(struct tui_state *state, struct list *list)
{
    const struct records *blockers = &state->plan->records[KIND_BLOCKER];
    for (int closed = 0; closed < 2; closed++) {
        for (size_t i = 0; i < blockers->count; i++) {
            if (state_is_closed(blockers->items[i]->state) == (closed == 1) &&
                !list_add(list, (struct list_row){.record = blockers->items[i]})) {
                return false;
            }
        }
    }
    return true;
}

const struct view view_blockers = {
    .name = "blockers",
    .title = "Blockers",
    .digit = '4',
    .kinds = VIEW_KIND(KIND_BLOCKER),
    .columns = columns,
    .fill = fill,
    .empty = "Nothing is blocked. On a task, b opens a blocker that holds it.",
};
