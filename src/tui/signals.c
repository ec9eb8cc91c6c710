#include "tui/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static const int caught[SIGNALS_CAUGHT] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH};

/* See the header: where the handler writes to; -1 while nobody listens. */
static volatile sig_atomic_t signals_writer = -1;

static void handle(int number)
{
    int kept = errno;
    unsigned char byte = (unsigned char)number;
    int writer = (int)signals_writer;
    if (writer >= 0) {
        ssize_t written = write(writer, &byte, 1);
        (void)written; /* a full pipe means that enough is known already */
    }
    errno = kept;
}

static bool prepare(int descriptor)
{
    int flags = fcntl(descriptor, F_GETFL);
    return flags >= 0 && fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0 &&
           fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0;
}

bool signals_open(struct signals *signals, struct error *error)
{
    int ends[2];
    if (pipe(ends) != 0) {
        return error_set(error, ERROR_SYSTEM, "no pipe for signals: %s; close some files and try again",
                         strerror(errno));
    }
    if (!prepare(ends[0]) || !prepare(ends[1])) {
        int reason = errno;
        close(ends[0]);
        close(ends[1]);
        return error_set(error, ERROR_SYSTEM, "a pipe for signals cannot be set up: %s", strerror(reason));
    }
    signals->descriptor = ends[0];
    signals->writer = ends[1];
    signals_writer = ends[1];
    struct sigaction action = {.sa_handler = handle};
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    for (size_t i = 0; i < SIGNALS_CAUGHT; i++) {
        sigaction(caught[i], &action, &signals->before[i]);
    }
    return true;
}

int signals_next(struct signals *signals)
{
    unsigned char byte = 0;
    return read(signals->descriptor, &byte, 1) == 1 ? byte : 0;
}

void signals_close(struct signals *signals)
{
    for (size_t i = 0; i < SIGNALS_CAUGHT; i++) {
        sigaction(caught[i], &signals->before[i], NULL);
    }
    signals_writer = -1;
    close(signals->descriptor);
    close(signals->writer);
}
