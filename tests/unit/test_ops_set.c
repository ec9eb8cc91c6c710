/* set and add: the exact lines that change, and what is refused. */
#include "test_ops_support.h"

static void a_status_is_set_in_every_mirror(void **state)
{
    (void)state;
    expect_diff("set", WORDS("M2-T02", "status=review"),
                "--- a/TASK-REGISTRY.md\n"
                "+++ b/TASK-REGISTRY.md\n"
                "@@ -5,7 +5,7 @@\n"
                " | Rank | Task ID | Status | Why Next |\n"
                " |---|---|---|---|\n"
                " | 1 | M2-T01 (`dock-1`) | in_progress | First |\n"
                "-| 2 | M2-T02 | todo | Then |\n"
                "+| 2 | M2-T02 | review | Then |\n"
                " \n"
                " ## M1 Tasks\n"
                " \n"
                "@@ -18,7 +18,7 @@\n"
                " | Task ID | Status | Depends On | Required Gates | Deliverable |\n"
                " |---|---|---|---|---|\n"
                " | M2-T01 Pour the `slip` (`dock-1`) | in_progress | M1-T01 | VG-DOCK-001 | Slip |\n"
                "-| M2-T02 Set the rails | todo | M2-T01 | none | Rails |\n"
                "+| M2-T02 Set the rails | review | M2-T01 | none | Rails |\n"
                " \n"
                " ## M3 Tasks (Launch)\n"
                " \n");
    expect_line("set", WORDS("M3", "status=done"), "+| M3 Launch | Complete | - |");
    expect_line("set", WORDS("M2-T02", "status", "Closed"), "+| 2 | M2-T02 | Closed | Then |");
}

static void other_fields_are_set_at_the_authority(void **state)
{
    (void)state;
    expect_diff("set", WORDS("M2-T01", "title=Cast the slip", "notes+=; then cure", "Depends On+=M2-T02"),
                "--- a/TASK-REGISTRY.md\n"
                "+++ b/TASK-REGISTRY.md\n"
                "@@ -4,7 +4,7 @@\n"
                " \n"
                " | Rank | Task ID | Status | Why Next |\n"
                " |---|---|---|---|\n"
                "-| 1 | M2-T01 (`dock-1`) | in_progress | First |\n"
                "+| 1 | M2-T01 (`dock-1`) | in_progress | First; then cure |\n"
                " | 2 | M2-T02 | todo | Then |\n"
                " \n"
                " ## M1 Tasks\n"
                "@@ -17,7 +17,7 @@\n"
                " \n"
                " | Task ID | Status | Depends On | Required Gates | Deliverable |\n"
                " |---|---|---|---|---|\n"
                "-| M2-T01 Pour the `slip` (`dock-1`) | in_progress | M1-T01 | VG-DOCK-001 | Slip |\n"
                "+| M2-T01 Cast the slip (`dock-1`) | in_progress | M1-T01, M2-T02 | VG-DOCK-001 | Slip |\n"
                " | M2-T02 Set the rails | todo | M2-T01 | none | Rails |\n"
                " \n"
                " ## M3 Tasks (Launch)\n");
    expect_line("set", WORDS("queue:M2-T02", "priority=P0"), "+| P0 | M2-T02 | Set the rails |");
    expect_line("set", WORDS("D-001", "status=Superseded"), "+- Status: Superseded");
    expect_line("set", WORDS("d-001", "Context=Steel is dear."), "+- Context: Steel is dear.");
    expect_line("set", WORDS("Lane B", "notes+=soon"), "+| Lane B | Launch | paused | soon |");
    expect_line("set", WORDS("Lane A", "queue+=`M3-T01`"), "+- Lane A: `M2-T01` (`dock-1`) -> `M2-T02` -> `M3-T01`");
    expect_line("set", WORDS("F3", "evidence="), "+| F3 | The ground sinks |  | M1 |");
    expect_line("set", WORDS("consumer:harbour", "Principal Risk=fog | ice"),
                "+| `harbour` | Tides | High | fog \\| ice |");
}

static void what_cannot_be_set_is_refused(void **state)
{
    (void)state;
    expect_refusal("set", WORDS("M2-T01", "colour=red"), ERROR_NOT_FOUND, "");
    expect_refusal("set", WORDS("M2-T01", "id=M2-T09"), ERROR_USAGE, "");
    expect_refusal("set", WORDS("M2-T01", "alias="), ERROR_USAGE, "");
    expect_refusal("set", WORDS("M2-T01", "status=sleepy"), ERROR_REFUSED, "status.unknown");
    expect_refusal("set", WORDS("M2-T01", "title"), ERROR_USAGE, "");
    expect_refusal("set", WORDS("M2-T01", "title=a", "b"), ERROR_USAGE, "");
    expect_refusal("set", WORDS("M9-T09", "title=a"), ERROR_NOT_FOUND, "");
    expect_refusal("set", WORDS("M2-T01"), ERROR_USAGE, "");
}

static void a_task_comes_behind_its_milestone(void **state)
{
    (void)state;
    expect_diff("add",
                WORDS("task", "Grease the rails", "milestone=M2", "depends_on=M2-T02", "Required Gates=VG-DOCK-001"),
                "--- a/TASK-REGISTRY.md\n"
                "+++ b/TASK-REGISTRY.md\n"
                "@@ -19,6 +19,7 @@\n"
                " |---|---|---|---|---|\n"
                " | M2-T01 Pour the `slip` (`dock-1`) | in_progress | M1-T01 | VG-DOCK-001 | Slip |\n"
                " | M2-T02 Set the rails | todo | M2-T01 | none | Rails |\n"
                "+| M2-T03 Grease the rails | todo | M2-T02 | VG-DOCK-001 |  |\n"
                " \n"
                " ## M3 Tasks (Launch)\n"
                " \n");
    expect_line("add", WORDS("task", "a = b", "milestone=M1"), "+| M1-T02 a = b | todo | none | none |  |");
}

