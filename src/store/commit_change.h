/* commit_change.h: a git commit of exactly the files of a change, with a message that says what happened. Inside the store; others ask
 * for it with workspace_edits.commit.
 */
#ifndef WORKBOARD_STORE_COMMIT_CHANGE_H
#define WORKBOARD_STORE_COMMIT_CHANGE_H

#include "ops/change_set.h"
#include "store/git_part.h"

/* The repository of `root`, and the files of a change in it, from before the change is saved until it is committed. */
struct commit_change {
    struct git git;
    char **paths;
    size_t count;
    struct git_part *parts; /* as many; NULL where the files hold no other changes and are committed whole */
};

/* Finds them. Where they hold changes that are not committed yet, only this one will be committed (git_part.h), or with `force`
 * all; where neither can be, it is refused. To be released in any case. */
bool commit_change_begin(struct commit_change *commit, const char *root, char *const *variables,
                         const struct change *change, struct save_merge_stamps *stamps, bool force, struct error *error);
void commit_change_end(struct commit_change *commit);

/* Commits the saved files and tells the change its commit. On failure the change stands uncommitted, and the error says
 * so. */
bool commit_change_make(struct commit_change *commit, struct change *change, struct error *error);

/* Appends the message: what was done, and below it each value that changed. */
bool commit_change_message(const struct change *change, struct bytes *out);

#endif
