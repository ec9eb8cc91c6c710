/* history_unsaved.h: what changed state since the present commit and is in no commit yet: the newest part of a history. */
#ifndef WORKBOARD_STORE_HISTORY_UNSAVED_H
#define WORKBOARD_STORE_HISTORY_UNSAVED_H

#include "store/event.h"
#include "store/workspace.h"

/* Appends the events, as workspace_history would tell them once they are committed, but without who and commit; they happen
 * at `now` (seconds since 1970). Nothing where there is no commit yet. ERROR_NOT_FOUND where the plan lies in no
 * repository, ERROR_SYSTEM where git fails. */
bool workspace_history_unsaved(struct workspace *workspace, int64_t now, struct events *events, struct error *error);

#endif
