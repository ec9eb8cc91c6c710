/* link_set.h: inside the plan floor: what long lists of links hold, so that a cell with thousands of names is read in time
 * linear in its size. Short lists need none: looking through them is faster.
 */
#ifndef WORKBOARD_PLAN_LINK_SET_H
#define WORKBOARD_PLAN_LINK_SET_H

#include "plan/build.h"

/* Whether the links hold the record, or where it is NULL the text, without regard to case. To lists that are asked about, links may
 * only be added, and they stay where they are. Where memory runs out the answer is the same, only later. */
bool link_set_has(struct plan *plan, const struct plan_links *links, const struct record *record, struct slice text);

#endif
