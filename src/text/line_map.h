/* line_map.h: where the lines of a text are now, after edits that were made one after the other.
 *
 * A line goes on where its first byte goes on, or where its bytes were replaced by a text that has a line in its place;
 * else it is gone. A line that is taken out and put in elsewhere in one step is moved, where the caller says so. Marks
 * are further lines, of the text as it is when they are made, that are followed in the same way.
 */
#ifndef WORKBOARD_TEXT_LINE_MAP_H
#define WORKBOARD_TEXT_LINE_MAP_H

#include "text/edit.h"
#include "text/source.h"

struct line_map {
    size_t *lines; /* where line or mark number i+1 is now; 0: gone */
    size_t count;
    size_t capacity;
};

/* Fills the empty map with the lines of a text, each where it is. */
bool line_map_make(struct line_map *map, const struct source *source, struct error *error);
void line_map_release(struct line_map *map);

/* Where a line of the first text, or a mark, is now: from 1; 0 where it is gone or never was. */
size_t line_map_at(const struct line_map *map, size_t number);

/* Follows one more line of the present text; gives its number. */
bool line_map_mark(struct line_map *map, size_t line, size_t *number, struct error *error);

/* One step: `edits` made `after` of `before`, which is the present text. `moves`: what is taken out is what is put in. On
 * failure nothing has changed. */
bool line_map_follow(struct line_map *map, const struct source *before, const struct edits *edits,
                     const struct source *after, bool moves, struct error *error);

/* The line of `after` in which the largest thing that was put in stands; 0 where nothing was put in. */
size_t line_map_inserted(const struct edits *edits, const struct source *after);

#endif
