/* Every allocation fails in turn, once and for good: a save is done or not done, never half, and the next writer can
 * go on. See test_store_wrap.h (__wrap_memory_new). */
#include "test_store_support.h"

#include "test_store_wrap.h"
#include "store/watch.h"

static const struct save_file two[] = {
    {.path = "a.md", .existed = true, .before = {"a\n", 2}, .after = {"A\n", 2}},
    {.path = "b.md", .existed = true, .before = {"b\n", 2}, .after = {"B\xff\n", 3}},
};

static void append_once(struct test_place *place)
{
    test_append(place->root, "a.md", "theirs\n");
}

static int at_place(void *context, const char *step)
{
    if (strcmp(step, "place") == 0 && test_count_names(((struct test_place *)context)->root, "appended") == 0) {
        test_write(((struct test_place *)context)->root, "appended", slice_of(""));
        append_once(context);
    }
    return 0;
}

static void save(bool *failed)
{
    size_t left = hold();
    struct test_place place;
    test_place_make(&place);
    test_write(place.root, "a.md", slice_of("a\n"));
    test_write(place.root, "b.md", slice_of("b\n"));
    struct save_options options = {.folder = &place.folder, .fault = at_place, .fault_context = &place};
    struct log_record record = {.verb = slice_of("test")};
    struct save_report report;
    struct error error;
    error_clear(&error);
    allocations_left = left;
    bool done = save_files(&options, two, 2, &record, &report, &error);
    *failed = lift();
    assert_true(done || *failed);
    assert_true(done || error.code == ERROR_SYSTEM || error.code == ERROR_CONFLICT);
    options.fault = NULL;
    assert_done(journal_recover(&options, &report, &error), error);
    bool appended = test_count_names(place.root, "appended") > 0;
    struct bytes a;
    bytes_init(&a);
    char path[TEST_PATH_SIZE];
    assert_true(test_read_file(test_join(path, place.root, "a.md"), &a));
    bool new = a.data[0] == 'A';
    assert_true(new || !done);
    assert_same_text(bytes_slice(&a), appended ? (new ? "A\ntheirs\n" : "a\ntheirs\n") : (new ? "A\n" : "a\n"));
    test_same_file_at(place.root, "b.md", new ? two[1].after : two[1].before, __FILE__, __LINE__);
    assert_int_equal(test_count_names(place.root, ".workboard-"), 0);
    bytes_release(&a);
    test_place_remove(&place);
}

static int die_at_look(void *context, const char *step)
{
    (void)context;
    if (strcmp(step, "look") == 0) {
        _exit(0);
    }
    return 0;
}

/* A save whose process died when all was exchanged is finished. */
static void finish(bool *failed)
{
    size_t left = hold();
    struct test_place place;
    test_place_make(&place);
    test_write(place.root, "a.md", slice_of("a\n"));
    test_write(place.root, "b.md", slice_of("b\n"));
    struct save_options options = {.folder = &place.folder, .fault = die_at_look};
    struct log_record record = {.verb = slice_of("test")};
    struct save_report report;
    struct error error;
    error_clear(&error);
    pid_t child = test_fork();
    if (child == 0) {
        save_files(&options, two, 2, &record, &report, &error);
        _exit(1);
    }
    assert_int_equal(test_wait(child), 0);
    options.fault = NULL;
    struct journal *journal = NULL;
    allocations_left = left;
    bool read = journal_read(&place.folder, &journal, &error);
    bool done = journal_recover(&options, &report, &error);
    *failed = lift();
    assert_true((read && done) || *failed);
    assert_true(done || error.code == ERROR_SYSTEM);
    journal_free(journal);
    assert_done(journal_recover(&options, &report, &error), error);
    /* What could not be finished may have been taken back. */
    struct bytes a;
    bytes_init(&a);
    char path[TEST_PATH_SIZE];
    assert_true(test_read_file(test_join(path, place.root, "a.md"), &a));
    bool new = a.data[0] == 'A';
    assert_true(new || *failed);
    test_same_file_at(place.root, "a.md", new ? two[0].after : two[0].before, __FILE__, __LINE__);
    test_same_file_at(place.root, "b.md", new ? two[1].after : two[1].before, __FILE__, __LINE__);
    assert_int_equal(test_count_names(place.root, ".workboard-"), 0);
    bool holds = false;
    assert_true(log_holds(&place.folder, 1, &holds, &error));
    assert_int_equal(holds, new);
    bytes_release(&a);
    test_place_remove(&place);
}

static void read_log(bool *failed)
{
    size_t left = hold();
    struct test_place place;
    test_place_make(&place);
    struct log_record record = {.verb = slice_of("test")};
    struct error error;
    error_clear(&error);
    assert_done(log_append(&place.folder, &record, &error), error);
    allocations_left = left;
    struct log log;
    bool listed = log_list(&place.folder, &log, &error);
    bool whole = listed && log.count == 1;
    log_release(&log);
    bool appended = log_append(&place.folder, &record, &error);
    *failed = lift();
    assert_true((whole && appended) || *failed);
    assert_true(log_list(&place.folder, &log, &error));
    assert_int_equal(log.count, appended ? 2 : 1);
    assert_int_equal(log.damaged, 0);
    log_release(&log);
    test_place_remove(&place);
}

static void find_and_watch(bool *failed)
{
    size_t left = hold();
    struct test_place place;
    test_place_make(&place);
    test_write(place.root, "a.md", slice_of("a\n"));
    const char *const folders[] = {place.root};
    const struct watch_options options = {.folders = folders, .folder_count = 1};
    allocations_left = left;
    struct folder folder;
    struct error error;
    error_clear(&error);
    bool found = folder_find(place.root, &(struct folder_environment){.home = place.top}, &folder, &error);
    folder_release(&folder);
    struct watch *watch = watch_new(&options, 0, &error);
    struct watch_changes changes;
    watch_changes_init(&changes);
    if (watch != NULL) {
        size_t rest = hold();
        test_append(place.root, "a.md", "more\n");
        allocations_left = rest;
        watch_read(watch, 1, &changes);
        assert_true(watch_read(watch, 1000, &changes));
        assert_true(changes.rescan || changes.count == 1);
    }
    *failed = lift();
    assert_true((found && watch != NULL) || *failed);
    watch_changes_release(&changes);
    watch_free(watch);
    test_place_remove(&place);
}

static void saving_is_all_or_nothing(void **state)
{
    (void)state;
    fail_each(save, 1);
}

static void finishing_is_all_or_nothing(void **state)
{
    (void)state;
    fail_each(finish, 2);
}

static void the_log_is_not_damaged(void **state)
{
    (void)state;
    fail_each(read_log, 1);
}

static void finding_and_watching_fail_cleanly(void **state)
{
    (void)state;
    fail_each(find_and_watch, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(saving_is_all_or_nothing),
        cmocka_unit_test(finishing_is_all_or_nothing),
        cmocka_unit_test(the_log_is_not_damaged),
        cmocka_unit_test(finding_and_watching_fail_cleanly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
