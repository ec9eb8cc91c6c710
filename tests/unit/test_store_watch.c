/* What editors and other programs do to files is seen by both backends, once it is quiet. */
#include "test_store_support.h"

#include "store/watch.h"

struct fixture {
    struct test_place place;
    enum watch_backend backend;
    struct watch *watch;
    struct watch_changes changes;
};

static bool is_document(void *context, size_t folder, const char *name)
{
    (void)context;
    (void)folder;
    size_t size = strlen(name);
    return name[0] != '.' && size > 3 && strcmp(name + size - 3, ".md") == 0;
}

static void start(struct fixture *fixture, const char *second)
{
    const char *const folders[] = {fixture->place.root, second};
    const struct watch_options options = {.folders = folders,
                                          .folder_count = second == NULL ? 1 : 2,
                                          .backend = fixture->backend,
                                          .filter = is_document};
    struct error error;
    error_clear(&error);
    fixture->watch = watch_new(&options, test_now(), &error);
    assert_done(fixture->watch != NULL, error);
    assert_int_equal(watch_descriptor(fixture->watch) >= 0, fixture->backend == WATCH_INOTIFY);
}

/* Waits as a program does until something is told; false where nothing was within `limit` milliseconds. */
static bool wait_for_change(struct fixture *fixture, int limit)
{
    int64_t end = test_now() + limit;
    for (;;) {
        int64_t now = test_now();
        if (watch_read(fixture->watch, now, &fixture->changes)) {
            return true;
        }
        if (now >= end) {
            return false;
        }
        int timeout = watch_timeout(fixture->watch, now);
        timeout = timeout < end - now ? timeout : (int)(end - now);
        struct pollfd wait = {.fd = watch_descriptor(fixture->watch), .events = POLLIN};
        assert_true(poll(&wait, 1, timeout) >= 0 || errno == EINTR);
    }
}

static bool tells(const struct fixture *fixture, size_t folder, const char *name)
{
    for (size_t i = 0; i < fixture->changes.count; i++) {
        if (fixture->changes.items[i].folder == folder && strcmp(fixture->changes.items[i].name, name) == 0) {
            return true;
        }
    }
    return fixture->changes.rescan;
}

#define assert_told(fixture, folder, name)                                                                            \
    do {                                                                                                               \
        assert_true(wait_for_change((fixture), 10000));                                                                \
        assert_true(tells((fixture), (folder), (name)));                                                               \
    } while (0)

static void every_way_to_change_a_file_is_seen(void **state)
{
    struct fixture *fixture = *state;
    const char *root = fixture->place.root;
    char path[TEST_PATH_SIZE];
    test_write(root, "a.md", slice_of("a\n"));
    start(fixture, NULL);
    assert_false(watch_read(fixture->watch, test_now(), &fixture->changes));
    test_append(root, "a.md", "more\n");
    assert_told(fixture, 0, "a.md");
    /* A watch on the file itself would see only the first of these. */
    for (int i = 0; i < 3; i++) {
        test_rename_over(root, "a.md", i % 2 == 0 ? "even\n" : "odd\n");
        assert_told(fixture, 0, "a.md");
        assert_int_equal(fixture->changes.count, 1);
    }
    test_write(root, "a.md", slice_of("in place\n"));
    assert_told(fixture, 0, "a.md");
    assert_int_equal(unlink(test_join(path, root, "a.md")), 0);
    assert_told(fixture, 0, "a.md");
    test_write(root, "a.md", slice_of("again\n"));
    assert_told(fixture, 0, "a.md");
    test_write(root, "new.md", slice_of("new\n"));
    assert_told(fixture, 0, "new.md");
    assert_false(tells(fixture, 0, "a.md"));
}

static void other_names_are_not_told(void **state)
{
    struct fixture *fixture = *state;
    const char *root = fixture->place.root;
    test_write(root, "a.md", slice_of("a\n"));
    start(fixture, NULL);
    test_write(root, ".a.md.swp", slice_of("x"));
    test_write(root, "a.md~", slice_of("x"));
    assert_false(wait_for_change(fixture, 2 * WATCH_POLL));
    test_append(root, "a.md", "more\n");
    assert_told(fixture, 0, "a.md");
    assert_int_equal(fixture->changes.count, 1);
}

