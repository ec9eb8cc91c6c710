/* How cells look in a theme, as text: one letter for each look. Beneath a screen the letters say what stands out and how;
 * tests/screens/looks.txt says what the letters mean.
 *
 * A letter is that of the first style that looks so in the theme: where two styles look the same they have one letter, as they
 * are one for the eye. What is selected has the capital. */
#ifndef WORKBOARD_TEST_TUI_LOOKS_H
#define WORKBOARD_TEST_TUI_LOOKS_H

#include "tui/cells.h"
#include "tui/config.h"

#include "test_cmocka.h"

static const char looks_letters[STYLE_COUNT][2] = {
    [STYLE_NORMAL] = {'.', ':'},
    [STYLE_DIM] = {'d', 'D'},
    [STYLE_BOLD] = {'b', 'B'},
    [STYLE_HEADER] = {'h', 'H'},
    [STYLE_BORDER] = {'-', '='},
    [STYLE_FOCUS] = {'f', 'F'},
    [STYLE_TITLE] = {'t', 'T'},
    [STYLE_LABEL] = {'l', 'L'},
    [STYLE_KEY] = {'k', 'K'},
    [STYLE_CHANGED] = {'c', 'C'},
    [STYLE_READY] = {'r', 'R'},
    [STYLE_WAITING] = {'w', 'W'},
    [STYLE_ERROR] = {'e', 'E'},
    [STYLE_NOTICE] = {'n', 'N'},
    [STYLE_ADDED] = {'a', 'A'},
    [STYLE_ADDED_PART] = {'p', 'P'},
    [STYLE_REMOVED] = {'m', 'M'},
    [STYLE_REMOVED_PART] = {'o', 'O'},
    [STYLE_PLACE] = {'g', 'G'},
    [STYLE_STATE + STATE_UNKNOWN] = {'u', 'U'},
    [STYLE_STATE + STATE_TODO] = {'q', 'Q'},
    [STYLE_STATE + STATE_IN_PROGRESS] = {'i', 'I'},
    [STYLE_STATE + STATE_REVIEW] = {'v', 'V'},
    [STYLE_STATE + STATE_BLOCKED] = {'x', 'X'},
    [STYLE_STATE + STATE_PAUSED] = {'s', 'S'},
    [STYLE_STATE + STATE_DONE] = {'y', 'Y'},
    [STYLE_STATE + STATE_DROPPED] = {'j', 'J'},
    [STYLE_STATE + STATE_STEADY] = {'z', 'Z'},
};

static inline bool looks_are_same(const struct style_look *a, const struct style_look *b)
{
    return a->colour == b->colour && a->background == b->background && a->bold == b->bold && a->dim == b->dim &&
           a->underline == b->underline && a->reverse == b->reverse;
}

/* The first style that looks as this one does. */
static inline int looks_first(const struct theme *theme, int style)
{
    int first = 0;
    while (!looks_are_same(&theme->looks[first], &theme->looks[style])) {
        first++;
    }
    return first;
}

static inline char looks_letter(const struct cells *cells, const struct theme *theme, size_t row, size_t column)
{
    const struct cell *cell = cells_at(cells, row, column);
    /* The right half of a wide character looks as its left one. */
    const struct cell *whole = cell->width == 0 && column > 0 ? cells_at(cells, row, column - 1) : cell;
    return looks_letters[looks_first(theme, whole->style)][whole->selected ? 1 : 0];
}

/* Appends the letters of a grid, one line a row, without what is plain at the ends of lines. */
static inline void looks_append(const struct cells *cells, const struct theme *theme, struct bytes *out)
{
    for (size_t row = 0; row < cells->rows; row++) {
        size_t end = cells->columns;
        while (end > 0 && looks_letter(cells, theme, row, end - 1) == '.') {
            end--;
        }
        for (size_t column = 0; column < end; column++) {
            bytes_append_byte(out, looks_letter(cells, theme, row, column));
        }
        bytes_append_byte(out, '\n');
    }
}

/* A theme that is built in. */
static inline struct config looks_config(const char *name)
{
    struct config config = {.theme_name = ""};
    struct error error = {0};
    assert_done(config_init(&config, &error), error);
    assert_done(config_theme(&config, slice_of(name), &error), error);
    return config;
}

#endif
