/* table.h: cells in columns that line up, for people.
 *
 * Rows are given cell by cell. Cells are cleaned and drawn without markup. On a terminal the widest columns give way
 * until the table fits, and what is cut ends in an ellipsis; elsewhere nothing is ever cut. Columns in which every
 * cell is empty are left out.
 */
#ifndef WORKBOARD_CLI_TABLE_H
#define WORKBOARD_CLI_TABLE_H

#include "cli/output.h"

enum { TABLE_COLUMNS = 32 };

struct table_cell;

struct table {
    size_t column_count;
    const char *headings[TABLE_COLUMNS]; /* NULL: the table has no line of headings */
    bool keeps[TABLE_COLUMNS];           /* columns that stay though they are empty */
    struct table_cell *cells;
    size_t cell_count;
    size_t cell_capacity;
    struct bytes text;
    utf8_width_function width;
    bool drawing;
    bool utf8;
    bool failed;
};

/* An empty table for `output` with `column_count` (at most TABLE_COLUMNS) columns. */
void table_init(struct table *table, const struct output *output, size_t column_count);
void table_release(struct table *table);

/* The next cell: a document's text, whose markup is taken off. */
void table_add(struct table *table, struct slice text, enum output_style style);

/* The next cell: text that is no markup. */
void table_add_text(struct table *table, struct slice text, enum output_style style);

/* Appends the table to the output, each line behind `indent` blanks. */
bool table_print(struct table *table, size_t indent, struct output *output, struct error *error);

#endif
