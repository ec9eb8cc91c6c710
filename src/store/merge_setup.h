/* merge_setup.h: tells git to merge a plan's documents with `workboard merge-driver`: lines in .gitattributes at the top
 * of the work tree, and the driver in the repository's configuration.
 *
 *     struct merge_setup setup;
 *     if (merge_setup_read(&git, root, profile, &setup, error)) {
 *         ... show what differs ...
 *         merge_setup_write(&git, &setup, &folders, error)
 *     }
 *     merge_setup_release(&setup);
 */
#ifndef WORKBOARD_STORE_MERGE_SETUP_H
#define WORKBOARD_STORE_MERGE_SETUP_H

#include "plan/profile.h"
#include "store/folder.h"
#include "store/git.h"

/* A setting of git's. */
struct merge_setting {
    const char *name;
    const char *value;
};

/* Ended by a NULL name. */
extern const struct merge_setting merge_settings[];

#define MERGE_SETUP_FILE ".gitattributes"

struct merge_setup {
    bool existed;        /* the file was there */
    struct bytes before; /* what it holds */
    struct bytes after;  /* what it should hold; the same where nothing is missing */
    bool configured;     /* git has the settings as they should be */
};

/* Looks at what there is. The documents are those of the profile below `root`; what another line already says of how one
 * of them is merged stays. ERROR_NOT_FOUND where the root is not in the repository. To be released in any case. */
bool merge_setup_read(const struct git *git, const char *root, const struct profile *profile,
                      struct merge_setup *setup, struct error *error);
void merge_setup_release(struct merge_setup *setup);

/* Writes what is missing; nothing where nothing is. */
bool merge_setup_write(const struct git *git, const struct merge_setup *setup,
                       const struct folder_environment *environment, struct error *error);

#endif
