/* What proves what: every gate that an open task needs, whether a file of evidence is there, else which one to produce.
 * What is missing of work that is going on comes first, as it is what somebody has to do. */
#include "check/gates.h"
#include "tui/explain.h"
#include "tui/page_record.h"
#include "tui/view_table.h"

/* A row's texts: the gate in `lead`, the file in `remark`, the state in `number`. */
static void put_task(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    (void)state;
    *style = STYLE_BOLD;
    bytes_append(out, record_name(row->record));
}

static void put_gate(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    (void)state;
    *style = STYLE_NORMAL;
    bytes_append(out, row->lead);
}

static void put_state(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    static const enum style styles[] = {
        [GATE_MISSING] = STYLE_WAITING, [GATE_OLD] = STYLE_ERROR, [GATE_PRESENT] = STYLE_READY};
    (void)state;
    enum gate_state is = (enum gate_state)(row->number % 3);
    *style = styles[is];
    bytes_append_text(out, gate_state_name(is));
}

static void put_file(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    (void)state;
    *style = row->number % 3 == GATE_PRESENT ? STYLE_NORMAL : STYLE_DIM;
    bytes_append(out, row->remark);
}

static const struct list_column columns[] = {
    {.title = "Task", .most = 20, .weight = 99, .symbol = true, .cell = put_task},
    {.title = "Gate", .most = 20, .weight = 97, .cell = put_gate},
    {.title = "Is", .most = 8, .weight = 98, .cell = put_state},
    {.title = "Evidence, or the file to produce", .weight = 96, .cell = put_file},
    {.title = "Lane", .most = 12, .weight = 4, .cell = column_lane},
    {.title = NULL},
};

/* The folders are told beside the list. */
static struct slice last_part(struct slice path)
{
    size_t start = path.size;
    while (start > 0 && path.data[start - 1] != '/') {
        start--;
    }
    return slice_part(path, start, path.size);
}

static bool add_needs(struct tui_state *state, struct list *list, const struct proofs *proofs, const struct record *task)
{
    struct gate_needs needs = {0};
    bool good = gates_of_task(proofs, task, slice_of(state->answers->day), &list->arena, &needs, NULL);
    for (size_t i = 0; good && i < needs.count; i++) {
        const struct gate_need *need = &needs.items[i];
        const struct evidence_file *file =
            need->files.count > 0 ? &proofs->evidence->items[need->files.items[0]] : NULL;
        /* The number of its own tells rows of one task apart. */
        struct list_row row = {.record = task, .number = list->all_count * 3 + (size_t)need->state};
        row.remark = file != NULL ? arena_format(&list->arena, "%s %.*s", file->day, SLICE_PRINT(file->name))
                                  : last_part(need->path.size > 0 ? need->path : need->artifact);
        row.lead = arena_copy(&list->arena, need->name);
        good = row.lead.data != NULL && (file == NULL || row.remark.data != NULL) && list_add(list, row);
    }
    return good;
}

/* Work that is going on, then what waits, then what is done; in the order of the plan. */
static size_t turn_of(const struct record *task)
{
    return task->state == STATE_IN_PROGRESS || task->state == STATE_REVIEW || task->claim != NULL ? 0
           : !state_is_closed(task->state)                                                         ? 1
                                                                                                   : 2;
}

static bool fill(struct tui_state *state, struct list *list)
{
    const struct proofs *proofs = answers_proofs(state);
    const struct records *tasks = &state->plan->records[KIND_TASK];
    for (size_t turn = 0; proofs != NULL && turn < 3; turn++) {
        for (size_t i = 0; i < tasks->count; i++) {
            if (turn_of(tasks->items[i]) == turn && !add_needs(state, list, proofs, tasks->items[i])) {
                return false;
            }
        }
    }
    return true;
}

static bool explain(const struct tui_state *state, struct bytes *out)
{
    const struct question_state *own = &state->answers->questions[QUESTION_EVIDENCE];
    bytes_append(out, own->known ? bytes_slice(&own->failure) : slice_of("looking for the files\xE2\x80\xA6"));
    return out->size > 0;
}

static void put_heading(const struct tui_state *state, struct bytes *out)
{
    const struct list *list = &state->lists[VIEW_EVIDENCE];
    size_t missing = 0;
    for (size_t i = 0; i < list->all_count; i++) {
        missing += list->all[i].number % 3 != GATE_PRESENT && !state_is_closed(list->all[i].record->state) ? 1 : 0;
    }
    if (list->all_count > 0) {
        bytes_append_format(out, " \xC2\xB7 %zu to produce", missing);
    }
}

static bool build_detail(struct tui_state *state, const struct list_row *row)
{
    const struct record *gate = NULL;
    for (size_t i = 0; i < row->record->gates.count && gate == NULL; i++) {
        const struct record *own = row->record->gates.items[i].record;
        gate = own != NULL && slice_equal(record_name(own), row->lead) ? own : NULL;
    }
    if (!explain_gates(state, row->record) || !page_add_blank(&state->detail)) {
        return false;
    }
    return (gate == NULL || page_build_brief(state, &state->detail, gate)) && page_add_blank(&state->detail) &&
           page_build_brief(state, &state->detail, row->record);
}

const struct view view_evidence = {
    .name = "evidence",
    .title = "Evidence",
    .digit = 'E',
    .kinds = VIEW_KIND(KIND_TASK),
    .columns = columns,
    .fill = fill,
    .heading = put_heading,
    .explain = explain,
    .detail = build_detail,
    .order = "what is going on first",
    .empty = "No task of this plan names a gate.",
};
