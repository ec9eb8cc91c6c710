/* Pages of lines, the diff before a write, and what is chosen or typed. */
#include "tui/page.h"
#include "tui/panel.h"
#include "tui/view.h"

#include <stdio.h>

void view_line(struct cells *cells, const struct page_line *line, size_t row, struct area inside)
{
    size_t column = inside.column + 1 + line->indent;
    size_t end = inside.column + inside.columns;
    if (line->right.size > 0 && inside.columns > 40) {
        end -= cells_put_right(cells, row, end - 1, inside.columns / 3, STYLE_DIM, line->right) + 2;
    }
    if (line->label.size > 0 && column < end) {
        column += cells_put(cells, row, column, end - column, STYLE_LABEL, line->label) + 1;
    }
    if (line->symbol != NULL && column + 2 < end) {
        column += view_symbol(cells, row, column, line->symbol->state);
    }
    if (column < end) {
        cells_put(cells, row, column, end - column, line->style, line->text);
    }
}

void view_page(const struct tui_state *state, struct cells *cells)
{
    const struct page *page = &state->page;
    struct area frame = state->layout.body;
    /* The strip gives its rows to the page. */
    struct area inside = view_frame(cells, frame, true, page_title(state));
    size_t shown = 0;
    if (state->layout.strip.rows > 0) {
        view_strip(state, cells);
    }
    for (; shown < inside.rows && page->top + shown < page->count; shown++) {
        size_t index = page->top + shown;
        view_line(cells, &page->lines[index], inside.row + shown, inside);
        cells_add_target(cells, (struct area){inside.row + shown, inside.column, 1, inside.columns}, TARGET_LINE, 0,
                         index);
        view_mark_row(cells, inside.row + shown, inside, true, false, index == page->selected);
    }
    view_scroll_mark(cells, frame, page->top, shown, page->count);
}

/* ---- prompts ---- */

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void draw_choices(const struct tui_state *state, struct cells *cells)
{
    const struct choices *choices = &state->choices;
    size_t widest = cells_measure(cells, choices->title) + 2;
    for (size_t i = 0; i < choices->count; i++) {
        size_t columns = cells_measure(cells, choices->items[i].label) + 4;
        widest = columns > widest ? columns : widest;
    }
    bool framed = cells->rows >= 8;
    size_t room = cells->rows - 2;
    struct area area = {.columns = smaller(widest + 3, cells->columns)};
    area.rows = smaller(choices->count + (framed ? 2 : 1), room);
    area.column = (cells->columns - area.columns) / 2;
    area.row = 1 + (room - area.rows) / 2;
    struct area inside;
    if (framed) {
        inside = view_frame(cells, area, true, choices->title);
    } else {
        cells_fill(cells, area, STYLE_NORMAL, " ");
        cells_put(cells, area.row, area.column, area.columns, STYLE_FOCUS, choices->title);
        inside = (struct area){area.row + 1, area.column, area.rows - 1, area.columns};
    }
    size_t top = choices->selected >= inside.rows ? choices->selected - inside.rows + 1 : 0;
    for (size_t i = 0; i < inside.rows && top + i < choices->count; i++) {
        const struct choice *choice = &choices->items[top + i];
        size_t used = 1;
        cells_add_target(cells, (struct area){inside.row + i, inside.column, 1, inside.columns}, TARGET_CHOICE, 0,
                         top + i);
        if (choice->state != STATE_COUNT) {
            used += view_symbol(cells, inside.row + i, inside.column + 1, choice->state);
        }
        cells_put(cells, inside.row + i, inside.column + used, inside.columns - smaller(used, inside.columns),
                  STYLE_NORMAL, choice->label);
        view_mark_row(cells, inside.row + i, inside, framed, false, top + i == choices->selected);
    }
    if (framed) {
        view_scroll_mark(cells, area, top, smaller(inside.rows, choices->count), choices->count);
    }
}

/* The line that is being typed, in the row of the footer: as much of it as there is room for, with the cursor. */
static void draw_input(const struct tui_state *state, struct cells *cells)
{
    enum { AHEAD = 8 }; /* columns behind the cursor that stay in sight */
    static const char ellipsis[] = "\xE2\x80\xA6";
    size_t row = cells->rows - 1;
    struct slice text = slice_of(state->input);
    struct slice before = slice_part(text, 0, state->cursor);
    struct slice behind = slice_part(text, state->cursor, text.size);
    size_t room = cells->columns > 4 ? cells->columns - 4 : 0;
    size_t end = 3 + room;
    size_t ahead = room > 3 * AHEAD ? smaller(cells_measure(cells, behind), AHEAD) : 0;
    size_t column = 2;
    cells_fill(cells, (struct area){row, 0, 1, cells->columns}, STYLE_NORMAL, " ");
    cells_put_text(cells, row, 1, 1, STYLE_KEY, state->prompt == PROMPT_FIND ? "/" : state->prompt == PROMPT_GO ? "g" : ":");
    room -= ahead;
    if (cells_measure(cells, before) > room && room > 0) {
        column += cells_put_text(cells, row, column, 1, STYLE_DIM, ellipsis);
        room--;
    }
    while (cells_measure(cells, before) > room && before.size > 0) {
        size_t next = 0;
        utf8_decode(before, &next);
        before = slice_part(before, next, before.size);
    }
    column += cells_put_cut(cells, row, column, room, STYLE_NORMAL, before);
    if (behind.size == 0) {
        cells_put_text(cells, row, column, 1, STYLE_FOCUS, "_");
    } else if (column < end && cells_put(cells, row, column, end - column, STYLE_NORMAL, behind) > 0) {
        cells_select(cells, row, column, cells_at(cells, row, column)->width);
    }
}

/* What the word could mean, above the line, the best at the bottom where the eyes are. */
static void draw_completion(const struct tui_state *state, struct cells *cells)
{
    const struct completion *completion = &state->completion;
    size_t count = completion->count;
    if (cells->rows < 6 || count == 0) {
        return;
    }
    size_t most = cells->rows / 2;
    count = count < most ? count : most;
    for (size_t i = 0; i < count; i++) {
        const struct completion_item *item = &completion->items[i];
        size_t row = cells->rows - 2 - i;
        cells_fill(cells, (struct area){row, 0, 1, cells->columns}, STYLE_NORMAL, " ");
        size_t used = cells_put_text(cells, row, 2, cells->columns - 3, STYLE_BOLD, item->value);
        if (used + 6 < cells->columns) {
            cells_put_text(cells, row, used + 4, cells->columns - used - 5, STYLE_DIM, item->remark);
        }
        if (i == completion->chosen) {
            cells_put_text(cells, row, 0, 1, STYLE_FOCUS, "\xE2\x80\xBA");
            cells_select(cells, row, 0, cells->columns);
        }
    }
}

void view_prompt(const struct tui_state *state, struct cells *cells)
{
    if (state->prompt == PROMPT_CHOICE) {
        draw_choices(state, cells);
    } else if (state->prompt != PROMPT_NONE) {
        if (state->prompt != PROMPT_FIND) {
            draw_completion(state, cells);
        }
        draw_input(state, cells);
    }
}
