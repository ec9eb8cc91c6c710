#include "test_support.h"

#include "text/diff.h"

/* ---- hunks ---- */

/* The hunks of two texts as "old_start,old_count new_start,new_count; ...". */
static void hunks_are(const char *before, const char *after, const char *wanted)
{
    struct error error;
    struct source *old = test_source_of("a", slice_of(before));
    struct source *new = test_source_of("a", slice_of(after));
    struct diff diff = {0};
    assert_done(diff_lines(old, new, &diff, &error), error);
    struct bytes text;
    bytes_init(&text);
    for (size_t i = 0; i < diff.count; i++) {
        const struct diff_hunk *hunk = &diff.hunks[i];
        bytes_append_format(&text, "%s%zu,%zu %zu,%zu", i == 0 ? "" : "; ", hunk->old_start, hunk->old_count,
                            hunk->new_start, hunk->new_count);
    }
    assert_same_text(bytes_slice(&text), wanted);
    bytes_release(&text);
    diff_release(&diff);
    assert_null(diff.hunks);
    source_release(old);
    source_release(new);
}

static void equal_texts_have_no_hunk(void **state)
{
    (void)state;
    hunks_are("", "", "");
    hunks_are("a\nb\n", "a\nb\n", "");
    hunks_are("a", "a", "");
}

static void one_change(void **state)
{
    (void)state;
    hunks_are("", "a\nb\n", "1,0 1,2");
    hunks_are("a\nb\n", "", "1,2 1,0");
    hunks_are("a\nb\nc\n", "a\nX\nc\n", "2,1 2,1");
    hunks_are("a\nb\nc\n", "a\nc\n", "2,1 2,0");
    hunks_are("a\nc\n", "a\nb\nc\n", "2,0 2,1");
    hunks_are("a\nb\n", "a\nb\nc\n", "3,0 3,1");
    hunks_are("a\nb\n", "x\ny\nz\n", "1,2 1,3");
}

static void several_changes(void **state)
{
    (void)state;
    hunks_are("a\nb\nc\nd\ne\n", "a\nB\nc\ne\nf\n", "2,1 2,1; 4,1 4,0; 6,0 5,1");
    hunks_are("a\nb\nc\na\nb\nb\na\n", "c\nb\na\nb\na\nc\n", "1,2 1,0; 4,0 2,1; 6,1 5,0; 8,0 6,1");
}

static void endings_belong_to_lines(void **state)
{
    (void)state;
    hunks_are("a\nb\n", "a\nb", "2,1 2,1");
    hunks_are("a\r\nb\r\n", "a\r\nb\n", "2,1 2,1");
    hunks_are("a\rb\rc\r", "a\rc\r", "2,1 2,0");
}

static void blocks_sink(void **state)
{
    (void)state;
    /* A repeated line: the last of them is the new one. */
    hunks_are("x\nx\ny\n", "x\nx\nx\ny\n", "3,0 3,1");
    /* A section between two like ones is told as itself, with its own heading first. */
    hunks_are("- a\n\n- c\n\n", "- a\n\n- b\n\n- c\n\n", "3,0 3,2");
    hunks_are("- a\n\n- b\n\n- c\n\n", "- a\n\n- c\n\n", "3,2 3,0");
    /* Sinking past the first change that is found, into the common end. */
    hunks_are("0\nA\n1\nA\nA\nz\n", "0\n1\nA\nz\n", "2,1 2,0; 5,1 4,0");
}

/* ---- unified ---- */

static void unified_is(const char *before, const char *after, size_t context, const char *path, const char *wanted)
{
    struct error error;
    struct source *old = test_source_of("a", slice_of(before));
    struct source *new = test_source_of("a", slice_of(after));
    struct bytes out;
    bytes_init(&out);
    assert_done(diff_append_unified(&out, path, old, new, context, &error), error);
    assert_same_text(bytes_slice(&out), wanted);
    bytes_release(&out);
    source_release(old);
    source_release(new);
}

#define HEADER "--- a/p.md\n+++ b/p.md\n"

