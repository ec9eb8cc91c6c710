#include "store/workspace_undo.h"

#include "store/change_save.h"
#include "store/commit_change.h"
#include "store/lock.h"
#include "store/save_merge.h"
#include "store/undo_record.h"
#include "store/workspace_write.h"

#include <inttypes.h>
#include <stdio.h>

enum { LOCK_WAIT = 10000, MOST_TRIES = 8 };

/* ---- which change ---- */

static bool nothing_to_undo(const struct undo_request *request, struct error *error)
{
    if (request->any) {
        return error_set(error, ERROR_NOT_FOUND, "no change is left to take back; workboard undo --list shows them");
    }
    return error_set(error, ERROR_NOT_FOUND,
                     "%.*s made no change that is left to take back; --any takes back anybody's, workboard undo --list "
                     "shows them",
                     SLICE_PRINT(slice_part(request->who, 0, 100)));
}

static const struct log_record *choose(const struct log *log, const struct undo_request *request, struct error *error)
{
    const struct log_record *found = NULL;
    if (request->id > 0) {
        found = log_find(log, request->id);
        if (found == NULL) {
            (void)error_set(error, ERROR_NOT_FOUND,
                            "change %zu is not remembered here; workboard undo --list shows those that are", request->id);
        } else if (found->undone_by > 0) {
            (void)error_refuse(error, "undo.done", NULL, 0,
                               "change %zu was taken back already; workboard undo --id %zu makes it again", found->id,
                               found->undone_by);
            found = NULL;
        }
        return found;
    }
    for (size_t i = 0; found == NULL && i < log->count; i++) {
        const struct log_record *record = &log->records[i];
        bool stands = record->undoes == 0 && record->undone_by == 0;
        found = stands && (request->any || slice_equal(record->who, request->who)) ? record : NULL;
    }
    if (found == NULL) {
        (void)nothing_to_undo(request, error);
    }
    return found;
}

bool undo_summary(const struct log *log, const struct log_record *record, struct bytes *out)
{
    const struct log_record *origin = record;
    bool again = false;
    while (origin->undoes > 0 && log_find(log, origin->undoes) != NULL) {
        origin = log_find(log, origin->undoes);
        again = !again;
    }
    return bytes_append_text(out, again ? "redo " : "undo ") && bytes_append(out, origin->summary);
}

/* ---- the record, turned around ---- */

static struct slice copy_text(struct arena *arena, struct slice text, bool *done)
{
    if (text.data == NULL) {
        return text;
    }
    struct slice copy = arena_copy(arena, text);
    *done = *done && copy.data != NULL;
    return copy;
}

/* What was put there goes, what stood there comes back. Words that this version does not know are left out. */
static bool turn_effects(const struct log_record *record, struct change *change, struct error *error)
{
    change->effects = arena_new(&change->arena, record->effect_count, sizeof *change->effects);
    bool done = change->effects != NULL;
    for (size_t i = 0; done && i < record->effect_count; i++) {
        const struct log_effect *effect = &record->effects[i];
        struct change_effect turned = {.place = effect->place};
        if (!kind_parse(effect->kind, &turned.kind) || !role_parse(effect->role, &turned.role)) {
            continue;
        }
        turned.id = copy_text(&change->arena, effect->id, &done);
        turned.path = copy_text(&change->arena, effect->file, &done);
        turned.old = copy_text(&change->arena, effect->new, &done);
        turned.new = copy_text(&change->arena, effect->old, &done);
        change->effects[change->effect_count++] = turned;
    }
    return done || error_no_memory(error);
}

static bool begin_change(const struct log *log, const struct log_record *record, struct change *change,
                         struct error *error)
{
    struct bytes summary;
    bytes_init(&summary);
    bool done = undo_summary(log, record, &summary);
    change->summary = done ? arena_copy(&change->arena, bytes_slice(&summary)) : (struct slice){0};
    bytes_release(&summary);
    change->subjects = arena_new(&change->arena, record->subject_count, sizeof *change->subjects);
    done = change->summary.data != NULL && change->subjects != NULL;
    for (size_t i = 0; done && i < record->subject_count; i++) {
        change->subjects[change->subject_count++] = copy_text(&change->arena, record->subjects[i], &done);
    }
    return done || error_no_memory(error);
}

/* Whether the plan still is the one that was read. */
static bool check_rev(const struct workspace *workspace, const struct undo_request *request, struct error *error)
{
    char text[24];
    if (workspace == NULL || request->if_rev.size == 0) {
        return true;
    }
    (void)snprintf(text, sizeof text, "%016" PRIx64, workspace->plan->rev);
    return slice_equal_fold(request->if_rev, slice_of(text)) ||
           error_set(error, ERROR_CONFLICT,
                     "the documents are no longer those of rev %.*s (the plan now has %s); read them again and decide anew",
                     SLICE_PRINT(slice_part(request->if_rev, 0, 40)), text);
}

