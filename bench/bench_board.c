/* bench_board FILE PROGRAM [ARGUMENT...]: runs the board on a terminal of its own and prints four figures: the median
 * milliseconds from an edit of one status in FILE from outside to the first bytes that the board draws for it, which
 * includes the time that the board waits for quiet; the median milliseconds from a key to the first bytes; the percents of
 * a core that it takes while nothing happens, or `?` where the system does not say; the median milliseconds from the first letter
 * of a filter over all tasks to the first bytes, of plans that were just read. FILE is written: give it a copy. */
#define _DEFAULT_SOURCE
#include "bench.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

enum { RUNS = 9, KEYS = 41, FILTERS = 5, QUIET = 400, KEY_QUIET = 30, LONGEST = 5000, IDLE = 3000 };

/* Reads what the board draws until it is quiet for so long, or for ever so long. Returns the milliseconds until the first
 * byte, negative where none came. */
static double drain(int terminal, int quiet)
{
    char drawn[65536];
    double start = bench_now();
    double first = -1;
    struct pollfd ready = {.fd = terminal, .events = POLLIN};
    while (bench_now() - start < LONGEST / 1000.0 && poll(&ready, 1, first < 0 ? LONGEST : quiet) > 0) {
        if (read(terminal, drawn, sizeof drawn) <= 0) {
            break;
        }
        first = first < 0 ? (bench_now() - start) * 1000 : first;
    }
    return first;
}

static int open_terminal(char **command, pid_t *child)
{
    int terminal = posix_openpt(O_RDWR | O_NOCTTY);
    if (terminal < 0 || grantpt(terminal) != 0 || unlockpt(terminal) != 0) {
        return -1;
    }
    const char *name = ptsname(terminal);
    struct winsize size = {.ws_row = 40, .ws_col = 120};
    *child = name == NULL ? -1 : fork();
    if (*child == 0) {
        setsid();
        int slave = open(name, O_RDWR);
        if (slave < 0 || ioctl(slave, TIOCSCTTY, 0) < 0 || ioctl(slave, TIOCSWINSZ, &size) < 0 || dup2(slave, 0) < 0 ||
            dup2(slave, 1) < 0 || dup2(slave, 2) < 0 || setenv("TERM", "xterm-256color", 1) != 0) {
            _exit(127);
        }
        execvp(command[0], command);
        _exit(127);
    }
    return *child < 0 ? -1 : terminal;
}

/* Overwrites the status where it stands. */
static bool edit(const char *path, off_t at, const char *word)
{
    int file = open(path, O_WRONLY);
    bool done = file >= 0 && pwrite(file, word, strlen(word), at) == (ssize_t)strlen(word);
    return (file < 0 || close(file) == 0) && done;
}

/* Where the first status to change stands in the file; negative where there is none. */
static off_t find_status(const char *path)
{
    char line[4096];
    off_t at = 0;
    FILE *file = fopen(path, "rb");
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        const char *found = strstr(line, " | todo | M");
        if (found != NULL) {
            fclose(file);
            return at + (found - line) + 3;
        }
        at += (off_t)strlen(line);
    }
    if (file != NULL) {
        fclose(file);
    }
    return -1;
}

/* Presses a key that moves the selection, down and up again. */
static bool measure_keys(int terminal, double *times)
{
    for (size_t i = 0; i < KEYS; i++) {
        if (write(terminal, i % 2 == 0 ? "j" : "k", 1) != 1) {
            return false;
        }
        times[i] = drain(terminal, KEY_QUIET);
        if (times[i] < 0) {
            return false;
        }
    }
    return true;
}

static bool press(int terminal, const char *keys, double *time)
{
    double drawn = write(terminal, keys, strlen(keys)) == (ssize_t)strlen(keys) ? drain(terminal, QUIET) : -1;
    if (time != NULL) {
        *time = drawn;
    }
    return drawn >= 0;
}

/* The first letter of a filter: after an edit from outside, which takes what was prepared for filtering away. */
static bool measure_filters(int terminal, const char *path, off_t at, double *times)
{
    bool done = press(terminal, "6", NULL);
    for (size_t i = 0; done && i < FILTERS; i++) {
        done = edit(path, at, i % 2 == 0 ? "todo" : "done") && drain(terminal, QUIET) >= 0 && press(terminal, "/", NULL) &&
               press(terminal, "d", &times[i]) && press(terminal, "\007", NULL);
    }
    return done;
}

/* Nanoseconds that the process was on a processor; negative where the system does not say (Linux does). */
static double processor_time(pid_t child)
{
    char path[64];
    double spent = -1;
    (void)snprintf(path, sizeof path, "/proc/%ld/schedstat", (long)child);
    FILE *file = fopen(path, "r");
    if (file != NULL) {
        spent = fscanf(file, "%lf", &spent) == 1 ? spent : -1;
        fclose(file);
    }
    return spent;
}

/* Percents of a core while nothing happens. */
static double measure_idle(int terminal, pid_t child)
{
    struct pollfd ready = {.fd = terminal, .events = POLLIN};
    double before = processor_time(child);
    double start = bench_now();
    char drawn[4096];
    while ((bench_now() - start) * 1000 < IDLE) {
        if (poll(&ready, 1, IDLE / 4) > 0 && read(terminal, drawn, sizeof drawn) <= 0) {
            return -1;
        }
    }
    double after = processor_time(child);
    return before < 0 || after < 0 ? -1 : (after - before) / ((bench_now() - start) * 1e9) * 100;
}

int main(int argument_count, char **arguments)
{
    if (argument_count < 3) {
        fputs("usage: bench_board FILE PROGRAM [ARGUMENT...]\n", stderr);
        return 2;
    }
    double times[RUNS];
    double keys[KEYS];
    double filters[FILTERS];
    double idle = -1;
    pid_t child = -1;
    off_t at = find_status(arguments[1]);
    int terminal = at < 0 ? -1 : open_terminal(arguments + 2, &child);
    bool done = terminal >= 0 && drain(terminal, QUIET) >= 0;
    for (size_t i = 0; done && i < RUNS; i++) {
        done = edit(arguments[1], at, i % 2 == 0 ? "done" : "todo");
        times[i] = done ? drain(terminal, QUIET) : -1;
        done = times[i] >= 0;
    }
    done = done && measure_keys(terminal, keys);
    /* Once without looking: the watch looks at all files again every two seconds, which takes in the last edit. */
    (void)(done && measure_idle(terminal, child) >= 0);
    idle = done ? measure_idle(terminal, child) : idle;
    done = done && measure_filters(terminal, arguments[1], at, filters);
    if (child > 0) {
        kill(child, SIGTERM);
        waitpid(child, NULL, 0);
    }
    if (!done) {
        fputs("bench_board: the board did not draw\n", stderr);
        return 1;
    }
    printf("%.1f %.2f ", bench_median(times, RUNS), bench_median(keys, KEYS));
    if (idle < 0) {
        printf("? ");
    } else {
        printf("%.3f ", idle);
    }
    printf("%.2f\n", bench_median(filters, FILTERS));
    return 0;
}
