/* workspace_undo.h: taking back a change that the change log remembers.
 *
 * The record and the bytes that are there now give the edits (undo.h). Each file that is as the change left it goes back
 * exactly; one that was changed since is taken back where the places still are as the change made them. All files or
 * none; written with the same care as the change itself, and recorded like it: what takes something back can be taken
 * back, which does it again.
 */
#ifndef WORKBOARD_STORE_WORKSPACE_UNDO_H
#define WORKBOARD_STORE_WORKSPACE_UNDO_H

#include "ops/change_set.h"
#include "store/log.h"
#include "store/workspace.h"

struct undo_request {
    size_t id;           /* the record to take back; 0: the last one of `who` that stands */
    bool any;            /* with id 0: whoever made it */
    struct slice who;    /* under whose name */
    struct slice day;    /* YYYY-MM-DD, in the plan's clock: for stamps */
    struct slice now;    /* YYYY-MM-DDTHH:MMZ: for the record */
    char *const *variables; /* the environment, for git */
    bool commit;         /* in git, exactly the files of this change */
    bool force;          /* commits files that have other changes, too */
    struct slice if_rev; /* only where the plan has this rev; or empty */
};

/* What was taken back, and how to have it again. */
struct undo_result {
    size_t undone; /* the record that is taken back */
    size_t id;     /* the record of doing so; 0: nothing was written */
};

/* Takes a change of this plan back. As workspace_run: with `write` under the lock, and the plan is the new one then; without it
 * `change` says what would be written. `change` must be empty, and is to be released in any case. ERROR_NOT_FOUND where
 * there is no such record; ERROR_REFUSED (`undo.done`) where it was taken back already; ERROR_CONFLICT, with file and
 * line, where a place was changed since. */
bool workspace_undo(struct workspace *workspace, const struct undo_request *request, bool write, struct change *change,
                    struct undo_result *result, struct error *error);

/* The changes of this plan that are remembered, the newest first; to be released by log_release in any case. */
bool workspace_changes(const struct workspace *workspace, struct log *log, struct error *error);

/* The same for files that belong to no plan: `folder` is that of the folder in which they lie. */
bool undo_in_folder(const struct folder *folder, const struct undo_request *request, bool write,
                    struct change *change, struct undo_result *result, struct error *error);

/* Appends what a record says it did, as a request to take it back would be told: "undo claim M1-T02"; of one that took
 * something back: "redo claim M1-T02". */
bool undo_summary(const struct log *log, const struct log_record *record, struct bytes *out);

#endif
