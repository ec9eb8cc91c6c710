#include "tui/cells.h"

#include "base/memory.h"

static const char ellipsis[] = "\xE2\x80\xA6";

struct substitute {
    unsigned long code;
    char ascii;
};

/* What stands for a character where only ASCII can be shown; the symbols of the board among them. */
static const struct substitute substitutes[] = {
    {0x00A0, ' '}, {0x00B7, '.'}, {0x2010, '-'}, {0x2011, '-'}, {0x2012, '-'}, {0x2013, '-'}, {0x2014, '-'},
    {0x2016, '='}, {0x2018, '\''}, {0x2019, '\''}, {0x201C, '"'}, {0x201D, '"'}, {0x2022, '*'}, {0x2026, '~'},
    {0x2039, '['}, {0x203A, ']'}, {0x2190, '<'}, {0x2191, '^'}, {0x2192, '>'}, {0x2193, 'v'}, {0x21BB, '@'},
    {0x2500, '-'}, {0x2502, '|'}, {0x250C, '+'}, {0x2510, '+'}, {0x2514, '+'}, {0x2518, '+'}, {0x2588, '#'},
    {0x258C, '*'}, {0x2591, '.'}, {0x25A0, '#'}, {0x25B6, '>'}, {0x25CB, 'o'}, {0x25CF, '*'}, {0x25D0, '~'},
    {0x26A0, '!'}, {0x2714, 'x'}, {0x2715, '-'},
};

static char substitute_of(unsigned long code)
{
    for (size_t i = 0; i < sizeof substitutes / sizeof substitutes[0]; i++) {
        if (substitutes[i].code == code) {
            return substitutes[i].ascii;
        }
    }
    return '?';
}

void cells_init(struct cells *cells, utf8_width_function width, bool ascii)
{
    *cells = (struct cells){.width = width, .ascii = ascii};
}

void cells_release(struct cells *cells)
{
    memory_free(cells->items);
    memory_free(cells->targets);
    bytes_release(&cells->scratch);
    *cells = (struct cells){.width = cells->width, .ascii = cells->ascii};
}

static struct cell blank_cell(enum style style)
{
    return (struct cell){.text = " ", .size = 1, .width = 1, .style = (uint8_t)style};
}

bool cells_resize(struct cells *cells, size_t rows, size_t columns, struct error *error)
{
    enum { LIMIT = 10000 };
    rows = rows > LIMIT ? LIMIT : rows;
    columns = columns > LIMIT ? LIMIT : columns;
    size_t count = rows * columns;
    if (count > cells->capacity && !memory_grow(&cells->items, &cells->capacity, count, sizeof *cells->items)) {
        return error_no_memory(error);
    }
    cells->rows = rows;
    cells->columns = columns;
    cells->failed = false;
    cells->target_count = 0;
    for (size_t i = 0; i < count; i++) {
        cells->items[i] = blank_cell(STYLE_NORMAL);
    }
    return true;
}

const struct cell *cells_at(const struct cells *cells, size_t row, size_t column)
{
    return &cells->items[row * cells->columns + column];
}

/* ---- measuring ---- */

/* One thing to draw: a base of one or two columns and the combining characters that belong to it. */
struct cluster {
    struct cell cell;
    size_t start; /* in the text */
};

static void append_code(struct cell *cell, struct slice text)
{
    if (cell->size + text.size < CELL_BYTES) {
        memcpy(cell->text + cell->size, text.data, text.size);
        cell->size = (uint8_t)(cell->size + text.size);
        cell->text[cell->size] = '\0';
    }
}

static bool is_modifier(unsigned long code)
{
    return code >= 0x1F3FB && code <= 0x1F3FF;
}

/* The columns of a code point of clean text; what the system cannot draw is drawn as one U+FFFD. */
static int code_width(const struct cells *cells, unsigned long code)
{
    int width = code < 0x80 ? 1 : cells->width(code);
    return width > 2 ? 2 : width;
}

/* The next cluster of clean text. False at the end. */
static bool next_cluster(const struct cells *cells, struct slice text, size_t *at, struct cluster *cluster)
{
    while (*at < text.size) {
        size_t start = *at;
        unsigned long code = utf8_decode(text, at);
        struct slice written = slice_part(text, start, *at);
        int width = code_width(cells, code);
        if (width == 0) {
            continue; /* nothing that it could combine with */
        }
        *cluster = (struct cluster){.start = start};
        if (cells->ascii && code >= 0x80) {
            cluster->cell = blank_cell(STYLE_NORMAL);
            cluster->cell.text[0] = substitute_of(code);
        } else {
            append_code(&cluster->cell, width < 0 ? slice_of("\xEF\xBF\xBD") : written);
            cluster->cell.width = (uint8_t)(width < 0 ? 1 : width);
        }
        for (int combining = 0; *at < text.size;) {
            size_t next = *at;
            unsigned long follower = utf8_decode(text, &next);
            bool modifier = is_modifier(follower) && width == 2;
            if (!modifier && code_width(cells, follower) != 0) {
                break;
            }
            if (!modifier && !cells->ascii && combining < CELL_COMBINING) {
                append_code(&cluster->cell, slice_part(text, *at, next));
                combining++;
            }
            *at = next;
        }
        return true;
    }
    return false;
}

