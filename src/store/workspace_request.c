/* What a request of a verb needs from the disk beside the documents: what an earlier verb changed, and evidence. */
#include "store/workspace_write.h"

#include "ops/rows.h"
#include "plan/query.h"
#include "plan/taken.h"
#include "store/evidence.h"
#include "store/log.h"
#include "store/outside.h"

#include <string.h>

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
        /* Of a list of verbs only what it changed of the task itself is sure to be this verb's. */
        bool of_claim = strcmp(request->verb->recalls, "claim") == 0;
        const struct log_query query = {.verb = request->verb->recalls,
                                        .or_added = kind_name(of_claim ? KIND_CLAIM : KIND_BLOCKER),
                                        .subject = subject.data,
                                        .standing = true};
        const struct log_record *record = done && task != NULL ? log_last(&log, &query) : NULL;
        for (size_t k = 0; done && record != NULL && k < record->effect_count; k++) {
            const struct log_effect *effect = &record->effects[k];
            bool listed = !slice_equal(record->verb, slice_of(request->verb->recalls));
            bool own = slice_equal(effect->kind, slice_of(kind_name(KIND_TASK))) && slice_equal_fold(effect->id, task->id);
            if ((listed && !own) || is_recalled(*effects, *count, effect)) {
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

bool workspace_evidence(const struct workspace *workspace, struct arena *arena, struct evidence *evidence,
                        struct error *error)
{
    return evidence_read(workspace->plan->profile, workspace->discovery.root.data, arena, evidence, error);
}

/* ---- other work trees ---- */

/* What nobody is to be given because another work tree has it. */
static bool find_taken(const struct workspace *workspace, struct request *request, struct arena *arena,
                       struct error *error)
{
    struct outside outside = {0};
    struct taken *taken = NULL;
    if (request->verb != &verb_claim_next || request->force || request->even_taken) {
        return true;
    }
    bool done = workspace_outside(workspace, false, &outside, error);
    taken = done ? arena_new(arena, 1, sizeof *taken) : NULL;
    done = done && ((taken != NULL && taken_gather(&outside, arena, taken)) || error_no_memory(error));
    request->taken = taken;
    outside_release(&outside);
    return done;
}

/* ---- all ---- */

bool workspace_prepare(const struct workspace *workspace, struct request *request, struct arena *arena,
                       struct error *error)
{
    const struct workspace_settings *settings = &workspace->discovery.settings;
    struct recorded_effect *effects = NULL;
    request->without_claims = request->without_claims || settings->without_claims;
    if (request->orchestrator.size == 0) {
        request->orchestrator = settings->orchestrator;
    }
    request->recorded_count = 0;
    bool done = recall_effects(workspace, request, arena, &effects, &request->recorded_count, error);
    request->recorded = effects;
    return done && gather_evidence(workspace, request, arena, error) && find_taken(workspace, request, arena, error);
}
