#include "cli/command.h"

#include "base/suggest.h"
#include "ops/verb.h"

#include <stdio.h>
#include <string.h>

const struct argument_option command_options[] = {
    {"plan", 0, "PATH", "the plan's folder, or one of its documents"},
    {"profile", 0, "NAME|FILE", "how the plan is to be read"},
    {"json", 0, NULL, "answer with one JSON object"},
    {"color", 0, "WHEN", "auto, always or never"},
    {"help", 'h', NULL, "say how it is used"},
    {"version", 0, NULL, "say which version this is"},
    {0},
};

struct argument_option command_option(enum option option)
{
    const struct option_info *info = &option_infos[option];
    return (struct argument_option){
        .name = info->name,
        .letter = option == OPTION_QUIET ? 'q' : '\0',
        .argument = info->argument,
        .help = info->help,
    };
}

void command_write_options(struct argument_option options[COMMAND_WRITE_OPTIONS])
{
    for (size_t i = OPTION_WRITE; i < OPTION_ALL; i++) {
        options[i - OPTION_WRITE] = command_option((enum option)i);
    }
    options[OPTION_ALL - OPTION_WRITE] = (struct argument_option){0};
}

const struct command *const commands[] = {
    &command_board,
    &command_status,
    &command_list,
    &command_show,
    &command_next,
    &command_graph,
    &command_history,
    &command_watch,
    &command_check,
    &command_edit,
    &command_apply,
    &command_undo,
    &command_merge_driver,
    &command_handoff,
    &command_demo,
    &command_init,
    &command_profile,
    &command_config,
    &command_help,
    NULL,
};

/* ---- verbs ---- */

/* Appends to a text of fixed size; what does not fit is cut. */
static void append(char *text, size_t size, const char *part)
{
    size_t used = strlen(text);
    (void)snprintf(text + used, size - used, "%s", part);
}

static void append_option(char *text, size_t size, const struct argument_option *option, bool needed)
{
    append(text, size, needed ? " --" : " [--");
    append(text, size, option->name);
    if (option->argument != NULL) {
        append(text, size, " ");
        append(text, size, option->argument);
    }
    append(text, size, needed ? "" : "]");
}

void command_of_verb(const struct verb *verb, struct made_command *made)
{
    *made = (struct made_command){0};
    for (size_t i = 0; i < VERB_ARGUMENTS && verb->arguments[i].name != NULL; i++) {
        const struct verb_argument *argument = &verb->arguments[i];
        append(made->usage, sizeof made->usage, i > 0 ? " " : "");
        append(made->usage, sizeof made->usage, argument->optional ? "[" : "");
        append(made->usage, sizeof made->usage, argument->name);
        append(made->usage, sizeof made->usage, argument->optional ? "]" : "");
        append(made->usage, sizeof made->usage, argument->repeated ? "..." : "");
    }
    size_t count = 0;
    for (size_t i = 0; i < OPTION_WRITE && count + 1 < COMMAND_OPTIONS; i++) {
        if (!verb_takes(verb, (enum option)i)) {
            continue;
        }
        struct argument_option *option = &made->options[count++];
        *option = command_option((enum option)i);
        if (i >= OPTION_COUNT) {
            continue; /* of every verb: not in its usage */
        }
        /* Where something goes has to be said; everything else has a default. */
        append_option(made->usage, sizeof made->usage, option, option_infos[i].needed);
        append(made->usage, sizeof made->usage, option_infos[i].repeated ? "..." : "");
    }
    made->command = (struct command){
        .name = verb->name,
        .usage = made->usage,
        .summary = verb->summary,
        .details = verb->details,
        .options = made->options,
        .words = (size_t)-1,
        .writes = true,
        .verb = verb,
        .run = command_verb_run,
    };
}

/* ---- finding ---- */

static bool unknown_command(const char *name, struct error *error)
{
    struct suggest suggest;
    suggest_init(&suggest, slice_of(name));
    for (size_t i = 0; commands[i] != NULL; i++) {
        suggest_offer(&suggest, commands[i]->name);
    }
    for (size_t i = 0; verbs[i] != NULL; i++) {
        suggest_offer(&suggest, verbs[i]->name);
    }
    if (suggest.best != NULL) {
        return error_set(error, ERROR_USAGE, "there is no command \"%.100s\"; did you mean %s?", name, suggest.best);
    }
    return error_set(error, ERROR_USAGE, "there is no command \"%.100s\"; workboard --help lists them", name);
}

static const struct command *complete(const struct command *command, struct made_command *made)
{
    if (command->make == NULL) {
        return command;
    }
    *made = (struct made_command){.command = *command};
    made->command.options = made->options;
    command->make(made);
    return &made->command;
}

const struct command *command_find(const char *name, struct made_command *made, struct error *error)
{
    for (size_t i = 0; commands[i] != NULL; i++) {
        if (strcmp(commands[i]->name, name) == 0) {
            return complete(commands[i], made);
        }
    }
    const struct verb *verb = verb_find(slice_of(name));
    if (verb == NULL) {
        (void)unknown_command(name, error);
        return NULL;
    }
    command_of_verb(verb, made);
    return &made->command;
}
