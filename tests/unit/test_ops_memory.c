/* Every allocation of a verb fails in turn, and all behind it: it then either fails or makes the whole change. Linked
 * with -Wl,--wrap=memory_new,--wrap=memory_grow, which leads the calls of the library here. */
#include "test_ops_lists.h"
#include "test_memory_wrap.h"

/* The unified diff of the verb with `allowed` allocations, or nothing where it failed. */
static bool run_allowed(const struct plan *plan, size_t allowed, const struct adjustments *adjustments,
                        const char *const *words, struct bytes *diff)
{
    struct run run;
    allocations_left = allowed;
    allocation_failed = false;
    run_on(&run, plan, (struct request){.adjustments = adjustments}, words[0], words + 1);
    allocations_left = SIZE_MAX;
    if (run.done) {
        assert_true(change_append_diff(&run.change, diff, &run.error));
    } else {
        assert_true(allocation_failed);
        assert_true(run.error.code != ERROR_NONE && run.error.message[0] != '\0');
    }
    bool done = run.done;
    release_run(&run);
    return done;
}

static void fail_each_with(struct fixture fixture, const struct adjustments *adjustments, const char *const *words)
{
    struct bytes whole;
    bytes_init(&whole);
    assert_true(run_allowed(fixture.plan, SIZE_MAX, adjustments, words, &whole));
    assert_true(whole.size > 0);
    bool failed = true;
    for (size_t allowed = 0; failed; allowed++) {
        struct bytes diff;
        bytes_init(&diff);
        assert_true(allowed < 10000);
        if (run_allowed(fixture.plan, allowed, adjustments, words, &diff)) {
            assert_int_equal(diff.size, whole.size);
            assert_memory_equal(diff.data, whole.data, whole.size);
        }
        failed = allocation_failed;
        bytes_release(&diff);
    }
    bytes_release(&whole);
    fixture_free(&fixture);
}

static void fail_each_on(struct fixture fixture, const char *const *words)
{
    fail_each_with(fixture, NULL, words);
}

static void fail_each(const char *const *words)
{
    fail_each_on(yard_whole(), words);
}

static void verbs_do_all_or_nothing(void **state)
{
    (void)state;
    fail_each(WORDS("done", "M2-T01", "M2-T02", "--evidence", "a/x.md", "--evidence", "b", "--resolution", "Closed",
                    "--resolves", "B4", "--unblock", "--note", "Next"));
    fail_each(WORDS("block", "M2-T02", "--reason", "no steel", "--status"));
    fail_each(WORDS("unblock", "M3-T01"));
    fail_each(WORDS("resolve", "B4", "--evidence", "x.md"));
    fail_each(WORDS("queue", "set", "M2-T02", "--after", "M3-T01", "--priority", "P2"));
    fail_each(WORDS("queue", "add", "M1-T01", "--force"));
    fail_each(WORDS("add", "task", "Grease", "milestone=M2", "depends_on=M2-T02"));
    fail_each(WORDS("add", "decision", "Steel", "Context=Cracks"));
    fail_each(WORDS("set", "M2-T01", "status=review", "notes+=; more"));
    fail_each(WORDS("claim", "M2-T02", "--force"));
    fail_each(WORDS("release", "M2-T01"));
    fail_each(WORDS("move", "M2-T01", "--to", "B"));
    fail_each(WORDS("lane", "B", "active", "--note", "soon", "--force"));
}

static void lists_do_all_or_nothing(void **state)
{
    (void)state;
    fail_each_on(kiln_whole(), WORDS("claim", "K-2"));
    fail_each_on(kiln_whole(), WORDS("block", "K-2", "--reason", "It rains", "--exit", "Sun", "--impact", "Late"));
    fail_each_on(kiln_whole(), WORDS("resolve", "stop:1", "--resolution", "A buyer came"));
    fail_each_on(kiln_whole(), WORDS("queue", "add", "K-5", "--priority", "Now"));
    fail_each_on(kiln_whole(), WORDS("queue", "set", "K-2", "--priority", "Now"));
    fail_each_on(kiln_whole(), WORDS("queue", "set", "K-2", "--after", "K-4"));
    fail_each_on(kiln_whole(), WORDS("queue", "remove", "K-4"));
}

static void adjusted_changes_do_all_or_nothing(void **state)
{
    (void)state;
    const struct adjusted_value value = {.kind = KIND_LANE, .id = slice_of("Lane B"), .path = slice_of("WORKBOARD.md"),
                                         .role = ROLE_ASSIGNMENT, .value = slice_of("Launch soon")};
    const struct adjusted_line line = {.path = slice_of("STATUS.md"), .line = 10,
                                       .was = slice_of("| M2 Slipway | Planned | `M2-T01`..`M2-T02` remain |"),
                                       .text = slice_of("| M2 Slipway | Planned | `M2-T02` remains |")};
    const struct adjusted_part part = {.path = slice_of("WORKBOARD.md"), .old = slice_of("Last updated: 2026-05-01\n"),
                                       .new = slice_of("Last updated: 2026-05-05\n")};
    const struct adjustments adjustments = {
        .values = &value, .value_count = 1, .lines = &line, .line_count = 1, .left = &part, .left_count = 1};
    fail_each_with(yard_whole(), &adjustments, WORDS("lane", "B", "--note", "soon"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(adjusted_changes_do_all_or_nothing),
                                       cmocka_unit_test(verbs_do_all_or_nothing),
                                       cmocka_unit_test(lists_do_all_or_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
