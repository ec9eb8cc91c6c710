/* merge_output.h: what a merge writes: text that is clear, and conflicts, which are given as whole lines between
 * markers, as git gives them.
 *
 * A conflict may be any part of a line. What is written before and behind it in the same line goes into both versions,
 * so that each of them is a whole line with all that is clear in it.
 */
#ifndef WORKBOARD_MERGE_MERGE_OUTPUT_H
#define WORKBOARD_MERGE_MERGE_OUTPUT_H

#include "base/bytes.h"

struct merge_output {
    struct bytes text;     /* settled */
    struct bytes sides[2]; /* ours and theirs of the conflict that is open */
    bool open;
    size_t conflicts;
    const char *labels[2];
    size_t marker_size;
    struct slice ending; /* of the markers' lines */
};

void merge_output_init(struct merge_output *output, const char *ours, const char *theirs, size_t marker_size,
                       struct slice ending);
void merge_output_release(struct merge_output *output);

/* All of them return false where memory ran out, now or earlier. */
bool merge_output_clear(struct merge_output *output, struct slice text);
bool merge_output_conflict(struct merge_output *output, struct slice ours, struct slice theirs);

/* Ends the last line, where a conflict stands in it. */
bool merge_output_finish(struct merge_output *output);

/* A conflict inside a line, between markers without labels: for a table's cell. */
bool merge_output_inline(struct merge_output *output, struct slice ours, struct slice theirs);

/* Whether what was written ends with a blank line, or is nothing. */
bool merge_output_ends_blank(const struct merge_output *output);

/* Whether it ends with a line ending, or is nothing. */
bool merge_output_ends_line(const struct merge_output *output);

#endif
