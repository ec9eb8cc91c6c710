/* What the verbs write in the other families of plans: everything that their profiles want to be written with a finished
 * task. */
#include "test_ops_support.h"

static struct fixture make(const char *family, const char *const *texts)
{
    struct fixture fixture = {0};
    struct error error = {0};
    struct document *documents[8];
    size_t count = 0;
    const struct profile_builtin *builtin = profile_builtins;
    while (strcmp(builtin->name, family) != 0) {
        builtin++;
        assert_non_null(builtin->name);
    }
    fixture.profile = profile_load(family, slice_of(builtin->text), &error);
    assert_done(fixture.profile != NULL, error);
    for (; texts[2 * count] != NULL; count++) {
        documents[count] = fixture_document(texts[2 * count], texts[2 * count + 1]);
    }
    fixture.plan = plan_new(fixture.profile, slice_of("/plan"), documents, count, &error);
    assert_done(fixture.plan != NULL, error);
    for (size_t i = 0; i < count; i++) {
        document_release(documents[i]);
    }
    return fixture;
}

/* The lines that a verb changes, with their signs and without context; the files by their headers. */
static void expect_lines(const char *family, const char *const *texts, const char *const *words, const char *expected)
{
    struct fixture fixture = make(family, texts);
    struct run run;
    struct bytes diff;
    struct bytes lines;
    struct slice line;
    bytes_init(&diff);
    bytes_init(&lines);
    run_on(&run, fixture.plan, (struct request){0}, words[0], words + 1);
    assert_done(run.done, run.error);
    assert_true(change_append_diff(&run.change, &diff, &run.error));
    struct slice rest = bytes_slice(&diff);
    while (slice_next(&rest, '\n', &line)) {
        bool sign = line.size > 0 && (line.data[0] == '-' || line.data[0] == '+');
        if (sign && !slice_starts(line, slice_of("---")) && !slice_starts(line, slice_of("+++"))) {
            assert_true(bytes_append(&lines, line) && bytes_append_byte(&lines, '\n'));
        }
    }
    assert_slice(bytes_slice(&lines), expected);
    bytes_release(&lines);
    bytes_release(&diff);
    release_run(&run);
    fixture_free(&fixture);
}

static void expect_refused(const char *family, const char *const *texts, const char *const *words, const char *rule)
{
    struct fixture fixture = make(family, texts);
    struct run run;
    run_on(&run, fixture.plan, (struct request){0}, words[0], words + 1);
    assert_false(run.done);
    assert_string_equal(run.error.rule, rule);
    release_run(&run);
    fixture_free(&fixture);
}

/* ---- an index of gaps ---- */

#define GAP_INDEX                                                                                                      \
    "# Plans\n\n**Last verified:** 2026-05-01 (pumps)\n\n## Gap Summary\n\n"                                           \
    "| # | Gap | Priority | Status | Blocks |\n|---|---|---|---|---|\n"                                                \
    "| 1 | [Pump](01_pump.md) | **High** | \xE2\x9C\x85 Complete \xE2\x80\x94 PR #3 | #2 |\n"                          \
    "| 2 | [Valve](02_valve.md) | Low | \xE2\x9D\x8C Needs Plan | - |\n"                                               \
    "| 3 | [Tank](03_tank.md) | Low | \xE2\x9D\x8C In Progress | - |\n"                                                \
    "| 4 | [Hose](04_hose.md) | Low | \xE2\x9D\x8C Needs Plan | - |\n"                                                 \
    "\n## Completed Gaps\n\n| # | Gap | Completed | By |\n|---|---|---|---|\n| 1 | Pump | 2026-04-01 | bob |\n"

