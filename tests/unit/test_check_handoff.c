/* What is handed over between two readings of a plan, and a packet held against the plan's checklist. Every allocation
 * fails in turn, too (see __wrap_memory_new in test_memory_wrap.h). */
#include "check/handoff.h"
#include "check/intake.h"

#include "test_plan_fixture.h"
#include "test_memory_wrap.h"

static const char template_text[] =
    "# Status\n\n## Milestone Board\n\n| Milestone | Status | Notes |\n|---|---|---|\n| M2 Curves | In progress | - |\n\n"
    "## Session Handoff Template\n\n1. Completed task IDs:\n2. Validation gates run (VG-IDs):\n3. Weather:\n";
static const char checklist_text[] =
    "# Workboard\n\n## Active Assignments\n\n| Lane | Current Assignment | Status | Notes |\n|---|---|---|---|\n"
    "| Lane A | Curves (`M2-T01`..`M2-T02`) | active | %s |\n\n"
    "## Handoff Intake Checklist\n\n- Task ID matches assigned lane.\n- Required VG IDs were run.\n- Evidence artifact files exist.\n"
    "- No edits to orchestrator-only files.\n- Task status transitioned.\n- The sea was calm.\n";
static const char registry_text[] =
    "# Task Registry\n\n## M2 Tasks (Curves)\n\n| Task ID | Status | Depends On | Required Gates | Deliverable |\n|---|---|---|---|---|\n"
    "| M2-T01 Draw | %s | none | VG-DRAW-001 | Picture |\n| M2-T02 Label | todo | M2-T01 | none | Labels |\n";

/* The plan with this status of M2-T01 and these notes of Lane A. */
static struct fixture plan_with_status(const char *status, const char *notes)
{
    char board[2000];
    char registry[2000];
    (void)snprintf(board, sizeof board, checklist_text, notes);
    (void)snprintf(registry, sizeof registry, registry_text, status);
    return fixture_make((const char *const[]){"STATUS.md", template_text, "WORKBOARD.md", board, "TASK-REGISTRY.md",
                                              registry, NULL});
}

static void append_packet(struct bytes *out, const struct plan *before, const struct plan *now,
                          const struct handoff_facts *facts)
{
    struct handoff handoff;
    struct error error = {0};
    assert_true(handoff_init(&handoff, before, now, facts, &error));
    assert_true(handoff_append(&handoff, out));
    handoff_release(&handoff);
}

static void template_is_filled_in(void **state)
{
    (void)state;
    struct fixture before = plan_with_status("todo", "-");
    struct fixture now = plan_with_status("done", "Slow");
    struct slice file = slice_of("src/curve.c");
    struct handoff_facts facts = {.since = slice_of("yesterday"), .files = &file, .file_count = 1, .unpushed = 2};
    struct bytes out;
    bytes_init(&out);
    append_packet(&out, before.plan, now.plan, &facts);
    assert_string_equal(out.data, "# Handoff\n\nSince: yesterday\n\n"
                                  "## Completed task IDs\n\n- M2-T01 Draw\n\n"
                                  "## Validation gates run (VG-IDs)\n\n- VG-DRAW-001 for M2-T01: no evidence was found\n\n"
                                  "## Weather\n\n- none\n\n"
                                  "## Next task\n\n- M2-T02 Label: all that it waits for is done\n\n"
                                  "## Files changed\n\n- src/curve.c\n\n"
                                  "## Lanes changed\n\n- Lane A, notes: Slow\n\n"
                                  "## Not saved in git\n\n- not pushed: 2 commits\n");
    bytes_release(&out);
    fixture_free(&before);
    fixture_free(&now);
}

static void nothing_is_new_without_an_older_plan(void **state)
{
    (void)state;
    struct fixture now = plan_with_status("done", "Slow");
    struct handoff_facts facts = {0};
    struct bytes out;
    bytes_init(&out);
    append_packet(&out, NULL, now.plan, &facts);
    assert_null(strstr(out.data, "M2-T01 Draw"));
    assert_null(strstr(out.data, "Slow"));
    assert_non_null(strstr(out.data, "## Completed task IDs\n\n- none\n"));
    bytes_release(&out);
    fixture_free(&now);
}

