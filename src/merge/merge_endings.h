/* merge_endings.h: what is said of a document as a whole, not of its lines: how they end, and whether the last one does.
 *
 * Where one side gave all lines other endings, or took away the last newline, that must not make every line a changed
 * one. So the versions are brought to one form, merged, and the result is brought to the form that the sides wanted.
 */
#ifndef WORKBOARD_MERGE_MERGE_ENDINGS_H
#define WORKBOARD_MERGE_MERGE_ENDINGS_H

#include "base/bytes.h"

enum merge_ending { MERGE_ENDING_NONE, MERGE_ENDING_FEED, MERGE_ENDING_BOTH, MERGE_ENDING_MIXED };

struct merge_form {
    bool convert;             /* the versions were brought to LF */
    enum merge_ending ending; /* what the result is to be brought to */
    bool ends;                /* the last line ends */
};

/* Fills `forms` with the three versions in one form. False where memory ran out. */
bool merge_endings_join(const struct slice versions[3], struct bytes joined[3], struct merge_form *form);

/* Appends the merged text in its form; with `whole`, without a last newline where that is so. */
bool merge_endings_restore(struct slice merged, const struct merge_form *form, bool whole, struct bytes *out);

#endif
