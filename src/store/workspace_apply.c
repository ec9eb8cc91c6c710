/* The one way by which verbs and structural edits reach the disk: on the newest documents, under the lock, saved or not
 * at all, run again where somebody was faster. */
#include "store/workspace_apply.h"

#include "base/memory.h"
#include "plan/query.h"
#include "store/bug_report.h"
#include "store/change_save.h"
#include "store/commit_change.h"
#include "store/lock.h"
#include "store/save_merge.h"
#include "store/workspace_files.h"

#include <stdlib.h>

enum { LOCK_WAIT = 10000, MOST_TRIES = 8 };

/* ---- running ---- */

/* Whether the requests need the plan: verbs do, and who asks for a rev. */
static bool needs_plan(const struct workspace_edits *edits)
{
    for (size_t i = 0; i < edits->count; i++) {
        if (edits->requests[i].edit == NULL) {
            return true;
        }
    }
    return edits->if_rev.size > 0;
}

static bool has_edits(const struct workspace_edits *edits)
{
    for (size_t i = 0; i < edits->count; i++) {
        if (edits->requests[i].edit != NULL) {
            return true;
        }
    }
    return false;
}

/* Whether the plan, or a record that a verb names first, still has the rev. */
static bool check_rev(const struct workspace *workspace, const struct workspace_edits *edits, struct error *error)
{
    struct error reason;
    if (edits->if_rev.size == 0) {
        return true;
    }
    bool same = request_check_rev(workspace->plan, &(struct request){.if_rev = edits->if_rev}, error);
    for (size_t i = 0; !same && i < edits->count; i++) {
        struct request request = edits->requests[i].verb;
        request.if_rev = edits->if_rev;
        same = edits->requests[i].edit == NULL && request_check_rev(workspace->plan, &request, &reason);
    }
    return same;
}

/* Runs the requests on the documents as they are in memory. */
static bool run(const struct workspace *workspace, const struct workspace_edits *edits, struct change *change,
                struct plan **after, struct error *error)
{
    *after = NULL;
    struct arena arena;
    struct apply apply = {.plan = workspace->plan, .count = edits->count, .adjustments = edits->adjustments};
    struct apply_file *files = NULL;
    arena_init(&arena);
    struct apply_request *requests = arena_new(&arena, edits->count, sizeof *requests);
    bool done = requests != NULL || error_no_memory(error);
    for (size_t i = 0; done && i < edits->count; i++) {
        requests[i] = edits->requests[i];
        done = requests[i].edit != NULL || workspace_prepare(workspace, &requests[i].verb, &arena, error);
    }
    done = done && check_rev(workspace, edits, error) &&
           workspace_files_read(workspace, requests, edits->count, &arena, &files, &apply.file_count, error);
    apply.requests = requests;
    apply.files = files;
    done = done && apply_run_on(&apply, change, after, error);
    workspace_files_release(files, apply.file_count);
    arena_release(&arena);
    return done;
}

const struct folder *workspace_folder_of(const struct workspace *workspace)
{
    return &workspace->folder;
}

/* ---- saving ---- */

static bool save(const struct workspace *workspace, const struct workspace_edits *edits, const struct change *change,
                 bool merge, struct save_report *report, struct error *error)
{
    struct save_merge_stamps stamps;
    struct save_options options = workspace_save_options(workspace, &stamps);
    options.merge_changed = merge;
    const struct change_author author = {.who = edits->who, .now = edits->now, .verb = edits->verb};
    return change_save(&options, change, &author, report, NULL, error);
}

/* Whether the commit that is asked for can be made, before anything is written. */
static bool begin_commit(const struct workspace *workspace, const struct workspace_edits *edits,
                         const struct change *change, struct commit_change *commit, struct error *error)
{
    struct save_merge_stamps stamps;
    (void)workspace_save_options(workspace, &stamps);
    return !edits->commit || change->file_count == 0 ||
           commit_change_begin(commit, workspace->folder.root, workspace->environment.variables, change, &stamps,
                               edits->force, error);
}

