#include "terminal_internal.h"

#include "base/memory.h"
#include "terminal_cmocka.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { VARIABLES = 32, ARGUMENTS = 16, LIFE_SECONDS = 120 };

int64_t terminal_now(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- starting ---- */

static size_t name_size(const char *variable)
{
    const char *equals = strchr(variable, '=');
    return equals == NULL ? strlen(variable) : (size_t)(equals - variable);
}

/* Puts a variable into the list, in place of one of the same name; a name alone is taken out. */
static void set_variable(const char *list[VARIABLES], const char *variable)
{
    size_t size = name_size(variable);
    size_t at = 0;
    while (list[at] != NULL && (name_size(list[at]) != size || strncmp(list[at], variable, size) != 0)) {
        at++;
    }
    if (variable[size] == '=') {
        assert_true(at + 1 < VARIABLES);
        list[at + 1] = list[at] == NULL ? NULL : list[at + 1];
        list[at] = variable;
        return;
    }
    for (; list[at] != NULL; at++) {
        list[at] = list[at + 1];
    }
}

/* The one that the test was given, or NULL: "NAME=VALUE" in `room`. */
static const char *inherit(const char *name, char *room, size_t size)
{
    const char *value = getenv(name);
    int length = value == NULL ? 0 : snprintf(room, size, "%s=%s", name, value);
    return length > 0 && (size_t)length < size ? room : NULL;
}

/* In the child: nothing but calls that are safe behind a fork. */
static void run_program(const struct terminal_options *options, const char *device, const char *const *arguments,
                        const char *const *environment)
{
    alarm(LIFE_SECONDS);
    if (setsid() < 0) {
        _exit(120);
    }
    int slave = open(device, O_RDWR);
    if (slave < 0 || dup2(slave, 0) < 0 || dup2(slave, 1) < 0 || dup2(slave, 2) < 0) {
        _exit(121);
    }
    if (slave > 2) {
        close(slave);
    }
    if (options->folder != NULL && chdir(options->folder) != 0) {
        _exit(122);
    }
    /* Neither is changed by it; its type is older than const. */
    union {
        const char *const *in;
        char *const *out;
    } given = {.in = arguments}, variables = {.in = environment};
    execve(given.out[0], given.out, variables.out);
    _exit(123);
}

static void set_size(int descriptor, int rows, int columns)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    assert_int_equal(ioctl(descriptor, TIOCSWINSZ, &size), 0);
}