static const char packet_text[] = "1. Completed task IDs: `M2-T01`\n2. VG IDs run: VG-OTHER-001\n"
                                  "## Evidence artifacts\n- (evidence/a.txt), see https://example.org/x\n- evidence/b.txt.\n";

static bool walk_packet(struct intake *intake, const struct plan *plan, struct error *error)
{
    struct slice files[] = {slice_of("STATUS.md"), slice_of("../src/x.c")};
    struct intake_facts facts = {
        .files = files, .file_count = 2, .files_are_known = true, .since = slice_of("yesterday")};
    if (!intake_read(intake, plan, "packet.md", slice_of(packet_text), error)) {
        return false;
    }
    assert_int_equal(intake->path_count, 2);
    intake->paths[0].there = true;
    return intake_walk(intake, plan, &facts, error);
}

static void each_point_is_judged(void **state)
{
    (void)state;
    static const struct {
        enum intake_verdict verdict;
        const char *reason;
    } expected[] = {
        {INTAKE_HOLDS, "1 task of Lane A"},
        {INTAKE_FAILS, "M2-T01 needs VG-DRAW-001, which is not named"},
        {INTAKE_FAILS, "evidence/b.txt is not there"},
        {INTAKE_FAILS, "STATUS.md was changed since yesterday"},
        {INTAKE_FAILS, "M2-T01 is still todo"},
        {INTAKE_OPEN, "for you to judge"},
    };
    struct fixture fixture = plan_with_status("todo", "-");
    struct intake intake;
    struct error error = {0};
    assert_true(walk_packet(&intake, fixture.plan, &error));
    assert_int_equal(intake.point_count, sizeof expected / sizeof *expected);
    assert_int_equal(intake.failures, 4);
    for (size_t i = 0; i < intake.point_count; i++) {
        assert_int_equal(intake.points[i].verdict, expected[i].verdict);
        assert_true(slice_equal(intake.points[i].reason, slice_of(expected[i].reason)));
    }
    intake_release(&intake);
    fixture_free(&fixture);
}

struct both {
    struct fixture before;
    struct fixture now;
};

static bool attempt_handoff(void *context, struct error *error)
{
    const struct both *both = context;
    struct slice file = slice_of("src/curve.c");
    struct handoff_facts facts = {.since = slice_of("yesterday"), .files = &file, .file_count = 1, .unpushed = 2};
    struct handoff handoff;
    bool done = handoff_init(&handoff, both->before.plan, both->now.plan, &facts, error);
    assert_true(!done || handoff.count == 7);
    handoff_release(&handoff);
    return done;
}

static bool attempt_intake(void *context, struct error *error)
{
    const struct both *both = context;
    struct intake intake = {0};
    bool done = walk_packet(&intake, both->before.plan, error);
    assert_true(!done || intake.failures == 4);
    intake_release(&intake);
    return done;
}

static void lack_of_memory_is_told(void **state)
{
    (void)state;
    struct both both = {.before = plan_with_status("todo", "-"), .now = plan_with_status("done", "Slow")};
    memory_fail_each(attempt_handoff, &both);
    fixture_free(&both.before);
    fixture_free(&both.now);
}

static void lack_of_memory_is_told_of_packets(void **state)
{
    (void)state;
    struct both both = {.before = plan_with_status("todo", "-")};
    memory_fail_each(attempt_intake, &both);
    fixture_free(&both.before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(template_is_filled_in),
        cmocka_unit_test(nothing_is_new_without_an_older_plan),
        cmocka_unit_test(each_point_is_judged),
        cmocka_unit_test(lack_of_memory_is_told),
        cmocka_unit_test(lack_of_memory_is_told_of_packets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
