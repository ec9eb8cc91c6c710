/* diff.h: which lines differ between two texts, and the unified diff of them.
 *
 * The algorithm is Myers' O(ND) greedy one (An O(ND) Difference Algorithm and Its Variations, 1986) after common
 * beginnings and ends, and the lines that only one text has, are taken off. Beyond a bound on D and on the comparisons
 * the furthest way found so far is taken, and what is left behind it is given as one replaced block: the time is linear
 * in the worst case, and the result is a right one, only not the shortest. Line endings belong to their lines: a lost
 * last newline is a difference.
 * The minimal script is nudged so that a block of added or removed lines sits as low as it can, as git shows it.
 */
#ifndef WORKBOARD_TEXT_DIFF_H
#define WORKBOARD_TEXT_DIFF_H

#include "base/bytes.h"
#include "base/error.h"
#include "text/source.h"

/* Lines old_start..old_start+old_count-1 became new_start..new_start+new_count-1 (lines from 1; where a count is 0 the
 * start is the line before which it would stand). */
struct diff_hunk {
    size_t old_start, old_count;
    size_t new_start, new_count;
};

struct diff {
    struct diff_hunk *hunks; /* maximal runs of changed lines, in order */
    size_t count;
    size_t capacity;
};

/* Fills an empty `diff`. On failure it stays empty. Lines are those of the sources. */
bool diff_lines(const struct source *before, const struct source *after, struct diff *diff, struct error *error);
void diff_release(struct diff *diff); /* diff_hunks.c */

/* Appends a unified diff with `context` lines around each change, headers `--- a/PATH` and `+++ b/PATH`, and
 * `\ No newline at end of file` where that is so; nothing where the two are the same. The text is as it stands in the
 * documents: cleaning it for a terminal is the caller's. `git apply` accepts it; as there, and unlike in diff_lines,
 * only LF ends a line. A path that could be misread is quoted or followed by a tab, as git does. On failure `out` may
 * hold a part of it. (diff_unified.c) */
bool diff_append_unified(struct bytes *out, const char *path, const struct source *before, const struct source *after,
                         size_t context, struct error *error);

#endif
