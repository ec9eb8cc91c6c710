/* signals.h: signals as something that can be polled: a descriptor that becomes readable, and the signals in order.
 *
 * The handlers do nothing but write the signal's number into a pipe. One may be open at a time, because a signal
 * handler cannot be given anything: its descriptor is the one mutable global of the program.
 */
#ifndef WORKBOARD_TUI_SIGNALS_H
#define WORKBOARD_TUI_SIGNALS_H

#include "base/error.h"

#include <signal.h>

enum { SIGNALS_CAUGHT = 5 };

struct signals {
    int descriptor; /* to poll for reading */
    int writer;
    struct sigaction before[SIGNALS_CAUGHT];
};

/* Catches SIGINT, SIGTERM, SIGHUP, SIGQUIT and SIGWINCH from now on. */
bool signals_open(struct signals *signals, struct error *error);

/* The next signal that came; 0 where there is none. Never waits. */
int signals_next(struct signals *signals);

/* What was done about the signals before is done again. */
void signals_close(struct signals *signals);

#endif
