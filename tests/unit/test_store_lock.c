/* One writer at a time, for real: between processes. */
#include "test_store_support.h"

static void a_second_process_is_kept_out_until_the_first_lets_go(void **state)
{
    struct test_place *place = *state;
    int told[2];
    int ask[2];
    assert_int_equal(pipe(told), 0);
    assert_int_equal(pipe(ask), 0);
    pid_t child = test_fork();
    if (child == 0) {
        struct lock lock;
        bool taken = lock_take(place->root, 0, &lock, NULL);
        char byte = 'x';
        if (!taken || write(told[1], &byte, 1) != 1 || read(ask[0], &byte, 1) != 1) {
            _exit(1);
        }
        lock_release(&lock);
        _exit(0);
    }
    test_receive(told[0]);
    struct lock lock;
    struct error error;
    int64_t start = test_now();
    assert_false(lock_take(place->root, 60, &lock, &error));
    assert_true(test_now() - start >= 59);
    assert_true(test_now() - start < 5000);
    assert_int_equal(error.code, ERROR_CONFLICT);
    assert_non_null(strstr(error.message, "another workboard is writing"));
    assert_int_equal(lock.descriptor, -1);
    lock_release(&lock);
    assert_int_equal(write(ask[1], "x", 1), 1);
    assert_done(lock_take(place->root, 10000, &lock, &error), error);
    assert_false(lock.unsupported);
    lock_release(&lock);
    lock_release(&lock);
    assert_int_equal(test_wait(child), 0);
    close(told[0]);
    close(told[1]);
    close(ask[0]);
    close(ask[1]);
}

static void a_killed_holder_holds_nothing(void **state)
{
    struct test_place *place = *state;
    pid_t child = test_fork();
    if (child == 0) {
        struct lock lock;
        _exit(lock_take(place->root, 0, &lock, NULL) ? 0 : 1);
    }
    assert_int_equal(test_wait(child), 0);
    struct lock lock;
    assert_true(lock_take(place->root, 0, &lock, NULL));
    lock_release(&lock);
}

/* Each of several processes counts up under the lock, in two steps that would lose counts without it. */
static void counting_together_loses_nothing(void **state)
{
    struct test_place *place = *state;
    enum { PROCESSES = 6, ROUNDS = 25 };
    test_write(place->root, "count", slice_of("0"));
    char path[TEST_PATH_SIZE];
    test_join(path, place->root, "count");
    pid_t children[PROCESSES];
    for (size_t i = 0; i < PROCESSES; i++) {
        children[i] = test_fork();
        for (size_t round = 0; children[i] == 0 && round < ROUNDS; round++) {
            struct lock lock;
            if (!lock_take(place->root, 30000, &lock, NULL)) {
                _exit(1);
            }
            FILE *file = fopen(path, "r+");
            int count = 0;
            if (file == NULL || fscanf(file, "%d", &count) != 1 || fseek(file, 0, SEEK_SET) != 0 ||
                fprintf(file, "%d", count + 1) < 1 || fclose(file) != 0) {
                _exit(2);
            }
            lock_release(&lock);
        }
        if (children[i] == 0) {
            _exit(0);
        }
    }
    for (size_t i = 0; i < PROCESSES; i++) {
        assert_int_equal(test_wait(children[i]), 0);
    }
    assert_file(place->root, "count", "150");
}

static void a_missing_root_is_not_found(void **state)
{
    struct test_place *place = *state;
    char path[TEST_PATH_SIZE];
    struct lock lock;
    struct error error;
    assert_false(lock_take(test_join(path, place->root, "none"), 0, &lock, &error));
    assert_int_equal(error.code, ERROR_NOT_FOUND);
    test_write(place->root, "file", slice_of(""));
    assert_false(lock_take(test_join(path, place->root, "file"), 0, &lock, &error));
    assert_int_equal(error.code, ERROR_SYSTEM);
    assert_int_equal(test_count_names(place->root, "file"), 1);
}

static int setup(void **state)
{
    static struct test_place place;
    test_place_make(&place);
    *state = &place;
    return 0;
}

static int teardown(void **state)
{
    test_place_remove(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_second_process_is_kept_out_until_the_first_lets_go, setup, teardown),
        cmocka_unit_test_setup_teardown(a_killed_holder_holds_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(counting_together_loses_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(a_missing_root_is_not_found, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
