/* git.h: the repository that a plan lies in, asked and written through the program git.
 *
 * Nothing here is linked against git: every answer is what `git` prints (plumbing commands, -z where there are paths).
 * It runs in the top folder of the work tree, in the environment that is passed in (see git_process.h), with settings
 * that make its answers the same for everybody. Commands that only read take no lock of the repository.
 *
 *     struct git git;
 *     if (git_open(root, variables, &git, error)) {
 *         ... git_ask(&git, (const char *const[]){"log", "--format=%H", NULL}, slice_of(""), &output, error) ...
 *     }
 *     git_close(&git);
 */
#ifndef WORKBOARD_STORE_GIT_H
#define WORKBOARD_STORE_GIT_H

#include "base/bytes.h"
#include "base/error.h"

struct git {
    char *top;               /* the top of the work tree, absolute, without symbolic links */
    char *const *variables;  /* the environment; the caller's */
    const char *index;       /* GIT_INDEX_FILE=PATH, the caller's; NULL: the repository's own index */
};

/* Finds the repository of a folder. ERROR_NOT_FOUND where it lies in none, ERROR_SYSTEM where there is no git or it
 * refuses (a repository of another owner). To be closed in any case. */
bool git_open(const char *folder, char *const *variables, struct git *git, struct error *error);
void git_close(struct git *git);

/* Runs `git ARGUMENTS` (ended by NULL) with `input` and appends what it prints to `output`. `*status` is its exit
 * status, whatever it is; `complaint` (may be NULL) gets what it says besides. Paths are taken literally, not as
 * patterns. ERROR_SYSTEM only where it could not be run to its end. */
bool git_run(const struct git *git, const char *const *arguments, struct slice input, struct bytes *output,
             struct bytes *complaint, int *status, struct error *error);

/* The same where only success will do: any other status is ERROR_SYSTEM with git's first words. */
bool git_ask(const struct git *git, const char *const *arguments, struct slice input, struct bytes *output,
             struct error *error);

/* git_run for commands that write: in the settings of the person, which the hooks see too. */
bool git_change(const struct git *git, const char *const *arguments, struct slice input, struct bytes *output,
                struct bytes *complaint, int *status, struct error *error);

/* The path of a file (absolute) below the top, links in it followed, "" for the top itself; to be freed by memory_free. NULL with
 * ERROR_NOT_FOUND where it lies elsewhere. */
char *git_path(const struct git *git, const char *absolute, struct error *error);

/* Sets ERROR_SYSTEM with the first line of a complaint. Returns false. */
bool git_complain(const char *command, struct slice complaint, struct error *error);

#endif
