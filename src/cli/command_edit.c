/* One structural edit of one file, in a plan or in none. */
#include "cli/command.h"

#include "base/suggest.h"
#include "cli/edit_run.h"

static bool find_operation(const struct call *call, enum structure_operation *operation, struct error *error)
{
    if (call->arguments->word_count < 2) {
        return error_set(error, ERROR_USAGE, call->arguments->word_count == 0
                                                 ? "say which file to edit, and how"
                                                 : "say what to do with the file: set-cell, add-row, tick...");
    }
    const char *name = call->arguments->words[1];
    if (structure_find(slice_of(name), operation)) {
        return true;
    }
    struct suggest suggest;
    suggest_init(&suggest, slice_of(name));
    for (size_t i = 0; i < STRUCTURE_OPERATIONS; i++) {
        suggest_offer(&suggest, structure_operations[i].name);
    }
    bool near = suggest.best != NULL;
    error_set(error, ERROR_USAGE, "there is no edit \"%.100s\"%s%s%s", name, near ? "; did you mean " : "",
              near ? suggest.best : "", near ? "?" : "; these are the edits");
    for (size_t i = 0; i < STRUCTURE_OPERATIONS; i++) {
        error_add_candidate(error, structure_operations[i].name, strlen(structure_operations[i].name));
    }
    return false;
}

/* Of an option that the program knows, but that this edit does not take. */
static bool give_option(struct structure_request *request, const struct argument_value *value, struct error *error)
{
    enum structure_argument argument;
    struct slice name = slice_of(value->option->name);
    if (!structure_find_argument(request->operation, name, &argument)) {
        return error_set(error, ERROR_USAGE, "%s takes no --%s", structure_operations[request->operation].name,
                         value->option->name);
    }
    return structure_request_give(request, argument, slice_of(value->text != NULL ? value->text : ""), error);
}

static bool is_structural(const struct argument_option *option)
{
    for (size_t i = 0; i < STRUCTURE_ARGUMENTS; i++) {
        if (!structure_arguments[i].word && strcmp(structure_arguments[i].name, option->name) == 0) {
            return true;
        }
    }
    return false;
}

static bool read_request(const struct call *call, struct structure_request *request, struct error *error)
{
    const struct arguments *arguments = call->arguments;
    for (size_t i = 0; i < arguments->count; i++) {
        if (is_structural(arguments->values[i].option) && !give_option(request, &arguments->values[i], error)) {
            return false;
        }
    }
    for (size_t i = 2; i < arguments->word_count; i++) {
        if (!structure_request_word(request, slice_of(arguments->words[i]), error)) {
            return false;
        }
    }
    return true;
}

static bool run(struct call *call, struct error *error)
{
    enum structure_operation operation;
    if (!find_operation(call, &operation, error)) {
        return false;
    }
    struct structure_request request;
    structure_request_init(&request, operation);
    struct apply_request only = {.edit = &request, .file = slice_of(call->arguments->words[0])};
    struct workspace_edits edits = {.requests = &only, .count = 1, .verb = slice_of("edit")};
    bool done = read_request(call, &request, error) && edit_run(call, NULL, &edits, error);
    structure_request_release(&request);
    return done;
}

static void make(struct made_command *made)
{
    size_t count = 0;
    made->options[count++] = command_option(OPTION_COMMIT);
    for (size_t i = 0; i < STRUCTURE_ARGUMENTS && count + 1 < COMMAND_OPTIONS; i++) {
        const struct structure_argument_info *info = &structure_arguments[i];
        if (!info->word) {
            made->options[count++] = (struct argument_option){
                .name = info->name,
                .argument = info->form == STRUCTURE_FLAG ? NULL : info->example,
                .help = info->help,
            };
        }
    }
}

static void help(struct output *output)
{
    bytes_append_text(&output->bytes, "\n");
    output_styled(output, STYLE_STRONG, "Edits");
    bytes_append_text(&output->bytes, "\n");
    for (size_t i = 0; i < STRUCTURE_OPERATIONS; i++) {
        bytes_append_text(&output->bytes, "  ");
        (void)structure_append_usage((enum structure_operation)i, &output->bytes);
        bytes_append_format(&output->bytes, "\n      %s\n", structure_operations[i].help);
    }
}

const struct command command_edit = {
    .name = "edit",
    .usage = "FILE EDIT [OPTION]... [VALUE]...",
    .summary = "one structural edit of one file, in a plan or in none",
    .details = "Does exactly the named edit: no stamp, no other place of the same record. Names are compared as "
               "written, then without markup. What fits nothing, or several, is listed and nothing is written. "
               "Several --under name a path of headings, the outermost first; --under '' is what stands before the "
               "first one.",
    .words = (size_t)-1,
    .writes = true,
    .make = make,
    .help = help,
    .run = run,
};
