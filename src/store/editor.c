#include "store/editor.h"

#include "base/bytes.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* The keyboard's signals are meant for the program that is run: it alone is interrupted, and both stop together. */
enum { KEYBOARD = 3 };

static const int keyboard[KEYBOARD] = {SIGINT, SIGQUIT, SIGTSTP};

static void give_keyboard(struct sigaction before[KEYBOARD])
{
    for (size_t i = 0; i < KEYBOARD; i++) {
        struct sigaction action = {.sa_handler = keyboard[i] == SIGTSTP ? SIG_DFL : SIG_IGN};
        sigemptyset(&action.sa_mask);
        (void)sigaction(keyboard[i], NULL, &before[i]);
        if (before[i].sa_handler != SIG_IGN) {
            (void)sigaction(keyboard[i], &action, NULL);
        }
    }
}

/* In the child: as a shell starts a program. */
static void take_keyboard(const struct sigaction before[KEYBOARD])
{
    struct sigaction usual = {.sa_handler = SIG_DFL};
    sigemptyset(&usual.sa_mask);
    for (size_t i = 0; i < KEYBOARD; i++) {
        if (before[i].sa_handler != SIG_IGN) {
            (void)sigaction(keyboard[i], &usual, NULL);
        }
    }
}

static void return_keyboard(const struct sigaction before[KEYBOARD])
{
    for (size_t i = 0; i < KEYBOARD; i++) {
        (void)sigaction(keyboard[i], &before[i], NULL);
    }
}

/* Waits for its end; false where that cannot be. */
static bool wait_for(pid_t child, int *status)
{
    while (waitpid(child, status, 0) < 0) {
        if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

enum { NOT_FOUND = 127 /* what the shell says of a command that is not there */ };

bool editor_run(enum editor_kind kind, const char *command, const char *path, size_t line, struct error *error)
{
    const char *name = kind == EDITOR_READS ? "pager" : "editor";
    const char *variable = kind == EDITOR_READS ? "PAGER" : "EDITOR";
    char position[32];
    struct bytes script;
    struct sigaction before[KEYBOARD];
    int status = 0;
    bytes_init(&script);
    (void)snprintf(position, sizeof position, "+%zu", line);
    if (!bytes_append_text(&script, command) || !bytes_append_text(&script, " \"$@\"")) {
        bytes_release(&script);
        return error_no_memory(error);
    }
    give_keyboard(before);
    pid_t child = fork();
    if (child == 0) {
        take_keyboard(before);
        if (line > 0) {
            execl("/bin/sh", "sh", "-c", script.data, "sh", position, path, (char *)NULL);
        } else {
            execl("/bin/sh", "sh", "-c", script.data, "sh", path, (char *)NULL);
        }
        _exit(NOT_FOUND);
    }
    bool ended = child > 0 && wait_for(child, &status);
    int number = errno;
    return_keyboard(before);
    bytes_release(&script);
    if (!ended) {
        return error_set(error, ERROR_SYSTEM, "the %s cannot be %s: %s; try again", name, child < 0 ? "run" : "waited for",
                         strerror(number));
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_FOUND) {
        return error_set(error, ERROR_SYSTEM, "the %s \"%.200s\" is not there; set %s to the command of one that is", name,
                         command, variable);
    }
    return (WIFEXITED(status) && WEXITSTATUS(status) == 0) ||
           error_set(error, ERROR_SYSTEM, "the %s \"%.200s\" failed; set %s to the command of one that works", name, command,
                     variable);
}
