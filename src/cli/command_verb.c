/* Any verb of the table: the request is made from the command line, the workspace runs it. */
#include "cli/command.h"

#include "base/memory.h"
#include "cli/print_change.h"
#include "cli/report.h"
#include "cli/session.h"
#include "json/json_change.h"

static bool make_request(const struct call *call, const struct session *session, struct request *request,
                         struct slice **words, struct option_value **further, struct error *error)
{
    const struct arguments *arguments = call->arguments;
    const struct workspace_settings *settings = workspace_settings(session->workspace);
    const char *as = arguments_text(arguments, "as");
    const char *given = as != NULL ? as : call->environment->as;
    if (given != NULL && slice_trim(slice_of(given)).size == 0) {
        return error_set(error, ERROR_USAGE, "--as needs a name");
    }
    *words = memory_new(arguments->word_count, sizeof **words);
    *further = memory_new(arguments->count, sizeof **further);
    if (*words == NULL || *further == NULL) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < arguments->word_count; i++) {
        (*words)[i] = slice_of(arguments->words[i]);
    }
    *request = (struct request){
        .verb = call->command->verb,
        .arguments = *words,
        .argument_count = arguments->word_count,
        .who = slice_of(given != NULL ? given : call->environment->user),
        .who_is_given = given != NULL,
        .orchestrator = settings->orchestrator,
        .day = slice_of(session->moment.day),
        .now = slice_of(session->moment.now),
        .force = arguments_has(arguments, "force"),
        .if_rev = slice_of(arguments_text(arguments, "if-rev")),
        .without_claims = settings->without_claims,
        .further = *further,
    };
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const char *name = option_infos[i].name;
        if (name != NULL && arguments_has(arguments, name)) {
            size_t position = 0;
            const char *text = option_infos[i].repeated ? arguments_next(arguments, name, &position)
                                                        : arguments_text(arguments, name);
            request->options[i] = slice_of(text != NULL ? text : "");
            while (option_infos[i].repeated && (text = arguments_next(arguments, name, &position)) != NULL) {
                (*further)[request->further_count++] =
                    (struct option_value){.option = (enum option)i, .value = slice_of(text)};
            }
        }
    }
    return true;
}

/* ---- evidence ---- */

struct proposal {
    struct slice *paths;
    size_t count;
    struct arena arena;
};

/* Without --evidence the newest summaries that are named after the tasks are recorded. */
static bool propose_evidence(const struct session *session, struct request *request, struct option_value **further,
                             struct proposal *proposal, struct error *error)
{
    bool finishes = (request->verb->options & 1U << OPTION_EVIDENCE) != 0 &&
                    request->verb->arguments[0].kind == ARGUMENT_TASK;
    if (!finishes || request->options[OPTION_EVIDENCE].data != NULL || request->options[OPTION_NO_RECORD].data != NULL) {
        return true;
    }
    if (!workspace_propose_evidence(session->workspace, request->arguments, request->argument_count, &proposal->arena,
                                    &proposal->paths, &proposal->count, error)) {
        return false;
    }
    if (proposal->count == 0 || request->options[OPTION_RESOLUTION].data == NULL) {
        return true;
    }
    struct option_value *items = memory_new(request->further_count + proposal->count, sizeof *items);
    if (items == NULL) {
        return error_no_memory(error);
    }
    if (request->further_count > 0) {
        memcpy(items, request->further, request->further_count * sizeof *items);
    }
    memory_free(*further);
    *further = items;
    request->further = items;
    request->options[OPTION_EVIDENCE] = proposal->paths[0];
    for (size_t i = 1; i < proposal->count; i++) {
        items[request->further_count++] =
            (struct option_value){.option = OPTION_EVIDENCE, .value = proposal->paths[i]};
    }
    return true;
}

static bool tell_proposal(const struct call *call, const struct request *request, const struct proposal *proposal,
                          struct error *error)
{
    bool recorded = request->options[OPTION_RESOLUTION].data != NULL;
    for (size_t i = 0; i < proposal->count && !arguments_has(call->arguments, "quiet"); i++) {
        struct bytes text;
        bytes_init(&text);
        bool told = bytes_append_format(&text,
                                        recorded ? "took %.*s as evidence; name another with --evidence"
                                                 : "%.*s is there as evidence; record it with --resolution TEXT",
                                        SLICE_PRINT(proposal->paths[i]));
        if (told) {
            report_note(call->notes, text.data);
        }
        bytes_release(&text);
        if (!told) {
            return error_no_memory(error);
        }
    }
    return true;
}

/* ---- the command ---- */

static bool answer(struct call *call, const struct session *session, const struct change *change, bool dry,
                   struct error *error)
{
    const char *prefix = session->prefix.data;
    if (call->json) {
        bool written = !dry && change->file_count > 0;
        return json_change(&call->output->bytes, session->context.plan, change, written, error);
    }
    bool quiet = arguments_has(call->arguments, "quiet");
    if (!dry) {
        if (!print_change(call->output, change, prefix, quiet, error)) {
            return false;
        }
        if (!quiet) {
            print_change_mentions(call->output, change, prefix);
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

/* Refusals name documents as everything else that is printed does: so that the path can be opened. */
static void prefix_file(const struct session *session, struct error *error)
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

bool command_verb_run(struct call *call, struct error *error)
{
    bool dry = arguments_has(call->arguments, "dry-run");
    struct session session;
    struct request request;
    struct slice *words = NULL;
    struct option_value *further = NULL;
    struct change change;
    struct proposal proposal = {0};
    change_init(&change);
    bool done = session_open(&session, call, NULL, error) && make_request(call, &session, &request, &words, &further, error) &&
                propose_evidence(&session, &request, &further, &proposal, error) &&
                workspace_run(session.workspace, &request, !dry, &change, error);
    if (done) {
        done = session_renew(&session, call, error) && tell_proposal(call, &request, &proposal, error) &&
               answer(call, &session, &change, dry, error);
    }
    if (!done && error != NULL) {
        prefix_file(&session, error);
    }
    change_release(&change);
    arena_release(&proposal.arena);
    memory_free(words);
    memory_free(further);
    session_close(&session);
    return done;
}
