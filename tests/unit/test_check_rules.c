/* Each rule that needs nothing but the documents: a plan in which it finds something, with its place, and one in which
 * it finds nothing. */
#include "test_check_support.h"

#define REGISTRY(rows) "# R\n\n## M1 Tasks\n\n| Task ID | Status | Depends On | Required Gates |\n|---|---|---|---|\n" rows
#define QUEUE(rows) "# S\n\n## Top Priority Queue (Next 2 Tasks)\n\n| Priority | Task ID | Description |\n|---|---|---|\n" rows
#define LANES(rows) "# B\n\n## Active Assignments\n\n| Lane | Current Assignment | Status | Notes |\n|---|---|---|---|\n" rows
#define INDEX(rows) "# I\n\n## Gap Summary\n\n| # | Gap | Priority | Status | Blocks |\n|---|---|---|---|---|\n" rows
#define BLOCKERS(rows) "# S\n\n## Active Blockers\n\n| ID | Blocker | Impact | Exit Condition |\n|---|---|---|---|\n" rows
#define TASK "TASK-REGISTRY.md"
#define BOARD "WORKBOARD.md"
#define STATUS "STATUS.md"
#define CARDS "milestones/M1.md"
#define GAPS "docs/plans/README.md"

static const struct trial trials[] = {
    {"document.broken", "gap-index", {GAPS, INDEX("| 1 | Oar | Low | Open | - |\n"), ".claude/active-work.yaml",
     "claims:\n- [\n"}, ".claude/active-work.yaml:2:1"},
    {"document.broken", "gap-index", {GAPS, INDEX("| 1 | Oar | Low | Open | - |\n"), ".claude/active-work.yaml",
     "claims: []\n"}, ""},

    {"text.conflict", NULL, {TASK, REGISTRY("<<<<<<< HEAD\n| M1-T01 Oar | todo | - | - |\n=======\n"
     "| M1-T01 Oar | done | - | - |\n>>>>>>> other\n")}, TASK ":7:1"},
    {"text.conflict", NULL, {TASK, "```\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n```\n"}, ""},
    {"text.conflict", NULL, {TASK, "Heading\n=======\n\n>>>>>>> a quote\n\n<<<<<<<<< nine\n"}, ""},

    {"table.ragged", NULL, {TASK, REGISTRY("| M1-T01 Oar | todo |\n| M1-T02 Sail | todo | - | - | - |\n"
     "| M1-T03 Mast | todo | - | - |\n")}, TASK ":7:1\n" TASK ":8:1"},
    {"table.ragged", NULL, {TASK, REGISTRY("| M1-T01 a \\| b | todo | - | - |\n")}, ""},

    {"table.cut", NULL, {TASK, REGISTRY("| M1-T01 Oar | todo | - | - |\n\n| M1-T02 Sail | todo | - | - |\n")},
     TASK ":9:1"},
    {"table.cut", NULL, {TASK, REGISTRY("| M1-T01 Oar | todo | - | - |\n\n| not | a row |\n\nText | with a pipe\n")},
     ""},

    {"heading.count", NULL, {STATUS, QUEUE("| P0 | M1-T01 | Oar |\n| P1 | M1-T02 | Sail |\n"
     "| P2 | M1-T03 | Mast |\n")}, STATUS ":3:29"},
    {"heading.count", NULL, {STATUS, QUEUE("| P0 | M1-T01 | Oar |\n| P1 | M1-T02 | Sail |\n| P2 | None | - |\n")},
     ""},

    {"id.duplicate", NULL, {TASK, REGISTRY("| M1-T01 Oar | todo | - | - |\n| M1-T02 Sail | todo | - | - |\n"
     "| m1-t01 Oar again | todo | - | - |\n")}, TASK ":9:3"},
    {"id.duplicate", NULL, {TASK, REGISTRY("| M1-T01 Oar | todo | - | - |\n"), CARDS, "# M1 - Boat\n\n"
     "### M1-T01 Oar\n\n- Goal: row\n", STATUS, QUEUE("| P0 | M1-T01 | x |\n")}, ""},

    {"mirror.state", NULL, {TASK, "# R\n\n## Priority Queue\n\n| Rank | Task ID | Status |\n|---|---|---|\n"
     "| 1 | M1-T01 | done |\n\n" REGISTRY("| M1-T01 Oar | todo | - | - |\n")}, TASK ":7:16"},
    {"mirror.state", NULL, {TASK, "# R\n\n## Priority Queue\n\n| Rank | Task ID | Status |\n|---|---|---|\n"
     "| 1 | M1-T01 | pending |\n\n" REGISTRY("| M1-T01 Oar | todo | - | - |\n")}, ""},
    {"mirror.state", "gap-index", {GAPS, INDEX("| 1 | Oar | Low | Open | - |\n"), "docs/plans/01_oar.md",
     "# Gap 1: Oar\n\n**Status:** \xe2\x9c\x85 Complete\n"}, "docs/plans/01_oar.md:3:13"},
    {"mirror.state", NULL, {TASK, REGISTRY("| M1-T01 Oar | todo | - | - |\n"), STATUS, "# S\n\n"
     "## Top Priority Queue\n\n| Priority | Task ID | Status |\n|---|---|---|\n| P0 | M1-T01 | done |\n"},
     STATUS ":7:17"},
    {"mirror.state", NULL, {TASK, REGISTRY("| M1-T01 Oar | todo | - | - |\n"), STATUS, "# S\n\n"
     "## Top Priority Queue\n\n| Priority | Task ID | Status |\n|---|---|---|\n| P0 | M1-T01 | - |\n"}, ""},

    {"mirror.value", NULL, {TASK, REGISTRY("| M1-T01 Oar | todo | - | VG-A-1 |\n"), CARDS, "# M1 - Boat\n\n"
     "### M1-T01 Oar\n\n- Required gates: `VG-B-1`\n", "VALIDATION-MATRIX.md", "# V\n\n## All Gates\n\n"
     "| VG ID | Scope |\n|---|---|\n| VG-A-1 | a |\n| VG-B-1 | b |\n"}, CARDS ":5:19"},
    {"mirror.value", NULL, {TASK, REGISTRY("| M1-T01 Oar | todo | - | VG-A-1, VG-B-1 |\n"), CARDS, "# M1 - Boat\n\n"
     "### M1-T01 Oar\n\n- Required gates: `VG-B-1` and `VG-A-1`\n", "VALIDATION-MATRIX.md", "# V\n\n## All Gates\n\n"
     "| VG ID | Scope |\n|---|---|\n| VG-A-1 | a |\n| VG-B-1 | b |\n"}, ""},
    {"mirror.value", "gap-index", {GAPS, INDEX("| 1 | Oar | **High** | Open | - |\n| 2 | Sail | Low | Open | - |\n"),
     "docs/plans/01_oar.md", "# Gap 1: Oar\n\n**Priority:** high\n", "docs/plans/02_sail.md", "# Gap 2: Sail\n\n"
     "**Priority:** High\n"}, "docs/plans/02_sail.md:3:15"},

    {"status.unknown", NULL, {TASK, REGISTRY("| M1-T01 Oar | wibbling | - | - |\n| M1-T02 Sail | todo | - | - |\n")},
     TASK ":7:16"},
    {"status.unknown", NULL, {TASK, REGISTRY("| M1-T01 Oar | **Done** (by ann) | - | - |\n"
     "| M1-T02 Sail | - | - | - |\n")}, ""},

    {"status.sign", "gap-index", {GAPS, INDEX("| 1 | Oar | Low | \xe2\x9d\x8c In Progress | - |\n")}, GAPS ":7:19"},
    {"status.sign", "gap-index", {GAPS, INDEX("| 1 | Oar | Low | \xf0\x9f\x9a\xa7 In Progress | - |\n"
     "| 2 | Sail | Low | Open | - |\n")}, ""},

    {"dependency.unknown", NULL, {TASK, REGISTRY("| M1-T01 Oar | todo | - | - |\n"
     "| M1-T02 Sail | todo | M1-T01, M1-T09 | - |\n")}, TASK ":8:32"},
    {"dependency.unknown", NULL, {TASK, REGISTRY("| M1-T01 Oar | todo | none | - |\n"
     "| M1-T02 Sail | todo | M1-T01 | - |\n")}, ""},

    {"dependency.cycle", NULL, {TASK, REGISTRY("| M1-T01 Oar | todo | M1-T03 | - |\n"
     "| M1-T02 Sail | todo | M1-T01 | - |\n| M1-T03 Mast | todo | M1-T02 | - |\n"
     "| M1-T04 Keel | todo | M1-T03 | - |\n")}, TASK ":7:23"},
    {"dependency.cycle", NULL, {TASK, REGISTRY("| M1-T01 Oar | todo | - | - |\n| M1-T02 Sail | todo | M1-T01 | - |\n"
     "| M1-T03 Mast | todo | M1-T01, M1-T02 | - |\n")}, ""},

    {"dependency.open", NULL, {TASK, REGISTRY("| M1-T01 Oar | todo | - | - |\n| M1-T02 Sail | done | M1-T01 | - |\n"
     "| M1-T03 Mast | in_progress | M1-T02 | - |\n")}, TASK ":8:17"},
    {"dependency.open", NULL, {TASK, REGISTRY("| M1-T01 Oar | done | - | - |\n"
     "| M1-T02 Sail | in_progress | M1-T01 | - |\n| M1-T03 Mast | todo | M1-T02 | - |\n")}, ""},

    {"blocked.finished", NULL, {TASK, REGISTRY("| M1-T01 Oar | done | - | - |\n"
     "| M1-T02 Sail | blocked | M1-T01 | - |\n")}, TASK ":8:17"},
    {"blocked.finished", NULL, {TASK, REGISTRY("| M1-T01 Oar | todo | - | - |\n"
     "| M1-T02 Sail | blocked | M1-T01 | - |\n| M1-T03 Mast | blocked | - | - |\n")}, ""},
    {"blocked.finished", NULL, {TASK, REGISTRY("| M1-T01 Oar | done | - | - |\n"
     "| M1-T02 Sail | blocked | M1-T01 | - |\n"), STATUS, BLOCKERS("| B1 | M1-T02 has no cloth | - | Cloth |\n")},
     ""},

    {"blocks.mirror", "gap-index", {GAPS, INDEX("| 1 | Oar | Low | Open | #2, #3 |\n| 2 | Sail | Low | Open | - |\n"
     "| 3 | Mast | Low | Open | - |\n"), "docs/plans/02_sail.md", "# Gap 2: Sail\n\n**Blocked By:** None\n",
     "docs/plans/03_mast.md", "# Gap 3: Mast\n\n**Blocked By:** #1, #2\n"}, GAPS ":8:27\ndocs/plans/02_sail.md:3:17"},
    {"blocks.mirror", "gap-index", {GAPS, INDEX("| 1 | Oar | Low | Open | #2, #3 |\n| 2 | Sail | Low | Open | - |\n"
     "| 3 | Mast | Low | Open | - |\n"), "docs/plans/02_sail.md", "# Gap 2: Sail\n\n**Blocked By:** #1 Oar (done)\n"},
     ""},

    {"blocker.exit", NULL, {STATUS, BLOCKERS("| B1 | No wood | Late |  |\n| B2 | No rope | Late | tbd |\n"
     "| B3 | No cloth | Late | Cloth |\n")}, STATUS ":7:25\n" STATUS ":8:25"},
    {"blocker.exit", NULL, {STATUS, BLOCKERS("| B3 | No cloth | Late | Cloth |\n")}, ""},

    {"queue.finished", NULL, {TASK, REGISTRY("| M1-T01 Oar | done | - | - |\n| M1-T02 Sail | todo | - | - |\n"),
     STATUS, QUEUE("| P0 | M1-T01 | Oar |\n| P1 | M1-T02 | Sail |\n")}, STATUS ":7:8"},
    {"queue.finished", NULL, {TASK, REGISTRY("| M1-T01 Oar | done | - | - |\n"), STATUS, "# S\n\n"
     "## Top Priority Queue\n\n| Priority | Task ID | Status |\n|---|---|---|\n| P0 | M1-T01 | done |\n"}, ""},
    {"queue.finished", "master-plan", {"My_Master_Execution_Plan.md", "# P\n", "BACKLOG.md", "# B\n\n## Now\n\n"
     "- [x] **Oar** \xe2\x80\x94 row\n- [ ] **Sail** \xe2\x80\x94 sail\n\n## Done\n\n"
     "- [x] **Mast** \xe2\x80\x94 up\n"}, "BACKLOG.md:5:9"},

    {"lane.finished", NULL, {TASK, REGISTRY("| M1-T01 Oar | done | - | - |\n| M1-T02 Sail | todo | - | - |\n"), BOARD,
     LANES("| Lane A | x | active | Start with `M1-T01` |\n| Lane B | M1-T01 to M1-T02 | active | M1-T01 is done |\n"
     "| Lane C | M1-T01 | paused | M1-T01 |\n") "\n## Next Queue by Lane\n\n- Lane A: `M1-T01` -> `M1-T02`\n"
     "- Lane B: prepare `M1-T02`\n"}, BOARD ":7:25\n" BOARD ":13:12"},
    {"lane.finished", NULL, {TASK, REGISTRY("| M1-T01 Oar | done | - | - |\n| M1-T02 Sail | todo | - | - |\n"), BOARD,
     LANES("| Lane A | `M1-T02` | active | After `M1-T01` comes `M1-T02` |\n") "\n## Next Queue by Lane\n\n"
     "- Lane A: `M1-T02`\n"}, ""},

    {"milestone.open_task", NULL, {TASK, REGISTRY("| M1-T01 Oar | done | - | - |\n| M1-T02 Sail | todo | - | - |\n"),
     STATUS, "# S\n\n## Milestone Board\n\n| Milestone | Status | Notes |\n|---|---|---|\n"
     "| M1 Boat | Complete | |\n"}, TASK ":8:17"},
    {"milestone.open_task", NULL, {TASK, REGISTRY("| M1-T01 Oar | done | - | - |\n| M1-T02 Sail | todo | - | - |\n"),
     STATUS, "# S\n\n## Milestone Board\n\n| Milestone | Status | Notes |\n|---|---|---|\n"
     "| M1 Boat | In progress | |\n"}, ""},

    {"milestone.open_task", NULL, {TASK, REGISTRY("| M1-T02 Sail | todo | - | - |\n"), STATUS, "# S\n\n"
     "## Milestone Board\n\n| Milestone | Status | Notes |\n|---|---|---|\n| M1 Boat | Cancelled | |\n"}, ""},

    {"task.two_lanes", NULL, {TASK, REGISTRY("| M1-T01 Oar | todo | - | - |\n| M1-T02 Sail | todo | - | - |\n"),
     BOARD, LANES("| Lane A | `M1-T01` | active | - |\n| Lane B | `M1-T01` | paused | - |\n")}, BOARD ":8:12"},
    {"task.two_lanes", NULL, {TASK, REGISTRY("| M1-T01 Oar | todo | - | - |\n| M1-T02 Sail | todo | - | - |\n"),
     BOARD, LANES("| Lane A | `M1-T01`..`M1-T02` | active | - |\n| Lane B | `M1-T02` | paused | `M1-T01` first |\n")},
     ""},

    {"task.two_lanes", NULL, {TASK, REGISTRY("| M1-T01 Oar | todo | - | - |\n"), BOARD,
     LANES("| Lane A | x | active | - |\n| Lane B | `M1-T01` | paused | - |\n") "\n## Active Claims\n\n"
     "| Task | Lane | Claimed by | Since |\n|---|---|---|---|\n| M1-T01 | A | ann | 2026-01-01 |\n"},
     BOARD ":8:12"},
    {"lane.heavy", NULL, {BOARD, "# B\n\n## Mode\n\n- Heavy command concurrency: 1.\n"
     "\n" LANES("| Lane A | x | active | - |\n| Lane B | y | in_progress | - |\n| Lane C | z | active | - |\n")},
     BOARD ":15:16"},
    {"lane.heavy", NULL, {BOARD, "# B\n\n## Mode\n\n- Heavy command concurrency: 2.\n"
     "\n" LANES("| Lane A | x | active | - |\n| Lane B | y | in_progress | - |\n| Lane C | z | active | - |\n")}, ""},

    {"claim.finished", "gap-index", {GAPS, INDEX("| 1 | Oar | Low | Done | - |\n| 2 | Sail | Low | Open | - |\n"),
     ".claude/active-work.yaml", "claims:\n- cc_id: ann\n  plan: 1\n- cc_id: bob\n  plan: 2\n"},
     ".claude/active-work.yaml:3:9"},
    {"claim.finished", "gap-index", {GAPS, INDEX("| 1 | Oar | Low | Open | - |\n"), ".claude/active-work.yaml",
     "claims:\n- cc_id: ann\n  plan: 1\n"}, ""},

    {"claim.mirror", "gap-index", {GAPS, INDEX("| 1 | Oar | Low | Open | - |\n| 2 | Sail | Low | Open | - |\n"),
     ".claude/active-work.yaml", "claims:\n- cc_id: ann\n  plan: 1\n- cc_id: bob\n  plan: 2\n", "CLAUDE.md", "# C\n\n"
     "| CC-ID | Plan | Task | Claimed | Status |\n|---|---|---|---|---|\n| bob | 2 | Sail | 2026-01-01 | Active |\n"},
     ".claude/active-work.yaml:3:9"},
    {"claim.mirror", "gap-index", {GAPS, INDEX("| 1 | Oar | Low | Open | - |\n"), ".claude/active-work.yaml",
     "claims:\n- cc_id: ann\n  plan: 1\n"}, ""},

    {"reference.undefined", NULL, {TASK, REGISTRY("| M1-T01 Oar | todo | - | VG-A-1, VG-B-1 |\n"), "DECISIONS.md",
     "# D\n\n## D-001 Wood\n\n- Status: Accepted\n- Context: M1-T07, then D-002 and again M1-T07; `M1-T01..M1-T01`\n"
     "\n```\nM1-T08\n```\n", "VALIDATION-MATRIX.md", "# V\n\n## All Gates\n\n| VG ID | Scope |\n|---|---|\n"
     "| VG-A-1 | a |\n"}, TASK ":7:35\nDECISIONS.md:6:12\nDECISIONS.md:6:25"},
    {"reference.undefined", NULL, {TASK, REGISTRY("| M1-T01 Oar | todo | - | VG-A-1 |\n"
     "| M1-T02 Sail | todo | - | VG-A-1 |\n")}, TASK ":7:27"},
    {"reference.undefined", "gap-index", {GAPS, INDEX("| 1 | Oar (PR #46) | Low | Open | - |\n") "\nSee #46.\n"}, ""},
    {"reference.undefined", "gap-index", {GAPS, INDEX("| 1 | Oar | Low | Open | - |\n"), ".claude/active-work.yaml",
     "claims:\n- cc_id: ann\n  plan: 7\n"}, ".claude/active-work.yaml:3:9"},

    {"date.differs", NULL, {TASK, "# R\n\nLast updated: 2026-03-01\n", STATUS, "# S\n\nLast updated: 2026-03-02\n",
     BOARD, "# B\n\nLast updated: 2026-03-02\n"}, TASK ":3:15"},
    {"date.differs", NULL, {TASK, "# R\n\nno day\n", STATUS, "# S\n\nLast updated: 2026-03-02\n", CARDS, "# M1 - x\n"
     "\nLast updated: 2026-01-02\n", "milestones/M2.md", "# M2 - x\n\nLast updated: 2026-01-03\n"}, ""},
};

