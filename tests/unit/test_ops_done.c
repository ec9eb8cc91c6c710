/* done: the exact lines that change, and what is refused. */
#include "test_ops_support.h"

/* Files of evidence that the front end has found. */
static void expect_done_with_file(const char *file, bool done)
{
    struct fixture fixture = yard_whole();
    struct run run;
    const struct slice files[] = {slice_of(file)};
    run_on(&run, fixture.plan, (struct request){.evidence_files = files, .evidence_file_count = 1}, "done",
           WORDS("M2-T01"));
    assert_int_equal(run.done, done);
    assert_string_equal(run.error.rule, done ? "" : "evidence.missing");
    release_run(&run);
    fixture_free(&fixture);
}

static void everything_that_says_so_changes(void **state)
{
    (void)state;
    expect_diff(
        "done",
        WORDS("M2-T01", "--resolution", "Closed M2-T01", "--evidence", "proof/2026-05/M2-T01-summary.md", "--resolves",
              "B2"),
        "--- a/TASK-REGISTRY.md\n"
        "+++ b/TASK-REGISTRY.md\n"
        "@@ -4,7 +4,7 @@\n"
        " \n"
        " | Rank | Task ID | Status | Why Next |\n"
        " |---|---|---|---|\n"
        "-| 1 | M2-T01 (`dock-1`) | in_progress | First |\n"
        "+| 1 | M2-T01 (`dock-1`) | done | First |\n"
        " | 2 | M2-T02 | todo | Then |\n"
        " \n"
        " ## M1 Tasks\n"
        "@@ -17,7 +17,7 @@\n"
        " \n"
        " | Task ID | Status | Depends On | Required Gates | Deliverable |\n"
        " |---|---|---|---|---|\n"
        "-| M2-T01 Pour the `slip` (`dock-1`) | in_progress | M1-T01 | VG-DOCK-001 | Slip |\n"
        "+| M2-T01 Pour the `slip` (`dock-1`) | done | M1-T01 | VG-DOCK-001 | Slip |\n"
        " | M2-T02 Set the rails | todo | M2-T01 | none | Rails |\n"
        " \n"
        " ## M3 Tasks (Launch)\n"
        "--- a/WORKBOARD.md\n"
        "+++ b/WORKBOARD.md\n"
        "@@ -1,6 +1,6 @@\n"
        " # Workboard\n"
        " \n"
        "-Last updated: 2026-05-01\n"
        "+Last updated: 2026-05-05\n"
        " \n"
        " ## Active Assignments\n"
        " \n"
        "@@ -9,13 +9,7 @@\n"
        " | Lane A | Slipway (`M2-T01`..`M2-T02`) | active | Pour first |\n"
        " | Lane B | Launch | paused | - |\n"
        " \n"
        "-## Active Claims\n"
        "-\n"
        "-| Task | Lane | Claimed by | Since |\n"
        "-|---|---|---|---|\n"
        "-| M2-T01 | Lane A | ada | 2026-05-02T08:00Z |\n"
        "-\n"
        " ## Next Queue by Lane\n"
        " \n"
        "-- Lane A: `M2-T01` (`dock-1`) -> `M2-T02`\n"
        "+- Lane A: `M2-T02`\n"
        " - Lane B: wait for the permit of `M3-T01`\n"
        "--- a/STATUS.md\n"
        "+++ b/STATUS.md\n"
        "@@ -1,13 +1,13 @@\n"
        " # Status\n"
        " \n"
        "-Last updated: 2026-05-01\n"
        "+Last updated: 2026-05-05\n"
        " \n"
        " ## Milestone Board\n"
        " \n"
        " | Milestone | Status | Notes |\n"
        " |---|---|---|\n"
        " | M1 Yard | Complete | M1-T01 is in |\n"
        "-| M2 Slipway | Planned | `M2-T01`..`M2-T02` remain |\n"
        "+| M2 Slipway | In progress | `M2-T01`..`M2-T02` remain |\n"
        " | M3 Launch | Planned | - |\n"
        " \n"
        " ## Baseline Findings\n"
        "@@ -20,7 +20,6 @@\n"
        " \n"
        " | ID | Blocker | Impact | Exit Condition |\n"
        " |---|---|---|---|\n"
        "-| B2 | Crane is out of order | - | Crane lifts; `M2-T02` may start |\n"
        " | B4 | `M3-T01` has no permit | No launch | Permit |\n"
        " \n"
        " ## Resolved This Session\n"
        "@@ -28,13 +27,13 @@\n"
        " | ID | Resolution | Evidence |\n"
        " |---|---|---|\n"
        " | R7 | Levelled the yard (M1-T01), which closes B5 and R11 of last year | `proof/2026-04/M1-T01-summary.md` |\n"
        "+| R12 | Closed M2-T01 | `proof/2026-05/M2-T01-summary.md` |\n"
        " \n"
        " ## Top Priority Queue (Next 3 Tasks)\n"
        " \n"
        " | Priority | Task ID | Description |\n"
        " |---|---|---|\n"
        "-| P0 | M2-T01 (`dock-1`) | Pour the slip |\n"
        "-| P1 | M2-T02 | Set the rails |\n"
        "+| P0 | M2-T02 | Set the rails |\n"
        " | P1 | M3-T01 (`dock-9`) | Launch |\n"
        " \n"
        " ## Consumer Readiness Snapshot\n");
}

