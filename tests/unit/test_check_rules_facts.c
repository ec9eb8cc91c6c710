/* The rules that need to know what is on disk, what git says, or what time it is. */
#include "test_check_support.h"

#include "check/gates.h"

static const char registry[] =
    "# R\n\nLast updated: 2026-03-01\n\n## M1 Tasks\n\n"
    "| Task ID | Status | Depends On | Required Gates |\n|---|---|---|---|\n"
    "| M1-T01 Oar | done | - | VG-A-1, VG-B-1 |\n"
    "| M1-T02 Sail | todo | - | VG-A-1 |\n";
static const char matrix[] = "# V\n\n## All Gates\n\n| VG ID | Scope |\n|---|---|\n| VG-A-1 | a |\n| VG-B-1 | b |\n";
static const char status[] =
    "# S\n\nSee [there](other.md), [here](https://example.org/x.md), `[no](code.md)` and [part](#part).\n\n"
    "## Baseline Findings\n\n| ID | Finding | Evidence Summary |\n|---|---|---|\n"
    "| F1 | Leak | Seen in `src/hull.c`, told in `M1-T01-log.txt` |\n\n"
    "## Resolved This Session\n\n| ID | Resolution | Evidence |\n|---|---|---|\n"
    "| R1 | Oar | `evidence/a/x.md`, `evidence/a/y.md` |\n"
    "| R2 | Sail | merged abc123 |\n"
    "| R3 | Mast | `evidence/<day>/z.md` |\n";
static const char board[] = "# B\n\n## Active Claims\n\n| Task | Lane | Claimed by | Since |\n|---|---|---|---|\n"
                            "| M1-T02 | - | ann | 2026-03-01T08:00Z |\n";

static const struct trial whole = {
    .texts = {"TASK-REGISTRY.md", registry, "VALIDATION-MATRIX.md", matrix, "STATUS.md", status, "WORKBOARD.md", board, NULL}};

static struct evidence_file file_of(const char *path)
{
    struct evidence_file file = {.path = slice_of(path), .name = slice_of(strrchr(path, '/') + 1)};
    memcpy(file.day, "2026-03-01", 11);
    return file;
}

/* What the rule finds in the plan with these facts, by place. */
static void check_found(const char *rule, const struct plan *plan, const struct check_facts *facts, const char *wanted)
{
    struct findings findings;
    struct bytes text = {0};
    trial_check(plan, facts, rule, &findings);
    trial_places(&findings, &text);
    assert_slice(bytes_slice(&text), wanted);
    bytes_release(&text);
    findings_release(&findings);
}

static void missing_evidence(void **state)
{
    struct fixture fixture = trial_plan(&whole);
    struct evidence_file files[] = {file_of("evidence/M1-T01-VG-A-1.txt"), file_of("evidence/M1-T01-VG-B-1.txt")};
    struct arena arena = {0};
    struct error error = {0};
    (void)state;
    for (size_t count = 0; count <= 2; count++) {
        struct evidence evidence = {.items = files, .count = count};
        struct proofs proofs;
        assert_done(proofs_make(fixture.plan, &evidence, &arena, &proofs, &error), error);
        const struct check_facts facts = {.evidence = &evidence, .proofs = &proofs};
        check_found("evidence.missing", fixture.plan, &facts, count == 2 ? "" : "TASK-REGISTRY.md:9:27");
    }
    const struct check_facts nothing = {0};
    check_found("evidence.missing", fixture.plan, &nothing, "");
    arena_release(&arena);
    fixture_free(&fixture);
}

static void paths_that_are_not_there(void **state)
{
    struct fixture fixture = trial_plan(&whole);
    struct arena arena = {0};
    struct error error = {0};
    struct check_paths paths;
    struct bytes text = {0};
    (void)state;
    assert_done(facts_paths(fixture.plan, &arena, &paths, &error), error);
    for (size_t i = 0; i < paths.count; i++) {
        bytes_append_format(&text, "%.*s%s\n", SLICE_PRINT(paths.items[i].path), paths.items[i].place == NULL ? " link" : "");
    }
    /* No source file that a sentence speaks of, no pattern, no address, nothing in code. */
    assert_slice(bytes_slice(&text), "M1-T01-log.txt\nevidence/a/x.md\nevidence/a/y.md\nother.md link\n");
    const struct check_facts facts = {.paths = &paths};
    paths.items[1].is_there = true;
    check_found("evidence.file", fixture.plan, &facts, "STATUS.md:9:46\nSTATUS.md:15:34");
    check_found("link.file", fixture.plan, &facts, "STATUS.md:3:13");
    for (size_t i = 0; i < paths.count; i++) {
        paths.items[i].is_there = true;
    }
    check_found("evidence.file", fixture.plan, &facts, "");
    check_found("link.file", fixture.plan, &facts, "");
    bytes_release(&text);
    arena_release(&arena);
    fixture_free(&fixture);
}

