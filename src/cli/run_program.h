/* run_program.h: runs another program for an event, without a shell: no text of a document is ever read as a command.
 */
#ifndef WORKBOARD_CLI_RUN_PROGRAM_H
#define WORKBOARD_CLI_RUN_PROGRAM_H

#include "base/error.h"
#include "base/slice.h"

struct run_variable {
    const char *name;
    struct slice value; /* cut at a NUL */
};

/* Runs `words` (program and arguments, ended by NULL; found by PATH) with the environment `variables` (NAME=VALUE,
 * ended by NULL) and `more`, and `input` to be read. Waits for its end, or until `stop` becomes readable: then the
 * program is asked to end (SIGTERM) and waited for, at most two seconds. `*status` is its exit status, 128 and the
 * number where a signal ended it. ERROR_SYSTEM where it cannot be run. */
bool run_program(char *const *words, char *const *variables, const struct run_variable *more, size_t more_count,
                 struct slice input, int stop, int *status, struct error *error);

#endif
