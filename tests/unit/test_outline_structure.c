/* Requests: the tables of operations and arguments, what is missing, what does not verify. */
#include "test_outline_change_support.h"

static void test_tables_are_whole(void **state)
{
    (void)state;
    for (int i = 0; i < STRUCTURE_OPERATIONS; i++) {
        const struct structure_info *info = &structure_operations[i];
        assert_non_null(info->name);
        assert_non_null(info->help);
        assert_int_equal(info->needs & ~info->takes, 0);
        bool node = (info->takes & 1U << STRUCTURE_PATH) != 0;
        assert_true(((info->takes & 1U << STRUCTURE_UNDER) != 0) != node && (info->takes & 1U << STRUCTURE_WAS) != 0);
        enum structure_operation found;
        assert_true(structure_find(slice_of(info->name), &found));
        assert_int_equal(found, i);
    }
    for (int i = 0; i < STRUCTURE_ARGUMENTS; i++) {
        assert_non_null(structure_arguments[i].name);
        assert_non_null(structure_arguments[i].help);
        assert_true(structure_arguments[i].word == (i >= STRUCTURE_PATH));
        assert_true((structure_arguments[i].form == STRUCTURE_FLAG) == (structure_arguments[i].example == NULL));
    }
    enum structure_operation operation;
    enum structure_argument argument;
    assert_false(structure_find(slice_of("set-cel"), &operation));
    assert_false(structure_find_argument(STRUCTURE_TICK, slice_of("row"), &argument));
    assert_true(structure_find_argument(STRUCTURE_SET_CELL, slice_of("key-column"), &argument));
    assert_int_equal(argument, STRUCTURE_KEY_COLUMN);
}

static void usage_is(enum structure_operation operation, const char *wanted)
{
    struct bytes bytes;
    bytes_init(&bytes);
    assert_true(structure_append_usage(operation, &bytes));
    assert_same_text(bytes_slice(&bytes), wanted);
    bytes_release(&bytes);
}

static void test_usage(void **state)
{
    (void)state;
    usage_is(STRUCTURE_TICK, "tick [--under HEADING]... --item KEY [--in ITEM] [--was OLD]");
    usage_is(STRUCTURE_ADD_FIELD, "add-field [--under HEADING]... [--in ITEM] [--was OLD] NAME [VALUE]");
    usage_is(STRUCTURE_ADD_ITEM,
             "add-item [--under HEADING]... [--in ITEM] [--after KEY] [--before KEY] [--first] [--last] "
             "[--checked] [--was OLD] TEXT");
    usage_is(STRUCTURE_SET_NODE, "set-node [--was OLD] [--type TYPE] PATH [VALUE]");
    usage_is(STRUCTURE_REMOVE_NODE, "remove-node [--was OLD] PATH");
}

static void refused(struct structure_request *request, enum structure_argument argument, const char *text,
                    const char *says)
{
    struct error error = {0};
    assert_false(structure_request_give(request, argument, slice_of(text), &error));
    assert_int_equal(error.code, ERROR_USAGE);
    assert_non_null(strstr(error.message, says));
}

static void test_requests(void **state)
{
    (void)state;
    struct error error = {0};
    struct structure_request request;
    structure_request_init(&request, STRUCTURE_SET_TEXT);
    refused(&request, STRUCTURE_ROW, "x", "takes no --row");
    refused(&request, STRUCTURE_LINE, "x", "a number");
    refused(&request, STRUCTURE_LINE, "", "a number");
    refused(&request, STRUCTURE_LINE, "99999999999999999999999", "a number");
    assert_true(structure_request_give(&request, STRUCTURE_LINE, slice_of("12"), &error));
    refused(&request, STRUCTURE_LINE, "13", "only one --line");
    assert_int_equal(request.numbers[STRUCTURE_LINE], 12);
    assert_true(structure_request_word(&request, slice_of("text"), &error));
    assert_false(structure_request_word(&request, slice_of("more"), &error));
    assert_int_equal(error.code, ERROR_USAGE);
    structure_request_release(&request);

    structure_request_init(&request, STRUCTURE_ADD_ROW);
    for (int i = 0; i < 40; i++) {
        assert_true(structure_request_word(&request, slice_of(i % 2 == 0 ? "a" : ""), &error));
    }
    assert_int_equal(request.lists[STRUCTURE_CELLS].count, 40);
    assert_same_text(request.lists[STRUCTURE_CELLS].items[38], "a");
    structure_request_release(&request);

    structure_request_init(&request, STRUCTURE_SET_FIELD);
    assert_true(structure_request_word(&request, slice_of("Status"), &error));
    assert_true(structure_request_give(&request, STRUCTURE_VALUE, slice_make(NULL, 0), &error));
    assert_non_null(request.texts[STRUCTURE_VALUE].data);
    structure_request_release(&request);
}

