/* What a plan is read as: records, places, relations. */
#include "test_plan_fixture.h"

#include <limits.h>

static void every_kind_is_read(void **state)
{
    (void)state;
    struct fixture fixture = fixture_whole();
    static const size_t counts[KIND_COUNT] = {[KIND_MILESTONE] = 2, [KIND_LANE] = 4,  [KIND_TASK] = 6,
                                              [KIND_QUEUE] = 2,     [KIND_BLOCKER] = 1, [KIND_PLAN] = 1};
    for (size_t kind = 0; kind < KIND_COUNT; kind++) {
        assert_int_equal(fixture.plan->records[kind].count, counts[kind]);
    }
    assert_int_equal(fixture.plan->concurrency, 1);
    assert_int_equal(fixture.plan->heavy, 1);
    assert_slice(record_value(plan_self(fixture.plan), ROLE_MODE), "Safe mode (one heavy worker)");
    fixture_free(&fixture);
}

static void a_task_has_its_mirrors(void **state)
{
    (void)state;
    struct fixture fixture = fixture_whole();
    const struct record *task = fixture_record(&fixture, KIND_TASK, "m2-t01");
    assert_slice(task->id, "M2-T01");
    assert_slice(task->title, "Draw the tide curve");
    assert_int_equal(task->state, STATE_TODO);
    assert_int_equal(task->place_count, 3);
    assert_string_equal(plan_path(fixture.plan, task->places[0]->document), "TASK-REGISTRY.md");
    assert_int_equal(task->places[0]->line, 26);
    assert_int_equal(task->places[1]->line, 11);
    assert_string_equal(plan_path(fixture.plan, task->places[2]->document), "milestones/M2.md");
    assert_int_equal(task->places[2]->line, 9);
    assert_int_equal(task->aliases.count, 1);
    assert_slice(task->aliases.items[0].text, "tide-c.1");
    assert_slice(record_value(task, ROLE_RANK), "1");
    assert_slice(record_value(task, ROLE_GOAL), "one clear line.");
    assert_slice(place_field(task->places[2], ROLE_SCOPE)->value, "- `src/curve.c`\n- `src/paper.c`");
    assert_int_equal(task->gates.count, 2);
    assert_false(task->differs);
    fixture_free(&fixture);
}

static void values_know_their_bytes(void **state)
{
    (void)state;
    struct fixture fixture = fixture_whole();
    for (size_t kind = 0; kind < KIND_COUNT; kind++) {
        for (size_t i = 0; i < fixture.plan->records[kind].count; i++) {
            const struct record *record = fixture.plan->records[kind].items[i];
            for (size_t k = 0; k < record->place_count; k++) {
                const struct plan_place *place = record->places[k];
                const struct source *source = fixture.plan->documents[place->document]->source;
                for (size_t f = 0; f < place->field_count; f++) {
                    const struct plan_field *field = &place->fields[f];
                    assert_true(slice_equal(field->raw, source_slice(source, field->span)));
                    assert_true(field->raw.size == 0 || source_line_at(source, field->span.start) >= field->line);
                }
            }
        }
    }
    fixture_free(&fixture);
}

static void dependencies_and_ranges_are_followed(void **state)
{
    (void)state;
    struct fixture fixture = fixture_whole();
    const struct record *print = fixture_record(&fixture, KIND_TASK, "M2-T03");
    assert_int_equal(print->depends_on.count, 2);
    assert_slice(print->depends_on.items[1].record->id, "M2-T02");
    const struct record *check = fixture_record(&fixture, KIND_TASK, "M1-T02");
    assert_int_equal(check->dependents.count, 2);
    assert_slice(fixture_record(&fixture, KIND_TASK, "M2-T04")->milestone->id, "M2");
    assert_int_equal(fixture_record(&fixture, KIND_MILESTONE, "M2")->tasks.count, 4);
    fixture_free(&fixture);
}

static void only_what_waits_for_nothing_is_ready(void **state)
{
    (void)state;
    struct fixture fixture = fixture_whole();
    assert_true(fixture_record(&fixture, KIND_TASK, "M2-T01")->ready);
    assert_false(fixture_record(&fixture, KIND_TASK, "M2-T02")->ready);
    assert_false(fixture_record(&fixture, KIND_TASK, "M1-T01")->ready);
    /* The blocker names it in its title; M2-T01 only in its exit condition. */
    const struct record *gauges = fixture_record(&fixture, KIND_TASK, "M2-T04");
    assert_false(gauges->ready);
    assert_int_equal(gauges->blockers.count, 1);
    assert_int_equal(fixture_record(&fixture, KIND_TASK, "M2-T01")->blockers.count, 0);
    assert_true(fixture_record(&fixture, KIND_QUEUE, "M2-T01")->ready);
    assert_false(fixture_record(&fixture, KIND_QUEUE, "M2-T02")->ready);
    fixture_free(&fixture);
}

