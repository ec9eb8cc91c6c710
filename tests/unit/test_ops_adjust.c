/* What a person changes in what a verb proposes: other values, other sentences, parts of the diff left out. */
#include "test_ops_support.h"

#include "ops/apply.h"

static struct adjusted_line line_of(const char *was, const char *text)
{
    return (struct adjusted_line){
        .path = slice_of("STATUS.md"), .line = 10, .was = slice_of(was), .text = slice_of(text)};
}

static void expect_adjusted(const char *verb, const char *const *words, const struct adjustments *adjustments,
                            const char *expected)
{
    expect_diff_with((struct request){.adjustments = adjustments}, verb, words, expected);
}

static void expect_failure(const char *verb, const char *const *words, const struct adjustments *adjustments,
                           enum error_code code)
{
    struct fixture fixture = yard_whole();
    struct run run;
    run_on(&run, fixture.plan, (struct request){.adjustments = adjustments}, verb, words);
    assert_false(run.done);
    assert_int_equal(run.error.code, code);
    release_run(&run);
    fixture_free(&fixture);
}

#define BOARD_PART                                                                                                     \
    "--- a/WORKBOARD.md\n+++ b/WORKBOARD.md\n@@ -1,13 +1,13 @@\n # Workboard\n \n-Last updated: 2026-05-01\n"              \
    "+Last updated: 2026-05-05\n \n ## Active Assignments\n \n | Lane | Current Assignment | Status | Notes |\n"         \
    " |---|---|---|---|\n | Lane A | Slipway (`M2-T01`..`M2-T02`) | active | Pour first |\n"

static void a_value_is_another(void **state)
{
    (void)state;
    const struct adjusted_value values[] = {
        {.kind = KIND_LANE, .id = slice_of("Lane B"), .path = slice_of("WORKBOARD.md"), .role = ROLE_STATUS,
         .value = slice_of("in_progress")},
        {.kind = KIND_LANE, .id = slice_of("lane b"), .path = slice_of("WORKBOARD.md"), .role = ROLE_ASSIGNMENT,
         .value = slice_of("Launch | soon")},
    };
    const struct adjustments adjustments = {.values = values, .value_count = 2};
    expect_adjusted("lane", WORDS("B", "--note", "Wait"), &adjustments,
                    BOARD_PART "-| Lane B | Launch | paused | - |\n+| Lane B | Launch \\| soon | active | Wait |\n \n"
                               " ## Active Claims\n \n");
}

static void a_new_row_is_filled_in(void **state)
{
    (void)state;
    const struct adjusted_value value = {.kind = KIND_BLOCKER, .id = slice_of("B6"), .path = slice_of("STATUS.md"),
                                         .role = ROLE_IMPACT, .value = slice_of("Ships wait")};
    const struct adjustments adjustments = {.values = &value, .value_count = 1};
    struct fixture fixture = yard_whole();
    struct run run;
    run_on(&run, fixture.plan, (struct request){.adjustments = &adjustments}, "block", WORDS("--reason", "Fog"));
    assert_done(run.done, run.error);
    assert_true(slice_find(source_bytes(run.change.files[0].after), slice_of("| B6 | Fog | Ships wait |"), 0) != SLICE_NONE);
    release_run(&run);
    fixture_free(&fixture);
}

static void what_is_gone_is_a_conflict(void **state)
{
    (void)state;
    const struct adjusted_value value = {.kind = KIND_LANE, .id = slice_of("Lane X"), .path = slice_of("WORKBOARD.md"),
                                         .role = ROLE_NOTES, .value = slice_of("x")};
    const struct adjusted_line line = line_of("Nobody wrote this", "M2-T01 is done");
    const struct adjusted_part part = {.path = slice_of("WORKBOARD.md"), .old = slice_of("a\n"), .new = slice_of("b\n")};
    expect_failure("lane", WORDS("B", "--note", "Wait"), &(struct adjustments){.values = &value, .value_count = 1},
                   ERROR_CONFLICT);
    expect_failure("lane", WORDS("B", "--note", "Wait"), &(struct adjustments){.lines = &line, .line_count = 1},
                   ERROR_CONFLICT);
    expect_failure("lane", WORDS("B", "--note", "Wait"), &(struct adjustments){.left = &part, .left_count = 1},
                   ERROR_CONFLICT);
    expect_failure("lane", WORDS("B", "--note", "Wait"), &(struct adjustments){.confirmed = 7}, ERROR_CONFLICT);
}