static void a_save_of_ours_is_told_once(void **state)
{
    struct fixture *fixture = *state;
    const char *root = fixture->place.root;
    test_write(root, "a.md", slice_of("a\n"));
    test_write(root, "b.md", slice_of("b\n"));
    start(fixture, NULL);
    struct save_options options = {.folder = &fixture->place.folder};
    const struct save_file files[] = {
        {.path = "a.md", .existed = true, .before = slice_of("a\n"), .after = slice_of("A\n")},
        {.path = "b.md", .existed = true, .before = slice_of("b\n"), .after = slice_of("B\n")}};
    struct error error;
    error_clear(&error);
    assert_done(save_files(&options, files, 2, NULL, NULL, &error), error);
    assert_told(fixture, 0, "a.md");
    assert_true(tells(fixture, 0, "b.md"));
    assert_int_equal(fixture->changes.count, 2);
    assert_false(wait_for_change(fixture, WATCH_HEARTBEAT + 300));
}

static void a_folder_may_go_and_come_back(void **state)
{
    struct fixture *fixture = *state;
    char folder[TEST_PATH_SIZE];
    char away[TEST_PATH_SIZE];
    test_join(folder, fixture->place.top, "second");
    test_join(away, fixture->place.top, "away");
    start(fixture, folder);
    assert_int_equal(mkdir(folder, 0755), 0);
    test_write(folder, "b.md", slice_of("b\n"));
    assert_told(fixture, 1, "b.md");
    test_append(folder, "b.md", "more\n");
    assert_told(fixture, 1, "b.md");
    test_remove(folder);
    assert_told(fixture, 1, "b.md");
    assert_int_equal(mkdir(folder, 0755), 0);
    test_write(folder, "c.md", slice_of("c\n"));
    assert_told(fixture, 1, "c.md");
    /* Moved away and replaced: what happens at the old place is meant. */
    assert_int_equal(rename(folder, away), 0);
    assert_int_equal(mkdir(folder, 0755), 0);
    test_write(folder, "d.md", slice_of("d\n"));
    bool told = false;
    while (!told) {
        assert_true(wait_for_change(fixture, 10000));
        told = tells(fixture, 1, "d.md");
    }
    while (wait_for_change(fixture, WATCH_POLL * 2)) {
    }
    test_append(away, "c.md", "elsewhere\n");
    test_append(folder, "d.md", "more\n");
    assert_told(fixture, 1, "d.md");
    assert_false(tells(fixture, 1, "c.md"));
}

/* The clock is the caller's: it can be any. */
static void it_waits_for_quiet_but_not_for_ever(void **state)
{
    struct fixture *fixture = *state;
    const char *root = fixture->place.root;
    if (fixture->backend == WATCH_POLLING) {
        return; /* sees a change only when it looks */
    }
    test_write(root, "a.md", slice_of("a\n"));
    start(fixture, NULL);
    /* The heartbeat is planned for two seconds after the start; these moments lie before. */
    int64_t now = test_now();
    char path[TEST_PATH_SIZE];
    int held = open(test_join(path, root, "a.md"), O_WRONLY | O_APPEND);
    assert_int_equal(write(held, "1\n", 2), 2);
    assert_false(watch_read(fixture->watch, now, &fixture->changes));
    assert_int_equal(watch_timeout(fixture->watch, now), WATCH_QUIET);
    assert_false(watch_read(fixture->watch, now + WATCH_QUIET - 1, &fixture->changes));
    assert_int_equal(write(held, "2\n", 2), 2);
    assert_false(watch_read(fixture->watch, now + WATCH_QUIET - 1, &fixture->changes));
    assert_int_equal(watch_timeout(fixture->watch, now + WATCH_QUIET), WATCH_QUIET - 1);
    assert_int_equal(write(held, "3\n", 2), 2);
    assert_false(watch_read(fixture->watch, now + 95, &fixture->changes));
    assert_int_equal(write(held, "4\n", 2), 2);
    assert_false(watch_read(fixture->watch, now + 140, &fixture->changes));
    assert_int_equal(watch_timeout(fixture->watch, now + 140), 10);
    assert_int_equal(write(held, "5\n", 2), 2);
    assert_true(watch_read(fixture->watch, now + WATCH_CAP, &fixture->changes));
    assert_int_equal(fixture->changes.count, 1);
    assert_false(watch_read(fixture->watch, now + 2 * WATCH_CAP, &fixture->changes));
    assert_int_equal(close(held), 0);
}

