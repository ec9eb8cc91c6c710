/* workspace_apply.h: structural edits and verbs as one transaction: all of them or none, one record in the change log.
 */
#ifndef WORKBOARD_STORE_WORKSPACE_APPLY_H
#define WORKBOARD_STORE_WORKSPACE_APPLY_H

#include "ops/apply.h"
#include "store/folder.h"
#include "store/workspace.h"

struct workspace_edits {
    /* Files of structural edits are as people name them, from the working directory or else from the plan's root, and end with
     * a NUL. Requests of verbs hold everything but what the workspace knows. */
    const struct apply_request *requests;
    size_t count;
    const struct adjustments *adjustments; /* as in struct apply */
    struct slice who;    /* for the record */
    struct slice now;    /* YYYY-MM-DDTHH:MMZ */
    struct slice verb;   /* what the record calls it: "claim", "edit", "apply" */
    struct slice if_rev; /* only where the plan, or a record that a verb names, has this rev; or empty */
    bool commit;         /* commit exactly the files of the change, under the same lock; change.commit names it */
    bool force;          /* with commit: take along what was changed in these files before */
};

/* The edits that are these requests of verbs; the first, of which there must be one, says who, when and under which name,
 * and whether something is forced. Its `if_rev` becomes that of the whole, where it is asked for under the lock. */
struct workspace_edits workspace_edits_of(struct apply_request *requests, size_t count);

/* Opens the folder that holds the files, without reading: the root of the plan that they belong to, else the deepest
 * folder around them. NULL on failure. */
struct workspace *workspace_open_files(const struct workspace_environment *environment, const char *const *files,
                                       size_t count, struct error *error);

/* Where journal and log of the root lie. */
const struct folder *workspace_folder_of(const struct workspace *workspace);

/* Whether the files belong to a plan. */
bool workspace_has_plan(const struct workspace *workspace);

/* Reads the plan of a workspace that was opened by its files, unless it was read; needs workspace_has_plan. */
bool workspace_need_plan(struct workspace *workspace, struct error *error);

/* Runs the requests on the newest documents. With `write`: under the lock, saves all files or none, remembers the change
 * in the log, and the workspace's plan is the new one; when somebody was faster, runs them again on the newer bytes, and
 * gives up with ERROR_CONFLICT after some tries. `change` as in apply_run. The recorded effects and the evidence of the
 * verbs' requests are looked up here. */
bool workspace_apply(struct workspace *workspace, const struct workspace_edits *edits, bool write,
                     struct change *change, struct error *error);

#endif
