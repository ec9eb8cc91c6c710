#include "store/git_process.h"

#include "base/memory.h"
#include "store/save_wait.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { READ_SIZE = 1 << 16, LOOK_AGAIN = 50, MOST_ARGUMENTS = 4096 };

enum pipe_name { PIPE_INPUT, PIPE_OUTPUT, PIPE_COMPLAINT, PIPE_COUNT };

/* A child and our ends of its pipes; -1: closed. */
struct child {
    pid_t id;
    int ours[PIPE_COUNT];
    int theirs[PIPE_COUNT];
    struct slice input; /* what is still to be written */
};

/* ---- environment ---- */

/* Of git's own variables only those that say who commits and which settings hold. */
static bool is_kept(const char *variable)
{
    static const char *const kept[] = {
        "GIT_AUTHOR_",       "GIT_COMMITTER_",    "GIT_CONFIG_GLOBAL=", "GIT_CONFIG_SYSTEM=", "GIT_CONFIG_NOSYSTEM=",
        "GIT_CONFIG_COUNT=", "GIT_CONFIG_KEY_",   "GIT_CONFIG_VALUE_",  "GIT_EXEC_PATH=",     "GIT_CEILING_DIRECTORIES=",
        "GIT_DISCOVERY_ACROSS_FILESYSTEM=",
    };
    if (strncmp(variable, "GIT_", 4) != 0) {
        return true;
    }
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        if (strncmp(variable, kept[i], strlen(kept[i])) == 0) {
            return true;
        }
    }
    return false;
}

/* The variables of the child, in an array to be freed by memory_free; they are not copied. */
static const char **clean_variables(char *const *variables, const char *index)
{
    size_t count = 0;
    size_t total = 0;
    while (variables != NULL && variables[total] != NULL) {
        total++;
    }
    const char **clean = memory_new(total + 4, sizeof *clean);
    for (size_t i = 0; clean != NULL && i < total; i++) {
        if (is_kept(variables[i])) {
            clean[count++] = variables[i];
        }
    }
    if (clean != NULL) {
        clean[count++] = "GIT_TERMINAL_PROMPT=0";
        clean[count++] = "GIT_PAGER=cat";
        clean[count] = index;
    }
    return clean;
}

/* `git -C FOLDER --no-pager ARGUMENTS`, in an array to be freed by memory_free. */
static const char **list_arguments(const struct git_process *process)
{
    size_t total = 0;
    while (process->arguments[total] != NULL && total < MOST_ARGUMENTS) {
        total++;
    }
    const char **arguments = memory_new(total + 5, sizeof *arguments);
    if (arguments != NULL) {
        arguments[0] = "git";
        arguments[1] = "-C";
        arguments[2] = process->folder;
        arguments[3] = "--no-pager";
        memcpy(&arguments[4], process->arguments, total * sizeof *arguments);
    }
    return arguments;
}

/* ---- pipes ---- */

static void close_one(int *descriptor)
{
    if (*descriptor >= 0) {
        (void)close(*descriptor);
    }
    *descriptor = -1;
}

static void close_all(int *descriptors)
{
    for (size_t i = 0; i < PIPE_COUNT; i++) {
        close_one(&descriptors[i]);
    }
}

/* Neither for other children, nor one of the three that a program is born with: moving it there would close it. */
static bool keep_apart(int *descriptor)
{
    if (*descriptor <= STDERR_FILENO) {
        int moved = fcntl(*descriptor, F_DUPFD, STDERR_FILENO + 1);
        if (moved < 0) {
            return false;
        }
        (void)close(*descriptor);
        *descriptor = moved;
    }
    return fcntl(*descriptor, F_SETFD, FD_CLOEXEC) == 0;
}

static bool open_pipes(struct child *child)
{
    for (size_t i = 0; i < PIPE_COUNT; i++) {
        int ends[2];
        if (pipe(ends) != 0) {
            return false;
        }
        child->ours[i] = ends[i == PIPE_INPUT ? 1 : 0];
        child->theirs[i] = ends[i == PIPE_INPUT ? 0 : 1];
        if (!keep_apart(&child->ours[i]) || !keep_apart(&child->theirs[i]) ||
            fcntl(child->ours[i], F_SETFL, O_NONBLOCK) != 0) {
            return false;
        }
    }
    return true;
}