static struct slice clean(struct cells *cells, struct slice text)
{
    bytes_clear(&cells->scratch);
    if (!utf8_append_clean(&cells->scratch, text, true)) {
        cells->failed = true;
        return slice_make("", 0);
    }
    return bytes_slice(&cells->scratch);
}

static size_t measure_clean(const struct cells *cells, struct slice text, size_t limit)
{
    struct cluster cluster;
    size_t columns = 0;
    for (size_t at = 0; columns <= limit && next_cluster(cells, text, &at, &cluster);) {
        columns += cluster.cell.width;
    }
    return columns;
}

size_t cells_measure(struct cells *cells, struct slice text)
{
    return measure_clean(cells, clean(cells, text), (size_t)-1 - 4);
}

/* ---- drawing ---- */

/* A wide character that loses one half loses the other too. */
static void break_wide(struct cells *cells, size_t row, size_t column)
{
    struct cell *cell = &cells->items[row * cells->columns + column];
    if (cell->width == 0 && column > 0) {
        cell[-1] = blank_cell((enum style)cell[-1].style);
    } else if (cell->width == 2 && column + 1 < cells->columns) {
        cell[1] = blank_cell((enum style)cell[1].style);
    }
}

static void set_cell(struct cells *cells, size_t row, size_t column, enum style style, const struct cell *content)
{
    struct cell *cell = &cells->items[row * cells->columns + column];
    break_wide(cells, row, column);
    *cell = *content;
    cell->style = (uint8_t)style;
    if (content->width == 2) {
        break_wide(cells, row, column + 1);
        cell[1] = (struct cell){.style = (uint8_t)style};
    }
}

/* Draws clean text; what does not fit is left away. */
static size_t draw(struct cells *cells, size_t row, size_t column, size_t columns, enum style style,
                   struct slice text)
{
    struct cluster cluster;
    size_t used = 0;
    for (size_t at = 0; next_cluster(cells, text, &at, &cluster);) {
        if (used + cluster.cell.width > columns) {
            break;
        }
        set_cell(cells, row, column + used, style, &cluster.cell);
        used += cluster.cell.width;
    }
    return used;
}

static size_t room(const struct cells *cells, size_t row, size_t column, size_t columns)
{
    if (row >= cells->rows || column >= cells->columns) {
        return 0;
    }
    size_t left = cells->columns - column;
    return columns < left ? columns : left;
}

size_t cells_put_cut(struct cells *cells, size_t row, size_t column, size_t columns, enum style style,
                     struct slice text)
{
    columns = room(cells, row, column, columns);
    return columns == 0 ? 0 : draw(cells, row, column, columns, style, clean(cells, text));
}

size_t cells_put(struct cells *cells, size_t row, size_t column, size_t columns, enum style style, struct slice text)
{
    columns = room(cells, row, column, columns);
    if (columns == 0) {
        return 0;
    }
    struct slice drawn = clean(cells, text);
    if (measure_clean(cells, drawn, columns) <= columns) {
        return draw(cells, row, column, columns, style, drawn);
    }
    size_t used = draw(cells, row, column, columns - 1, style, drawn);
    /* No blank before the ellipsis. */
    while (used > 0 && cells_at(cells, row, column + used - 1)->text[0] == ' ') {
        used--;
    }
    return used + draw(cells, row, column + used, 1, style, slice_of(ellipsis));
}

size_t cells_put_text(struct cells *cells, size_t row, size_t column, size_t columns, enum style style,
                      const char *text)
{
    return cells_put(cells, row, column, columns, style, slice_of(text));
}

size_t cells_put_right(struct cells *cells, size_t row, size_t end, size_t columns, enum style style,
                       struct slice text)
{
    end = end > cells->columns ? cells->columns : end;
    columns = columns > end ? end : columns;
    size_t wanted = cells_measure(cells, text);
    size_t used = wanted < columns ? wanted : columns;
    cells_put(cells, row, end - used, used, style, text);
    return used;
}

void cells_fill(struct cells *cells, struct area area, enum style style, const char *character)
{
    struct cluster cluster;
    size_t at = 0;
    if (!next_cluster(cells, slice_of(character), &at, &cluster) || cluster.cell.width != 1) {
        return;
    }
    for (size_t row = area.row; row < cells->rows && row - area.row < area.rows; row++) {
        size_t columns = room(cells, row, area.column, area.columns);
        for (size_t column = 0; column < columns; column++) {
            set_cell(cells, row, area.column + column, style, &cluster.cell);
        }
    }
}

struct area area_inside(struct area area)
{
    if (area.rows < 2 || area.columns < 2) {
        return (struct area){.row = area.row, .column = area.column};
    }
    return (struct area){area.row + 1, area.column + 1, area.rows - 2, area.columns - 2};
}

