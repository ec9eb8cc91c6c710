/* Claiming the best of what is ready: chosen in the same step, around what a rule refuses. */
#include "ops/verb.h"

#include "test_plan_fixture.h"

static bool claim_next(const struct plan *plan, const char *count, const char *lane, struct change *change,
                       struct error *error)
{
    const struct slice argument = slice_of(count);
    struct request request = {
        .verb = &verb_claim_next,
        .arguments = &argument,
        .argument_count = 1,
        .who = slice_of("ada"),
        .who_is_given = true,
        .day = slice_of("2026-03-01"),
        .now = slice_of("2026-03-01T10:00Z"),
    };
    request.options[OPTION_LANE] = slice_of(lane);
    change_init(change);
    error_clear(error);
    return verb_run(plan, &request, change, error);
}

static void check_summary(const struct plan *plan, const char *count, const char *lane, const char *wanted, size_t subjects)
{
    struct change change;
    struct error error;
    assert_done(claim_next(plan, count, lane, &change, &error), error);
    assert_slice(change.summary, wanted);
    assert_int_equal(change.subject_count, subjects);
    assert_int_equal(change.file_count > 0, subjects > 0);
    change_release(&change);
}

static void the_best_is_taken(void **state)
{
    (void)state;
    struct fixture fixture = fixture_whole();
    check_summary(fixture.plan, "1", NULL, "claim M2-T01 for Lane A", 1);
    check_summary(fixture.plan, "9", NULL, "claim M2-T01 for Lane A", 1);
    check_summary(fixture.plan, "1", "Lane A", "claim M2-T01 for Lane A", 1);
    check_summary(fixture.plan, "1", "Lane C", "nothing is ready", 0);
    check_summary(fixture.plan, "0", NULL, "nothing is ready", 0);
    struct change change;
    struct error error;
    assert_false(claim_next(fixture.plan, "1", "Lane Z", &change, &error));
    assert_int_equal(error.code, ERROR_NOT_FOUND);
    change_release(&change);
    fixture_free(&fixture);
}

static const char lanes[] = "# Workboard\n\n## Active Assignments\n\n| Lane | Current Assignment | Status | Notes |\n|---|---|---|---|\n"
                            "| Lane A | `M1-T01` | paused | - |\n| Lane B | `M1-T02`, `M1-T03` | active | - |\n";
static const char tasks[] = "# R\n\n## M1 Tasks\n\n| Task ID | Status | Depends On | Priority |\n|---|---|---|---|\n"
                            "| M1-T01 Dig | todo | none | P0 |\n| M1-T02 Fill | todo | none | P2 |\n| M1-T03 Rake | todo | none | P1 |\n";

/* A lane that takes no work is passed over; where there is no other, it is what is said. */
static void what_a_rule_refuses_is_passed_over(void **state)
{
    (void)state;
    static const char *const texts[] = {"TASK-REGISTRY.md", tasks, "WORKBOARD.md", lanes, NULL};
    struct fixture fixture = fixture_make(texts);
    check_summary(fixture.plan, "1", NULL, "claim M1-T03 for Lane B", 1);
    check_summary(fixture.plan, "3", NULL, "claim M1-T03 for Lane B, M1-T02 for Lane B", 2);
    struct change change;
    struct error error;
    assert_false(claim_next(fixture.plan, "1", "Lane A", &change, &error));
    assert_int_equal(error.code, ERROR_REFUSED);
    assert_string_equal(error.rule, "lane.inactive");
    change_release(&change);
    fixture_free(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_best_is_taken),
        cmocka_unit_test(what_a_rule_refuses_is_passed_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
