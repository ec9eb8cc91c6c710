#include "ops/apply.h"

#include "base/memory.h"
#include "ops/apply_recall.h"
#include "ops/apply_text.h"
#include "ops/operation.h"

#include <stdio.h>

enum { MOST_SUMMARIES = 6 };

/* A document that was changed, or may be. */
struct apply_state {
    struct apply_text text;
    struct slice path;
    size_t document; /* in the plan; SIZE_MAX: in none */
    bool fresh;      /* the plan has its present text */
};

struct work {
    const struct apply *apply;
    struct change *change;
    struct apply_state *states; /* those of apply.files first, by their number */
    size_t count;
    size_t capacity;
    const struct plan *plan; /* as changed so far, but for what is not fresh */
    struct plan *owned;      /* the same, where it is not that of the caller */
    struct apply_recall recall;
    struct bytes summary;
    size_t edits;
    size_t verbs;
};

/* ---- documents ---- */

static size_t find_document(const struct plan *plan, struct slice path)
{
    for (size_t i = 0; plan != NULL && i < plan->document_count; i++) {
        if (slice_equal(slice_of(plan_path(plan, i)), path)) {
            return i;
        }
    }
    return SIZE_MAX;
}

static bool add_state(struct work *work, struct slice path, struct source *source, struct error *error)
{
    path = arena_copy(&work->change->arena, path);
    if (path.data == NULL || !memory_grow(&work->states, &work->capacity, work->count + 1, sizeof *work->states)) {
        return error_no_memory(error);
    }
    struct apply_state *state = &work->states[work->count++];
    *state = (struct apply_state){.path = path, .document = find_document(work->apply->plan, path), .fresh = true};
    return apply_text_begin(&state->text, source, error);
}

static bool begin(struct work *work, struct error *error)
{
    for (size_t i = 0; i < work->apply->file_count; i++) {
        if (!add_state(work, work->apply->files[i].path, work->apply->files[i].source, error)) {
            return false;
        }
    }
    return true;
}

static void end(struct work *work)
{
    for (size_t i = 0; i < work->count; i++) {
        apply_text_end(&work->states[i].text);
    }
    memory_free(work->states);
    plan_free(work->owned);
    bytes_release(&work->summary);
}

/* Takes the plan over. */
static void take_plan(struct work *work, struct plan *plan)
{
    if (plan != NULL) {
        plan_free(work->owned);
        work->owned = plan;
        work->plan = plan;
    }
}

/* The plan with the documents as the edits left them. */
static bool renew_plan(struct work *work, struct error *error)
{
    for (size_t i = 0; i < work->count; i++) {
        struct apply_state *state = &work->states[i];
        struct bytes bytes;
        if (state->fresh || state->document == SIZE_MAX) {
            continue;
        }
        bytes_init(&bytes);
        struct plan *next = NULL;
        if (bytes_append(&bytes, source_bytes(state->text.now)) || error_no_memory(error)) {
            next = plan_with(work->plan, state->document, &bytes, error);
        }
        bytes_release(&bytes);
        if (next == NULL) {
            return false;
        }
        take_plan(work, next);
        state->fresh = true;
    }
    return true;
}

/* ---- structural edits ---- */

static bool run_edit(struct work *work, const struct apply_request *request, struct error *error)
{
    struct apply_state *state = &work->states[request->document];
    work->edits++;
    state->fresh = false;
    return apply_text_edit(&state->text, request->edit, error);
}

/* ---- verbs ---- */

static bool copy_effect(struct change *change, const struct change_effect *effect, struct error *error)
{
    /* The operation's own way to remember an effect asks for no more than the change. */
    struct operation operation = {.change = change};
    return operation_mean(&operation, *effect, error);
}

bool change_join(struct change *change, const struct change *part, struct error *error)
{
    struct operation operation = {.change = change};
    for (size_t i = 0; i < part->effect_count; i++) {
        if (!copy_effect(change, &part->effects[i], error)) {
            return false;
        }
    }
    for (size_t i = 0; i < part->subject_count; i++) {
        bool known = false;
        for (size_t k = 0; k < change->subject_count && !known; k++) {
            known = slice_equal_fold(change->subjects[k], part->subjects[i]);
        }
        if (!known && !operation_subject(&operation, part->subjects[i], error)) {
            return false;
        }
    }
    return true;
}

static bool follow_file(struct work *work, const struct change_file *file, struct error *error)
{
    size_t number = 0;
    while (number < work->count && !slice_equal(work->states[number].path, file->path)) {
        number++;
    }
    if (number == work->count && !add_state(work, file->path, file->before, error)) {
        return false;
    }
    return apply_text_follow(&work->states[number].text, file->after, error);
}

static bool append_summary(struct work *work, struct slice summary)
{
    work->verbs++;
    if (work->verbs > MOST_SUMMARIES) {
        return true;
    }
    return (work->verbs == 1 || bytes_append_text(&work->summary, "; ")) && bytes_append(&work->summary, summary);
}

static bool run_verb(struct work *work, const struct apply_request *request, struct error *error)
{
    struct change part;
    struct plan *after = NULL;
    change_init(&part);
    bool done = work->plan != NULL ? renew_plan(work, error) : error_set(error, ERROR_USAGE, "a verb needs a plan");
    struct request verb = request->verb;
    done = done && apply_recall_give(&work->recall, &verb, work->change, error) &&
           verb_run_on(work->plan, &verb, &part, &after, error) &&
           apply_recall_keep(&work->recall, verb.verb, &part, work->change, error);
    /* After a change that did not verify too: a report of it shows the files as they would have been. */
    for (size_t i = 0; i < part.file_count; i++) {
        done = follow_file(work, &part.files[i], done ? error : NULL) && done;
    }
    done = done && change_join(work->change, &part, error) &&
           (append_summary(work, part.summary) || error_no_memory(error));
    if (done) {
        take_plan(work, after);
    } else {
        plan_free(after);
    }
    change_release(&part);
    return done;
}

