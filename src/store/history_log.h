/* history_log.h: the commits that touched some paths, and which files each of them changed: what git says, read once.
 *
 * Two runs of git tell it all: `git log` with the parents rewritten to commits that touch the paths, and one
 * `git diff-tree --stdin` of each commit against its first parent. No file of the work tree is looked at.
 */
#ifndef WORKBOARD_STORE_HISTORY_LOG_H
#define WORKBOARD_STORE_HISTORY_LOG_H

#include "base/arena.h"
#include "store/git.h"

#include <stdint.h>

struct history_file {
    struct slice path; /* below the top of the work tree */
    struct slice blob; /* its name in hexadecimal digits; empty: the file is gone, or is no regular file */
};

struct history_parent {
    struct slice id;
    size_t commit; /* its number; SIZE_MAX: it is older than the range */
};

struct history_commit {
    struct slice id;
    struct slice who;
    int64_t seconds; /* since 1970, when its author made it */
    struct history_parent *parents;
    size_t parent_count;
    struct history_file *files; /* that differ from the first parent; of a root all */
    size_t file_count, file_capacity;
};

struct history_log {
    struct history_commit *commits; /* the oldest first, no child before a parent */
    size_t count;
    size_t capacity;
    struct arena arena;
};

/* What is asked for: commits that are reachable from `to` (empty: HEAD) and not from `from` (empty: all) and touch one
 * of the paths (files or folders; none: all). */
struct history_range {
    struct slice from;
    struct slice to;
    const struct slice *paths;
    size_t path_count;
};

/* Fills `log`, to be released in any case. A revision that is not there is ERROR_NOT_FOUND; a repository without a
 * commit has an empty log. */
bool history_log_read(const struct git *git, const struct history_range *range, struct history_log *log,
                      struct error *error);
void history_log_release(struct history_log *log);

/* The files of a commit below the paths, in `arena`: for the commits where a range begins. */
bool history_log_files(const struct git *git, struct slice commit, const struct history_range *range,
                       struct arena *arena, struct history_file **files, size_t *count, struct error *error);

#endif
