/* The board in a real terminal, a pseudo one: it draws, writes, notices other hands and sizes, and gives the terminal
 * back however it ends. Waits are for what must come, with a deadline. */
#include "tui/loop.h"

#include "test_tui_fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum { DEADLINE = 20000 };

struct terminal {
    char folder[64];
    int master;
    int slave; /* held open, so that the terminal's settings can be looked at */
    pid_t child;
    struct termios before;
    struct bytes seen;
};

static long long milliseconds(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool fixed_moment(void *context, const char *date, char now[24], char day[16], struct error *error)
{
    (void)context;
    (void)date;
    (void)error;
    (void)snprintf(now, 24, "2026-04-01T14:03Z");
    (void)snprintf(day, 16, "2026-04-01");
    return true;
}

static int run_board(const char *folder, const char *term)
{
    struct workspace_environment environment = {.directory = folder, .home = folder, .state_home = folder};
    struct tui_options options = {
        .input = STDIN_FILENO, .output = STDOUT_FILENO, .term = term, .colour = true,
        .who = slice_of("ana@desk"), .moment = fixed_moment,
    };
    struct error error = {0};
    if (setlocale(LC_CTYPE, "C.UTF-8") == NULL) {
        setlocale(LC_CTYPE, "");
    }
    struct workspace *workspace = workspace_open(&environment, folder, NULL, &error);
    if (workspace == NULL) {
        return 99;
    }
    bool done = tui_run(workspace, &options, &error);
    workspace_close(workspace);
    return done ? 0 : (int)error.code;
}

static void write_file(const char *folder, const char *name, struct slice text)
{
    char path[256];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text.data, 1, text.size, file), text.size);
    assert_int_equal(fclose(file), 0);
}

