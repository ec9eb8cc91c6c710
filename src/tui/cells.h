/* cells.h: a grid of character cells in memory: what a screen shows, before any terminal is involved.
 *
 * Everything that is drawn is cleaned first (utf8_append_clean) and clipped to the grid and to the columns that the
 * caller allows, so that no text of a document can move anything else. A cell holds a base character and the combining
 * characters behind it; a wide character takes its cell and an empty one to its right. Characters that terminals
 * disagree about (emoji modifiers behind a base) are not drawn.
 *
 * With `ascii` every character outside ASCII is replaced by one that resembles it, or by `?`.
 *
 * Running out of memory while drawing sets `failed`, which the caller asks about once at the end.
 */
#ifndef WORKBOARD_TUI_CELLS_H
#define WORKBOARD_TUI_CELLS_H

#include "base/bytes.h"
#include "base/error.h"
#include "text/utf8.h"
#include "tui/style.h"

#include <stdint.h>

enum { CELL_BYTES = 21, CELL_COMBINING = 4 };

struct cell {
    char text[CELL_BYTES]; /* UTF-8, `size` bytes */
    uint8_t size;          /* 0 in the right half of a wide character */
    uint8_t width;         /* 1 or 2 columns; 0 in the right half */
    uint8_t style;         /* enum style */
    bool selected;
};

/* What a click on a piece of the screen means: given by the view that draws the piece. */
enum target_kind {
    TARGET_NONE,
    TARGET_PANEL_ROW, /* `number`: of the panel; `index`: of its row */
    TARGET_LANE,      /* `index`: the first row of the lane */
    TARGET_LIST_ROW,  /* `index`: in what the list shows */
    TARGET_COLUMN,    /* `index`: of the list's column */
    TARGET_VIEW,      /* `index`: of the view */
    TARGET_LINE,      /* `index`: of the page's line, or of the document's */
    TARGET_CHOICE,    /* `index`: of the choice */
    TARGET_FORM_ROW,  /* `index`: of the form's row */
    TARGET_CANDIDATE, /* `index`: of what the form offers */
    TARGET_KEY        /* `index`: the key that stands in the footer */
};

struct target {
    enum target_kind kind;
    size_t number;
    size_t index;
};

struct area {
    size_t row;
    size_t column;
    size_t rows;
    size_t columns;
};

struct cells_target {
    struct area area;
    struct target target;
};

struct cells {
    size_t rows;
    size_t columns;
    struct cell *items; /* row after row */
    size_t capacity;
    utf8_width_function width;
    bool ascii;
    bool failed;
    struct bytes scratch;
    struct cells_target *targets;
    size_t target_count;
    size_t target_capacity;
};

void cells_init(struct cells *cells, utf8_width_function width, bool ascii);
void cells_release(struct cells *cells);

/* Makes the grid this big, all blank. On failure it keeps its size. */
bool cells_resize(struct cells *cells, size_t rows, size_t columns, struct error *error);

const struct cell *cells_at(const struct cells *cells, size_t row, size_t column);

/* Columns that `text` takes when it is drawn. */
size_t cells_measure(struct cells *cells, struct slice text);

/* Draws `text` in at most `columns` columns, ending in an ellipsis where it does not fit; returns the columns taken. */
size_t cells_put(struct cells *cells, size_t row, size_t column, size_t columns, enum style style, struct slice text);
size_t cells_put_text(struct cells *cells, size_t row, size_t column, size_t columns, enum style style,
                      const char *text);

/* The same without an ellipsis: for text that was cut to measure before. */
size_t cells_put_cut(struct cells *cells, size_t row, size_t column, size_t columns, enum style style,
                     struct slice text);

/* Draws `text` so that it ends before column `end`, in at most `columns` columns; returns the columns taken. */
size_t cells_put_right(struct cells *cells, size_t row, size_t end, size_t columns, enum style style,
                       struct slice text);

/* Fills with one character of one column. */
void cells_fill(struct cells *cells, struct area area, enum style style, const char *character);

/* A frame with a title in its upper edge. The inside is blank. */
void cells_box(struct cells *cells, struct area area, enum style style, enum style title_style, struct slice title);

/* What is left inside a frame; empty where nothing is. */
struct area area_inside(struct area area);

/* A bar of progress over `columns` columns. */
void cells_bar(struct cells *cells, size_t row, size_t column, size_t columns, enum style style, size_t done,
               size_t total);

/* Marks a run of cells as selected. */
void cells_select(struct cells *cells, size_t row, size_t column, size_t columns);

/* The next line of `text` (already clean) of at most `columns` columns, broken at blanks where possible; moves `*at`
 * on. False at the end. */
bool cells_wrap(const struct cells *cells, struct slice text, size_t columns, size_t *at, struct slice *line);

/* Says what a click there means; what is said later counts before what was said earlier. */
void cells_add_target(struct cells *cells, struct area area, enum target_kind kind, size_t number, size_t index);

/* What a click there means. */
struct target cells_target_at(const struct cells *cells, size_t row, size_t column);

/* Appends the grid as text, one line a row, blanks at the ends of lines taken off. */
bool cells_append_text(const struct cells *cells, struct bytes *out);

#endif