static const char *const gaps[] = {
    "docs/plans/CLAUDE.md",
    GAP_INDEX,
    "docs/plans/02_valve.md",
    "# Gap 2: Valve\n\n**Status:** \xE2\x9D\x8C Needs Plan\n**Priority:** Low\n",
    ".claude/active-work.yaml",
    "claims:\n- cc_id: eve\n  plan: 4\n  task: Hose\n  claimed_at: '2026-05-02T08:00:00Z'\n"
    "completed:\n- cc_id: bob\n  plan: 1\n  task: Pump\n  completed_at: '2026-04-01T08:00:00Z'\n",
    "CLAUDE.md",
    "# Rules\n\n| CC-ID | Plan | Task | Claimed | Status |\n|---|---|---|---|---|\n"
    "| eve | 4 | Hose | 2026-05-02T08:00 | Active |\n",
    NULL,
};

static void finished_gap_gets_its_row(void **state)
{
    (void)state;
    expect_lines("gap-index", gaps, WORDS("done", "2"),
                 "-**Last verified:** 2026-05-01 (pumps)\n"
                 "+**Last verified:** 2026-05-05 (pumps)\n"
                 "-| 2 | [Valve](02_valve.md) | Low | \xE2\x9D\x8C Needs Plan | - |\n"
                 "+| 2 | [Valve](02_valve.md) | Low | \xE2\x9C\x85 Complete | - |\n"
                 "+| 2 | Valve | 2026-05-05 | ada |\n"
                 "-**Status:** \xE2\x9D\x8C Needs Plan\n"
                 "+**Status:** \xE2\x9C\x85 Complete\n");
}

static void finished_claim_is_kept_and_its_row_holds_the_place(void **state)
{
    (void)state;
    expect_lines("gap-index", gaps, WORDS("done", "4", "--as", "eve", "--no-record"),
                 "-**Last verified:** 2026-05-01 (pumps)\n"
                 "+**Last verified:** 2026-05-05 (pumps)\n"
                 "-| 4 | [Hose](04_hose.md) | Low | \xE2\x9D\x8C Needs Plan | - |\n"
                 "+| 4 | [Hose](04_hose.md) | Low | \xE2\x9C\x85 Complete | - |\n"
                 "-claims:\n"
                 "-- cc_id: eve\n"
                 "-  plan: 4\n"
                 "-  task: Hose\n"
                 "-  claimed_at: '2026-05-02T08:00:00Z'\n"
                 "+claims: []\n"
                 "+- cc_id: eve\n"
                 "+  plan: 4\n"
                 "+  task: Hose\n"
                 "+  completed_at: '2026-05-05T14:03:00Z'\n"
                 "-| eve | 4 | Hose | 2026-05-02T08:00 | Active |\n"
                 "+| - | - | - | - | - |\n");
}

static void wrong_sign_is_not_imitated(void **state)
{
    (void)state;
    static const char *const alone[] = {"docs/plans/CLAUDE.md", GAP_INDEX, NULL};
    expect_lines("gap-index", alone, WORDS("claim", "2"),
                 "-**Last verified:** 2026-05-01 (pumps)\n"
                 "+**Last verified:** 2026-05-05 (pumps)\n"
                 "-| 2 | [Valve](02_valve.md) | Low | \xE2\x9D\x8C Needs Plan | - |\n"
                 "+| 2 | [Valve](02_valve.md) | Low | \xF0\x9F\x9A\xA7 In Progress | - |\n");
}

/* The day of a plan file's last change is a field of its card too. */
static void stamp_in_a_card_is_meant(void **state)
{
    static const char *const texts[] = {"docs/plans/README.md", "# P\n\n## Gap Summary\n\n| # | Gap | Status |\n|---|---|---|\n"
                                        "| 1 | Pump | Open |\n",
                                        "docs/plans/01_pump.md", "# Gap 1: Pump\n\n**Status:** Open\n"
                                        "**Last updated:** 2026-01-02 (rev2)\n", NULL};
    (void)state;
    expect_lines("gap-index", texts, WORDS("set", "1", "status=Blocked"),
                 "-| 1 | Pump | Open |\n+| 1 | Pump | ⏸️ Blocked |\n"
                 "-**Status:** Open\n-**Last updated:** 2026-01-02 (rev2)\n"
                 "+**Status:** ⏸️ Blocked\n+**Last updated:** 2026-05-05 (rev3)\n");
}