/* ---- start ---- */

/* The signals that this program handles or ignores are as usual in the child, and none is held back. */
static int set_signals(posix_spawnattr_t *attributes)
{
    static const int usual[] = {SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGCHLD, SIGWINCH, SIGTSTP};
    sigset_t none;
    sigset_t set;
    sigemptyset(&none);
    sigemptyset(&set);
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++) {
        sigaddset(&set, usual[i]);
    }
    int number = posix_spawnattr_setsigmask(attributes, &none);
    number = number != 0 ? number : posix_spawnattr_setsigdefault(attributes, &set);
    return number != 0 ? number : posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

/* 0, or the errno. */
static int spawn(struct child *child, const char **arguments, const char **variables)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int number = posix_spawn_file_actions_init(&actions);
    if (number != 0) {
        return number;
    }
    number = posix_spawnattr_init(&attributes);
    if (number == 0) {
        number = set_signals(&attributes);
        for (int i = 0; number == 0 && i < PIPE_COUNT; i++) {
            number = posix_spawn_file_actions_adddup2(&actions, child->theirs[i], i);
        }
        /* What is not changed is taken without const there, since C has no way to say it of the texts in an array. */
        number = number != 0 ? number
                             : posix_spawnp(&child->id, "git", &actions, &attributes, (char *const *)arguments,
                                            (char *const *)variables);
        (void)posix_spawnattr_destroy(&attributes);
    }
    (void)posix_spawn_file_actions_destroy(&actions);
    return number;
}

/* ---- talk ---- */

/* Writes some of the input. A child that does not read it all is no failure; the signal for that is swallowed. */
static void feed(struct child *child)
{
    sigset_t set;
    sigset_t old;
    sigset_t pending;
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    sigemptyset(&pending);
    (void)sigpending(&pending);
    bool was_pending = sigismember(&pending, SIGPIPE) == 1;
    (void)sigprocmask(SIG_BLOCK, &set, &old);
    ssize_t size = write(child->ours[PIPE_INPUT], child->input.data, child->input.size);
    int number = errno;
    if (size < 0 && number == EPIPE && !was_pending && sigpending(&pending) == 0 && sigismember(&pending, SIGPIPE) == 1) {
        int signal = 0;
        (void)sigwait(&set, &signal);
    }
    (void)sigprocmask(SIG_SETMASK, &old, NULL);
    if (size >= 0) {
        child->input = slice_part(child->input, (size_t)size, child->input.size);
    }
    if (child->input.size == 0 || (size < 0 && number != EAGAIN && number != EINTR)) {
        close_one(&child->ours[PIPE_INPUT]);
    }
}

/* Reads what is there; what does not fit the limit is left out, and `*whole` then false. Closes the pipe at its end. */
static bool drink(struct child *child, enum pipe_name name, struct bytes *out, size_t limit, bool *whole)
{
    for (;;) {
        if (!bytes_reserve(out, READ_SIZE)) {
            return false;
        }
        ssize_t size = read(child->ours[name], out->data + out->size, READ_SIZE - 1);
        if (size < 0 && errno == EINTR) {
            continue;
        }
        if (size <= 0) {
            if (size == 0 || errno != EAGAIN) {
                close_one(&child->ours[name]);
            }
            return true;
        }
        size_t room = out->size < limit ? limit - out->size : 0;
        *whole = *whole && (size_t)size <= room;
        out->size += (size_t)size < room ? (size_t)size : room;
        out->data[out->size] = '\0';
    }
}

struct talk {
    const struct git_process *process;
    struct bytes *output;
    struct bytes *complaint;
    size_t limit;          /* the size that `output` may have */
    size_t complaint_limit;
    int64_t end;
};

static bool hear(struct child *child, const struct talk *talk, struct error *error)
{
    bool whole = true;
    bool all = true;
    bool read = (child->ours[PIPE_OUTPUT] < 0 || drink(child, PIPE_OUTPUT, talk->output, talk->limit, &whole)) &&
                (child->ours[PIPE_COMPLAINT] < 0 ||
                 drink(child, PIPE_COMPLAINT, talk->complaint, talk->complaint_limit, &all));
    if (!read) {
        return error_no_memory(error);
    }
    return whole || error_set(error, ERROR_SYSTEM, "git %s says more than %zu bytes; ask for less",
                              talk->process->name, talk->limit);
}