static void a_name_beats_a_range(void **state)
{
    (void)state;
    struct fixture fixture = fixture_whole();
    const struct record *draw = fixture_record(&fixture, KIND_TASK, "M2-T01");
    const struct record *gauges = fixture_record(&fixture, KIND_TASK, "M2-T04");
    assert_slice(draw->lane->id, "Lane A");
    assert_true(draw->lane_is_named);
    assert_slice(gauges->lane->id, "Lane C");
    assert_int_equal(fixture_record(&fixture, KIND_LANE, "Lane A")->tasks.count, 3);
    const struct record *lane = fixture_record(&fixture, KIND_LANE, "Lane A");
    assert_int_equal(lane->queue.count, 3);
    assert_int_equal(lane->slot, SLOT_HEAVY);
    assert_int_equal(fixture_record(&fixture, KIND_LANE, "Lane B")->queue.count, 0);
    /* A sentence is one entry of the queue. */
    const struct record *gauge_lane = fixture_record(&fixture, KIND_LANE, "Lane C");
    assert_int_equal(gauge_lane->queue.count, 1);
    assert_null(gauge_lane->queue.items[0].record);
    fixture_free(&fixture);
}

static void what_is_not_understood_is_told(void **state)
{
    (void)state;
    struct fixture fixture = fixture_whole();
    bool told = false;
    for (size_t i = 0; i < fixture.plan->note_count; i++) {
        told = told || slice_starts(fixture.plan->notes[i].text, slice_of("Weekly names no task"));
    }
    assert_true(told);
    fixture_free(&fixture);
}

static void names_find_records(void **state)
{
    (void)state;
    struct fixture fixture = fixture_whole();
    struct error error;
    assert_slice(query_name(fixture.plan, KIND_LANE, slice_of("a"), &error)->id, "Lane A");
    assert_slice(query_name(fixture.plan, KIND_COUNT, slice_of("tide-c.1"), &error)->id, "M2-T01");
    assert_int_equal(query_name(fixture.plan, KIND_COUNT, slice_of("queue:M2-T01"), &error)->kind, KIND_QUEUE);
    assert_int_equal(query_name(fixture.plan, KIND_COUNT, slice_of("M2-T01"), &error)->kind, KIND_TASK);
    assert_slice(query_name(fixture.plan, KIND_COUNT, slice_of("live g"), &error)->id, "M2-T04");
    assert_null(query_name(fixture.plan, KIND_COUNT, slice_of("M2-T09"), &error));
    assert_int_equal(error.code, ERROR_NOT_FOUND);
    assert_null(query_name(fixture.plan, KIND_LANE, slice_of("Lane"), &error));
    assert_non_null(strstr(error.candidates, "Lane C"));
    fixture_free(&fixture);
}

/* What has no ID answers to its beginning; what begins so in two kinds is none of the two. */
/* IDs are the same without regard to case, at whatever length, in other alphabets too. */
static void case_of_an_id_does_not_matter(void **state)
{
    (void)state;
    static const char *const ids[][3] = {
        {"Q", "q", "W"},
        {"QUAY-07", "quay-07", "quay-08"},
        {"QUAYSIDE", "quaySIDE", "quayside-"},
        {"QUAYSIDE-7", "qUaYsIdE-7", "quayside-17"},
        {"KAI-\xC3\x84NDERUNG-1", "kai-\xC3\xA4nderung-1", "kai-anderung-1"},
        {"\xD0\x9F\xD0\x98\xD0\xA0\xD0\xA1-2", "\xD0\xBF\xD0\xB8\xD1\x80\xD1\x81-2", "\xD0\xBF\xD0\xB8\xD1\x80\xD1\x81-3"},
    };
    struct bytes text = {0};
    bytes_append_text(&text, "# Tasks\n\n| ID | Task | Status |\n|---|---|---|\n");
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        bytes_append_format(&text, "| %s | Mend %zu | todo |\n", ids[i][0], i);
    }
    struct error error;
    size_t builtin = 0;
    while (strcmp(profile_builtins[builtin].name, "generic") != 0) {
        builtin++;
    }
    struct profile *profile = profile_load_builtin(builtin, &error);
    assert_non_null(profile);
    struct source *source = source_take("TASKS.md", &text, &error);
    struct document *document = source == NULL ? NULL : document_new("TASKS.md", source, &error);
    assert_non_null(document);
    struct plan *plan = plan_new(profile, slice_of("plan"), &document, 1, &error);
    assert_done(plan != NULL, error);
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        const struct record *task = query_id(plan, KIND_TASK, slice_of(ids[i][1]));
        assert_non_null(task);
        assert_slice(task->id, ids[i][0]);
        assert_null(query_id(plan, KIND_TASK, slice_of(ids[i][2])));
    }
    plan_free(plan);
    document_release(document);
    profile_free(profile);
}

