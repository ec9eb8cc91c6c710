/* evidence.h: files below the plan's root that prove that tasks were done, as the profile's `evidence` says.
 *
 * Looks at names only, and at so many of them at most: EVIDENCE_DEPTH folders deep, EVIDENCE_ENTRIES names, those nearest
 * to the root first. Hidden folders are left out; a link to a folder is followed only where its name is one of evidence.
 */
#ifndef WORKBOARD_STORE_EVIDENCE_H
#define WORKBOARD_STORE_EVIDENCE_H

#include "plan/plan.h"

enum { EVIDENCE_DEPTH = 6, EVIDENCE_ENTRIES = 20000 };

struct evidence_file {
    struct slice path;  /* relative to the plan's root */
    struct slice name;  /* its last part */
    char day[11];       /* that of a folder in its path, else of its last change: 2026-02-19 */
    int64_t modified;   /* nanoseconds since 1970 */
    bool summary;
};

/* All files of evidence, the newest first. */
struct evidence {
    struct evidence_file *items;
    size_t count;
    size_t capacity;
};

/* Reads the names; everything goes to `arena`. Folders that cannot be read hold nothing. False when memory ran out. */
bool evidence_read(const struct profile *profile, const char *root, struct arena *arena, struct evidence *evidence,
                   struct error *error);

/* Whether the file is named after the task: its name begins with the identifier, and no longer one. */
bool evidence_is_of_task(const struct evidence_file *file, const struct record *task);

/* Whether it is named after one of the task's gates and lies in a folder that names the task's milestone. */
bool evidence_is_of_gate(const struct evidence_file *file, const struct record *task);

/* The newest summary that is named after the task, or NULL. */
const struct evidence_file *evidence_summary(const struct evidence *evidence, const struct record *task);

#endif
