/* The lines of the form for the size of the screen: the rows and what follows above, the diff below. Where there is no room
 * for both, the part that holds the selected row takes most of it, and the other stays in sight. */
#include "base/memory.h"
#include "tui/form.h"
#include "tui/form_place.h"

enum { FOLDED = 3, LEAST_BELOW = 5, LEAST_ABOVE = 4 };

static bool add(struct form_lines *lines, struct form_line line)
{
    if (lines->count == lines->capacity &&
        !memory_grow(&lines->items, &lines->capacity, lines->count + 1, sizeof *lines->items)) {
        return false;
    }
    lines->items[lines->count++] = line;
    return true;
}

static struct slice clean(struct form *form, struct slice text)
{
    struct bytes bytes = {0};
    struct slice copy = {0};
    if (utf8_append_clean(&bytes, text, true)) {
        copy = arena_copy(&form->drawn, bytes_slice(&bytes));
    }
    bytes_release(&bytes);
    return copy;
}

/* Adds the text in as many lines as it takes. */
static bool add_wrapped(struct tui_state *state, struct form_lines *lines, struct form_line line, size_t columns)
{
    struct slice text = clean(state->form, line.text);
    struct slice part = {0};
    size_t at = 0;
    bool added = false;
    if (text.data == NULL) {
        return false;
    }
    size_t start = line.part_start;
    size_t end = line.part_end;
    while (cells_wrap(&state->measure, text, columns, &at, &part)) {
        size_t offset = (size_t)(part.data - text.data);
        line.text = part;
        line.part_start = start > offset ? start - offset : 0;
        line.part_end = end > offset ? end - offset : 0;
        if (!add(lines, line)) {
            return false;
        }
        line.first = false;
        added = true;
    }
    line.text = slice_of("");
    line.part_end = 0;
    return added || add(lines, line);
}

static bool add_heading(struct form_lines *lines, enum style style, struct slice text)
{
    return text.data != NULL && add(lines, (struct form_line){.row = SIZE_MAX, .style = style, .text = text});
}

/* ---- above ---- */

static bool add_facts(struct tui_state *state, struct form_lines *lines, size_t columns, bool folds)
{
    struct form *form = state->form;
    bool folded = folds && !form->unfolded;
    size_t most = folded && form->fact_count > FOLDED ? FOLDED - 1 : form->fact_count;
    for (size_t i = 0; i < most; i++) {
        if (folds && form->facts[i].style == STYLE_READY) {
            continue; /* it stands above */
        }
        struct form_line line = {.row = SIZE_MAX, .style = form->facts[i].style, .text = form->facts[i].text};
        line.text = folded ? clean(form, line.text) : line.text;
        if (line.text.data == NULL || !(folded ? add(lines, line) : add_wrapped(state, lines, line, columns))) {
            return false;
        }
    }
    return most == form->fact_count ||
           add_heading(lines, STYLE_KEY,
                       arena_format(&form->drawn, "%zu more of what follows \xC2\xB7 ^O unfolds it", form->fact_count - most));
}

/* What becomes ready matters most: on screens without room beside it stands above all that is asked. */
static bool add_ready(struct form *form)
{
    for (size_t i = 0; i < form->fact_count; i++) {
        if (form->facts[i].style == STYLE_READY && !add_heading(&form->upper, STYLE_READY, clean(form, form->facts[i].text))) {
            return false;
        }
    }
    return true;
}

/* Why it cannot be, and below it the keys that help. */
static bool add_trouble(struct tui_state *state, size_t row, size_t columns)
{
    struct slice rest = bytes_slice(&state->form->rows[row].text);
    struct slice text;
    struct form_line line = {.row = row, .first = true, .style = state->form->unfinished ? STYLE_NOTICE : STYLE_ERROR};
    while (slice_next(&rest, '\n', &text)) {
        line.text = text;
        if (!add_wrapped(state, &state->form->upper, line, columns)) {
            return false;
        }
        line.first = false;
        line.style = STYLE_NOTICE;
    }
    return true;
}