static void unified_diffs(void **state)
{
    (void)state;
    unified_is("a\n", "a\n", 3, "p.md", "");
    unified_is("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nX\n6\n7\n8\n9\n", 3, "p.md",
               HEADER "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+X\n 6\n 7\n 8\n");
    unified_is("1\n2\n", "1\nX\n2\n", 3, "p.md", HEADER "@@ -1,2 +1,3 @@\n 1\n+X\n 2\n");
    unified_is("1\n2\n", "1\nX\n2\n", 0, "p.md", HEADER "@@ -1,0 +2 @@\n+X\n");
    unified_is("", "x\n", 3, "p.md", HEADER "@@ -0,0 +1 @@\n+x\n");
    unified_is("x\ny\n", "", 3, "p.md", HEADER "@@ -1,2 +0,0 @@\n-x\n-y\n");
}

static void near_hunks_share_a_header(void **state)
{
    (void)state;
    unified_is("a\n1\n2\nb\n", "A\n1\n2\nB\n", 1, "p.md",
               HEADER "@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n-b\n+B\n");
    unified_is("a\n1\n2\n3\nb\n", "A\n1\n2\n3\nB\n", 1, "p.md",
               HEADER "@@ -1,2 +1,2 @@\n-a\n+A\n 1\n@@ -4,2 +4,2 @@\n 3\n-b\n+B\n");
    unified_is("a\n1\nb\n", "A\n1\nB\n", SIZE_MAX, "p.md", HEADER "@@ -1,3 +1,3 @@\n-a\n+A\n 1\n-b\n+B\n");
}

static void a_missing_last_newline_is_told(void **state)
{
    (void)state;
    unified_is("a\nb\n", "a\nb", 3, "p.md",
               HEADER "@@ -1,2 +1,2 @@\n a\n-b\n+b\n\\ No newline at end of file\n");
    unified_is("a\nb", "A\nb", 3, "p.md", HEADER "@@ -1,2 +1,2 @@\n-a\n+A\n b\n\\ No newline at end of file\n");
    /* A CR alone ends a line of a document, but none of a diff. */
    unified_is("a\rb\n", "a\rc\n", 3, "p.md", HEADER "@@ -1 +1 @@\n-a\rb\n+a\rc\n");
    unified_is("a\r", "b\r", 3, "p.md",
               HEADER "@@ -1 +1 @@\n-a\r\n\\ No newline at end of file\n+b\r\n\\ No newline at end of file\n");
}

static void odd_paths_are_quoted(void **state)
{
    (void)state;
    unified_is("", "x\n", 3, "my plan.md", "--- a/my plan.md\t\n+++ b/my plan.md\t\n@@ -0,0 +1 @@\n+x\n");
    unified_is("", "x\n", 3, "a\"\\\n.md",
               "--- \"a/a\\\"\\\\\\012.md\"\n+++ \"b/a\\\"\\\\\\012.md\"\n@@ -0,0 +1 @@\n+x\n");
    unified_is("", "x\n", 3, "caf\xC3\xA9.md", "--- a/caf\xC3\xA9.md\n+++ b/caf\xC3\xA9.md\n@@ -0,0 +1 @@\n+x\n");
}

/* ---- against chance ---- */

/* Reads "12,3" or "12" and what stands behind it. */
static const char *read_range(const char *at, size_t *start, size_t *count)
{
    char *end = NULL;
    *start = strtoull(at, &end, 10);
    *count = 1;
    if (*end == ',') {
        *count = strtoull(end + 1, &end, 10);
    }
    return end;
}

/* One line with its LF, taken off the rest. */
static struct slice take_line(struct slice *rest)
{
    size_t end = slice_find(*rest, slice_of("\n"), 0);
    struct slice line = slice_part(*rest, 0, end == SLICE_NONE ? rest->size : end + 1);
    *rest = slice_part(*rest, line.size, rest->size);
    return line;
}

/* A strict reader of unified diffs: each line it passes over or removes must be the one in `before`, and the counts of
 * every header must be right. */
