#include "test_support.h"

static void appends_join(void **state)
{
    (void)state;
    struct bytes bytes;
    bytes_init(&bytes);
    assert_true(bytes_append(&bytes, TEST_SLICE("a\0b")));
    assert_true(bytes_append_text(&bytes, "cd"));
    assert_true(bytes_append_byte(&bytes, '|'));
    assert_true(bytes_append_format(&bytes, "%s=%d", "x", 12));
    assert_same_bytes(bytes_slice(&bytes), TEST_SLICE("a\0bcd|x=12"));
    assert_int_equal(bytes.data[bytes.size], '\0');
    bytes_release(&bytes);
    assert_null(bytes.data);
}

static void appending_nothing_gives_an_empty_text(void **state)
{
    (void)state;
    struct bytes bytes;
    bytes_init(&bytes);
    assert_true(bytes_append(&bytes, (struct slice){0}));
    assert_int_equal(bytes.size, 0);
    assert_string_equal(bytes.data, "");
    bytes_release(&bytes);
}

static void a_failure_stays_and_changes_nothing(void **state)
{
    (void)state;
    struct bytes bytes;
    bytes_init(&bytes);
    assert_true(bytes_append_text(&bytes, "kept"));
    assert_false(bytes_reserve(&bytes, SIZE_MAX - 2));
    assert_true(bytes.failed);
    assert_false(bytes_append_text(&bytes, "x"));
    assert_false(bytes_append_format(&bytes, "%d", 1));
    assert_same_text(bytes_slice(&bytes), "kept");
    bytes_clear(&bytes);
    assert_false(bytes.failed);
    assert_int_equal(bytes.size, 0);
    assert_true(bytes_append_text(&bytes, "again"));
    assert_same_text(bytes_slice(&bytes), "again");
    bytes_release(&bytes);
}

static void many_appends_keep_everything(void **state)
{
    (void)state;
    struct bytes bytes;
    bytes_init(&bytes);
    for (unsigned i = 0; i < 10000; i++) {
        assert_true(bytes_append_format(&bytes, "%04u", i));
    }
    assert_int_equal(bytes.size, 40000);
    for (unsigned i = 0; i < 10000; i++) {
        char wanted[16];
        snprintf(wanted, sizeof wanted, "%04u", i);
        assert_memory_equal(bytes.data + (size_t)i * 4, wanted, 4);
    }
    bytes_release(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(appends_join),
        cmocka_unit_test(appending_nothing_gives_an_empty_text),
        cmocka_unit_test(a_failure_stays_and_changes_nothing),
        cmocka_unit_test(many_appends_keep_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
