/* background.h: work that takes long, in a process of its own, so that whoever waits for it can go on: a copy of the
 * program does it and sends back bytes through a pipe.
 *
 *     background_start(&work, read_all, context, error)
 *     ... poll background_descriptor(&work) for reading ...
 *     background_take(&work, &finished, &output, error)      until it is finished
 *     background_end(&work)
 *
 * The copy has the signals of a new program, reads and writes files as the program would, and must not touch the terminal.
 * What it changes in memory is lost with it. The program must have no threads.
 */
#ifndef WORKBOARD_STORE_BACKGROUND_H
#define WORKBOARD_STORE_BACKGROUND_H

#include "base/bytes.h"
#include "base/error.h"

#include <sys/types.h>

struct background {
    pid_t id;       /* 0: nothing is going on */
    int descriptor; /* of the pipe */
    struct bytes output;
};

/* Appends the result to `out`. Runs in the copy. */
typedef bool (*background_work)(void *context, struct bytes *out, struct error *error);

/* Begins. ERROR_SYSTEM where there is no process or pipe to be had. */
bool background_start(struct background *background, background_work work, void *context, struct error *error);

bool background_is_busy(const struct background *background);

/* To poll for reading; -1 where nothing is going on. */
int background_descriptor(const struct background *background);

/* Takes what came so far, without waiting. `*finished`: it was all; then it is appended to `output`, or false with the
 * error of the work, and nothing is going on any more. */
bool background_take(struct background *background, bool *finished, struct bytes *output, struct error *error);

/* Ends the work where it still goes on. */
void background_end(struct background *background);

#endif