static void the_last_task_finishes_the_milestone(void **state)
{
    (void)state;
    expect_diff("done", WORDS("M2-T01", "M2-T02", "--evidence", "x.md", "--unblock", "--on", "2026-05-03"),
                "--- a/TASK-REGISTRY.md\n"
                "+++ b/TASK-REGISTRY.md\n"
                "@@ -4,8 +4,8 @@\n"
                " \n"
                " | Rank | Task ID | Status | Why Next |\n"
                " |---|---|---|---|\n"
                "-| 1 | M2-T01 (`dock-1`) | in_progress | First |\n"
                "-| 2 | M2-T02 | todo | Then |\n"
                "+| 1 | M2-T01 (`dock-1`) | done | First |\n"
                "+| 2 | M2-T02 | done | Then |\n"
                " \n"
                " ## M1 Tasks\n"
                " \n"
                "@@ -17,8 +17,8 @@\n"
                " \n"
                " | Task ID | Status | Depends On | Required Gates | Deliverable |\n"
                " |---|---|---|---|---|\n"
                "-| M2-T01 Pour the `slip` (`dock-1`) | in_progress | M1-T01 | VG-DOCK-001 | Slip |\n"
                "-| M2-T02 Set the rails | todo | M2-T01 | none | Rails |\n"
                "+| M2-T01 Pour the `slip` (`dock-1`) | done | M1-T01 | VG-DOCK-001 | Slip |\n"
                "+| M2-T02 Set the rails | done | M2-T01 | none | Rails |\n"
                " \n"
                " ## M3 Tasks (Launch)\n"
                " \n"
                "--- a/WORKBOARD.md\n"
                "+++ b/WORKBOARD.md\n"
                "@@ -1,6 +1,6 @@\n"
                " # Workboard\n"
                " \n"
                "-Last updated: 2026-05-01\n"
                "+Last updated: 2026-05-03\n"
                " \n"
                " ## Active Assignments\n"
                " \n"
                "@@ -9,13 +9,7 @@\n"
                " | Lane A | Slipway (`M2-T01`..`M2-T02`) | active | Pour first |\n"
                " | Lane B | Launch | paused | - |\n"
                " \n"
                "-## Active Claims\n"
                "-\n"
                "-| Task | Lane | Claimed by | Since |\n"
                "-|---|---|---|---|\n"
                "-| M2-T01 | Lane A | ada | 2026-05-02T08:00Z |\n"
                "-\n"
                " ## Next Queue by Lane\n"
                " \n"
                "-- Lane A: `M2-T01` (`dock-1`) -> `M2-T02`\n"
                "+- Lane A: -\n"
                " - Lane B: wait for the permit of `M3-T01`\n"
                "--- a/STATUS.md\n"
                "+++ b/STATUS.md\n"
                "@@ -1,13 +1,13 @@\n"
                " # Status\n"
                " \n"
                "-Last updated: 2026-05-01\n"
                "+Last updated: 2026-05-03\n"
                " \n"
                " ## Milestone Board\n"
                " \n"
                " | Milestone | Status | Notes |\n"
                " |---|---|---|\n"
                " | M1 Yard | Complete | M1-T01 is in |\n"
                "-| M2 Slipway | Planned | `M2-T01`..`M2-T02` remain |\n"
                "+| M2 Slipway | Complete | `M2-T01`..`M2-T02` remain |\n"
                " | M3 Launch | Planned | - |\n"
                " \n"
                " ## Baseline Findings\n"
                "@@ -33,9 +33,7 @@\n"
                " \n"
                " | Priority | Task ID | Description |\n"
                " |---|---|---|\n"
                "-| P0 | M2-T01 (`dock-1`) | Pour the slip |\n"
                "-| P1 | M2-T02 | Set the rails |\n"
                "-| P1 | M3-T01 (`dock-9`) | Launch |\n"
                "+| P0 | M3-T01 (`dock-9`) | Launch |\n"
                " \n"
                " ## Consumer Readiness Snapshot\n"
                " \n");
}

static void dependents_become_todo_where_nothing_else_holds_them(void **state)
{
    (void)state;
    expect_line("done", WORDS("M2-T01", "M2-T02", "--evidence", "x.md", "--unblock", "--resolves", "B4"),
                "+| M3-T01 Launch (`dock-9`) | todo | M2-T02 | VG-DOCK-001 | Boat |");
}

static void the_note_goes_to_the_lane(void **state)
{
    (void)state;
    expect_line("done", WORDS("dock-1", "--evidence", "x.md", "--note", "Rails | next"),
                "+| Lane A | Slipway (`M2-T01`..`M2-T02`) | active | Rails \\| next |");
}