/* What its writer has closed or put in place is told at once; not so in a burst, nor while another file is being written. */
static void what_is_whole_is_told_at_once(void **state)
{
    struct fixture *fixture = *state;
    const char *root = fixture->place.root;
    char path[TEST_PATH_SIZE];
    if (fixture->backend == WATCH_POLLING) {
        return; /* cannot know */
    }
    test_write(root, "a.md", slice_of("a\n"));
    test_write(root, "b.md", slice_of("b\n"));
    start(fixture, NULL);
    int64_t now = test_now();
    test_append(root, "a.md", "1\n");
    assert_false(watch_read(fixture->watch, now, &fixture->changes));
    assert_int_equal(watch_timeout(fixture->watch, now), WATCH_WHOLE);
    assert_true(watch_read(fixture->watch, now + WATCH_WHOLE, &fixture->changes));
    /* The next one soon behind it waits for more. */
    now += WATCH_WHOLE + 1;
    test_rename_over(root, "a.md", "2\n");
    assert_false(watch_read(fixture->watch, now, &fixture->changes));
    assert_int_equal(watch_timeout(fixture->watch, now), WATCH_QUIET);
    assert_true(watch_read(fixture->watch, now + WATCH_QUIET, &fixture->changes));
    /* Later again at once. */
    now += WATCH_QUIET + WATCH_CAP;
    test_rename_over(root, "a.md", "3\n");
    assert_false(watch_read(fixture->watch, now, &fixture->changes));
    assert_int_equal(watch_timeout(fixture->watch, now), WATCH_WHOLE);
    /* But for another file, whose writer is not done. */
    int held = open(test_join(path, root, "b.md"), O_WRONLY | O_APPEND);
    assert_int_equal(write(held, "half", 4), 4);
    assert_false(watch_read(fixture->watch, now + 1, &fixture->changes));
    assert_int_equal(watch_timeout(fixture->watch, now + 1), WATCH_QUIET);
    assert_int_equal(close(held), 0);
    assert_false(watch_read(fixture->watch, now + 2, &fixture->changes));
    assert_int_equal(watch_timeout(fixture->watch, now + 2), WATCH_WHOLE);
    assert_true(watch_read(fixture->watch, now + 2 + WATCH_WHOLE, &fixture->changes));
    assert_true(tells(fixture, 0, "a.md") && tells(fixture, 0, "b.md"));
}

/* Nobody looks for a folder that is not there: the one above says when it comes, at whatever depth. */
static void a_missing_folder_costs_nothing(void **state)
{
    struct fixture *fixture = *state;
    char one[TEST_PATH_SIZE];
    char two[TEST_PATH_SIZE];
    char three[TEST_PATH_SIZE];
    if (fixture->backend == WATCH_POLLING) {
        return; /* looks for everything */
    }
    test_join(one, fixture->place.top, "one");
    test_join(two, one, "two");
    test_join(three, two, "three");
    start(fixture, three);
    int64_t now = test_now();
    assert_false(watch_read(fixture->watch, now, &fixture->changes));
    assert_true(watch_timeout(fixture->watch, now) > WATCH_HEARTBEAT / 2);
    /* Others that come there are none of ours. */
    test_write(fixture->place.top, "on", slice_of("x\n"));
    test_write(fixture->place.top, "one.md", slice_of("x\n"));
    assert_false(watch_read(fixture->watch, now, &fixture->changes));
    assert_true(watch_timeout(fixture->watch, now) > WATCH_HEARTBEAT / 2);
    assert_int_equal(mkdir(one, 0755), 0);
    assert_false(watch_read(fixture->watch, now, &fixture->changes));
    assert_int_equal(mkdir(two, 0755), 0);
    assert_int_equal(mkdir(three, 0755), 0);
    test_write(three, "b.md", slice_of("b\n"));
    assert_false(watch_read(fixture->watch, now, &fixture->changes));
    assert_int_equal(watch_timeout(fixture->watch, now), WATCH_QUIET);
    assert_true(watch_read(fixture->watch, now + WATCH_QUIET, &fixture->changes));
    assert_true(tells(fixture, 1, "b.md"));
    /* It goes with all that is above it, and comes back. */
    now += WATCH_QUIET + WATCH_CAP;
    test_remove(one);
    assert_false(watch_read(fixture->watch, now, &fixture->changes));
    assert_true(watch_read(fixture->watch, now + WATCH_CAP, &fixture->changes));
    assert_true(tells(fixture, 1, "b.md"));
    now += 2 * WATCH_CAP;
    assert_int_equal(mkdir(one, 0755), 0);
    assert_int_equal(mkdir(two, 0755), 0);
    assert_false(watch_read(fixture->watch, now, &fixture->changes));
    assert_int_equal(mkdir(three, 0755), 0);
    test_write(three, "c.md", slice_of("c\n"));
    assert_false(watch_read(fixture->watch, now, &fixture->changes));
    assert_true(watch_read(fixture->watch, now + WATCH_CAP, &fixture->changes));
    assert_true(tells(fixture, 1, "c.md"));
}

