#include "cli/command.h"

static bool run(struct call *call, struct error *error)
{
    return command_board_on(call, NULL, false, error);
}

const struct command command_status = {
    .name = "status",
    .usage = "",
    .summary = "milestones, lanes, queue, blockers and claims on one screen",
    .run = run,
};
