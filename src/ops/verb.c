#include "ops/verbs.h"

#include "plan/query.h"

#include <inttypes.h>
#include <stdio.h>

const struct option_info option_infos[OPTION_ALL] = {
    [OPTION_LANE] = {"lane", "LANE", "the lane that takes it (default: the one that names it)", false, false},
    [OPTION_ACTIVATE] = {"activate", NULL, "give the lane the heavy slot too", false, false},
    [OPTION_ASSIGN] = {"assign", "TEXT", "what the lane's assignment shall say", false, false},
    [OPTION_RESOLUTION] = {"resolution", "TEXT", "what to write among the resolutions", false, false},
    [OPTION_NOTE] = {"note", "TEXT", "what the lane's notes shall say", false, false},
    [OPTION_EVIDENCE] = {"evidence", "REF", "a file that proves it, or any text", false, true},
    [OPTION_RESOLVES] = {"resolves", "BLOCKER", "a blocker that goes with it", false, true},
    [OPTION_ON] = {"on", "DATE", "the day on which it was finished, as in 2026-02-19", false, false},
    [OPTION_UNBLOCK] = {"unblock", NULL, "blocked tasks that waited for nothing else become todo", false, false},
    [OPTION_NO_RECORD] = {"no-record", NULL, "write nothing among the resolutions", false, false},
    [OPTION_REASON] = {"reason", "TEXT", "what blocks: the blocker's title", true, false},
    [OPTION_IMPACT] = {"impact", "TEXT", "what happens while it stands", false, false},
    [OPTION_EXIT] = {"exit", "TEXT", "when it is over", false, false},
    [OPTION_STATUS] = {"status", NULL, "set the status of the tasks to blocked too", false, false},
    [OPTION_BY] = {"by", "RESOLUTION", "the resolution that stands already; no further one is written", false, false},
    [OPTION_TO] = {"to", "LANE", "the lane to move it to", true, false},
    [OPTION_QUEUE] = {"queue", "TEXT", "what the lane's queue shall say", false, false},
    [OPTION_PRIORITY] = {"priority", "PRIORITY", "the priority of the queue's row", false, false},
    [OPTION_DESCRIPTION] = {"description", "TEXT", "the description in the queue's row", false, false},
    [OPTION_AFTER] = {"after", "ID", "behind the row of this task (default: the last)", false, false},
    [OPTION_SET] = {"set", "[KIND:]ID.FIELD=VALUE", "set a further field in the same change; may be given several times",
                    false, true},
    [OPTION_EDIT] = {"edit", NULL, "word the values and the sentences that name the record in $EDITOR first", false, false},
    [OPTION_COMMIT] = {"commit", NULL, "commit exactly the files of this change, with a message that says what was done",
                       false, false},
    [OPTION_DRY_RUN] = {"dry-run", NULL, "print the change as a unified diff and write nothing", false, false},
    [OPTION_FORCE] = {"force", NULL, "override a rule (never a conflict)", false, false},
    [OPTION_DATE] = {"date", "DATE", "the day or moment to stamp, as in 2026-02-19 or 2026-02-19T14:03Z", false, false},
    [OPTION_IF_REV] = {"if-rev", "REV", "only where the plan, or the record, still has this rev", false, false},
    [OPTION_AS] = {"as", "WHO", "the name to act under (default: $WORKBOARD_AS, else user@host)", false, false},
    [OPTION_QUIET] = {"quiet", NULL, "say only what was done", false, false},
};

const struct verb *const verbs[] = {
    &verb_claim, &verb_release, &verb_done,  &verb_block, &verb_unblock, &verb_resolve,
    &verb_move,  &verb_lane,    &verb_queue, &verb_add,   &verb_set,     NULL,
};

const struct verb *verb_find(struct slice name)
{
    for (size_t i = 0; verbs[i] != NULL; i++) {
        if (slice_equal(slice_of(verbs[i]->name), name)) {
            return verbs[i];
        }
    }
    return NULL;
}

bool verb_takes(const struct verb *verb, enum option option)
{
    return option >= OPTION_COUNT || (verb->options & 1U << option) != 0;
}

