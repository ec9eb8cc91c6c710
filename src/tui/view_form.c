/* The form: rows with their texts, what follows, the diff. */
#include "tui/form.h"
#include "tui/form_place.h"
#include "tui/view.h"

enum { LABEL = 14, MOST_LABEL = 30 };

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* The text that is being typed, as much of it as there is room for, with the cursor. */
static void draw_typed(const struct tui_state *state, struct cells *cells, size_t row, size_t column, size_t room)
{
    enum { AHEAD = 8 };
    struct slice text = slice_of(state->input);
    struct slice before = slice_part(text, 0, state->cursor);
    struct slice behind = slice_part(text, state->cursor, text.size);
    size_t end = column + room;
    size_t ahead = room > 3 * AHEAD ? smaller(cells_measure(cells, behind), AHEAD) : 0;
    size_t left = room > ahead + 1 ? room - ahead - 1 : 0;
    if (cells_measure(cells, before) > left && left > 1) {
        column += cells_put_text(cells, row, column, 1, STYLE_DIM, "\xE2\x80\xA6");
        left--;
    }
    while (cells_measure(cells, before) > left && before.size > 0) {
        size_t next = 0;
        utf8_decode(before, &next);
        before = slice_part(before, next, before.size);
    }
    column += cells_put_cut(cells, row, column, left, STYLE_BOLD, before);
    if (behind.size == 0) {
        cells_put_text(cells, row, column, 1, STYLE_FOCUS, "_");
    } else if (column < end && cells_put(cells, row, column, end - column, STYLE_BOLD, behind) > 0) {
        cells_select(cells, row, column, cells_at(cells, row, column)->width);
    }
}

/* "was todo · REGISTRY.md:12": what stands there now, and where. */
static size_t draw_origin(struct cells *cells, const struct form_row *item, size_t row, size_t end, size_t room)
{
    struct bytes text = {0};
    bool changed = item->kind == FORM_CELL && !item->fixed && item->old.data != NULL;
    if (changed) {
        bytes_append_text(&text, "was ");
        bytes_append(&text, item->old.size > 0 ? item->old : slice_of("empty"));
    }
    size_t used = 0;
    if (item->kind == FORM_CELL && item->path.size > 0 && room > 60) {
        struct bytes place = {0};
        bytes_append(&place, item->path);
        if (item->line > 0) {
            bytes_append_format(&place, ":%zu", item->line);
        }
        cells->failed = cells->failed || place.failed;
        used += cells_put_right(cells, row, end, room / 3, STYLE_PLACE, bytes_slice(&place)) + 2;
        bytes_release(&place);
    }
    if (text.size > 0) {
        used += cells_put_right(cells, row, end - used, room / 4, item->outside ? STYLE_ERROR : STYLE_DIM,
                                bytes_slice(&text)) + 2;
    }
    cells->failed = cells->failed || text.failed;
    bytes_release(&text);
    return used;
}

static void draw_row(const struct tui_state *state, struct cells *cells, size_t number, size_t row, struct area inside)
{
    const struct form *form = state->form;
    const struct form_row *item = &form->rows[number];
    size_t column = inside.column + 1;
    size_t end = inside.column + inside.columns - 1;
    bool selected = number == form->selected;
    size_t most = smaller(number < form->asked ? LABEL : MOST_LABEL, inside.columns * 2 / 5);
    /* Below the name of its record the label needs not say it. */
    struct slice name = item->label;
    bool named = item->group.size > 0 && slice_starts(name, item->group) && name.size > item->group.size + 1;
    name = slice_part(name, named ? item->group.size + 1 : 0, name.size);
    size_t label = smaller(cells_measure(cells, name), most);
    cells_put(cells, row, column, most, STYLE_LABEL, name);
    column += (label < LABEL && most >= LABEL ? (size_t)LABEL : label) + 1;
    if (column + 4 >= end) {
        return;
    }
    if (item->kind == FORM_FLAG) {
        const char *sign = item->on ? "[x] " : "[ ] ";
        column += cells_put_text(cells, row, column, end - column, item->on ? STYLE_BOLD : STYLE_NORMAL, sign);
        cells_put(cells, row, column, end - column, STYLE_DIM, item->help);
        return;
    }
    end -= draw_origin(cells, item, row, end, inside.columns);
    if (selected && form_is_typed(item)) {
        draw_typed(state, cells, row, column, end - column);
    } else if (item->text.size == 0) {
        cells_put(cells, row, column, end - column, STYLE_DIM, item->help.size > 0 ? item->help : slice_of("\xC2\xB7"));
    } else {
        enum style style = item->fixed ? STYLE_DIM : form_is_changed(item) ? STYLE_NOTICE : STYLE_NORMAL;
        struct bytes text = {0};
        cells->failed = !utf8_append_clean(&text, bytes_slice(&item->text), true) || cells->failed;
        cells_put(cells, row, column, end - column, style, bytes_slice(&text));
        bytes_release(&text);
    }
    if (selected && item->text.size == 0 && column + 3 < end) {
        cells_put(cells, row, column + 2, end - column - 2, STYLE_DIM, item->help);
    }
}

