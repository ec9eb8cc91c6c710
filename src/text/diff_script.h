/* diff_script.h: the runs of lines in which two indexed texts differ. What diff_lines and diff_append_unified share,
 * which count lines in different ways; others use diff.h, which says what the result is.
 */
#ifndef WORKBOARD_TEXT_DIFF_SCRIPT_H
#define WORKBOARD_TEXT_DIFF_SCRIPT_H

#include "text/diff.h"
#include "text/line_index.h"

/* One text and its lines. */
struct diff_side {
    struct slice text;
    struct line_index lines;
};

/* The line `number` (from 0), its ending included. */
static inline struct slice diff_side_line(const struct diff_side *side, size_t number)
{
    struct span span = line_index_span(&side->lines, number);
    return slice_part(side->text, span.start, span.end);
}

/* Fills the empty `diff`; on failure it stays empty. (diff_script.c) */
bool diff_script_make(const struct diff_side *before, const struct diff_side *after, struct diff *diff,
                      struct error *error);

/* Appends a hunk behind those that are there. (diff_hunks.c) */
bool diff_hunks_add(struct diff *diff, struct diff_hunk hunk, struct error *error);

/* Lets every hunk sink as low as it can, the last one first, and joins those that meet. (diff_hunks.c) */
void diff_hunks_sink(struct diff *diff, const struct diff_side *before, const struct diff_side *after);

/* A run of lines of one text, as numbers: equal lines of both texts have the same one. */
struct diff_sequence {
    const uint32_t *numbers;
    size_t count;
};

/* Marks in `removed` and `added` (a flag for each line, all false) a script that makes `after` of `before`.
 * (diff_search.c) */
bool diff_search(struct diff_sequence before, struct diff_sequence after, bool *removed, bool *added,
                 struct error *error);

#endif
