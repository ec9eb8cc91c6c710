/* Every kind of record as JSON: the keys of the interface, all of them and no others, and what they say. */
#include "json/json_error.h"
#include "json/json_plan.h"

#include "test_plan_fixture.h"

#include <cjson/cJSON.h>

static struct item_context context_of(const struct plan *plan)
{
    return (struct item_context){.plan = plan, .now = slice_of("2026-03-02T12:00Z"), .stale_hours = 4};
}

/* Reads what was written, and takes the bytes away. */
static cJSON *parse(struct bytes *out)
{
    assert_false(out->failed);
    assert_true(out->size > 0 && out->data[out->size - 1] == '\n');
    cJSON *object = cJSON_Parse(out->data);
    assert_non_null(object);
    bytes_release(out);
    return object;
}

static const cJSON *key(const cJSON *object, const char *name)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, name);
    if (value == NULL) {
        print_error("no key %s\n", name);
        fail();
    }
    return value;
}

static void check_text(const cJSON *object, const char *name, const char *wanted)
{
    const cJSON *value = key(object, name);
    if (wanted == NULL) {
        assert_true(cJSON_IsNull(value));
    } else {
        assert_true(cJSON_IsString(value));
        assert_string_equal(value->valuestring, wanted);
    }
}

/* The texts of an array, with blanks between them. */
static void check_texts(const cJSON *object, const char *name, const char *wanted)
{
    struct bytes text;
    bytes_init(&text);
    const cJSON *value = key(object, name);
    assert_true(cJSON_IsArray(value));
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, value)
    {
        bytes_append_text(&text, text.size > 0 ? " " : "");
        bytes_append_text(&text, item->valuestring);
    }
    assert_slice(bytes_slice(&text), wanted);
    bytes_release(&text);
}

static cJSON *list(const struct plan *plan, enum kind kind)
{
    struct item_context context = context_of(plan);
    struct json_list listed = {
        .kind = kind,
        .records = (const struct record *const *)plan->records[kind].items,
        .count = plan->records[kind].count,
    };
    struct bytes out;
    bytes_init(&out);
    struct error error = {0};
    assert_done(json_plan_list(&out, &context, &listed, &error), error);
    return parse(&out);
}

static const cJSON *item_called(const cJSON *object, const char *id)
{
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, key(object, "items"))
    {
        const cJSON *value = key(item, "id");
        if (cJSON_IsString(value) && strcmp(value->valuestring, id) == 0) {
            return item;
        }
    }
    print_error("no item %s\n", id);
    fail();
    return NULL;
}

static void test_envelope(void **state)
{
    (void)state;
    struct fixture fixture = fixture_whole();
    for (size_t i = 0; i < KIND_PLAN; i++) {
        cJSON *object = list(fixture.plan, (enum kind)i);
        check_text(object, "schema", "workboard/1");
        check_text(object, "kind", kind_name((enum kind)i));
        check_text(key(object, "plan"), "root", "/plan");
        check_text(key(object, "plan"), "profile", "execution-plan");
        assert_int_equal(strlen(key(key(object, "plan"), "rev")->valuestring), 16);
        assert_int_equal(cJSON_GetArraySize(key(object, "items")), fixture.plan->records[i].count);
        cJSON_Delete(object);
    }
    fixture_free(&fixture);
}

