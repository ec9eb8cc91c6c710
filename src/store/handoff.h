/* store/handoff.h: what a session hands over, with what only disk and git know; and the walk through a packet that is taken.
 *
 * Reading writes nothing. That a packet was taken is remembered with the journal and the log (folder.h), so that the next
 * one begins there.
 */
#ifndef WORKBOARD_STORE_HANDOFF_H
#define WORKBOARD_STORE_HANDOFF_H

#include "check/handoff.h"
#include "check/intake.h"
#include "store/workspace.h"

/* Fills `handoff`, to be released in any case, with what changed since the revision; NULL: since the last packet that was
 * taken, else since the newest commit that is a day old, else since the first one. Outside of a repository there is
 * nothing to compare with: then only what stands now is told. ERROR_NOT_FOUND where there is no such revision. */
bool workspace_handoff(struct workspace *workspace, const char *since, struct handoff *handoff, struct error *error);

/* Remembers that what the newest commit and the work tree hold was handed over. Nothing outside of a repository. */
bool workspace_handoff_taken(struct workspace *workspace, struct error *error);

/* Walks the plan's checklist with the packet `text`, called `name` for people; `lane` may be NULL. */
bool workspace_intake(struct workspace *workspace, const char *name, struct slice text, const struct record *lane,
                      const char *since, struct intake *intake, struct error *error);

#endif
