#include "store/background.h"

#include "store/file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { READ_SIZE = 1 << 16 };

/* ---- in the copy ---- */

/* What the program does about signals is no business of the copy's: its handlers speak to the program and the terminal. */
static void reset_signals(void)
{
    static const int usual[] = {SIGINT,  SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGTSTP, SIGCONT,
                                SIGSEGV, SIGBUS,  SIGILL, SIGFPE,  SIGABRT,  SIGPIPE, SIGCHLD};
    struct sigaction action = {.sa_handler = SIG_DFL};
    sigset_t none;
    sigemptyset(&action.sa_mask);
    sigemptyset(&none);
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++) {
        (void)sigaction(usual[i], &action, NULL);
    }
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
}

/* The exit status says how it went: 0, or the code of an error, whose file and message are sent instead. */
static void work_and_exit(int descriptor, background_work work, void *context)
{
    struct bytes out;
    struct error error;
    int status = 0;
    bytes_init(&out);
    error_clear(&error);
    reset_signals();
    if (!work(context, &out, &error) || out.failed) {
        if (error.code == ERROR_NONE) {
            (void)error_no_memory(&error);
        }
        status = (int)error.code;
        bytes_clear(&out);
        bytes_append(&out, slice_of(error.file));
        bytes_append_byte(&out, '\0');
        bytes_append(&out, slice_of(error.message));
    }
    if (file_write_all(descriptor, bytes_slice(&out)) != 0) {
        status = ERROR_SYSTEM;
    }
    /* Without what the program does at its own end. */
    _exit(status);
}

/* ---- in the program ---- */

bool background_start(struct background *background, background_work work, void *context, struct error *error)
{
    int ends[2];
    *background = (struct background){.descriptor = -1};
    if (pipe(ends) != 0) {
        return error_set(error, ERROR_SYSTEM, "there is no pipe to be had: %s; close some files and try again",
                         strerror(errno));
    }
    pid_t id = fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0 && fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0 &&
                       fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0
                   ? fork()
                   : -1;
    if (id == 0) {
        (void)close(ends[0]);
        work_and_exit(ends[1], work, context);
    }
    int reason = errno;
    (void)close(ends[1]);
    if (id < 0) {
        (void)close(ends[0]);
        return error_set(error, ERROR_SYSTEM, "no process can be begun: %s; end some and try again", strerror(reason));
    }
    background->id = id;
    background->descriptor = ends[0];
    return true;
}

bool background_is_busy(const struct background *background)
{
    return background->id > 0;
}

int background_descriptor(const struct background *background)
{
    return background->id > 0 ? background->descriptor : -1;
}

/* Waits for the process, which is at its end. */
static int wait_for(pid_t id)
{
    int status = 0;
    while (waitpid(id, &status, 0) < 0) {
        if (errno != EINTR) {
            return -1;
        }
    }
    return status;
}

static void forget(struct background *background)
{
    (void)close(background->descriptor);
    bytes_release(&background->output);
    *background = (struct background){.descriptor = -1};
}

/* What the process says of its end. */
static bool judge(const struct background *background, int status, struct bytes *output, struct error *error)
{
    struct slice all = bytes_slice(&background->output);
    if (status >= 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0) {
        return background->output.failed || !bytes_append(output, all) ? error_no_memory(error) : true;
    }
    size_t end = slice_find(all, slice_make("", 1), 0);
    if (status < 0 || !WIFEXITED(status) || end == SLICE_NONE) {
        return error_set(error, ERROR_SYSTEM, "the process that was begun for it ended in the middle; try it again");
    }
    /* Cut to the file's name: it has a NUL behind it. */
    return error_set_at(error, (enum error_code)WEXITSTATUS(status), end > 0 ? all.data : NULL, 0, "%.*s",
                        SLICE_PRINT(slice_part(all, end + 1, all.size)));
}

bool background_take(struct background *background, bool *finished, struct bytes *output, struct error *error)
{
    *finished = false;
    while (background->id > 0) {
        char block[READ_SIZE];
        ssize_t size = read(background->descriptor, block, sizeof block);
        if (size < 0 && errno == EINTR) {
            continue;
        }
        if (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            return true;
        }
        if (size > 0) {
            bytes_append(&background->output, slice_make(block, (size_t)size));
            continue;
        }
        int status = wait_for(background->id);
        bool good = judge(background, size < 0 ? -1 : status, output, error);
        forget(background);
        *finished = true;
        return good;
    }
    return true;
}

void background_end(struct background *background)
{
    if (background->id > 0) {
        (void)kill(background->id, SIGKILL);
        (void)wait_for(background->id);
        forget(background);
    }
}
