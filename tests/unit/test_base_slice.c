#include "test_support.h"

static const struct slice nothing = {0};

static bool fold(const char *a, const char *b)
{
    bool forth = slice_equal_fold(slice_of(a), slice_of(b));
    assert_int_equal(forth, slice_equal_fold(slice_of(b), slice_of(a)));
    return forth;
}

static void equality_counts_every_byte(void **state)
{
    (void)state;
    assert_true(slice_equal(nothing, slice_of("")));
    assert_true(slice_equal(TEST_SLICE("a\0b"), TEST_SLICE("a\0b")));
    assert_false(slice_equal(TEST_SLICE("a\0b"), TEST_SLICE("a\0c")));
    assert_false(slice_equal(slice_of("a"), slice_of("ab")));
}

static void folding_knows_four_alphabets(void **state)
{
    (void)state;
    assert_true(fold("In Progress", "iN pROGRESS"));
    assert_true(fold("\xC3\x84RGER", "\xC3\xA4rger"));                       /* Latin-1 */
    assert_true(fold("\xCE\xA3\xCE\xA4\xCE\x9F\xCE\xA3", "\xCF\x83\xCF\x84\xCE\xBF\xCF\x82")); /* Greek, final sigma */
    assert_true(fold("\xCE\x86\xCE\x88\xCE\x8C\xCE\x8E\xCE\x8F", "\xCE\xAC\xCE\xAD\xCF\x8C\xCF\x8D\xCF\x8E"));
    assert_true(fold("\xD0\x93\xD0\x9E\xD0\xA2\xD0\x81", "\xD0\xB3\xD0\xBE\xD1\x82\xD1\x91")); /* Cyrillic */
    assert_false(fold("\xC3\x97", "\xC3\xB7")); /* the signs of times and divided by are no letters */
    assert_false(fold("a", "ab"));
    assert_false(fold("@", "`"));
    assert_false(fold("[", "{"));
}

static void folding_leaves_invalid_bytes_apart(void **state)
{
    (void)state;
    assert_true(fold("\xC3", "\xC3"));
    assert_false(fold("\xE9", "\xC3\xA9"));
    assert_false(fold("\xC9", "\xE9"));
    assert_false(fold("\xC3", "\xC3\xA9"));
}

static void comparing_orders_by_bytes(void **state)
{
    (void)state;
    assert_int_equal(slice_compare(slice_of("a"), slice_of("b")), -1);
    assert_int_equal(slice_compare(slice_of("b"), slice_of("a")), 1);
    assert_int_equal(slice_compare(slice_of("a"), slice_of("ab")), -1);
    assert_int_equal(slice_compare(slice_of("ab"), slice_of("a")), 1);
    assert_int_equal(slice_compare(nothing, nothing), 0);
    assert_int_equal(slice_compare(slice_of("\xFF"), slice_of("a")), 1);
}

static void beginnings_and_ends(void **state)
{
    (void)state;
    assert_true(slice_starts(slice_of("M7-T05"), slice_of("M7")));
    assert_false(slice_starts(slice_of("M7"), slice_of("M7-T05")));
    assert_true(slice_starts(nothing, nothing));
    assert_true(slice_ends(slice_of("plan.md"), slice_of(".md")));
    assert_false(slice_ends(slice_of("md"), slice_of(".md")));
    assert_true(slice_ends(nothing, nothing));
    assert_true(slice_starts_fold(slice_of("\xC3\x9C" "ber all"), slice_of("\xC3\xBC" "BER")));
    assert_false(slice_starts_fold(slice_of("ube"), slice_of("uber")));
}

static void finding(void **state)
{
    (void)state;
    struct slice text = slice_of("aabaab");
    assert_int_equal(slice_find(text, slice_of("aab"), 0), 0);
    assert_int_equal(slice_find(text, slice_of("aab"), 1), 3);
    assert_int_equal(slice_find(text, slice_of("aab"), 4), SLICE_NONE);
    assert_int_equal(slice_find(text, slice_of("b"), 5), 5);
    assert_int_equal(slice_find(text, slice_of("bb"), 0), SLICE_NONE);
    assert_int_equal(slice_find(text, nothing, 6), 6);
    assert_int_equal(slice_find(text, nothing, 7), SLICE_NONE);
    assert_int_equal(slice_find(nothing, slice_of("a"), 0), SLICE_NONE);
    assert_int_equal(slice_find(text, slice_of("a"), SIZE_MAX), SLICE_NONE);
}

static void trimming_and_cutting(void **state)
{
    (void)state;
    assert_same_text(slice_trim(slice_of(" \t\r\n\v\f a b \n")), "a b");
    assert_int_equal(slice_trim(slice_of(" \n ")).size, 0);
    assert_int_equal(slice_trim(nothing).size, 0);
    assert_same_text(slice_part(slice_of("abcdef"), 2, 4), "cd");
    assert_same_text(slice_part(slice_of("abcdef"), 4, SIZE_MAX), "ef");
    assert_int_equal(slice_part(slice_of("abc"), 7, 9).size, 0);
    assert_int_equal(slice_part(slice_of("abc"), 2, 1).size, 0);
    assert_null(slice_part(nothing, 0, 3).data);
}

static void splitting(void **state)
{
    (void)state;
    struct slice rest = slice_of("a,,b,");
    struct slice part;
    static const char *const wanted[] = {"a", "", "b", ""};
    for (size_t i = 0; i < 4; i++) {
        assert_true(slice_next(&rest, ',', &part));
        assert_same_text(part, wanted[i]);
    }
    assert_false(slice_next(&rest, ',', &part));
    rest = nothing;
    assert_false(slice_next(&rest, ',', &part));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equality_counts_every_byte),
        cmocka_unit_test(folding_knows_four_alphabets),
        cmocka_unit_test(folding_leaves_invalid_bytes_apart),
        cmocka_unit_test(comparing_orders_by_bytes),
        cmocka_unit_test(beginnings_and_ends),
        cmocka_unit_test(finding),
        cmocka_unit_test(trimming_and_cutting),
        cmocka_unit_test(splitting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
