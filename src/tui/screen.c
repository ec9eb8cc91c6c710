#include "tui/screen.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include <curses.h>
#include <term.h>
/* Names that term.h takes from everybody. */
#undef columns
#undef lines

enum { ESCAPE_MILLISECONDS = 25 };

struct screen {
    FILE *input;
    FILE *output;
    SCREEN *terminal;
    bool colour;
    struct cell *shown; /* what was copied last */
    size_t capacity;
    size_t rows, columns;
    bool fresh; /* nothing of what is shown is known */
};

int screen_width(unsigned long code)
{
    return wcwidth((wchar_t)code);
}

static FILE *open_stream(int descriptor, const char *mode)
{
    int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
    FILE *stream = copy < 0 ? NULL : fdopen(copy, mode);
    if (stream == NULL && copy >= 0) {
        close(copy);
    }
    return stream;
}

static void start_colours(struct screen *screen, bool wanted)
{
    screen->colour = wanted && has_colors() && start_color() == OK;
    if (!screen->colour) {
        return;
    }
    use_default_colors();
    for (short colour = COLOUR_RED; colour <= COLOUR_CYAN; colour++) {
        init_pair(colour, colour, -1);
    }
}

/* Whether the terminal's type is known and can place the cursor, asked before anything of it is touched. */
static bool is_usable(int output, const char *term, struct error *error)
{
    int reason = 0;
    if (setupterm(term, output, &reason) != OK) {
        return error_set(error, ERROR_SYSTEM,
                         "this kind of terminal is not known here; set TERM to one that is, or use `workboard status`");
    }
    const char *place = tigetstr("cup");
    bool able = place != NULL && place != (const char *)-1;
    del_curterm(cur_term);
    return able || error_set(error, ERROR_SYSTEM, "this terminal cannot place its cursor; use `workboard status`");
}

