/* Running a verb on the newest documents and saving what it changes. */
#include "store/workspace_write.h"

#include "base/memory.h"
#include "ops/rows.h"
#include "plan/query.h"
#include "store/evidence.h"
#include "store/lock.h"

#include <stdlib.h>

enum { LOCK_WAIT = 10000, MOST_TRIES = 8 };

/* ---- what an earlier verb changed ---- */

/* Whether the effect is there already: one claim of several tasks is one record. */
static bool is_recalled(const struct recorded_effect *effects, size_t count, const struct log_effect *effect)
{
    for (size_t i = 0; i < count; i++) {
        if (effects[i].place == effect->place && slice_equal(effects[i].kind, effect->kind) &&
            slice_equal(effects[i].id, effect->id) && slice_equal(effects[i].path, effect->file) &&
            slice_equal(effects[i].role, effect->role)) {
            return true;
        }
    }
    return false;
}

/* The effects of the changes that the verb takes back, from the log; their texts lie in `arena`. */
static bool recall_effects(const struct workspace *workspace, const struct request *request, struct arena *arena,
                          struct recorded_effect **effects, size_t *count, struct error *error)
{
    struct log log = {0};
    size_t capacity = 0;
    if (request->verb->recalls == NULL) {
        return true;
    }
    bool done = log_list(&workspace->folder, &log, error);
    for (size_t i = 0; done && i < request->argument_count; i++) {
        const struct record *task = query_name(workspace->plan, KIND_TASK, request->arguments[i], NULL);
        struct bytes subject;
        bytes_init(&subject);
        done = task == NULL || bytes_append(&subject, task->id) || error_no_memory(error);
        const struct log_query query = {.verb = request->verb->recalls, .subject = subject.data, .standing = true};
        const struct log_record *record = done && task != NULL ? log_last(&log, &query) : NULL;
        for (size_t k = 0; done && record != NULL && k < record->effect_count; k++) {
            const struct log_effect *effect = &record->effects[k];
            if (is_recalled(*effects, *count, effect)) {
                continue;
            }
            done = arena_grow(arena, effects, &capacity, *count + 1, sizeof **effects) || error_no_memory(error);
            if (done) {
                (*effects)[(*count)++] = (struct recorded_effect){
                    .kind = arena_copy(arena, effect->kind),
                    .id = arena_copy(arena, effect->id),
                    .path = arena_copy(arena, effect->file),
                    .place = effect->place,
                    .role = arena_copy(arena, effect->role),
                    .cell = effect->cell.data == NULL ? effect->cell : arena_copy(arena, effect->cell),
                    .old = effect->old.data == NULL ? effect->old : arena_copy(arena, effect->old),
                    .new = effect->new.data == NULL ? effect->new : arena_copy(arena, effect->new),
                };
            }
        }
        bytes_release(&subject);
    }
    log_release(&log);
    return done;
}

/* ---- evidence ---- */

/* Whether the verb finishes tasks, so that evidence matters. */
static bool asks_for_evidence(const struct verb *verb)
{
    return (verb->options & 1U << OPTION_EVIDENCE) != 0 && verb->arguments[0].name != NULL &&
           verb->arguments[0].kind == ARGUMENT_TASK;
}

/* The files that are there already for the tasks of the request. */
static bool gather_evidence(const struct workspace *workspace, struct request *request, struct arena *arena,
                            struct error *error)
{
    struct evidence evidence;
    struct slice *paths = NULL;
    size_t capacity = 0;
    request->evidence_files = NULL;
    request->evidence_file_count = 0;
    if (!asks_for_evidence(request->verb)) {
        return true;
    }
    if (!evidence_read(workspace->plan->profile, workspace->discovery.root.data, arena, &evidence, error)) {
        return false;
    }
    for (size_t i = 0; i < request->argument_count; i++) {
        const struct record *task = query_name(workspace->plan, KIND_TASK, request->arguments[i], NULL);
        for (size_t k = 0; task != NULL && k < evidence.count; k++) {
            const struct evidence_file *file = &evidence.items[k];
            if (!evidence_is_of_task(file, task) && !evidence_is_of_gate(file, task)) {
                continue;
            }
            if (!arena_grow(arena, &paths, &capacity, request->evidence_file_count + 1, sizeof *paths)) {
                return error_no_memory(error);
            }
            paths[request->evidence_file_count++] = file->path;
        }
    }
    request->evidence_files = paths;
    return true;
}

