/* Tables, columns and rows. */
#include "outline/locate_parts.h"

#include "base/memory.h"
#include "outline/plain.h"

static struct slice cell_text(const struct outline *outline, uint32_t row, size_t column)
{
    struct outline_cell cell;
    return outline_cell_at(outline, row, column, &cell) ? source_slice(outline_source(outline), cell.text)
                                                        : slice_of("");
}

/* ---- columns ---- */

/* The columns that fit best: `search->node` is a number from 1. Cells are cut once. */
static bool search_column(const struct outline *outline, uint32_t table, struct slice name,
                          struct locate_search *search, struct error *error)
{
    uint32_t header = outline_node(outline, table)->child;
    size_t count = outline_node(outline, table)->columns;
    struct outline_cell *cells = memory_new(count, sizeof *cells);
    if (cells == NULL) {
        return error_no_memory(error);
    }
    size_t there = outline_cells(outline, header, cells, count);
    locate_search_begin(search);
    for (size_t i = 0; i < there && i < count; i++) {
        enum locate_fit fit = locate_fit(source_slice(outline_source(outline), cells[i].text), name);
        locate_search_add(search, (uint32_t)i + 1, fit == LOCATE_NAMED ? LOCATE_NOT : fit);
    }
    memory_free(cells);
    return !search->failed || error_no_memory(error);
}

bool locate_column(const struct outline *outline, uint32_t table, struct slice name, size_t *column,
                   struct error *error)
{
    struct locate_search search;
    if (!search_column(outline, table, name, &search, error)) {
        return false;
    }
    if (search.count == 1) {
        *column = search.node - 1;
        return true;
    }
    size_t line = outline_node(outline, table)->line;
    error_set_at(error, ERROR_NOT_FOUND, source_name(outline_source(outline)), line,
                 search.count == 0 ? "the table has no column \"%.*s\"; name one of these"
                                   : "the table has several columns \"%.*s\"; rename one of them",
                 SLICE_PRINT(name));
    for (size_t i = 0; i < outline_node(outline, table)->columns; i++) {
        locate_candidate(line, cell_text(outline, outline_node(outline, table)->child, i), error);
    }
    return false;
}

/* ---- tables ---- */

static bool has_columns(const struct outline *outline, uint32_t table, const struct slice *columns, size_t count,
                        bool *has, struct error *error)
{
    *has = true;
    for (size_t i = 0; i < count && *has; i++) {
        struct locate_search search;
        if (!search_column(outline, table, columns[i], &search, error)) {
            return false;
        }
        *has = search.count > 0;
    }
    return true;
}

static bool no_table(const struct outline *outline, const struct locate_scope *scope, const char *message,
                     struct error *error)
{
    error_set_at(error, ERROR_NOT_FOUND, source_name(outline_source(outline)),
                 scope->heading == 0 ? 0 : outline_node(outline, scope->heading)->line, "%s", message);
    for (uint32_t at = locate_first(outline, scope); at != 0; at = locate_next(outline, scope, at)) {
        if (outline_node(outline, at)->type == OUTLINE_TABLE) {
            locate_candidate(outline_node(outline, at)->line,
                             outline_text(outline, outline_node(outline, at)->child), error);
        }
    }
    return false;
}

/* The tables in the section itself (`direct`) or in all of the scope that have the columns. */
static bool search_table(const struct outline *outline, const struct locate_scope *scope, bool direct,
                         const struct slice *columns, size_t column_count, struct locate_search *search,
                         struct error *error)
{
    locate_search_begin(search);
    for (uint32_t at = locate_first(outline, scope); at != 0; at = locate_next(outline, scope, at)) {
        if (outline_node(outline, at)->type != OUTLINE_TABLE || !locate_in_scope(outline, scope, at, direct)) {
            continue;
        }
        bool has;
        if (!has_columns(outline, at, columns, column_count, &has, error)) {
            return false;
        }
        locate_search_add(search, at, has ? LOCATE_AS_WRITTEN : LOCATE_NOT);
    }
    return true;
}

static bool numbered_table(const struct outline *outline, const struct locate_scope *scope, size_t number,
                           uint32_t *table, struct error *error)
{
    /* What stands directly in a section stands before its subsections: document order is the order asked for. */
    for (uint32_t at = locate_first(outline, scope); at != 0; at = locate_next(outline, scope, at)) {
        if (outline_node(outline, at)->type == OUTLINE_TABLE && --number == 0) {
            *table = at;
            return true;
        }
    }
    return no_table(outline, scope, "there are not so many tables; count these", error);
}

