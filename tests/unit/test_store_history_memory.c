/* The history of a small repository, its cache and its counts, with every allocation failing in turn: it is told or the
 * answer is right. See test_store_wrap.h (__wrap_memory_new). */
#include "store/flow.h"
#include "store/history.h"

#include "test_store_support.h"

#include "test_store_wrap.h"

extern char **environ;

enum { EVENTS = 5, STEP = 29 };

static struct test_place place;

/* Whether git did it; without git there is nothing to test. */
static bool git(const char *words)
{
    char command[2 * TEST_PATH_SIZE];
    int size = snprintf(command, sizeof command,
                        "GIT_CONFIG_GLOBAL=/dev/null git -C '%s' -c user.name=t -c user.email=t@example.org %s >/dev/null 2>&1",
                        place.top, words);
    assert_true(size > 0 && (size_t)size < sizeof command);
    return system(command) == 0;
}

/* Where the plan lay before it was moved. */
static char older[TEST_PATH_SIZE];

static void write_registry(const char *first, const char *second)
{
    struct bytes text = {0};
    bytes_append_format(&text, "# Task Registry\n\n## Tasks\n\n| Task ID | Status |\n|---|---|\n| M1-T01 Dig | %s |\n| M1-T02 Fill | %s |\n",
                        first, second);
    assert_false(text.failed);
    test_write(older, "TASK-REGISTRY.md", bytes_slice(&text));
    bytes_release(&text);
}

static bool make_repository(void)
{
    char path[TEST_PATH_SIZE];
    test_place_make(&place);
    (void)rmdir(test_join(path, place.top, ".git"));
    assert_int_equal(rename(place.root, test_join(older, place.top, "old")), 0);
    write_registry("todo", "todo");
    if (!git("init -q -b main") || !git("add -A") || !git("commit -qm 1")) {
        return false;
    }
    write_registry("done", "todo");
    if (!git("commit -qam 2") || !git("checkout -q -b side HEAD~1")) {
        return false;
    }
    write_registry("todo", "blocked");
    if (!git("commit -qam 3") || !git("checkout -q main") || git("merge side")) {
        return false;
    }
    write_registry("done", "done");
    return git("add -A") && git("commit -qm 4") && git("mv old plan") && git("commit -qm 5");
}

static void read_history(bool *failed)
{
    size_t left = hold();
    const struct workspace_environment environment = {.directory = "/", .variables = environ};
    struct error error = {0};
    struct workspace *workspace = workspace_open(&environment, place.root, NULL, &error);
    assert_done(workspace != NULL, error);
    char path[TEST_PATH_SIZE];
    (void)unlink(test_join(path, place.folder.path, "history"));
    struct history history;
    struct flow flow = {0};
    struct flow_table times = {0};
    const struct history_options options = {.to = slice_of("")};
    error_clear(&error);
    allocations_left = left;
    bool done = workspace_history(workspace, &options, &history, &error) &&
                flow_init(&flow, &history.events, workspace_plan(workspace), FLOW_MILESTONE, 10, 0, &error) &&
                flow_times(&times, &history.events, KIND_COUNT, 0, &error);
    *failed = lift();
    assert_true(done || *failed);
    assert_true(done || error.code == ERROR_SYSTEM);
    assert_true(!done || history.events.count == EVENTS);
    flow_release(&flow);
    flow_table_release(&times);
    history_release(&history);
    workspace_close(workspace);
}

static void it_is_whole_or_told(void **state)
{
    (void)state;
    if (make_repository()) {
        fail_each(read_history, STEP);
    }
    test_place_remove(&place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(it_is_whole_or_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