void cells_box(struct cells *cells, struct area area, enum style style, enum style title_style, struct slice title)
{
    if (area.rows < 2 || area.columns < 2) {
        return;
    }
    size_t right = area.column + area.columns - 1;
    size_t bottom = area.row + area.rows - 1;
    cells_fill(cells, area, STYLE_NORMAL, " ");
    cells_fill(cells, (struct area){area.row, area.column, 1, area.columns}, style, "\xE2\x94\x80");
    cells_fill(cells, (struct area){bottom, area.column, 1, area.columns}, style, "\xE2\x94\x80");
    cells_fill(cells, (struct area){area.row, area.column, area.rows, 1}, style, "\xE2\x94\x82");
    cells_fill(cells, (struct area){area.row, right, area.rows, 1}, style, "\xE2\x94\x82");
    cells_put_text(cells, area.row, area.column, 1, style, "\xE2\x94\x8C");
    cells_put_text(cells, area.row, right, 1, style, "\xE2\x94\x90");
    cells_put_text(cells, bottom, area.column, 1, style, "\xE2\x94\x94");
    cells_put_text(cells, bottom, right, 1, style, "\xE2\x94\x98");
    if (title.size > 0 && area.columns > 5) {
        size_t used = cells_put(cells, area.row, area.column + 2, area.columns - 4, title_style, title);
        cells_put_text(cells, area.row, area.column + 1, 1, style, " ");
        cells_put_text(cells, area.row, area.column + 2 + used, 1, style, " ");
    }
}

void cells_bar(struct cells *cells, size_t row, size_t column, size_t columns, enum style style, size_t done,
               size_t total)
{
    if (total == 0) {
        return;
    }
    done = done > total ? total : done;
    size_t full = (size_t)((double)columns * (double)done / (double)total + 0.5);
    /* Neither begun nor finished may look so by rounding. */
    if (done > 0 && full == 0) {
        full = 1;
    }
    if (done < total && full == columns && columns > 0) {
        full = columns - 1;
    }
    cells_fill(cells, (struct area){row, column, 1, full}, style, "\xE2\x96\x88");
    cells_fill(cells, (struct area){row, column + full, 1, columns - full}, style, "\xE2\x96\x91");
}

void cells_select(struct cells *cells, size_t row, size_t column, size_t columns)
{
    columns = room(cells, row, column, columns);
    for (size_t i = 0; i < columns; i++) {
        cells->items[row * cells->columns + column + i].selected = true;
    }
}

void cells_add_target(struct cells *cells, struct area area, enum target_kind kind, size_t number, size_t index)
{
    if (cells->target_count == cells->target_capacity &&
        !memory_grow(&cells->targets, &cells->target_capacity, cells->target_count + 1, sizeof *cells->targets)) {
        cells->failed = true;
        return;
    }
    cells->targets[cells->target_count++] =
        (struct cells_target){.area = area, .target = {.kind = kind, .number = number, .index = index}};
}

struct target cells_target_at(const struct cells *cells, size_t row, size_t column)
{
    for (size_t i = cells->target_count; i-- > 0;) {
        struct area area = cells->targets[i].area;
        if (row >= area.row && row - area.row < area.rows && column >= area.column &&
            column - area.column < area.columns) {
            return cells->targets[i].target;
        }
    }
    return (struct target){.kind = TARGET_NONE};
}

bool cells_wrap(const struct cells *cells, struct slice text, size_t columns, size_t *at, struct slice *line)
{
    struct cluster cluster;
    while (*at < text.size && text.data[*at] == ' ' && *at > 0) {
        (*at)++;
    }
    if (*at >= text.size) {
        return false;
    }
    size_t start = *at;
    size_t used = 0;
    size_t blank = SLICE_NONE;
    for (size_t next = start; next_cluster(cells, text, &next, &cluster);) {
        if (used + cluster.cell.width > columns && used > 0) {
            size_t end = blank != SLICE_NONE && cluster.cell.text[0] != ' ' ? blank : cluster.start;
            *line = slice_part(text, start, end);
            *at = end;
            return true;
        }
        if (cluster.cell.text[0] == ' ' && cluster.start > start) {
            blank = cluster.start;
        }
        used += cluster.cell.width;
    }
    *line = slice_part(text, start, text.size);
    *at = text.size;
    return true;
}

bool cells_append_text(const struct cells *cells, struct bytes *out)
{
    for (size_t row = 0; row < cells->rows; row++) {
        size_t end = out->size;
        for (size_t column = 0; column < cells->columns; column++) {
            const struct cell *cell = cells_at(cells, row, column);
            bytes_append(out, slice_make(cell->text, cell->size));
            if (!out->failed && cell->size > 0 && !(cell->size == 1 && cell->text[0] == ' ')) {
                end = out->size;
            }
        }
        if (out->failed) {
            return false;
        }
        out->size = end;
        bytes_append_byte(out, '\n');
    }
    return !out->failed;
}
