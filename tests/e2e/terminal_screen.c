/* What the emulator shows: rows as text, cells, modes. */
#include "terminal_internal.h"

#include "terminal_cmocka.h"
#include "text/utf8.h"

static int take_property(VTermProp property, VTermValue *value, void *context)
{
    struct terminal *terminal = context;
    if (property == VTERM_PROP_ALTSCREEN) {
        terminal->alternate = value->boolean != 0;
    } else if (property == VTERM_PROP_CURSORVISIBLE) {
        terminal->cursor = value->boolean != 0;
    }
    return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = take_property};

void terminal_open_screen(struct terminal *terminal, int rows, int columns)
{
    terminal->emulator = vterm_new(rows, columns);
    assert_non_null(terminal->emulator);
    vterm_set_utf8(terminal->emulator, 1);
    terminal->screen = vterm_obtain_screen(terminal->emulator);
    terminal->cursor = true;
    vterm_screen_set_callbacks(terminal->screen, &callbacks, terminal);
    vterm_screen_enable_altscreen(terminal->screen, 1);
    vterm_screen_reset(terminal->screen, 1);
}

/* ---- showing ---- */

/* How many times "repeat the last character" asks for; 0 where the sequence at the beginning of `text` is another. Its
 * size is set in any case: 0 where it has no end yet. */
static int count_repeats(struct slice text, size_t *size)
{
    int count = 0;
    size_t at = 2;
    *size = 0;
    if (text.size < 2) {
        return 0;
    }
    while (at < text.size && text.data[1] == '[' && text.data[at] >= '0' && text.data[at] <= '9' && count < 1000) {
        count = count * 10 + (text.data[at++] - '0');
    }
    if (text.data[1] == '[' && at == text.size) {
        return 0;
    }
    *size = text.data[1] == '[' ? at + 1 : 2;
    return text.data[1] == '[' && text.data[at] == 'b' ? count : 0;
}

void terminal_show(struct terminal *terminal, struct slice sent)
{
    struct bytes *pending = &terminal->pending;
    size_t at = 0;
    assert_true(bytes_append(pending, sent));
    struct slice text = bytes_slice(pending);
    /* Some emulators wrap a column too early behind a repetition: it is spelled out for them. */
    while (at < text.size) {
        size_t size = 1;
        int repeats = 0;
        if (text.data[at] == 0x1B) {
            repeats = count_repeats(slice_part(text, at, text.size), &size);
        }
        if (size == 0) {
            break;
        }
        for (int i = 0; i < repeats; i++) {
            vterm_input_write(terminal->emulator, &terminal->last, 1);
        }
        if (repeats == 0) {
            vterm_input_write(terminal->emulator, text.data + at, size);
        }
        terminal->last = size == 1 && text.data[at] >= 0x20 ? text.data[at] : terminal->last;
        at += size;
    }
    struct bytes rest = {0};
    assert_true(at == text.size || bytes_append(&rest, slice_part(text, at, text.size)));
    bytes_release(pending);
    *pending = rest;
}

/* ---- looking ---- */

int terminal_rows(const struct terminal *terminal)
{
    int rows = 0;
    int columns = 0;
    vterm_get_size(terminal->emulator, &rows, &columns);
    return rows;
}

int terminal_columns(const struct terminal *terminal)
{
    int rows = 0;
    int columns = 0;
    vterm_get_size(terminal->emulator, &rows, &columns);
    return columns;
}

/* Appends a cell's text: a blank where nothing was drawn, nothing for the second half of a wide character. */
static void append_cell(struct bytes *out, const VTermScreenCell *cell)
{
    if (cell->chars[0] == 0) {
        bytes_append_byte(out, ' ');
        return;
    }
    for (size_t i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i] != 0 && cell->chars[i] != UINT32_MAX; i++) {
        utf8_append(out, cell->chars[i]);
    }
}

static void append_row(struct terminal *terminal, int row)
{
    struct bytes *out = &terminal->text;
    size_t start = out->size;
    for (int column = 0; column < terminal_columns(terminal); column++) {
        VTermScreenCell cell;
        VTermPos position = {.row = row, .col = column};
        if (vterm_screen_get_cell(terminal->screen, position, &cell) == 0) {
            break;
        }
        append_cell(out, &cell);
        column += cell.width > 1 ? cell.width - 1 : 0;
    }
    while (out->size > start && out->data[out->size - 1] == ' ') {
        out->data[--out->size] = '\0';
    }
}

const char *terminal_line(struct terminal *terminal, int row)
{
    bytes_clear(&terminal->text);
    bytes_append_text(&terminal->text, "");
    append_row(terminal, row);
    assert_false(terminal->text.failed);
    return terminal->text.size == 0 ? "" : terminal->text.data;
}

const char *terminal_screen(struct terminal *terminal)
{
    bytes_clear(&terminal->text);
    for (int row = 0; row < terminal_rows(terminal); row++) {
        append_row(terminal, row);
        bytes_append_byte(&terminal->text, '\n');
    }
    assert_false(terminal->text.failed);
    return terminal->text.data;
}

bool terminal_find(struct terminal *terminal, const char *text, int *row, int *column)
{
    for (int i = 0; i < terminal_rows(terminal); i++) {
        const char *line = terminal_line(terminal, i);
        const char *found = strstr(line, text);
        if (found == NULL) {
            continue;
        }
        if (row != NULL) {
            *row = i;
        }
        if (column != NULL) {
            /* Counted in cells: what stands before it may be wide. */
            size_t before = (size_t)(found - line);
            size_t used = 0;
            *column = 0;
            while (used < before) {
                VTermScreenCell cell;
                struct bytes drawn = {0};
                VTermPos position = {.row = i, .col = *column};
                vterm_screen_get_cell(terminal->screen, position, &cell);
                append_cell(&drawn, &cell);
                used += drawn.size;
                *column += cell.width > 1 ? cell.width : 1;
                bytes_release(&drawn);
            }
        }
        return true;
    }
    return false;
}

struct terminal_cell terminal_cell(struct terminal *terminal, int row, int column)
{
    VTermScreenCell cell = {.width = 1};
    VTermPos position = {.row = row, .col = column};
    vterm_screen_get_cell(terminal->screen, position, &cell);
    return (struct terminal_cell){
        .code = cell.chars[0],
        .width = cell.width,
        .bold = cell.attrs.bold != 0,
        .underline = cell.attrs.underline != 0,
        .reverse = cell.attrs.reverse != 0,
        .coloured = !VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) || !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg),
    };
}

bool terminal_is_alternate(const struct terminal *terminal)
{
    return terminal->alternate;
}

bool terminal_shows_cursor(const struct terminal *terminal)
{
    return terminal->cursor;
}
