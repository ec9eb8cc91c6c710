/* Every allocation of a check fails in turn, and all behind it: it then either fails or finds the same. Linked with
 * -Wl,--wrap=memory_new,--wrap=memory_grow, which leads the calls of the library here. */
#include "test_check_support.h"
#include "test_memory_wrap.h"

#include "check/fix.h"
#include "check/gates.h"

static const char registry[] =
    "# R\n\nLast updated: 2026-03-01\n\n## Priority Queue\n\n| Rank | Task ID | Status |\n|---|---|---|\n"
    "| 1 | M1-T02 | todo |\n\n"
    "## M1 Tasks\n\n| Task ID | Status | Depends On | Required Gates |\n|---|---|---|---|\n"
    "| M1-T01 Oar | done | M1-T09 | VG-A-1, VG-B-1 |\n"
    "| M1-T02 Sail | in_progress | M1-T03 | VG-A-1 |\n"
    "| M1-T03 Mast | wibbling | M1-T02 | - |\n"
    "| M1-T04 Keel | blocked | M1-T01 |\n";
static const char matrix[] = "# V\n\n## All Gates\n\n| VG ID | Scope | Evidence Artifact |\n|---|---|---|\n| VG-A-1 | a | `../x.txt` |\n";
static const char status[] =
    "# S\n\nLast updated: 2026-02-01\n\nSee [there](other.md).\n\n"
    "## Top Priority Queue (Next 3 Tasks)\n\n| Priority | Task ID | Description |\n|---|---|---|\n| P0 | M1-T01 | Oar |\n\n"
    "## Resolved This Session\n\n| ID | Resolution | Evidence |\n|---|---|---|\n| R1 | Oar | `evidence/a/x.md` |\n";
static const char board[] =
    "# B\n\n## Active Assignments\n\n| Lane | Current Assignment | Status | Notes |\n|---|---|---|---|\n"
    "| Lane A | `M1-T02` | active | After `M1-T01` |\n| Lane B | `M1-T02` | active | - |\n\n"
    "## Active Claims\n\n| Task | Lane | Claimed by | Since |\n|---|---|---|---|\n| M1-T01 | - | ann | 2026-03-01T08:00Z |\n";

static const struct trial whole = {.texts = {"TASK-REGISTRY.md", registry, "VALIDATION-MATRIX.md", matrix, "STATUS.md",
                                             status, "WORKBOARD.md", board, NULL}};

/* What a check of the plan finds with `allowed` allocations, as text; false where it failed. */
static bool check_allowed(const struct plan *plan, size_t allowed, struct bytes *text)
{
    static struct evidence_file files[] = {{.path = {"evidence/a/M1-T01-VG-A-1.txt", 28}, .name = {"M1-T01-VG-A-1.txt", 17}}};
    static const bool cited[] = {false};
    const struct evidence evidence = {.items = files, .count = 1};
    struct check_facts facts = {.now = slice_of("2026-03-09T13:00Z"), .stale_hours = 4, .evidence = &evidence, .cited = cited};
    struct findings findings;
    struct check_paths paths;
    struct proofs proofs;
    struct gate_needs needs;
    struct arena arena = {0};
    struct error error = {0};
    findings_init(&findings);
    allocations_left = allowed;
    allocation_failed = false;
    bool done = facts_paths(plan, &arena, &paths, &error) && proofs_make(plan, &evidence, &arena, &proofs, &error);
    facts.paths = &paths;
    facts.proofs = &proofs;
    done = done && check_run(plan, &facts, NULL, &findings, &error);
    for (size_t i = 0; done && i < plan->records[KIND_TASK].count; i++) {
        done = gates_of_task(&proofs, plan->records[KIND_TASK].items[i], slice_of("2026-03-09"), &arena, &needs, &error);
    }
    allocations_left = SIZE_MAX;
    if (done) {
        trial_places(&findings, text);
        assert_false(text->failed);
    } else {
        assert_true(allocation_failed);
        assert_true(error.code != ERROR_NONE && error.message[0] != '\0');
    }
    findings_release(&findings);
    arena_release(&arena);
    return done;
}

static void a_check_finds_all_or_fails(void **state)
{
    struct fixture fixture = trial_plan(&whole);
    struct bytes wanted = {0};
    bool failed = true;
    size_t succeeded = 0;
    (void)state;
    assert_true(check_allowed(fixture.plan, SIZE_MAX, &wanted));
    assert_true(wanted.size > 200);
    for (size_t allowed = 0; failed; allowed++) {
        struct bytes got = {0};
        assert_true(allowed < 10000);
        if (check_allowed(fixture.plan, allowed, &got)) {
            assert_int_equal(got.size, wanted.size);
            assert_memory_equal(got.data, wanted.data, wanted.size);
            succeeded++;
        }
        failed = allocation_failed;
        bytes_release(&got);
    }
    assert_true(succeeded > 0);
    bytes_release(&wanted);
    fixture_free(&fixture);
}

/* The diff of mending with `allowed` allocations; false where it failed. */
static bool fix_allowed(const struct plan *plan, size_t allowed, struct bytes *diff)
{
    static const struct slice rules[] = {{"table.ragged", 12}, {"heading.count", 13}, {"mirror.state", 12}, {"claim.finished", 14}};
    const struct request request = {.verb = &check_fix_verb, .arguments = rules, .argument_count = 4,
                                    .day = slice_of("2026-03-09"), .now = slice_of("2026-03-09T13:00Z"), .who = slice_of("ann")};
    struct change change;
    struct error error = {0};
    change_init(&change);
    allocations_left = allowed;
    allocation_failed = false;
    bool done = verb_run(plan, &request, &change, &error);
    allocations_left = SIZE_MAX;
    if (done) {
        assert_true(change_append_diff(&change, diff, &error));
    } else {
        assert_true(allocation_failed);
        assert_true(error.code != ERROR_NONE && error.message[0] != '\0');
    }
    change_release(&change);
    return done;
}

static void mending_is_whole_or_fails(void **state)
{
    struct fixture fixture = trial_plan(&whole);
    struct bytes wanted = {0};
    bool failed = true;
    (void)state;
    assert_true(fix_allowed(fixture.plan, SIZE_MAX, &wanted));
    assert_true(wanted.size > 0);
    for (size_t allowed = 0; failed; allowed++) {
        struct bytes got = {0};
        assert_true(allowed < 100000);
        if (fix_allowed(fixture.plan, allowed, &got)) {
            assert_int_equal(got.size, wanted.size);
            assert_memory_equal(got.data, wanted.data, wanted.size);
        }
        failed = allocation_failed;
        bytes_release(&got);
    }
    bytes_release(&wanted);
    fixture_free(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_check_finds_all_or_fails),
                                       cmocka_unit_test(mending_is_whole_or_fails)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