bool locate_table(const struct outline *outline, const struct locate_scope *scope, size_t number,
                  const struct slice *columns, size_t column_count, uint32_t *table, struct error *error)
{
    if (number > 0) {
        return numbered_table(outline, scope, number, table, error);
    }
    struct locate_search search;
    struct locate_search any;
    for (int direct = 1; direct >= 0; direct--) {
        if (!search_table(outline, scope, direct == 1, columns, column_count, &search, error)) {
            return false;
        }
        if (search.count == 1) {
            *table = search.node;
            return true;
        }
        if (search.count > 1) {
            return no_table(outline, scope, "several tables fit; say which with --table N", error);
        }
    }
    /* The only table is meant even if it lacks the column: that is what the next message is about. */
    if (column_count > 0 && search_table(outline, scope, false, NULL, 0, &any, error) && any.count == 1) {
        *table = any.node;
        return true;
    }
    return no_table(outline, scope, column_count > 0 ? "no table here has these columns" : "there is no table here",
                    error);
}

/* ---- rows ---- */

/* How well the row's cells fit the keys: as well as the one that fits worst. */
static enum locate_fit row_fit(const struct outline *outline, uint32_t row, const size_t *columns,
                               const struct slice *keys, size_t count)
{
    enum locate_fit worst = count == 0 ? LOCATE_NOT : LOCATE_AS_WRITTEN;
    for (size_t i = 0; i < count && worst < LOCATE_NOT; i++) {
        size_t line;
        enum locate_fit fit = LOCATE_NOT;
        if (locate_line(keys[i], &line)) {
            fit = outline_node(outline, row)->line == line ? LOCATE_AS_WRITTEN : LOCATE_NOT;
        } else {
            fit = locate_fit(cell_text(outline, row, columns[i]), keys[i]);
        }
        worst = fit > worst ? fit : worst;
    }
    return worst;
}

static bool no_row(const struct outline *outline, uint32_t table, const size_t *columns, const struct slice *keys,
                   size_t count, const struct locate_search *search, struct error *error)
{
    size_t line = outline_node(outline, table)->line;
    const char *name = source_name(outline_source(outline));
    struct slice key = count == 0 ? slice_of("") : keys[0];
    size_t wanted;
    if (search->count > 1) {
        error_set_at(error, ERROR_NOT_FOUND, name, line,
                     "%zu rows fit \"%.*s\"; add a key column or name the row's line", search->count,
                     SLICE_PRINT(key));
    } else if (count > 0 && locate_line(key, &wanted) &&
               (wanted == line || wanted == outline_delimiter_line(outline, table))) {
        error_set_at(error, ERROR_NOT_FOUND, name, wanted, "this is the header of the table; name one of its rows");
    } else {
        error_set_at(error, ERROR_NOT_FOUND, name, line, "the table has no row \"%.*s\"; name one of these",
                     SLICE_PRINT(key));
    }
    for (uint32_t row = outline_node(outline, table)->child; row != 0; row = outline_node(outline, row)->next) {
        if (outline_node(outline, row)->header ||
            (search->count > 1 && row_fit(outline, row, columns, keys, count) != search->fit)) {
            continue;
        }
        struct slice text = search->count > 1 || count == 0 ? outline_text(outline, row)
                                                            : cell_text(outline, row, columns[0]);
        locate_candidate(outline_node(outline, row)->line, text, error);
    }
    return false;
}

bool locate_row(const struct outline *outline, uint32_t table, const size_t *columns, const struct slice *keys,
                size_t count, uint32_t *row, struct error *error)
{
    struct locate_search search;
    locate_search_begin(&search);
    for (uint32_t at = outline_node(outline, table)->child; at != 0; at = outline_node(outline, at)->next) {
        if (!outline_node(outline, at)->header) {
            locate_search_add(&search, at, row_fit(outline, at, columns, keys, count));
        }
    }
    if (search.failed) {
        return error_no_memory(error);
    }
    *row = search.node;
    return search.count == 1 || no_row(outline, table, columns, keys, count, &search, error);
}
