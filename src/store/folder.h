/* folder.h: where the journal and the change log of a plan lie.
 *
 * In the git directory of the plan's work tree (a linked work tree has its own), under workboard/, else in the state
 * folder of the user. Each plan root has a folder of its own there, so that two plans of one repository, which are
 * locked apart, never share a journal. The name is a hash of the root's place in the work tree: it stays when the
 * repository is moved. Finding writes nothing; the first write makes the folder.
 */
#ifndef WORKBOARD_STORE_FOLDER_H
#define WORKBOARD_STORE_FOLDER_H

#include "base/error.h"

/* What of the environment matters; NULL or "" where unset. A relative value is taken as unset, as the XDG
 * specification says. */
struct folder_environment {
    const char *home;       /* $HOME */
    const char *state_home; /* $XDG_STATE_HOME */
};

struct folder {
    char *root;  /* the plan's root, absolute, without symbolic links */
    char *path;  /* where this user writes; NULL where there is no such place */
    char *other; /* where somebody with other rights may have written; NULL: nowhere */
};

/* Fills `folder`, to be released by folder_release. A root that is not there is ERROR_NOT_FOUND. That there is no
 * place to write is no failure: reading needs none. */
bool folder_find(const char *root, const struct folder_environment *environment, struct folder *folder,
                 struct error *error);
void folder_release(struct folder *folder);

/* Makes `path` and what is missing above it, for this user alone. ERROR_SYSTEM where that fails or there is none. */
bool folder_make(const struct folder *folder, struct error *error);

#endif
