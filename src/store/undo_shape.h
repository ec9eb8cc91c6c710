/* undo_shape.h: whether lines that were left alone still are what they were: a row a row, a heading a heading.
 */
#ifndef WORKBOARD_STORE_UNDO_SHAPE_H
#define WORKBOARD_STORE_UNDO_SHAPE_H

#include "base/error.h"
#include "text/source.h"

/* ERROR_CONFLICT with the line (of `now`) of the first one that is not, or where a file of YAML or JSON that could be read
 * no longer can. `path` tells which it is. */
bool undo_keeps_shape(const char *path, struct source *now, struct source *after, struct error *error);

#endif
