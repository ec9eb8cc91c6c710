/* outside.h: reads what others say of the plan's records (plan/outside.h): trackers and other work trees. Reads only.
 */
#ifndef WORKBOARD_STORE_OUTSIDE_H
#define WORKBOARD_STORE_OUTSIDE_H

#include "plan/outside.h"
#include "store/workspace.h"

/* Fills `outside` with what stands differently in other work trees of the repository, the states of tasks and who has
 * them, and where `trackers` is asked for with all that trackers say of tasks. What cannot be read is left out. git is
 * asked only where the repository has more work trees than one. To be released in any case; only memory can fail. */
bool workspace_outside(const struct workspace *workspace, bool trackers, struct outside *outside, struct error *error);

/* Only what trackers say. */
bool outside_read_trackers(const struct workspace *workspace, struct outside *outside, struct error *error);

#endif
