/* edit_file.h: one file that is edited by itself: read, changed, verified, saved under the lock of the plan it may
 * belong to. */
#ifndef WORKBOARD_CLI_EDIT_FILE_H
#define WORKBOARD_CLI_EDIT_FILE_H

#include "cli/command.h"
#include "ops/change_set.h"
#include "outline/structure.h"
#include "store/folder.h"

struct edit_file {
    const char *typed;    /* as the command line names it: for messages */
    char *absolute;       /* without symbolic links above the file itself */
    const char *relative; /* the part of it below the root */
    struct folder folder; /* of the root: the plan's, else the folder that the file lies in */
    struct bytes prefix;  /* stands before `relative` in diffs; ended by a NUL */
};

void edit_file_init(struct edit_file *file);
void edit_file_release(struct edit_file *file);

/* Finds out where the file is and which plan's writers it has to keep away. */
bool edit_file_find(struct edit_file *file, const struct environment *environment, const char *path,
                    struct error *error);

/* Makes the edit, and fills the empty `change` with what differs. Saves it unless the call says --dry-run. */
bool edit_file_run(const struct edit_file *file, const struct call *call, const struct structure_request *request,
                   struct change *change, struct error *error);

#endif
