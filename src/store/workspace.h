/* workspace.h: one plan on disk: found, read, read again when it changes, changed under the lock.
 *
 * Nothing is written by opening and reading. The clock, the environment and the identity are passed in.
 */
#ifndef WORKBOARD_STORE_WORKSPACE_H
#define WORKBOARD_STORE_WORKSPACE_H

#include "check/proof.h"
#include "check/severity.h"
#include "ops/verb.h"
#include "store/folder.h"

/* What of the environment matters; unset variables are NULL. */
struct workspace_environment {
    const char *directory;   /* the working directory, absolute */
    const char *home;        /* $HOME */
    const char *plan;        /* $WORKBOARD_PLAN */
    const char *config_home; /* $XDG_CONFIG_HOME */
    const char *state_home;  /* $XDG_STATE_HOME */
    char *const *variables;  /* the whole environment, NAME=VALUE, ended by NULL, for git; the caller's */
};

/* What `.workboard.yaml` says; unset texts are empty. */
struct workspace_settings {
    struct slice orchestrator;
    bool without_claims;
    bool local_clock;          /* days are those of the local time zone (the default), not of UTC */
    unsigned long stale_hours; /* a claim that is older is stale; what the profile says, else 4, where nothing is said */
    bool stale_is_given;
    struct check_settings rules; /* severities of findings */
};

struct workspace;

/* Finds the plan as INTERFACE's "Where the plan is" says and reads it. `plan` and `profile` are those of the command
 * line, or NULL. ERROR_NOT_FOUND says what was looked for and where, or lists the plans that were found. */
struct workspace *workspace_open(const struct workspace_environment *environment, const char *plan,
                                 const char *profile, struct error *error);
void workspace_close(struct workspace *workspace);

const struct plan *workspace_plan(const struct workspace *workspace);
const char *workspace_root(const struct workspace *workspace); /* absolute */
const struct workspace_settings *workspace_settings(const struct workspace *workspace);
/* Where the change log lies; NULL where a file alone was read: what changes it may stand in the log of its plan. */
const struct folder *workspace_log_folder(const struct workspace *workspace);

/* Documents that could not be read, as notes for the person: "FILE: what; what to do". */
size_t workspace_trouble_count(const struct workspace *workspace);
const char *workspace_trouble(const struct workspace *workspace, size_t number);

/* The folders to watch, absolute, and whether a file name in one of them can be a document. */
size_t workspace_folder_count(const struct workspace *workspace);
const char *workspace_folder(const struct workspace *workspace, size_t number);

/* Reads again what may have changed. `*changed` says whether any byte did; then the plan is a new one, and the older
 * plan is given to the caller in `*older` (to be freed by plan_free), where `older` is not NULL. A document that is gone for
 * the moment keeps its last bytes and is named among the troubles. */
bool workspace_refresh(struct workspace *workspace, bool *changed, struct plan **older, struct error *error);

/* What may be recorded as evidence that the tasks are done, where nothing is named: of each the newest summary that is
 * named after it, relative to the plan's root, in `arena`. None where the plan's resolutions have no column for it, or where a
 * task that has gates has no summary. Of a file that was read alone the plan becomes the whole one. */
bool workspace_propose_evidence(struct workspace *workspace, const struct slice *ids, size_t count,
                                struct arena *arena, struct slice **paths, size_t *path_count, struct error *error);

/* Of a file that was read alone the plan becomes the whole one, where it is part of one. `path` gets the file's name
 * below the root, ended by a NUL; it stays empty where a whole plan was opened. */
bool workspace_make_whole(struct workspace *workspace, struct bytes *path, struct error *error);

/* The names of the files of evidence below the plan's root, in `arena`. */
bool workspace_evidence(const struct workspace *workspace, struct arena *arena, struct evidence *evidence,
                        struct error *error);

/* Runs the verb on the newest documents. With `write`: under the lock, saves all files or none, remembers the change in
 * the log, and the workspace's plan is the new one; when somebody was faster, runs it again on the newer bytes, and
 * gives up with ERROR_CONFLICT after some tries. `change` as in verb_run. The recorded effects of the request and
 * the evidence that lies below the plan's root are looked up here. */
bool workspace_run(struct workspace *workspace, const struct request *request, bool write, struct change *change,
                   struct error *error);

#endif
