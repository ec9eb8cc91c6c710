/* The priority queue: what comes next, and why. J and K move a row. */
#include "tui/request.h"
#include "tui/view_table.h"

static void put_id(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    const struct record *record = row->record;
    (void)state;
    *style = STYLE_BOLD;
    bytes_append(out, record->id.size > 0 || record->task == NULL ? record->id : record_name(record->task));
}

static void put_title(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    const struct record *record = row->record;
    (void)state;
    *style = STYLE_NORMAL;
    bytes_append(out, record->title.size > 0 || record->task == NULL ? record->title : record->task->title);
}

static const struct list_column columns[] = {
    {.title = "Prio", .most = 8, .weight = 97, .cell = column_priority},
    {.title = "Task", .most = 20, .weight = 99, .symbol = true, .cell = put_id},
    {.title = "What", .weight = 98, .cell = put_title},
    {.title = "Stands", .most = 26, .weight = 9, .cell = column_stands},
    {.title = "Lane", .most = 14, .weight = 5, .cell = column_lane},
    {.title = "Who", .most = 20, .weight = 4, .cell = column_who},
    {.title = "Milestone", .most = 10, .weight = 2, .cell = column_milestone},
    {.title = NULL},
};

static bool add_tasks(const struct tui_state *state, struct list *list)
{
    const struct records *tasks = &state->plan->records[KIND_TASK];
    for (size_t i = 0; i < tasks->count; i++) {
        if (!state_is_closed(tasks->items[i]->state) && !list_add(list, (struct list_row){.record = tasks->items[i]})) {
            return false;
        }
    }
    return true;
}

/* A plan without a queue has its open tasks to choose from. */
static bool fill(struct tui_state *state, struct list *list)
{
    const struct records *queue = &state->plan->records[KIND_QUEUE];
    for (size_t i = 0; i < queue->count; i++) {
        if (!list_add(list, (struct list_row){.record = queue->items[i]})) {
            return false;
        }
    }
    return queue->count > 0 || add_tasks(state, list);
}

/* Moves the selected row; what that would change is shown first. */
static bool act(struct tui_state *state, enum action action, struct tui_effects *effects)
{
    const struct record *entry = state_selected(state);
    if (action != ACTION_ROW_UP && action != ACTION_ROW_DOWN) {
        return false;
    }
    if (entry == NULL || entry->kind != KIND_QUEUE) {
        request_say(state, MESSAGE_NOTICE, "this plan has no queue whose rows could be moved");
        return true;
    }
    struct slice name = record_name(entry->task != NULL ? entry->task : entry);
    if (request_begin(state, "queue") &&
        request_add_argument(state, slice_of(action == ACTION_ROW_UP ? "up" : "down")) &&
        request_add_argument(state, name)) {
        (void)form_open_request(state, effects, NULL);
    }
    return true;
}

const struct view view_queue = {
    .name = "queue",
    .title = "Queue",
    .digit = '3',
    .kinds = VIEW_KIND(KIND_QUEUE),
    .columns = columns,
    .fill = fill,
    .act = act,
    .empty = "The queue is empty: `queue add ID` behind : puts a task into it.",
};
