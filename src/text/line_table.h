/* line_table.h: the lines of a source by what they say: where a given line stands, however often.
 *
 * Line endings do not count. Made in n log n; a lookup takes log n. The source must outlive the table.
 */
#ifndef WORKBOARD_TEXT_LINE_TABLE_H
#define WORKBOARD_TEXT_LINE_TABLE_H

#include "text/source.h"

struct line_table_entry {
    uint64_t hash;
    uint32_t line; /* from 1 */
};

struct line_table {
    const struct source *source;
    struct line_table_entry *entries; /* by hash, then by line */
    size_t count;
};

/* Fills an empty table; on failure it stays empty. */
bool line_table_make(struct line_table *table, const struct source *source, struct error *error);
void line_table_release(struct line_table *table);

/* Goes through the lines that say `text`, from the first to the last: begin with `*position` 0. False when there are no
 * more. */
bool line_table_next(const struct line_table *table, struct slice text, size_t *position, size_t *line);

#endif
