#include "test_support.h"

static void setting_says_and_forgets(void **state)
{
    (void)state;
    struct error error;
    error_clear(&error);
    assert_int_equal(error.code, ERROR_NONE);
    assert_false(error_refuse(&error, "one-owner", "BOARD.md", 12, "%s is taken", "M1"));
    assert_int_equal(error.code, ERROR_REFUSED);
    assert_string_equal(error.rule, "one-owner");
    assert_string_equal(error.file, "BOARD.md");
    assert_int_equal(error.line, 12);
    assert_string_equal(error.message, "M1 is taken");
    assert_false(error_set(&error, ERROR_USAGE, "no such verb"));
    assert_int_equal(error.code, ERROR_USAGE);
    assert_string_equal(error.rule, "");
    assert_string_equal(error.file, "");
    assert_int_equal(error.line, 0);
    assert_false(error_no_memory(&error));
    assert_int_equal(error.code, ERROR_SYSTEM);
    error_clear(&error);
    assert_string_equal(error.message, "");
}

static void nobody_has_to_listen(void **state)
{
    (void)state;
    error_clear(NULL);
    assert_false(error_set(NULL, ERROR_USAGE, "x"));
    assert_false(error_set_at(NULL, ERROR_USAGE, "f", 1, "x"));
    assert_false(error_refuse(NULL, "r", "f", 1, "x"));
    assert_false(error_no_memory(NULL));
    error_add_candidate(NULL, "x", 1);
}

static void an_error_may_be_told_again(void **state)
{
    (void)state;
    struct error error;
    error_refuse(&error, "one-owner", "a.md", 3, "inner");
    error_refuse(&error, error.rule, error.file, error.line, "outer: %s", error.message);
    assert_string_equal(error.message, "outer: inner");
    assert_string_equal(error.file, "a.md");
    assert_string_equal(error.rule, "one-owner");
    assert_int_equal(error.line, 3);
}

static void long_text_is_cut_between_characters(void **state)
{
    (void)state;
    struct error error;
    /* Three bytes a character: 1023 of them are 341 whole ones, 1022 are not. */
    char text[2000];
    for (size_t i = 0; i + 3 < sizeof text; i += 3) {
        memcpy(text + i, "\xE2\x82\xAC", 4);
    }
    error_set(&error, ERROR_USAGE, "%s", text);
    assert_int_equal(strlen(error.message), 1023);
    error_set(&error, ERROR_USAGE, "x%s", text);
    assert_int_equal(strlen(error.message), 1021);
    error_set_at(&error, ERROR_USAGE, text, 1, "x");
    assert_int_equal(strlen(error.file), 510);
    /* What fits to the brim loses nothing. */
    error_set(&error, ERROR_USAGE, "%.*s", 1023, text);
    assert_int_equal(strlen(error.message), 1023);
}

static void candidates_are_listed(void **state)
{
    (void)state;
    struct error error;
    error_set(&error, ERROR_NOT_FOUND, "several");
    error_add_candidate(&error, "3: one", 6);
    error_add_candidate(&error, "7: cut...", 9);
    error_add_candidate(&error, "9: three", 8);
    assert_string_equal(error.candidates, "3: one\n7: cut...\n9: three");
}

static void too_many_candidates_end_with_dots(void **state)
{
    (void)state;
    for (size_t size = 1; size < 200; size++) {
        struct error error;
        char text[200];
        memset(text, 'x', sizeof text);
        error_set(&error, ERROR_NOT_FOUND, "several");
        for (size_t i = 0; i < 5000; i++) {
            error_add_candidate(&error, text, size);
        }
        size_t length = strlen(error.candidates);
        assert_true(length < sizeof error.candidates);
        assert_true(length + size + 8 > sizeof error.candidates);
        assert_string_equal(error.candidates + length - 4, "\n...");
        assert_int_equal(error.candidates[length - 5], 'x');
    }
    struct error error;
    char large[ERROR_CANDIDATES_SIZE];
    memset(large, 'x', sizeof large);
    error_set(&error, ERROR_NOT_FOUND, "several");
    error_add_candidate(&error, large, sizeof large);
    error_add_candidate(&error, "a", 1);
    assert_string_equal(error.candidates, "...");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(setting_says_and_forgets),
        cmocka_unit_test(nobody_has_to_listen),
        cmocka_unit_test(an_error_may_be_told_again),
        cmocka_unit_test(long_text_is_cut_between_characters),
        cmocka_unit_test(candidates_are_listed),
        cmocka_unit_test(too_many_candidates_end_with_dots),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
