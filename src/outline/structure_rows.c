/* Operations on tables. */
#include "outline/structure_parts.h"

#include "base/memory.h"
#include "outline/plain.h"

/* The table and the columns in which keys are looked for. */
struct rows {
    uint32_t table;
    size_t *columns;
    size_t count;
};

/* The table that holds the row that a key names by its line; 0 where it is no such key or there is no row. */
static uint32_t table_of_line(const struct structure_work *work, struct slice key)
{
    size_t line;
    if (key.data == NULL || !structure_key_line(key, &line)) {
        return 0;
    }
    for (uint32_t at = outline_next(work->outline, 0, 0); at != 0; at = outline_next(work->outline, 0, at)) {
        const struct outline_node *node = outline_node(work->outline, at);
        bool inside = node->span.start >= work->scope.span.start && node->span.start < work->scope.span.end;
        if (node->type == OUTLINE_ROW && node->line == line && inside) {
            return node->parent;
        }
    }
    return 0;
}

static bool find_table(const struct structure_work *work, struct slice key, uint32_t *table)
{
    const struct structure_request *request = work->request;
    const struct structure_texts *keys = &request->lists[STRUCTURE_KEY_COLUMN];
    *table = structure_has(request, STRUCTURE_TABLE) ? 0 : table_of_line(work, key);
    if (*table != 0) {
        return true;
    }
    struct slice *columns = memory_new(keys->count + 1, sizeof *columns);
    if (columns == NULL) {
        return error_no_memory(work->error);
    }
    size_t count = 0;
    for (; count < keys->count; count++) {
        columns[count] = keys->items[count];
    }
    if (structure_has(request, STRUCTURE_COLUMN)) {
        columns[count++] = request->texts[STRUCTURE_COLUMN];
    }
    bool found = locate_table(work->outline, &work->scope, request->numbers[STRUCTURE_TABLE], columns, count, table,
                              work->error);
    memory_free(columns);
    return found;
}

static void rows_release(struct rows *rows)
{
    memory_free(rows->columns);
}

static bool rows_begin(const struct structure_work *work, struct slice key, struct rows *rows)
{
    const struct structure_texts *names = &work->request->lists[STRUCTURE_KEY_COLUMN];
    *rows = (struct rows){.count = names->count == 0 ? 1 : names->count};
    if (!find_table(work, key, &rows->table)) {
        return false;
    }
    rows->columns = memory_new(rows->count, sizeof *rows->columns);
    if (rows->columns == NULL) {
        return error_no_memory(work->error);
    }
    for (size_t i = 0; i < names->count; i++) {
        if (!locate_column(work->outline, rows->table, names->items[i], &rows->columns[i], work->error)) {
            return false;
        }
    }
    return true;
}

static bool find_row(const struct structure_work *work, const struct rows *rows, uint32_t *row)
{
    const struct structure_texts *keys = &work->request->lists[STRUCTURE_ROW];
    if (keys->count > rows->count) {
        return error_set(work->error, ERROR_USAGE, "%zu keys were given; give each its --key-column", keys->count);
    }
    return locate_row(work->outline, rows->table, rows->columns, keys->items, keys->count, row, work->error);
}

/* The place beside which row, for `moved` or (0) a new row. */
static bool find_place(const struct structure_work *work, const struct rows *rows, uint32_t moved,
                       struct change_place *place)
{
    struct slice key;
    place->node = 0;
    if (!structure_position(work, &place->position, &key) ||
        (key.data != NULL &&
         !locate_row(work->outline, rows->table, rows->columns, &key, 1, &place->node, work->error))) {
        return false;
    }
    structure_settle(work, rows->table, moved, place);
    return true;
}

static bool row_was(const struct structure_work *work, uint32_t row)
{
    return structure_was(work, outline_node(work->outline, row)->line,
                         slice_trim(outline_text(work->outline, row)));
}

/* A cell's text counts as it is written and as it reads. */
static bool cell_was(const struct structure_work *work, uint32_t row, size_t column)
{
    struct outline_cell cell;
    struct slice text = slice_of("");
    if (outline_cell_at(work->outline, row, column, &cell)) {
        text = source_slice(outline_source(work->outline), cell.text);
    }
    if (structure_has(work->request, STRUCTURE_WAS) &&
        slice_equal(slice_trim(work->request->texts[STRUCTURE_WAS]), text)) {
        return true;
    }
    struct bytes value;
    bytes_init(&value);
    bool same = plain_append_cell(&value, text)
                    ? structure_was(work, outline_node(work->outline, row)->line, bytes_slice(&value))
                    : error_no_memory(work->error);
    bytes_release(&value);
    return same;
}

static bool set_cell(struct structure_work *work, const struct rows *rows)
{
    uint32_t row;
    size_t column;
    const struct structure_request *request = work->request;
    return find_row(work, rows, &row) &&
           locate_column(work->outline, rows->table, request->texts[STRUCTURE_COLUMN], &column, work->error) &&
           cell_was(work, row, column) &&
           change_set_cell(work->outline, row, column, request->texts[STRUCTURE_VALUE], work->edits, work->error);
}

static bool change_rows(struct structure_work *work, const struct rows *rows)
{
    const struct structure_request *request = work->request;
    struct change_place place;
    uint32_t row;
    switch (request->operation) {
    case STRUCTURE_SET_CELL:
        return set_cell(work, rows);
    case STRUCTURE_ADD_ROW:
        return find_place(work, rows, 0, &place) && structure_was(work, 0, slice_of("")) &&
               change_add_row(work->outline, rows->table, place, request->lists[STRUCTURE_CELLS].items,
                              request->lists[STRUCTURE_CELLS].count, work->edits, work->error);
    case STRUCTURE_MOVE_ROW:
        return find_row(work, rows, &row) && find_place(work, rows, row, &place) && row_was(work, row) &&
               change_move_row(work->outline, row, place, work->edits, work->error);
    default:
        return find_row(work, rows, &row) && row_was(work, row) &&
               change_remove_row(work->outline, row, work->edits, work->error);
    }
}

bool structure_edit_table(struct structure_work *work)
{
    const struct structure_texts *keys = &work->request->lists[STRUCTURE_ROW];
    enum change_position position = CHANGE_LAST;
    struct slice key = slice_make(NULL, 0);
    if (work->request->operation == STRUCTURE_ADD_ROW && !structure_position(work, &position, &key)) {
        return false;
    }
    struct rows rows;
    bool done = rows_begin(work, keys->count > 0 ? keys->items[0] : key, &rows) && change_rows(work, &rows);
    rows_release(&rows);
    return done;
}
