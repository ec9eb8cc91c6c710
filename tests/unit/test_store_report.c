/* A change that does not verify is not written, and what is needed to find out why is kept. */
#include "test_store_support.h"

#include "ops/operation.h"
#include "store/workspace_apply.h"

#include <cjson/cJSON.h>

static const char registry[] = "# Registry\n\n## M1 Tasks\n\n| Task ID | Status | Depends On | Required Gates |\n"
                               "|---|---|---|---|\n| M1-T01 Oars | todo | - | - |\n";

/* A verb with a mistake in it: it changes a status that it does not mean to change. */
static bool run_wrong(struct operation *operation, struct error *error)
{
    struct slice text = source_bytes(operation->plan->documents[0]->source);
    size_t at = slice_find(text, slice_of("todo"), 0);
    return edits_add(&operation->edits[0], (struct span){.start = at, .end = at + 4}, slice_of("done"), error) &&
           operation_finish(operation, slice_of("wrong"), error);
}

static void what_does_not_verify_is_kept(void **state)
{
    (void)state;
    static const struct verb wrong = {.name = "wrong", .run = run_wrong, .arguments = {{.name = "ID", .kind = ARGUMENT_TASK}}};
    struct test_place place = {0};
    struct error error = {0};
    struct change change;
    struct bytes text;
    bytes_init(&text);
    change_init(&change);
    test_place_make(&place);
    test_write(place.root, "TASK-REGISTRY.md", slice_of(registry));
    const struct workspace_environment environment = {.directory = place.root, .home = place.top};
    struct workspace *workspace = workspace_open(&environment, NULL, NULL, &error);
    assert_done(workspace != NULL, error);
    const struct slice id = slice_of("M1-T01");
    const struct request request = {
        .verb = &wrong, .arguments = &id, .argument_count = 1, .who = slice_of("ann"), .day = slice_of("2026-01-02")};
    /* Asked for as a diff, nothing at all is written. */
    assert_false(workspace_run(workspace, &request, false, &change, &error));
    assert_int_equal(error.code, ERROR_BUG);
    assert_true(test_count_names(place.folder.path, "report-") <= 0);
    change_release(&change);
    error_clear(&error);
    assert_false(workspace_run(workspace, &request, true, &change, &error));
    assert_int_equal(error.code, ERROR_BUG);
    change_release(&change);
    assert_file(place.root, "TASK-REGISTRY.md", registry);
    assert_int_equal(test_count_names(place.folder.path, "report-"), 1);
    const char *path = strstr(error.message, "what to attach is kept in ");
    assert_non_null(path);
    assert_true(test_read_file(path + strlen("what to attach is kept in "), &text));
    cJSON *report = cJSON_ParseWithLength(text.data, text.size);
    assert_non_null(report);
    const cJSON *document = cJSON_GetArrayItem(cJSON_GetObjectItem(report, "documents"), 0);
    assert_string_equal(cJSON_GetObjectItem(document, "file")->valuestring, "TASK-REGISTRY.md");
    assert_string_equal(cJSON_GetObjectItem(document, "before")->valuestring, registry);
    assert_non_null(strstr(cJSON_GetObjectItem(document, "after")->valuestring, "| M1-T01 Oars | done |"));
    const cJSON *asked = cJSON_GetArrayItem(cJSON_GetObjectItem(report, "requests"), 0);
    assert_string_equal(cJSON_GetObjectItem(asked, "op")->valuestring, "wrong");
    assert_string_equal(cJSON_GetArrayItem(cJSON_GetObjectItem(asked, "arguments"), 0)->valuestring, "M1-T01");
    cJSON_Delete(report);
    bytes_release(&text);
    workspace_close(workspace);
    test_place_remove(&place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_does_not_verify_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