static void draw_line(struct cells *cells, const struct form_line *line, size_t row, size_t column, size_t columns)
{
    size_t start = smaller(line->part_start, line->text.size);
    size_t end = smaller(line->part_end, line->text.size);
    if (line->row == SIZE_MAX) {
        cells_put(cells, row, column, columns, line->style, line->text);
        return;
    }
    if (line->part_end == 0 || start >= end) {
        cells_put_cut(cells, row, column, columns, line->style, line->text);
        return;
    }
    size_t used = cells_put_cut(cells, row, column, columns, line->style, slice_part(line->text, 0, start));
    used += cells_put_cut(cells, row, column + used, columns - used, line->part_style, slice_part(line->text, start, end));
    cells_put_cut(cells, row, column + used, columns - used, line->style, slice_part(line->text, end, line->text.size));
}

static void draw_lines(const struct tui_state *state, struct cells *cells, const struct form_lines *lines, struct area area)
{
    for (size_t i = 0; i < area.rows && lines->top + i < lines->count; i++) {
        const struct form_line *line = &lines->items[lines->top + i];
        bool field = line->row != SIZE_MAX && line->text.data == NULL;
        if (field) {
            draw_row(state, cells, line->row, area.row + i, area);
        } else {
            draw_line(cells, line, area.row + i, area.column + 1, area.columns > 2 ? area.columns - 2 : area.columns);
        }
        if (line->row != SIZE_MAX) {
            cells_add_target(cells, (struct area){area.row + i, area.column, 1, area.columns}, TARGET_FORM_ROW, 0, line->row);
        }
        if (line->row == state->form->selected && line->first && line->row != SIZE_MAX) {
            view_mark_row(cells, area.row + i, area, area.column > 0, false, true);
        }
    }
}

/* ---- what Tab offers ---- */

static void draw_candidates(const struct tui_state *state, struct cells *cells, size_t row, size_t column, struct area inside)
{
    enum { MOST = 8 };
    const struct form_candidates *candidates = &state->form->candidates;
    size_t columns = 12;
    size_t widest = 0;
    size_t shown = smaller(candidates->count, MOST);
    for (size_t i = 0; i < candidates->count; i++) {
        size_t width = cells_measure(cells, candidates->items[i].value);
        widest = width > widest ? width : widest;
        width += cells_measure(cells, candidates->items[i].remark) + (candidates->items[i].remark.size > 0 ? 6 : 4);
        columns = width > columns ? width : columns;
    }
    columns = smaller(columns, inside.columns - 2);
    size_t bottom = inside.row + inside.rows;
    column = column + columns > inside.column + inside.columns ? inside.column + inside.columns - columns : column;
    size_t top = row + 1;
    if (top + shown + 2 > bottom) {
        top = row > shown + 1 ? row - shown - 2 : inside.row;
        shown = smaller(shown, row > top + 2 ? row - top - 2 : 1);
    }
    size_t first = candidates->selected >= shown ? candidates->selected - shown + 1 : 0;
    first = candidates->selected == candidates->count ? 0 : first;
    struct area area = {top, column, shown + 2, columns};
    struct area box = view_frame(cells, area, true, slice_of("Tab"));
    for (size_t i = 0; i < box.rows && first + i < candidates->count; i++) {
        const struct form_candidate *item = &candidates->items[first + i];
        cells_add_target(cells, (struct area){box.row + i, box.column, 1, box.columns}, TARGET_CANDIDATE, 0, first + i);
        cells_put(cells, box.row + i, box.column, box.columns, STYLE_NORMAL, item->value);
        if (widest + 2 < box.columns) {
            cells_put(cells, box.row + i, box.column + widest + 2, box.columns - widest - 2, STYLE_DIM, item->remark);
        }
        if (first + i == candidates->selected) {
            cells_select(cells, box.row + i, box.column, box.columns);
        }
    }
    view_scroll_mark(cells, area, first, shown, candidates->count);
}