static void apply_unified(struct slice patch, struct slice before, struct bytes *out)
{
    size_t line_number = 0; /* of `before`, that were read */
    size_t out_lines = 0;
    take_line(&patch);
    take_line(&patch);
    while (patch.size > 0) {
        struct slice header = take_line(&patch);
        assert_true(slice_starts(header, slice_of("@@ -")));
        size_t old_start = 0;
        size_t old_count = 0;
        size_t new_start = 0;
        size_t new_count = 0;
        const char *at = read_range(header.data + 4, &old_start, &old_count);
        assert_memory_equal(at, " +", 2);
        at = read_range(at + 2, &new_start, &new_count);
        assert_memory_equal(at, " @@\n", 4);
        while (line_number + (old_count > 0 ? 1 : 0) < old_start) {
            bytes_append(out, take_line(&before));
            line_number++;
            out_lines++;
        }
        assert_int_equal(out_lines + (new_count > 0 ? 1 : 0), new_start);
        while (old_count > 0 || new_count > 0) {
            struct slice line = take_line(&patch);
            assert_true(line.size > 1);
            struct slice text = slice_part(line, 1, line.size);
            if (slice_starts(patch, slice_of("\\"))) {
                take_line(&patch);
                text.size--;
            }
            if (line.data[0] != '+') {
                assert_true(old_count-- > 0);
                assert_same_bytes(take_line(&before), text);
                line_number++;
            }
            if (line.data[0] != '-') {
                assert_true(new_count-- > 0);
                bytes_append(out, text);
                out_lines++;
            }
        }
    }
    bytes_append(out, before);
}

static void patch_makes_after(struct source *before, struct source *after, size_t context)
{
    struct error error;
    struct bytes patch;
    struct bytes made;
    bytes_init(&patch);
    bytes_init(&made);
    assert_done(diff_append_unified(&patch, "p.md", before, after, context, &error), error);
    apply_unified(bytes_slice(&patch), source_bytes(before), &made);
    assert_same_bytes(bytes_slice(&made), source_bytes(after));
    assert_int_equal(patch.size == 0, slice_equal(source_bytes(before), source_bytes(after)));
    bytes_release(&patch);
    bytes_release(&made);
}

/* How many lines a shortest script changes, by the textbook's table. */
static size_t shortest_script(const struct source *before, const struct source *after)
{
    enum { MOST = 64 };
    static size_t common[MOST + 1][MOST + 1];
    size_t n = source_line_count(before);
    size_t m = source_line_count(after);
    assert_true(n <= MOST && m <= MOST);
    for (size_t x = 0; x <= n; x++) {
        for (size_t y = 0; y <= m; y++) {
            size_t best = 0;
            if (x > 0 && y > 0) {
                bool same = slice_equal(source_slice(before, source_line(before, x)),
                                        source_slice(after, source_line(after, y)));
                best = common[x - 1][y - 1] + (same ? 1 : 0);
                best = common[x - 1][y] > best ? common[x - 1][y] : best;
                best = common[x][y - 1] > best ? common[x][y - 1] : best;
            }
            common[x][y] = best;
        }
    }
    return n + m - 2 * common[n][m];
}

/* What a diff promises: in order, between the hunks the same lines, hunks that do not touch, each as low as it goes. */
static void check_hunks(const struct source *before, const struct source *after, bool shortest)
{
    struct error error;
    struct diff diff = {0};
    assert_done(diff_lines(before, after, &diff, &error), error);
    size_t x = 1;
    size_t y = 1;
    size_t changed = 0;
    for (size_t i = 0; i <= diff.count; i++) {
        bool last = i == diff.count;
        struct diff_hunk end = {.old_start = source_line_count(before) + 1, .new_start = source_line_count(after) + 1};
        struct diff_hunk hunk = last ? end : diff.hunks[i];
        assert_true(hunk.old_start >= x && hunk.old_start - x == hunk.new_start - y);
        assert_true(i == 0 || last || hunk.old_start > x);
        if (i > 0 && hunk.old_start > x) {
            struct diff_hunk above = diff.hunks[i - 1];
            bool removes = above.old_count > 0;
            const struct source *side = removes ? before : after;
            struct span first = source_line(side, removes ? above.old_start : above.new_start);
            struct span behind = source_line(side, removes ? x : y);
            assert_true((removes && above.new_count > 0) ||
                        !slice_equal(source_slice(side, first), source_slice(side, behind)));
        }
        for (; x < hunk.old_start; x++, y++) {
            assert_same_bytes(source_slice(before, source_line(before, x)), source_slice(after, source_line(after, y)));
        }
        x += hunk.old_count;
        y += hunk.new_count;
        changed += hunk.old_count + hunk.new_count;
        assert_true(last || hunk.old_count + hunk.new_count > 0);
    }
    if (shortest) {
        assert_int_equal(changed, shortest_script(before, after));
    }
    diff_release(&diff);
}