static void generated_index_is_left_to_its_source(void **state)
{
    (void)state;
    static const char *const generated[] = {
        "docs/plans/CLAUDE.md",   "<!-- AUTO-GENERATED, do not edit -->\n" GAP_INDEX,
        "docs/plans/02_valve.md", "# Gap 2: Valve\n\n**Status:** \xE2\x9D\x8C Needs Plan\n", NULL,
    };
    expect_lines("gap-index", generated, WORDS("done", "2"),
                 "-**Status:** \xE2\x9D\x8C Needs Plan\n+**Status:** \xE2\x9C\x85 Complete\n");
    expect_refused("gap-index", generated, WORDS("done", "4"), "document.generated");
    expect_refused("gap-index", generated, WORDS("set", "2", "priority=High"), "document.generated");
    expect_lines("gap-index", generated, WORDS("set", "4", "priority=High", "--force"),
                 "-**Last verified:** 2026-05-01 (pumps)\n"
                 "+**Last verified:** 2026-05-05 (pumps)\n"
                 "-| 4 | [Hose](04_hose.md) | Low | \xE2\x9D\x8C Needs Plan | - |\n"
                 "+| 4 | [Hose](04_hose.md) | High | \xE2\x9D\x8C Needs Plan | - |\n");
}

static void status_alone_blocks_where_no_blockers_are(void **state)
{
    (void)state;
    expect_lines("gap-index", gaps, WORDS("block", "2", "--reason", "Dry", "--status"),
                 "-**Last verified:** 2026-05-01 (pumps)\n"
                 "+**Last verified:** 2026-05-05 (pumps)\n"
                 "-| 2 | [Valve](02_valve.md) | Low | \xE2\x9D\x8C Needs Plan | - |\n"
                 "+| 2 | [Valve](02_valve.md) | Low | \xE2\x8F\xB8\xEF\xB8\x8F Blocked | - |\n"
                 "-**Status:** \xE2\x9D\x8C Needs Plan\n"
                 "+**Status:** \xE2\x8F\xB8\xEF\xB8\x8F Blocked\n");
}

/* ---- packages and tasks ---- */

#define OPEN "\xE2\x8F\xB8\xEF\xB8\x8F OPEN"
#define DONE "\xE2\x9C\x85 DONE"

static const char *const packages[] = {
    "docs/Own_Master_Execution_Plan_v1.md",
    "# Plan\n\n**Last Updated:** 2026-05-01 (rev9)\n\n## 4. Execution Status Summary\n\n"
    "| Package | Task | Status | Date | Notes |\n|---|---|---|---|---|\n"
    "| W0 | T01 | " DONE " | 2026-04-12 | in |\n"
    "| W1 | T00-T02 | " OPEN " | \xE2\x80\x94 | later |\n"
    "| W2 | T01 | " OPEN " | \xE2\x80\x94 | next |\n"
    "| W2 | T02 | " OPEN " | \xE2\x80\x94 | then |\n"
    "\n## W2: Work\n\n### W2-T01: Go on\n\nText.\n\n### W2-T02: End " DONE " (2026-04-30)\n\nText.\n",
    "config/tasks/backlog.yaml",
    "tasks:\n- id: T-001\n  title: One\n  status: completed\n  owner: bob\n  evidence: merged 1\n"
    "  completed_at: '2026-04-05T00:00:00Z'\n"
    "- id: T-002\n  title: Two\n  status: pending\n  owner: ''\n  evidence: ''\n  completed_at: null\n",
    "BACKLOG.md",
    "# Backlog\n\n## Now\n\n- [ ] **Write it down** \xE2\x80\x94 DoD: written\n",
    NULL,
};

static void summary_and_heading_say_when(void **state)
{
    (void)state;
    expect_lines("master-plan", packages, WORDS("done", "W2-T01", "--on", "2026-05-03"),
                 "-**Last Updated:** 2026-05-01 (rev9)\n"
                 "+**Last Updated:** 2026-05-03 (rev10)\n"
                 "-| W2 | T01 | " OPEN " | \xE2\x80\x94 | next |\n"
                 "+| W2 | T01 | " DONE " | 2026-05-03 | next |\n"
                 "-### W2-T01: Go on\n"
                 "+### W2-T01: Go on " DONE " (2026-05-03)\n");
}

