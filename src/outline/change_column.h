/* change_column.h: how wide the columns of a table are written and on which side their padding stands. Not for
 * others. */
#ifndef WORKBOARD_OUTLINE_CHANGE_COLUMN_H
#define WORKBOARD_OUTLINE_CHANGE_COLUMN_H

#include "outline/change_parts.h"

enum change_side { CHANGE_SIDE_LEFT, CHANGE_SIDE_RIGHT, CHANGE_SIDE_CENTRE };

struct change_column {
    bool even;    /* all rows that were asked give it one width */
    size_t width; /* that width, between the pipes, in display columns */
    enum change_side side;
    /* How the header pads its cell, at most one blank each. */
    size_t left;
    size_t right;
};

/* Measures all columns of a table; the row `except` (0: none) is not asked, but where it keeps to less than half of the
 * even columns none counts as even. Frees nothing: the array is the caller's
 * to free with memory_free. */
struct change_column *change_columns(const struct outline *outline, uint32_t table, uint32_t except,
                                     struct error *error);

/* How a cell is padded. */
struct change_padding {
    size_t left;
    size_t right;
};

/* Display columns of a span of the document. */
size_t change_width(const struct outline *outline, struct span span);

/* The padding of a cell as it stands. */
struct change_padding change_padding_of(const struct outline_cell *cell);

/* The least padding of a cell in a column, from how it is padded now (`empty`: it holds no text). */
struct change_padding change_least_padding(const struct change_column *column, struct change_padding old, bool empty);

/* The padding of a text of `width` in a cell that should be `target` wide (0: as wide as it gets). */
struct change_padding change_fit(const struct change_column *column, struct change_padding old, bool empty,
                                 size_t width, size_t target);

/* ---- rows as they are written ---- */

/* A row's edges, and how its cells are closed. */
struct change_edges {
    struct span text; /* without blanks at its end */
    bool opened;      /* begins with a pipe */
    bool closed;      /* ends with one */
};

struct change_edges change_edges_of(const struct outline *outline, uint32_t row);

void change_append_blanks(struct bytes *bytes, size_t count);

/* Appends a cell's value as it is written: a pipe gets a backslash. */
void change_append_escaped(struct bytes *bytes, struct slice value);

/* Appends a cell's text between its padding. */
void change_append_padded(struct bytes *bytes, struct slice text, struct change_padding padding);

/* Whether a row may begin with `text` without a pipe before it: `*may`. False where memory ran out. */
bool change_may_begin(struct slice text, bool *may, struct error *error);

#endif
