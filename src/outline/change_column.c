#include "outline/change_column.h"

#include "base/memory.h"
#include "text/utf8.h"

#include <stdint.h>

size_t change_width(const struct outline *outline, struct span span)
{
    return utf8_columns(source_slice(outline_source(outline), span), utf8_width_fixed);
}

/* ---- the delimiter row ---- */

static bool is_delimiter_byte(char byte)
{
    return byte == '|' || byte == '-' || byte == ':' || byte == ' ' || byte == '\t' || byte == '\v' || byte == '\f';
}

/* The delimiter row without what containers put before it and without blanks around it. */
static struct span delimiter_text(const struct outline *outline, uint32_t table)
{
    const char *data = source_bytes(outline_source(outline)).data;
    struct span line = source_line_text(outline_source(outline), outline_delimiter_line(outline, table));
    struct span text = {.start = line.end, .end = line.end};
    while (text.start > line.start && is_delimiter_byte(data[text.start - 1])) {
        text.start--;
    }
    while (text.end > text.start && data[text.end - 1] != '|' && data[text.end - 1] != '-' &&
           data[text.end - 1] != ':') {
        text.end--;
    }
    while (text.start < text.end && data[text.start] != '|' && data[text.start] != '-' && data[text.start] != ':') {
        text.start++;
    }
    return text;
}

/* The next cell of the delimiter row: moves `rest` behind it and its pipe. */
static bool next_delimiter(const char *data, struct span *rest, struct span *cell)
{
    if (rest->start >= rest->end) {
        return false;
    }
    const char *pipe = memchr(data + rest->start, '|', rest->end - rest->start);
    cell->start = rest->start;
    cell->end = pipe == NULL ? rest->end : (size_t)(pipe - data);
    rest->start = pipe == NULL ? rest->end : cell->end + 1;
    return true;
}

static enum change_side side_of(const char *data, struct span cell)
{
    const char *first = memchr(data + cell.start, ':', cell.end - cell.start);
    const char *dash = memchr(data + cell.start, '-', cell.end - cell.start);
    bool left = first != NULL && dash != NULL && first < dash;
    bool right = dash != NULL && memchr(dash, ':', (size_t)(data + cell.end - dash)) != NULL;
    return left && right ? CHANGE_SIDE_CENTRE : right ? CHANGE_SIDE_RIGHT : CHANGE_SIDE_LEFT;
}

/* The delimiter row is asked first: it has a cell for every column. */
static void read_delimiters(const struct outline *outline, uint32_t table, struct change_column *columns, size_t count)
{
    const char *data = source_bytes(outline_source(outline)).data;
    struct span rest = delimiter_text(outline, table);
    if (rest.start < rest.end && data[rest.start] == '|') {
        rest.start++;
    }
    struct span cell;
    for (size_t i = 0; i < count && next_delimiter(data, &rest, &cell); i++) {
        columns[i].even = true;
        columns[i].width = change_width(outline, cell);
        columns[i].side = side_of(data, cell);
    }
}

/* ---- the other rows ---- */

static void read_row(const struct outline *outline, const struct outline_cell *cells, size_t there,
                     struct change_column *columns, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (columns[i].even) {
            columns[i].even = i < there && change_width(outline, cells[i].outer) == columns[i].width;
        }
    }
}

static void read_header(const struct outline_cell *cells, size_t there, struct change_column *columns, size_t count)
{
    for (size_t i = 0; i < count && i < there; i++) {
        struct change_padding padding = change_padding_of(&cells[i]);
        columns[i].left = padding.left > 0 ? 1 : 0;
        columns[i].right = padding.right > 0 ? 1 : 0;
        /* Without a pipe at the edge of the row nobody pads there; the other side tells what is the custom. */
        if (i == 0 && padding.left == 0) {
            columns[i].left = columns[i].right;
        }
        if (i + 1 == there && padding.right == 0) {
            columns[i].right = columns[i].left;
        }
    }
}

/* A row that keeps to less than half of the columns is written without regard to them, and stays so. */
static void heed_row(const struct outline *outline, uint32_t row, struct outline_cell *cells,
                     struct change_column *columns, size_t count)
{
    size_t there = outline_cells(outline, row, cells, count);
    size_t even = 0;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        even += columns[i].even ? 1 : 0;
        kept += columns[i].even && i < there && change_width(outline, cells[i].outer) == columns[i].width ? 1 : 0;
    }
    for (size_t i = 0; i < count && 2 * kept < even; i++) {
        columns[i].even = false;
    }
}

