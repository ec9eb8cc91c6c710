/* What a session hands over, and the look at what a worker hands over. */
#include "cli/command.h"

#include "cli/print_handoff.h"
#include "cli/read_input.h"
#include "cli/session.h"
#include "json/json_handoff.h"
#include "plan/query.h"
#include "store/editor.h"
#include "store/file.h"
#include "store/handoff.h"

#include <stdlib.h>
#include <unistd.h>

enum { PACKET_MODE = 0666 };

/* The text in the person's editor, in a temporary file that does not stay. */
static bool edit_packet(const struct call *call, struct bytes *text, struct error *error)
{
    const char *folder = getenv("TMPDIR");
    struct bytes path;
    bytes_init(&path);
    bool named = bytes_append_format(&path, "%s/workboard-handoff-XXXXXX", folder == NULL ? "/tmp" : folder);
    int descriptor = named ? mkstemp(path.data) : -1;
    int reason = descriptor < 0 ? 0 : file_write_all(descriptor, bytes_slice(text));
    bool done = descriptor >= 0 && close(descriptor) == 0 && reason == 0;
    if (!done) {
        (void)error_set(error, ERROR_SYSTEM, "no temporary file can be made in %s", folder == NULL ? "/tmp" : folder);
    }
    if (done && editor_run(EDITOR_WRITES, call->environment->editor, path.data, 0, error)) {
        bytes_clear(text);
        done = read_input(path.data, text, error);
    } else {
        done = false;
    }
    if (descriptor >= 0) {
        (void)unlink(path.data);
    }
    bytes_release(&path);
    return done;
}

/* Hands the text out: to the clipboard, to a file, else to standard output. */
static bool hand_out(struct call *call, struct session *session, const struct bytes *text, struct error *error)
{
    const char *path = arguments_text(call->arguments, "output");
    bool done = true;
    if (path != NULL && arguments_has(call->arguments, "force")) {
        done = file_replace(path, bytes_slice(text), true, error);
    } else if (path != NULL) {
        done = file_create(path, PACKET_MODE, bytes_slice(text), true, error);
    }
    if (done && arguments_has(call->arguments, "clipboard")) {
        done = print_clipboard(call->output, bytes_slice(text), error);
    } else if (done && path == NULL) {
        print_packet(call->output, bytes_slice(text));
    }
    bool taken = path != NULL || arguments_has(call->arguments, "clipboard") || arguments_has(call->arguments, "edit");
    return done && (!taken || workspace_handoff_taken(session->workspace, error));
}

static bool give(struct call *call, struct session *session, struct error *error)
{
    struct handoff handoff;
    struct bytes text;
    bytes_init(&text);
    bool done = workspace_handoff(session->workspace, arguments_text(call->arguments, "since"), &handoff, error);
    if (done && call->json) {
        done = json_handoff(&call->output->bytes, session->context.plan, &handoff, error);
    } else if (done) {
        done = (handoff_append(&handoff, &text) || error_no_memory(error)) &&
               (!arguments_has(call->arguments, "edit") || edit_packet(call, &text, error)) &&
               hand_out(call, session, &text, error);
    }
    handoff_release(&handoff);
    bytes_release(&text);
    return done;
}

static bool take(struct call *call, struct session *session, const char *path, struct error *error)
{
    const struct record *lane = NULL;
    const char *name = arguments_text(call->arguments, "lane");
    struct intake intake = {0};
    struct bytes text;
    bytes_init(&text);
    if (name != NULL) {
        lane = query_name(session->context.plan, KIND_LANE, slice_of(name), error);
    }
    bool done = (name == NULL || lane != NULL) && read_input(path, &text, error) &&
                workspace_intake(session->workspace, path, bytes_slice(&text), lane,
                                 arguments_text(call->arguments, "since"), &intake, error) &&
                (call->json ? json_intake(&call->output->bytes, session->context.plan, &intake, error)
                            : print_intake(call->output, session->context.plan, &intake, session->prefix.data, error));
    call->answer_is_no = done && intake.failures > 0;
    intake_release(&intake);
    bytes_release(&text);
    return done;
}

static bool run(struct call *call, struct error *error)
{
    struct session session;
    const char *packet = arguments_text(call->arguments, "check");
    bool done = session_open(&session, call, NULL, error) &&
                (packet != NULL ? take(call, &session, packet, error) : give(call, &session, error));
    session_close(&session);
    return done;
}

static const struct argument_option options[] = {
    {"since", 0, "REV", "begin at this revision; else at the last packet that was taken, else a day ago"},
    {"edit", 0, NULL, "edit the packet in $EDITOR before it is handed out"},
    {"output", 'o', "FILE", "write the packet to a file that is not there yet (--force: replaces one)"},
    {"clipboard", 0, NULL, "copy the packet to the terminal's clipboard"},
    {"force", 0, NULL, "replace the file"},
    {"check", 0, "PACKET", "hold a packet against the plan's checklist; - is standard input"},
    {"lane", 'l', "LANE", "with --check: whose packet it is"},
    {0},
};

const struct command command_handoff = {
    .name = "handoff",
    .usage = "[--since REV] [--edit] [--output FILE] [--clipboard] | --check PACKET [--lane LANE]",
    .summary = "what this session hands over: the plan's own template, filled in; or the check of a packet",
    .details = "The points of the template are filled in from what changed in the plan, according to git: finished tasks, "
               "their gates and the evidence, blockers, decisions, the next task; then claims that are open, lanes that "
               "changed, and what is not committed or pushed. With --edit, --output or --clipboard the packet counts as taken: the "
               "next one begins there. With --check the plan's checklist is walked with a packet of somebody's: each point "
               "holds, fails or is open, with the reason; exit status 1 where one fails.",
    .options = options,
    .run = run,
};
