/* queue: rows come, go and move; the exact lines that change, and what is refused. */
#include "test_ops_support.h"

static void a_row_comes_last_or_behind_another(void **state)
{
    (void)state;
    expect_line("queue", WORDS("add", "M1-T01", "--force"), "+| P1 | M1-T01 | Level the yard |");
    expect_diff("queue",
                WORDS("add", "M1-T01", "--force", "--after", "M2-T01", "--description", "Again", "--priority", "P2"),
                "--- a/STATUS.md\n"
                "+++ b/STATUS.md\n"
                "@@ -1,6 +1,6 @@\n"
                " # Status\n"
                " \n"
                "-Last updated: 2026-05-01\n"
                "+Last updated: 2026-05-05\n"
                " \n"
                " ## Milestone Board\n"
                " \n"
                "@@ -34,6 +34,7 @@\n"
                " | Priority | Task ID | Description |\n"
                " |---|---|---|\n"
                " | P0 | M2-T01 (`dock-1`) | Pour the slip |\n"
                "+| P2 | M1-T01 | Again |\n"
                " | P1 | M2-T02 | Set the rails |\n"
                " | P1 | M3-T01 (`dock-9`) | Launch |\n"
                " \n");
}

static void a_row_moves(void **state)
{
    (void)state;
    expect_diff("queue", WORDS("up", "M3-T01"),
                "--- a/STATUS.md\n"
                "+++ b/STATUS.md\n"
                "@@ -1,6 +1,6 @@\n"
                " # Status\n"
                " \n"
                "-Last updated: 2026-05-01\n"
                "+Last updated: 2026-05-05\n"
                " \n"
                " ## Milestone Board\n"
                " \n"
                "@@ -34,8 +34,8 @@\n"
                " | Priority | Task ID | Description |\n"
                " |---|---|---|\n"
                " | P0 | M2-T01 (`dock-1`) | Pour the slip |\n"
                "-| P1 | M2-T02 | Set the rails |\n"
                " | P1 | M3-T01 (`dock-9`) | Launch |\n"
                "+| P1 | M2-T02 | Set the rails |\n"
                " \n"
                " ## Consumer Readiness Snapshot\n"
                " \n");
    expect_diff("queue", WORDS("down", "dock-1"),
                "--- a/STATUS.md\n"
                "+++ b/STATUS.md\n"
                "@@ -1,6 +1,6 @@\n"
                " # Status\n"
                " \n"
                "-Last updated: 2026-05-01\n"
                "+Last updated: 2026-05-05\n"
                " \n"
                " ## Milestone Board\n"
                " \n"
                "@@ -33,8 +33,8 @@\n"
                " \n"
                " | Priority | Task ID | Description |\n"
                " |---|---|---|\n"
                "-| P0 | M2-T01 (`dock-1`) | Pour the slip |\n"
                " | P1 | M2-T02 | Set the rails |\n"
                "+| P0 | M2-T01 (`dock-1`) | Pour the slip |\n"
                " | P1 | M3-T01 (`dock-9`) | Launch |\n"
                " \n"
                " ## Consumer Readiness Snapshot\n");
    expect_diff("queue", WORDS("top", "queue:M3-T01", "--priority", "P0"),
                "--- a/STATUS.md\n"
                "+++ b/STATUS.md\n"
                "@@ -1,6 +1,6 @@\n"
                " # Status\n"
                " \n"
                "-Last updated: 2026-05-01\n"
                "+Last updated: 2026-05-05\n"
                " \n"
                " ## Milestone Board\n"
                " \n"
                "@@ -33,9 +33,9 @@\n"
                " \n"
                " | Priority | Task ID | Description |\n"
                " |---|---|---|\n"
                "+| P0 | M3-T01 (`dock-9`) | Launch |\n"
                " | P0 | M2-T01 (`dock-1`) | Pour the slip |\n"
                " | P1 | M2-T02 | Set the rails |\n"
                "-| P1 | M3-T01 (`dock-9`) | Launch |\n"
                " \n"
                " ## Consumer Readiness Snapshot\n"
                " \n");
}