static void evidence_is_written_as_the_neighbours_write_it(void **state)
{
    (void)state;
    expect_line("done",
                WORDS("M2-T01", "--resolution", "Closed", "--evidence", "./docs/plan/proof/a.md", "--evidence",
                      "see the log", "--evidence", "other/b.txt"),
                "+| R12 | Closed | `proof/a.md`, see the log, `other/b.txt` |");
}

static void the_queue_keeps_its_first_priority(void **state)
{
    (void)state;
    expect_line("done", WORDS("M2-T02", "--force"), " | P0 | M2-T01 (`dock-1`) | Pour the slip |");
}

static void nothing_is_finished_unproven_or_twice(void **state)
{
    (void)state;
    expect_refusal("done", WORDS("M2-T01"), ERROR_REFUSED, "evidence.missing");
    expect_refusal("done", WORDS("M2-T01", "--evidence", "it works"), ERROR_REFUSED, "evidence.missing");
    expect_refusal("done", WORDS("M2-T01", "--evidence", "https://x.org/a.md"), ERROR_REFUSED, "evidence.missing");
    expect_refusal("done", WORDS("M2-T02"), ERROR_REFUSED, "dependency.open");
    expect_refusal("done", WORDS("M1-T01"), ERROR_REFUSED, "task.closed");
    expect_refusal("done", WORDS("M2-T01", "M2-T01", "--evidence", "x.md"), ERROR_REFUSED, "task.closed");
    expect_refusal("done", WORDS("M2-T01", "--evidence", "x.md", "--as", "bob"), ERROR_REFUSED, "claim.holder");
    expect_refusal("done", WORDS("M2-T01", "--evidence", "x.md", "--resolves", "B9"), ERROR_NOT_FOUND, "");
    expect_refusal("done", WORDS("M2-T01", "--evidence", "x.md", "--resolution", "a", "--no-record"), ERROR_USAGE, "");
    expect_refusal("done", WORDS("M2-T01", "--evidence", "x.md", "--on", "tomorrow"), ERROR_USAGE, "");
    expect_refusal("done", WORDS("M2-T01", "--evidence", "x.md", "--on", "2026-05-031"), ERROR_USAGE, "");
    expect_refusal("done", WORDS("M2-T01", "--note", "a", "--note", "b", "--evidence", "x.md"), ERROR_USAGE, "");
    expect_refusal("done", ((const char *const[]){NULL}), ERROR_USAGE, "");
    expect_refusal("done", WORDS("Lane A"), ERROR_NOT_FOUND, "");
}

static void a_file_named_after_the_task_proves_it(void **state)
{
    (void)state;
    expect_done_with_file("proof/M2-T01-summary.md", true);
    expect_done_with_file("proof/M2-T011-summary.md", false);
    expect_done_with_file("proof/M2-T02-summary.md", false);
}

static void a_plan_without_resolutions_says_so(void **state)
{
    (void)state;
    static const char *const texts[] = {"TASK-REGISTRY.md", yard_registry, "WORKBOARD.md", yard_board, NULL};
    struct fixture fixture = fixture_make(texts);
    struct run run;
    run_on(&run, fixture.plan, (struct request){0}, "done",
           WORDS("M2-T01", "--evidence", "x.md", "--resolution", "Closed"));
    assert_false(run.done);
    assert_int_equal(run.error.code, ERROR_NOT_FOUND);
    release_run(&run);
    run_on(&run, fixture.plan, (struct request){0}, "done", WORDS("M2-T01", "--evidence", "x.md"));
    assert_done(run.done, run.error);
    assert_int_equal(run.change.file_count, 2);
    release_run(&run);
    fixture_free(&fixture);
}

static void a_first_resolution_is_number_one(void **state)
{
    (void)state;
    static const char status[] =
        "## Resolved This Session\n\n| ID | Resolution | Evidence |\n|---|---|---|\n| - | None yet | - |\n";
    static const char *const texts[] = {"TASK-REGISTRY.md", yard_registry, "STATUS.md", status, NULL};
    struct fixture fixture = fixture_make(texts);
    struct run run;
    run_on(&run, fixture.plan, (struct request){0}, "done",
           WORDS("M2-T01", "--evidence", "a/x.md", "--resolution", "Closed"));
    assert_done(run.done, run.error);
    assert_slice(
        source_bytes(run.change.files[1].after),
        "## Resolved This Session\n\n| ID | Resolution | Evidence |\n|---|---|---|\n| R1 | Closed | `a/x.md` |\n");
    release_run(&run);
    fixture_free(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_that_says_so_changes),
        cmocka_unit_test(the_last_task_finishes_the_milestone),
        cmocka_unit_test(dependents_become_todo_where_nothing_else_holds_them),
        cmocka_unit_test(the_note_goes_to_the_lane),
        cmocka_unit_test(evidence_is_written_as_the_neighbours_write_it),
        cmocka_unit_test(the_queue_keeps_its_first_priority),
        cmocka_unit_test(nothing_is_finished_unproven_or_twice),
        cmocka_unit_test(a_file_named_after_the_task_proves_it),
        cmocka_unit_test(a_plan_without_resolutions_says_so),
        cmocka_unit_test(a_first_resolution_is_number_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
