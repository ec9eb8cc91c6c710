#include "cli/command.h"

#include "cli/print_record.h"
#include "cli/session.h"
#include "json/json_plan.h"

static bool run(struct call *call, struct error *error)
{
    if (call->arguments->word_count == 0) {
        return error_set(error, ERROR_USAGE, "say what to show: the ID of a task, milestone, lane, blocker...");
    }
    struct session session;
    const struct record *record = NULL;
    if (session_open(&session, call, NULL, error)) {
        record = query_name(session.context.plan, KIND_COUNT, slice_of(call->arguments->words[0]), error);
    }
    bool done = record != NULL && ((record->kind != KIND_TASK && record->kind != KIND_GATE) ||
                                   session_prove(&session, error)) &&
                (record->kind != KIND_TASK && record->kind != KIND_CLAIM
                     ? true
                     : session_look_outside(&session, true, error));
    if (done) {
        done = call->json ? json_plan_show(&call->output->bytes, &session.context, record, error)
                          : print_record(call->output, &session.context, record, error);
    }
    session_close(&session);
    return done;
}

const struct command command_show = {
    .name = "show",
    .usage = "ID",
    .summary = "one record: every field, every place it is written, what it waits for, what waits for it",
    .details = "Case does not matter. The last word of an ID names it where that is unambiguous; an alias names its "
               "task; KIND:ID says which of several records is meant, as in queue:ID for the queue's entry of a task.",
    .words = 1,
    .run = run,
};