static void beginnings_must_mean_one_record(void **state)
{
    (void)state;
    struct fixture fixture = fixture_whole();
    struct error error = {0};
    const struct record *lane = query_name(fixture.plan, KIND_LANE, slice_of("orch"), &error);
    assert_done(lane != NULL, error);
    assert_slice(lane->id, "Orchestrator");
    assert_ptr_equal(query_name(fixture.plan, KIND_COUNT, slice_of("Orch"), &error), lane);
    assert_null(query_name(fixture.plan, KIND_COUNT, slice_of("l"), &error)); /* two tasks and three lanes */
    assert_int_equal(error.code, ERROR_NOT_FOUND);
    assert_non_null(strstr(error.message, "several records"));
    assert_non_null(strstr(error.candidates, "task:M2-T04 Live gauges (TASK-REGISTRY.md:"));
    assert_non_null(strstr(error.candidates, "lane:Lane C (WORKBOARD.md:"));
    assert_null(query_name(fixture.plan, KIND_TASK, slice_of("M2-T0"), &error)); /* no beginning of an ID */
    assert_null(query_name(fixture.plan, KIND_COUNT, slice_of(" "), &error));
    assert_non_null(strstr(error.message, "empty"));
    fixture_free(&fixture);
}

static void one_document_alone_is_a_plan(void **state)
{
    (void)state;
    static const char *const cards[] = {"M2.md", fixture_cards, NULL};
    struct fixture fixture = fixture_make(cards);
    assert_int_equal(fixture.plan->records[KIND_TASK].count, 1);
    assert_int_equal(fixture.plan->records[KIND_MILESTONE].count, 1);
    assert_slice(fixture_record(&fixture, KIND_MILESTONE, "M2")->title, "Curves on paper");
    assert_slice(record_value(fixture_record(&fixture, KIND_MILESTONE, "M2"), ROLE_OBJECTIVE),
                 "Everybody sees the tide.");
    fixture_free(&fixture);
}

static void mirrors_that_differ_say_so(void **state)
{
    (void)state;
    struct fixture fixture = fixture_whole();
    struct error error;
    struct bytes changed;
    bytes_init(&changed);
    assert_true(bytes_append_text(&changed, fixture_registry));
    char *cell = strstr(changed.data, "| 2 | M2-T02 | todo");
    memcpy(cell + strlen("| 2 | M2-T02 | "), "done", 4);
    struct plan *plan = plan_with(fixture.plan, 0, &changed, &error);
    assert_done(plan != NULL, error);
    const struct record *task = query_id(plan, KIND_TASK, slice_of("M2-T02"));
    assert_int_equal(task->state, STATE_TODO);
    assert_true(task->differs);
    plan_free(plan);
    fixture_free(&fixture);
}

static void an_empty_plan_is_a_plan(void **state)
{
    (void)state;
    static const char *const empty[] = {"STATUS.md", "", NULL};
    struct fixture fixture = fixture_make(empty);
    assert_int_equal(fixture.plan->records[KIND_TASK].count, 0);
    assert_true(fixture.plan->concurrency == ULONG_MAX);
    fixture_free(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_is_read),
        cmocka_unit_test(a_task_has_its_mirrors),
        cmocka_unit_test(values_know_their_bytes),
        cmocka_unit_test(dependencies_and_ranges_are_followed),
        cmocka_unit_test(only_what_waits_for_nothing_is_ready),
        cmocka_unit_test(a_name_beats_a_range),
        cmocka_unit_test(what_is_not_understood_is_told),
        cmocka_unit_test(names_find_records),
        cmocka_unit_test(case_of_an_id_does_not_matter),
        cmocka_unit_test(beginnings_must_mean_one_record),
        cmocka_unit_test(one_document_alone_is_a_plan),
        cmocka_unit_test(mirrors_that_differ_say_so),
        cmocka_unit_test(an_empty_plan_is_a_plan),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