static void test_missing(void **state)
{
    (void)state;
    test_refused("| a |\n|---|\n| b |\n", ERROR_USAGE, "needs VALUE", "set-cell", "--row", "b", "--column", "a");
    test_refused("- a\n", ERROR_USAGE, "needs --item KEY", "tick");
    test_refused("- a\n", ERROR_USAGE, "needs TEXT", "set-item", "--item", "a");
    test_refused("a: b\n", ERROR_USAGE, "needs NAME", "remove-field");
    test_refused("a\n", ERROR_USAGE, "needs --line N", "set-text", "x");
}

static bool verifies(const char *before, const char *after, const char *const *words)
{
    struct error error = {0};
    struct structure_request request;
    assert_true(test_request(&request, words, &error));
    struct source *old = test_source_of("a.md", slice_of(before));
    struct source *new = test_source_of("a.md", slice_of(after));
    struct outline *old_outline = outline_scan(old, &error);
    struct outline *new_outline = outline_scan(new, &error);
    bool same = structure_verify(old_outline, new_outline, &request, &error);
    assert_int_equal(error.code, same ? ERROR_NONE : ERROR_BUG);
    outline_free(old_outline);
    outline_free(new_outline);
    source_release(old);
    source_release(new);
    structure_request_release(&request);
    return same;
}

#define VERIFIES(before, after, ...) verifies((before), (after), (const char *const[]){__VA_ARGS__, NULL})

/* What an edit must not do is found when the bytes are read again. */
static void test_verify(void **state)
{
    (void)state;
    const char *table = "| a | b |\n|---|---|\n| 1 | x |\n| 2 | y |\n";
    assert_true(VERIFIES(table, "| a | b |\n|---|---|\n| 1 | z |\n| 2 | y |\n", "set-cell", "--row", "1", "--column",
                         "b", "z"));
    assert_false(VERIFIES(table, "| a | b |\n|---|---|\n| 1 | z |\n| 2 | z |\n", "set-cell", "--row", "1", "--column",
                          "b", "z"));
    assert_false(VERIFIES(table, "| a | b |\n|---|---|\n| 9 | z |\n| 2 | y |\n", "set-cell", "--row", "1", "--column",
                          "b", "z"));
    assert_false(VERIFIES(table, "| a | b |\n|---|---|\n| 1 | w |\n| 2 | y |\n", "set-cell", "--row", "1", "--column",
                          "b", "z"));
    assert_false(VERIFIES(table, "| a | b |\n|---|---|\n| 1 | x |\n", "add-row", "3", "z"));
    assert_false(VERIFIES(table, "| a | b |\n|---|---|\n| 1 | x |\n| 2 | y |\n| 3 | w |\n", "add-row", "3", "z"));
    assert_false(VERIFIES(table, "| a | b |\n|---|---|\n", "remove-row", "--row", "1"));
    assert_false(VERIFIES(table, "| a | b |\n|---|---|\n| 2 | y |\n| 1 | z |\n", "move-row", "--row", "1", "--last"));
    assert_false(VERIFIES("- a\n- b\n", "- c\n- d\n", "set-item", "--item", "a", "c"));
    assert_false(VERIFIES("- a\n- b\n", "- a\n# b\n", "set-item", "--item", "a", "c"));
    assert_false(VERIFIES("- a\n- b\n", "- b\n- c\n- d\n", "add-item", "c"));
    assert_false(VERIFIES("- a\n- b\n", "- b\n- c\n", "move-item", "--item", "a", "--last"));
    assert_false(VERIFIES("a: b\n\nText\n", "a: c\n\nMore\n", "set-field", "a", "c"));
    assert_false(VERIFIES("# a\n\n# b\n", "# a\n\n## b\n", "set-heading", "--under", "a", "c"));
    assert_false(VERIFIES("# a\n\nText\n", "# a\n\n# b\n\nMore\n", "add-section", "b"));
    assert_false(VERIFIES("# a\n\nText\n", "# a\n\nMore\n", "remove-section", "--under", "a"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tables_are_whole), cmocka_unit_test(test_usage),  cmocka_unit_test(test_requests),
        cmocka_unit_test(test_missing),          cmocka_unit_test(test_verify),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