struct screen *screen_open(int input, int output, const char *term, bool colour, struct error *error)
{
    struct screen *screen = memory_new(1, sizeof *screen);
    if (screen == NULL) {
        error_no_memory(error);
        return NULL;
    }
    screen->input = open_stream(input, "r");
    screen->output = open_stream(output, "w");
    if (screen->input == NULL || screen->output == NULL) {
        error_set(error, ERROR_SYSTEM, "the terminal cannot be opened: %s", strerror(errno));
        screen_close(screen);
        return NULL;
    }
    if (!is_usable(output, term, error)) {
        screen_close(screen);
        return NULL;
    }
    screen->terminal = newterm(term, screen->output, screen->input);
    if (screen->terminal == NULL) {
        error_set(error, ERROR_SYSTEM, "the terminal cannot be set up; use `workboard status`");
        screen_close(screen);
        return NULL;
    }
    set_escdelay(ESCAPE_MILLISECONDS);
    cbreak();
    noecho();
    nonl();
    intrflush(stdscr, FALSE);
    keypad(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    curs_set(0);
    start_colours(screen, colour);
    screen->fresh = true;
    return screen;
}

void screen_close(struct screen *screen)
{
    if (screen == NULL) {
        return;
    }
    if (screen->terminal != NULL) {
        endwin();
        delscreen(screen->terminal);
    }
    if (screen->input != NULL) {
        fclose(screen->input);
    }
    if (screen->output != NULL) {
        fclose(screen->output);
    }
    memory_free(screen->shown);
    memory_free(screen);
}

void screen_measure(struct screen *screen, size_t *rows, size_t *columns)
{
    struct winsize size = {0};
    if (ioctl(fileno(screen->output), TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0 &&
        (size.ws_row != LINES || size.ws_col != COLS)) {
        resizeterm(size.ws_row, size.ws_col);
        screen->fresh = true;
    }
    *rows = LINES > 0 ? (size_t)LINES : 0;
    *columns = COLS > 0 ? (size_t)COLS : 0;
}

/* ---- keys ---- */

static unsigned long special_key(wint_t key)
{
    switch (key) {
    case KEY_UP:
        return TUI_KEY_UP;
    case KEY_DOWN:
        return TUI_KEY_DOWN;
    case KEY_LEFT:
        return TUI_KEY_LEFT;
    case KEY_RIGHT:
        return TUI_KEY_RIGHT;
    case KEY_PPAGE:
        return TUI_KEY_PAGE_UP;
    case KEY_NPAGE:
        return TUI_KEY_PAGE_DOWN;
    case KEY_HOME:
        return TUI_KEY_HOME;
    case KEY_END:
        return TUI_KEY_END;
    case KEY_ENTER:
        return TUI_KEY_ENTER;
    case KEY_BTAB:
        return TUI_KEY_BACK_TAB;
    case KEY_BACKSPACE:
        return TUI_KEY_BACKSPACE;
    case KEY_DC:
        return TUI_KEY_DELETE;
    default:
        return 0;
    }
}

static unsigned long typed_key(wint_t key)
{
    switch (key) {
    case '\r':
    case '\n':
        return TUI_KEY_ENTER;
    case '\t':
        return TUI_KEY_TAB;
    case 0x1B:
        return TUI_KEY_ESCAPE;
    case 0x08:
    case 0x7F:
        return TUI_KEY_BACKSPACE;
    default:
        return (unsigned long)key;
    }
}

bool screen_key(struct screen *screen, unsigned long *key)
{
    (void)screen;
    for (;;) {
        wint_t typed = 0;
        int kind = get_wch(&typed);
        if (kind == ERR) {
            return false;
        }
        *key = kind == KEY_CODE_YES ? special_key(typed) : typed_key(typed);
        if (*key != 0) {
            return true;
        }
    }
}

/* ---- drawing ---- */

static attr_t attributes_of(const struct screen *screen, const struct cell *cell, short *pair)
{
    struct style_look look = style_look((enum style)cell->style);
    attr_t attributes = A_NORMAL;
    attributes |= look.bold ? A_BOLD : A_NORMAL;
    attributes |= look.dim ? A_DIM : A_NORMAL;
    attributes |= look.underline ? A_UNDERLINE : A_NORMAL;
    attributes |= look.reverse != cell->selected ? A_REVERSE : A_NORMAL;
    *pair = screen->colour && look.colour > 0 ? (short)look.colour : 0;
    return attributes;
}

static void draw_row(const struct screen *screen, const struct cells *cells, size_t row)
{
    bool wide = false;
    for (size_t column = 0; column < cells->columns; column++) {
        const struct cell *cell = cells_at(cells, row, column);
        wchar_t text[CELL_COMBINING + 2] = {0};
        struct slice bytes = slice_make(cell->text, cell->size);
        size_t count = 0;
        short pair = 0;
        cchar_t drawn;
        if (cell->width == 0) {
            continue;
        }
        for (size_t at = 0; at < bytes.size && count < CELL_COMBINING + 1;) {
            text[count++] = (wchar_t)utf8_decode(bytes, &at);
        }
        attr_t attributes = attributes_of(screen, cell, &pair);
        wide = wide || cell->width == 2 || count > 1;
        if (setcchar(&drawn, text, attributes, pair, NULL) == OK) {
            mvadd_wch((int)row, (int)column, &drawn);
        }
    }
    if (wide) {
        /* Where terminals may disagree about widths, a row is sent whole: nothing of the one before stays. */
        wredrawln(stdscr, (int)row, 1);
    }
}

static bool is_shown(const struct screen *screen, const struct cells *cells, size_t row)
{
    for (size_t column = 0; column < cells->columns; column++) {
        const struct cell *old = &screen->shown[row * cells->columns + column];
        const struct cell *new = cells_at(cells, row, column);
        if (old->size != new->size || old->style != new->style || old->selected != new->selected ||
            memcmp(old->text, new->text, new->size) != 0) {
            return false;
        }
    }
    return true;
}

bool screen_draw(struct screen *screen, const struct cells *cells, struct error *error)
{
    size_t count = cells->rows * cells->columns;
    bool all = screen->fresh || cells->rows != screen->rows || cells->columns != screen->columns;
    if (count > screen->capacity &&
        !memory_grow(&screen->shown, &screen->capacity, count, sizeof *screen->shown)) {
        return error_no_memory(error);
    }
    if (all) {
        erase();
        clearok(stdscr, screen->fresh ? TRUE : FALSE);
    }
    for (size_t row = 0; row < cells->rows && row < (size_t)LINES; row++) {
        if (all || !is_shown(screen, cells, row)) {
            draw_row(screen, cells, row);
        }
    }
    if (count > 0) {
        memcpy(screen->shown, cells->items, count * sizeof *screen->shown);
    }
    screen->rows = cells->rows;
    screen->columns = cells->columns;
    screen->fresh = false;
    /* Where a terminal has no invisible cursor, it waits in a corner. */
    move(LINES - 1, 0);
    refresh();
    return true;
}

void screen_redraw(struct screen *screen)
{
    screen->fresh = true;
}

void screen_leave(struct screen *screen)
{
    (void)screen;
    def_prog_mode();
    endwin();
}

void screen_return(struct screen *screen)
{
    reset_prog_mode();
    screen->fresh = true;
}
