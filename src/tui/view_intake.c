/* The packet of somebody, held against the plan's checklist: each point, whether it holds, and why. */
#include "tui/explain.h"
#include "tui/view_table.h"

static const struct answers_point *point_of(const struct tui_state *state, const struct list_row *row)
{
    return row->number < state->answers->point_count ? &state->answers->points[row->number] : NULL;
}

static enum style style_of(enum intake_verdict verdict)
{
    return verdict == INTAKE_HOLDS ? STYLE_READY : verdict == INTAKE_FAILS ? STYLE_ERROR : STYLE_WAITING;
}

static const char *sign_of(enum intake_verdict verdict)
{
    return verdict == INTAKE_HOLDS   ? style_symbol(STATE_DONE)
           : verdict == INTAKE_FAILS ? style_symbol(STATE_BLOCKED)
                                     : style_symbol(STATE_TODO);
}

static void put_verdict(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    const struct answers_point *point = point_of(state, row);
    if (point != NULL) {
        *style = style_of(point->verdict);
        bytes_append_text(out, sign_of(point->verdict));
        bytes_append_byte(out, ' ');
        bytes_append_text(out, intake_verdict_name(point->verdict));
    }
}

static void put_text(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    const struct answers_point *point = point_of(state, row);
    *style = STYLE_NORMAL;
    if (point != NULL) {
        bytes_append(out, point->text);
    }
}

static void put_reason(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    const struct answers_point *point = point_of(state, row);
    if (point != NULL) {
        *style = point->verdict == INTAKE_FAILS ? STYLE_ERROR : STYLE_DIM;
        bytes_append(out, point->reason);
    }
}

static const struct list_column columns[] = {
    {.title = "Verdict", .most = 9, .weight = 99, .cell = put_verdict},
    {.title = "Point of the checklist", .most = 34, .weight = 98, .cell = put_text},
    {.title = "Why", .weight = 97, .cell = put_reason},
    {.title = NULL},
};

static bool fill(struct tui_state *state, struct list *list)
{
    for (size_t i = 0; i < state->answers->point_count; i++) {
        if (!list_add(list, (struct list_row){.entry = true, .number = i})) {
            return false;
        }
    }
    return true;
}

static void put_heading(const struct tui_state *state, struct bytes *out)
{
    const struct answers *answers = state->answers;
    const struct question_state *own = &answers->questions[QUESTION_INTAKE];
    if (answers->intake_path[0] == '\0') {
        return;
    }
    bytes_append_format(out, " \xC2\xB7 %s", answers->intake_path);
    if (own->asked) {
        bytes_append_text(out, " \xC2\xB7 looking at it\xE2\x80\xA6");
    } else if (answers->point_count > 0) {
        bytes_append_text(out, " for ");
        bytes_append(out, bytes_slice(&answers->intake_tasks));
        bytes_append_format(out, answers->failure_count == 0 ? " \xC2\xB7 nothing fails" : " \xC2\xB7 %zu fail%s",
                            answers->failure_count, answers->failure_count == 1 ? "s" : "");
    }
}

static bool explain(const struct tui_state *state, struct bytes *out)
{
    const struct question_state *own = &state->answers->questions[QUESTION_INTAKE];
    if (state->answers->intake_path[0] != '\0') {
        bytes_append(out, own->known ? bytes_slice(&own->failure) : slice_of("looking at the packet\xE2\x80\xA6"));
    }
    return out->size > 0;
}

static bool build_detail(struct tui_state *state, const struct list_row *row)
{
    const struct answers_point *point = point_of(state, row);
    if (point == NULL) {
        return true;
    }
    struct page_line head = {.style = STYLE_BOLD, .text = point->text};
    return page_add_wrapped(&state->detail, &state->measure, head, false) &&
           explain_text(state, style_of(point->verdict), intake_verdict_name(point->verdict), point->reason) &&
           (point->line == 0 || explain_format(state, STYLE_PLACE, "asked at", "%.*s:%zu", SLICE_PRINT(point->path), point->line));
}

const struct view view_intake = {
    .name = "intake",
    .title = "Intake",
    .digit = 'I',
    .columns = columns,
    .fill = fill,
    .heading = put_heading,
    .explain = explain,
    .detail = build_detail,
    .order = "in the order of the checklist",
    .empty = "No packet was looked at yet: i chooses the file of one; behind : it is `intake FILE LANE`.",
};
