#include "tui/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static const int caught[SIGNALS_CAUGHT] = {SIGINT,   SIGTERM, SIGHUP, SIGQUIT,
                                           SIGWINCH, SIGTSTP, SIGCONT};

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
        if (caught[i] == SIGTSTP && signals->before[i].sa_handler == SIG_IGN) {
            sigaction(caught[i], &signals->before[i], NULL); /* there is no shell to stop for */
        }
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

void signals_stop(void)
{
    struct sigaction usual = {.sa_handler = SIG_DFL};
    struct sigaction before;
    sigset_t stop;
    sigset_t mask;
    sigemptyset(&usual.sa_mask);
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    sigaction(SIGTSTP, &usual, &before);
    sigprocmask(SIG_UNBLOCK, &stop, &mask);
    kill(0, SIGTSTP); /* what runs with it, too */
    sigprocmask(SIG_SETMASK, &mask, NULL);
    sigaction(SIGTSTP, &before, NULL);
}

/* ---- crashes ---- */

static const int fatal[SIGNALS_FATAL] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};

/* See the header. */
static struct {
    volatile sig_atomic_t terminal; /* -1: nothing to give back */
    char text[SIGNALS_TEXT];
    size_t size;
    struct termios modes;
    struct sigaction before[SIGNALS_FATAL];
} signals_crash = {.terminal = -1};

static void crash(int number)
{
    int terminal = (int)signals_crash.terminal;
    signals_crash.terminal = -1;
    if (terminal >= 0) {
        ssize_t written = write(terminal, signals_crash.text, signals_crash.size);
        (void)written;
        tcsetattr(terminal, TCSANOW, &signals_crash.modes);
    }
    for (size_t i = 0; i < SIGNALS_FATAL; i++) {
        if (fatal[i] == number) {
            sigaction(number, &signals_crash.before[i], NULL);
        }
    }
    raise(number);
}

void signals_guard(int terminal, const char *text, size_t size)
{
    struct sigaction action = {.sa_handler = crash};
    sigemptyset(&action.sa_mask);
    if (text == NULL) {
        for (size_t i = 0; i < SIGNALS_FATAL && signals_crash.terminal >= 0; i++) {
            sigaction(fatal[i], &signals_crash.before[i], NULL);
        }
        signals_crash.terminal = -1;
        return;
    }
    signals_crash.size = size < SIGNALS_TEXT ? size : 0;
    memcpy(signals_crash.text, text, signals_crash.size);
    if (signals_crash.terminal >= 0 || tcgetattr(terminal, &signals_crash.modes) != 0) {
        return;
    }
    signals_crash.terminal = terminal;
    for (size_t i = 0; i < SIGNALS_FATAL; i++) {
        sigaction(fatal[i], &action, &signals_crash.before[i]);
    }
}
