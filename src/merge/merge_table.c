/* Tables: their columns first, by their headers, then their rows. */
#include "merge/merge_context.h"

#include "base/memory.h"
#include "merge/merge_row.h"
#include "text/hash.h"

struct table {
    struct merge *merge;
    struct merge_triple headers;
    struct merge_triple delimiters;
    struct member_list lists[MEMBER_VERSIONS]; /* of columns, then of rows */
    uint32_t *parts[MEMBER_VERSIONS];          /* of the rows */
    struct merge_layout layout;
    struct member_order columns;
    struct member_order rows;
    uint32_t *to[2]; /* of each column of the base: where it stands in ours and theirs */
};

static void release(struct table *table)
{
    for (size_t i = 0; i < MEMBER_VERSIONS; i++) {
        memory_free(table->lists[i].items);
        memory_free(table->parts[i]);
    }
    member_order_release(&table->columns);
    member_order_release(&table->rows);
    memory_free(table->to[0]);
    memory_free(table->to[1]);
}

/* ---- columns ---- */

static bool list_columns(struct table *table, size_t version)
{
    uint32_t header = table->headers.at[version];
    const struct part_document *document = table->merge->versions[version];
    size_t count = header == 0 ? 0 : document->items[header].count;
    struct outline_cell *cells = memory_new(count, sizeof *cells);
    struct member *items = memory_new(count, sizeof *items);
    bool done = cells != NULL && items != NULL;
    table->lists[version] = (struct member_list){.items = items, .count = done ? count : 0};
    table->layout.widths[version] = count;
    if (done && count > 0) {
        (void)outline_cells(document->outline, document->items[header].node, cells, count);
    }
    for (size_t i = 0; done && i < count; i++) {
        struct slice text = source_slice(document->source, cells[i].text);
        items[i] = (struct member){.text = text, .hash = hash_bytes(text), .alone = true};
        if (text.size > 0) {
            items[i].key = text;
        }
    }
    memory_free(cells);
    return done;
}

static bool order_columns(struct table *table, struct error *error)
{
    for (size_t i = 0; i < MEMBER_VERSIONS; i++) {
        if (!list_columns(table, i)) {
            return error_no_memory(error);
        }
    }
    if (!member_order_make(table->lists, NULL, table->merge->options->steps, &table->columns, error)) {
        return false;
    }
    size_t width = table->layout.widths[MEMBER_BASE];
    table->to[0] = memory_new(width, sizeof **table->to);
    table->to[1] = memory_new(width, sizeof **table->to);
    if (table->to[0] == NULL || table->to[1] == NULL) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < width; i++) {
        table->to[0][i] = MEMBER_NONE;
        table->to[1][i] = MEMBER_NONE;
    }
    table->layout.columns = table->columns.elements;
    table->layout.count = table->columns.count;
    for (size_t i = 0; i < MEMBER_VERSIONS; i++) {
        table->layout.plain[i] = table->columns.count == table->layout.widths[i];
    }
    for (size_t i = 0; i < table->columns.count; i++) {
        const uint32_t *at = table->columns.elements[i].at;
        for (size_t version = 0; version < MEMBER_VERSIONS; version++) {
            table->layout.plain[version] = table->layout.plain[version] && at[version] == i;
        }
        if (at[MEMBER_BASE] != MEMBER_NONE) {
            table->to[0][at[MEMBER_BASE]] = at[MEMBER_OURS];
            table->to[1][at[MEMBER_BASE]] = at[MEMBER_THEIRS];
        }
    }
    return true;
}

/* ---- rows ---- */

static bool list_rows(struct table *table, size_t version, uint32_t part)
{
    const struct part_document *document = table->merge->versions[version];
    size_t count = part == 0 ? 0 : document->items[part].count;
    struct member *items = memory_new(count, sizeof *items);
    memory_free(table->lists[version].items);
    table->lists[version] = (struct member_list){.items = items};
    table->parts[version] = memory_new(count, sizeof **table->parts);
    if (items == NULL || table->parts[version] == NULL) {
        return false;
    }
    struct member_list *list = &table->lists[version];
    for (uint32_t child = part == 0 ? 0 : document->items[part].child; child != 0; child = document->items[child].next) {
        const struct part *row = &document->items[child];
        if (row->fixed) {
            continue;
        }
        table->parts[version][list->count] = child;
        items[list->count++] = (struct member){
            .key = row->key,
            .text = part_bytes(document, child),
            .hash = row->hash,
            .cells = document->cells + row->cells,
            .cell_count = row->count,
        };
    }
    return true;
}

static bool order_rows(struct table *table, const struct merge_triple *triple, struct error *error)
{
    const struct member_columns columns[2] = {
        {.to = table->to[0], .count = table->layout.widths[MEMBER_BASE]},
        {.to = table->to[1], .count = table->layout.widths[MEMBER_BASE]},
    };
    for (size_t i = 0; i < MEMBER_VERSIONS; i++) {
        if (!list_rows(table, i, triple->at[i])) {
            return error_no_memory(error);
        }
    }
    return member_order_make(table->lists, columns, table->merge->options->steps, &table->rows, error);
}

