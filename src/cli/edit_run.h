/* edit_run.h: structural edits, and verbs among them, in a plan or in none: what `edit` and `apply` share.
 */
#ifndef WORKBOARD_CLI_EDIT_RUN_H
#define WORKBOARD_CLI_EDIT_RUN_H

#include "cli/command.h"
#include "cli/session.h"
#include "store/workspace_apply.h"

/* Runs the edits on the session's plan, or (NULL) on what the files belong to, and answers. Who, when and --if-rev are
 * filled in. */
bool edit_run(struct call *call, const struct session *session, struct workspace_edits *edits, struct error *error);

#endif