static void rules_find_what_is_there(void **state)
{
    static const struct check_facts nothing = {0};
    size_t wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof trials / sizeof trials[0]; i++) {
        wrong += trial_run(&trials[i], &nothing) ? 0 : 1;
    }
    assert_int_equal(wrong, 0);
}

/* Every rule that needs no more than documents is tried both ways here, the others in test_check_rules_facts.c. */
static void every_rule_is_tried(void **state)
{
    static const char *const others[] = {"claim.stale", "evidence.missing", "evidence.file",
                                         "link.file",   "evidence.uncited", "date.old", "tracker.state",
                                         "tracker.broken"};
    (void)state;
    for (size_t i = 0; check_rules[i].id != NULL; i++) {
        bool fires = false;
        bool silent = false;
        for (size_t k = 0; k < sizeof trials / sizeof trials[0]; k++) {
            bool asked = strcmp(trials[k].rule, check_rules[i].id) == 0;
            fires = fires || (asked && trials[k].wanted[0] != '\0');
            silent = silent || (asked && trials[k].wanted[0] == '\0');
        }
        for (size_t k = 0; k < sizeof others / sizeof others[0]; k++) {
            fires = fires || strcmp(others[k], check_rules[i].id) == 0;
            silent = silent || strcmp(others[k], check_rules[i].id) == 0;
        }
        if (!fires || !silent) {
            print_error("%s is not tried both ways\n", check_rules[i].id);
            fail();
        }
    }
}