static void test_task(void **state)
{
    (void)state;
    struct fixture fixture = fixture_whole();
    cJSON *object = list(fixture.plan, KIND_TASK);
    const cJSON *task = item_called(object, "M2-T01");
    check_text(task, "kind", "task");
    check_text(task, "title", "Draw the tide curve");
    check_text(task, "state", "todo");
    check_text(task, "status", "todo");
    check_text(task, "milestone", "M2");
    check_text(task, "lane", "Lane A");
    check_text(task, "owner", NULL);
    check_text(task, "priority", NULL);
    assert_int_equal(key(task, "rank")->valueint, 1);
    check_texts(task, "depends_on", "M1-T02");
    check_texts(task, "blocks", "M2-T02 M2-T03");
    check_texts(task, "gates", "VG-DRAW-001 VG-DATA-001");
    check_text(task, "deliverable", "Picture");
    check_texts(task, "refs", "tide-c.1");
    assert_true(cJSON_IsTrue(key(task, "ready")));
    assert_int_equal(strlen(key(task, "rev")->valuestring), 16);
    const cJSON *first = cJSON_GetArrayItem(key(task, "at"), 0);
    check_text(first, "file", "TASK-REGISTRY.md");
    assert_true(key(first, "line")->valueint > 1);
    check_text(first, "status", "todo");
    check_text(cJSON_GetArrayItem(key(task, "at"), 2), "status", NULL);
    assert_true(cJSON_IsFalse(key(item_called(object, "M2-T04"), "ready")));
    check_texts(item_called(object, "M1-T01"), "depends_on", "");
    cJSON_Delete(object);
    fixture_free(&fixture);
}

static void test_other_kinds(void **state)
{
    (void)state;
    struct fixture fixture = fixture_whole();
    cJSON *object = list(fixture.plan, KIND_MILESTONE);
    const cJSON *item = item_called(object, "M1");
    check_text(item, "notes", "M1-T01 and M1-T02 are in");
    assert_int_equal(key(key(item, "tasks"), "total")->valueint, 2);
    assert_int_equal(key(key(item, "tasks"), "done")->valueint, 2);
    cJSON_Delete(object);

    object = list(fixture.plan, KIND_LANE);
    item = item_called(object, "Lane A");
    check_text(item, "slot", "heavy");
    check_texts(item, "queue", "M2-T01 M2-T02 M2-T03");
    check_text(item_called(object, "Lane B"), "slot", "none");
    check_texts(item_called(object, "Orchestrator"), "tasks", "");
    cJSON_Delete(object);

    object = list(fixture.plan, KIND_QUEUE);
    item = cJSON_GetArrayItem(key(object, "items"), 0);
    check_text(item, "id", "M2-T01");
    check_text(item, "priority", "P0");
    check_text(item, "description", "Draw the curve");
    assert_true(cJSON_IsTrue(key(item, "ready")));
    cJSON_Delete(object);

    object = list(fixture.plan, KIND_BLOCKER);
    item = item_called(object, "B2");
    check_text(item, "impact", "No live gauges");
    check_texts(item, "tasks", "M2-T04");
    cJSON_Delete(object);
    fixture_free(&fixture);
}

static void test_claim(void **state)
{
    (void)state;
    static const char board[] = "# Board\n\n## Active Claims\n\n"
                                "| Task | Lane | Claimed by | Since |\n|---|---|---|---|\n"
                                "| M2-T01 | Lane A | mara@quay | 2026-03-02T10:30Z |\n"
                                "| M2-T02 | Lane A | jon | 2026-03-01T10:30Z |\n"
                                "| M2-T03 | | jon | long ago |\n";
    static const char *const texts[] = {"TASK-REGISTRY.md", fixture_registry, "WORKBOARD.md", board, NULL};
    struct fixture fixture = fixture_make(texts);
    cJSON *object = list(fixture.plan, KIND_CLAIM);
    const cJSON *claim = item_called(object, "M2-T01");
    check_text(claim, "task", "M2-T01");
    check_text(claim, "lane", "Lane A");
    check_text(claim, "who", "mara@quay");
    check_text(claim, "since", "2026-03-02T10:30Z");
    assert_true(key(claim, "age_hours")->valuedouble > 1.49 && key(claim, "age_hours")->valuedouble < 1.51);
    assert_true(cJSON_IsFalse(key(claim, "stale")));
    assert_true(cJSON_IsTrue(key(item_called(object, "M2-T02"), "stale")));
    assert_true(cJSON_IsNull(key(item_called(object, "M2-T03"), "age_hours")));
    assert_true(cJSON_IsFalse(key(item_called(object, "M2-T03"), "stale")));
    check_text(item_called(object, "M2-T03"), "lane", NULL);
    cJSON_Delete(object);
    fixture_free(&fixture);
}

