/* workspace_write.h: inside the store: what a workspace is made of, for reading (workspace.c) and writing
 * (workspace_write.c). Others use workspace.h.
 */
#ifndef WORKBOARD_STORE_WORKSPACE_WRITE_H
#define WORKBOARD_STORE_WORKSPACE_WRITE_H

#include "store/discover.h"
#include "store/journal.h"

struct workspace {
    struct workspace_environment environment; /* copies */
    struct profiles profiles;
    struct discovery discovery;
    struct folder folder;    /* where journal and log lie */
    struct journal *journal; /* while documents are read: a save that is not finished */
    struct plan *plan;
    char **troubles;
    size_t trouble_count;
    size_t trouble_capacity;
    char **folders;
    size_t folder_count;
};

/* Adds a trouble for the person. */
bool workspace_add_trouble(struct workspace *workspace, const struct error *reason, struct error *error);

/* A file that was read alone becomes the plan that it is part of, where there is one: verbs change the whole plan. */
bool workspace_become_whole(struct workspace *workspace, struct error *error);

#endif