static void a_word_that_is_none_is_refused(void **state)
{
    (void)state;
    const struct adjusted_value value = {.kind = KIND_LANE, .id = slice_of("Lane B"), .path = slice_of("WORKBOARD.md"),
                                         .role = ROLE_STATUS, .value = slice_of("snoozing")};
    expect_failure("lane", WORDS("B", "--note", "Wait"), &(struct adjustments){.values = &value, .value_count = 1},
                   ERROR_REFUSED);
}

/* ---- sentences ---- */

static const char slipway[] = "| M2 Slipway | Planned | `M2-T01`..`M2-T02` remain |";

static void a_sentence_is_worded_anew(void **state)
{
    (void)state;
    const struct adjusted_line line = line_of(slipway, "  | M2 Slipway | Planned | `M2-T02` remains |");
    const struct adjustments adjustments = {.lines = &line, .line_count = 1};
    struct fixture fixture = yard_whole();
    struct run run;
    run_on(&run, fixture.plan, (struct request){.adjustments = &adjustments}, "release", WORDS("M2-T01"));
    assert_done(run.done, run.error);
    bool found = false;
    for (size_t i = 0; i < run.change.file_count; i++) {
        found = found || slice_find(source_bytes(run.change.files[i].after), slice_of("\n| M2 Slipway | Planned | `M2-T02` remains |\n"),
                                    0) != SLICE_NONE;
    }
    assert_true(found);
    release_run(&run);
    fixture_free(&fixture);
}

static void a_line_stays_what_it_is(void **state)
{
    (void)state;
    static const char *const others[] = {"# Slipway", "", "two\nlines", "| M9 Slipway | Planned | - |", "M2-T01 remains"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        const struct adjusted_line line = line_of(slipway, others[i]);
        expect_failure("release", WORDS("M2-T01"), &(struct adjustments){.lines = &line, .line_count = 1}, ERROR_USAGE);
    }
}

/* ---- parts ---- */

static struct adjusted_part queue_row(void)
{
    return (struct adjusted_part){.path = slice_of("TASK-REGISTRY.md"),
                                  .old = slice_of("| 1 | M2-T01 (`dock-1`) | in_progress | First |\n"),
                                  .new = slice_of("| 1 | M2-T01 (`dock-1`) | todo | First |\n")};
}

static void a_mirror_is_left_out(void **state)
{
    (void)state;
    const struct adjusted_part row = queue_row();
    const struct adjustments adjustments = {.left = &row, .left_count = 1};
    struct fixture fixture = yard_whole();
    struct run run;
    run_on(&run, fixture.plan, (struct request){.adjustments = &adjustments}, "release", WORDS("M2-T01"));
    assert_done(run.done, run.error);
    struct plan *after = plan_after(fixture.plan, &run.change);
    for (size_t i = 0; i < after->records[KIND_TASK].count; i++) {
        const struct record *task = after->records[KIND_TASK].items[i];
        assert_int_equal(task->differs, slice_equal(task->id, slice_of("M2-T01")));
    }
    /* What was left out is not remembered as written. */
    for (size_t i = 0; i < run.change.effect_count; i++) {
        const struct change_effect *effect = &run.change.effects[i];
        assert_false(effect->kind == KIND_TASK && effect->role == ROLE_STATUS && effect->place == 1);
    }
    plan_free(after);
    release_run(&run);
    fixture_free(&fixture);
}

static void everything_left_out_is_nothing(void **state)
{
    (void)state;
    const struct adjusted_part parts[] = {
        {.path = slice_of("WORKBOARD.md"), .old = slice_of("Last updated: 2026-05-01\n"),
         .new = slice_of("Last updated: 2026-05-05\n")},
        {.path = slice_of("WORKBOARD.md"), .old = slice_of("| Lane B | Launch | paused | - |\n"),
         .new = slice_of("| Lane B | Launch | paused | Wait |\n")},
    };
    expect_adjusted("lane", WORDS("B", "--note", "Wait"), &(struct adjustments){.left = parts, .left_count = 2}, "");
}