static void a_row_is_set(void **state)
{
    (void)state;
    expect_diff("queue",
                WORDS("set", "M2-T02", "--priority", "P0", "--description", "Rails first", "--after", "M3-T01"),
                "--- a/STATUS.md\n"
                "+++ b/STATUS.md\n"
                "@@ -1,6 +1,6 @@\n"
                " # Status\n"
                " \n"
                "-Last updated: 2026-05-01\n"
                "+Last updated: 2026-05-05\n"
                " \n"
                " ## Milestone Board\n"
                " \n"
                "@@ -34,8 +34,8 @@\n"
                " | Priority | Task ID | Description |\n"
                " |---|---|---|\n"
                " | P0 | M2-T01 (`dock-1`) | Pour the slip |\n"
                "-| P1 | M2-T02 | Set the rails |\n"
                " | P1 | M3-T01 (`dock-9`) | Launch |\n"
                "+| P0 | M2-T02 | Rails first |\n"
                " \n"
                " ## Consumer Readiness Snapshot\n"
                " \n");
}

static void a_row_goes(void **state)
{
    (void)state;
    expect_diff("queue", WORDS("remove", "M2-T02"),
                "--- a/STATUS.md\n"
                "+++ b/STATUS.md\n"
                "@@ -1,6 +1,6 @@\n"
                " # Status\n"
                " \n"
                "-Last updated: 2026-05-01\n"
                "+Last updated: 2026-05-05\n"
                " \n"
                " ## Milestone Board\n"
                " \n"
                "@@ -34,7 +34,6 @@\n"
                " | Priority | Task ID | Description |\n"
                " |---|---|---|\n"
                " | P0 | M2-T01 (`dock-1`) | Pour the slip |\n"
                "-| P1 | M2-T02 | Set the rails |\n"
                " | P1 | M3-T01 (`dock-9`) | Launch |\n"
                " \n"
                " ## Consumer Readiness Snapshot\n");
}

static void a_row_at_the_end_stays_where_it_is(void **state)
{
    (void)state;
    struct fixture fixture = yard_whole();
    struct run run;
    run_on(&run, fixture.plan, (struct request){0}, "queue", WORDS("up", "M2-T01"));
    assert_done(run.done, run.error);
    assert_int_equal(run.change.file_count, 0);
    release_run(&run);
    run_on(&run, fixture.plan, (struct request){0}, "queue", WORDS("set", "M2-T02", "--after", "M2-T01"));
    assert_done(run.done, run.error);
    assert_int_equal(run.change.file_count, 0);
    release_run(&run);
    fixture_free(&fixture);
}

static void queues_are_refused(void **state)
{
    (void)state;
    expect_refusal("queue", WORDS("add", "M2-T01"), ERROR_REFUSED, "queue.has");
    expect_refusal("queue", WORDS("add", "M1-T01"), ERROR_REFUSED, "task.closed");
    expect_refusal("queue", WORDS("up", "M1-T01"), ERROR_NOT_FOUND, "");
    expect_refusal("queue", WORDS("remove", "M1-T01"), ERROR_NOT_FOUND, "");
    expect_refusal("queue", WORDS("swap", "M2-T01"), ERROR_USAGE, "");
    expect_refusal("queue", WORDS("up"), ERROR_USAGE, "");
    expect_refusal("queue", WORDS("set", "M2-T01"), ERROR_USAGE, "");
    expect_refusal("queue", WORDS("up", "M2-T02", "--after", "M2-T01"), ERROR_USAGE, "");
    expect_refusal("queue", WORDS("remove", "M2-T02", "--priority", "P0"), ERROR_USAGE, "");
    expect_refusal("queue", WORDS("set", "M2-T02", "--after", "M1-T01"), ERROR_NOT_FOUND, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_comes_last_or_behind_another),
        cmocka_unit_test(a_row_moves),
        cmocka_unit_test(a_row_is_set),
        cmocka_unit_test(a_row_goes),
        cmocka_unit_test(a_row_at_the_end_stays_where_it_is),
        cmocka_unit_test(queues_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
