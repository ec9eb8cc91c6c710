/* Many structural edits and verbs, read as JSON, as one transaction. */
#include "cli/command.h"

#include "cli/edit_run.h"
#include "cli/read_input.h"
#include "cli/write_request.h"
#include "json/json_requests.h"
#include "outline/structure.h"

static bool has_verbs(const struct json_requests *requests)
{
    for (size_t i = 0; i < requests->count; i++) {
        if (requests->items[i].edit == NULL) {
            return true;
        }
    }
    return false;
}

/* What the change log calls it: the verb, where there is one sort of them and nothing else, so that `release` finds what a
 * claim changed. */
static struct slice name_of(const struct json_requests *requests)
{
    const struct verb *first = requests->count == 0 ? NULL : requests->items[0].verb.verb;
    for (size_t i = 0; i < requests->count; i++) {
        const struct apply_request *request = &requests->items[i];
        bool further = i > 0 && request->edit == NULL && strcmp(request->verb.verb->name, "set") == 0;
        if (request->edit != NULL || (request->verb.verb != first && !further)) {
            return slice_of("apply");
        }
    }
    return first == NULL ? slice_of("apply") : slice_of(first->name);
}

static bool run_in_plan(struct call *call, struct json_requests *requests, struct workspace_edits *edits,
                        struct error *error)
{
    struct session session;
    bool done = session_open(&session, call, NULL, error);
    for (size_t i = 0; done && i < requests->count; i++) {
        done = requests->items[i].edit != NULL ||
               write_request_fill(call, workspace_settings(session.workspace), &session.moment, &requests->items[i].verb,
                                  error);
    }
    done = done && edit_run(call, &session, edits, error);
    if (!done) {
        session_prefix_error(&session, error);
    }
    session_close(&session);
    return done;
}

static bool run(struct call *call, struct error *error)
{
    const struct arguments *arguments = call->arguments;
    struct json_requests requests;
    struct bytes text;
    bytes_init(&text);
    bool done = read_input(arguments->word_count > 0 ? arguments->words[0] : NULL, &text, error);
    done = json_requests_read(done ? bytes_slice(&text) : slice_of("[]"), &requests, done ? error : NULL) && done;
    struct workspace_edits edits = {.requests = requests.items, .count = requests.count, .verb = name_of(&requests)};
    bool in_plan = has_verbs(&requests) || arguments_has(arguments, "plan") || requests.count == 0;
    done = done && (in_plan ? run_in_plan(call, &requests, &edits, error) : edit_run(call, NULL, &edits, error));
    json_requests_release(&requests);
    bytes_release(&text);
    return done;
}

static void make(struct made_command *made)
{
    made->options[0] = command_option(OPTION_COMMIT);
}

static void help(struct output *output)
{
    bytes_append_text(&output->bytes, "\n");
    output_styled(output, STYLE_STRONG, "Requests");
    bytes_append_text(&output->bytes,
                      "\n  {\"file\": F, \"op\": \"set-cell\", \"under\": [\"A\", \"B\"], \"row\": KEY, \"column\": NAME,\n"
                      "   \"value\": V, \"was\": OLD}\n"
                      "      any edit of `workboard edit`; its options and words are the keys\n"
                      "  {\"op\": \"done\", \"id\": [ID, ...], \"resolution\": TEXT, \"set\": {\"ID.FIELD\": VALUE}}\n"
                      "      any verb; its arguments and options are the keys, FIELD=VALUE are \"fields\"\n");
}

const struct command command_apply = {
    .name = "apply",
    .usage = "[FILE|-]",
    .summary = "many structural edits and verbs, read as JSON, all or none",
    .details = "Reads an object or an array of objects from FILE or standard input and makes all of it in one transaction, "
               "which undo takes back as one, or nothing. Each request sees what those before it did; line:N is a line of the "
               "documents as they were before the first one; what is put in at one place keeps its order. Edits do "
               "exactly what they name, verbs also what they bring along. Works on files outside of any plan, too.",
    .words = 1,
    .writes = true,
    .make = make,
    .help = help,
    .run = run,
};
