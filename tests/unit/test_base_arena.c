#include "test_support.h"

#include <stdalign.h>

static void things_are_zeroed_aligned_and_apart(void **state)
{
    (void)state;
    enum { COUNT = 3000 };
    struct arena arena;
    arena_init(&arena);
    unsigned char *things[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        size_t size = i % 97 + 1;
        things[i] = arena_new(&arena, size, 1);
        assert_non_null(things[i]);
        assert_int_equal((uintptr_t)things[i] % alignof(max_align_t), 0);
        for (size_t k = 0; k < size; k++) {
            assert_int_equal(things[i][k], 0);
        }
        memset(things[i], (int)(i % 255 + 1), size);
    }
    for (size_t i = 0; i < COUNT; i++) {
        for (size_t k = 0; k < i % 97 + 1; k++) {
            assert_int_equal(things[i][k], i % 255 + 1);
        }
    }
    arena_release(&arena);
    assert_null(arena.blocks);
}

static void large_things_fit_between_small_ones(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    char *small = arena_new(&arena, 5, 1);
    char *large = arena_new(&arena, 5000000, 1);
    char *behind = arena_new(&arena, 5, 1);
    assert_non_null(small);
    assert_non_null(large);
    assert_non_null(behind);
    large[0] = large[4999999] = 'x';
    assert_int_equal(small[0] + behind[0], 0);
    arena_release(&arena);
}

static void sizes_that_overflow_are_refused(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    assert_null(arena_new(&arena, SIZE_MAX, 1));
    assert_null(arena_new(&arena, SIZE_MAX / 2, 3));
    void *array = NULL;
    size_t capacity = 0;
    assert_false(arena_grow(&arena, &array, &capacity, SIZE_MAX, 1));
    assert_int_equal(capacity, 0);
    assert_null(arena_copy(&arena, slice_make("x", SIZE_MAX)).data);
    assert_non_null(arena_new(&arena, 1, 1));
    arena_release(&arena);
}

static void copies_end_with_a_nul(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    char text[] = "plan";
    struct slice copy = arena_copy(&arena, slice_of(text));
    text[0] = 'X';
    assert_string_equal(copy.data, "plan");
    assert_int_equal(copy.size, 4);
    struct slice empty = arena_copy(&arena, (struct slice){0});
    assert_string_equal(empty.data, "");
    assert_int_equal(empty.size, 0);
    arena_release(&arena);
}

static void arrays_grow_and_keep(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    long *array = NULL;
    size_t capacity = 0;
    for (long i = 0; i < 2000; i++) {
        assert_true(arena_grow(&arena, &array, &capacity, (size_t)i + 1, sizeof *array));
        array[i] = i;
    }
    for (long i = 0; i < 2000; i++) {
        assert_int_equal(array[i], i);
    }
    arena_release(&arena);
}

static void format_makes_text_of_any_length(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    assert_same_text(arena_format(&arena, "%s-%d", "M7", 5), "M7-5");
    struct slice text = arena_format(&arena, "%*d", 9000, 7);
    assert_int_equal(text.size, 9000);
    assert_int_equal(text.data[8999], '7');
    assert_int_equal(text.data[9000], '\0');
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(things_are_zeroed_aligned_and_apart),
        cmocka_unit_test(large_things_fit_between_small_ones),
        cmocka_unit_test(sizes_that_overflow_are_refused),
        cmocka_unit_test(copies_end_with_a_nul),
        cmocka_unit_test(arrays_grow_and_keep),
        cmocka_unit_test(format_makes_text_of_any_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
