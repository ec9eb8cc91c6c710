/* block, unblock and resolve: the exact lines that change, and what is refused. */
#include "test_ops_support.h"

/* The text of a document after the change, or NULL where it stayed. */
static const char *text_of(const struct change *change, const char *path)
{
    for (size_t i = 0; i < change->file_count; i++) {
        if (slice_equal(change->files[i].path, slice_of(path))) {
            return source_bytes(change->files[i].after).data;
        }
    }
    return NULL;
}

static void a_blocker_gets_the_next_number(void **state)
{
    (void)state;
    expect_diff("block", WORDS("M2-T02", "--reason", "no steel", "--impact", "Idle", "--exit", "Steel | arrives"),
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
                "@@ -22,6 +22,7 @@\n"
                " |---|---|---|---|\n"
                " | B2 | Crane is out of order | - | Crane lifts; `M2-T02` may start |\n"
                " | B4 | `M3-T01` has no permit | No launch | Permit |\n"
                "+| B6 | `M2-T02`: no steel | Idle | Steel \\| arrives |\n"
                " \n"
                " ## Resolved This Session\n"
                " \n");
}

static void numbers_are_never_used_again(void **state)
{
    (void)state;
    expect_line("block", WORDS("--reason", "Storm"), "+| B6 | Storm | - |  |");
}

static void the_status_changes_only_when_asked(void **state)
{
    (void)state;
    expect_diff("block", WORDS("M2-T02", "M3-T01", "--reason", "rain on M3-T01", "--status"),
                "--- a/TASK-REGISTRY.md\n"
                "+++ b/TASK-REGISTRY.md\n"
                "@@ -5,7 +5,7 @@\n"
                " | Rank | Task ID | Status | Why Next |\n"
                " |---|---|---|---|\n"
                " | 1 | M2-T01 (`dock-1`) | in_progress | First |\n"
                "-| 2 | M2-T02 | todo | Then |\n"
                "+| 2 | M2-T02 | blocked | Then |\n"
                " \n"
                " ## M1 Tasks\n"
                " \n"
                "@@ -18,7 +18,7 @@\n"
                " | Task ID | Status | Depends On | Required Gates | Deliverable |\n"
                " |---|---|---|---|---|\n"
                " | M2-T01 Pour the `slip` (`dock-1`) | in_progress | M1-T01 | VG-DOCK-001 | Slip |\n"
                "-| M2-T02 Set the rails | todo | M2-T01 | none | Rails |\n"
                "+| M2-T02 Set the rails | blocked | M2-T01 | none | Rails |\n"
                " \n"
                " ## M3 Tasks (Launch)\n"
                " \n"
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
                "@@ -22,6 +22,7 @@\n"
                " |---|---|---|---|\n"
                " | B2 | Crane is out of order | - | Crane lifts; `M2-T02` may start |\n"
                " | B4 | `M3-T01` has no permit | No launch | Permit |\n"
                "+| B6 | `M2-T02`: rain on M3-T01 | - |  |\n"
                " \n"
                " ## Resolved This Session\n"
                " \n");
}

static void blocks_are_refused(void **state)
{
    (void)state;
    expect_refusal("block", WORDS("M2-T02"), ERROR_USAGE, "");
    expect_refusal("block", WORDS("M2-T02", "--reason", " "), ERROR_USAGE, "");
    expect_refusal("block", WORDS("--status", "--reason", "x"), ERROR_USAGE, "");
    expect_refusal("block", WORDS("M1-T01", "--reason", "x"), ERROR_REFUSED, "task.closed");
    expect_refusal("block", WORDS("M9-T01", "--reason", "x"), ERROR_NOT_FOUND, "");
}

/* What a block changed goes back: with the log to what was there before, without it to todo; the blocker goes too. */
static void unblock_is_the_inverse_of_block(void **state)
{
    (void)state;
    struct fixture fixture = yard_whole();
    struct run run;
    run_on(&run, fixture.plan, (struct request){0}, "block", WORDS("M2-T01", "--reason", "no steel", "--status"));
    assert_done(run.done, run.error);
    struct recorded_effect recorded[MOST_TEXTS];
    assert_true(run.change.effect_count <= MOST_TEXTS);
    for (size_t i = 0; i < run.change.effect_count; i++) {
        const struct change_effect *effect = &run.change.effects[i];
        recorded[i] = (struct recorded_effect){
            .kind = slice_of(kind_name(effect->kind)),
            .id = effect->id,
            .path = effect->path,
            .place = effect->place,
            .role = slice_of(role_name(effect->role)),
            .old = effect->old,
            .new = effect->new,
        };
    }
    struct plan *blocked = plan_after(fixture.plan, &run.change);
    for (size_t with = 0; with < 2; with++) {
        struct run back;
        struct request request = {.recorded = with == 1 ? recorded : NULL,
                                  .recorded_count = with == 1 ? run.change.effect_count : 0};
        run_on(&back, blocked, request, "unblock", WORDS("M2-T01"));
        assert_done(back.done, back.error);
        const char *registry = text_of(&back.change, "TASK-REGISTRY.md");
        const char *status = text_of(&back.change, "STATUS.md");
        assert_non_null(registry);
        assert_non_null(status);
        assert_null(strstr(status, "no steel"));
        assert_non_null(strstr(status, "| B4 |"));
        if (with == 1) {
            assert_string_equal(registry, yard_registry);
        } else {
            assert_non_null(strstr(registry, "| 1 | M2-T01 (`dock-1`) | todo | First |"));
        }
        release_run(&back);
    }
    plan_free(blocked);
    release_run(&run);
    fixture_free(&fixture);
}

