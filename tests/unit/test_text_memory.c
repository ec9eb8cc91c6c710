/* Every allocation of this floor fails in turn: the failure is reported as such, nothing leaks and nothing breaks.
 * Linked with -Wl,--wrap=memory_new,--wrap=memory_grow, which leads the calls of the library here. */
#include "test_support.h"
#include "test_memory_wrap.h"

#include "text/diff.h"
#include "text/edit.h"
#include "text/utf8.h"

/* Runs `work` with the first, the second, ... allocation failing until it needs no more; it must report each. */
static void fail_each(bool (*work)(struct error *error))
{
    size_t allowed = 0;
    do {
        struct error error;
        error_clear(&error);
        allocation_failed = false;
        allocations_left = allowed++;
        bool done = work(&error);
        allocations_left = SIZE_MAX;
        assert_int_equal(done, !allocation_failed);
        assert_int_equal(error.code, done ? ERROR_NONE : ERROR_SYSTEM);
    } while (allocation_failed);
    assert_true(allowed > 2);
}

static void fail_in_turn(bool (*work)(struct error *error))
{
    memory_returns = false;
    fail_each(work);
    memory_returns = true;
    fail_each(work);
}

static bool make_source(struct error *error)
{
    struct source *source = source_copy("plan.md", slice_of("# Plan\n\n- one\n"), error);
    bool done = source != NULL;
    source_release(source);
    return done;
}

static bool make_edits(struct error *error)
{
    struct slice before = slice_of("| M1 | todo |\n");
    struct edits edits;
    struct edits inverse;
    struct bytes out;
    edits_init(&edits);
    edits_init(&inverse);
    bytes_init(&out);
    bool done = true;
    for (size_t i = 0; i < 12 && done; i++) {
        size_t count = edits.count;
        done = edits_add(&edits, (struct span){.start = i, .end = i + 1}, slice_of("x"), error);
        assert_int_equal(edits.count, count + (done ? 1 : 0));
    }
    done = done && edits_apply(&edits, before, &out, error);
    assert_true(done || out.size == 0);
    if (done && !edits_invert(&edits, before, &inverse, error)) {
        assert_int_equal(inverse.count, 0);
        done = false;
    }
    edits_release(&edits);
    edits_release(&inverse);
    bytes_release(&out);
    return done;
}

/* The two sources are made before memory becomes scarce. */
static bool with_sources(bool (*work)(struct source *before, struct source *after, struct error *error),
                         struct error *error)
{
    size_t left = allocations_left;
    allocations_left = SIZE_MAX;
    struct source *before = test_source("a\nb\nc\nd\ne\nf\nb\nb\n");
    struct source *after = test_source("a\nB\nc\ne\nd\nb\nx\nb\n");
    allocations_left = left;
    bool done = work(before, after, error);
    source_release(before);
    source_release(after);
    return done;
}

static bool compare_sources(struct source *before, struct source *after, struct error *error)
{
    struct diff diff = {0};
    bool done = diff_lines(before, after, &diff, error);
    assert_true(done || (diff.count == 0 && diff.hunks == NULL));
    diff_release(&diff);
    return done;
}

static bool print_sources(struct source *before, struct source *after, struct error *error)
{
    struct bytes out;
    bytes_init(&out);
    bool done = diff_append_unified(&out, "plan.md", before, after, 3, error);
    bytes_release(&out);
    return done;
}

static bool make_diff(struct error *error)
{
    return with_sources(compare_sources, error);
}

static bool print_diff(struct error *error)
{
    return with_sources(print_sources, error);
}

static bool clean_text(struct error *error)
{
    struct bytes out;
    bytes_init(&out);
    bool done = utf8_append_clean(&out, slice_of("a\tb\x1B\xFF, and more than fits at first"), true) &&
                utf8_append_valid(&out, slice_of("a\xFF\xC3\xA9, and so on, and so on"));
    bytes_release(&out);
    return done || error_no_memory(error);
}

static void sources(void **state)
{
    (void)state;
    fail_in_turn(make_source);
}

static void edits(void **state)
{
    (void)state;
    fail_in_turn(make_edits);
}

static void diffs(void **state)
{
    (void)state;
    fail_in_turn(make_diff);
}

static void unified_diffs(void **state)
{
    (void)state;
    fail_in_turn(print_diff);
}

static void texts(void **state)
{
    (void)state;
    fail_in_turn(clean_text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sources),       cmocka_unit_test(edits), cmocka_unit_test(diffs),
        cmocka_unit_test(unified_diffs), cmocka_unit_test(texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
