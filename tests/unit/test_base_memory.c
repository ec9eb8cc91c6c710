#include "test_support.h"

#include "base/memory.h"

static void new_memory_is_zeroed(void **state)
{
    (void)state;
    unsigned char *memory = memory_new(300, 3);
    assert_non_null(memory);
    for (size_t i = 0; i < 900; i++) {
        assert_int_equal(memory[i], 0);
    }
    memory_free(memory);
}

static void nothing_is_a_valid_pointer(void **state)
{
    (void)state;
    void *none = memory_new(0, 8);
    void *empty = memory_new(8, 0);
    assert_non_null(none);
    assert_non_null(empty);
    memory_free(none);
    memory_free(empty);
    memory_free(NULL);
}

static void sizes_that_overflow_are_refused(void **state)
{
    (void)state;
    assert_null(memory_new(SIZE_MAX / 2, 3));
    int *array = NULL;
    size_t capacity = 0;
    assert_false(memory_grow(&array, &capacity, SIZE_MAX, 1));
    assert_false(memory_grow(&array, &capacity, SIZE_MAX / 4, 16));
    assert_false(memory_grow(&array, &capacity, 1, 0));
    assert_null(array);
    assert_int_equal(capacity, 0);
}

static void growing_keeps_and_doubles(void **state)
{
    (void)state;
    int *array = NULL;
    size_t capacity = 0;
    size_t steps = 0;
    for (int i = 0; i < 5000; i++) {
        size_t before = capacity;
        assert_true(memory_grow(&array, &capacity, (size_t)i + 1, sizeof *array));
        if (capacity != before) {
            assert_true(capacity >= before * 2);
            steps++;
        }
        array[i] = i;
    }
    assert_true(steps <= 12);
    for (int i = 0; i < 5000; i++) {
        assert_int_equal(array[i], i);
    }
    int *same = array;
    assert_true(memory_grow(&array, &capacity, 10, sizeof *array));
    assert_ptr_equal(array, same);
    memory_free(array);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_memory_is_zeroed),
        cmocka_unit_test(nothing_is_a_valid_pointer),
        cmocka_unit_test(sizes_that_overflow_are_refused),
        cmocka_unit_test(growing_keeps_and_doubles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