/* ---- all ---- */

static bool list_files(struct work *work, struct error *error)
{
    struct change *change = work->change;
    change->files = arena_new(&change->arena, work->count, sizeof *change->files);
    for (size_t i = 0; change->files != NULL && i < work->count; i++) {
        const struct apply_state *state = &work->states[i];
        if (!slice_equal(source_bytes(state->text.before), source_bytes(state->text.now))) {
            change->files[change->file_count++] = (struct change_file){
                .path = state->path,
                .before = source_share(state->text.before),
                .after = source_share(state->text.now),
            };
        }
    }
    return change->files != NULL || error_no_memory(error);
}

/* "set-cell in X.md", "3 edits in X.md", behind what the verbs say. */
static bool finish_summary(struct work *work, struct error *error)
{
    const struct apply *apply = work->apply;
    struct bytes *summary = &work->summary;
    if (work->verbs > MOST_SUMMARIES) {
        (void)bytes_append_format(summary, "; %zu more", work->verbs - MOST_SUMMARIES);
    }
    if (work->edits > 0) {
        const struct structure_request *only = apply->count == 1 ? apply->requests[0].edit : NULL;
        (void)bytes_append_text(summary, work->verbs > 0 ? "; " : "");
        if (only != NULL) {
            (void)bytes_append_text(summary, structure_operations[only->operation].name);
        } else {
            (void)bytes_append_format(summary, "%zu edit%s", work->edits, work->edits == 1 ? "" : "s");
        }
        if (apply->file_count == 1) {
            struct slice name = only != NULL ? apply->requests[0].file : apply->files[0].path;
            (void)bytes_append_format(summary, " in %.*s", SLICE_PRINT(name));
        } else {
            (void)bytes_append_format(summary, " in %zu files", apply->file_count);
        }
    }
    work->change->summary = arena_copy(&work->change->arena, bytes_slice(summary));
    return (!summary->failed && work->change->summary.data != NULL) || error_no_memory(error);
}

/* What names the subjects is looked for once, in the plan as it is in the end. */
static bool list_mentions(struct work *work, struct error *error)
{
    if (work->verbs == 0) {
        return true;
    }
    if (!renew_plan(work, error)) {
        return false;
    }
    struct operation operation = {.base = work->apply->plan, .plan = work->plan, .change = work->change};
    return mentions_collect(&operation, error);
}

/* What the person left out of the whole, and whether it is what was shown. */
static bool adjust_whole(struct work *work, struct error *error)
{
    const struct adjustments *adjustments = work->apply->adjustments;
    const struct request request = {.adjustments = adjustments};
    if (adjustments == NULL || work->plan == NULL) {
        return true;
    }
    struct operation operation = {.base = work->apply->plan,
                                  .plan = work->plan,
                                  .owned = work->owned,
                                  .request = &request,
                                  .change = work->change};
    bool done = partial_leave(&operation, error);
    work->owned = operation.owned;
    work->plan = operation.plan;
    return done && request_check_confirmed(adjustments, work->change, error);
}

/* Messages say which request it was. */
static void name_request(const struct apply_request *request, struct error *error)
{
    char message[ERROR_MESSAGE_SIZE];
    if (error == NULL || (request->number == 0 && request->called.size == 0)) {
        return;
    }
    if (request->called.size > 0) {
        /* Most messages name the record themselves. */
        if (slice_find(slice_of(error->message), request->called, 0) == SLICE_NONE) {
            (void)snprintf(message, sizeof message, "%.*s: %.800s", SLICE_PRINT(slice_part(request->called, 0, 100)),
                           error->message);
            memcpy(error->message, message, sizeof message);
        }
        return;
    }
    const char *name = request->edit != NULL ? structure_operations[request->edit->operation].name : request->verb.verb->name;
    (void)snprintf(message, sizeof message, "request %zu (%s): %.900s", request->number, name, error->message);
    memcpy(error->message, message, sizeof message);
}

bool apply_run(const struct apply *apply, struct change *change, struct error *error)
{
    struct plan *after = NULL;
    bool done = apply_run_on(apply, change, &after, error);
    plan_free(after);
    return done;
}

bool apply_run_on(const struct apply *apply, struct change *change, struct plan **after, struct error *error)
{
    *after = NULL;
    struct work work = {.apply = apply, .change = change, .plan = apply->plan};
    if (apply->count == 1 && apply->requests[0].edit == NULL && apply->plan != NULL) {
        return verb_run_on(apply->plan, &apply->requests[0].verb, change, after, error);
    }
    bool done = begin(&work, error);
    for (size_t i = 0; done && i < apply->count; i++) {
        const struct apply_request *request = &apply->requests[i];
        done = request->edit != NULL ? run_edit(&work, request, error) : run_verb(&work, request, error);
        if (!done) {
            name_request(request, error);
            (void)list_files(&work, NULL);
        }
    }
    done = done && list_files(&work, error) && finish_summary(&work, error) && list_mentions(&work, error) &&
           adjust_whole(&work, error);
    if (done && work.verbs > 0) {
        *after = work.owned;
        work.owned = NULL;
    }
    end(&work);
    return done;
}