static bool refresh(struct workspace *workspace, struct error *error)
{
    bool changed = false;
    return workspace->plan == NULL || workspace_refresh(workspace, &changed, NULL, error);
}

/* One try under the lock: finish what was interrupted, read again, run, save. `*outrun`: somebody wrote between reading and
 * saving, so that it is worth another try. */
static bool try_once(struct workspace *workspace, const struct workspace_edits *edits, struct change *change,
                     bool last, struct save_report *report, bool *unlocked, bool *outrun, struct error *error)
{
    struct save_merge_stamps stamps;
    const struct save_options options = workspace_save_options(workspace, &stamps);
    struct lock lock = LOCK_NONE;
    struct commit_change commit = {0};
    struct plan *after = NULL;
    bool done = lock_take(workspace->folder.root, LOCK_WAIT, &lock, error) && journal_recover(&options, report, error) &&
                refresh(workspace, error) && run(workspace, edits, change, &after, error) &&
                begin_commit(workspace, edits, change, &commit, error);
    *outrun = false;
    if (done && change->file_count > 0) {
        done = save(workspace, edits, change, last, report, error);
        *outrun = !done && error->code == ERROR_CONFLICT && !report->unfinished;
        if (done && after != NULL) {
            /* What was saved was read already; what else is on the disk by now is seen by the next look. */
            plan_free(workspace->plan);
            workspace->plan = after;
            after = NULL;
        }
        done = done && (commit.count == 0 || commit_change_make(&commit, change, error));
    }
    plan_free(after);
    *unlocked = lock.unsupported;
    commit_change_end(&commit);
    lock_release(&lock);
    return done;
}

bool workspace_apply(struct workspace *workspace, const struct workspace_edits *edits, bool write,
                     struct change *change, struct error *error)
{
    if (needs_plan(edits) && workspace->plan == NULL &&
        !(workspace->discovery.profile != NULL
              ? workspace_read(workspace, error)
              : error_set(error, ERROR_NOT_FOUND, "these files belong to no plan, so there is no rev and no verb for them; "
                                                  "name the plan with --plan"))) {
        return false;
    }
    if (workspace->plan != NULL && !workspace_become_whole(workspace, error)) {
        return false;
    }
    if (!write) {
        struct commit_change commit = {0};
        struct plan *after = NULL;
        bool done = run(workspace, edits, change, &after, error) && begin_commit(workspace, edits, change, &commit, error);
        commit_change_end(&commit);
        plan_free(after);
        return done;
    }
    struct error own;
    error = error == NULL ? &own : error;
    for (size_t tries = 0; tries < MOST_TRIES; tries++) {
        struct save_report report = {0};
        bool outrun = false;
        bool unlocked = false;
        change_release(change);
        /* Against a program that never stops appending, what it appended since is merged in the end. A structural edit has no plan
         * to say what it means, so it is rather refused. */
        bool last = tries + 1 == MOST_TRIES && !has_edits(edits);
        if (try_once(workspace, edits, change, last, &report, &unlocked, &outrun, error)) {
            return refresh(workspace, error) && workspace_tell(workspace, &report, unlocked, error);
        }
        if (!outrun) {
            if (error->code == ERROR_BUG) {
                bug_report_keep(&workspace->folder, edits, change, error);
            }
            return false;
        }
    }
    return false;
}

struct workspace_edits workspace_edits_of(struct apply_request *requests, size_t count)
{
    struct request *first = &requests[0].verb;
    const struct workspace_edits edits = {
        .requests = requests,
        .count = count,
        .who = first->who,
        .now = first->now,
        .verb = slice_of(first->verb->name),
        .if_rev = first->if_rev,
        .force = first->force,
    };
    first->if_rev = slice_of("");
    return edits;
}

bool workspace_run(struct workspace *workspace, const struct request *request, bool write, struct change *change,
                   struct error *error)
{
    struct apply_request only = {.verb = *request};
    const struct workspace_edits edits = workspace_edits_of(&only, 1);
    return workspace_apply(workspace, &edits, write, change, error);
}
