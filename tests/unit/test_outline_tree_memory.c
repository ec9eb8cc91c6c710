/* Every allocation of reading and changing YAML and JSON fails in turn: the failure is reported, nothing leaks and
 * nothing breaks. Linked with -Wl,--wrap=memory_new,--wrap=memory_grow, which leads the calls of the library here. */
#include "test_outline_tree_support.h"
#include "test_memory_wrap.h"

static const char yaml[] = "a: &x [b, {c: 'd', \"\xC3\xA9\\t\": *x}]\nl: |\n  caf\xE9\ns:\n- k: v\n- k: w\n";
static const char json[] = "{\n  \"a\": [1, \"x\\u00e9\"],\n  \"s\": [\n    {\"k\": \"v\"}\n  ]\n}\n";

static void reading(void **state)
{
    (void)state;
    for (int language = TREE_YAML; language <= TREE_JSON; language++) {
        struct source *source = test_source_of("x", slice_of(language == TREE_JSON ? json : yaml));
        size_t allowed = 0;
        do {
            struct error error;
            error_clear(&error);
            allocation_failed = false;
            allocations_left = allowed++;
            struct tree *tree = tree_read(source, tree_whole(source), (enum tree_language)language, &error);
            allocations_left = SIZE_MAX;
            assert_int_equal(tree != NULL, !allocation_failed);
            assert_int_equal(error.code, allocation_failed ? ERROR_SYSTEM : ERROR_NONE);
            tree_free(tree);
        } while (allocation_failed);
        assert_true(allowed > 4);
        source_release(source);
    }
}

/* One change, as often as it has allocations. */
static void change(enum tree_language language, const char *where, enum tree_test_operation operation,
                   struct tree_content content)
{
    struct planted planted = test_plant(language, slice_of(language == TREE_JSON ? json : yaml));
    size_t allowed = 0;
    do {
        struct error error;
        struct arena arena;
        struct edits edits;
        struct tree_path path;
        uint32_t node = 0;
        struct change_place place = {.position = CHANGE_LAST};
        error_clear(&error);
        arena_init(&arena);
        edits_init(&edits);
        allocation_failed = false;
        allocations_left = allowed++;
        bool done = tree_path_read(&arena, slice_of(where), &path, &error) &&
                    tree_path_find(planted.tree, &path, path.count, &node, &error);
        done = done && (operation == TEST_ADD   ? tree_add(planted.tree, node, place, &content, &edits, &error)
                        : operation == TEST_SET ? tree_set(planted.tree, node, &content, &edits, &error)
                                                : tree_remove(planted.tree, node, &edits, &error));
        allocations_left = SIZE_MAX;
        assert_int_equal(done, !allocation_failed);
        assert_int_equal(error.code, allocation_failed ? ERROR_SYSTEM : ERROR_NONE);
        assert_true(done ? edits.count > 0 : edits.count == 0);
        edits_release(&edits);
        arena_release(&arena);
    } while (allocation_failed);
    assert_true(allowed > 2);
    test_plant_release(&planted);
}

static void changing(void **state)
{
    static const struct tree_content inner = {.type = TREE_SCALAR, .text = {.data = "i: j", .size = 4}};
    static const struct tree_content items[] = {
        {.type = TREE_SCALAR, .key = {.data = "k", .size = 1}, .text = {.data = "x", .size = 1}},
        {.type = TREE_SEQUENCE, .key = {.data = "m", .size = 1}, .items = &inner, .count = 1},
    };
    struct tree_content record = {.type = TREE_MAP, .items = items, .count = 2};
    struct tree_content keyed = record;
    keyed.key = slice_of("new");
    struct tree_content text = test_content("it's \"so\"\nand so");
    (void)state;
    change(TREE_YAML, "a[0]", TEST_SET, text);
    change(TREE_YAML, "l", TEST_SET, text);
    change(TREE_YAML, "l", TEST_SET, test_content("\x01"));
    change(TREE_YAML, "s[1].k", TEST_SET, text);
    change(TREE_YAML, "a", TEST_ADD, text);
    change(TREE_YAML, "s", TEST_ADD, record);
    change(TREE_YAML, "", TEST_ADD, keyed);
    change(TREE_YAML, "s[0].k", TEST_REMOVE, text);
    change(TREE_YAML, "s[0]", TEST_REMOVE, text);
    change(TREE_YAML, "a[1].c", TEST_REMOVE, text);
    change(TREE_JSON, "a[1]", TEST_SET, text);
    change(TREE_JSON, "s", TEST_ADD, record);
    change(TREE_JSON, "", TEST_ADD, keyed);
    change(TREE_JSON, "s[0]", TEST_REMOVE, text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reading),
        cmocka_unit_test(changing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
