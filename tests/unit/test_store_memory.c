/* Every allocation fails in turn, once and for good: a save is done or not done, never half, and the next writer can
 * go on. Linked with -Wl,--wrap=memory_new,--wrap=memory_grow, which leads the calls of the library here. */
#include "test_store_support.h"

#include "base/memory.h"
#include "store/watch.h"

/* They have to outlive a call that knows nothing of them. */
static size_t allocations_left = SIZE_MAX;
static bool allocation_failed = false;
static bool memory_returns = false;

void *__real_memory_new(size_t count, size_t size);
bool __real_memory_grow(void *array_pointer, size_t *capacity, size_t wanted, size_t size);
void *__wrap_memory_new(size_t count, size_t size);
bool __wrap_memory_grow(void *array_pointer, size_t *capacity, size_t wanted, size_t size);

static bool may_allocate(void)
{
    if (allocations_left == 0) {
        allocation_failed = true;
        allocations_left = memory_returns ? SIZE_MAX : 0;
        return false;
    }
    allocations_left--;
    return true;
}

void *__wrap_memory_new(size_t count, size_t size)
{
    return may_allocate() ? __real_memory_new(count, size) : NULL;
}

bool __wrap_memory_grow(void *array_pointer, size_t *capacity, size_t wanted, size_t size)
{
    return (wanted <= *capacity || may_allocate()) && __real_memory_grow(array_pointer, capacity, wanted, size);
}

/* Runs `work` with the first, the second, ... allocation failing until it needs no more. */
static void fail_each(void (*work)(bool *failed))
{
    for (int returns = 0; returns < 2; returns++) {
        memory_returns = returns == 1;
        bool failed = true;
        for (size_t allowed = 0; failed; allowed++) {
            assert_true(allowed < 2000);
            allocations_left = allowed;
            allocation_failed = false;
            failed = false;
            work(&failed);
        }
    }
}

/* Lifts the limit, and says whether it was met. */
static bool lift(void)
{
    allocations_left = SIZE_MAX;
    return allocation_failed;
}

static size_t hold(void)
{
    size_t left = allocations_left;
    allocations_left = SIZE_MAX;
    return left;
}

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
    fail_each(save);
}

static void the_log_is_not_damaged(void **state)
{
    (void)state;
    fail_each(read_log);
}

static void finding_and_watching_fail_cleanly(void **state)
{
    (void)state;
    fail_each(find_and_watch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(saving_is_all_or_nothing),
        cmocka_unit_test(the_log_is_not_damaged),
        cmocka_unit_test(finding_and_watching_fail_cleanly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
