#include "cli/command.h"

#include "cli/help.h"

static bool run(struct call *call, struct error *error)
{
    if (call->arguments->word_count == 0) {
        return help_program(call->output, error);
    }
    struct made_command made;
    const struct command *command = command_find(call->arguments->words[0], &made, error);
    return command != NULL && help_command(call->output, command, error);
}

const struct command command_help = {
    .name = "help",
    .usage = "[COMMAND]",
    .summary = "how the program, or one command, is used",
    .words = 1,
    .run = run,
};