static void a_blocker_of_another_hand_stays(void **state)
{
    (void)state;
    expect_diff("unblock", WORDS("M3-T01"),
                "--- a/TASK-REGISTRY.md\n"
                "+++ b/TASK-REGISTRY.md\n"
                "@@ -24,4 +24,4 @@\n"
                " \n"
                " | Task ID | Status | Depends On | Required Gates | Deliverable |\n"
                " |---|---|---|---|---|\n"
                "-| M3-T01 Launch (`dock-9`) | blocked | M2-T02 | VG-DOCK-001 | Boat |\n"
                "+| M3-T01 Launch (`dock-9`) | todo | M2-T02 | VG-DOCK-001 | Boat |\n");
    expect_refusal("unblock", WORDS("M2-T01"), ERROR_REFUSED, "blocker.none");
    expect_refusal("unblock", WORDS("Lane A"), ERROR_NOT_FOUND, "");
}

static void what_only_a_person_blocked_is_left_to_resolve(void **state)
{
    (void)state;
    struct fixture fixture = yard_whole();
    struct run run;
    run_on(&run, fixture.plan, (struct request){0}, "unblock", WORDS("M3-T01"));
    assert_done(run.done, run.error);
    struct plan *todo = plan_after(fixture.plan, &run.change);
    struct run again;
    run_on(&again, todo, (struct request){0}, "unblock", WORDS("M3-T01"));
    assert_false(again.done);
    assert_string_equal(again.error.rule, "blocker.open");
    assert_non_null(strstr(again.error.message, "B4"));
    release_run(&again);
    plan_free(todo);
    release_run(&run);
    fixture_free(&fixture);
}

static void resolving_takes_the_row_and_writes_one(void **state)
{
    (void)state;
    expect_diff(
        "resolve", WORDS("b4", "--resolution", "Permit | came", "--evidence", "proof/permit.pdf"),
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
        "@@ -21,13 +21,13 @@\n"
        " | ID | Blocker | Impact | Exit Condition |\n"
        " |---|---|---|---|\n"
        " | B2 | Crane is out of order | - | Crane lifts; `M2-T02` may start |\n"
        "-| B4 | `M3-T01` has no permit | No launch | Permit |\n"
        " \n"
        " ## Resolved This Session\n"
        " \n"
        " | ID | Resolution | Evidence |\n"
        " |---|---|---|\n"
        " | R7 | Levelled the yard (M1-T01), which closes B5 and R11 of last year | `proof/2026-04/M1-T01-summary.md` |\n"
        "+| R12 | Permit \\| came | `proof/permit.pdf` |\n"
        " \n"
        " ## Top Priority Queue (Next 3 Tasks)\n"
        " \n");
    expect_line("resolve", WORDS("B4"), "+| R12 | Resolved B4: `M3-T01` has no permit |  |");
}

static void a_resolution_that_stands_is_enough(void **state)
{
    (void)state;
    expect_diff("resolve", WORDS("B2", "--by", "R7"),
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
                "@@ -20,7 +20,6 @@\n"
                " \n"
                " | ID | Blocker | Impact | Exit Condition |\n"
                " |---|---|---|---|\n"
                "-| B2 | Crane is out of order | - | Crane lifts; `M2-T02` may start |\n"
                " | B4 | `M3-T01` has no permit | No launch | Permit |\n"
                " \n"
                " ## Resolved This Session\n");
}

static void resolving_is_refused(void **state)
{
    (void)state;
    expect_refusal("resolve", WORDS("B9"), ERROR_NOT_FOUND, "");
    expect_refusal("resolve", WORDS("B2", "--by", "R99"), ERROR_NOT_FOUND, "");
    expect_refusal("resolve", WORDS("B2", "--by", "R7", "--resolution", "x"), ERROR_USAGE, "");
    expect_refusal("resolve", WORDS("M2-T01"), ERROR_NOT_FOUND, "");
    expect_refusal("resolve", WORDS("B2", "B4"), ERROR_USAGE, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_blocker_gets_the_next_number),
        cmocka_unit_test(numbers_are_never_used_again),
        cmocka_unit_test(the_status_changes_only_when_asked),
        cmocka_unit_test(blocks_are_refused),
        cmocka_unit_test(unblock_is_the_inverse_of_block),
        cmocka_unit_test(a_blocker_of_another_hand_stays),
        cmocka_unit_test(what_only_a_person_blocked_is_left_to_resolve),
        cmocka_unit_test(resolving_takes_the_row_and_writes_one),
        cmocka_unit_test(a_resolution_that_stands_is_enough),
        cmocka_unit_test(resolving_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
