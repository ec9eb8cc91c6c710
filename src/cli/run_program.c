#include "cli/run_program.h"

#include "base/arena.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LOOK_AGAIN = 20, PATIENCE = 100 };

/* ---- what the program is given ---- */

static bool is_replaced(const char *variable, const struct run_variable *more, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t size = strlen(more[i].name);
        if (strncmp(variable, more[i].name, size) == 0 && variable[size] == '=') {
            return true;
        }
    }
    return false;
}

static char **list_variables(struct arena *arena, char *const *variables, const struct run_variable *more, size_t count)
{
    size_t total = 0;
    while (variables != NULL && variables[total] != NULL) {
        total++;
    }
    char **list = arena_new(arena, total + count + 1, sizeof *list);
    size_t used = 0;
    for (size_t i = 0; list != NULL && i < total; i++) {
        if (!is_replaced(variables[i], more, count)) {
            list[used++] = variables[i];
        }
    }
    for (size_t i = 0; list != NULL && i < count; i++) {
        size_t name = strlen(more[i].name);
        const char *end = more[i].value.size == 0 ? NULL : memchr(more[i].value.data, '\0', more[i].value.size);
        size_t size = end == NULL ? more[i].value.size : (size_t)(end - more[i].value.data);
        char *variable = arena_new(arena, name + size + 2, 1);
        if (variable == NULL) {
            return NULL;
        }
        memcpy(variable, more[i].name, name);
        variable[name] = '=';
        if (size > 0) {
            memcpy(variable + name + 1, more[i].value.data, size);
        }
        list[used++] = variable;
    }
    return list;
}

/* The input as a file that has no name: a program that does not read it all keeps nobody waiting. */
static FILE *make_input(struct slice input, struct error *error)
{
    FILE *file = tmpfile();
    if (file == NULL || fwrite(input.data, 1, input.size, file) != input.size || fflush(file) != 0 ||
        fseek(file, 0, SEEK_SET) != 0) {
        (void)error_set(error, ERROR_SYSTEM, "what the program shall read cannot be kept: %s; look at TMPDIR",
                        strerror(errno));
        if (file != NULL) {
            (void)fclose(file);
        }
        return NULL;
    }
    return file;
}

/* ---- running ---- */

/* Signals that this program handles or ignores are as usual in the child. */
static int spawn(pid_t *child, char *const *words, char *const *variables, int input)
{
    static const int usual[] = {SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++) {
        sigaddset(&set, usual[i]);
    }
    int number = posix_spawn_file_actions_init(&actions);
    if (number != 0) {
        return number;
    }
    number = posix_spawnattr_init(&attributes);
    if (number == 0) {
        number = posix_spawnattr_setsigdefault(&attributes, &set);
        number = number != 0 ? number : posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
        number = number != 0 ? number : posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
        number = number != 0 ? number : posix_spawnp(child, words[0], &actions, &attributes, words, variables);
        (void)posix_spawnattr_destroy(&attributes);
    }
    (void)posix_spawn_file_actions_destroy(&actions);
    return number;
}

static void pause_a_little(void)
{
    struct timespec rest = {.tv_nsec = LOOK_AGAIN * 1000000L};
    (void)nanosleep(&rest, NULL);
}

/* Until the child has ended; its end is looked for, because a descriptor that tells of it is no part of POSIX. */
static int attend(pid_t child, int stop)
{
    int status = 0;
    size_t asked = 0;
    for (;;) {
        pid_t ended = waitpid(child, &status, WNOHANG);
        if (ended == child || (ended < 0 && errno != EINTR)) {
            return ended == child ? status : 0;
        }
        struct pollfd waiting = {.fd = stop, .events = POLLIN};
        if (asked > 0) {
            pause_a_little();
            asked++;
            if (asked == PATIENCE) {
                (void)kill(child, SIGKILL);
            }
        } else if (poll(&waiting, 1, LOOK_AGAIN) > 0) {
            (void)kill(child, SIGTERM);
            asked = 1;
        }
    }
}

bool run_program(char *const *words, char *const *variables, const struct run_variable *more, size_t more_count,
                 struct slice input, int stop, int *status, struct error *error)
{
    struct arena arena;
    arena_init(&arena);
    char **list = list_variables(&arena, variables, more, more_count);
    FILE *file = list == NULL ? NULL : make_input(input, error);
    bool done = list != NULL ? file != NULL : error_no_memory(error);
    if (done) {
        pid_t child = 0;
        int number = spawn(&child, words, list, fileno(file));
        done = number == 0 ||
               error_set(error, ERROR_SYSTEM, "%.200s cannot be run: %s; look whether it is there and may be", words[0],
                         strerror(number));
        if (done) {
            int raw = attend(child, stop);
            *status = WIFEXITED(raw) ? WEXITSTATUS(raw) : WIFSIGNALED(raw) ? 128 + WTERMSIG(raw) : 128;
        }
        (void)fclose(file);
    }
    arena_release(&arena);
    return done;
}
