/* What a check found as JSON: the interface's object, SARIF 2.1.0 and the status artifact, read by another reader. */
#include "json/json_check.h"

#include "test_check_support.h"

#include <cjson/cJSON.h>

static const struct trial trial = {
    .texts = {"TASK REGISTRY.md", "# x\n", "STATUS.md",
              "# S\n\n## Active Blockers\n\n| ID | Blocker | Impact | Exit Condition |\n|---|---|---|---|\n"
              "| B1 | \xc3\x96l \"a\" | Late |  |\n| B2 | Rope | Late |\n",
              NULL}};

struct asked {
    struct fixture fixture;
    struct findings findings;
};

static struct asked ask(void)
{
    struct asked asked = {.fixture = trial_plan(&trial)};
    static const struct check_facts nothing = {0};
    struct error error = {0};
    findings_init(&asked.findings);
    assert_done(check_run(asked.fixture.plan, &nothing, NULL, &asked.findings, &error), error);
    return asked;
}

static void release(struct asked *asked)
{
    findings_release(&asked->findings);
    fixture_free(&asked->fixture);
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

static cJSON *parse(struct bytes *out)
{
    assert_false(out->failed);
    cJSON *object = cJSON_Parse(out->data);
    assert_non_null(object);
    bytes_release(out);
    return object;
}

static void findings_have_their_keys(void **state)
{
    struct asked asked = ask();
    struct bytes out = {0};
    struct error error = {0};
    (void)state;
    assert_done(json_check(&out, asked.fixture.plan, &asked.findings, &error), error);
    cJSON *object = parse(&out);
    const cJSON *findings = key(object, "findings");
    assert_string_equal(key(object, "schema")->valuestring, "workboard/1");
    assert_int_equal(cJSON_GetArraySize(findings), 3);
    const cJSON *first = cJSON_GetArrayItem(findings, 0);
    assert_string_equal(key(first, "rule")->valuestring, "blocker.exit");
    assert_string_equal(key(first, "severity")->valuestring, "warning");
    assert_string_equal(key(first, "file")->valuestring, "STATUS.md");
    assert_int_equal(key(first, "line")->valueint, 7);
    assert_int_equal(key(first, "column")->valueint, 24);
    assert_true(cJSON_IsFalse(key(first, "fix")));
    assert_true(cJSON_IsTrue(key(cJSON_GetArrayItem(findings, 1), "fix")));
    assert_int_equal(key(key(object, "counts"), "warning")->valueint, 3);
    assert_int_equal(key(key(object, "counts"), "error")->valueint, 0);
    cJSON_Delete(object);
    release(&asked);
}

static void sarif_is_complete(void **state)
{
    struct asked asked = ask();
    struct bytes out = {0};
    struct error error = {0};
    struct check_settings settings = {0};
    (void)state;
    settings.given[0] = true; /* document.broken: off */
    assert_done(json_check_sarif(&out, &asked.findings, &settings, slice_of("/home/me/my plan/"), slice_of("docs/"), "9.9",
                                 &error),
                error);
    cJSON *object = parse(&out);
    assert_string_equal(key(object, "version")->valuestring, "2.1.0");
    const cJSON *run = cJSON_GetArrayItem(key(object, "runs"), 0);
    const cJSON *driver = key(key(run, "tool"), "driver");
    const cJSON *rules = key(driver, "rules");
    assert_string_equal(key(driver, "name")->valuestring, "workboard");
    assert_string_equal(key(driver, "version")->valuestring, "9.9");
    assert_true(cJSON_IsFalse(key(key(cJSON_GetArrayItem(rules, 0), "defaultConfiguration"), "enabled")));
    assert_string_equal(key(key(key(run, "originalUriBaseIds"), "SRCROOT"), "uri")->valuestring, "file:///home/me/my%20plan/");
    const cJSON *result = NULL;
    cJSON_ArrayForEach(result, key(run, "results"))
    {
        const cJSON *rule = cJSON_GetArrayItem(rules, key(result, "ruleIndex")->valueint);
        const cJSON *place = key(cJSON_GetArrayItem(key(result, "locations"), 0), "physicalLocation");
        assert_string_equal(key(rule, "id")->valuestring, key(result, "ruleId")->valuestring);
        assert_string_equal(key(key(place, "artifactLocation"), "uri")->valuestring, "docs/STATUS.md");
        assert_string_equal(key(key(place, "artifactLocation"), "uriBaseId")->valuestring, "SRCROOT");
        assert_true(key(key(place, "region"), "startLine")->valueint >= 7);
        assert_true(key(key(place, "region"), "startColumn")->valueint >= 1);
        assert_true(key(key(result, "message"), "text")->valuestring[0] != '\0');
        assert_string_equal(key(result, "level")->valuestring, "warning");
    }
    assert_int_equal(cJSON_GetArraySize(key(run, "results")), 3);
    cJSON_Delete(object);
    release(&asked);
}

static void status_has_the_schema(void **state)
{
    struct asked asked = ask();
    struct bytes out = {0};
    struct error error = {0};
    (void)state;
    assert_done(json_check_status(&out, asked.fixture.plan, &asked.findings, slice_of("2026-02-19T14:03Z"), &error), error);
    cJSON *object = parse(&out);
    assert_int_equal(cJSON_GetArraySize(object), 5);
    assert_string_equal(key(object, "generated_at_utc")->valuestring, "2026-02-19T14:03:00+00:00");
    assert_string_equal(key(object, "repo_root")->valuestring, "/plan");
    assert_string_equal(key(object, "status")->valuestring, "warn");
    assert_true(cJSON_IsObject(key(object, "facts")));
    assert_int_equal(cJSON_GetArraySize(key(object, "contradictions")), 3);
    assert_true(cJSON_IsString(cJSON_GetArrayItem(key(object, "contradictions"), 0)));
    cJSON_Delete(object);
    release(&asked);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(findings_have_their_keys), cmocka_unit_test(sarif_is_complete),
                                       cmocka_unit_test(status_has_the_schema)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
