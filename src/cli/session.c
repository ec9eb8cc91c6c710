#include "cli/session.h"

#include "cli/print_change.h"
#include "cli/report.h"
#include "cli/write_request.h"
#include "store/outside.h"

bool session_open(struct session *session, struct call *call, const char *plan, struct error *error)
{
    *session = (struct session){0};
    arena_init(&session->arena);
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
    session->told = workspace_trouble_count(session->workspace);
    session->context = (struct item_context){
        .now = slice_of(session->moment.now),
        .stale_hours = settings->stale_hours,
        .day = slice_of(session->moment.day),
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

bool session_prove(struct session *session, struct error *error)
{
    if (!workspace_evidence(session->workspace, &session->arena, &session->evidence, error) ||
        !proofs_make(session->context.plan, &session->evidence, &session->arena, &session->proofs, error)) {
        return false;
    }
    session->context.proofs = &session->proofs;
    return true;
}

bool session_look_outside(struct session *session, bool trackers, struct error *error)
{
    outside_release(&session->outside);
    session->context.outside = &session->outside;
    return workspace_outside(session->workspace, trackers, &session->outside, error);
}

void session_close(struct session *session)
{
    outside_release(&session->outside);
    if (session->workspace != NULL) {
        workspace_close(session->workspace);
    }
    arena_release(&session->arena);
    bytes_release(&session->prefix);
}

bool session_request(const struct session *session, const struct call *call, const struct verb *verb,
                     struct request *request, struct error *error)
{
    *request = (struct request){.verb = verb, .if_rev = slice_of(arguments_text(call->arguments, "if-rev"))};
    return write_request_fill(call, workspace_settings(session->workspace), &session->moment, request, error);
}

void session_tell(struct session *session, const struct call *call)
{
    for (; session->told < workspace_trouble_count(session->workspace); session->told++) {
        report_note(call->notes, workspace_trouble(session->workspace, session->told));
    }
}

void session_prefix_error(const struct session *session, struct error *error)
{
    const struct plan *plan = session->workspace == NULL ? NULL : workspace_plan(session->workspace);
    bool is_document = false;
    for (size_t i = 0; plan != NULL && i < plan->document_count && !is_document; i++) {
        is_document = strcmp(plan->documents[i]->path, error->file) == 0;
    }
    size_t prefix = session->prefix.size;
    size_t size = strlen(error->file) + 1;
    if (is_document && prefix > 0 && prefix + size <= sizeof error->file) {
        memmove(error->file + prefix, error->file, size);
        memcpy(error->file, session->prefix.data, prefix);
    }
}