static void what_was_shown_is_what_is_written(void **state)
{
    (void)state;
    struct fixture fixture = yard_whole();
    struct run run;
    uint64_t digest = 0;
    run_on(&run, fixture.plan, (struct request){0}, "release", WORDS("M2-T01"));
    assert_done(run.done, run.error);
    assert_true(change_digest(&run.change, &digest, &run.error));
    release_run(&run);
    const struct adjustments confirmed = {.confirmed = digest};
    run_on(&run, fixture.plan, (struct request){.adjustments = &confirmed}, "release", WORDS("M2-T01"));
    assert_done(run.done, run.error);
    release_run(&run);
    const struct adjusted_part row = queue_row();
    const struct adjustments other = {.confirmed = digest, .left = &row, .left_count = 1};
    run_on(&run, fixture.plan, (struct request){.adjustments = &other}, "release", WORDS("M2-T01"));
    assert_false(run.done);
    assert_int_equal(run.error.code, ERROR_CONFLICT);
    release_run(&run);
    fixture_free(&fixture);
}

/* Several verbs are one change: what is left out of it, and what was confirmed, is of the whole. */
static void several_verbs_are_adjusted_as_a_whole(void **state)
{
    (void)state;
    const struct slice release[] = {slice_of("M2-T01")};
    const struct slice set[] = {slice_of("Lane B"), slice_of("notes=Wait")};
    const struct request who = {.who = slice_of("ana"), .day = slice_of("2026-05-05"), .now = slice_of("2026-05-05T09:00Z")};
    struct apply_request requests[] = {{.verb = who}, {.verb = who, .called = slice_of("--set the notes")}};
    requests[0].verb.verb = verb_find(slice_of("release"));
    requests[0].verb.arguments = release;
    requests[0].verb.argument_count = 1;
    requests[1].verb.verb = verb_find(slice_of("set"));
    requests[1].verb.arguments = set;
    requests[1].verb.argument_count = 2;
    const struct adjusted_part row = queue_row();
    struct adjustments whole = {.left = &row, .left_count = 1};
    struct fixture fixture = yard_whole();
    const struct apply apply = {.plan = fixture.plan, .requests = requests, .count = 2, .adjustments = &whole};
    struct change change;
    struct error error = {0};
    change_init(&change);
    assert_done(apply_run(&apply, &change, &error), error);
    for (size_t i = 0; i < change.file_count; i++) {
        struct slice after = source_bytes(change.files[i].after);
        assert_true(slice_find(after, row.new, 0) == SLICE_NONE);
    }
    for (size_t i = 0; i < change.effect_count; i++) {
        const struct change_effect *effect = &change.effects[i];
        assert_false(effect->kind == KIND_TASK && effect->role == ROLE_STATUS && effect->place == 1);
    }
    assert_true(change_digest(&change, &whole.confirmed, &error));
    change_release(&change);
    assert_done(apply_run(&apply, &change, &error), error);
    change_release(&change);
    /* Without what was left out it is another change than was confirmed. */
    whole.left_count = 0;
    assert_false(apply_run(&apply, &change, &error));
    assert_int_equal(error.code, ERROR_CONFLICT);
    change_release(&change);
    /* Messages say what it was that failed. */
    requests[1].verb.argument_count = 1;
    assert_false(apply_run(&apply, &change, &error));
    assert_int_equal(strncmp(error.message, "--set the notes: ", 17), 0);
    change_release(&change);
    fixture_free(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_is_another),
        cmocka_unit_test(a_new_row_is_filled_in),
        cmocka_unit_test(what_is_gone_is_a_conflict),
        cmocka_unit_test(a_word_that_is_none_is_refused),
        cmocka_unit_test(a_sentence_is_worded_anew),
        cmocka_unit_test(a_line_stays_what_it_is),
        cmocka_unit_test(a_mirror_is_left_out),
        cmocka_unit_test(everything_left_out_is_nothing),
        cmocka_unit_test(what_was_shown_is_what_is_written),
        cmocka_unit_test(several_verbs_are_adjusted_as_a_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
