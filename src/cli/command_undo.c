/* Takes back a change that workboard made: the last one of this name, or the one that is named. */
#include "cli/command.h"

#include "cli/print_change.h"
#include "cli/print_log.h"
#include "cli/report.h"
#include "cli/session.h"
#include "cli/write_request.h"
#include "json/json_log.h"
#include "store/workspace_apply.h"
#include "store/workspace_undo.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Where the changes are remembered: with a plan, or with a folder outside of any. */
struct place {
    struct session session; /* its workspace is NULL outside of a plan */
    struct workspace *alone; /* of a file that was named */
    struct folder folder;
    const struct folder *where; /* one of the two, outside of a plan */
};

static bool read_id(const struct call *call, size_t *id, struct error *error)
{
    const char *text = arguments_text(call->arguments, "id");
    *id = 0;
    if (text == NULL) {
        return true;
    }
    char *end = NULL;
    errno = 0;
    unsigned long number = text[0] >= '0' && text[0] <= '9' ? strtoul(text, &end, 10) : 0;
    if (number == 0 || errno != 0 || *end != '\0') {
        return error_set(error, ERROR_USAGE, "\"%.100s\" is no number of a change; workboard undo --list shows them", text);
    }
    *id = number;
    return true;
}

/* A folder outside of any plan, in which `edit` changed files. The error that there is no plan stays where nothing was changed here either. */
static bool open_folder(struct place *place, const struct call *call, struct error *error)
{
    const struct environment *environment = call->environment;
    const struct folder_environment folders = {
        .home = environment->workspace.home,
        .state_home = environment->workspace.state_home,
    };
    struct log log = {0};
    bool named = arguments_has(call->arguments, "plan") || environment->workspace.plan != NULL;
    bool found = !named && folder_find(environment->directory, &folders, &place->folder, NULL) &&
                 log_list(&place->folder, &log, NULL) && log.count > 0;
    log_release(&log);
    if (found) {
        place->where = &place->folder;
        error_clear(error);
        print_change_prefix(&place->session.prefix, place->folder.root, environment->directory);
    }
    return found;
}

static bool open_place(struct place *place, struct call *call, struct error *error)
{
    const char *plan = NULL;
    bytes_init(&place->session.prefix);
    if (call->arguments->word_count > 0) {
        place->alone = workspace_open_files(&call->environment->workspace, call->arguments->words, 1, error);
        if (place->alone == NULL) {
            return false;
        }
        plan = workspace_root(place->alone);
        if (!workspace_has_plan(place->alone)) {
            place->where = workspace_folder_of(place->alone);
            print_change_prefix(&place->session.prefix, plan, call->environment->directory);
            return !place->session.prefix.failed || error_no_memory(error);
        }
    }
    if (session_open(&place->session, call, plan, error)) {
        return true;
    }
    if (error->code != ERROR_NOT_FOUND || place->session.workspace != NULL) {
        return false;
    }
    return open_folder(place, call, error);
}

static void close_place(struct place *place)
{
    session_close(&place->session);
    workspace_close(place->alone);
    folder_release(&place->folder);
}

static bool list(struct call *call, const struct place *place, struct error *error)
{
    const struct plan *plan = NULL;
    struct log log = {0};
    bool done;
    if (place->session.workspace != NULL) {
        plan = workspace_plan(place->session.workspace);
        done = workspace_changes(place->session.workspace, &log, error);
    } else {
        done = log_list(place->where, &log, error);
    }
    done = done && (call->json ? json_log(&call->output->bytes, plan, &log, error)
                               : print_log(call->output, &log, error));
    log_release(&log);
    return done;
}

static bool answer(struct call *call, const struct place *place, const struct change *change,
                   const struct undo_result *result, bool dry, struct error *error)
{
    const struct plan *plan = place->session.workspace == NULL ? NULL : workspace_plan(place->session.workspace);
    const char *prefix = place->session.prefix.size == 0 ? "" : place->session.prefix.data;
    const char *root = place->session.workspace == NULL ? place->where->root : workspace_root(place->session.workspace);
    if (!write_request_warn(call, root, prefix, change, error) ||
        !write_request_answer(call, plan, prefix, change, error)) {
        return false;
    }
    if (!call->json && !dry && !arguments_has(call->arguments, "quiet")) {
        bytes_append_format(&call->output->bytes, "workboard undo --id %zu takes this back\n", result->id);
    }
    return true;
}

static bool undo(struct call *call, struct place *place, size_t id, struct error *error)
{
    bool dry = arguments_has(call->arguments, "dry-run");
    const char *as = arguments_text(call->arguments, "as");
    as = as != NULL ? as : call->environment->as;
    struct clock_moment *moment = &place->session.moment;
    struct undo_result result;
    struct change change;
    change_init(&change);
    struct undo_request request = {
        .id = id,
        .any = arguments_has(call->arguments, "any"),
        .who = slice_of(as != NULL ? as : call->environment->user),
        .variables = call->environment->workspace.variables,
        .commit = arguments_has(call->arguments, "commit"),
        .force = arguments_has(call->arguments, "force"),
        .if_rev = slice_of(arguments_text(call->arguments, "if-rev")),
    };
    bool done = true;
    if (place->session.workspace == NULL) {
        done = clock_read(arguments_text(call->arguments, "date"), call->environment->epoch, false, moment, error);
    }
    request.day = slice_of(moment->day);
    request.now = slice_of(moment->now);
    if (done && place->session.workspace != NULL) {
        done = workspace_undo(place->session.workspace, &request, !dry, &change, &result, error) &&
               session_renew(&place->session, call, error);
    } else if (done) {
        done = undo_in_folder(place->where, &request, !dry, &change, &result, error);
    }
    done = done && answer(call, place, &change, &result, dry, error);
    if (!done && error != NULL) {
        session_prefix_error(&place->session, error);
    } else if (done && place->session.workspace != NULL) {
        session_tell(&place->session, call);
    }
    change_release(&change);
    return done;
}

static bool run(struct call *call, struct error *error)
{
    struct place place = {0};
    size_t id = 0;
    bool done = read_id(call, &id, error) && open_place(&place, call, error) &&
                (arguments_has(call->arguments, "list") ? list(call, &place, error) : undo(call, &place, id, error));
    close_place(&place);
    return done;
}

static const struct argument_option options[] = {
    {"list", 0, NULL, "list the changes that can be taken back, the newest first"},
    {"id", 0, "N", "take back change N of the list"},
    {"any", 0, NULL, "take back the last change, whoever made it"},
    {"commit", 0, NULL, "commit exactly the files of this change, with a message that says what was done"},
    {0},
};

const struct command command_undo = {
    .name = "undo",
    .usage = "[--list] [--id N] [--any] [--commit] [FILE]",
    .summary = "take back the last change that you made with workboard, or the one that is named",
    .details = "Files that are as the change left them go back byte by byte; in those that were changed since, its lines "
               "are looked for where they stand now, and a place that was changed since is named and nothing is written. "
               "Repeated, it takes back the change before. What took something back can be taken back by its number, "
               "which does it again. FILE names a file that belongs to no plan.",
    .options = options,
    .words = 1,
    .writes = true,
    .run = run,
};