static struct merge_triple row_of(const struct table *table, const struct member_element *element)
{
    struct merge_triple row = {{0}};
    for (size_t i = 0; i < MEMBER_VERSIONS; i++) {
        row.at[i] = element->at[i] == MEMBER_NONE ? 0 : table->parts[i][element->at[i]];
    }
    return row;
}

/* ---- columns that one side removed ---- */

static uint64_t cell_in(const struct table *table, size_t version, uint32_t number, size_t column)
{
    const struct member *row = &table->lists[version].items[number];
    return column < row->cell_count ? row->cells[column] : 0;
}

/* Whether a side wrote into a column that the other one removed. */
static bool is_lost(const struct table *table, size_t other, size_t base_column, uint32_t column)
{
    for (size_t i = 0; i < table->rows.count; i++) {
        const uint32_t *at = table->rows.elements[i].at;
        if (at[other] == MEMBER_NONE) {
            continue;
        }
        uint64_t before = at[MEMBER_BASE] == MEMBER_NONE ? 0 : cell_in(table, MEMBER_BASE, at[MEMBER_BASE], base_column);
        if (cell_in(table, other, at[other], column) != before) {
            return true;
        }
    }
    return false;
}

/* Whether each side put in columns and they share none: two other tables now. */
static bool is_split(const struct table *table)
{
    bool ours = false;
    bool theirs = false;
    for (size_t i = 0; i < table->layout.count; i++) {
        const uint32_t *at = table->layout.columns[i].at;
        if (at[MEMBER_OURS] != MEMBER_NONE && at[MEMBER_THEIRS] != MEMBER_NONE) {
            return false;
        }
        ours = ours || at[MEMBER_OURS] != MEMBER_NONE;
        theirs = theirs || at[MEMBER_THEIRS] != MEMBER_NONE;
    }
    return ours && theirs;
}

/* Whether a column is gone that the other side wrote in, or whose header it changed. */
static bool is_contested(const struct table *table)
{
    if (is_split(table)) {
        return true;
    }
    for (size_t i = 0; i < table->layout.count; i++) {
        const uint32_t *at = table->layout.columns[i].at;
        if (at[MEMBER_BASE] != MEMBER_NONE && (at[MEMBER_OURS] == MEMBER_NONE || at[MEMBER_THEIRS] == MEMBER_NONE)) {
            return true;
        }
    }
    for (size_t i = 0; i < table->columns.removed_count; i++) {
        const uint32_t *at = table->columns.removed[i].at;
        size_t other = at[MEMBER_OURS] == MEMBER_NONE ? MEMBER_THEIRS : MEMBER_OURS;
        if (is_lost(table, other, at[MEMBER_BASE], at[other])) {
            return true;
        }
    }
    return false;
}

/* ---- the whole ---- */

static bool write_rows(struct table *table, struct error *error)
{
    struct merge_row_room room = {.counts = {0}};
    struct merge *merge = table->merge;
    bool done = merge_row(merge, &table->layout, &table->headers, MERGE_ROW_TEXT, &room, error) &&
                merge_row(merge, &table->layout, &table->delimiters, MERGE_ROW_DELIMITER, &room, error);
    for (size_t i = 0; done && i < table->rows.count; i++) {
        struct merge_triple row = row_of(table, &table->rows.elements[i]);
        enum merge_row_form form = MERGE_ROW_TEXT;
        if (row.at[MEMBER_BASE] != 0 && row.at[MEMBER_OURS] == 0) {
            form = MERGE_ROW_REMOVED_OURS;
        } else if (row.at[MEMBER_BASE] != 0 && row.at[MEMBER_THEIRS] == 0) {
            form = MERGE_ROW_REMOVED_THEIRS;
        }
        done = merge_row(merge, &table->layout, &row, form, &room, error);
    }
    merge_row_room_release(&room);
    return done;
}

bool merge_table(struct merge *merge, const struct merge_triple *triple, struct error *error)
{
    struct table table = {.merge = merge};
    for (size_t i = 0; i < MEMBER_VERSIONS; i++) {
        if (triple->at[i] != 0) {
            table.headers.at[i] = merge_part_at(merge, i, triple->at[i])->child;
            table.delimiters.at[i] = merge_part_at(merge, i, table.headers.at[i])->next;
        }
    }
    bool done = order_columns(&table, error) && order_rows(&table, triple, error);
    if (done && is_contested(&table)) {
        done = merge_output_conflict(merge->output, merge_bytes(merge, triple, MEMBER_OURS),
                                     merge_bytes(merge, triple, MEMBER_THEIRS)) ||
               error_no_memory(error);
    } else if (done) {
        done = write_rows(&table, error);
    }
    release(&table);
    return done;
}
