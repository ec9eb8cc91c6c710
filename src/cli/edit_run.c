#include "cli/edit_run.h"

#include "base/memory.h"
#include "cli/print_change.h"
#include "cli/report.h"
#include "cli/write_request.h"

/* The folder or plan of the files, not read yet. */
static struct workspace *open_files(const struct call *call, const struct workspace_edits *edits, struct error *error)
{
    const char **files = memory_new(edits->count, sizeof *files);
    if (files == NULL) {
        (void)error_no_memory(error);
        return NULL;
    }
    for (size_t i = 0; i < edits->count; i++) {
        files[i] = edits->requests[i].file.data;
    }
    struct workspace *workspace = workspace_open_files(&call->environment->workspace, files, edits->count, error);
    memory_free(files);
    return workspace;
}

/* JSON says which plan it is, and its rev after the change. Where that cannot be read it says nothing of it: the edit was
 * made. */
static const struct plan *plan_for_answer(const struct call *call, struct workspace *workspace)
{
    bool there = call->json && workspace_has_plan(workspace) && workspace_need_plan(workspace, NULL);
    return there ? workspace_plan(workspace) : NULL;
}

static bool run(struct call *call, struct workspace *workspace, struct workspace_edits *edits,
                const struct clock_moment *moment, struct error *error)
{
    struct request common = {0};
    struct change change;
    struct bytes prefix;
    change_init(&change);
    bytes_init(&prefix);
    bool done = write_request_fill(call, workspace_settings(workspace), moment, &common, error);
    edits->who = common.who;
    edits->now = common.now;
    edits->commit = arguments_has(call->arguments, "commit");
    edits->force = common.force;
    edits->if_rev = slice_of(arguments_text(call->arguments, "if-rev"));
    done = done && workspace_apply(workspace, edits, !arguments_has(call->arguments, "dry-run"), &change, error);
    print_change_prefix(&prefix, workspace_root(workspace), call->environment->directory);
    bytes_append_text(&prefix, "");
    done = done && (prefix.failed ? error_no_memory(error)
                                  : write_request_warn(call, workspace_root(workspace), prefix.data, &change, error) &&
                                        write_request_answer(call, plan_for_answer(call, workspace), prefix.data, &change, error));
    for (size_t i = 0; done && i < workspace_trouble_count(workspace); i++) {
        report_note(call->notes, workspace_trouble(workspace, i));
    }
    bytes_release(&prefix);
    change_release(&change);
    return done;
}

bool edit_run(struct call *call, const struct session *session, struct workspace_edits *edits, struct error *error)
{
    if (session != NULL) {
        return run(call, session->workspace, edits, &session->moment, error);
    }
    struct workspace *workspace = open_files(call, edits, error);
    struct clock_moment moment;
    bool done = workspace != NULL &&
                clock_read(arguments_text(call->arguments, "date"), call->environment->epoch,
                           workspace_settings(workspace)->local_clock, &moment, error) &&
                run(call, workspace, edits, &moment, error);
    workspace_close(workspace);
    return done;
}
