#include "ops/verbs.h"

#include "plan/query.h"

#include <inttypes.h>
#include <stdio.h>

const struct option_info option_infos[OPTION_COUNT] = {
    [OPTION_LANE] = {"lane", "LANE", "the lane that takes it (default: the one that names it)"},
    [OPTION_ACTIVATE] = {"activate", NULL, "give the lane the heavy slot too"},
    [OPTION_ASSIGN] = {"assign", "TEXT", "what the lane's assignment shall say"},
    [OPTION_NOTE] = {"note", "TEXT", "what the lane's notes shall say"},
    [OPTION_TO] = {"to", "LANE", "the lane to move it to"},
    [OPTION_QUEUE] = {"queue", "TEXT", "what the lane's queue shall say"},
};

const struct verb *const verbs[] = {&verb_claim, &verb_release, &verb_move, &verb_lane, NULL};

const struct verb *verb_find(struct slice name)
{
    for (size_t i = 0; verbs[i] != NULL; i++) {
        if (slice_equal(slice_of(verbs[i]->name), name)) {
            return verbs[i];
        }
    }
    return NULL;
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
    return true;
}

static bool is_rev(struct slice rev, uint64_t hash)
{
    char text[24];
    (void)snprintf(text, sizeof text, "%016" PRIx64, hash);
    return slice_equal_fold(rev, slice_of(text));
}

/* Whether the plan, or one of the records that the request names, still is the one that was read. */
static bool check_rev(const struct plan *plan, const struct request *request, struct error *error)
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

bool verb_run(const struct plan *plan, const struct request *request, struct change *change, struct error *error)
{
    struct operation operation = {0};
    bool done = check_arguments(request, error) && check_options(request, error) &&
                check_rev(plan, request, error) &&
                operation_begin(&operation, plan, request, change, error) && request->verb->run(&operation, error);
    if (operation.edits != NULL) {
        operation_end(&operation);
    }
    return done;
}
