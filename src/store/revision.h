/* revision.h: the plan as it stood at a revision of the repository that it lies in. Read through git; the work tree and the
 * index are not looked at.
 */
#ifndef WORKBOARD_STORE_REVISION_H
#define WORKBOARD_STORE_REVISION_H

#include "plan/plan.h"
#include "store/git.h"

/* Reads the documents that the profile names below `root` (absolute) at `revision`, anything that git takes for a
 * commit. A plan without documents is one too: what had not been begun. To be freed by plan_free; the profile must outlive
 * it. NULL: ERROR_NOT_FOUND where there is no such revision, ERROR_SYSTEM where git fails. */
struct plan *revision_plan(const struct git *git, const char *root, const struct profile *profile, const char *revision,
                           struct error *error);

/* The full name of the commit that `revision` means, appended to `commit`. ERROR_NOT_FOUND where it means none. */
bool revision_find(const struct git *git, const char *revision, struct bytes *commit, struct error *error);

#endif