static bool is_listed(const struct slice *paths, size_t count, struct slice path)
{
    for (size_t i = 0; i < count; i++) {
        if (slice_equal(paths[i], path)) {
            return true;
        }
    }
    return false;
}

bool workspace_propose_evidence(struct workspace *workspace, const struct slice *ids, size_t count,
                                struct arena *arena, struct slice **paths, size_t *path_count, struct error *error)
{
    struct evidence evidence;
    struct plan_table home;
    *paths = NULL;
    *path_count = 0;
    if (!workspace_become_whole(workspace, error)) {
        return false;
    }
    const struct plan *plan = workspace->plan;
    if (!rows_home(plan, KIND_RESOLUTION, &home) || !rows_has_column(plan, &home, ROLE_EVIDENCE)) {
        return true;
    }
    *paths = arena_new(arena, count, sizeof **paths);
    if (*paths == NULL) {
        return error_no_memory(error);
    }
    if (!evidence_read(plan->profile, workspace->discovery.root.data, arena, &evidence, error)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        const struct record *task = query_name(plan, KIND_TASK, ids[i], NULL);
        const struct evidence_file *file = task == NULL ? NULL : evidence_summary(&evidence, task);
        if (file != NULL && !is_listed(*paths, *path_count, file->path)) {
            (*paths)[(*path_count)++] = file->path;
        }
        /* What proves one task must not be taken for the proof of another. */
        if (file == NULL && task != NULL && task->gates.count > 0) {
            *path_count = 0;
            return true;
        }
    }
    return true;
}

/* Runs the verb on the plan as it is in memory. */
static bool run_verb(const struct workspace *workspace, const struct request *request, struct change *change,
                     struct error *error)
{
    struct arena arena;
    struct recorded_effect *effects = NULL;
    struct request own = *request;
    arena_init(&arena);
    own.without_claims = own.without_claims || workspace->discovery.settings.without_claims;
    if (own.orchestrator.size == 0) {
        own.orchestrator = workspace->discovery.settings.orchestrator;
    }
    own.recorded_count = 0;
    bool done = recall_effects(workspace, request, &arena, &effects, &own.recorded_count, error);
    own.recorded = effects;
    done = done && gather_evidence(workspace, &own, &arena, error) && verb_run(workspace->plan, &own, change, error);
    arena_release(&arena);
    return done;
}

/* ---- saving ---- */

static bool fill_record(const struct change *change, const struct request *request, struct log_record *record,
                        struct arena *arena)
{
    record->time = request->now;
    record->who = request->who;
    record->verb = slice_of(request->verb->name);
    record->summary = change->summary;
    record->subjects = change->subjects;
    record->subject_count = change->subject_count;
    record->files = arena_new(arena, change->file_count, sizeof *record->files);
    record->effects = arena_new(arena, change->effect_count, sizeof *record->effects);
    if (record->files == NULL || record->effects == NULL) {
        return false;
    }
    for (size_t i = 0; i < change->effect_count; i++) {
        const struct change_effect *effect = &change->effects[i];
        record->effects[record->effect_count++] = (struct log_effect){
            .kind = slice_of(kind_name(effect->kind)),
            .id = effect->id,
            .file = effect->path,
            .place = effect->place,
            .role = slice_of(role_name(effect->role)),
            .cell = effect->cell,
            .old = effect->old,
            .new = effect->new,
        };
    }
    return true;
}

