/* How long each task was in each state, from the history. */
#include "plan/query.h"
#include "tui/explain.h"
#include "tui/page_record.h"
#include "tui/view_table.h"

static const struct flow_times *times_of(const struct tui_state *state, const struct list_row *row)
{
    return row->number < state->answers->times.count ? &state->answers->times.items[row->number] : NULL;
}

static void put_id(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    const struct flow_times *times = times_of(state, row);
    *style = STYLE_BOLD;
    if (times != NULL) {
        bytes_append(out, times->id);
    }
}

static void put_title(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    (void)state;
    *style = STYLE_NORMAL;
    if (row->record != NULL) {
        bytes_append(out, row->record->title);
    }
}

static void put_state(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    const struct flow_times *times = times_of(state, row);
    if (times != NULL) {
        *style = times->gone ? STYLE_DIM : style_of_state(times->state);
        bytes_append_text(out, times->gone ? "gone" : style_state_word(times->state));
    }
}

static void put_span(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style,
                     enum state is)
{
    const struct flow_times *times = times_of(state, row);
    *style = times != NULL && !times->gone && times->state == is ? style_of_state(is) : STYLE_NORMAL;
    if (times != NULL && times->seconds[is] > 0) {
        explain_span(out, times->seconds[is]);
    }
}

#define SPAN_OF(name, is)                                                                                              \
    static void put_##name(struct bytes *out, const struct tui_state *state, const struct list_row *row,              \
                           enum style *style)                                                                         \
    {                                                                                                                  \
        put_span(out, state, row, style, is);                                                                          \
    }

SPAN_OF(todo, STATE_TODO)
SPAN_OF(in_progress, STATE_IN_PROGRESS)
SPAN_OF(review, STATE_REVIEW)
SPAN_OF(blocked, STATE_BLOCKED)
SPAN_OF(paused, STATE_PAUSED)
SPAN_OF(done, STATE_DONE)

static const struct list_column columns[] = {
    {.title = "Task", .most = 20, .weight = 99, .cell = put_id},
    {.title = "Title", .weight = 98, .cell = put_title},
    {.title = "Now", .most = 12, .weight = 97, .cell = put_state},
    {.title = "Todo", .most = 11, .weight = 6, .cell = put_todo},
    {.title = "In progress", .most = 11, .weight = 9, .cell = put_in_progress},
    {.title = "Review", .most = 11, .weight = 5, .cell = put_review},
    {.title = "Blocked", .most = 11, .weight = 8, .cell = put_blocked},
    {.title = "Paused", .most = 11, .weight = 2, .cell = put_paused},
    {.title = "Done", .most = 11, .weight = 3, .cell = put_done},
    {.title = NULL},
};

static bool fill(struct tui_state *state, struct list *list)
{
    const struct flow_table *times = &state->answers->times;
    for (size_t k = times->count; k > 0; k--) {
        size_t i = k - 1;
        if (times->items[i].kind != KIND_TASK) {
            continue;
        }
        struct list_row row = {
            .record = query_id(state->plan, KIND_TASK, times->items[i].id), .entry = true, .number = i};
        if (!list_add(list, row)) {
            return false;
        }
    }
    return true;
}

static bool build_detail(struct tui_state *state, const struct list_row *row)
{
    const struct flow_times *times = times_of(state, row);
    return times == NULL ||
           (explain_text(state, STYLE_BOLD, "task", times->id) && history_add_times(state, times->kind, times->id) &&
            (row->record == NULL ||
             (page_add_blank(&state->detail) && page_build_brief(state, &state->detail, row->record))));
}

const struct view view_times = {
    .name = "times",
    .title = "Times",
    .kinds = VIEW_KIND(KIND_TASK),
    .columns = columns,
    .fill = fill,
    .heading = history_put_heading,
    .explain = history_explain,
    .detail = build_detail,
    .order = "what came last first",
    .empty = "No commit changed the state of a task yet.",
};