static bool add_rows(struct tui_state *state, enum form_row_kind kind, const char *heading)
{
    struct form *form = state->form;
    struct slice group = {0};
    bool first = true;
    for (size_t i = 0; i < form->count; i++) {
        const struct form_row *row = &form->rows[i];
        bool asked = i < form->asked;
        if (asked ? kind != FORM_ARGUMENT : row->kind != kind) {
            continue;
        }
        if (first && heading != NULL && !add_heading(&form->upper, STYLE_LABEL, slice_of(heading))) {
            return false;
        }
        first = false;
        if (group.data == NULL ? row->group.size > 0 : !slice_equal(group, row->group)) {
            struct slice name = row->group.size > 0 ? clean(form, row->group) : slice_of("besides");
            if (!add_heading(&form->upper, STYLE_LABEL, name)) {
                return false;
            }
        }
        group = row->group.data != NULL ? row->group : slice_of("");
        const struct form_line line = {.row = i, .first = true, .style = STYLE_NORMAL};
        if (row->kind != FORM_TROUBLE && !add(&form->upper, line)) {
            return false;
        }
    }
    return true;
}

/* ---- below ---- */

/* Where two lines differ: what stands between their common beginning and end. Bounds are those of characters. */
static void differing_part(struct slice old, struct slice new, size_t *start, size_t *old_end, size_t *new_end)
{
    size_t shorter = old.size < new.size ? old.size : new.size;
    size_t begin = 0;
    size_t same = 0;
    while (begin < shorter && old.data[begin] == new.data[begin]) {
        begin++;
    }
    while (same < shorter - begin && old.data[old.size - 1 - same] == new.data[new.size - 1 - same]) {
        same++;
    }
    while (begin > 0 && begin < old.size && ((unsigned char)old.data[begin] & 0xC0U) == 0x80U) {
        begin--;
    }
    while (same > 0 && ((unsigned char)old.data[old.size - same] & 0xC0U) == 0x80U) {
        same--;
    }
    *start = begin;
    *old_end = old.size - same;
    *new_end = new.size - same;
}

static bool next_line(struct slice *rest, struct slice *line)
{
    if (rest->size == 0 || !slice_next(rest, '\n', line)) {
        return false;
    }
    line->size -= line->size > 0 && line->data[line->size - 1] == '\r' ? 1 : 0;
    return true;
}

static size_t count_lines(struct slice text)
{
    struct slice line;
    size_t count = 0;
    while (next_line(&text, &line)) {
        count++;
    }
    return count;
}

/* The lines of `text` with the sign before each; `other` is what they were changed from or to. */
static bool add_side(struct tui_state *state, size_t row, char sign, struct slice text, struct slice other, size_t columns)
{
    struct form *form = state->form;
    bool added = sign == '+';
    bool paired = sign != ' ' && count_lines(text) == count_lines(other);
    bool left = form->rows[row].on || form->digest == 0;
    struct slice line;
    while (next_line(&text, &line)) {
        struct form_line drawn = {.row = row, .style = sign == ' ' ? STYLE_DIM : added ? STYLE_ADDED : STYLE_REMOVED};
        struct slice partner;
        struct slice shown = clean(form, line);
        if (shown.data == NULL) {
            return false;
        }
        if (paired && next_line(&other, &partner)) {
            struct slice cleaned = clean(form, partner);
            size_t end = 0;
            size_t ignored = 0;
            if (cleaned.data == NULL) {
                return false;
            }
            differing_part(shown, cleaned, &drawn.part_start, &end, &ignored);
            drawn.part_start += 1;
            drawn.part_end = end + 1;
            drawn.part_style = added ? STYLE_ADDED_PART : STYLE_REMOVED_PART;
        }
        if (left) {
            drawn.style = STYLE_DIM;
            drawn.part_style = STYLE_DIM;
        }
        drawn.text = arena_format(&form->drawn, "%c%.*s", sign, SLICE_PRINT(shown));
        if (drawn.text.data == NULL || !add_wrapped(state, &form->lower, drawn, columns)) {
            return false;
        }
    }
    return true;
}

static bool add_part(struct tui_state *state, size_t number, bool above, bool below, size_t columns)
{
    struct form *form = state->form;
    const struct form_row *row = &form->rows[number];
    const struct form_line head = {.row = number,
                                   .first = true,
                                   .style = row->on ? STYLE_NOTICE : STYLE_PLACE,
                                   .text = arena_format(&form->drawn, "[%c] %.*s%s", row->on ? ' ' : 'x',
                                                        SLICE_PRINT(row->label), row->on ? " \xC2\xB7 left out" : "")};
    return head.text.data != NULL && add(&form->lower, head) &&
           (!above || add_side(state, number, ' ', row->above, slice_of(""), columns)) &&
           add_side(state, number, '-', row->old, row->new, columns) &&
           add_side(state, number, '+', row->new, row->old, columns) &&
           (!below || add_side(state, number, ' ', row->below, slice_of(""), columns));
}

