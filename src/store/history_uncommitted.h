/* history_uncommitted.h: the end of a history: what the documents say now and the present commit does not. */
#ifndef WORKBOARD_STORE_HISTORY_UNCOMMITTED_H
#define WORKBOARD_STORE_HISTORY_UNCOMMITTED_H

#include "store/event.h"
#include "store/history_plan.h"
#include "store/workspace.h"

/* Appends the events from the plan of the present commit to that of the workspace: of no commit, with the hand that wrote
 * them down and, where that was workboard, the name; the moment is when their document was last written. Documents
 * behind symbolic links are left out, as they are in commits. `plan` says where the plan lies, `now` is
 * the moment in seconds since 1970. */
bool history_uncommitted(const struct workspace *workspace, const struct history_plan *plan, int64_t now,
                         struct events *events, struct error *error);

#endif
