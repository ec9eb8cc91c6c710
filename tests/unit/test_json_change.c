/* A change as JSON: files, lines before and after, mentions. */
#include "json/json_change.h"

#include "test_plan_fixture.h"

#include <cjson/cJSON.h>

static struct source *source_of(const char *text)
{
    struct error error = {0};
    struct source *source = source_copy("STATUS.md", slice_of(text), &error);
    assert_non_null(source);
    return source;
}

static cJSON *write_change(const struct plan *plan, const struct change *change, bool written)
{
    struct error error = {0};
    struct bytes out;
    bytes_init(&out);
    assert_done(json_change(&out, plan, change, written, &error), error);
    cJSON *object = cJSON_Parse(out.data);
    assert_non_null(object);
    bytes_release(&out);
    return object;
}

static const cJSON *path(const cJSON *object, const char *first, const char *second)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, first);
    value = second == NULL || value == NULL ? value : cJSON_GetObjectItemCaseSensitive(value, second);
    assert_non_null(value);
    return value;
}

static void test_lines(void **state)
{
    (void)state;
    struct change change;
    change_init(&change);
    change.summary = slice_of("claim M1-T01 for Lane A");
    change.files = arena_new(&change.arena, 1, sizeof *change.files);
    change.files[0] = (struct change_file){
        .path = slice_of("STATUS.md"),
        .before = source_of("one\ntwo\nthree\nfour\n"),
        .after = source_of("one\nTWO\nthree\nnew\nfour\n"),
    };
    change.file_count = 1;
    struct change_mention mention = {.path = slice_of("NOTES.md"), .line = 9, .text = slice_of("see M1-T01")};
    change.mentions = &mention;
    change.mention_count = 1;

    cJSON *object = write_change(NULL, &change, true);
    assert_true(cJSON_IsNull(path(object, "plan", NULL)));
    assert_true(cJSON_IsTrue(path(object, "written", NULL)));
    assert_string_equal(path(object, "change", "summary")->valuestring, "claim M1-T01 for Lane A");
    const cJSON *file = cJSON_GetArrayItem(path(object, "change", "files"), 0);
    assert_string_equal(path(file, "file", NULL)->valuestring, "STATUS.md");
    const cJSON *edits = path(file, "edits", NULL);
    assert_int_equal(cJSON_GetArraySize(edits), 2);
    const cJSON *changed = cJSON_GetArrayItem(edits, 0);
    assert_int_equal(path(changed, "line", NULL)->valueint, 2);
    assert_string_equal(path(changed, "old", NULL)->valuestring, "two");
    assert_string_equal(path(changed, "new", NULL)->valuestring, "TWO");
    assert_true(cJSON_IsNull(path(cJSON_GetArrayItem(edits, 1), "old", NULL)));
    assert_string_equal(path(cJSON_GetArrayItem(edits, 1), "new", NULL)->valuestring, "new");
    const cJSON *named = cJSON_GetArrayItem(path(object, "change", "mentions"), 0);
    assert_string_equal(path(named, "file", NULL)->valuestring, "NOTES.md");
    assert_int_equal(path(named, "line", NULL)->valueint, 9);
    assert_string_equal(path(named, "text", NULL)->valuestring, "see M1-T01");
    cJSON_Delete(object);
    change.mentions = NULL;
    change.mention_count = 0;
    change_release(&change);
}

static void test_nothing_changed(void **state)
{
    (void)state;
    struct fixture fixture = fixture_whole();
    struct change change;
    change_init(&change);
    cJSON *object = write_change(fixture.plan, &change, false);
    assert_string_equal(path(object, "plan", "root")->valuestring, "/plan");
    assert_true(cJSON_IsFalse(path(object, "written", NULL)));
    assert_int_equal(cJSON_GetArraySize(path(object, "change", "files")), 0);
    assert_int_equal(cJSON_GetArraySize(path(object, "change", "mentions")), 0);
    cJSON_Delete(object);
    change_release(&change);
    fixture_free(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_lines), cmocka_unit_test(test_nothing_changed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
