/* cells.c: cutting a row into cells, when somebody asks for them. */
#include "outline/scan.h"

static size_t skip_spaces(const char *data, size_t place, size_t end)
{
    while (place < end && scan_is_wide_space((unsigned char)data[place])) {
        place++;
    }
    return place;
}

/* Where the cell that begins at `place` ends: at a pipe, or at `end`. */
static size_t cell_end(const char *data, size_t place, size_t end)
{
    size_t start = place;
    while (place < end) {
        const char *pipe = memchr(data + place, '|', end - place);
        if (pipe == NULL) {
            return end;
        }
        place = (size_t)(pipe - data);
        /* A backslash that stands before the cell's own first byte belongs to nothing: only a pipe is there. */
        if (place == start || data[place - 1] != '\\') {
            return place;
        }
        place++;
    }
    return end;
}

/* Moves on to the next cell of the row's text, from `start` to `end`; `*place` begins at first_cell. False at the end:
 * behind a pipe, white space alone is no cell. */
static bool next_cell(const char *data, size_t start, size_t *place, size_t end, struct span *outer)
{
    if (*place >= end || (*place > start && skip_spaces(data, *place, end) >= end)) {
        return false;
    }
    outer->start = *place;
    outer->end = cell_end(data, *place, end);
    *place = outer->end < end ? outer->end + 1 : end;
    return true;
}

/* Where the first cell begins: behind a leading pipe. */
static size_t first_cell(const char *data, size_t start, size_t end)
{
    return start < end && data[start] == '|' ? start + 1 : start;
}

size_t scan_count_cells(const char *data, size_t start, size_t end)
{
    size_t place = first_cell(data, start, end);
    struct span outer;
    size_t count = 0;
    while (count <= SCAN_MOST_CELLS && next_cell(data, start, &place, end, &outer)) {
        count++;
    }
    return count;
}

bool scan_is_row(const char *data, size_t start, size_t end)
{
    size_t first = first_cell(data, start, end);
    if (first >= end || (first > start && skip_spaces(data, first, end) >= end)) {
        return false;
    }
    return end - start <= SCAN_MOST_CELLS || scan_count_cells(data, start, end) <= SCAN_MOST_CELLS;
}

/* The text between the padding. An empty one is put where a value would be written. Behind a pipe a vertical tab is
 * padding, elsewhere it is text: so cmark-gfm has it. */
static struct span trim_cell(const char *data, struct span outer, size_t row_start)
{
    size_t start = outer.start;
    if (start > row_start) {
        start = skip_spaces(data, start, outer.end);
    }
    while (start < outer.end && scan_is_space((unsigned char)data[start])) {
        start++;
    }
    if (start >= outer.end) {
        size_t middle = outer.start + (outer.end - outer.start + 1) / 2;
        return (struct span){.start = middle, .end = middle};
    }
    return (struct span){.start = start, .end = scan_trim_end(data, start, outer.end)};
}

size_t outline_cells(const struct outline *outline, uint32_t row, struct outline_cell *cells, size_t capacity)
{
    const char *data = source_bytes(outline->source).data;
    struct span content = outline->nodes[row].content;
    size_t place = first_cell(data, content.start, content.end);
    struct span outer;
    size_t count = 0;
    while (next_cell(data, content.start, &place, content.end, &outer)) {
        if (count < capacity) {
            cells[count] = (struct outline_cell){.outer = outer, .text = trim_cell(data, outer, content.start)};
        }
        count++;
    }
    return count;
}

bool outline_cell_at(const struct outline *outline, uint32_t row, size_t column, struct outline_cell *cell)
{
    const char *data = source_bytes(outline->source).data;
    struct span content = outline->nodes[row].content;
    size_t place = first_cell(data, content.start, content.end);
    struct span outer;
    for (size_t i = 0; next_cell(data, content.start, &place, content.end, &outer); i++) {
        if (i == column) {
            *cell = (struct outline_cell){.outer = outer, .text = trim_cell(data, outer, content.start)};
            return true;
        }
    }
    return false;
}

size_t outline_delimiter_line(const struct outline *outline, uint32_t table)
{
    return outline->nodes[table].line + 1;
}
