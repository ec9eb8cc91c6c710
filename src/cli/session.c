#include "cli/session.h"

#include "cli/print_change.h"
#include "cli/report.h"

bool session_open(struct session *session, struct call *call, const char *plan, struct error *error)
{
    *session = (struct session){0};
    bytes_init(&session->prefix);
    const char *named = plan != NULL ? plan : arguments_text(call->arguments, "plan");
    if (named != NULL && named[0] == '\0') {
        return error_set(error, ERROR_USAGE, "--plan needs the path of a folder or document");
    }
    session->workspace = workspace_open(&call->environment->workspace, named,
                                        arguments_text(call->arguments, "profile"), error);
    if (session->workspace == NULL) {
        return false;
    }
    const struct workspace_settings *settings = workspace_settings(session->workspace);
    if (!clock_read(arguments_text(call->arguments, "date"), call->environment->epoch, settings->local_clock,
                    &session->moment, error)) {
        return false;
    }
    for (size_t i = 0; i < workspace_trouble_count(session->workspace); i++) {
        report_note(call->notes, workspace_trouble(session->workspace, i));
    }
    session->context = (struct item_context){
        .now = slice_of(session->moment.now),
        .stale_hours = settings->stale_hours,
    };
    return session_renew(session, call, error);
}

bool session_renew(struct session *session, const struct call *call, struct error *error)
{
    session->context.plan = workspace_plan(session->workspace);
    bytes_clear(&session->prefix);
    print_change_prefix(&session->prefix, workspace_root(session->workspace), call->environment->directory);
    bytes_append_text(&session->prefix, "");
    return !session->prefix.failed || error_no_memory(error);
}

void session_close(struct session *session)
{
    if (session->workspace != NULL) {
        workspace_close(session->workspace);
    }
    bytes_release(&session->prefix);
}
