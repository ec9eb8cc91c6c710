/* set-node, add-node and remove-node as requests: which text of a document is meant, types, what was there. */
#include "test_outline_change_support.h"

static const char front[] = "---\nticket: T-1\ntags: [a]\n---\n\n# Title\n\nstatus: x\n";

static void front_matter_is_edited_where_it_stands(void **state)
{
    (void)state;
    test_edit(front, "---\nticket: T-2\ntags: [a]\n---\n\n# Title\n\nstatus: x\n", "set-node", "ticket", "T-2");
    test_edit(front, "---\nticket: T-1\ntags: [a, b]\n---\n\n# Title\n\nstatus: x\n", "add-node", "tags", "b");
    test_edit(front, "---\nticket: T-1\ntags: [a, b]\n---\n\n# Title\n\nstatus: x\n", "add-node", "tags[]", "b");
    test_edit(front, "---\nticket: T-1\ntags: [a, b]\n---\n\n# Title\n\nstatus: x\n", "add-node", "tags[1]", "b");
    test_edit(front, "---\nticket: T-1\ntags: [a]\nat: '2026-01-02'\n---\n\n# Title\n\nstatus: x\n", "add-node", "at",
              "2026-01-02");
    test_edit(front, "---\ntags: [a]\n---\n\n# Title\n\nstatus: x\n", "remove-node", "ticket");
    test_edit("---\n---\n\nText\n", "---\na: b\n---\n\nText\n", "add-node", "a", "b");
    test_edit("---\na: b\n---\n\nText\n", "---\n{}\n---\n\nText\n", "remove-node", "a");
    test_refused("# Title\n", ERROR_NOT_FOUND, "no front matter", "set-node", "a", "b");
    test_refused("---\na: [\n---\n", ERROR_USAGE, "no YAML", "set-node", "a", "b");
}

static void types_are_named(void **state)
{
    (void)state;
    test_edit(front, "---\nticket: 5\ntags: [a]\n---\n\n# Title\n\nstatus: x\n", "set-node", "ticket", "5", "--type",
              "number");
    test_edit(front, "---\nticket: null\ntags: [a]\n---\n\n# Title\n\nstatus: x\n", "set-node", "ticket", "--type",
              "null");
    test_edit(front,
              "---\nticket: T-1\ntags: [a]\nmore:\n  - id: 1\n    'on': [x, true]\n---\n\n# Title\n\nstatus: x\n",
              "add-node", "more", "--type", "json", "[{\"id\": 1, \"on\": [\"x\", true]}]");
    test_refused(front, ERROR_USAGE, "no type", "set-node", "ticket", "5", "--type", "integer");
    test_refused(front, ERROR_USAGE, "is no number", "set-node", "ticket", "x", "--type", "number");
    test_refused(front, ERROR_USAGE, "no JSON", "add-node", "more", "{", "--type", "json");
    test_refused(front, ERROR_USAGE, "needs VALUE", "set-node", "ticket");
    test_refused(front, ERROR_USAGE, "needs VALUE", "add-node", "more", "--type", "string");
}

static void what_was_there_is_checked(void **state)
{
    (void)state;
    test_edit(front, "---\nticket: T-2\ntags: [a]\n---\n\n# Title\n\nstatus: x\n", "set-node", "ticket", "T-2", "--was",
              "T-1");
    test_edit(front, "---\nticket: T-1\n---\n\n# Title\n\nstatus: x\n", "remove-node", "tags", "--was", "[a]");
    test_refused(front, ERROR_CONFLICT, "T-1", "set-node", "ticket", "T-2", "--was", "T-0");
    test_refused(front, ERROR_CONFLICT, "there already", "add-node", "ticket", "T-2");
    test_refused(front, ERROR_NOT_FOUND, "2: ticket", "set-node", "tickets", "T-2");
    test_refused(front, ERROR_NOT_FOUND, "3: [0] a", "remove-node", "tags[1]");
    test_refused(front, ERROR_NOT_FOUND, "3: [0] a", "add-node", "tags[2]", "b");
    test_refused(front, ERROR_NOT_FOUND, "new item", "set-node", "tags[]", "b");
    test_refused(front, ERROR_USAGE, "no path", "set-node", "tags[-1]", "b");
}

/* By the document's name, whatever its letters. */
static void edit_named(const char *name, const char *before, const char *wanted, const char *const *words)
{
    struct error error = {0};
    struct structure_request request;
    struct edits edits;
    struct bytes out;
    edits_init(&edits);
    bytes_init(&out);
    struct source *source = test_source_of(name, slice_of(before));
    struct outline *outline = outline_scan(source, &error);
    assert_true(test_request(&request, words, &error));
    assert_done(structure_edit(outline, &request, &edits, &error), error);
    assert_true(edits_apply(&edits, slice_of(before), &out, &error));
    assert_same_text(bytes_slice(&out), wanted);
    struct source *changed = test_source_of(name, bytes_slice(&out));
    struct outline *again = outline_scan(changed, &error);
    assert_done(structure_verify(outline, again, &request, &error), error);
    struct source *other = test_source_of(name, slice_of("{\"a\": 3}"));
    struct outline *wrong = outline_scan(other, &error);
    assert_false(structure_verify(outline, wrong, &request, &error));
    assert_int_equal(error.code, ERROR_BUG);
    outline_free(wrong);
    source_release(other);
    outline_free(again);
    source_release(changed);
    outline_free(outline);
    source_release(source);
    bytes_release(&out);
    edits_release(&edits);
    structure_request_release(&request);
}

static void the_name_says_what_it_is(void **state)
{
    static const char *const words[] = {"set-node", "a", "2", NULL};
    (void)state;
    edit_named("x.json", "{\"a\": 1}", "{\"a\": 2}", words);
    edit_named("x/Y.JSON", "{\"a\":\t\"\\ud83d\"}", "{\"a\":\t\"2\"}", words);
    edit_named("x.yaml", "---\na: 1\n---\na: 5\n", "---\na: 2\n---\na: 5\n", words);
    edit_named("x.yml", "a: 1", "a: 2", words);
    edit_named("x.markdown", "---\na: 1\n---\na: 5\n", "---\na: 2\n---\na: 5\n", words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(front_matter_is_edited_where_it_stands),
        cmocka_unit_test(types_are_named),
        cmocka_unit_test(what_was_there_is_checked),
        cmocka_unit_test(the_name_says_what_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
