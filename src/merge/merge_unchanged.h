/* merge_unchanged.h: the merges that need no look inside: where one side changed nothing, or both did the same. */
#ifndef WORKBOARD_MERGE_MERGE_UNCHANGED_H
#define WORKBOARD_MERGE_MERGE_UNCHANGED_H

#include "base/slice.h"

/* Whether one of the three is the result of the merge: the other side where one is as the base, either where both are
 * alike. `*merged` borrows from the arguments. */
bool merge_unchanged(struct slice base, struct slice ours, struct slice theirs, struct slice *merged);

#endif