static void sign_of_a_heading_goes_with_its_word(void **state)
{
    (void)state;
    struct fixture fixture = make("master-plan", packages);
    struct run run;
    struct bytes diff;
    bytes_init(&diff);
    run_on(&run, fixture.plan, (struct request){.without_claims = true}, "claim", WORDS("W2-T02"));
    assert_done(run.done, run.error);
    assert_true(change_append_diff(&run.change, &diff, &run.error));
    assert_true(slice_find(bytes_slice(&diff), slice_of("\n+### W2-T02: End \xF0\x9F\x9A\xA7 IN PROGRESS\n"), 0) !=
                SLICE_NONE);
    bytes_release(&diff);
    release_run(&run);
    fixture_free(&fixture);
}

static void row_of_a_range_is_refused(void **state)
{
    (void)state;
    expect_refused("master-plan", packages, WORDS("done", "W1-T01"), "row.shared");
}

static void task_in_yaml_says_who_and_when(void **state)
{
    (void)state;
    expect_lines("master-plan", packages, WORDS("done", "T-002", "--evidence", "merged 2"),
                 "-  status: pending\n-  owner: ''\n-  evidence: ''\n-  completed_at: null\n"
                 "+  status: completed\n+  owner: 'ada'\n+  evidence: 'merged 2'\n"
                 "+  completed_at: '2026-05-05T14:03:00Z'\n");
}

static void entry_without_a_task_is_ticked(void **state)
{
    (void)state;
    expect_lines("master-plan", packages, WORDS("done", "queue:Write it"),
                 "-- [ ] **Write it down** \xE2\x80\x94 DoD: written\n"
                 "+- [x] **Write it down** \xE2\x80\x94 DoD: written\n");
}

/* ---- iterations ---- */

#define TASKLIST                                                                                                       \
    "# Tasklist\n\n## AIDD:ITERATIONS_FULL\n- [ ] I1: Add it (iteration_id: I1)\n  - Goal: add\n"                       \
    "- [ ] I2: Wait (iteration_id: I2)\n  - deps: I3\n- [ ] I3: Follow (iteration_id: I3)\n  - deps: I1\n"              \
    "\n## AIDD:NEXT_3\n"

static const char *const iterations[] = {
    "docs/tasklist/own.md",
    TASKLIST "- [ ] I1: add (ref: iteration_id=I1)\n- [ ] I2: wait (ref: iteration_id=I2)\n- [ ] (none)\n"
             "\n## AIDD:PROGRESS_LOG\n> A line each.\n- (empty)\n",
    NULL,
};

static void finished_iteration_moves_the_pointers_on(void **state)
{
    (void)state;
    expect_lines("loop-pack", iterations, WORDS("done", "I1", "--evidence", "proof/run.txt", "--evidence", "4f2a"),
                 "-- [ ] I1: Add it (iteration_id: I1)\n"
                 "+- [x] I1: Add it (iteration_id: I1) (link: proof/run.txt, 4f2a)\n"
                 "-- [ ] I1: add (ref: iteration_id=I1)\n"
                 "+- [ ] I3: Follow (ref: iteration_id=I3)\n"
                 "-- (empty)\n"
                 "+- 2026-05-05 source=implement id=I1 kind=iteration hash=4f2a link=proof/run.txt msg=done\n");
}

static void last_pointer_leaves_a_place(void **state)
{
    (void)state;
    static const char *const last[] = {
        "docs/tasklist/own.md",
        "# Tasklist\n\n## AIDD:ITERATIONS_FULL\n- [ ] I1: Add it (iteration_id: I1)\n"
        "\n## AIDD:NEXT_3\n- [ ] I1: add (ref: iteration_id=I1)\n\n## AIDD:PROGRESS_LOG\n",
        NULL,
    };
    expect_lines("loop-pack", last, WORDS("done", "I1", "--note", "all in"),
                 "-- [ ] I1: Add it (iteration_id: I1)\n"
                 "+- [x] I1: Add it (iteration_id: I1)\n"
                 "-- [ ] I1: add (ref: iteration_id=I1)\n"
                 "+- [ ] (none)\n"
                 "+- 2026-05-05 source=implement id=I1 kind=iteration hash=- msg=all in\n");
}

