/* Cells. */
#include "outline/change_column.h"

#include "base/memory.h"
#include "text/utf8.h"

static bool usable_row(const struct outline *outline, uint32_t row, size_t column, struct error *error)
{
    const struct outline_node *node = row == 0 || row >= outline_count(outline) ? NULL : outline_node(outline, row);
    if (node == NULL || node->type != OUTLINE_ROW) {
        return error_set(error, ERROR_BUG, "a cell was to be changed where there is no row");
    }
    size_t columns = outline_node(outline, node->parent)->columns;
    if (column >= columns) {
        return error_set_at(error, ERROR_USAGE, source_name(outline_source(outline)), node->line,
                            "the table has %zu columns and no column %zu", columns, column + 1);
    }
    return true;
}

/* ---- a cell that is there ---- */

/* Gives a cell another text, escaped already. */
static bool put_text(const struct outline *outline, uint32_t row, size_t number, const struct outline_cell *cell,
                     struct slice text, struct edits *edits, struct error *error)
{
    struct change_column *columns = change_columns(outline, outline_node(outline, row)->parent, row, error);
    if (columns == NULL) {
        return false;
    }
    struct change_column column = columns[number];
    memory_free(columns);
    struct change_edges edges = change_edges_of(outline, row);
    struct change_padding old = change_padding_of(cell);
    bool empty = cell->text.start == cell->text.end;
    bool closed = cell->outer.end < outline_node(outline, row)->content.end;
    size_t target = column.even ? column.width
                    : old.left > 1 || old.right > 1 ? change_width(outline, cell->outer)
                                                    : 0;
    if (empty && old.left + old.right <= 2) {
        target = column.even ? column.width : 0;
    }
    size_t width = utf8_columns(text, utf8_width_fixed);
    struct change_padding padding = change_fit(&column, old, empty, width, target);
    if (text.size == 0 && target == 0) {
        padding = empty ? old : padding;
    }
    struct bytes bytes;
    bytes_init(&bytes);
    bool begins = true;
    if (number == 0 && !edges.opened && !change_may_begin(text, &begins, error)) {
        return false;
    }
    struct span outer = cell->outer;
    if (number == 0 && !edges.opened) {
        padding.left = 0;
        if (!begins) {
            /* With a pipe of its own the row is out of line anyway. */
            padding = (struct change_padding){.left = column.right, .right = column.right};
            bytes_append_byte(&bytes, '|');
        }
    }
    if (!closed) {
        outer.end = edges.text.end > outer.start ? edges.text.end : outer.end;
        padding.right = text.size == 0 ? padding.right : 0;
        change_append_blanks(&bytes, padding.left);
        bytes_append(&bytes, text);
        if (text.size == 0) {
            bytes_append_byte(&bytes, '|');
        }
    } else {
        change_append_padded(&bytes, text, padding);
    }
    return change_replace_bytes(outline, outer, &bytes, edits, error);
}

/* ---- a cell that the row lacks ---- */

static bool put_missing(const struct outline *outline, uint32_t row, size_t number, struct slice text,
                        struct edits *edits, struct error *error)
{
    uint32_t table = outline_node(outline, row)->parent;
    struct change_column *columns = change_columns(outline, table, row, error);
    if (columns == NULL) {
        return false;
    }
    struct change_edges edges = change_edges_of(outline, row);
    bool closes = edges.closed || text.size == 0 ||
                  change_edges_of(outline, outline_node(outline, table)->child).closed;
    struct change_padding none = {0};
    struct bytes bytes;
    bytes_init(&bytes);
    if (!edges.closed) {
        change_append_blanks(&bytes, columns[0].right);
        bytes_append_byte(&bytes, '|');
    }
    for (size_t i = outline_cells(outline, row, NULL, 0); i <= number; i++) {
        struct slice filling = i == number ? text : slice_of("");
        size_t target = columns[i].even ? columns[i].width : 0;
        struct change_padding padding =
            change_fit(&columns[i], none, true, utf8_columns(filling, utf8_width_fixed), target);
        if (i == number && !closes) {
            padding.right = 0;
        }
        change_append_padded(&bytes, filling, padding);
        if (i < number || closes) {
            bytes_append_byte(&bytes, '|');
        }
    }
    memory_free(columns);
    return change_replace_bytes(outline, (struct span){.start = edges.text.end, .end = edges.text.end}, &bytes, edits,
                                error);
}

/* Puts the bytes as the text of a cell and releases them. */
static bool put_bytes(const struct outline *outline, uint32_t row, size_t number, const struct outline_cell *cell,
                      struct bytes *bytes, struct edits *edits, struct error *error)
{
    struct slice text = slice_trim(bytes_slice(bytes));
    bool done = bytes->failed ? error_no_memory(error)
                : cell == NULL ? put_missing(outline, row, number, text, edits, error)
                               : put_text(outline, row, number, cell, text, edits, error);
    bytes_release(bytes);
    return done;
}

bool change_set_cell(const struct outline *outline, uint32_t row, size_t column, struct slice value,
                     struct edits *edits, struct error *error)
{
    struct slice trimmed;
    if (!usable_row(outline, row, column, error) || !change_value(outline, value, &trimmed, error)) {
        return false;
    }
    struct outline_cell cell;
    bool there = outline_cell_at(outline, row, column, &cell);
    if (!there && trimmed.size == 0) {
        return true;
    }
    struct bytes bytes;
    bytes_init(&bytes);
    change_append_escaped(&bytes, trimmed);
    return put_bytes(outline, row, column, there ? &cell : NULL, &bytes, edits, error);
}

bool change_set_cell_part(const struct outline *outline, uint32_t row, size_t column, struct span part,
                          struct slice value, struct edits *edits, struct error *error)
{
    struct slice trimmed;
    if (!usable_row(outline, row, column, error) || !change_value(outline, value, &trimmed, error)) {
        return false;
    }
    struct outline_cell cell;
    if (!outline_cell_at(outline, row, column, &cell) || part.start > part.end || !span_holds(cell.text, part)) {
        return error_set(error, ERROR_BUG, "the part to change lies outside the text of its cell");
    }
    const struct source *source = outline_source(outline);
    struct bytes bytes;
    bytes_init(&bytes);
    bytes_append(&bytes, source_slice(source, (struct span){.start = cell.text.start, .end = part.start}));
    change_append_escaped(&bytes, trimmed);
    bytes_append(&bytes, source_slice(source, (struct span){.start = part.end, .end = cell.text.end}));
    return put_bytes(outline, row, column, &cell, &bytes, edits, error);
}
