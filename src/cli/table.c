#include "cli/table.h"

#include "base/memory.h"
#include "outline/plain.h"

#include <stdint.h>

enum { TABLE_GAP = 2, TABLE_NARROW = 8 };

struct table_cell {
    size_t start; /* in the table's text */
    size_t size;
    size_t columns; /* how wide it is drawn */
    enum output_style style;
};

void table_init(struct table *table, const struct output *output, size_t column_count)
{
    *table = (struct table){
        .column_count = column_count < TABLE_COLUMNS ? column_count : TABLE_COLUMNS,
        .width = output->width,
        .drawing = output->terminal,
        .utf8 = output->utf8,
    };
    bytes_init(&table->text);
}

void table_release(struct table *table)
{
    memory_free(table->cells);
    bytes_release(&table->text);
}

/* Printable ASCII, which is as wide as it is long and needs no cleaning. Eight bytes at a time: every cell passes here. */
static bool is_simple(struct slice text)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const uint64_t highs = ones * 0x80U;
    for (size_t at = 0; at < text.size; at += sizeof(uint64_t)) {
        uint64_t word = ones * ' ';
        size_t rest = text.size - at;
        memcpy(&word, text.data + at, rest < sizeof word ? rest : sizeof word);
        /* A byte from 0x80 on has its highest bit; below it, adding 1 gives it to 0x7F, taking 0x20 away to what is below 0x20. */
        if (((word | (word + ones) | (word - ones * 0x20U)) & highs) != 0) {
            return false;
        }
    }
    return true;
}

/* Whether nothing in it could be markup. */
static bool is_plain(struct slice text)
{
    static const bool marks[256] = {
        ['*'] = true, ['_'] = true, ['`'] = true, ['~'] = true, ['['] = true, ['<'] = true, ['\\'] = true,
    };
    for (size_t i = 0; i < text.size; i++) {
        if (marks[(unsigned char)text.data[i]] || (text.data[i] == ' ' && i + 1 < text.size && text.data[i + 1] == ' ')) {
            return false;
        }
    }
    return true;
}

static void add_cell(struct table *table, size_t start, size_t columns, enum output_style style)
{
    if (table->failed || table->text.failed ||
        !memory_grow(&table->cells, &table->cell_capacity, table->cell_count + 1, sizeof *table->cells)) {
        table->failed = true;
        return;
    }
    table->cells[table->cell_count++] = (struct table_cell){
        .start = start,
        .size = table->text.size - start,
        .columns = columns,
        .style = style,
    };
}

void table_add_text(struct table *table, struct slice text, enum output_style style)
{
    size_t start = table->text.size;
    if (is_simple(text)) {
        bytes_append(&table->text, text);
        add_cell(table, start, text.size, style);
        return;
    }
    utf8_append_clean(&table->text, text, table->drawing);
    struct slice clean = slice_part(bytes_slice(&table->text), start, table->text.size);
    add_cell(table, start, utf8_columns(clean, table->width), style);
}

void table_add(struct table *table, struct slice text, enum output_style style)
{
    if (is_simple(text) && is_plain(text)) {
        table_add_text(table, text, style);
        return;
    }
    struct bytes plain;
    bytes_init(&plain);
    plain_append(&plain, text);
    table->failed = table->failed || plain.failed;
    table_add_text(table, bytes_slice(&plain), style);
    bytes_release(&plain);
}

/* ---- how wide the columns are ---- */

static void measure(const struct table *table, size_t *widths)
{
    for (size_t i = 0; i < table->column_count; i++) {
        widths[i] = 0;
    }
    for (size_t i = 0; i < table->cell_count; i++) {
        size_t column = i % table->column_count;
        widths[column] = table->cells[i].columns > widths[column] ? table->cells[i].columns : widths[column];
    }
    for (size_t i = 0; i < table->column_count; i++) {
        size_t heading = table->headings[i] == NULL ? 0 : strlen(table->headings[i]);
        if ((widths[i] > 0 || table->keeps[i]) && heading > widths[i]) {
            widths[i] = heading;
        }
    }
}

