/* A document as it is written, with the place of a record in it. */
#include "tui/view.h"
#include "tui/view_table.h"

#include <stdio.h>

static const struct document *shown(const struct tui_state *state)
{
    size_t number = state->source.document;
    return number < state->plan->document_count ? state->plan->documents[number] : NULL;
}

static size_t line_count(const struct tui_state *state)
{
    const struct document *document = shown(state);
    return document == NULL ? 0 : source_line_count(document->source);
}

static size_t visible_rows(const struct tui_state *state)
{
    return area_inside(state->layout.body).rows;
}

static void step(struct tui_state *state, long steps)
{
    struct source_view *source = &state->source;
    size_t count = line_count(state);
    size_t rows = visible_rows(state);
    if (steps < 0) {
        size_t back = (size_t)-steps;
        source->selected = back > source->selected ? 0 : source->selected - back;
    } else {
        source->selected += (size_t)steps;
    }
    source->selected = count == 0 ? 0 : source->selected < count ? source->selected : count - 1;
    if (source->selected < source->top) {
        source->top = source->selected;
    }
    if (rows > 0 && source->selected >= source->top + rows) {
        source->top = source->selected - rows + 1;
    }
}

static bool act(struct tui_state *state, enum action action, struct tui_effects *effects)
{
    long page = visible_rows(state) > 1 ? (long)visible_rows(state) - 1 : 1;
    (void)effects;
    switch (action) {
    case ACTION_UP:
        step(state, -1);
        return true;
    case ACTION_DOWN:
        step(state, 1);
        return true;
    case ACTION_PAGE_UP:
        step(state, -page);
        return true;
    case ACTION_PAGE_DOWN:
        step(state, page);
        return true;
    case ACTION_FIRST:
        step(state, -(long)state->source.selected);
        return true;
    case ACTION_LAST:
        step(state, (long)line_count(state));
        return true;
    default:
        return false;
    }
}

static void draw(const struct tui_state *state, struct cells *cells)
{
    const struct source_view *source = &state->source;
    const struct document *document = shown(state);
    struct area frame = state->layout.body;
    struct bytes title = {0};
    const struct record *record = identity_find(&source->record, state->plan);
    bytes_append_text(&title, document == NULL ? "no document" : document->path);
    if (record != NULL) {
        bytes_append_text(&title, " \xC2\xB7 ");
        bytes_append(&title, record_name(record));
    }
    cells->failed = cells->failed || title.failed;
    struct area inside = view_frame(cells, frame, true, bytes_slice(&title));
    bytes_release(&title);
    size_t count = line_count(state);
    char number[24];
    int digits = snprintf(number, sizeof number, "%zu", count);
    size_t margin = digits > 0 ? (size_t)digits : 1;
    size_t rows = 0;
    for (; rows < inside.rows && source->top + rows < count; rows++) {
        size_t line = source->top + rows;
        size_t row = inside.row + rows;
        bool marked = source->first <= line && line <= source->last;
        struct slice text = source_slice(document->source, source_line_text(document->source, line + 1));
        snprintf(number, sizeof number, "%zu", line + 1);
        cells_put_right(cells, row, inside.column + 1 + margin, margin, marked ? STYLE_FOCUS : STYLE_DIM,
                        slice_of(number));
        if (marked) {
            cells_put_text(cells, row, inside.column + 1 + margin, 1, STYLE_FOCUS, "\xE2\x96\x8C");
        }
        if (inside.columns > margin + 3) {
            cells_put(cells, row, inside.column + 3 + margin, inside.columns - margin - 3,
                      marked ? STYLE_BOLD : STYLE_NORMAL, text);
        }
        cells_add_target(cells, (struct area){row, inside.column, 1, inside.columns}, TARGET_LINE, 0, line);
        view_mark_row(cells, row, inside, true, false, line == source->selected);
    }
    view_scroll_mark(cells, frame, source->top, rows, count);
}

const struct view view_source = {
    .name = "source",
    .title = "Source",
    .kinds = ~0U,
    .draw = draw,
    .act = act,
    .empty = "",
};
