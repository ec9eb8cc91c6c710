/* id.h: shapes of identifiers, identifiers and ranges of them in text.
 *
 * A shape is written as people write an example: `#` stands for one or more digits, `@` for one or more letters, `*`
 * for one or more letters, digits, `-`, `_` or `.`; everything else for itself, without regard to case, also these
 * signs behind a `\`: "M#-T#", "VG-*-#", "\##". An identifier in a text is bounded: neither a letter, a digit, nor
 * `-`/`_` with one of these behind or before it touches it.
 *
 * A range is two identifiers of one shape with one of the profile's range marks between them, backquotes and blanks
 * aside: `M7-T01`..`M7-T08`. It means every identifier that differs in the last number only and lies between.
 */
#ifndef WORKBOARD_PLAN_ID_H
#define WORKBOARD_PLAN_ID_H

#include "base/slice.h"
#include "text/span.h"

/* How much at the beginning of `text` has the shape; 0 where it does not. The longest way is taken. */
size_t id_shape_match(struct slice shape, struct slice text);

/* Whether the whole of `text` has the shape. */
bool id_has_shape(struct slice shape, struct slice text);

struct id_shapes {
    const struct slice *items;
    size_t count;
};

struct id_reference {
    struct slice first;
    struct slice last; /* of a range, else empty */
    struct span span;  /* of the whole reference in the text that was searched */
};

/* Finds the next identifier or range of one of the shapes at or after `*at` and moves `*at` behind it. */
bool id_next(struct slice text, const struct id_shapes *shapes, const struct id_shapes *range_marks, size_t *at,
             struct id_reference *reference);

/* Whether `id` is meant by the reference: equal without regard to case, or in the range. */
bool id_in_reference(const struct id_reference *reference, struct slice id);

/* Whether `id` is written out in the reference (its first or last end), not only in between. */
bool id_is_named(const struct id_reference *reference, struct slice id);

/* Splits an identifier before its last run of digits: "M7-T" and 1 for "M7-T01". False without digits at the end. */
bool id_split(struct slice id, struct slice *prefix, unsigned long *number);

/* Orders identifiers as people do: runs of digits by their number, the rest by folded bytes. */
int id_compare(struct slice a, struct slice b);

/* Glob of the profile's patterns: `*` any run, `?` one byte, everything else itself, without regard to case. */
bool id_glob(struct slice pattern, struct slice text);

#endif
