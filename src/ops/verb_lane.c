/* lane: what a lane does: its status, notes, assignment, queue. */
#include "ops/verbs.h"

#include "ops/fields.h"
#include "plan/query.h"

static bool set_role(struct operation *operation, const struct record *lane, enum role role, enum option option,
                     struct error *error)
{
    struct slice value = operation->request->options[option];
    const struct plan_place *place = NULL;
    if (value.data == NULL) {
        return true;
    }
    const struct plan_field *field = record_field(lane, role, &place);
    return field != NULL ? operation_set(operation, lane, place, field, value, error)
                         : error_set(error, ERROR_NOT_FOUND, "%.*s has no %s in this plan",
                                     SLICE_PRINT(record_name(lane)), role_name(role));
}

static bool has_option(const struct request *request)
{
    return request->options[OPTION_NOTE].data != NULL || request->options[OPTION_ASSIGN].data != NULL ||
           request->options[OPTION_QUEUE].data != NULL;
}

static bool run(struct operation *operation, struct error *error)
{
    const struct request *request = operation->request;
    const struct record *lane = query_name(operation->plan, KIND_LANE, request->arguments[0], error);
    if (lane == NULL) {
        return false;
    }
    if (request->argument_count < 2 && !has_option(request)) {
        return error_set(error, ERROR_USAGE, "say what the lane shall be: a STATE, --note, --assign or --queue");
    }
    struct bytes summary;
    bytes_init(&summary);
    (void)bytes_append_format(&summary, "lane %.*s", SLICE_PRINT(record_name(lane)));
    if (request->argument_count > 1) {
        (void)bytes_append_format(&summary, " %.*s", SLICE_PRINT(request->arguments[1]));
    }
    bool done = (request->argument_count < 2 || fields_set_status(operation, lane, request->arguments[1], error)) &&
                set_role(operation, lane, ROLE_NOTES, OPTION_NOTE, error) &&
                set_role(operation, lane, ROLE_ASSIGNMENT, OPTION_ASSIGN, error) &&
                set_role(operation, lane, ROLE_QUEUE, OPTION_QUEUE, error) &&
                (summary.failed ? error_no_memory(error) : operation_finish(operation, bytes_slice(&summary), error));
    bytes_release(&summary);
    return done;
}

const struct verb verb_lane = {
    .name = "lane",
    .summary = "set a lane's state, notes, assignment or queue",
    .details = "STATE is a status word, written as typed, or a state, written as this column spells it. A lane that takes "
               "a heavy slot is refused when the mode has none left.",
    .arguments = {{.name = "LANE", .kind = ARGUMENT_LANE}, {.name = "STATE", .kind = ARGUMENT_STATE, .optional = true}},
    .options = 1U << OPTION_NOTE | 1U << OPTION_ASSIGN | 1U << OPTION_QUEUE,
    .run = run,
};