static void reasons_have_a_policy(void **state)
{
    (void)state;
    static const char *const results[] = {
        "aidd/reports/loops/T-1/I1/stage.implement.result.json",
        "{\"ticket\": \"T-1\", \"stage\": \"implement\", \"scope_key\": \"I1\", \"result\": \"blocked\",\n"
        " \"reason_code\": \"no_tests_hard\"}\n",
        NULL,
    };
    struct fixture fixture = make("loop-pack", results);
    const struct record *result = fixture_record(&fixture, KIND_RESULT, "T-1/implement/I1");
    assert_int_equal(result->state, STATE_BLOCKED);
    assert_slice(record_value(result, ROLE_SCOPE), "I1");
    assert_slice(profile_policy_of(fixture.profile, slice_of("no_tests_hard")), "recoverable_retry");
    assert_slice(profile_policy_of(fixture.profile, slice_of("output_contract_warn")), "warn_continue");
    assert_slice(profile_policy_of(fixture.profile, slice_of("whatever_else")), "hard_block");
    assert_slice(profile_policy_of(fixture.profile, slice_of("")), "");
    fixture_free(&fixture);
}

/* Two tasklists number their iterations each for itself: which is meant cannot be told from the name alone. */
static void one_name_in_two_documents_is_asked_about(void **state)
{
    (void)state;
    static const char list[] = "# Tasklist: T-1 \xE2\x80\x94 one\n\n## AIDD:ITERATIONS_FULL\n- [ ] I1: Dig (iteration_id: I1)\n"
                               "- [ ] I2: Fill (iteration_id: I2)\n";
    static const char other[] = "# Tasklist: T-2 \xE2\x80\x94 two\n\n## AIDD:ITERATIONS_FULL\n- [ ] I1: Saw (iteration_id: I1)\n";
    static const char *const texts[] = {"docs/tasklist/T-1.md", list, "docs/tasklist/T-2.md", other, NULL};
    struct fixture fixture = make("loop-pack", texts);
    struct run run;
    run_on(&run, fixture.plan, (struct request){0}, "done", WORDS("I1"));
    assert_false(run.done);
    assert_int_equal(run.error.code, ERROR_NOT_FOUND);
    assert_string_equal(run.error.candidates, "docs/tasklist/T-1.md:4\ndocs/tasklist/T-2.md:4");
    release_run(&run);
    fixture_free(&fixture);
    expect_lines("loop-pack", texts, WORDS("done", "I2"), "-- [ ] I2: Fill (iteration_id: I2)\n+- [x] I2: Fill (iteration_id: I2)\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finished_gap_gets_its_row),
        cmocka_unit_test(finished_claim_is_kept_and_its_row_holds_the_place),
        cmocka_unit_test(wrong_sign_is_not_imitated),
        cmocka_unit_test(stamp_in_a_card_is_meant),
        cmocka_unit_test(generated_index_is_left_to_its_source),
        cmocka_unit_test(status_alone_blocks_where_no_blockers_are),
        cmocka_unit_test(summary_and_heading_say_when),
        cmocka_unit_test(sign_of_a_heading_goes_with_its_word),
        cmocka_unit_test(row_of_a_range_is_refused),
        cmocka_unit_test(task_in_yaml_says_who_and_when),
        cmocka_unit_test(entry_without_a_task_is_ticked),
        cmocka_unit_test(finished_iteration_moves_the_pointers_on),
        cmocka_unit_test(last_pointer_leaves_a_place),
        cmocka_unit_test(reasons_have_a_policy),
        cmocka_unit_test(one_name_in_two_documents_is_asked_about),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
