/* Paths: what they are made of, what they lead to, and what is offered where they lead nowhere. */
#include "test_outline_tree_support.h"

static const char text[] = "tasks:\n"
                           "- id: T-1\n"
                           "  status: todo\n"
                           "- id: T-2\n"
                           "  status: done\n"
                           "- id: T-2\n"
                           "- plain\n"
                           "b.c:\n"
                           "  'x\"]y': [1, [2, 3]]\n"
                           "twice: 1\n"
                           "twice: 2\n"
                           "base: &base {k: v}\n"
                           "copy: *base\n";

static bool find(const struct planted *planted, const char *path_text, struct slice *found, struct error *error)
{
    struct arena arena;
    struct tree_path path;
    uint32_t node = 0;
    arena_init(&arena);
    error_clear(error);
    bool done = tree_path_read(&arena, slice_of(path_text), &path, error) &&
                tree_path_find(planted->tree, &path, path.count, &node, error);
    *found = source_slice(planted->source, tree_node(planted->tree, node)->value);
    arena_release(&arena);
    return done;
}

static void paths_lead_to_nodes(void **state)
{
    static const char *const paths[][2] = {
        {"tasks[0].status", "todo"},      {"tasks[id=T-1].status", "todo"}, {"tasks[\"id\"=\"T-1\"].status", "todo"},
        {"tasks[status=done].id", "T-2"}, {"tasks[3]", "plain"},            {"[\"b.c\"][\"x\\\"]y\"][1][0]", "2"},
        {"base.k", "v"},                  {"copy", "*base"},                {"tasks[id=T-1].id", "T-1"},
    };
    (void)state;
    struct planted planted = test_plant(TREE_YAML, slice_of(text));
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        struct error error;
        struct slice found;
        if (!find(&planted, paths[i][0], &found, &error) || !slice_equal(found, slice_of(paths[i][1]))) {
            print_error("%s: %.*s %s\n", paths[i][0], SLICE_PRINT(found), error.message);
            fail();
        }
    }
    struct error error;
    struct slice found;
    assert_true(find(&planted, "", &found, &error));
    assert_true(slice_starts(found, slice_of("tasks:")));
    test_plant_release(&planted);
}

static void what_leads_nowhere(void **state)
{
    static const struct {
        const char *path;
        enum error_code code;
        const char *says;
        const char *candidates;
    } paths[] = {
        {"task", ERROR_NOT_FOUND, "\"task\" is not there", "1: tasks\n8: b.c\n"},
        {"tasks[9]", ERROR_NOT_FOUND, "[9] is not there", "2: [0] id=T-1\n4: [1] id=T-2\n6: [2] id=T-2\n7: [3] plain"},
        {"tasks[id=T-9]", ERROR_NOT_FOUND, "fits nothing", "2: [0] id=T-1"},
        {"tasks[id=T-2].status", ERROR_NOT_FOUND, "fits several", "4: [1] id=T-2\n6: [2] id=T-2"},
        {"twice", ERROR_NOT_FOUND, "several times", "10: twice\n11: twice"},
        {"tasks.id", ERROR_NOT_FOUND, "a list", "2: [0] id=T-1"},
        {"base[0]", ERROR_NOT_FOUND, "a map", "12: k"},
        {"base.k.x", ERROR_NOT_FOUND, "a single value", ""},
        {"copy.k", ERROR_NOT_FOUND, "where the anchor \"base\" stands", ""},
        {"tasks[]", ERROR_NOT_FOUND, "new item", ""},
        {"tasks[-1]", ERROR_USAGE, "no path", ""},
        {"tasks[id]", ERROR_USAGE, "no path", ""},
        {"tasks[0", ERROR_USAGE, "not closed", ""},
        {"tasks[\"0]", ERROR_USAGE, "quote", ""},
        {"tasks[0]x", ERROR_USAGE, "a dot", ""},
        {"tasks..x", ERROR_USAGE, "a key is missing", ""},
        {".x", ERROR_USAGE, "a key is missing", ""},
        {"tasks.", ERROR_USAGE, "a key is missing", ""},
        {"tasks[].x", ERROR_USAGE, "behind a new item", ""},
        {"tasks[99999999999999999999]", ERROR_USAGE, "no path", ""},
    };
    (void)state;
    struct planted planted = test_plant(TREE_YAML, slice_of(text));
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        struct error error;
        struct slice found;
        bool done = find(&planted, paths[i].path, &found, &error);
        if (done || error.code != paths[i].code || strstr(error.message, paths[i].says) == NULL ||
            strncmp(error.candidates, paths[i].candidates, strlen(paths[i].candidates)) != 0) {
            print_error("%s: done %d, code %d: %s\n%s\n", paths[i].path, done, (int)error.code, error.message,
                        error.candidates);
            fail();
        }
    }
    test_plant_release(&planted);
}

/* Whatever a path is, it is read without harm, and what it says when there is no room for the error does none. */
static void any_path(void **state)
{
    static const char *const pieces[] = {"tasks", "[", "]", "\"", ".", "=", "0", "1", "id", "T-1", "b.c", "\\"};
    struct test_random random = test_random_from(3);
    struct bytes path;
    bytes_init(&path);
    (void)state;
    struct planted planted = test_plant(TREE_YAML, slice_of(text));
    size_t led = 0;
    for (size_t i = 0; i < 50000; i++) {
        struct arena arena;
        struct tree_path steps;
        uint32_t node = 0;
        arena_init(&arena);
        bytes_clear(&path);
        test_random_text(&random, pieces, sizeof pieces / sizeof pieces[0], 1 + test_random_below(&random, 7), &path);
        led += tree_path_read(&arena, bytes_slice(&path), &steps, NULL) &&
               tree_path_find(planted.tree, &steps, steps.count, &node, NULL);
        arena_release(&arena);
    }
    assert_true(led > 50);
    bytes_release(&path);
    test_plant_release(&planted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_lead_to_nodes),
        cmocka_unit_test(what_leads_nowhere),
        cmocka_unit_test(any_path),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