static void evidence_that_nothing_names(void **state)
{
    struct fixture fixture = trial_plan(&whole);
    struct evidence_file files[] = {file_of("evidence/a.txt"), file_of("evidence/b.txt")};
    struct evidence evidence = {.items = files, .count = 2};
    const bool cited[] = {true, false};
    const bool both[] = {true, true};
    struct check_facts facts = {.evidence = &evidence, .cited = cited};
    (void)state;
    check_found("evidence.uncited", fixture.plan, &facts, "evidence/b.txt:1:1");
    facts.cited = both;
    check_found("evidence.uncited", fixture.plan, &facts, "");
    facts.cited = NULL;
    check_found("evidence.uncited", fixture.plan, &facts, "");
    fixture_free(&fixture);
}

static void days_before_the_last_commit(void **state)
{
    struct fixture fixture = trial_plan(&whole);
    struct check_commit commits[4] = {{.day = "2026-03-02"}, {.day = "2026-03-09"}};
    const struct check_facts facts = {.commits = commits};
    (void)state;
    check_found("date.old", fixture.plan, &facts, "TASK-REGISTRY.md:3:15");
    memcpy(commits[0].day, "2026-03-01", 11);
    check_found("date.old", fixture.plan, &facts, "");
    fixture_free(&fixture);
}

static void stale_claims(void **state)
{
    struct fixture fixture = trial_plan(&whole);
    enum check_touch touched[] = {TOUCH_NONE};
    struct check_facts facts = {.now = slice_of("2026-03-01T13:00Z"), .stale_hours = 4};
    (void)state;
    check_found("claim.stale", fixture.plan, &facts, "WORKBOARD.md:7:22");
    facts.touched = touched;
    check_found("claim.stale", fixture.plan, &facts, "WORKBOARD.md:7:22");
    touched[0] = TOUCH_SINCE;
    check_found("claim.stale", fixture.plan, &facts, "");
    touched[0] = TOUCH_NONE;
    facts.stale_hours = 5;
    check_found("claim.stale", fixture.plan, &facts, "");
    facts = (struct check_facts){0};
    check_found("claim.stale", fixture.plan, &facts, "");
    fixture_free(&fixture);
}

static void words_of_trackers(void **state)
{
    struct fixture fixture = trial_plan(&whole);
    const struct record *done = query_id(fixture.plan, KIND_TASK, slice_of("M1-T01"));
    const struct record *todo = query_id(fixture.plan, KIND_TASK, slice_of("M1-T02"));
    struct outside_word words[] = {
        {.source = OUTSIDE_TRACKER, .record = done, .id = slice_of("x-1"), .state = STATE_TODO, .differs = true},
        {.source = OUTSIDE_TRACKER, .record = todo, .id = slice_of("x-2"), .state = STATE_TODO},
        {.source = OUTSIDE_WORKTREE, .record = todo, .id = slice_of("x-2"), .state = STATE_DONE, .differs = true},
    };
    struct outside_broken broken = {.file = slice_of("../t.jsonl"), .line = 7, .what = "this line is no JSON"};
    struct outside outside = {.items = words, .count = 3, .broken = &broken, .broken_count = 1};
    struct check_facts facts = {.outside = &outside};
    (void)state;
    check_found("tracker.broken", fixture.plan, &facts, "../t.jsonl:7:1");
    outside.broken_count = 0;
    check_found("tracker.broken", fixture.plan, &facts, "");
    check_found("tracker.state", fixture.plan, &facts, "TASK-REGISTRY.md:9:16");
    words[0].differs = false;
    check_found("tracker.state", fixture.plan, &facts, "");
    facts.outside = NULL;
    check_found("tracker.state", fixture.plan, &facts, "");
    fixture_free(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(missing_evidence),           cmocka_unit_test(paths_that_are_not_there),
        cmocka_unit_test(evidence_that_nothing_names), cmocka_unit_test(days_before_the_last_commit),
        cmocka_unit_test(stale_claims),                cmocka_unit_test(words_of_trackers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
