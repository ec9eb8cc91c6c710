/* git_process.h: runs git once, without a shell, bounded in time and in what it may say.
 *
 * The child gets the program's own environment, less what would lead git to another repository or another index than
 * the one that is meant, or make it ask or page (a hook of git's that calls this program sets such variables). Its
 * input is what it is given, never the terminal; signals are as a new program finds them. POSIX alone: posix_spawnp,
 * poll, waitpid. Used by git.c; others use git.h.
 */
#ifndef WORKBOARD_STORE_GIT_PROCESS_H
#define WORKBOARD_STORE_GIT_PROCESS_H

#include "base/bytes.h"
#include "base/error.h"

struct git_process {
    const char *folder;           /* where it runs: `git -C` */
    char *const *variables;       /* the environment, NAME=VALUE, ended by NULL; NULL: an empty one */
    const char *index;            /* GIT_INDEX_FILE=PATH for an index of its own; NULL: the repository's */
    const char *const *arguments; /* what stands behind `git`, ended by NULL */
    const char *name;             /* the command among them, for messages */
    struct slice input;           /* what it reads; may be empty */
    size_t limit;                 /* the most bytes of output, 0: GIT_OUTPUT_LIMIT */
    unsigned int seconds;         /* until it is ended, 0: GIT_SECONDS */
};

#define GIT_OUTPUT_LIMIT ((size_t)1 << 29)
enum { GIT_SECONDS = 60, GIT_COMPLAINT_LIMIT = 1 << 16 };

/* Appends what git says to `output` and what it complains of (the beginning of it) to `complaint`; `*status` is its exit
 * status, 128 and the number where a signal ended it. ERROR_SYSTEM: there is no git, it took too long, it said too
 * much, or the system failed; then it has been ended. Every other status is no failure here. */
bool git_process_run(const struct git_process *process, struct bytes *output, struct bytes *complaint, int *status,
                     struct error *error);

#endif
