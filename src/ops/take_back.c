#include "ops/take_back.h"

#include "ops/operation.h"
#include "plan/day_field.h"
#include "plan/query.h"
#include "text/diff.h"

bool take_back_is_stamp(const struct profile *profile, struct slice text, bool *is, struct error *error)
{
    struct source *source = source_copy("", text, error);
    struct outline *outline = source == NULL ? NULL : outline_scan(source, error);
    struct outline_field field;
    *is = outline != NULL && day_field_find(profile, outline, &field);
    bool done = outline != NULL;
    outline_free(outline);
    source_release(source);
    return done;
}

size_t take_back_claim_line(const struct plan *plan, size_t document, struct slice id)
{
    const struct record *claim = query_id(plan, KIND_CLAIM, id);
    size_t line = 0;
    for (size_t i = 0; claim != NULL && i < claim->place_count; i++) {
        const struct plan_place *place = claim->places[i];
        if (place->document == document && place->rule->shape == RULE_TABLE && plan->documents[document]->tree == NULL) {
            if (line > 0) {
                return 0;
            }
            line = place->line;
        }
    }
    return line;
}

/* ---- whether nothing else changed ---- */

static bool is_in(size_t line, size_t start, size_t count)
{
    return line >= start && line < start + count;
}

static bool is_touched(const struct diff *diff, const struct compare_difference *difference)
{
    for (size_t i = 0; i < diff->count; i++) {
        const struct diff_hunk *hunk = &diff->hunks[i];
        if (difference->what == COMPARE_REMOVED ? is_in(difference->line, hunk->old_start, hunk->old_count)
                                                : is_in(difference->line, hunk->new_start, hunk->new_count)) {
            return true;
        }
    }
    return false;
}

static bool tell_other(const struct compare_difference *difference, struct error *error)
{
    return error_set_at(error, ERROR_CONFLICT, difference->path.data, difference->line,
                        "what was written since hangs on the change: without it %s %.*s would read otherwise; take back "
                        "the later change first, or put it back by hand",
                        kind_name(difference->kind), SLICE_PRINT(difference->name));
}

/* The differences of one document. */
static bool check_document(const struct operation *operation, size_t document, const struct comparison *comparison,
                           struct error *error)
{
    struct diff diff = {0};
    if (!diff_lines(operation->base->documents[document]->source, operation->plan->documents[document]->source, &diff,
                    error)) {
        return false;
    }
    bool good = true;
    for (size_t i = 0; good && i < comparison->count; i++) {
        const struct compare_difference *difference = &comparison->items[i];
        good = !slice_equal(difference->path, slice_of(plan_path(operation->base, document))) ||
               is_touched(&diff, difference) || tell_other(difference, error);
    }
    diff_release(&diff);
    return good;
}

static bool check(const struct operation *operation, struct error *error)
{
    struct comparison comparison = {0};
    bool good = compare_plans(operation->base, operation->plan, &comparison, error);
    for (size_t i = 0; good && i < operation->base->document_count; i++) {
        good = check_document(operation, i, &comparison, error);
    }
    comparison_release(&comparison);
    return good;
}

/* ---- the steps ---- */

static bool remove_claims(struct operation *operation, const struct take_back *request, struct error *error)
{
    for (size_t i = 0; i < request->claim_count; i++) {
        const struct record *claim = query_id(operation->plan, KIND_CLAIM, request->claims[i]);
        if (claim != NULL && (!claims_remove(operation, claim, error) || !operation_step(operation, error))) {
            return false;
        }
    }
    return true;
}

static void take_edits(struct operation *operation, const struct take_back *request)
{
    for (size_t i = 0; i < operation->base->document_count; i++) {
        operation->edits[i] = request->edits[i];
        edits_init(&request->edits[i]);
    }
}

bool take_back_run(const struct plan *plan, const struct take_back *request, struct change *change, struct error *error)
{
    const struct request own = {.day = request->day, .now = request->now, .who = request->who, .force = true};
    struct operation operation = {0};
    struct change meant; /* what the steps note is known from the record already */
    change_init(&meant);
    bool done = operation_begin(&operation, plan, &own, &meant, error);
    if (done) {
        take_edits(&operation, request);
        done = operation_step(&operation, error) && remove_claims(&operation, request, error);
        operation.settled = request->exact;
        done = done && stamp_documents(&operation, error) && operation_step(&operation, error) &&
               check(&operation, error) && operation_list_files(&operation, change, error);
    }
    if (operation.edits != NULL) {
        operation_end(&operation);
    }
    change_release(&meant);
    return done;
}
