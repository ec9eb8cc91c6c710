/* Claims in plans as people keep them: a section of their own, lanes without a status, nothing written, tasks named twice. */
#include "ops/verb.h"

#include "test_plan_fixture.h"

static struct fixture fixture_with_board(const char *board)
{
    const char *const texts[] = {"TASK-REGISTRY.md", fixture_registry, "WORKBOARD.md", board, NULL};
    return fixture_make(texts);
}

static bool run_verb(const struct plan *plan, const char *verb, const struct slice *arguments, size_t count,
                     bool without_claims, struct change *change, struct error *error)
{
    struct request request = {
        .verb = verb_find(slice_of(verb)),
        .arguments = arguments,
        .argument_count = count,
        .who = slice_of("ada"),
        .who_is_given = true,
        .day = slice_of("2026-03-01"),
        .now = slice_of("2026-03-01T10:00Z"),
        .without_claims = without_claims,
    };
    change_init(change);
    error_clear(error);
    return verb_run(plan, &request, change, error);
}

/* What a document holds after the change; the change must have touched it. */
static struct slice text_after(const struct change *change, const char *path)
{
    for (size_t i = 0; i < change->file_count; i++) {
        if (slice_equal(change->files[i].path, slice_of(path))) {
            return source_bytes(change->files[i].after);
        }
    }
    fail_msg("%s did not change", path);
    return slice_of("");
}

/* Claims M2-T01 on a board, then releases it: `claimed` stands in the board in between, and the board is as before. */
static void expect_round_trip(const char *board, const char *claimed)
{
    struct fixture fixture = fixture_with_board(board);
    struct change change;
    struct change back;
    struct error error;
    struct slice task = slice_of("M2-T01");
    assert_done(run_verb(fixture.plan, "claim", &task, 1, false, &change, &error), error);
    assert_slice(text_after(&change, "WORKBOARD.md"), claimed);
    struct bytes registry;
    struct bytes text;
    bytes_init(&registry);
    bytes_init(&text);
    assert_true(bytes_append(&registry, text_after(&change, "TASK-REGISTRY.md")));
    assert_true(bytes_append(&text, text_after(&change, "WORKBOARD.md")));
    struct plan *half = plan_with(fixture.plan, 0, &registry, &error);
    struct plan *plan = plan_with(half, 1, &text, &error);
    assert_non_null(plan);
    assert_done(run_verb(plan, "release", &task, 1, false, &back, &error), error);
    assert_slice(text_after(&back, "WORKBOARD.md"), board);
    change_release(&change);
    change_release(&back);
    plan_free(half);
    plan_free(plan);
    fixture_free(&fixture);
}

#define LANES "| Lane | Current Assignment | Status | Notes |\n|---|---|---|---|\n| Lane A | `M2-T01` | active | - |\n"
#define CLAIM "| Task | Lane | Claimed by | Since |\n|---|---|---|---|\n| M2-T01 | Lane A | ada | 2026-03-01T10:00Z |"

static void a_section_is_made_and_goes(void **state)
{
    (void)state;
    expect_round_trip("# Board\n\n## Active Assignments\n\n" LANES,
                      "# Board\n\n## Active Assignments\n\n" LANES "\n## Active Claims\n\n" CLAIM "\n");
    expect_round_trip("# Board\r\n\r\n## Active Assignments\r\n\r\n| Lane | Status |\r\n|---|---|\r\n| Lane A | active |",
                      "# Board\r\n\r\n## Active Assignments\r\n\r\n| Lane | Status |\r\n|---|---|\r\n| Lane A | active |"
                      "\r\n\r\n## Active Claims\r\n\r\n| Task | Lane | Claimed by | Since |\r\n|---|---|---|---|\r\n"
                      "| M2-T01 | Lane A | ada | 2026-03-01T10:00Z |");
}

static void a_section_that_somebody_wrote_stays(void **state)
{
    (void)state;
    expect_round_trip("# Board\n\n## Active Assignments\n\n" LANES "\n## Active Claims\n\nAsk first.\n\n## More\n",
                      "# Board\n\n## Active Assignments\n\n" LANES "\n## Active Claims\n\nAsk first.\n\n" CLAIM
                      "\n\n## More\n");
    expect_round_trip("# Board\n\n## Active Assignments\n\n" LANES
                      "\n## Active Claims\n\n| Task | Claimed by | Since |\n| :-- | --- | --- |\n",
                      "# Board\n\n## Active Assignments\n\n" LANES
                      "\n## Active Claims\n\n| Task | Claimed by | Since |\n| :-- | --- | --- |\n"
                      "| M2-T01 | ada | 2026-03-01T10:00Z |\n");
}

static void claims_below_assignments_are_no_lanes(void **state)
{
    (void)state;
    struct fixture fixture =
        fixture_with_board("# Board\n\n## Active Assignments\n\n" LANES "\n### Active Claims\n\n" CLAIM "\n");
    assert_int_equal(fixture.plan->records[KIND_LANE].count, 1);
    assert_int_equal(fixture.plan->records[KIND_CLAIM].count, 1);
    fixture_free(&fixture);
}

static void expect_refusal(const char *board, bool without_claims, const char *rule)
{
    struct fixture fixture = fixture_with_board(board);
    struct change change;
    struct error error;
    struct slice task = slice_of("M2-T01");
    assert_false(run_verb(fixture.plan, "claim", &task, 1, without_claims, &change, &error));
    assert_string_equal(error.rule, rule);
    change_release(&change);
    fixture_free(&fixture);
}