/* Of two rules that speak of the same bytes the first one counts. */
static void a_place_is_reported_once(void **state)
{
    static const struct trial trial = {
        .rule = "", .texts = {TASK, REGISTRY("| M1-T01 Oar | todo | M1-T09 | - |\n")}, .wanted = ""};
    static const struct check_facts nothing = {0};
    struct fixture fixture = trial_plan(&trial);
    struct findings findings;
    struct error error = {0};
    (void)state;
    findings_init(&findings);
    assert_done(check_run(fixture.plan, &nothing, NULL, &findings, &error), error);
    assert_int_equal(findings.count, 1);
    assert_string_equal(findings.items[0].rule->id, "dependency.unknown");
    assert_int_equal(findings.counts[SEVERITY_ERROR], 1);
    findings_release(&findings);
    fixture_free(&fixture);
}

/* Columns count characters. */
static void columns_count_characters(void **state)
{
    static const struct trial trial = {.rule = "status.unknown",
                                       .texts = {TASK, REGISTRY("| M1-T01 \xc3\x96l \xe2\x9c\x85 | wibbling | - | - |\n")},
                                       .wanted = TASK ":7:17"};
    static const struct check_facts nothing = {0};
    (void)state;
    assert_true(trial_run(&trial, &nothing));
}

static void there_is_room_for_all_rules(void **state)
{
    size_t count = 0;
    (void)state;
    while (check_rules[count].id != NULL) {
        for (size_t k = 0; k < count; k++) {
            assert_string_not_equal(check_rules[k].id, check_rules[count].id);
        }
        assert_true(check_rule_find(slice_of(check_rules[count].id)) == &check_rules[count]);
        count++;
    }
    assert_true(count < CHECK_RULES);
    assert_null(check_rule_find(slice_of("no.rule")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_find_what_is_there), cmocka_unit_test(every_rule_is_tried),
        cmocka_unit_test(a_place_is_reported_once), cmocka_unit_test(columns_count_characters),
        cmocka_unit_test(there_is_room_for_all_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