static bool add_parts(struct tui_state *state, size_t columns)
{
    struct form *form = state->form;
    for (size_t i = form->asked; i < form->count; i++) {
        const struct form_row *row = &form->rows[i];
        if (row->kind != FORM_PART) {
            continue;
        }
        /* Lines between two parts are not shown twice. */
        const struct form_row *before = i > form->asked ? row - 1 : NULL;
        bool near = before != NULL && before->kind == FORM_PART && slice_equal(before->path, row->path) &&
                    before->line + count_lines(before->old) + FORM_CONTEXT >= row->line;
        if (!add_part(state, i, !near, true, columns)) {
            return false;
        }
    }
    return true;
}

/* ---- how much room each has ---- */

static void scroll_to(struct form_lines *lines, size_t row, size_t rows)
{
    size_t most = lines->count > rows ? lines->count - rows : 0;
    size_t line = 0;
    for (size_t i = 0; i < lines->count; i++) {
        if (lines->items[i].row == row && lines->items[i].first) {
            line = i;
            lines->top = i < lines->top ? i : lines->top;
            /* All lines of it, where they fit; its first in any case. */
            size_t last = i;
            while (last + 1 < lines->count && lines->items[last + 1].row == row) {
                last++;
            }
            size_t wanted = last + 1 > rows ? last + 1 - rows : 0;
            wanted = wanted > i ? i : wanted;
            lines->top = lines->top < wanted ? wanted : lines->top;
        }
    }
    /* The heading above the first row is shown with it. */
    lines->top = lines->top == 1 && line < rows ? 0 : lines->top;
    lines->top = lines->top > most ? most : lines->top;
}

static void share_rows(struct form *form, size_t rows)
{
    const struct form_row *row = form_selected(form);
    bool below = row != NULL && row->kind == FORM_PART;
    size_t upper = form->upper.count;
    size_t lower = form->lower.count > 0 ? form->lower.count + 1 : 0; /* with the line between */
    if (upper + lower > rows) {
        size_t third = rows / 3;
        size_t least_below = third > LEAST_BELOW ? third : rows > 3 * LEAST_BELOW ? (size_t)LEAST_BELOW : third + 1;
        size_t least_above = third > LEAST_ABOVE ? LEAST_ABOVE + (third - LEAST_ABOVE) / 2 : LEAST_ABOVE;
        size_t for_lower = lower < least_below ? lower : least_below;
        size_t for_upper = upper < least_above ? upper : least_above;
        if (below) {
            upper = rows > lower + for_upper ? rows - lower : for_upper;
        } else {
            upper = rows > upper + for_lower ? upper : rows > for_lower ? rows - for_lower : rows;
        }
        upper = upper > rows ? rows : upper;
    }
    form->upper_rows = upper;
    size_t left = rows > upper + 1 ? rows - upper - 1 : 0;
    scroll_to(&form->upper, form->selected, upper);
    scroll_to(&form->lower, form->selected, left);
}

/* Why it cannot be, what becomes ready, what is asked. */
static bool add_asked(struct tui_state *state, size_t columns, bool ready)
{
    struct form *form = state->form;
    bool troubled = form->asked > 0 && form->rows[0].kind == FORM_TROUBLE;
    return (!troubled || add_trouble(state, 0, columns)) && (!ready || add_ready(form)) &&
           add_rows(state, FORM_ARGUMENT, NULL);
}

bool form_settle(struct tui_state *state, struct error *error)
{
    struct form *form = state->form;
    const struct form_place place = form_place(state);
    form->upper.count = form->lower.count = 0;
    arena_release(&form->drawn);
    arena_init(&form->drawn);
    bool aside = place.aside.columns > 0;
    size_t columns = place.inside.columns > 3 ? place.inside.columns - 2 : 1;
    bool good = add_asked(state, columns, !aside) && (aside || add_facts(state, &form->upper, columns, true)) &&
                add_rows(state, FORM_CELL, "it sets") &&
                add_rows(state, FORM_MENTION, "named here too, and left as it is unless you change it") &&
                add_parts(state, columns);
    if (good && aside) {
        form->aside.count = 0;
        good = add_facts(state, &form->aside, place.aside.columns > 3 ? place.aside.columns - 2 : 1, false);
    }
    share_rows(form, place.inside.rows);
    return good || error_no_memory(error);
}
