#include "cli/command.h"

#include "cli/config_file.h"
#include "cli/report.h"
#include "tui/config_print.h"

#include <stdio.h>

static bool run(struct call *call, struct error *error)
{
    char path[ENVIRONMENT_PATH];
    struct bytes text = {0};
    struct bytes mistakes = {0};
    bool done = config_file_read(call->environment, path, &text, error);
    if (done) {
        bytes_append_format(&call->output->bytes, "# %s: what it says over what is built in is in here.\n", path);
        done = config_print(path, bytes_slice(&text), &call->output->bytes, &mistakes, error);
    }
    struct slice rest = bytes_slice(&mistakes);
    struct slice line;
    while (done && rest.size > 0 && slice_next(&rest, '\n', &line)) {
        char note[1024];
        (void)snprintf(note, sizeof note, "%.*s", SLICE_PRINT(line));
        report_note(call->notes, note);
        call->answer_is_no = true;
    }
    bytes_release(&text);
    bytes_release(&mistakes);
    return done;
}

const struct command command_config = {
    .name = "config",
    .usage = "",
    .summary = "the keys and looks of the board, as a configuration file",
    .details = "What is printed can be saved as config.yaml in ~/.config/workboard (or $XDG_CONFIG_HOME/workboard) and changed "
               "there; only what is to be different needs to stand in it. A mistake in that file is named with its line "
               "and the rest is used; then the exit status is 1.",
    .run = run,
};