/* Until the child has ended and its pipes are read: what it left running keeps nobody waiting. */
static bool attend(struct child *child, const struct talk *talk, int *status, struct error *error)
{
    for (;;) {
        struct pollfd files[PIPE_COUNT];
        nfds_t count = 0;
        for (size_t i = 0; i < PIPE_COUNT; i++) {
            if (child->ours[i] >= 0) {
                files[count++] = (struct pollfd){.fd = child->ours[i], .events = i == PIPE_INPUT ? POLLOUT : POLLIN};
            }
        }
        bool spoken = child->ours[PIPE_OUTPUT] < 0 && child->ours[PIPE_COMPLAINT] < 0;
        (void)poll(files, count, spoken ? 1 : LOOK_AGAIN);
        pid_t ended = waitpid(child->id, status, WNOHANG);
        if (child->ours[PIPE_INPUT] >= 0) {
            feed(child);
        }
        if (!hear(child, talk, error)) {
            child->id = ended == child->id ? 0 : child->id;
            return false;
        }
        if (ended == child->id) {
            child->id = 0;
            return true;
        }
        if (ended < 0 && errno != EINTR) {
            child->id = 0;
            return error_set(error, ERROR_SYSTEM, "git cannot be waited for: %s; try again", strerror(errno));
        }
        if (wait_now() > talk->end) {
            return error_set(error, ERROR_SYSTEM, "git %s took more than %u seconds and was ended; try it by itself",
                             talk->process->name,
                             talk->process->seconds == 0 ? GIT_SECONDS : talk->process->seconds);
        }
    }
}

/* Ends the child, asking first. */
static void end_child(struct child *child)
{
    static const int signals[] = {SIGTERM, SIGKILL};
    for (size_t i = 0; child->id > 0 && i < 2; i++) {
        (void)kill(child->id, signals[i]);
        int64_t end = wait_now() + (int64_t)2 * 1000000000;
        while (child->id > 0 && wait_now() < end) {
            int status = 0;
            pid_t ended = waitpid(child->id, &status, WNOHANG);
            if (ended == child->id || (ended < 0 && errno != EINTR)) {
                child->id = 0;
            } else {
                wait_rest(5000000, end);
            }
        }
    }
}

/* ---- all ---- */

static bool start(struct child *child, const struct git_process *process, struct error *error)
{
    const char **variables = clean_variables(process->variables, process->index);
    const char **arguments = list_arguments(process);
    int number = variables == NULL || arguments == NULL ? ENOMEM : open_pipes(child) ? 0 : errno;
    number = number != 0 ? number : spawn(child, arguments, variables);
    memory_free(variables);
    memory_free(arguments);
    close_all(child->theirs);
    if (number != 0) {
        child->id = 0;
        return number == ENOMEM   ? error_no_memory(error)
               : number == ENOENT ? error_set(error, ERROR_SYSTEM, "there is no git here; install it or mend PATH")
                                  : error_set(error, ERROR_SYSTEM, "git cannot be run: %s; try again", strerror(number));
    }
    return true;
}

bool git_process_run(const struct git_process *process, struct bytes *output, struct bytes *complaint, int *status,
                     struct error *error)
{
    struct child child = {.ours = {-1, -1, -1}, .theirs = {-1, -1, -1}, .input = process->input};
    unsigned int seconds = process->seconds == 0 ? GIT_SECONDS : process->seconds;
    const struct talk talk = {
        .process = process,
        .output = output,
        .complaint = complaint,
        .limit = output->size + (process->limit == 0 ? GIT_OUTPUT_LIMIT : process->limit),
        .complaint_limit = complaint->size + GIT_COMPLAINT_LIMIT,
        .end = wait_now() + (int64_t)seconds * 1000000000,
    };
    int raw = 0;
    if (process->input.size == 0) {
        child.input = slice_of("");
    }
    bool done = start(&child, process, error) && attend(&child, &talk, &raw, error);
    close_all(child.ours);
    end_child(&child);
    if (done) {
        *status = WIFEXITED(raw) ? WEXITSTATUS(raw) : WIFSIGNALED(raw) ? 128 + WTERMSIG(raw) : 128;
    }
    return done;
}
