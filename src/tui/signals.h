/* signals.h: signals as something that can be polled: a descriptor that becomes readable, and the signals in order.
 *
 * The handlers do nothing but write the signal's number into a pipe, or, in a crash, give the terminal back. One may be
 * open at a time, because a signal handler cannot be given anything: what it needs are the only mutable globals of the
 * program.
 */
#ifndef WORKBOARD_TUI_SIGNALS_H
#define WORKBOARD_TUI_SIGNALS_H

#include "base/error.h"

#include <signal.h>

enum { SIGNALS_CAUGHT = 7, SIGNALS_FATAL = 5, SIGNALS_TEXT = 256 };

struct signals {
    int descriptor; /* to poll for reading */
    int writer;
    struct sigaction before[SIGNALS_CAUGHT];
};

/* Catches SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGTSTP (unless it is ignored) and SIGCONT from now on. */
bool signals_open(struct signals *signals, struct error *error);

/* The next signal that came; 0 where there is none. Never waits. */
int signals_next(struct signals *signals);

/* Stops the program as SIGTSTP does where nobody catches it; returns when it goes on. */
void signals_stop(void);

/* When the program crashes, `text` is written to `terminal`, and its modes become those that it had at the first call,
 * before the signal does what it did before. Another call replaces the text; NULL ends it. The descriptor must stay
 * open. */
void signals_guard(int terminal, const char *text, size_t size);

/* What was done about the signals before is done again. */
void signals_close(struct signals *signals);

#endif
