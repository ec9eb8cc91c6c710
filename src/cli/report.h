/* report.h: what went wrong, said on standard error, and as an object on standard output where JSON was asked for. */
#ifndef WORKBOARD_CLI_REPORT_H
#define WORKBOARD_CLI_REPORT_H

#include "cli/command.h"

/* Says `error` and gives back the exit code. `command` (may be NULL) is the one whose usage helps. What the output had
 * gathered is dropped: an answer is whole or is none. */
int report_error(struct output *output, struct output *notes, const struct command *command, bool json,
                 const struct error *error);

/* A note for the person: "workboard: text". */
void report_note(struct output *notes, const char *text);

#endif