static void random_diffs_are_short_and_apply(void **state)
{
    (void)state;
    static const char *const pieces[] = {"a\n", "\n", "b\n", "\r\n", "c\n", "d", "e\r", "f\n", "g\n", "h\n"};
    struct test_random random = test_random_from(4);
    for (int round = 0; round < 6000; round++) {
        struct bytes texts[2];
        struct source *sources[2];
        size_t kinds = 1 + test_random_below(&random, 10);
        for (size_t side = 0; side < 2; side++) {
            bytes_init(&texts[side]);
            test_random_text(&random, pieces, kinds, test_random_below(&random, 30), &texts[side]);
            sources[side] = test_source_of("p.md", bytes_slice(&texts[side]));
            bytes_release(&texts[side]);
        }
        check_hunks(sources[0], sources[1], true);
        patch_makes_after(sources[0], sources[1], test_random_below(&random, 5));
        source_release(sources[0]);
        source_release(sources[1]);
    }
}

/* Two texts so different that the search gives up, of which the result must still be right. */
static void beyond_the_bounds_the_diff_is_still_right(void **state)
{
    (void)state;
    static const char *const few[] = {"a\n", "b\n", "c\n", "d\n"};
    struct test_random random = test_random_from(5);
    struct source *sources[2];
    for (size_t side = 0; side < 2; side++) {
        struct bytes text;
        bytes_init(&text);
        for (size_t i = 0; i < 20000; i++) {
            bytes_append_text(&text, few[test_random_below(&random, 4)]);
        }
        sources[side] = test_source_of("p.md", bytes_slice(&text));
        bytes_release(&text);
    }
    check_hunks(sources[0], sources[1], false);
    patch_makes_after(sources[0], sources[1], 3);
    source_release(sources[0]);
    source_release(sources[1]);
}

/* Lines that only one side has cost the search nothing: every other line is rewritten, far more than its bound. */
static void rewritten_lines_do_not_hide_kept_ones(void **state)
{
    (void)state;
    struct source *sources[2];
    for (size_t side = 0; side < 2; side++) {
        struct bytes text;
        bytes_init(&text);
        for (size_t i = 0; i < 10000; i++) {
            bytes_append_format(&text, "| M%zu |\n| %s %zu |\n", i, side == 0 ? "todo" : "done", i);
        }
        sources[side] = test_source_of("p.md", bytes_slice(&text));
        bytes_release(&text);
    }
    struct diff diff = {0};
    struct error error;
    assert_done(diff_lines(sources[0], sources[1], &diff, &error), error);
    assert_int_equal(diff.count, 10000);
    assert_int_equal(diff.hunks[9999].old_start, 20000);
    diff_release(&diff);
    source_release(sources[0]);
    source_release(sources[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_texts_have_no_hunk),
        cmocka_unit_test(one_change),
        cmocka_unit_test(several_changes),
        cmocka_unit_test(endings_belong_to_lines),
        cmocka_unit_test(blocks_sink),
        cmocka_unit_test(unified_diffs),
        cmocka_unit_test(near_hunks_share_a_header),
        cmocka_unit_test(a_missing_last_newline_is_told),
        cmocka_unit_test(odd_paths_are_quoted),
        cmocka_unit_test(random_diffs_are_short_and_apply),
        cmocka_unit_test(beyond_the_bounds_the_diff_is_still_right),
        cmocka_unit_test(rewritten_lines_do_not_hide_kept_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
