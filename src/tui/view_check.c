/* What contradicts what in the documents: the findings of `check` for which nothing but the documents is asked. What is on
 * disk and in git is looked up by the command. */
#include "tui/view_table.h"

static const struct finding *finding_of(const struct tui_state *state, const struct list_row *row)
{
    return row->number < state->check.count ? &state->check.items[row->number] : NULL;
}

static void put_severity(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    static const enum style styles[SEVERITY_COUNT] = {
        [SEVERITY_NOTE] = STYLE_NORMAL, [SEVERITY_WARNING] = STYLE_WAITING, [SEVERITY_ERROR] = STYLE_ERROR};
    const struct finding *finding = finding_of(state, row);
    if (finding != NULL) {
        *style = styles[finding->severity];
        bytes_append_text(out, severity_name(finding->severity));
    }
}

static void put_place(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    const struct finding *finding = finding_of(state, row);
    *style = STYLE_PLACE;
    if (finding != NULL) {
        bytes_append_format(out, "%.*s:%zu", SLICE_PRINT(finding->path), finding->line);
    }
}

static void put_message(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    const struct finding *finding = finding_of(state, row);
    *style = STYLE_NORMAL;
    if (finding != NULL) {
        bytes_append(out, finding->message);
        bytes_append_format(out, " [%s]", finding->rule->id);
    }
}

static const struct list_column columns[] = {
    {.title = "Severity", .most = 8, .weight = 97, .cell = put_severity},
    {.title = "Place", .most = 40, .weight = 98, .cell = put_place},
    {.title = "Finding", .weight = 99, .cell = put_message},
    {.title = NULL},
};

static bool fill(struct tui_state *state, struct list *list)
{
    const struct check_facts facts = {.now = slice_of(state->moment.now), .stale_hours = state->stale_hours};
    findings_release(&state->check);
    if (!check_run(state->plan, &facts, &state->rules, &state->check, NULL)) {
        return false;
    }
    for (size_t i = 0; i < state->check.count; i++) {
        if (!list_add(list, (struct list_row){.entry = true, .number = i})) {
            return false;
        }
    }
    return true;
}

const struct view view_check = {
    .name = "check",
    .title = "Check",
    .columns = columns,
    .fill = fill,
    .empty = "The documents say nothing that contradicts itself; `workboard check` looks at files and git, too.",
};
