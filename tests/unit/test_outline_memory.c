/* Every allocation of a scan fails in turn: the failure is reported, nothing leaks and nothing breaks.
 * Linked with -Wl,--wrap=memory_new,--wrap=memory_grow, which leads the calls of the library here. */
#include "test_outline_support.h"
#include "test_memory_wrap.h"

#include "outline/plain.h"

static const char document[] =
    "---\na: b\n---\n# One\n\n- a\n  - b\n\n  [x]: /u\n  more\n\n  [y]: /v\n1. c\n> d | e\n> -|-\n> f\n\n"
    "[z]: /w\n===\ntext\n===\na\nb | c\n-|-\n## Two\n    code\n```\nfence\n```\n<div>\n\n***\n"
    "# 3\n# 4\n# 5\n# 6\n# 7\n# 8\n# 9\n# 10\n# 11\n";

static void a_scan_reports_each_failure(void **state)
{
    (void)state;
    struct source *source = test_source_of("test.md", slice_of(document));
    for (int returns = 0; returns < 2; returns++) {
        memory_returns = returns != 0;
        size_t allowed = 0;
        do {
            struct error error;
            error_clear(&error);
            allocation_failed = false;
            allocations_left = allowed++;
            struct outline *outline = outline_scan(source, &error);
            allocations_left = SIZE_MAX;
            assert_int_equal(outline != NULL, !allocation_failed);
            assert_int_equal(error.code, allocation_failed ? ERROR_SYSTEM : ERROR_NONE);
            outline_free(outline);
        } while (allocation_failed);
        assert_true(allowed > 8);
    }
    source_release(source);
}

static void plain_text_reports_each_failure(void **state)
{
    (void)state;
    size_t allowed = 0;
    do {
        struct bytes text;
        bytes_init(&text);
        allocation_failed = false;
        allocations_left = allowed++;
        bool done = plain_append(&text, slice_of("*a* [b](c) `d` _e_ ~~f~~"));
        allocations_left = SIZE_MAX;
        assert_int_equal(done, !allocation_failed);
        assert_int_equal(text.failed, allocation_failed);
        bytes_release(&text);
    } while (allocation_failed);
    assert_true(allowed > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scan_reports_each_failure),
        cmocka_unit_test(plain_text_reports_each_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
