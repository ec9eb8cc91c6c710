/* history.h: every change of state of every record of a plan, from git: when, who, in which commit, from what to what.
 *
 * The plan is read as each commit has it, with the profile that recognises it there (the present one where it does), out
 * of git's objects: the work tree is never touched. A commit is compared with its parent; a merge tells only what is in
 * it as in none of its parents. Only documents that a commit changes are read, and what was found out once is kept
 * (history_cache.h). Where the folder of the plan was moved, its history goes on under the older name.
 */
#ifndef WORKBOARD_STORE_HISTORY_H
#define WORKBOARD_STORE_HISTORY_H

#include "store/event.h"
#include "store/workspace.h"

struct history_options {
    struct slice from; /* a revision whose history is left out; empty: all */
    struct slice to;   /* a revision; empty: the present commit, and what is not committed yet */
    int64_t now;       /* seconds since 1970 */
};

struct history {
    struct events events; /* the oldest commit first, what is in none last; within one by kind and ID */
    size_t commit_count;  /* that touch the plan */
    size_t read_count;    /* of these, how many had to be compared, being unknown from earlier runs */
    bool is_shallow;      /* the repository has no older commits: its first ones seem to add all that was there */
};

/* Fills `history`, to be released in any case. ERROR_NOT_FOUND where the plan lies in no repository or a revision is not
 * there; ERROR_SYSTEM where git fails. */
bool workspace_history(struct workspace *workspace, const struct history_options *options, struct history *history,
                       struct error *error);
void history_release(struct history *history);

#endif
