/* The cells that several lists show. */
#include "outline/plain.h"
#include "tui/describe.h"
#include "tui/view_table.h"

void column_value(struct bytes *out, const struct list_row *row, enum role role)
{
    if (row->record != NULL) {
        plain_append(out, record_value(row->record, role));
    }
}

/* The task that a queue's row or a claim stands for. */
static const struct record *task_of(const struct list_row *row)
{
    const struct record *record = row->record;
    return record == NULL || record->kind == KIND_TASK ? record : record->task;
}

void column_id(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    (void)state;
    *style = state_is_closed(row->record->state) ? STYLE_DIM : STYLE_BOLD;
    bytes_append(out, row->record->id);
}

void column_title(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    (void)state;
    *style = state_is_closed(row->record->state) ? STYLE_DIM : STYLE_NORMAL;
    bytes_append(out, row->record->title);
}

void column_status(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    const struct record *record = row->record;
    (void)state;
    *style = style_of_state(record->state);
    if (record->status.size > 0) {
        plain_append(out, record->status);
    } else if (record->state != STATE_UNKNOWN) {
        bytes_append_text(out, style_state_word(record->state));
    }
    if (record->differs) {
        bytes_append_text(out, " \xE2\x89\xA0"); /* its places differ */
    }
}

void column_stands(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    (void)state;
    describe_readiness(out, row->record, style);
}

void column_lane(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    const struct record *record = row->record;
    const struct record *task = task_of(row);
    const struct record *lane = record->lane != NULL ? record->lane : task != NULL ? task->lane : NULL;
    (void)state;
    *style = STYLE_NORMAL;
    if (lane != NULL) {
        bytes_append(out, record_name(lane));
    } else {
        bytes_append(out, record_value(record, ROLE_LANE));
    }
}

void column_who(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    const struct record *task = task_of(row);
    const struct record *claim = row->record->kind == KIND_CLAIM ? row->record : task != NULL ? task->claim : NULL;
    (void)state;
    *style = STYLE_NORMAL;
    if (claim != NULL) {
        bytes_append(out, record_value(claim, ROLE_WHO));
    } else if (task != NULL) {
        *style = STYLE_DIM;
        bytes_append(out, record_value(task, ROLE_OWNER));
    }
}

void column_age(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    const struct record *claim = row->record->kind == KIND_CLAIM ? row->record : row->record->claim;
    bool stale = false;
    *style = STYLE_DIM;
    if (claim != NULL && describe_age(out, state, claim, &stale) && stale) {
        *style = STYLE_ERROR;
        bytes_append_text(out, " stale");
    }
}

void column_milestone(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    const struct record *task = task_of(row);
    const struct record *milestone = row->record->milestone != NULL ? row->record->milestone
                                     : task != NULL                 ? task->milestone
                                                                    : NULL;
    (void)state;
    *style = STYLE_DIM;
    if (milestone != NULL) {
        bytes_append(out, record_name(milestone));
    } else {
        column_value(out, row, ROLE_MILESTONE);
    }
}

void column_priority(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    (void)state;
    *style = STYLE_LABEL;
    column_value(out, row, row->record->kind == KIND_QUEUE || record_value(row->record, ROLE_RANK).size == 0
                               ? ROLE_PRIORITY
                               : ROLE_RANK);
}

/* "M1-T04 +2": the tasks that it holds or covers. */
void column_tasks(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    const struct plan_links *tasks = &row->record->tasks;
    (void)state;
    *style = STYLE_NORMAL;
    if (tasks->count > 0) {
        const struct record *first = tasks->items[0].record;
        bytes_append(out, first != NULL ? record_name(first) : tasks->items[0].text);
    }
    if (tasks->count > 1) {
        bytes_append_format(out, " +%zu", tasks->count - 1);
    }
}

void column_place(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    *style = STYLE_PLACE;
    if (row->record->place_count > 0) {
        describe_place(out, state->plan, row->record->places[0]);
    }
}
