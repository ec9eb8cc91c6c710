/* git_commit.h: a commit of some files and of nothing else, whatever is staged or changed beside them.
 *
 * It is `git commit --only`: git makes the commit out of the last one and these files, and leaves in its index what
 * was staged there. Hooks run, and the commit is signed where the person's settings say so. The paths are relative to
 * the top of the work tree (git_path).
 */
#ifndef WORKBOARD_STORE_GIT_COMMIT_H
#define WORKBOARD_STORE_GIT_COMMIT_H

#include "store/git.h"

/* Whether a commit of the files would hold nothing but what is written to them from now on: `*mixed` says that one has changes that
 * are not committed yet. Refused (`commit.mixed`) where git knows one not; (`commit.busy`) in the middle of a merge, where git takes
 * no single files. */
bool git_commit_check(const struct git *git, const char *const *paths, size_t count, bool *mixed, struct error *error);

/* Whether the files differ from what was committed last. */
bool git_commit_is_needed(const struct git *git, const char *const *paths, size_t count, bool *needed,
                          struct error *error);

/* Makes the commit; `id` gets its full name. ERROR_SYSTEM with git's words, or a hook's. */
bool git_commit_paths(const struct git *git, const char *const *paths, size_t count, struct slice message,
                      struct bytes *id, struct error *error);

#endif