/* More events than the kernel keeps. */
static void too_much_at_once_asks_for_a_rescan(void **state)
{
    struct fixture *fixture = *state;
    if (fixture->backend == WATCH_POLLING) {
        return;
    }
    long limit = 16384;
    FILE *file = fopen("/proc/sys/fs/inotify/max_queued_events", "r");
    if (file == NULL || fscanf(file, "%ld", &limit) != 1 || limit > 100000) {
        limit = 0;
    }
    if (file != NULL) {
        fclose(file);
    }
    if (limit == 0) {
        skip();
    }
    const char *root = fixture->place.root;
    test_write(root, "a.md", slice_of("a\n"));
    test_write(root, "b.md", slice_of("b\n"));
    start(fixture, NULL);
    /* Two files in turn: equal events that follow each other are put together. */
    for (long i = 0; i < limit; i++) {
        test_append(root, i % 2 == 0 ? "a.md" : "b.md", "x");
    }
    assert_true(wait_for_change(fixture, 10000));
    assert_true(fixture->changes.rescan);
    test_append(root, "a.md", "y");
    assert_told(fixture, 0, "a.md");
    assert_false(fixture->changes.rescan);
}

/* What no event tells, the heartbeat finds: here the target of a link in another folder. */
static void the_heartbeat_sees_what_events_do_not(void **state)
{
    struct fixture *fixture = *state;
    char path[TEST_PATH_SIZE];
    test_write(fixture->place.top, "real.md", slice_of("real\n"));
    assert_int_equal(symlink("../real.md", test_join(path, fixture->place.root, "link.md")), 0);
    start(fixture, NULL);
    test_append(fixture->place.top, "real.md", "more\n");
    assert_told(fixture, 0, "link.md");
}

static void no_folders_are_no_failure(void **state)
{
    struct fixture *fixture = *state;
    const struct watch_options options = {.backend = fixture->backend};
    fixture->watch = watch_new(&options, 5, NULL);
    assert_non_null(fixture->watch);
    assert_false(watch_read(fixture->watch, 100000, &fixture->changes));
    assert_true(watch_timeout(fixture->watch, 100000) > 0);
}

static int setup_with(void **state, enum watch_backend backend)
{
    static struct fixture fixture;
    fixture = (struct fixture){.backend = backend};
    test_place_make(&fixture.place);
    watch_changes_init(&fixture.changes);
    *state = &fixture;
    return 0;
}

static int setup_inotify(void **state)
{
    return setup_with(state, WATCH_INOTIFY);
}

static int setup_polling(void **state)
{
    return setup_with(state, WATCH_POLLING);
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    watch_free(fixture->watch);
    watch_changes_release(&fixture->changes);
    test_place_remove(&fixture->place);
    return 0;
}

#define POLLED(test) {#test " (polling)", test, setup_polling, teardown, NULL}
#ifdef __linux__
#define BOTH(test) {#test " (inotify)", test, setup_inotify, teardown, NULL}, POLLED(test)
#else
#define BOTH(test) POLLED(test)
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOTH(every_way_to_change_a_file_is_seen),
        BOTH(other_names_are_not_told),
        BOTH(a_save_of_ours_is_told_once),
        BOTH(a_folder_may_go_and_come_back),
        BOTH(it_waits_for_quiet_but_not_for_ever),
        BOTH(what_is_whole_is_told_at_once),
        BOTH(a_missing_folder_costs_nothing),
        BOTH(too_much_at_once_asks_for_a_rescan),
        BOTH(the_heartbeat_sees_what_events_do_not),
        BOTH(no_folders_are_no_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
