/* Trees that are drawn in fences, values in headings above, and what other places say of dependencies. */
#include "test_plan_fixture.h"

static const char own_profile[] =
    "profile: own\nversion: 1\n"
    "documents: {plan: PLAN.md}\n"
    "ids: {task: [\"T#\"], milestone: [\"P#\"]}\n"
    "placeholders: [\"\", \"-\", none]\n"
    "states: {todo: [open], in_progress: [busy], done: [done]}\n"
    "records:\n"
    "  - kind: task\n    in: plan\n"
    "    table:\n      under: Tasks\n      above: [\"{milestone}: {phase}\"]\n"
    "      columns: {Task: \"{id}\", Status: \"{status}\", Needs: \"{depends_on}\", Holds: \"{blocks}\", Weight: \"{priority}\"}\n"
    "  - kind: task\n    in: plan\n    mirror: true\n"
    "    tree:\n      under: Order\n      line: [\"{id} {title}\", \"{id}\", \"then {id}\"]\n      parent: depends_on\n"
    "  - kind: task\n    in: plan\n    mirror: true\n"
    "    list:\n      under: Weights\n      item: \"{id}: {priority}\"\n"
    "  - kind: milestone\n    in: plan\n    section: {heading: \"{id}: {title}\"}\n";

static struct fixture make(const char *text)
{
    struct fixture fixture = {0};
    struct error error = {0};
    struct document *document = fixture_document("PLAN.md", text);
    fixture.profile = profile_load("own.yaml", slice_of(own_profile), &error);
    assert_done(fixture.profile != NULL, error);
    fixture.plan = plan_new(fixture.profile, slice_of("/plan"), &document, 1, &error);
    assert_done(fixture.plan != NULL, error);
    document_release(document);
    return fixture;
}

static void assert_waits(const struct fixture *fixture, const char *id, const char *wanted)
{
    const struct record *task = fixture_record(fixture, KIND_TASK, id);
    struct bytes names;
    bytes_init(&names);
    for (size_t i = 0; i < task->depends_on.count; i++) {
        bytes_append_format(&names, "%s%.*s", i == 0 ? "" : " ", SLICE_PRINT(task->depends_on.items[i].text));
    }
    assert_slice(bytes_slice(&names), wanted);
    bytes_release(&names);
}

/* What each line hangs on, whatever its branches are drawn with. */
static void lines_hang_on_the_one_above(void **state)
{
    (void)state;
    static const char *const drawings[] = {
        ("T1 Root\n\xE2\x94\x9C\xE2\x94\x80\xE2\x94\x80 T2\n\xE2\x94\x82   \xE2\x94\x94\xE2\x94\x80\xE2\x94\x80 then T3\n"
         "\xE2\x94\x82\n\xE2\x94\x94\xE2\x94\x80\xE2\x94\x80 T4 Last\n"),
        "T1\n|-- T2\n|   `-- T3\n\\-- T4\n",
        "T1\n  T2\n    a remark, no task\n    T3\n  T4\n",
        "* T1\n  * T2\n    * T3\n  * T4\n",
        "T1\r\n  -> T2\r\n       -> T3\r\n  -> T4",
        "T1\n\tT2\n\t\tT3\n\tT4\n",
    };
    for (size_t i = 0; i < sizeof drawings / sizeof drawings[0]; i++) {
        struct bytes text;
        bytes_init(&text);
        bytes_append_format(&text,
                            "# Plan\n\n## Tasks\n\n| Task | Status |\n|---|---|\n| T1 | done |\n| T2 | open |\n| T3 | open |\n"
                            "| T4 | open |\n\n## Order\n\n~~~\n%s\n~~~\n",
                            drawings[i]);
        assert_true(bytes_append_byte(&text, '\0'));
        struct fixture fixture = make(text.data);
        assert_waits(&fixture, "T1", "");
        assert_waits(&fixture, "T2", "T1");
        assert_waits(&fixture, "T3", "T2");
        assert_waits(&fixture, "T4", "T1");
        assert_true(fixture_record(&fixture, KIND_TASK, "T2")->ready);
        assert_false(fixture_record(&fixture, KIND_TASK, "T3")->ready);
        assert_int_equal(fixture_record(&fixture, KIND_TASK, "T1")->dependents.count, 2);
        assert_int_equal(fixture.plan->note_count, 0);
        fixture_free(&fixture);
        bytes_release(&text);
    }
}