static void test_keys(void **state)
{
    (void)state;
    static const char *const wanted[KIND_PLAN] = {
        [KIND_MILESTONE] = "kind id title state status notes tasks differs rev at",
        [KIND_LANE] = "kind id title state status assignment notes slot tasks queue differs rev at",
        [KIND_TASK] = ("kind id title state status milestone lane owner priority rank depends_on blocks gates "
                       "deliverable refs ready elsewhere differs rev at"),
        [KIND_QUEUE] = "kind id title state status priority description ready differs rev at",
        [KIND_BLOCKER] = "kind id title state status impact exit_condition tasks differs rev at",
        [KIND_CLAIM] = "kind id title state status task lane who since age_hours stale elsewhere differs rev at",
        [KIND_GATE] = "kind id title state status scope command pass_criteria artifact tasks evidence differs rev at",
        [KIND_DECISION] = "kind id title state status date differs rev at",
        [KIND_FINDING] = "kind id title state status evidence milestone differs rev at",
        [KIND_RESOLUTION] = "kind id title state status date task evidence differs rev at",
        [KIND_CONSUMER] = "kind id title state status coupling readiness risk differs rev at",
        [KIND_RESULT] = ("kind id title state status ticket stage scope result reason_code reason policy "
                         "recoverable_blocked recovery_path retry_attempt differs rev at"),
    };
    for (size_t i = 0; i < KIND_PLAN; i++) {
        struct bytes names;
        bytes_init(&names);
        size_t position = 0;
        const struct item_key *next;
        while ((next = item_key_next((enum kind)i, &position)) != NULL) {
            bytes_append_text(&names, names.size > 0 ? " " : "");
            bytes_append_text(&names, item_key_name(next));
        }
        assert_slice(bytes_slice(&names), wanted[i]);
        bytes_release(&names);
    }
}

static void test_chosen_fields(void **state)
{
    (void)state;
    struct fixture fixture = fixture_whole();
    struct error error = {0};
    struct item_field fields[3];
    assert_done(item_field_find(fixture.plan, KIND_TASK, slice_of("ID"), &fields[0], &error), error);
    assert_done(item_field_find(fixture.plan, KIND_TASK, slice_of("why next"), &fields[1], &error), error);
    assert_done(item_field_find(fixture.plan, KIND_TASK, slice_of("goal"), &fields[2], &error), error);
    assert_false(item_field_find(fixture.plan, KIND_TASK, slice_of("colour"), &fields[0], &error));
    assert_int_equal(error.code, ERROR_NOT_FOUND);
    assert_non_null(strstr(error.candidates, "depends_on"));
    assert_non_null(strstr(error.candidates, "Deliverable"));
    struct item_context context = context_of(fixture.plan);
    const struct record *record = fixture_record(&fixture, KIND_TASK, "M2-T01");
    struct json_list listed = {
        .kind = KIND_TASK, .records = &record, .count = 1, .fields = fields, .field_count = 3};
    struct bytes out;
    bytes_init(&out);
    assert_done(json_plan_list(&out, &context, &listed, &error), error);
    cJSON *object = parse(&out);
    const cJSON *item = cJSON_GetArrayItem(key(object, "items"), 0);
    assert_int_equal(cJSON_GetArraySize(item), 3);
    check_text(item, "id", "M2-T01");
    check_text(item, "why next", "Everything hangs on it");
    check_text(item, "goal", "one clear line.");
    cJSON_Delete(object);
    fixture_free(&fixture);
}

