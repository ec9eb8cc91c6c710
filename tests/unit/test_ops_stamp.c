/* Days as documents write them, and the next one written in the same way. */
#include "test_support.h"

#include "ops/stamp_day.h"

#include <stdlib.h>

static void assert_stamped(const char *text, const char *day, const char *wanted)
{
    struct stamp_day found;
    struct bytes out;
    bytes_init(&out);
    struct slice value = slice_of(text);
    if (!stamp_day_find(value, &found)) {
        print_error("no day in %s\n", text);
        fail();
    }
    assert_string_equal(found.day, "2026-02-19");
    assert_true(bytes_append(&out, slice_part(value, 0, found.span.start)));
    assert_true(stamp_day_append(&out, value, &found, slice_of(day), slice_of("2026-03-07T14:05Z")));
    assert_true(bytes_append(&out, slice_part(value, found.span.end, value.size)));
    assert_string_equal(out.data, wanted);
    bytes_release(&out);
}

static void the_form_stays(void **state)
{
    (void)state;
    assert_stamped("2026-02-19", "2026-03-07", "2026-03-07");
    assert_stamped("on 2026/02/19 (rev3)", "2026-03-07", "on 2026/03/07 (rev3)");
    assert_stamped("2026.02.19.", "2026-03-07", "2026.03.07.");
    assert_stamped("19.02.2026", "2026-03-07", "07.03.2026");
    assert_stamped("19.2.2026", "2026-03-07", "07.3.2026");
    assert_stamped("19-02-2026", "2026-12-31", "31-12-2026");
    assert_stamped("02/19/2026", "2026-03-07", "03/07/2026");
    assert_stamped("19/02/2026", "2026-03-07", "07/03/2026");
    assert_stamped("February 19, 2026", "2026-03-07", "March 7, 2026");
    assert_stamped("Thu, FEB 19 2026", "2026-03-17", "Thu, MAR 17 2026");
    assert_stamped("feb. 19, 2026", "2026-11-01", "nov. 1, 2026");
    assert_stamped("19 February 2026 by ann", "2026-12-24", "24 December 2026 by ann");
    assert_stamped("19 Feb 2026", "2026-05-09", "9 May 2026");
    assert_stamped("2026-02-19 14:03", "2026-03-07", "2026-03-07 14:03");
    assert_stamped("2026-02-19T14:03:22Z", "2026-03-08", "2026-03-07T14:05:00Z");
    assert_stamped("2026-02-19 09:11 UTC", "2026-03-08", "2026-03-07 14:05 UTC");
}

static void what_is_no_day_is_none(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",           "2026",       "02/03/2026",  "2026-13-01",  "2026-02-30x1", "1.2.3",      "99.99.2026", "2026-02-191",
        "Maybe 2026", "Mar 2026",   "19 2026",     "February 40, 2026", "2026-02/19", "12026-02-19", "19 Febru 2026",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct stamp_day found;
        if (stamp_day_find(slice_of(texts[i]), &found)) {
            print_error("%s: %s\n", texts[i], found.day);
            fail();
        }
    }
}

static void any_bytes_are_read(void **state)
{
    (void)state;
    static const char parts[] = "2026-02.19/ FebMay,TZ:UC10\xff\x80";
    srand(3);
    for (int round = 0; round < 20000; round++) {
        char text[24];
        size_t size = (size_t)(rand() % (int)sizeof text);
        struct stamp_day found;
        for (size_t i = 0; i < size; i++) {
            text[i] = parts[(size_t)rand() % (sizeof parts - 1)];
        }
        if (stamp_day_find(slice_make(text, size), &found)) {
            struct bytes out;
            bytes_init(&out);
            assert_true(found.span.end <= size);
            assert_true(stamp_day_append(&out, slice_make(text, size), &found, slice_of(found.day), slice_of("")));
            bytes_release(&out);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_form_stays),
        cmocka_unit_test(what_is_no_day_is_none),
        cmocka_unit_test(any_bytes_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
