/* Cells and rows. */
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

/* Blanks; those that stand there, where they are as many: they may be tabs. */
static void append_blanks_like(struct bytes *bytes, const struct outline *outline, size_t start, size_t end,
                               size_t count)
{
    if (end - start == count) {
        bytes_append(bytes, source_slice(outline_source(outline), (struct span){.start = start, .end = end}));
    } else {
        change_append_blanks(bytes, count);
    }
}

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
    } else if (empty || padding.right == 0) {
        change_append_padded(&bytes, text, padding);
    } else {
        append_blanks_like(&bytes, outline, cell->outer.start, cell->text.start, padding.left);
        bytes_append(&bytes, text);
        append_blanks_like(&bytes, outline, cell->text.end, cell->outer.end, padding.right);
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

bool change_restore_cell(const struct outline *outline, uint32_t row, size_t column, struct slice value,
                         struct slice bytes, struct edits *edits, struct error *error)
{
    struct outline_cell cell;
    struct change_column *columns = change_columns(outline, outline_node(outline, row)->parent, row, error);
    if (columns == NULL) {
        return false;
    }
    bool even = column >= outline_node(outline, outline_node(outline, row)->parent)->columns || columns[column].even;
    memory_free(columns);
    return even || !outline_cell_at(outline, row, column, &cell)
               ? change_set_cell(outline, row, column, value, edits, error)
               : edits_add(edits, cell.outer, bytes, error);
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

/* ---- new rows ---- */

/* What a new row is like: a row of the table, or its header. */
struct row_model {
    uint32_t row;
    struct change_edges edges;
    size_t there;               /* how many cells it has */
    struct outline_cell *cells; /* as many as the table has columns */
};

/* How wide a new cell should be: as the column is, or as the neighbour's cell where that is padded. */
static size_t target_of(const struct outline *outline, const struct change_column *column,
                        const struct row_model *model, size_t number, struct change_padding *like, bool *empty)
{
    *like = (struct change_padding){0};
    *empty = true;
    if (number < model->there) {
        const struct outline_cell *cell = &model->cells[number];
        *like = change_padding_of(cell);
        *empty = cell->text.start == cell->text.end;
        bool edge = (number == 0 && !model->edges.opened) || (number + 1 == model->there && !model->edges.closed);
        if (edge) {
            *like = (struct change_padding){.left = column->left, .right = column->right};
            *empty = false;
        } else if (!column->even && !*empty && (like->left > 1 || like->right > 1)) {
            return change_width(outline, cell->outer);
        }
    }
    return column->even ? column->width : 0;
}

static bool append_row(const struct outline *outline, const struct change_column *columns, size_t count,
                       const struct row_model *model, const struct slice *values, size_t given, struct bytes *bytes,
                       struct error *error)
{
    bool begins = true;
    if (!model->edges.opened && !change_may_begin(given == 0 ? slice_of("") : values[0], &begins, error)) {
        return false;
    }
    bool opens = model->edges.opened || !begins;
    bool closes = model->edges.closed || given < count || values[count - 1].size == 0 || count == 1;
    struct bytes text;
    bytes_init(&text);
    for (size_t i = 0; i < count; i++) {
        struct change_padding like;
        bool empty;
        size_t target = target_of(outline, &columns[i], model, i, &like, &empty);
        bytes_clear(&text);
        change_append_escaped(&text, i < given ? values[i] : slice_of(""));
        struct slice escaped = bytes_slice(&text);
        struct change_padding padding =
            change_fit(&columns[i], like, empty, utf8_columns(escaped, utf8_width_fixed), target);
        if (i == 0 && opens) {
            bytes_append_byte(bytes, '|');
        }
        padding.left = i == 0 && !opens ? 0 : padding.left;
        padding.right = i + 1 == count && !closes ? 0 : padding.right;
        change_append_padded(bytes, escaped, padding);
        if (i + 1 < count || closes) {
            bytes_append_byte(bytes, '|');
        }
        bytes->failed = bytes->failed || text.failed;
    }
    bool done = !bytes->failed;
    bytes_release(&text);
    return done || error_no_memory(error);
}

static bool trim_values(const struct outline *outline, const struct slice *cells, size_t count, struct slice *values,
                        struct error *error)
{
    for (size_t i = 0; i < count; i++) {
        if (!change_value(outline, cells[i], &values[i], error)) {
            return false;
        }
    }
    return true;
}

/* The first byte behind what containers put before the delimiter row. */
static size_t delimiter_start(const struct outline *outline, uint32_t table)
{
    const char *data = source_bytes(outline_source(outline)).data;
    struct span line = source_line_text(outline_source(outline), outline_delimiter_line(outline, table));
    size_t at = line.start;
    while (at < line.end && (data[at] == ' ' || data[at] == '\t' || data[at] == '>')) {
        at++;
    }
    return at;
}

static uint32_t last_row(const struct outline *outline, uint32_t table)
{
    uint32_t last = outline_node(outline, table)->child;
    while (outline_node(outline, last)->next != 0) {
        last = outline_node(outline, last)->next;
    }
    return last;
}

static uint32_t row_before(const struct outline *outline, uint32_t row)
{
    uint32_t before = 0;
    for (uint32_t at = outline_node(outline, outline_node(outline, row)->parent)->child; at != row;
         at = outline_node(outline, at)->next) {
        before = at;
    }
    return before;
}

/* Finds the row behind which the place is (the header: right behind the delimiter row). */
static bool find_place(const struct outline *outline, uint32_t table, struct change_place place, uint32_t *behind,
                       struct error *error)
{
    bool relative = place.position == CHANGE_BEFORE || place.position == CHANGE_AFTER;
    if (relative && (place.node >= outline_count(outline) || outline_node(outline, place.node)->type != OUTLINE_ROW ||
                     outline_node(outline, place.node)->parent != table)) {
        return error_set(error, ERROR_USAGE, "the row to stand beside is in another table");
    }
    if (place.position == CHANGE_BEFORE && outline_node(outline, place.node)->header) {
        return error_set_at(error, ERROR_USAGE, source_name(outline_source(outline)),
                            outline_node(outline, place.node)->line, "nothing can stand before the header row");
    }
    *behind = place.position == CHANGE_FIRST    ? outline_node(outline, table)->child
              : place.position == CHANGE_LAST   ? last_row(outline, table)
              : place.position == CHANGE_BEFORE ? row_before(outline, place.node)
                                                : place.node;
    return true;
}

static size_t line_of_row(const struct outline *outline, uint32_t row)
{
    const struct outline_node *node = outline_node(outline, row);
    return node->header ? outline_delimiter_line(outline, node->parent) : node->line;
}

/* The row that a new one behind `behind` is like: the one that the place names, else the one before, else the one
 * after. */
static uint32_t model_row(const struct outline *outline, struct change_place place, uint32_t behind)
{
    if (place.position == CHANGE_BEFORE || (place.position == CHANGE_AFTER && !outline_node(outline, behind)->header)) {
        return place.node;
    }
    uint32_t next = outline_node(outline, behind)->next;
    return outline_node(outline, behind)->header && next != 0 ? next : behind;
}

static bool insert_row(const struct outline *outline, uint32_t table, struct change_place place, uint32_t behind,
                       const struct slice *values, size_t given, struct edits *edits, struct error *error)
{
    size_t count = outline_node(outline, table)->columns;
    struct row_model model = {.row = model_row(outline, place, behind),
                              .cells = memory_new(count, sizeof *model.cells)};
    struct change_column *columns = change_columns(outline, table, 0, error);
    if (model.cells == NULL || columns == NULL) {
        memory_free(model.cells);
        memory_free(columns);
        return error_no_memory(error);
    }
    model.edges = change_edges_of(outline, model.row);
    model.there = outline_cells(outline, model.row, model.cells, count);
    model.there = model.there < count ? model.there : count;
    const struct outline_node *node = outline_node(outline, model.row);
    struct bytes bytes;
    bytes_init(&bytes);
    change_append_prefix(outline, node->header ? delimiter_start(outline, table) : node->content.start, &bytes);
    bool done = append_row(outline, columns, count, &model, values, given, &bytes, error) &&
                change_insert_behind(outline, line_of_row(outline, behind), bytes_slice(&bytes), edits, error);
    bytes_release(&bytes);
    memory_free(model.cells);
    memory_free(columns);
    return done;
}

bool change_add_row(const struct outline *outline, uint32_t table, struct change_place place,
                    const struct slice *cells, size_t count, struct edits *edits, struct error *error)
{
    if (table == 0 || table >= outline_count(outline) || outline_node(outline, table)->type != OUTLINE_TABLE) {
        return error_set(error, ERROR_BUG, "a row was to be added where there is no table");
    }
    size_t columns = outline_node(outline, table)->columns;
    if (count > columns) {
        return error_set_at(error, ERROR_USAGE, source_name(outline_source(outline)),
                            outline_node(outline, table)->line, "%zu cells were given, but the table has %zu columns",
                            count, columns);
    }
    uint32_t behind;
    if (!find_place(outline, table, place, &behind, error)) {
        return false;
    }
    struct slice *values = memory_new(count, sizeof *values);
    if (values == NULL) {
        return error_no_memory(error);
    }
    bool done = trim_values(outline, cells, count, values, error) &&
                insert_row(outline, table, place, behind, values, count, edits, error);
    memory_free(values);
    return done;
}

/* ---- rows that are there ---- */

static bool body_row(const struct outline *outline, uint32_t row, const char *what, struct error *error)
{
    if (row == 0 || row >= outline_count(outline) || outline_node(outline, row)->type != OUTLINE_ROW) {
        return error_set(error, ERROR_BUG, "a row was to be %s where there is none", what);
    }
    const struct outline_node *node = outline_node(outline, row);
    return !node->header || error_set_at(error, ERROR_USAGE, source_name(outline_source(outline)), node->line,
                                         "the header row cannot be %s", what);
}

bool change_remove_row(const struct outline *outline, uint32_t row, struct edits *edits, struct error *error)
{
    size_t line = outline_node(outline, row < outline_count(outline) ? row : 0)->line;
    return body_row(outline, row, "removed", error) && change_remove_lines(outline, line, line, edits, error);
}

bool change_move_row(const struct outline *outline, uint32_t row, struct change_place place, struct edits *edits,
                     struct error *error)
{
    uint32_t behind;
    if (!body_row(outline, row, "moved", error) ||
        !find_place(outline, outline_node(outline, row)->parent, place, &behind, error)) {
        return false;
    }
    if (behind == row || outline_node(outline, behind)->next == row) {
        return true;
    }
    const struct source *source = outline_source(outline);
    size_t line = outline_node(outline, row)->line;
    struct change_mark mark;
    if (!change_mark(edits, &mark, error)) {
        return false;
    }
    bool done = change_remove_lines(outline, line, line, edits, error) &&
                change_insert_behind(outline, line_of_row(outline, behind),
                                     source_slice(source, source_line_text(source, line)), edits, error);
    return change_settle(edits, &mark, done);
}