static bool take_back(const struct workspace *workspace, const struct folder *folder,
                      const struct undo_request *request, struct change *change, struct undo_result *result,
                      struct error *error)
{
    struct log log = {0};
    const struct undo_documents documents = {
        .folder = folder,
        .plan = workspace == NULL ? NULL : workspace->plan,
        .day = request->day,
        .now = request->now,
        .who = request->who,
    };
    bool done = check_rev(workspace, request, error) && log_list(folder, &log, error);
    const struct log_record *record = done ? choose(&log, request, error) : NULL;
    done = record != NULL && begin_change(&log, record, change, error) && turn_effects(record, change, error) &&
           undo_record(&documents, record, change, error);
    if (done) {
        result->undone = record->id;
    }
    log_release(&log);
    return done;
}

static bool save(const struct workspace *workspace, const struct folder *folder, const struct undo_request *request,
                 const struct change *change, struct undo_result *result, struct save_report *report, struct error *error)
{
    struct save_merge_stamps stamps;
    struct save_options options = {.folder = folder};
    if (workspace != NULL) {
        options = workspace_save_options(workspace, &stamps);
    }
    const struct change_author author = {
        .who = request->who,
        .now = request->now,
        .verb = slice_of("undo"),
        .undoes = result->undone,
    };
    return change_save(&options, change, &author, report, &result->id, error);
}

/* Whether the commit that is asked for can be made, before anything is written. */
static bool begin_commit(const struct folder *folder, const struct undo_request *request, const struct change *change,
                         struct save_merge_stamps *stamps, struct commit_change *commit, struct error *error)
{
    return !request->commit || change->file_count == 0 ||
           commit_change_begin(commit, folder->root, request->variables, change, stamps, request->force,
                               error);
}

/* One try under the lock. `*outrun`: somebody wrote between reading and saving. */
static bool try_once(struct workspace *workspace, const struct folder *folder, const struct undo_request *request,
                     struct change *change, struct undo_result *result, bool *outrun, struct error *error)
{
    struct save_merge_stamps stamps;
    struct save_options options = {.folder = folder};
    if (workspace != NULL) {
        options = workspace_save_options(workspace, &stamps);
    }
    struct save_report report = {0};
    struct lock lock = LOCK_NONE;
    struct commit_change commit = {0};
    bool changed = false;
    bool done = lock_take(folder->root, LOCK_WAIT, &lock, error) && journal_recover(&options, &report, error) &&
                (workspace == NULL || workspace_refresh(workspace, &changed, NULL, error)) &&
                take_back(workspace, folder, request, change, result, error) &&
                begin_commit(folder, request, change, workspace == NULL ? NULL : &stamps, &commit, error);
    *outrun = false;
    if (done) {
        done = save(workspace, folder, request, change, result, &report, error);
        *outrun = !done && error->code == ERROR_CONFLICT && !report.unfinished;
        done = done && (commit.count == 0 || commit_change_make(&commit, change, error));
    }
    commit_change_end(&commit);
    bool unlocked = lock.unsupported;
    lock_release(&lock);
    return done && (workspace == NULL || (workspace_refresh(workspace, &changed, NULL, error) &&
                                          workspace_tell(workspace, &report, unlocked, error)));
}

static bool run(struct workspace *workspace, const struct folder *folder, const struct undo_request *request,
                bool write, struct change *change, struct undo_result *result, struct error *error)
{
    struct error own;
    error = error == NULL ? &own : error;
    *result = (struct undo_result){0};
    if (!write) {
        return take_back(workspace, folder, request, change, result, error);
    }
    bool outrun = true;
    for (size_t tries = 0; outrun && tries < MOST_TRIES; tries++) {
        change_release(change);
        if (try_once(workspace, folder, request, change, result, &outrun, error)) {
            return true;
        }
    }
    return false;
}

bool undo_in_folder(const struct folder *folder, const struct undo_request *request, bool write, struct change *change,
                    struct undo_result *result, struct error *error)
{
    return run(NULL, folder, request, write, change, result, error);
}

bool workspace_undo(struct workspace *workspace, const struct undo_request *request, bool write, struct change *change,
                    struct undo_result *result, struct error *error)
{
    return workspace_become_whole(workspace, error) &&
           run(workspace, &workspace->folder, request, write, change, result, error);
}

bool workspace_changes(const struct workspace *workspace, struct log *log, struct error *error)
{
    return log_list(&workspace->folder, log, error);
}