/* One task on two lines waits for both; deep nests and empty fences do no harm. */
static void a_task_may_hang_on_several(void **state)
{
    (void)state;
    struct bytes text;
    bytes_init(&text);
    bytes_append_text(&text, "## Tasks\n\n| Task | Status |\n|---|---|\n| T1 | open |\n| T2 | open |\n| T3 | open |\n\n"
                             "## Order\n\n```\n```\n\n```\nT1\n  T3\nT2\n  T3\n```\n\n```\n");
    for (int i = 0; i < 200; i++) {
        bytes_append_format(&text, "%*sT9\n", i, "");
    }
    bytes_append_text(&text, "```\n");
    assert_true(bytes_append_byte(&text, '\0'));
    struct fixture fixture = make(text.data);
    assert_waits(&fixture, "T3", "T1 T2");
    assert_int_equal(fixture.plan->note_count, 200);
    fixture_free(&fixture);
    bytes_release(&text);
}

static const char contradicting[] =
    "## Tasks\n\n### P1: Foundation\n\n"
    "| Task | Status | Needs | Holds | Weight |\n|---|---|---|---|---|\n"
    "| T1 | done | none | T2, T4 | high |\n"
    "| T2 | open | none | - | **low** |\n\n"
    "### P2: Walls\n\n"
    "| Task | Status | Weight |\n|---|---|---|\n"
    "| T4 | open | low |\n\n"
    "## Order\n\n```\nT1\n  T2\n  T4\n```\n\n"
    "## Weights\n\n- T1: high\n- T2: low\n- T4: high\n";

/* The task's own word is believed, else what others say of it; the rest is kept as a contradiction with its place. */
static void the_tasks_own_word_is_believed(void **state)
{
    (void)state;
    struct fixture fixture = make(contradicting);
    const struct record *two = fixture_record(&fixture, KIND_TASK, "T2");
    assert_waits(&fixture, "T2", "");
    assert_true(two->ready);
    assert_int_equal(two->depends_elsewhere.count, 2);
    assert_slice(two->depends_elsewhere.items[0].record->id, "T1");
    assert_int_equal(two->depends_elsewhere.items[0].place->line, 7);
    assert_int_equal(two->depends_elsewhere.items[1].place->line, 20);
    assert_int_equal(two->differs_in.count, 1);
    assert_slice(two->differs_in.items[0].text, "depends_on");
    const struct record *four = fixture_record(&fixture, KIND_TASK, "T4");
    assert_waits(&fixture, "T4", "T1");
    assert_int_equal(four->depends_elsewhere.count, 0);
    assert_int_equal(four->differs_in.count, 1);
    assert_slice(four->differs_in.items[0].text, "priority");
    assert_int_equal(fixture_record(&fixture, KIND_TASK, "T1")->differs_in.count, 0);
    fixture_free(&fixture);
}

/* A heading gives its values to what stands below it, and they are known to stand there. */
static void headings_give_values(void **state)
{
    (void)state;
    struct fixture fixture = make(contradicting);
    const struct record *two = fixture_record(&fixture, KIND_TASK, "T2");
    const struct record *four = fixture_record(&fixture, KIND_TASK, "T4");
    assert_slice(two->milestone->id, "P1");
    assert_slice(four->milestone->id, "P2");
    const struct plan_field *field = record_field(four, ROLE_MILESTONE, NULL);
    assert_true(field->borrowed);
    assert_int_equal(field->line, 10);
    assert_int_equal(fixture_record(&fixture, KIND_MILESTONE, "P1")->tasks.count, 2);
    fixture_free(&fixture);
}

static void a_heading_above_names_no_record(void **state)
{
    (void)state;
    struct error error = {0};
    static const char text[] = "profile: own\nversion: 1\ndocuments: {plan: PLAN.md}\nrecords:\n"
                               "  - kind: task\n    in: plan\n    list:\n      above: \"{id} now\"\n      item: \"{title}\"\n";
    assert_null(profile_load("own.yaml", slice_of(text), &error));
    assert_non_null(strstr(error.message, "above"));
    assert_int_equal(error.line, 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_hang_on_the_one_above),    cmocka_unit_test(a_task_may_hang_on_several),
        cmocka_unit_test(the_tasks_own_word_is_believed), cmocka_unit_test(headings_give_values),
        cmocka_unit_test(a_heading_above_names_no_record),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
