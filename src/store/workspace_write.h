/* workspace_write.h: inside the store: what a workspace is made of, for reading (workspace.c) and writing
 * (workspace_apply.c, workspace_request.c, workspace_undo.c). Others use workspace.h.
 */
#ifndef WORKBOARD_STORE_WORKSPACE_WRITE_H
#define WORKBOARD_STORE_WORKSPACE_WRITE_H

#include "store/discover.h"
#include "store/journal.h"

struct workspace {
    struct workspace_environment environment; /* copies */
    struct profiles profiles;
    struct discovery discovery; /* without a profile: there is no plan, only files below the root */
    struct folder folder;    /* where journal and log lie */
    struct journal *journal; /* while documents are read: a save that is not finished */
    struct plan *plan;       /* NULL where it was not read */
    char **troubles;
    size_t trouble_count;
    size_t trouble_capacity;
    char **folders;
    size_t folder_count;
};

/* Adds a trouble for the person. */
bool workspace_add_trouble(struct workspace *workspace, const struct error *reason, struct error *error);

/* How edits of other programs in the middle of a save are merged in this plan; `stamps` must outlive the options. */
struct save_merge_stamps;
struct save_options workspace_save_options(const struct workspace *workspace, struct save_merge_stamps *stamps);

/* Adds as troubles what the person should know of a save besides. `unlocked`: there was no lock to be had. */
struct save_report;
bool workspace_tell(struct workspace *workspace, const struct save_report *report, bool unlocked, struct error *error);

/* A workspace that was not opened yet: its environment and the profiles are there. NULL on failure. */
struct workspace *workspace_begin(const struct workspace_environment *environment, struct error *error);

/* Finds journal and log of the root that was discovered. */
bool workspace_find_folder(struct workspace *workspace, struct error *error);

/* Reads the plan that was discovered. */
bool workspace_read(struct workspace *workspace, struct error *error);

/* A file that was read alone becomes the plan that it is part of, where there is one: verbs change the whole plan. */
bool workspace_become_whole(struct workspace *workspace, struct error *error);

/* Fills in what the disk and the settings know for the request: what is being taken back, evidence that is there. */
bool workspace_prepare(const struct workspace *workspace, struct request *request, struct arena *arena,
                       struct error *error);

#endif