enum option verb_option(const struct verb *verb, struct slice name)
{
    for (size_t i = 0; i < OPTION_ALL; i++) {
        if (verb_takes(verb, (enum option)i) && slice_equal(slice_of(option_infos[i].name), name)) {
            return (enum option)i;
        }
    }
    return OPTION_ALL;
}

/* How many arguments the verb needs and takes. */
static bool check_arguments(const struct request *request, struct error *error)
{
    size_t least = 0;
    size_t most = 0;
    const char *missing = NULL;
    for (size_t i = 0; i < VERB_ARGUMENTS && request->verb->arguments[i].name != NULL; i++) {
        const struct verb_argument *argument = &request->verb->arguments[i];
        least += argument->optional ? 0 : 1;
        most = argument->repeated ? SIZE_MAX : most + 1;
        missing = missing == NULL && i >= request->argument_count ? argument->name : missing;
    }
    if (request->argument_count < least) {
        return error_set(error, ERROR_USAGE, "%s needs %s", request->verb->name, missing);
    }
    return request->argument_count <= most ||
           error_set(error, ERROR_USAGE, "%s does not take \"%.*s\"; quote a text of several words",
                     request->verb->name, SLICE_PRINT(request->arguments[most]));
}

static bool check_options(const struct request *request, struct error *error)
{
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (request->options[i].data != NULL && (request->verb->options & (1U << i)) == 0) {
            return error_set(error, ERROR_USAGE, "%s has no option --%s", request->verb->name, option_infos[i].name);
        }
    }
    for (size_t i = 0; i < request->further_count; i++) {
        enum option option = request->further[i].option;
        if (!option_infos[option].repeated || request->options[option].data == NULL) {
            return error_set(error, ERROR_USAGE, "--%s is given twice", option_infos[option].name);
        }
    }
    return true;
}

static bool is_rev(struct slice rev, uint64_t hash)
{
    char text[24];
    (void)snprintf(text, sizeof text, "%016" PRIx64, hash);
    return slice_equal_fold(rev, slice_of(text));
}

bool request_check_rev(const struct plan *plan, const struct request *request, struct error *error)
{
    if (request->if_rev.size == 0 || is_rev(request->if_rev, plan->rev)) {
        return true;
    }
    for (size_t i = 0; i < request->argument_count; i++) {
        const struct record *record = query_name(plan, KIND_COUNT, request->arguments[i], NULL);
        if (record != NULL && is_rev(request->if_rev, record->rev)) {
            return true;
        }
    }
    return error_set(error, ERROR_CONFLICT,
                     "the documents are no longer those of rev %.*s (the plan now has %016" PRIx64
                     "); read them again and decide anew",
                     SLICE_PRINT(slice_part(request->if_rev, 0, 40)), plan->rev);
}

bool request_check_confirmed(const struct adjustments *adjustments, const struct change *change, struct error *error)
{
    uint64_t digest = 0;
    if (adjustments == NULL || adjustments->confirmed == 0) {
        return true;
    }
    return change_digest(change, &digest, error) &&
           (digest == adjustments->confirmed ||
            error_set(error, ERROR_CONFLICT,
                      "the documents changed in the meantime, and the change would be another one than was shown; look at "
                      "it again"));
}

bool verb_run(const struct plan *plan, const struct request *request, struct change *change, struct error *error)
{
    struct plan *after = NULL;
    bool done = verb_run_on(plan, request, change, &after, error);
    plan_free(after);
    return done;
}

bool verb_run_on(const struct plan *plan, const struct request *request, struct change *change, struct plan **after,
                 struct error *error)
{
    struct operation operation = {0};
    *after = NULL;
    bool done = check_arguments(request, error) && check_options(request, error) &&
                request_check_rev(plan, request, error) &&
                operation_begin(&operation, plan, request, change, error) && request->verb->run(&operation, error) &&
                request_check_confirmed(request->adjustments, change, error);
    if (done) {
        *after = operation.owned;
        operation.owned = NULL;
    }
    if (operation.edits != NULL) {
        operation_end(&operation);
    }
    return done;
}