static void a_decision_is_a_section(void **state)
{
    (void)state;
    expect_diff("add", WORDS("decision", "Steel", "status=Accepted", "Context=Concrete cracks."),
                "--- a/DECISIONS.md\n"
                "+++ b/DECISIONS.md\n"
                "@@ -5,3 +5,9 @@\n"
                " - Status: Accepted\n"
                " - Date: 2026-04-01\n"
                " - Context: Wood rots.\n"
                "+\n"
                "+## D-002 Steel\n"
                "+\n"
                "+- Status: Accepted\n"
                "+- Date: 2026-05-05\n"
                "+- Context: Concrete cracks.\n");
}

static void other_records_come_last(void **state)
{
    (void)state;
    expect_line("add", WORDS("blocker", "Fog | ice", "impact=Slow"), "+| B6 | Fog \\| ice | Slow |  |");
    expect_line("add", WORDS("finding", "Rust", "milestone=M2"), "+| F4 | Rust |  | M2 |");
    expect_line("add", WORDS("milestone", "Repairs"), "+| M4 Repairs | Planned | - |");
    expect_line("add", WORDS("resolution", "Swept the yard"), "+| R12 | Swept the yard |  |");
    expect_line("add", WORDS("lane", "Lane C", "assignment=Sails"), "+| Lane C | Sails | paused | - |");
    expect_line("add", WORDS("consumer", "ferry", "risk=late"), "+| `ferry` |  |  | late |");
    expect_line("add", WORDS("queue", "M1-T01", "priority=P2", "--force"), "+| P2 | M1-T01 | Level the yard |");
}

static void what_cannot_be_added_is_refused(void **state)
{
    (void)state;
    expect_refusal("add", WORDS("boat", "x"), ERROR_USAGE, "");
    expect_refusal("add", WORDS("task", "x"), ERROR_USAGE, "");
    expect_refusal("add", WORDS("task", "milestone=M2"), ERROR_USAGE, "");
    expect_refusal("add", WORDS("task", "x", "milestone=M9"), ERROR_NOT_FOUND, "");
    expect_refusal("add", WORDS("task", "x", "milestone=M2", "colour=red"), ERROR_NOT_FOUND, "");
    expect_refusal("add", WORDS("task", "x (`y`)", "milestone=M2"), ERROR_USAGE, "");
    expect_refusal("add", WORDS("task", "x", "id=M2-T01"), ERROR_REFUSED, "id.used");
    expect_refusal("add", WORDS("task", "x", "id=B7", "milestone=M2"), ERROR_USAGE, "");
    expect_refusal("add", WORDS("claim", "M2-T02"), ERROR_USAGE, "");
    expect_refusal("add", WORDS("blocker", "x", "y"), ERROR_USAGE, "");
    expect_refusal("add", WORDS("gate", "x"), ERROR_NOT_FOUND, "");
}

/* A row with a range means several records: nothing is said of one of them alone. */
static void a_row_of_several_records_is_set_for_all_or_none(void **state)
{
    (void)state;
    static const char text[] = "# Plan\n\n## Execution Status Summary\n\n"
                               "| Package | Task | Status | Date | Notes |\n|---|---|---|---|---|\n"
                               "| W1 | T1-T2 | OPEN | - | - |\n| W1 | T3 | OPEN | - | - |\n";
    struct error error = {0};
    size_t builtin = 0;
    while (strcmp(profile_builtins[builtin].name, "master-plan") != 0) {
        builtin++;
        assert_non_null(profile_builtins[builtin].name);
    }
    struct profile *profile = profile_load("master-plan", slice_of(profile_builtins[builtin].text), &error);
    assert_done(profile != NULL, error);
    struct document *document = fixture_document("A_Master_Execution_Plan.md", text);
    struct plan *plan = plan_new(profile, slice_of("/plan"), &document, 1, &error);
    assert_done(plan != NULL, error);
    document_release(document);
    struct run run;
    run_on(&run, plan, (struct request){0}, "set", WORDS("W1-T1", "notes=later"));
    assert_false(run.done);
    assert_string_equal(run.error.rule, "row.shared");
    release_run(&run);
    run_on(&run, plan, (struct request){0}, "set", WORDS("W1-T1", "notes=later", "--force"));
    assert_done(run.done, run.error);
    assert_non_null(strstr(source_bytes(run.change.files[0].after).data, "| W1 | T1-T2 | OPEN | - | later |"));
    release_run(&run);
    run_on(&run, plan, (struct request){0}, "set", WORDS("W1-T3", "notes=later"));
    assert_done(run.done, run.error);
    release_run(&run);
    plan_free(plan);
    profile_free(profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_status_is_set_in_every_mirror), cmocka_unit_test(other_fields_are_set_at_the_authority),
        cmocka_unit_test(what_cannot_be_set_is_refused),   cmocka_unit_test(a_task_comes_behind_its_milestone),
        cmocka_unit_test(a_decision_is_a_section),         cmocka_unit_test(other_records_come_last),
        cmocka_unit_test(what_cannot_be_added_is_refused),
        cmocka_unit_test(a_row_of_several_records_is_set_for_all_or_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
