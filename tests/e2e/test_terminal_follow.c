/* `watch`: what it prints and runs for each change, and how it ends. */
#include "terminal.h"
#include "terminal_cmocka.h"
#include "terminal_place.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DEADLINE = 20000, KNOCK = 200, MOST_WORDS = 12 };

struct watcher {
    struct place place;
    struct bytes seen;
    struct bytes content;
    pid_t id;
    int output;
};

/* Starts `workboard WORDS...` on a copy of the sample, its standard output in a pipe. */
static void start(struct watcher *watcher, const char *const *words)
{
    char *arguments[MOST_WORDS + 2] = {getenv("WORKBOARD")};
    int ends[2];
    size_t count = 1;
    *watcher = (struct watcher){.id = -1};
    assert_non_null(arguments[0]);
    place_make_sample(&watcher->place);
    for (; words[count - 1] != NULL && count < MOST_WORDS; count++) {
        memcpy(&arguments[count], &words[count - 1], sizeof arguments[count]);
    }
    assert_int_equal(pipe(ends), 0);
    watcher->id = fork();
    assert_true(watcher->id >= 0);
    if (watcher->id == 0) {
        (void)dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        if (chdir(watcher->place.plan) == 0) {
            execv(arguments[0], arguments);
        }
        _exit(127);
    }
    close(ends[1]);
    watcher->output = ends[0];
}

/* Reads for `milliseconds` or until something came; false at the end of the pipe. */
static bool listen_for(struct watcher *watcher, int milliseconds)
{
    struct pollfd waiting = {.fd = watcher->output, .events = POLLIN};
    char block[4096];
    if (poll(&waiting, 1, milliseconds) <= 0) {
        return true;
    }
    ssize_t size = read(watcher->output, block, sizeof block);
    assert_true(size >= 0 && bytes_append(&watcher->seen, slice_make(block, (size_t)size)));
    return size > 0;
}

static bool has_seen(const struct watcher *watcher, const char *text)
{
    return watcher->seen.data != NULL && strstr(watcher->seen.data, text) != NULL;
}

static void assert_seen(struct watcher *watcher, const char *text)
{
    int64_t end = terminal_now() + DEADLINE;
    while (!has_seen(watcher, text) && terminal_now() < end) {
        (void)listen_for(watcher, KNOCK);
    }
    if (!has_seen(watcher, text)) {
        print_error("not seen: %s\nbut: %s\n", text, watcher->seen.data == NULL ? "" : watcher->seen.data);
        fail();
    }
}

/* Changes the document again and again until the first of it is told: then it is being watched. */
static void wake(struct watcher *watcher)
{
    int64_t end = terminal_now() + DEADLINE;
    char old[64] = "Manual and translations (";
    for (int i = 0; watcher->seen.size == 0 && terminal_now() < end; i++) {
        char new[64];
        snprintf(new, sizeof new, "Knock %d (", i);
        place_replaced(&watcher->place, "WORKBOARD.md", old, new, &watcher->content);
        place_rename_over(&watcher->place, "WORKBOARD.md", bytes_slice(&watcher->content));
        memcpy(old, new, sizeof old);
        (void)listen_for(watcher, KNOCK);
    }
    assert_true(watcher->seen.size > 0);
}

/* How it ended: as waitpid tells it. */
static int await_end(struct watcher *watcher)
{
    int status = 0;
    int64_t end = terminal_now() + DEADLINE;
    pid_t ended = 0;
    while (ended == 0 && terminal_now() < end) {
        struct pollfd nothing = {.fd = -1};
        ended = waitpid(watcher->id, &status, WNOHANG);
        (void)poll(&nothing, 1, ended == 0 ? 5 : 0);
    }
    if (ended != watcher->id) {
        (void)kill(watcher->id, SIGKILL);
        (void)waitpid(watcher->id, &status, 0);
        print_error("it did not end\n");
        fail();
    }
    return status;
}

static void stop(struct watcher *watcher)
{
    if (watcher->output >= 0) {
        close(watcher->output);
    }
    bytes_release(&watcher->seen);
    bytes_release(&watcher->content);
    place_remove(&watcher->place);
}

static void change(struct watcher *watcher, const char *name, const char *old, const char *new)
{
    place_replaced(&watcher->place, name, old, new, &watcher->content);
    place_rename_over(&watcher->place, name, bytes_slice(&watcher->content));
}

static void each_change_is_a_line(void **state)
{
    struct watcher watcher;
    (void)state;
    start(&watcher, (const char *const[]){"watch", NULL});
    wake(&watcher);
    change(&watcher, "TASK-REGISTRY.md", "(`ebb-23`) | todo |", "(`ebb-23`) | blocked |");
    assert_seen(&watcher, "  M2-T03 todo ");
    assert_seen(&watcher, " blocked  TASK-REGISTRY.md:");
    assert_seen(&watcher, "  outside\n");
    assert_int_equal(kill(watcher.id, SIGINT), 0);
    (void)kill(watcher.id, SIGINT); /* somebody impatient */
    int status = await_end(&watcher);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
    stop(&watcher);
}

static void each_change_is_an_object(void **state)
{
    struct watcher watcher;
    (void)state;
    start(&watcher, (const char *const[]){"watch", "--json", NULL});
    wake(&watcher);
    change(&watcher, "TASK-REGISTRY.md", "(`ebb-23`) | todo |", "(`ebb-23`) | blocked |");
    assert_seen(&watcher, "\"kind\":\"task\",\"id\":\"M2-T03\",\"field\":\"status\",\"old\":\"todo\",\"new\":\"blocked\","
                          "\"file\":\"TASK-REGISTRY.md\",\"line\":");
    assert_true(slice_starts(bytes_slice(&watcher.seen), slice_of("{\"schema\":\"workboard/1\",\"plan\":{")));
    assert_int_equal(kill(watcher.id, SIGTERM), 0);
    int status = await_end(&watcher);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
    stop(&watcher);
}

