#include "check/fix.h"

#include "check/fix_rows.h"
#include "ops/lane_queue.h"
#include "ops/queue_rows.h"
#include "outline/change.h"

bool check_fix_knows(const struct check_rule *rule)
{
    static const char *const known[] = {"table.ragged", "heading.count",  "mirror.state", "mirror.value",
                                        "claim.finished", "queue.finished", "lane.finished"};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(rule->id, known[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* What was mended, for the summary. */
struct mending {
    struct operation *operation;
    struct check_settings settings; /* everything else is off */
    size_t count;
    struct error *error;
};

static bool edit_bytes(struct mending *mending, const struct finding *finding)
{
    struct operation *operation = mending->operation;
    const struct document *document = operation->plan->documents[finding->document];
    return change_set_span(document->outline, finding->fix.span, finding->fix.text,
                           &operation->edits[finding->document], mending->error);
}

static bool set_value(struct mending *mending, const struct finding_fix *fix, struct slice value)
{
    return fix->field->borrowed || value.size == 0 ||
           operation_set(mending->operation, fix->record, fix->place, fix->field, value, mending->error);
}

static bool leave_lane(struct mending *mending, const struct finding_fix *fix)
{
    struct bytes entry;
    bytes_init(&entry);
    bool done = lane_queue_remove(mending->operation, fix->record, fix->task, &entry, mending->error);
    bytes_release(&entry);
    return done;
}

static bool mend(struct mending *mending, const struct finding *finding)
{
    const struct finding_fix *fix = &finding->fix;
    switch (fix->kind) {
    case FIX_NONE:
        return true;
    case FIX_FIELD:
        return set_value(mending, fix, fix->text);
    case FIX_STATE:
        return set_value(mending, fix, spelling_of(mending->operation->plan, fix->record, fix->place, fix->state));
    case FIX_BYTES:
        return edit_bytes(mending, finding);
    case FIX_ROW:
        return true; /* see fix_rows.h */
    case FIX_CLAIM:
        return claims_remove(mending->operation, fix->record, mending->error);
    case FIX_QUEUE:
        return queue_rows_settle(mending->operation, fix->record, fix->record->state, true, mending->error);
    case FIX_LANE:
        return leave_lane(mending, fix);
    }
    return true;
}

/* Rows and entries move when another one goes: these are mended one after the other. */
static bool is_single(enum fix_kind kind)
{
    return kind == FIX_CLAIM || kind == FIX_QUEUE || kind == FIX_LANE;
}

/* One step: what is found now and mended in this way. `*found` says how much that was; `*changed`, whether it made any
 * difference. */
static bool take_step(struct mending *mending, enum fix_kind kind, size_t *found, bool *changed)
{
    static const struct check_facts nothing = {0};
    struct operation *operation = mending->operation;
    const struct plan *before = operation->plan;
    struct findings findings;
    size_t mended = 0;
    findings_init(&findings);
    *found = 0;
    bool done = check_run(operation->plan, &nothing, &mending->settings, &findings, mending->error);
    if (done && kind == FIX_ROW) {
        done = fix_rows(operation, &findings, &mended, mending->error);
    }
    for (size_t i = 0; done && kind != FIX_ROW && i < findings.count; i++) {
        const struct finding *finding = &findings.items[i];
        if (finding->fix.kind != kind || finding->document == SIZE_MAX ||
            operation_is_left(operation, finding->document)) {
            continue;
        }
        *found += 1;
        if (!is_single(kind) || mended == 0) {
            done = mend(mending, finding);
            mended++;
        }
    }
    done = done && operation_step(operation, mending->error);
    findings_release(&findings);
    *changed = done && operation->plan != before;
    mending->count += *changed ? mended : 0;
    return done;
}

/* Everything of one kind. What is mended one after the other takes as many steps as there are at first, at most. */
static bool mend_all(struct mending *mending, enum fix_kind kind)
{
    size_t found = 0;
    size_t left = 0;
    bool changed = true;
    bool done = take_step(mending, kind, &found, &changed);
    for (size_t i = 1; done && changed && is_single(kind) && i < found; i++) {
        done = take_step(mending, kind, &left, &changed);
    }
    return done;
}

static void read_settings(const struct request *request, struct check_settings *settings)
{
    *settings = (struct check_settings){0};
    for (size_t i = 0; check_rules[i].id != NULL; i++) {
        settings->given[i] = true;
        settings->severity[i] = SEVERITY_OFF;
        for (size_t k = 0; k < request->argument_count; k++) {
            if (slice_equal(request->arguments[k], slice_of(check_rules[i].id))) {
                settings->severity[i] = SEVERITY_NOTE;
            }
        }
    }
}

static bool run(struct operation *operation, struct error *error)
{
    static const enum fix_kind order[] = {FIX_ROW, FIX_STATE, FIX_FIELD, FIX_CLAIM, FIX_QUEUE, FIX_LANE, FIX_BYTES};
    struct mending mending = {.operation = operation, .error = error};
    struct bytes summary;
    bool done = true;
    read_settings(operation->request, &mending.settings);
    /* Headings count what is left in the end. */
    for (size_t i = 0; done && i < sizeof order / sizeof order[0]; i++) {
        done = mend_all(&mending, order[i]);
    }
    bytes_init(&summary);
    (void)bytes_append_format(&summary, "mend %zu finding%s", mending.count, mending.count == 1 ? "" : "s");
    done = done && (summary.failed ? error_no_memory(error) : operation_finish(operation, bytes_slice(&summary), error));
    bytes_release(&summary);
    return done;
}

const struct verb check_fix_verb = {
    .name = "check",
    .summary = "mend what has one right answer",
    .details = "Mends the findings of the rules that are named, where one answer is right.",
    .arguments = {{.name = "RULE", .kind = ARGUMENT_TEXT, .repeated = true}},
    .run = run,
};
