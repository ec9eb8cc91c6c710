/* Any verb of the table: the request is made from the command line, the workspace runs it. */
#include "cli/command.h"

#include "base/memory.h"
#include "cli/propose_evidence.h"
#include "cli/report.h"
#include "cli/session.h"
#include "cli/word_change.h"
#include "cli/write_request.h"
#include "ops/set_fields.h"
#include "ops/verbs.h"
#include "plan/taken.h"
#include "store/workspace_apply.h"

static bool make_request(const struct call *call, const struct session *session, struct request *request,
                         struct slice **words, struct option_value **further, struct error *error)
{
    const struct arguments *arguments = call->arguments;
    if (!session_request(session, call, call->command->verb, request, error)) {
        return false;
    }
    *words = memory_new(arguments->word_count, sizeof **words);
    *further = memory_new(arguments->count, sizeof **further);
    if (*words == NULL || *further == NULL) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < arguments->word_count; i++) {
        (*words)[i] = slice_of(arguments->words[i]);
    }
    request->arguments = *words;
    request->argument_count = arguments->word_count;
    request->further = *further;
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

/* ---- what else is set ---- */

/* The verb, and behind it a request of `set` for each --set; `words` are their arguments. */
struct asked {
    struct apply_request *requests;
    size_t count;
    struct slice (*words)[2];
};

static bool read_settings(const struct call *call, const struct request *request, struct asked *asked,
                          struct error *error)
{
    size_t position = 0;
    const char *text;
    *asked = (struct asked){
        .requests = memory_new(call->arguments->count + 1, sizeof *asked->requests),
        .words = memory_new(call->arguments->count + 1, sizeof *asked->words),
    };
    if (asked->requests == NULL || asked->words == NULL) {
        return error_no_memory(error);
    }
    asked->requests[asked->count++].verb = *request;
    while ((text = arguments_next(call->arguments, "set", &position)) != NULL) {
        struct apply_request *further = &asked->requests[asked->count];
        further->verb = (struct request){
            .who = request->who,
            .who_is_given = request->who_is_given,
            .orchestrator = request->orchestrator,
            .day = request->day,
            .now = request->now,
            .force = request->force,
            .without_claims = request->without_claims,
        };
        if (!set_fields_request(slice_of(text), asked->words[asked->count], &further->verb, error)) {
            return false;
        }
        asked->count++;
    }
    return true;
}

/* ---- other work trees ---- */

/* What was claimed here and another work tree has, too: that is for people to settle. */
static bool tell_taken(const struct call *call, struct session *session, const struct change *change,
                       struct error *error)
{
    struct taken taken = {0};
    if (call->command->verb != &verb_claim) {
        return true;
    }
    if (!session_look_outside(session, false, error) ||
        (!taken_gather(&session->outside, &session->arena, &taken) && !error_no_memory(error))) {
        return false;
    }
    for (size_t i = 0; i < change->subject_count; i++) {
        const struct taken_task *task = taken_find(&taken, change->subjects[i]);
        struct bytes text = {0};
        if (task == NULL) {
            continue;
        }
        bool said = bytes_append_format(&text, "%.*s %.*s, too; nothing was written there", SLICE_PRINT(task->id),
                                        SLICE_PRINT(task->reason));
        if (said) {
            report_note(call->notes, text.data);
        }
        bytes_release(&text);
    }
    return true;
}

/* ---- the command ---- */

/* Runs it; with --edit after the person has worded it. `*written` is false where nothing is to be written after all. */
static bool carry_out(struct call *call, struct session *session, struct asked *asked, struct change *change,
                      bool *written, struct error *error)
{
    bool dry = arguments_has(call->arguments, "dry-run");
    struct workspace_edits edits = workspace_edits_of(asked->requests, asked->count);
    edits.commit = arguments_has(call->arguments, "commit");
    *written = true;
    return arguments_has(call->arguments, "edit")
               ? word_change(call, session, asked->requests, &edits, !dry, change, written, error)
               : workspace_apply(session->workspace, &edits, !dry, change, error);
}

bool command_verb_run(struct call *call, struct error *error)
{
    struct session session;
    struct request request;
    struct slice *words = NULL;
    struct option_value *further = NULL;
    struct change change;
    struct proposal proposal = {0};
    struct asked asked = {0};
    bool written = false;
    change_init(&change);
    bool done = session_open(&session, call, NULL, error) && make_request(call, &session, &request, &words, &further, error) &&
                propose_evidence(&session, &request, &further, &proposal, error) &&
                read_settings(call, &request, &asked, error) &&
                carry_out(call, &session, &asked, &change, &written, error);
    if (done && written) {
        done = session_renew(&session, call, error) && propose_evidence_tell(call, &request, &proposal, error) &&
               write_request_warn(call, workspace_root(session.workspace), session.prefix.data, &change, error) &&
               write_request_answer(call, session.context.plan, session.prefix.data, &change, error) &&
               tell_taken(call, &session, &change, error);
    }
    if (!done && error != NULL) {
        session_prefix_error(&session, error);
    } else if (done) {
        session_tell(&session, call);
    }
    change_release(&change);
    arena_release(&proposal.arena);
    memory_free(asked.requests);
    memory_free(asked.words);
    memory_free(words);
    memory_free(further);
    session_close(&session);
    return done;
}
