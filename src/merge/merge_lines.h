/* merge_lines.h: two sides' changes of the lines of one text.
 *
 * diff3 (Khanna, Kunal, Pierce: A Formal Investigation of Diff3, 2007) on the line differences of text/diff_script:
 * changes that neither overlap nor touch are both made; changes that do are a conflict, unless both are the same.
 */
#ifndef WORKBOARD_MERGE_MERGE_LINES_H
#define WORKBOARD_MERGE_MERGE_LINES_H

#include "base/error.h"
#include "merge/merge_output.h"

bool merge_lines(struct merge_output *output, struct slice base, struct slice ours, struct slice theirs,
                 struct error *error);

#endif