static void read_document(const struct terminal *terminal, const char *name, struct bytes *out)
{
    char path[256];
    char block[4096];
    size_t size;
    (void)snprintf(path, sizeof path, "%s/%s", terminal->folder, name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    while ((size = fread(block, 1, sizeof block, file)) > 0) {
        bytes_append(out, slice_make(block, size));
    }
    (void)fclose(file);
}

static const char *const documents[] = {"TASK-REGISTRY.md", "WORKBOARD.md", "STATUS.md"};

static void make_plan(struct terminal *terminal)
{
    const char *temporary = getenv("TMPDIR");
    (void)snprintf(terminal->folder, sizeof terminal->folder, "%.40s/board-XXXXXX",
                   temporary == NULL ? "/tmp" : temporary);
    assert_non_null(mkdtemp(terminal->folder));
    for (size_t i = 0; i < 3; i++) {
        char name[64];
        struct bytes text = {0};
        (void)snprintf(name, sizeof name, "plan/%s", documents[i]);
        assert_true(tui_fixture_read(name, &text));
        write_file(terminal->folder, documents[i], bytes_slice(&text));
        bytes_release(&text);
    }
}

static void set_size(int descriptor, unsigned short columns, unsigned short rows)
{
    struct winsize size = {.ws_row = rows, .ws_col = columns};
    assert_int_equal(ioctl(descriptor, TIOCSWINSZ, &size), 0);
}

static struct terminal start(const char *term)
{
    struct terminal terminal = {.master = posix_openpt(O_RDWR | O_NOCTTY)};
    make_plan(&terminal);
    assert_true(terminal.master >= 0);
    assert_int_equal(grantpt(terminal.master), 0);
    assert_int_equal(unlockpt(terminal.master), 0);
    const char *name = ptsname(terminal.master);
    assert_non_null(name);
    terminal.slave = open(name, O_RDWR | O_NOCTTY);
    assert_true(terminal.slave >= 0);
    assert_int_equal(tcgetattr(terminal.slave, &terminal.before), 0);
    set_size(terminal.slave, 100, 30);
    terminal.child = fork();
    assert_true(terminal.child >= 0);
    if (terminal.child == 0) {
        int device;
        setsid();
        device = open(name, O_RDWR);
        ioctl(device, TIOCSCTTY, 0);
        dup2(device, STDIN_FILENO);
        dup2(device, STDOUT_FILENO);
        close(terminal.master);
        close(terminal.slave);
        alarm(60);
        _exit(run_board(terminal.folder, term));
    }
    return terminal;
}

/* Reads what the board draws until `text` was in it. */
static void await(struct terminal *terminal, const char *text)
{
    long long end = milliseconds() + DEADLINE;
    while (terminal->seen.size == 0 || slice_find(bytes_slice(&terminal->seen), slice_of(text), 0) == SLICE_NONE) {
        struct pollfd waiting = {.fd = terminal->master, .events = POLLIN};
        char block[4096];
        int left = (int)(end - milliseconds());
        if (left <= 0 || poll(&waiting, 1, left) <= 0) {
            print_error("waited in vain for \"%s\" in:\n%.*s\n", text, SLICE_PRINT(bytes_slice(&terminal->seen)));
            kill(terminal->child, SIGKILL);
            fail();
        }
        ssize_t size = read(terminal->master, block, sizeof block);
        if (size > 0) {
            bytes_append(&terminal->seen, slice_make(block, (size_t)size));
        }
    }
}

/* Forgets what was drawn, types, and waits for what that draws. */
static void type(struct terminal *terminal, const char *keys, const char *text)
{
    bytes_clear(&terminal->seen);
    assert_int_equal(write(terminal->master, keys, strlen(keys)), strlen(keys));
    await(terminal, text);
}

/* Waits for the end of the board while its drawings are read away; gives its exit status. */
static int await_end(struct terminal *terminal)
{
    long long end = milliseconds() + DEADLINE;
    int status = 0;
    while (waitpid(terminal->child, &status, WNOHANG) == 0) {
        struct pollfd waiting = {.fd = terminal->master, .events = POLLIN};
        char block[4096];
        if (milliseconds() > end) {
            kill(terminal->child, SIGKILL);
            fail();
        }
        if (terminal->master >= 0 && poll(&waiting, 1, 20) > 0) {
            ssize_t size = read(terminal->master, block, sizeof block);
            bytes_append(&terminal->seen, slice_make(block, size > 0 ? (size_t)size : 0));
        } else if (terminal->master < 0) {
            (void)poll(NULL, 0, 20);
        }
    }
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void clean_up(struct terminal *terminal)
{
    char path[256];
    for (size_t i = 0; i < 3; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", terminal->folder, documents[i]);
        (void)unlink(path);
    }
    (void)snprintf(path, sizeof path, "rm -r '%s'", terminal->folder);
    assert_int_equal(system(path), 0);
    if (terminal->master >= 0) {
        close(terminal->master);
    }
    close(terminal->slave);
    bytes_release(&terminal->seen);
}

static void expect_given_back(struct terminal *terminal)
{
    struct termios after;
    assert_int_equal(tcgetattr(terminal->slave, &after), 0);
    assert_int_equal(after.c_lflag, terminal->before.c_lflag);
    assert_int_equal(after.c_iflag, terminal->before.c_iflag);
    assert_int_equal(after.c_oflag, terminal->before.c_oflag);
    /* The screen that was there before comes back. The end of a process can be known before its last words arrive. */
    await(terminal, "\x1B[?1049l");
}

static void q_gives_the_terminal_back(void **state)
{
    (void)state;
    struct terminal terminal = start("xterm");
    await(&terminal, "quit");
    assert_true(slice_find(bytes_slice(&terminal.seen), slice_of("Connections that wait"), 0) != SLICE_NONE);
    assert_int_equal(write(terminal.master, "q", 1), 1);
    assert_int_equal(await_end(&terminal), 0);
    expect_given_back(&terminal);
    clean_up(&terminal);
}

static void signals_give_the_terminal_back(void **state)
{
    (void)state;
    static const int signals[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT};
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        struct terminal terminal = start("xterm");
        await(&terminal, "quit");
        assert_int_equal(kill(terminal.child, signals[i]), 0);
        assert_int_equal(await_end(&terminal), 0);
        expect_given_back(&terminal);
        clean_up(&terminal);
    }
}

/* ^Z is not lost while the board draws: curses would ignore it then. Here the drawing goes on for as long as the terminal
 * takes nothing. Nothing tells when the board has come to that; a signal that is too early is no signal in a drawing, but the
 * board has to obey it as well. The board cannot stop, for it has no shell that would let it go on, and comes back. */
static void a_stop_is_not_lost_in_a_drawing(void **state)
{
    (void)state;
    struct terminal terminal = start("xterm");
    await(&terminal, "quit");
    bytes_clear(&terminal.seen);
    assert_int_equal(tcflow(terminal.slave, TCOOFF), 0);
    assert_int_equal(write(terminal.master, "\f", 1), 1);
    (void)poll(NULL, 0, 200);
    assert_int_equal(kill(terminal.child, SIGTSTP), 0);
    assert_int_equal(tcflow(terminal.slave, TCOON), 0);
    await(&terminal, "\x1B[?1049l");
    await(&terminal, "\x1B[?1049h");
    assert_int_equal(write(terminal.master, "q", 1), 1);
    assert_int_equal(await_end(&terminal), 0);
    expect_given_back(&terminal);
    clean_up(&terminal);
}

static void a_claim_is_written_after_its_diff(void **state)
{
    (void)state;
    struct terminal terminal = start("xterm");
    struct bytes text = {0};
    await(&terminal, "quit");
    type(&terminal, "3c", "claim M1-T02 for");
    read_document(&terminal, "TASK-REGISTRY.md", &text);
    assert_true(slice_find(bytes_slice(&text), slice_of("(`rail-12`) | todo |"), 0) != SLICE_NONE);
    type(&terminal, "\r", "2 files written");
    bytes_clear(&text);
    read_document(&terminal, "TASK-REGISTRY.md", &text);
    assert_true(slice_find(bytes_slice(&text), slice_of("(`rail-12`) | todo |"), 0) == SLICE_NONE);
    assert_true(slice_find(bytes_slice(&text), slice_of("(`rail-12`) | in_progress |"), 0) != SLICE_NONE);
    assert_int_equal(write(terminal.master, "q", 1), 1);
    assert_int_equal(await_end(&terminal), 0);
    bytes_release(&text);
    clean_up(&terminal);
}

static void another_hand_is_seen(void **state)
{
    (void)state;
    struct terminal terminal = start("xterm");
    struct bytes text = {0};
    struct bytes changed = {0};
    await(&terminal, "quit");
    read_document(&terminal, "TASK-REGISTRY.md", &text);
    struct slice old = slice_of("Posters | todo");
    size_t at = slice_find(bytes_slice(&text), old, 0);
    assert_true(at != SLICE_NONE);
    bytes_append(&changed, slice_part(bytes_slice(&text), 0, at));
    bytes_append_text(&changed, "Posters | review");
    bytes_append(&changed, slice_part(bytes_slice(&text), at + old.size, text.size));
    bytes_clear(&terminal.seen);
    write_file(terminal.folder, "TASK-REGISTRY.md", bytes_slice(&changed));
    await(&terminal, "(by another hand)");
    assert_int_equal(write(terminal.master, "q", 1), 1);
    assert_int_equal(await_end(&terminal), 0);
    bytes_release(&text);
    bytes_release(&changed);
    clean_up(&terminal);
}

static void it_follows_the_terminal_size(void **state)
{
    (void)state;
    struct terminal terminal = start("xterm");
    await(&terminal, "quit");
    bytes_clear(&terminal.seen);
    set_size(terminal.master, 15, 4);
    await(&terminal, "needs 20x5");
    bytes_clear(&terminal.seen);
    set_size(terminal.master, 150, 50);
    await(&terminal, "quit");
    assert_int_equal(write(terminal.master, "q", 1), 1);
    assert_int_equal(await_end(&terminal), 0);
    clean_up(&terminal);
}

static void a_terminal_that_goes_away_ends_it(void **state)
{
    (void)state;
    struct terminal terminal = start("xterm");
    await(&terminal, "quit");
    close(terminal.master);
    terminal.master = -1;
    assert_int_equal(await_end(&terminal), 0);
    clean_up(&terminal);
}

static void a_terminal_that_is_not_known_is_an_error(void **state)
{
    (void)state;
    struct terminal terminal = start("no-such-terminal");
    assert_int_equal(await_end(&terminal), ERROR_SYSTEM);
    clean_up(&terminal);
    terminal = start("dumb");
    assert_int_equal(await_end(&terminal), ERROR_SYSTEM);
    clean_up(&terminal);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(q_gives_the_terminal_back),
        cmocka_unit_test(signals_give_the_terminal_back),
        cmocka_unit_test(a_stop_is_not_lost_in_a_drawing),
        cmocka_unit_test(a_claim_is_written_after_its_diff),
        cmocka_unit_test(another_hand_is_seen),
        cmocka_unit_test(it_follows_the_terminal_size),
        cmocka_unit_test(a_terminal_that_goes_away_ends_it),
        cmocka_unit_test(a_terminal_that_is_not_known_is_an_error),
    };
    /* A pseudo terminal that is gone is told by the read that fails. */
    signal(SIGPIPE, SIG_IGN);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
