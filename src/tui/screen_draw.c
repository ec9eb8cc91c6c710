/* The grid of cells on the terminal: the rows that differ from what is shown, in the looks of the theme. */
#include "tui/screen_parts.h"

#include "base/memory.h"

#include <wchar.h>

static bool start_pair(short number, int colour, int background)
{
#if defined(NCURSES_EXT_COLORS) && NCURSES_EXT_COLORS
    return init_extended_pair(number, colour, background) == OK;
#else
    return init_pair(number, (short)colour, (short)background) == OK;
#endif
}

/* The pair for a look: made where there is none yet. */
static short pair_of(struct screen *screen, const struct style_look *look)
{
    struct pair wanted = {colour_fit(look->colour, COLORS), colour_fit(look->background, COLORS)};
    if (!screen->colour || (wanted.colour < 0 && wanted.background < 0)) {
        return 0;
    }
    for (short i = 0; i < screen->pair_count; i++) {
        if (screen->pairs[i].colour == wanted.colour && screen->pairs[i].background == wanted.background) {
            return (short)(i + 1);
        }
    }
    short number = (short)(screen->pair_count + 1);
    if (screen->pair_count == PAIRS || number >= COLOR_PAIRS ||
        !start_pair(number, wanted.colour, wanted.background)) {
        return 0;
    }
    screen->pairs[screen->pair_count++] = wanted;
    return number;
}

void screen_use_theme(struct screen *screen, const struct theme *theme)
{
    screen->theme = theme;
    screen->pair_count = 0;
    screen->fresh = true;
}

static attr_t attributes_of(struct screen *screen, const struct cell *cell, short *pair)
{
    static const struct style_look plain = {.colour = COLOUR_DEFAULT, .background = COLOUR_DEFAULT};
    struct style_look look = screen->theme == NULL ? plain : screen->theme->looks[cell->style];
    attr_t attributes = A_NORMAL;
    attributes |= look.bold ? A_BOLD : A_NORMAL;
    attributes |= look.dim ? A_DIM : A_NORMAL;
    attributes |= look.underline ? A_UNDERLINE : A_NORMAL;
    attributes |= look.reverse != cell->selected ? A_REVERSE : A_NORMAL;
    *pair = pair_of(screen, &look);
    return attributes;
}

static void draw_row(struct screen *screen, const struct cells *cells, size_t row)
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