/* What lies between the first and the last byte that differ, as one edit. */
static bool fill_files(const struct change *change, struct log_record *record, struct arena *arena)
{
    for (size_t i = 0; i < change->file_count; i++) {
        struct slice before = source_bytes(change->files[i].before);
        struct slice after = source_bytes(change->files[i].after);
        size_t start = 0;
        size_t end = 0;
        size_t least = before.size < after.size ? before.size : after.size;
        while (start < least && before.data[start] == after.data[start]) {
            start++;
        }
        while (end < least - start && before.data[before.size - 1 - end] == after.data[after.size - 1 - end]) {
            end++;
        }
        struct log_edit *edit = arena_new(arena, 1, sizeof *edit);
        if (edit == NULL) {
            return false;
        }
        *edit = (struct log_edit){.start = start,
                                  .old = slice_part(before, start, before.size - end),
                                  .new = slice_part(after, start, after.size - end)};
        record->files[record->file_count++] = (struct log_file){
            .path = change->files[i].path,
            .before_hash = log_hash(before),
            .after_hash = log_hash(after),
            .edits = edit,
            .edit_count = 1,
        };
    }
    return true;
}

/* What the person should know besides: the trouble of a displaced file that could not be merged. */
static bool tell_report(struct workspace *workspace, const struct save_report *report, struct error *error)
{
    struct error trouble;
    if (report->unmerged > 0) {
        (void)error_set_at(&trouble, ERROR_CONFLICT, report->unmerged_path, 0,
                           "another program wrote to this displaced file; its edit is in there and not in the document: "
                           "compare the two and remove it");
        return workspace_add_trouble(workspace, &trouble, error);
    }
    return true;
}

static bool save_change(struct workspace *workspace, const struct request *request, const struct change *change,
                        bool merge, struct save_report *report, struct error *error)
{
    struct arena arena;
    struct log_record record = {0};
    const struct save_options options = {.folder = &workspace->folder, .merge_changed = merge};
    arena_init(&arena);
    struct save_file *files = arena_new(&arena, change->file_count, sizeof *files);
    bool done = (files != NULL && fill_record(change, request, &record, &arena) && fill_files(change, &record, &arena)) ||
                error_no_memory(error);
    for (size_t i = 0; done && i < change->file_count; i++) {
        files[i] = (struct save_file){
            .path = change->files[i].path.data,
            .existed = true,
            .before = source_bytes(change->files[i].before),
            .after = source_bytes(change->files[i].after),
        };
    }
    done = done && save_files(&options, files, change->file_count, &record, report, error);
    arena_release(&arena);
    return done;
}

/* One try under the lock: finish what was interrupted, read again, run, save. `*outrun`: somebody wrote between reading and
 * saving, so that it is worth another try. */
static bool try_once(struct workspace *workspace, const struct request *request, struct change *change,
                     bool last, struct save_report *report, bool *outrun, struct error *error)
{
    const struct save_options options = {.folder = &workspace->folder};
    struct lock lock = LOCK_NONE;
    bool changed = false;
    bool done = lock_take(workspace->discovery.root.data, LOCK_WAIT, &lock, error) &&
                journal_recover(&options, report, error) && workspace_refresh(workspace, &changed, NULL, error) &&
                run_verb(workspace, request, change, error);
    *outrun = false;
    if (done && change->file_count > 0) {
        done = save_change(workspace, request, change, last, report, error);
        *outrun = !done && error->code == ERROR_CONFLICT;
    }
    lock_release(&lock);
    return done;
}

bool workspace_run(struct workspace *workspace, const struct request *request, bool write, struct change *change,
                   struct error *error)
{
    bool changed = false;
    if (!workspace_become_whole(workspace, error)) {
        return false;
    }
    if (!write) {
        return run_verb(workspace, request, change, error);
    }
    struct error own;
    error = error == NULL ? &own : error;
    for (size_t tries = 0; tries < MOST_TRIES; tries++) {
        struct save_report report = {0};
        bool outrun = false;
        change_release(change);
        /* Against a program that never stops appending, what it appended since is merged in the end. */
        bool last = tries + 1 == MOST_TRIES;
        if (try_once(workspace, request, change, last, &report, &outrun, error)) {
            return workspace_refresh(workspace, &changed, NULL, error) && tell_report(workspace, &report, error);
        }
        if (!outrun) {
            return false;
        }
    }
    return false;
}
