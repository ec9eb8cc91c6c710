/* What to do next: the ready tasks, the best first, each with the reasons; where none is ready, what has to happen first.
 * Beside it the evidence to produce, and the longest chain of open tasks that waits for the selected one. */
#include "plan/rank.h"
#include "tui/explain.h"
#include "tui/page_record.h"
#include "tui/view_table.h"

enum { CHAIN = 12 /* tasks of a chain that are named */ };

static void put_place(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    (void)state;
    *style = STYLE_DIM;
    bytes_append(out, row->lead);
}

static void put_id(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    (void)state;
    *style = STYLE_BOLD;
    bytes_append(out, record_name(row->record));
}

static void put_title(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    (void)state;
    *style = STYLE_NORMAL;
    bytes_append(out, row->record->id.size > 0 ? row->record->title : slice_of(""));
}

static void put_reasons(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    (void)state;
    *style = row->record->ready ? STYLE_READY : STYLE_WAITING;
    bytes_append(out, row->remark);
}

static const struct list_column columns[] = {
    {.title = "#", .most = 4, .weight = 6, .cell = put_place},
    {.title = "Task", .most = 20, .weight = 99, .symbol = true, .cell = put_id},
    {.title = "Title", .most = 30, .weight = 97, .cell = put_title},
    {.title = "Why", .weight = 98, .cell = put_reasons},
    {.title = "Lane", .most = 14, .weight = 5, .cell = column_lane},
    {.title = "Milestone", .most = 10, .weight = 2, .cell = column_milestone},
    {.title = NULL},
};

static bool add_entry(struct list *list, const struct rank_entry *entry, size_t number)
{
    struct bytes text = {0};
    struct list_row row = {.record = entry->task, .number = number};
    for (size_t i = 0; i < entry->reason_count; i++) {
        bytes_append_text(&text, i > 0 ? "; " : "");
        bytes_append(&text, entry->reasons[i]);
    }
    row.lead = arena_format(&list->arena, "%zu", number + 1);
    row.remark = text.failed ? (struct slice){0} : arena_copy(&list->arena, bytes_slice(&text));
    bytes_release(&text);
    return row.lead.data != NULL && row.remark.data != NULL && list_add(list, row);
}

static bool add_hold(struct list *list, const struct rank_hold *hold, size_t number)
{
    struct list_row row = {.record = hold->task, .number = number, .lead = slice_of("")};
    row.remark = hold->holds > 0 ? arena_format(&list->arena, "%.*s; %zu wait%s for it", SLICE_PRINT(hold->reason),
                                                hold->holds, hold->holds == 1 ? "s" : "")
                                 : arena_copy(&list->arena, hold->reason);
    return row.remark.data != NULL && list_add(list, row);
}

static bool fill(struct tui_state *state, struct list *list)
{
    struct ranking ranking = {0};
    bool done = ranking_init(&ranking, state->plan, NULL, NULL);
    for (size_t i = 0; done && i < ranking.count; i++) {
        done = add_entry(list, &ranking.entries[i], i);
    }
    for (size_t i = 0; done && ranking.count == 0 && i < ranking.hold_count; i++) {
        done = add_hold(list, &ranking.holds[i], i);
    }
    ranking_release(&ranking);
    return done;
}

static void put_heading(const struct tui_state *state, struct bytes *out)
{
    const struct list *list = &state->lists[VIEW_NEXT];
    if (list->all_count > 0 && list->all[0].lead.size == 0) {
        bytes_append_text(out, " \xC2\xB7 nothing is ready; this comes first");
    } else if (list->all_count > 0) {
        bytes_append_text(out, " ready");
    }
}

/* ---- the detail ---- */

/* "M7-T05 → M7-T06 → M7-T10": the longest chain of open tasks that begins with this one. */
static bool explain_chain(struct tui_state *state, const struct record *task)
{
    struct graph graph;
    struct bytes text = {0};
    bool good = graph_init(&graph, state->plan, NULL);
    size_t node = task->number;
    size_t count = 0;
    while (good && graph.behind[node] > 0 && !graph_is_cyclic(&graph, node)) {
        const struct graph_lists *waiting = &graph.waited_for;
        size_t next = SIZE_MAX;
        for (size_t i = waiting->starts[node]; i < waiting->starts[node + 1]; i++) {
            size_t other = waiting->items[i];
            if (graph_is_open(&graph, other) && !graph_is_cyclic(&graph, other) &&
                (next == SIZE_MAX || graph.behind[other] > graph.behind[next])) {
                next = other;
            }
        }
        if (next == SIZE_MAX || graph.behind[next] >= graph.behind[node]) {
            break;
        }
        node = next;
        if (++count == CHAIN) {
            bytes_append_format(&text, " \xE2\x86\x92 and %zu more", graph.behind[node] + 1);
            break;
        }
        bytes_append_text(&text, count > 1 ? " \xE2\x86\x92 " : "");
        bytes_append(&text, record_name(graph_task(&graph, node)));
    }
    graph_release(&graph);
    good = good && !text.failed && explain_text(state, STYLE_NORMAL, "chain", bytes_slice(&text));
    bytes_release(&text);
    return good;
}

static bool build_detail(struct tui_state *state, const struct list_row *row)
{
    struct slice rest = row->remark;
    struct slice reason;
    bool first = true;
    struct page_line head = {.style = STYLE_BOLD, .symbol = row->record, .text = row->record->title};
    if (!page_add_wrapped(&state->detail, &state->measure, head, true)) {
        return false;
    }
    while (slice_next(&rest, ';', &reason)) {
        if (!explain_text(state, row->record->ready ? STYLE_READY : STYLE_WAITING, first ? "why" : "", slice_trim(reason))) {
            return false;
        }
        first = false;
    }
    return explain_chain(state, row->record) && explain_gates(state, row->record) && page_add_blank(&state->detail) &&
           page_build_brief(state, &state->detail, row->record);
}

const struct view view_next = {
    .name = "next",
    .title = "Next",
    .digit = 'N',
    .kinds = VIEW_KIND(KIND_TASK),
    .columns = columns,
    .fill = fill,
    .heading = put_heading,
    .detail = build_detail,
    .order = "the best first",
    .empty = "No task is open.",
};
