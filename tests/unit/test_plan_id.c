/* Shapes of identifiers, references and ranges in text, the order of names. */
#include "plan/id.h"

#include "test_cmocka.h"

static const struct slice task_shapes[] = {{"M#-T#", 5}};
static const struct id_shapes tasks = {task_shapes, 1};
static const struct slice gate_shapes[] = {{"VG-*-#", 6}};
static const struct id_shapes gates = {gate_shapes, 1};
static const struct slice mark_items[] = {{"..", 2}, {"through", 7}, {"\xE2\x80\x93", 3}};
static const struct id_shapes marks = {mark_items, 3};

static void shapes_match_whole_identifiers(void **state)
{
    (void)state;
    assert_true(id_has_shape(slice_of("M#-T#"), slice_of("M7-T01")));
    assert_true(id_has_shape(slice_of("M#-T#"), slice_of("m12-t3")));
    assert_false(id_has_shape(slice_of("M#-T#"), slice_of("M7-T")));
    assert_false(id_has_shape(slice_of("M#-T#"), slice_of("M7-T01x")));
    assert_false(id_has_shape(slice_of("M#-T#"), slice_of("")));
    assert_true(id_has_shape(slice_of("VG-*-#"), slice_of("VG-TIDE-CORE-001")));
    assert_false(id_has_shape(slice_of("VG-*-#"), slice_of("VG-001")));
    assert_true(id_has_shape(slice_of("@#"), slice_of("abc12")));
}

static void expect_next(const char *text, const struct id_shapes *shapes, const char *first, const char *last)
{
    struct id_reference reference;
    size_t at = 0;
    assert_true(id_next(slice_of(text), shapes, &marks, &at, &reference));
    assert_slice(reference.first, first);
    assert_slice(reference.last, last);
    assert_int_equal(at, reference.span.end);
}

static void references_are_found_in_prose(void **state)
{
    (void)state;
    expect_next("waits for M7-T02, then more", &tasks, "M7-T02", "");
    expect_next("**M7-T02**", &tasks, "M7-T02", "");
    expect_next("see M1 and (`M3-T04`)", &tasks, "M3-T04", "");
    expect_next("run VG-TIDE-001.", &gates, "VG-TIDE-001", "");
}

static void parts_of_words_are_no_references(void **state)
{
    (void)state;
    struct id_reference reference;
    static const char *const texts[] = {"xM7-T01", "M7-T01x", "M7-T01-final", "AM7-T01", "M7-T", ""};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        size_t at = 0;
        assert_false(id_next(slice_of(texts[i]), &tasks, &marks, &at, &reference));
        assert_int_equal(at, strlen(texts[i]));
    }
}

static void ranges_have_two_ends(void **state)
{
    (void)state;
    expect_next("`M7-T01`..`M7-T08` core", &tasks, "M7-T01", "M7-T08");
    expect_next("M7-T01 through M7-T08", &tasks, "M7-T01", "M7-T08");
    expect_next("M7-T01\xE2\x80\x93M7-T03", &tasks, "M7-T01", "M7-T03");
    expect_next("M7-T01 throughM7-T08", &tasks, "M7-T01", "");
    expect_next("M7-T01..M8-T08", &tasks, "M7-T01", "");
    expect_next("M7-T01, M7-T08", &tasks, "M7-T01", "");
}

static void a_range_means_what_lies_between(void **state)
{
    (void)state;
    struct id_reference reference;
    size_t at = 0;
    assert_true(id_next(slice_of("M7-T02..M7-T10"), &tasks, &marks, &at, &reference));
    assert_true(id_in_reference(&reference, slice_of("m7-t05")));
    assert_true(id_in_reference(&reference, slice_of("M7-T02")));
    assert_true(id_in_reference(&reference, slice_of("M7-T10")));
    assert_false(id_in_reference(&reference, slice_of("M7-T01")));
    assert_false(id_in_reference(&reference, slice_of("M7-T11")));
    assert_false(id_in_reference(&reference, slice_of("M6-T05")));
    assert_true(id_is_named(&reference, slice_of("M7-T10")));
    assert_false(id_is_named(&reference, slice_of("M7-T05")));
}

static void names_are_ordered_as_people_do(void **state)
{
    (void)state;
    assert_true(id_compare(slice_of("M2"), slice_of("M10")) < 0);
    assert_true(id_compare(slice_of("m02"), slice_of("M2")) == 0);
    assert_true(id_compare(slice_of("M2-T10"), slice_of("M2-T9")) > 0);
    assert_true(id_compare(slice_of("A"), slice_of("B")) < 0);
    assert_true(id_compare(slice_of("A"), slice_of("A1")) < 0);
}

static void globs_take_stars_and_question_marks(void **state)
{
    (void)state;
    assert_true(id_glob(slice_of("M* Tasks*"), slice_of("M0 Tasks (Foundation)")));
    assert_true(id_glob(slice_of("milestones/M*.md"), slice_of("milestones/M7.md")));
    assert_true(id_glob(slice_of("none *"), slice_of("None (no open backlog)")));
    assert_true(id_glob(slice_of("*"), slice_of("")));
    assert_true(id_glob(slice_of("a?c*"), slice_of("abc")));
    assert_false(id_glob(slice_of("a?c"), slice_of("ac")));
    assert_false(id_glob(slice_of("Gates"), slice_of("Core Gates")));
}

static void a_long_line_takes_linear_time(void **state)
{
    (void)state;
    /* Quadratic search would take minutes for 4 MB. */
    struct bytes text;
    bytes_init(&text);
    for (size_t i = 0; i < 1000000; i++) {
        assert_true(bytes_append_text(&text, "VG-A"));
    }
    struct id_reference reference;
    size_t at = 0;
    assert_false(id_next(bytes_slice(&text), &gates, &marks, &at, &reference));
    bytes_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shapes_match_whole_identifiers),  cmocka_unit_test(references_are_found_in_prose),
        cmocka_unit_test(parts_of_words_are_no_references), cmocka_unit_test(ranges_have_two_ends),
        cmocka_unit_test(a_range_means_what_lies_between), cmocka_unit_test(names_are_ordered_as_people_do),
        cmocka_unit_test(globs_take_stars_and_question_marks), cmocka_unit_test(a_long_line_takes_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