static void it_ends_when_nobody_reads(void **state)
{
    struct watcher watcher;
    (void)state;
    start(&watcher, (const char *const[]){"watch", NULL});
    wake(&watcher);
    close(watcher.output);
    watcher.output = -1;
    int status = await_end(&watcher);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGPIPE);
    stop(&watcher);
}

/* Runs the program on the plan, to its end. */
static void run_verb(struct watcher *watcher, const char *const *words)
{
    pid_t id = fork();
    assert_true(id >= 0);
    if (id == 0) {
        int nothing = open("/dev/null", O_RDWR);
        (void)dup2(nothing, STDOUT_FILENO);
        if (chdir(watcher->place.plan) == 0) {
            execv(getenv("WORKBOARD"), (char *const *)words);
        }
        _exit(127);
    }
    int status = 0;
    assert_int_equal(waitpid(id, &status, 0), id);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/* What workboard wrote is told with the name under which it did, what another program wrote as of outside. */
static void the_hand_is_told(void **state)
{
    struct watcher watcher;
    (void)state;
    start(&watcher, (const char *const[]){"watch", "--json", NULL});
    wake(&watcher);
    assert_seen(&watcher, "\"who\":null,\"hand\":\"outside\",\"commit\":null,");
    run_verb(&watcher, (const char *const[]){"workboard", "claim", "M2-T03", "--as", "nils", NULL});
    assert_seen(&watcher, "\"who\":\"nils\",\"hand\":\"workboard\",\"commit\":null,\"what\":\"changed\",\"kind\":\"task\","
                          "\"id\":\"M2-T03\"");
    assert_seen(&watcher, "\"who\":\"nils\",\"hand\":\"workboard\",\"commit\":null,\"what\":\"added\",\"kind\":\"claim\","
                          "\"id\":\"M2-T03\"");
    change(&watcher, "TASK-REGISTRY.md", "(`ebb-23`) | in_progress |", "(`ebb-23`) | blocked |");
    assert_seen(&watcher, "\"who\":null,\"hand\":\"outside\",\"commit\":null,\"what\":\"changed\",\"kind\":\"task\","
                          "\"id\":\"M2-T03\"");
    assert_int_equal(kill(watcher.id, SIGTERM), 0);
    (void)await_end(&watcher);
    stop(&watcher);
}

/* The program's words and what stands in the documents are never read by a shell: the evil value stays a value. */
static void programs_are_run_without_a_shell(void **state)
{
    struct watcher watcher;
    (void)state;
    start(&watcher, (const char *const[]){"watch", "--exec", "sh", "--", "-c",
                                          "printf '%s=%s %s ' \"$WORKBOARD_EVENT_ID\" "
                                          "\"$WORKBOARD_EVENT_NEW\" \"$WORKBOARD_EVENT_HAND\"; cat", NULL});
    wake(&watcher);
    change(&watcher, "TASK-REGISTRY.md", "(`ebb-23`) | todo |", "(`ebb-23`) | $(touch evil); `touch evil` |");
    assert_seen(&watcher, "M2-T03=$(touch evil); `touch evil` outside {\"schema\":");
    assert_seen(&watcher, "\"new\":\"$(touch evil); `touch evil`\"");
    char path[PLACE_PATH + 8];
    snprintf(path, sizeof path, "%s/evil", watcher.place.plan);
    assert_int_equal(access(path, F_OK), -1);
    assert_int_equal(kill(watcher.id, SIGTERM), 0);
    int status = await_end(&watcher);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
    stop(&watcher);
}

/* A program that hangs keeps nobody from ending the watch, and is ended with it. */
static void a_program_that_hangs_is_ended(void **state)
{
    struct watcher watcher;
    (void)state;
    start(&watcher, (const char *const[]){"watch", "--exec", "sh", "--", "-c", "echo begun; exec sleep 1000", NULL});
    wake(&watcher);
    assert_seen(&watcher, "begun");
    assert_int_equal(kill(watcher.id, SIGTERM), 0);
    int status = await_end(&watcher);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
    /* The pipe ends when its last writer, the program, has gone. */
    int64_t end = terminal_now() + DEADLINE;
    bool open = true;
    while (open && terminal_now() < end) {
        open = listen_for(&watcher, KNOCK);
    }
    assert_false(open);
    stop(&watcher);
}

static void a_program_that_is_not_there_is_told(void **state)
{
    struct watcher watcher;
    (void)state;
    start(&watcher, (const char *const[]){"watch", "--exec", "./no-such-program", NULL});
    int64_t end = terminal_now() + DEADLINE;
    int status = 0;
    char old[64] = "Manual and translations (";
    for (int i = 0; waitpid(watcher.id, &status, WNOHANG) == 0; i++) {
        char new[64];
        assert_true(terminal_now() < end);
        snprintf(new, sizeof new, "Knock %d (", i);
        change(&watcher, "WORKBOARD.md", old, new);
        memcpy(old, new, sizeof old);
        (void)listen_for(&watcher, KNOCK);
    }
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 6);
    stop(&watcher);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_change_is_a_line),
        cmocka_unit_test(each_change_is_an_object),
        cmocka_unit_test(the_hand_is_told),
        cmocka_unit_test(it_ends_when_nobody_reads),
        cmocka_unit_test(programs_are_run_without_a_shell),
        cmocka_unit_test(a_program_that_hangs_is_ended),
        cmocka_unit_test(a_program_that_is_not_there_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
