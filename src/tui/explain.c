#include "tui/explain.h"

#include "check/gates.h"

#include <stdarg.h>
#include <stdio.h>

enum { EXPLAIN_LABEL = 12, EXPLAIN_SIZE = 2000 };

bool explain_text(struct tui_state *state, enum style style, const char *label, struct slice text)
{
    struct page *page = &state->detail;
    if (text.size == 0) {
        return true;
    }
    struct slice padded = arena_format(&page->arena, "%-*s", EXPLAIN_LABEL, label);
    struct page_line line = {.style = style, .indent = 1, .label = padded, .text = text};
    return padded.data != NULL && page_add_wrapped(page, &state->measure, line, true);
}

bool explain_format(struct tui_state *state, enum style style, const char *label, const char *format, ...)
{
    char text[EXPLAIN_SIZE];
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return size < 0 || explain_text(state, style, label, slice_of(text));
}

void explain_span(struct bytes *out, int64_t seconds)
{
    unsigned long long minutes = seconds < 0 ? 0 : (unsigned long long)seconds / 60;
    bytes_append_format(out, "%llud %02llu:%02llu", minutes / 1440, minutes / 60 % 24, minutes % 60);
}

static bool explain_gate(struct tui_state *state, const struct proofs *proofs, const struct gate_need *need, bool first)
{
    static const enum style styles[] = {
        [GATE_MISSING] = STYLE_WAITING, [GATE_OLD] = STYLE_ERROR, [GATE_PRESENT] = STYLE_READY};
    bool good = explain_format(state, styles[need->state], first ? "gates" : "", "%.*s %s", SLICE_PRINT(need->name),
                               gate_state_name(need->state));
    if (need->files.count > 0) {
        struct slice path = proofs->evidence->items[need->files.items[0]].path;
        good = good && explain_format(state, STYLE_PLACE, "", "  proved by %.*s", SLICE_PRINT(path));
    }
    struct slice path = need->path.size > 0 ? need->path : need->artifact;
    if (need->state != GATE_PRESENT && path.size > 0) {
        good = good && explain_format(state, STYLE_PLACE, "", "  to produce: %.*s", SLICE_PRINT(path));
    }
    if (need->state != GATE_PRESENT && need->command.size > 0) {
        good = good && explain_format(state, STYLE_DIM, "", "  by: %.*s", SLICE_PRINT(need->command));
    }
    return good;
}

bool explain_gates(struct tui_state *state, const struct record *task)
{
    const struct proofs *proofs = answers_proofs(state);
    struct gate_needs needs = {0};
    if (proofs == NULL || task->kind != KIND_TASK) {
        return true;
    }
    bool good = gates_of_task(proofs, task, slice_of(state->answers->day), &state->detail.arena, &needs, NULL);
    for (size_t i = 0; good && i < needs.count; i++) {
        good = explain_gate(state, proofs, &needs.items[i], i == 0);
    }
    return good;
}