struct change_column *change_columns(const struct outline *outline, uint32_t table, uint32_t except,
                                     struct error *error)
{
    size_t count = outline_node(outline, table)->columns;
    struct change_column *columns = memory_new(count, sizeof *columns);
    struct outline_cell *cells = memory_new(count, sizeof *cells);
    if (columns == NULL || cells == NULL) {
        memory_free(columns);
        memory_free(cells);
        error_no_memory(error);
        return NULL;
    }
    read_delimiters(outline, table, columns, count);
    for (uint32_t row = outline_node(outline, table)->child; row != 0; row = outline_node(outline, row)->next) {
        size_t there = outline_cells(outline, row, cells, count);
        there = there < count ? there : count;
        if (outline_node(outline, row)->header) {
            read_header(cells, there, columns, count);
        }
        if (row != except) {
            read_row(outline, cells, there, columns, count);
        }
    }
    if (except != 0) {
        heed_row(outline, except, cells, columns, count);
    }
    memory_free(cells);
    return columns;
}

/* ---- padding ---- */

struct change_padding change_padding_of(const struct outline_cell *cell)
{
    return (struct change_padding){.left = cell->text.start - cell->outer.start,
                                   .right = cell->outer.end - cell->text.end};
}

static size_t at_most_one(size_t count)
{
    return count > 1 ? 1 : count;
}

struct change_padding change_least_padding(const struct change_column *column, struct change_padding old, bool empty)
{
    if (!empty) {
        return (struct change_padding){.left = at_most_one(old.left), .right = at_most_one(old.right)};
    }
    if (old.left + old.right > 0) {
        return (struct change_padding){.left = 1, .right = 1};
    }
    return (struct change_padding){.left = column->left, .right = column->right};
}

struct change_padding change_fit(const struct change_column *column, struct change_padding old, bool empty,
                                 size_t width, size_t target)
{
    struct change_padding least = change_least_padding(column, old, empty);
    if (target < width || target - width < least.left + least.right) {
        return least;
    }
    size_t space = target - width;
    if (column->side == CHANGE_SIDE_CENTRE) {
        size_t left = space / 2 < least.left ? least.left : space / 2;
        return (struct change_padding){.left = left, .right = space - left};
    }
    bool by_hand = !empty && old.left > 1 && old.right <= 1;
    bool to_right = column->side == CHANGE_SIDE_RIGHT || by_hand;
    size_t least_there = to_right ? least.right : least.left;
    size_t least_here = to_right ? least.left : least.right;
    /* The side that is not filled up stays as it is as long as there is room. */
    size_t there = empty ? least_there : to_right ? old.right : old.left;
    if (there + least_here > space) {
        there = space - least_here;
    }
    there = there < least_there ? least_there : there;
    return to_right ? (struct change_padding){.left = space - there, .right = there}
                    : (struct change_padding){.left = there, .right = space - there};
}

/* ---- rows as they are written ---- */

struct change_edges change_edges_of(const struct outline *outline, uint32_t row)
{
    const char *data = source_bytes(outline_source(outline)).data;
    struct change_edges edges = {.text = outline_node(outline, row)->content};
    struct slice text = slice_trim(source_slice(outline_source(outline), edges.text));
    edges.text.end = text.size == 0 ? edges.text.start : (size_t)(text.data - data) + text.size;
    edges.opened = text.size > 0 && text.data[0] == '|';
    edges.closed = text.size > 1 && text.data[text.size - 1] == '|' && text.data[text.size - 2] != '\\';
    return edges;
}

void change_append_blanks(struct bytes *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bytes_append_byte(bytes, ' ');
    }
}

/* A pipe gets a backslash. A backslash itself has no need of one, since it protects pipes only. */
void change_append_escaped(struct bytes *bytes, struct slice value)
{
    for (size_t i = 0; i < value.size; i++) {
        if (value.data[i] == '|') {
            bytes_append_byte(bytes, '\\');
        }
        bytes_append_byte(bytes, value.data[i]);
    }
}

/* A backslash at the end would protect the pipe behind it. */
static bool needs_blank(struct slice text)
{
    return text.size > 0 && text.data[text.size - 1] == '\\';
}

void change_append_padded(struct bytes *bytes, struct slice text, struct change_padding padding)
{
    change_append_blanks(bytes, padding.left);
    bytes_append(bytes, text);
    change_append_blanks(bytes, padding.right == 0 && needs_blank(text) ? 1 : padding.right);
}

/* Whether a row may begin with `text` without a pipe before it. */
bool change_may_begin(struct slice text, bool *may, struct error *error)
{
    *may = false;
    return text.size == 0 || change_is_paragraph(text, may, error);
}
