/* The milestones with how far each is; the detail shows what the card says: objective, entry and exit criteria. */
#include "tui/describe.h"
#include "tui/view_table.h"

enum { BAR = 10 };

static void put_progress(struct bytes *out, const struct tui_state *state, const struct list_row *row,
                         enum style *style)
{
    const struct plan_links *tasks = &row->record->tasks;
    size_t closed = describe_closed(tasks);
    (void)state;
    *style = style_of_state(row->record->state);
    if (tasks->count == 0) {
        return;
    }
    size_t full = closed * BAR / tasks->count;
    full = closed > 0 && full == 0 ? 1 : full;
    for (size_t i = 0; i < BAR; i++) {
        bytes_append_text(out, i < full ? "\xE2\x96\x88" : "\xE2\x96\x91");
    }
    bytes_append_format(out, " %zu/%zu", closed, tasks->count);
}

/* "2 running, 1 blocked, 3 ready" */
static void put_work(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    const struct plan_links *tasks = &row->record->tasks;
    size_t running = 0;
    size_t held = 0;
    size_t ready = 0;
    (void)state;
    *style = STYLE_NORMAL;
    for (size_t i = 0; i < tasks->count; i++) {
        const struct record *task = tasks->items[i].record;
        if (task == NULL || state_is_closed(task->state)) {
            continue;
        }
        running += task->claim != NULL || task->state == STATE_IN_PROGRESS || task->state == STATE_REVIEW ? 1 : 0;
        held += task->blockers.count > 0 || task->state == STATE_BLOCKED ? 1 : 0;
        ready += task->ready ? 1 : 0;
    }
    if (running > 0) {
        bytes_append_format(out, "%zu running", running);
    }
    if (held > 0) {
        bytes_append_format(out, "%s%zu held", out->size > 0 ? ", " : "", held);
    }
    if (ready > 0) {
        bytes_append_format(out, "%s%zu ready", out->size > 0 ? ", " : "", ready);
    }
}

static void put_notes(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    (void)state;
    *style = STYLE_DIM;
    column_value(out, row, ROLE_NOTES);
}

static const struct list_column columns[] = {
    {.title = "Milestone", .most = 14, .weight = 99, .symbol = true, .cell = column_id},
    {.title = "Title", .weight = 98, .cell = column_title},
    {.title = "Status", .most = 16, .weight = 4, .cell = column_status},
    {.title = "Done", .most = 20, .weight = 9, .cell = put_progress},
    {.title = "Work", .most = 26, .weight = 5, .cell = put_work},
    {.title = "Notes", .most = 50, .weight = 1, .cell = put_notes},
    {.title = NULL},
};

const struct view view_milestones = {
    .name = "milestones",
    .title = "Milestones",
    .digit = '1',
    .kinds = VIEW_KIND(KIND_MILESTONE),
    .columns = columns,
    .empty = "No document of this plan lists milestones yet: `add milestone` behind : writes the first one.",
};