static void other_columns_are_refused(void **state)
{
    (void)state;
    expect_refusal("# Board\n\n## Active Claims\n\n| What | Who |\n|---|---|\n| x | y |\n", false, "claims.columns");
}

/* Where no claim is written, the status alone says that it is taken. */
static void without_claims_one_wins_too(void **state)
{
    (void)state;
    struct fixture fixture = fixture_with_board("# Board\n\n## Active Assignments\n\n" LANES);
    struct change change;
    struct change again;
    struct error error;
    struct slice task = slice_of("M2-T01");
    assert_done(run_verb(fixture.plan, "claim", &task, 1, true, &change, &error), error);
    assert_int_equal(change.file_count, 1);
    struct bytes registry;
    bytes_init(&registry);
    assert_true(bytes_append(&registry, text_after(&change, "TASK-REGISTRY.md")));
    struct plan *plan = plan_with(fixture.plan, 0, &registry, &error);
    assert_non_null(plan);
    assert_false(run_verb(plan, "claim", &task, 1, true, &again, &error));
    assert_string_equal(error.rule, "claim.taken");
    change_release(&change);
    change_release(&again);
    plan_free(plan);
    fixture_free(&fixture);
}

static void a_task_named_twice_is_claimed_once(void **state)
{
    (void)state;
    struct fixture fixture = fixture_with_board("# Board\n\n## Active Assignments\n\n" LANES);
    struct change change;
    struct error error;
    struct slice tasks[] = {slice_of("M2-T01"), slice_of("tide-c.1")};
    assert_done(run_verb(fixture.plan, "claim", tasks, 2, false, &change, &error), error);
    assert_int_equal(change.subject_count, 1);
    change_release(&change);
    fixture_free(&fixture);
}

static void lanes_without_a_status_take_work(void **state)
{
    (void)state;
    struct fixture fixture = fixture_with_board("# Board\n\n## Next Queue by Lane\n\n- Lane A: `M2-T01`\n");
    struct change change;
    struct error error;
    struct slice task = slice_of("M2-T01");
    assert_done(run_verb(fixture.plan, "claim", &task, 1, false, &change, &error), error);
    change_release(&change);
    fixture_free(&fixture);
}

/* What was recorded when the claim was made brings every byte of its cells back, also where no rule of padding could. */
static void cells_come_back_as_they_were(void **state)
{
    (void)state;
    static const char *const cells[] = {" todo      ", "todo", "todo  ", "   todo ", " **todo** ", " `todo`"};
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        struct bytes registry;
        struct bytes claimed;
        struct change change;
        struct change back;
        struct error error;
        struct slice task = slice_of("M2-T01");
        struct recorded_effect recorded[8];
        bytes_init(&registry);
        bytes_init(&claimed);
        assert_true(bytes_append_format(&registry,
                                        "# Tasks\n\n## M2 Tasks\n\n| Task ID | Status | Deliverable |\n|---|---|---|\n"
                                        "| M2-T01 |%s| x |\n| M2-T02 | blocked | y |\n",
                                        cells[i]));
        const char *const texts[] = {"TASK-REGISTRY.md", registry.data, NULL};
        struct fixture fixture = fixture_make(texts);
        assert_done(run_verb(fixture.plan, "claim", &task, 1, false, &change, &error), error);
        assert_true(change.effect_count <= 8);
        for (size_t k = 0; k < change.effect_count; k++) {
            const struct change_effect *effect = &change.effects[k];
            recorded[k] = (struct recorded_effect){
                .kind = slice_of(kind_name(effect->kind)),
                .id = effect->id,
                .path = effect->path,
                .place = effect->place,
                .role = slice_of(role_name(effect->role)),
                .cell = effect->cell,
                .old = effect->old,
                .new = effect->new,
            };
        }
        assert_true(bytes_append(&claimed, text_after(&change, "TASK-REGISTRY.md")));
        struct plan *plan = plan_with(fixture.plan, 0, &claimed, &error);
        assert_non_null(plan);
        struct request request = {
            .verb = verb_find(slice_of("release")),
            .arguments = &task,
            .argument_count = 1,
            .who = slice_of("ada"),
            .day = slice_of("2026-03-01"),
            .now = slice_of("2026-03-01T10:00Z"),
            .recorded = recorded,
            .recorded_count = change.effect_count,
        };
        change_init(&back);
        assert_done(verb_run(plan, &request, &back, &error), error);
        assert_slice(text_after(&back, "TASK-REGISTRY.md"), registry.data);
        change_release(&change);
        change_release(&back);
        plan_free(plan);
        fixture_free(&fixture);
        bytes_release(&registry);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_section_is_made_and_goes),
        cmocka_unit_test(a_section_that_somebody_wrote_stays),
        cmocka_unit_test(claims_below_assignments_are_no_lanes),
        cmocka_unit_test(other_columns_are_refused),
        cmocka_unit_test(without_claims_one_wins_too),
        cmocka_unit_test(a_task_named_twice_is_claimed_once),
        cmocka_unit_test(lanes_without_a_status_take_work),
        cmocka_unit_test(cells_come_back_as_they_were),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