struct terminal *terminal_new(const struct terminal_options *options)
{
    static const char *const inherited[] = {"PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "TMPDIR"};
    enum { INHERITED = sizeof inherited / sizeof inherited[0] };
    char room[INHERITED][4096];
    const char *arguments[ARGUMENTS] = {options->program != NULL ? options->program : getenv("WORKBOARD")};
    const char *environment[VARIABLES] = {"TERM=xterm-256color", "LANG=C.UTF-8", "TZ=UTC"};
    int alive[2];
    assert_non_null(arguments[0]);
    for (size_t i = 0; i < INHERITED; i++) {
        const char *variable = inherit(inherited[i], room[i], sizeof room[i]);
        if (variable != NULL) {
            set_variable(environment, variable);
        }
    }
    for (size_t i = 0; options->environment != NULL && options->environment[i] != NULL; i++) {
        set_variable(environment, options->environment[i]);
    }
    for (size_t i = 0; options->arguments != NULL && options->arguments[i] != NULL; i++) {
        assert_true(i + 2 < ARGUMENTS);
        arguments[i + 1] = options->arguments[i];
    }

    struct terminal *terminal = memory_new(1, sizeof *terminal);
    assert_non_null(terminal);
    terminal->master = posix_openpt(O_RDWR | O_NOCTTY);
    assert_true(terminal->master >= 0);
    assert_int_equal(grantpt(terminal->master), 0);
    assert_int_equal(unlockpt(terminal->master), 0);
    const char *device = ptsname(terminal->master);
    assert_non_null(device);
    set_size(terminal->master, options->rows, options->columns);
    assert_int_equal(tcgetattr(terminal->master, &terminal->before), 0);
    terminal_open_screen(terminal, options->rows, options->columns);
    assert_int_equal(pipe(alive), 0);
    assert_int_not_equal(fcntl(terminal->master, F_SETFD, FD_CLOEXEC), -1);
    assert_int_not_equal(fcntl(alive[0], F_SETFD, FD_CLOEXEC), -1);
    assert_int_not_equal(fcntl(terminal->master, F_SETFL, O_RDWR | O_NONBLOCK), -1);
    fflush(NULL);
    terminal->child = fork();
    assert_true(terminal->child >= 0);
    if (terminal->child == 0) {
        run_program(options, device, arguments, environment);
    }
    close(alive[1]);
    terminal->alive = alive[0];
    return terminal;
}

void terminal_free(struct terminal *terminal)
{
    if (terminal == NULL) {
        return;
    }
    if (terminal->child > 0) {
        kill(terminal->child, SIGKILL);
        waitpid(terminal->child, NULL, 0);
    }
    if (terminal->master >= 0) {
        close(terminal->master);
    }
    close(terminal->alive);
    vterm_free(terminal->emulator);
    bytes_release(&terminal->record);
    bytes_release(&terminal->text);
    bytes_release(&terminal->pending);
    memory_free(terminal);
}

/* ---- out and in ---- */

/* Shows what the program printed until now. False where nothing can come any more. */
static bool take_output(struct terminal *terminal)
{
    char block[4096];
    for (;;) {
        ssize_t size = read(terminal->master, block, sizeof block);
        if (size <= 0) {
            /* EIO: no program has the terminal open any more. */
            return size < 0 && (errno == EAGAIN || errno == EINTR);
        }
        assert_true(bytes_append(&terminal->record, slice_make(block, (size_t)size)));
        terminal_show(terminal, slice_make(block, (size_t)size));
    }
}

/* Waits for output or the end of the program, until a moment. False where neither came. */
static bool wait_output(struct terminal *terminal, int64_t until)
{
    struct pollfd waiting[] = {{.fd = terminal->master, .events = POLLIN}, {.fd = terminal->alive, .events = POLLIN}};
    int64_t left = until - terminal_now();
    if (terminal->master < 0 || left <= 0) {
        return false;
    }
    if (poll(waiting, 2, (int)left) <= 0) {
        return errno == EINTR;
    }
    return take_output(terminal) && waiting[1].revents == 0;
}

void terminal_send(struct terminal *terminal, const char *keys)
{
    size_t size = strlen(keys);
    int64_t until = terminal_now() + TERMINAL_PATIENCE;
    while (size > 0 && terminal_now() < until) {
        ssize_t sent = write(terminal->master, keys, size);
        if (sent > 0) {
            keys += sent;
            size -= (size_t)sent;
        } else if (!wait_output(terminal, until)) {
            break;
        }
    }
    assert_int_equal(size, 0);
}

void terminal_resize(struct terminal *terminal, int rows, int columns)
{
    take_output(terminal);
    vterm_set_size(terminal->emulator, rows, columns);
    set_size(terminal->master, rows, columns);
}

void terminal_signal(struct terminal *terminal, int number)
{
    assert_true(terminal->child > 0);
    assert_int_equal(kill(terminal->child, number), 0);
}

void terminal_hang_up(struct terminal *terminal)
{
    close(terminal->master);
    terminal->master = -1;
}

/* ---- waiting ---- */

bool terminal_wait_until(struct terminal *terminal, terminal_predicate predicate, const void *context,
                         int milliseconds)
{
    int64_t until = terminal_now() + milliseconds;
    take_output(terminal);
    while (!predicate(terminal, context)) {
        if (!wait_output(terminal, until)) {
            take_output(terminal);
            return predicate(terminal, context);
        }
    }
    return true;
}

static bool shows(struct terminal *terminal, const void *text)
{
    return terminal_find(terminal, text, NULL, NULL);
}

static bool lacks(struct terminal *terminal, const void *text)
{
    return !terminal_find(terminal, text, NULL, NULL);
}

bool terminal_wait(struct terminal *terminal, const char *text, int milliseconds)
{
    return terminal_wait_until(terminal, shows, text, milliseconds);
}

bool terminal_wait_gone(struct terminal *terminal, const char *text, int milliseconds)
{
    return terminal_wait_until(terminal, lacks, text, milliseconds);
}

void terminal_settle(struct terminal *terminal, int milliseconds)
{
    int64_t end = terminal_now() + TERMINAL_PATIENCE;
    while (terminal_now() < end && wait_output(terminal, terminal_now() + milliseconds)) {
    }
}

bool terminal_wait_exit(struct terminal *terminal, int milliseconds, int *status)
{
    int64_t until = terminal_now() + milliseconds;
    bool open = terminal->master >= 0;
    while (terminal->child > 0) {
        /* What it prints is taken meanwhile, so that it never waits for us. */
        struct pollfd waiting[] = {{.fd = terminal->alive, .events = POLLIN},
                                   {.fd = open ? terminal->master : -1, .events = POLLIN}};
        int64_t left = until - terminal_now();
        if (left <= 0 || (poll(waiting, 2, (int)left) < 0 && errno != EINTR)) {
            return false;
        }
        open = open && take_output(terminal);
        if (waiting[0].revents != 0) {
            assert_int_equal(waitpid(terminal->child, &terminal->status, 0), terminal->child);
            terminal->child = 0;
        }
    }
    if (terminal->master >= 0) {
        take_output(terminal);
    }
    *status = terminal->status;
    return true;
}

bool terminal_edits_lines(const struct terminal *terminal)
{
    struct termios now;
    return tcgetattr(terminal->master, &now) == 0 && now.c_lflag == terminal->before.c_lflag &&
           now.c_iflag == terminal->before.c_iflag && now.c_oflag == terminal->before.c_oflag &&
           (now.c_lflag & (tcflag_t)(ECHO | ICANON | ISIG)) == (tcflag_t)(ECHO | ICANON | ISIG);
}

struct slice terminal_record(const struct terminal *terminal)
{
    return bytes_slice(&terminal->record);
}

/* ---- checks ---- */

static void fail_at(struct terminal *terminal, const char *what, const char *text, const char *file, int line)
{
    /* Not by print_error, which cuts. */
    fprintf(stderr, "%s:%d: %s: \"%s\"; the screen is\n%s\n", file, line, what, text, terminal_screen(terminal));
    _fail(file, line);
}

void terminal_check_shown(struct terminal *terminal, const char *text, const char *file, int line)
{
    if (!terminal_wait(terminal, text, TERMINAL_PATIENCE)) {
        fail_at(terminal, "not shown", text, file, line);
    }
}

void terminal_check_gone(struct terminal *terminal, const char *text, const char *file, int line)
{
    if (!terminal_wait_gone(terminal, text, TERMINAL_PATIENCE)) {
        fail_at(terminal, "still shown", text, file, line);
    }
}

void terminal_check_exit(struct terminal *terminal, int code, const char *file, int line)
{
    int status = 0;
    char said[64];
    if (!terminal_wait_exit(terminal, TERMINAL_PATIENCE, &status)) {
        fail_at(terminal, "did not end", "", file, line);
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != code) {
        snprintf(said, sizeof said, "%s %d instead of code %d", WIFEXITED(status) ? "code" : "signal",
                 WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status), code);
        fail_at(terminal, "ended otherwise", said, file, line);
    }
}

void terminal_check_restored(struct terminal *terminal, const char *file, int line)
{
    if (terminal_is_alternate(terminal)) {
        fail_at(terminal, "not restored", "the alternate screen is still shown", file, line);
    }
    if (!terminal_shows_cursor(terminal)) {
        fail_at(terminal, "not restored", "the cursor is hidden", file, line);
    }
    if (!terminal_edits_lines(terminal)) {
        fail_at(terminal, "not restored", "the line discipline is not what it was", file, line);
    }
}
