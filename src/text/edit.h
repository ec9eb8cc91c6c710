/* edit.h: changes of one source: a list of spans and what stands there instead.
 *
 * An edit is start, old end and new text, as in tree-sitter's api.h. A list is kept sorted by start. Two edits may not
 * overlap; insertions at one place keep the order in which they were added, and stand before a replacement that begins
 * there. Applying a list and then its inverse gives back the original bytes.
 */
#ifndef WORKBOARD_TEXT_EDIT_H
#define WORKBOARD_TEXT_EDIT_H

#include "base/arena.h"
#include "base/bytes.h"
#include "base/error.h"
#include "text/span.h"

struct edit {
    struct span old;
    struct slice text; /* what replaces it; owned by the list */
};

struct edits {
    struct edit *items;
    size_t count;
    size_t capacity;
    struct arena arena;
};

void edits_init(struct edits *edits);
void edits_release(struct edits *edits);

/* Adds a replacement of `old` by a copy of `text`; of nothing by nothing, it adds nothing. An overlap with an edit that
 * is already there (an insertion strictly inside a replaced span is one) is ERROR_BUG. On failure nothing has
 * changed. */
bool edits_add(struct edits *edits, struct span old, struct slice text, struct error *error);

/* Appends to `out` the bytes of `before` with the edits made. An edit behind the end is ERROR_BUG. On failure nothing
 * was appended. */
bool edits_apply(const struct edits *edits, struct slice before, struct bytes *out, struct error *error);

/* Fills the empty list `inverse` with what takes the edits back: applied to the result it gives `before`. On failure it
 * is empty. */
bool edits_invert(const struct edits *edits, struct slice before, struct edits *inverse, struct error *error);

#endif
