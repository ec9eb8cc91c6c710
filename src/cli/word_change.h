/* word_change.h: --edit: all values that a verb proposes, and the sentences that name its records, in the person's editor;
 * then the diff, and the question whether it shall be written.
 */
#ifndef WORKBOARD_CLI_WORD_CHANGE_H
#define WORKBOARD_CLI_WORD_CHANGE_H

#include "cli/session.h"
#include "store/workspace_apply.h"

/* As workspace_apply, with the person's words: the last of `requests` (which are those of `edits`) gets them. On a terminal the diff is
 * shown and asked about first. `*written` is false where the person gave up: then nothing was written. */
bool word_change(struct call *call, struct session *session, struct apply_request *requests,
                 struct workspace_edits *edits, bool write, struct change *change, bool *written, struct error *error);

#endif
