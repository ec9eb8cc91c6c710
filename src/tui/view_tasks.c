/* The registry: every task with how it stands and what it waits for. */
#include "tui/view_table.h"

static const struct list_column columns[] = {
    {.title = "Task", .most = 20, .weight = 99, .symbol = true, .cell = column_id},
    {.title = "Title", .weight = 98, .cell = column_title},
    {.title = "Status", .most = 16, .weight = 3, .cell = column_status},
    {.title = "Stands", .most = 26, .weight = 9, .cell = column_stands},
    {.title = "Lane", .most = 14, .weight = 5, .cell = column_lane},
    {.title = "Who", .most = 20, .weight = 4, .cell = column_who},
    {.title = "Milestone", .most = 10, .weight = 2, .cell = column_milestone},
    {.title = "Prio", .most = 6, .weight = 1, .cell = column_priority},
    {.title = NULL},
};

const struct view view_tasks = {
    .name = "tasks",
    .title = "Tasks",
    .digit = '6',
    .kinds = VIEW_KIND(KIND_TASK),
    .columns = columns,
    .empty = "No document of this plan lists tasks yet: `add task` behind : writes the first one.",
};
