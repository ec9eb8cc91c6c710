#include "cli/write_request.h"

#include "cli/print_change.h"
#include "cli/report.h"
#include "json/json_change.h"
#include "store/open_elsewhere.h"

bool write_request_fill(const struct call *call, const struct workspace_settings *settings,
                        const struct clock_moment *moment, struct request *request, struct error *error)
{
    const char *as = arguments_text(call->arguments, "as");
    const char *given = as != NULL ? as : call->environment->as;
    if (given != NULL && slice_trim(slice_of(given)).size == 0) {
        return error_set(error, ERROR_USAGE, "--as needs a name");
    }
    request->who = slice_of(given != NULL ? given : call->environment->user);
    request->who_is_given = given != NULL;
    request->orchestrator = settings->orchestrator;
    request->day = slice_of(moment->day);
    request->now = slice_of(moment->now);
    request->force = request->force || arguments_has(call->arguments, "force");
    request->without_claims = settings->without_claims;
    return true;
}

bool write_request_answer(struct call *call, const struct plan *plan, const char *prefix, const struct change *change,
                          struct error *error)
{
    bool dry = arguments_has(call->arguments, "dry-run");
    bool quiet = arguments_has(call->arguments, "quiet");
    if (call->json) {
        return json_change(&call->output->bytes, plan, change, !dry && change->file_count > 0, error);
    }
    if (!dry) {
        if (!print_change(call->output, change, prefix, quiet, error)) {
            return false;
        }
        if (!quiet) {
            print_change_mentions(call->output, change, prefix);
        }
        if (change->commit.data != NULL) {
            bytes_append_format(&call->output->bytes, "committed as %.12s\n", change->commit.data);
        }
        return true;
    }
    /* Standard output is for `git apply`; what is for the person goes beside it. */
    if (!quiet) {
        output_clean(call->notes, change->summary);
        bytes_append_text(&call->notes->bytes, change->file_count > 0 ? " (nothing is written)\n"
                                                                      : ": the documents say so already\n");
        print_change_mentions(call->notes, change, prefix);
        (void)output_flush(call->notes, NULL);
    }
    return print_change_diff(call->output, change, prefix, error);
}

bool write_request_warn(struct call *call, const char *root, const char *prefix, const struct change *change,
                        struct error *error)
{
    struct bytes note;
    bytes_init(&note);
    bool done = true;
    for (size_t i = 0; done && i < change->file_count && !arguments_has(call->arguments, "quiet"); i++) {
        bytes_clear(&note);
        done = open_elsewhere_note(root, change->files[i].path, prefix, &note) || error_no_memory(error);
        if (done && note.size > 0) {
            report_note(call->notes, note.data);
        }
    }
    bytes_release(&note);
    return done;
}