static void draw_offer(const struct tui_state *state, struct cells *cells, struct area inside)
{
    const struct form *form = state->form;
    for (size_t i = 0; i < form->upper_rows && form->upper.top + i < form->upper.count && form->candidates.open; i++) {
        if (form->upper.items[form->upper.top + i].row == form->selected && inside.rows >= 6) {
            draw_candidates(state, cells, inside.row + i, inside.column + LABEL + 2, inside);
            return;
        }
    }
}

/* ---- the whole ---- */

static struct slice title(const struct form *form, struct bytes *out)
{
    bytes_append(out, form->summary.size > 0 ? form->summary : slice_of(form->verb == NULL ? "undo" : form->verb->name));
    for (size_t i = 0; i < form->asked && form->summary.size == 0; i++) {
        const struct form_row *row = &form->rows[i];
        if (row->kind == FORM_ARGUMENT && row->always) {
            bytes_append_byte(out, ' ');
            bytes_append(out, bytes_slice(&row->text));
        }
    }
    if (form->force) {
        bytes_append_text(out, " \xC2\xB7 in spite of the rules");
    }
    return bytes_slice(out);
}

static void draw_between(const struct form *form, struct cells *cells, size_t row, struct area inside)
{
    struct bytes text = {0};
    size_t left = 0;
    for (size_t i = form->asked; i < form->count; i++) {
        left += form->rows[i].kind == FORM_PART && form->rows[i].on ? 1 : 0;
    }
    bytes_append_format(&text, " %zu file%s, %zu part%s", form->files, form->files == 1 ? "" : "s", form->parts,
                        form->parts == 1 ? "" : "s");
    if (left > 0) {
        bytes_append_format(&text, ", %zu left out", left);
    }
    bool troubled = form->asked > 0 && form->rows[0].kind == FORM_TROUBLE;
    bytes_append_text(&text, form->stale ? " \xC2\xB7 ... " : troubled && form->forcible ? " \xC2\xB7 in spite of the rule "
                                   : troubled                      ? " \xC2\xB7 as it was before "
                                                                   : " ");
    cells_fill(cells, (struct area){row, inside.column, 1, inside.columns}, STYLE_BORDER, "\xE2\x94\x80");
    cells_put(cells, row, inside.column + 1, inside.columns - 2, STYLE_TITLE, bytes_slice(&text));
    cells->failed = cells->failed || text.failed;
    bytes_release(&text);
}

void view_form(const struct tui_state *state, struct cells *cells)
{
    const struct form *form = state->form;
    const struct form_place place = form_place(state);
    struct area inside = place.inside;
    struct bytes text = {0};
    if (state->layout.strip.rows > 0) {
        view_strip(state, cells);
    }
    if (inside.row != place.frame.row) {
        inside = view_frame(cells, place.frame, true, title(form, &text));
    }
    cells->failed = cells->failed || text.failed;
    bytes_release(&text);
    struct area upper = inside;
    upper.rows = smaller(form->upper_rows, inside.rows);
    draw_lines(state, cells, &form->upper, upper);
    if (form->lower.count > 0 && inside.rows > upper.rows + 1) {
        struct area lower = {inside.row + upper.rows + 1, inside.column, inside.rows - upper.rows - 1, inside.columns};
        draw_between(form, cells, inside.row + upper.rows, inside);
        draw_lines(state, cells, &form->lower, lower);
        view_scroll_mark(cells, place.frame, form->lower.top, lower.rows, form->lower.count);
    }
    if (place.aside.columns > 0) {
        struct area aside = view_frame(cells, place.aside_frame, false, slice_of("What follows"));
        draw_lines(state, cells, &form->aside, aside);
        view_scroll_mark(cells, place.aside_frame, 0, aside.rows, form->aside.count);
    }
    draw_offer(state, cells, inside);
}