static void test_status_and_show(void **state)
{
    (void)state;
    struct fixture fixture = fixture_whole();
    struct item_context context = context_of(fixture.plan);
    struct error error = {0};
    struct bytes out;
    bytes_init(&out);
    assert_done(json_plan_status(&out, &context, &error), error);
    cJSON *object = parse(&out);
    assert_int_equal(cJSON_GetArraySize(key(object, "milestones")), 2);
    assert_int_equal(cJSON_GetArraySize(key(object, "lanes")), 4);
    assert_int_equal(cJSON_GetArraySize(key(object, "blockers")), 1);
    assert_int_equal(cJSON_GetArraySize(key(object, "claims")), 0);
    assert_true(cJSON_GetArraySize(key(object, "queue")) >= 2);
    const cJSON *tasks = key(key(object, "counts"), "tasks");
    assert_int_equal(key(tasks, "total")->valueint, 6);
    assert_int_equal(key(tasks, "done")->valueint, 2);
    assert_int_equal(key(tasks, "todo")->valueint, 4);
    cJSON_Delete(object);

    assert_done(json_plan_show(&out, &context, fixture_record(&fixture, KIND_TASK, "M2-T01"), &error), error);
    object = parse(&out);
    check_text(key(object, "item"), "id", "M2-T01");
    assert_true(cJSON_GetArraySize(key(key(object, "item"), "fields")) > 8);
    cJSON_Delete(object);
    fixture_free(&fixture);
}

static void test_hostile_bytes(void **state)
{
    (void)state;
    static const char registry[] = "# R\n\n## M1 Tasks\n\n| Task ID | Status | Deliverable |\n|---|---|---|\n"
                                   "| M1-T01 \033[31m\xFF \\| \"x\" | todo | \xC2\x9B\x01 |\n";
    static const char *const texts[] = {"TASK-REGISTRY.md", registry, NULL};
    struct fixture fixture = fixture_make(texts);
    struct item_context context = context_of(fixture.plan);
    struct error error = {0};
    struct bytes out;
    bytes_init(&out);
    assert_done(json_plan_status(&out, &context, &error), error);
    assert_done(json_plan_show(&out, &context, fixture_record(&fixture, KIND_TASK, "M1-T01"), &error), error);
    for (size_t i = 0; i < out.size; i++) {
        unsigned char byte = (unsigned char)out.data[i];
        assert_true(byte == '\n' || byte >= 0x20);
        assert_true(byte != 0x7F && byte != 0xFF);
        assert_false(byte == 0xC2 && (unsigned char)out.data[i + 1] < 0xA0);
    }
    bytes_release(&out);
    cJSON *object = list(fixture.plan, KIND_TASK);
    cJSON_Delete(object);
    fixture_free(&fixture);
}

static void test_error(void **state)
{
    (void)state;
    struct error error = {0};
    error_refuse(&error, "claim.taken", "STATUS.md", 7, "%s", "M1-T01 is \"taken\"");
    (void)snprintf(error.holder, sizeof error.holder, "mara@quay");
    error_add_candidate(&error, "one", 3);
    error_add_candidate(&error, "two", 3);
    struct bytes out;
    bytes_init(&out);
    json_error(&out, &error);
    cJSON *object = parse(&out);
    check_text(object, "schema", "workboard/1");
    const cJSON *inner = key(object, "error");
    assert_int_equal(key(inner, "code")->valueint, 3);
    check_text(inner, "rule", "claim.taken");
    check_text(inner, "message", "M1-T01 is \"taken\"");
    check_text(inner, "holder", "mara@quay");
    check_texts(inner, "candidates", "one two");
    cJSON_Delete(object);

    error_set(&error, ERROR_SYSTEM, "no");
    json_error(&out, &error);
    object = parse(&out);
    check_text(key(object, "error"), "rule", NULL);
    check_text(key(object, "error"), "holder", NULL);
    check_texts(key(object, "error"), "candidates", "");
    cJSON_Delete(object);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_envelope),      cmocka_unit_test(test_task),  cmocka_unit_test(test_other_kinds),
        cmocka_unit_test(test_claim),         cmocka_unit_test(test_keys),  cmocka_unit_test(test_chosen_fields),
        cmocka_unit_test(test_status_and_show), cmocka_unit_test(test_hostile_bytes), cmocka_unit_test(test_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
