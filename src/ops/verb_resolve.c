/* resolve: a blocker is over. */
#include "ops/blockers.h"
#include "ops/finishing.h"
#include "ops/resolutions.h"
#include "ops/verbs.h"

#include "plan/query.h"

/* What the resolution says: the given text, else which blocker is over. */
static bool append_text(const struct operation *operation, const struct record *blocker, struct bytes *text)
{
    struct slice given = operation->request->options[OPTION_RESOLUTION];
    if (given.data != NULL) {
        return bytes_append(text, given);
    }
    struct slice title = record_value(blocker, ROLE_TITLE);
    return bytes_append_format(text, "Resolved %.*s", SLICE_PRINT(record_name(blocker))) &&
           (title.size == 0 || blocker->id.size == 0 || bytes_append_format(text, ": %.*s", SLICE_PRINT(title)));
}

static bool record_it(struct operation *operation, const struct record *blocker, struct error *error)
{
    const struct request *request = operation->request;
    struct slice by = request->options[OPTION_BY];
    if (by.data != NULL) {
        return query_name(operation->plan, KIND_RESOLUTION, by, error) != NULL;
    }
    if (request->options[OPTION_RESOLUTION].data == NULL && request->options[OPTION_EVIDENCE].data == NULL &&
        !resolutions_exist(operation->plan)) {
        return true;
    }
    struct bytes text;
    bytes_init(&text);
    bool added = append_text(operation, blocker, &text) ? resolutions_add(operation, bytes_slice(&text), error)
                                                        : error_no_memory(error);
    bytes_release(&text);
    return added;
}

/* What the profile has written of a blocker that is over and stays. */
static bool write_values(struct operation *operation, const struct record *blocker, struct error *error)
{
    struct finishing finishing;
    return !finishing_has_values(operation, blocker, WRITTEN_RESOLVE) ||
           (finishing_begin(&finishing, operation, blocker, error) &&
            finishing_values(&finishing, blocker, WRITTEN_RESOLVE, error));
}

static bool run(struct operation *operation, struct error *error)
{
    const struct request *request = operation->request;
    if (request->options[OPTION_BY].data != NULL &&
        (request->options[OPTION_RESOLUTION].data != NULL || request->options[OPTION_EVIDENCE].data != NULL)) {
        return error_set(error, ERROR_USAGE,
                         "--by names a resolution that stands already; --resolution and --evidence "
                         "would write a further one");
    }
    const struct record *blocker = query_name(operation->plan, KIND_BLOCKER, request->arguments[0], error);
    if (blocker == NULL) {
        return false;
    }
    struct bytes summary;
    bytes_init(&summary);
    (void)bytes_append_format(&summary, "resolve %.*s", SLICE_PRINT(record_name(blocker)));
    bool done = record_it(operation, blocker, error) && blockers_remove(operation, blocker, error) &&
                (!blockers_stay(blocker) || write_values(operation, blocker, error)) &&
                (summary.failed ? error_no_memory(error) : operation_finish(operation, bytes_slice(&summary), error));
    bytes_release(&summary);
    return done;
}

const struct verb verb_resolve = {
    .name = "resolve",
    .summary = "close a blocker",
    .details = "Removes the blocker's row and adds a row to the resolutions, or none with --by, which names one that "
               "stands already.",
    .arguments = {{.name = "BLOCKER", .kind = ARGUMENT_BLOCKER}},
    .options = 1U << OPTION_RESOLUTION | 1U << OPTION_EVIDENCE | 1U << OPTION_BY,
    .run = run,
};