static size_t total_width(const struct table *table, const size_t *widths)
{
    size_t total = 0;
    for (size_t i = 0; i < table->column_count; i++) {
        total += widths[i] == 0 ? 0 : widths[i] + (total > 0 ? TABLE_GAP : 0);
    }
    return total;
}

/* The widest columns give way, as far as something can still be read in them. */
static void fit(const struct table *table, size_t *widths, size_t room)
{
    size_t total = total_width(table, widths);
    while (total > room) {
        size_t widest = 0;
        for (size_t i = 1; i < table->column_count; i++) {
            widest = widths[i] > widths[widest] ? i : widest;
        }
        if (widths[widest] <= TABLE_NARROW) {
            return;
        }
        size_t next = TABLE_NARROW;
        for (size_t i = 0; i < table->column_count; i++) {
            next = i != widest && widths[i] > next && widths[i] < widths[widest] ? widths[i] : next;
        }
        /* Down to the next widest, or only as far as is needed; one by one among equals. */
        size_t step = widths[widest] - next;
        for (size_t i = 0; i < table->column_count; i++) {
            step = i != widest && widths[i] == widths[widest] ? 1 : step;
        }
        step = step > total - room ? total - room : step;
        widths[widest] -= step;
        total -= step;
    }
}

/* ---- drawing ---- */

struct line {
    size_t used;    /* columns drawn in this line */
    size_t pending; /* blanks that are due before the next text */
};

static void draw_blanks(struct output *output, size_t count)
{
    static const char blanks[] = "                                ";
    while (count > 0) {
        size_t part = count < sizeof blanks - 1 ? count : sizeof blanks - 1;
        bytes_append(&output->bytes, slice_make(blanks, part));
        count -= part;
    }
}

static void draw_cell(struct output *output, struct line *line, struct slice text, size_t columns, size_t width,
                      enum output_style style)
{
    size_t room = output->columns > line->used + line->pending ? output->columns - line->used - line->pending : 0;
    size_t allowed = width < room ? width : room;
    struct slice shown = text;
    bool cut = columns > allowed;
    if (cut && allowed > 0) {
        shown = utf8_clip(text, allowed - 1, output->width);
        columns = utf8_columns(shown, output->width) + 1;
    }
    if (allowed > 0 && columns > 0) {
        draw_blanks(output, line->pending);
        output_begin(output, style);
        bytes_append(&output->bytes, shown);
        if (cut) {
            bytes_append_text(&output->bytes, output->utf8 ? "\xE2\x80\xA6" : "~");
        }
        output_end(output, style);
        line->used += line->pending + columns;
        line->pending = width > columns ? width - columns : 0;
    } else {
        line->pending += width;
    }
    line->pending += TABLE_GAP;
}

static void draw_headings(const struct table *table, const size_t *widths, size_t indent, struct output *output)
{
    struct line line = {.pending = indent};
    for (size_t i = 0; i < table->column_count; i++) {
        if (widths[i] > 0) {
            struct slice heading = slice_of(table->headings[i]);
            draw_cell(output, &line, heading, heading.size, widths[i], STYLE_STRONG);
        }
    }
    bytes_append_byte(&output->bytes, '\n');
}

bool table_print(struct table *table, size_t indent, struct output *output, struct error *error)
{
    if (table->failed || table->text.failed) {
        return error_no_memory(error);
    }
    if (table->cell_count == 0) {
        return true;
    }
    size_t widths[TABLE_COLUMNS];
    measure(table, widths);
    if (output->columns != SIZE_MAX) {
        fit(table, widths, output->columns > indent ? output->columns - indent : 1);
    }
    if (table->headings[0] != NULL) {
        draw_headings(table, widths, indent, output);
    }
    for (size_t row = 0; row + table->column_count <= table->cell_count; row += table->column_count) {
        struct line line = {.pending = indent};
        for (size_t i = 0; i < table->column_count; i++) {
            const struct table_cell *cell = &table->cells[row + i];
            if (widths[i] > 0) {
                draw_cell(output, &line, slice_part(bytes_slice(&table->text), cell->start, cell->start + cell->size),
                          cell->columns, widths[i], cell->style);
            }
        }
        bytes_append_byte(&output->bytes, '\n');
    }
    return true;
}
