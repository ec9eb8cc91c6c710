/* test_outline_tree_support.h: trees of a test's own texts, and changes of them. */
#ifndef WORKBOARD_TESTS_OUTLINE_TREE_SUPPORT_H
#define WORKBOARD_TESTS_OUTLINE_TREE_SUPPORT_H

#include "test_support.h"

#include "outline/tree_change.h"
#include "outline/tree_path.h"

struct planted {
    struct source *source;
    struct tree *tree;
};

static inline struct planted test_plant(enum tree_language language, struct slice text)
{
    struct error error;
    error_clear(&error);
    struct planted planted = {.source = test_source_of(language == TREE_JSON ? "test.json" : "test.yaml", text)};
    planted.tree = tree_read(planted.source, tree_whole(planted.source), language, &error);
    if (planted.tree == NULL) {
        print_error("%zu: %s\n%.*s\n", error.line, error.message, SLICE_PRINT(text));
        fail();
    }
    return planted;
}

static inline void test_plant_release(struct planted *planted)
{
    tree_free(planted->tree);
    source_release(planted->source);
}

enum tree_test_operation { TEST_SET, TEST_ADD, TEST_FIRST, TEST_REMOVE };

static inline struct tree_content test_content(const char *text)
{
    return (struct tree_content){.type = TREE_SCALAR, .text = slice_of(text)};
}

/* Makes one change by path and appends the whole new text. The last step of the path of what is added is its key, or
 * `[]`. What was made is read again and verified. */
static inline bool test_change(enum tree_language language, struct slice text, enum tree_test_operation operation,
                               const char *where, struct tree_content content, struct bytes *out, struct error *error)
{
    struct planted before = test_plant(language, text);
    struct arena arena;
    arena_init(&arena);
    struct edits edits;
    edits_init(&edits);
    struct tree_path path;
    uint32_t node = 0;
    struct change_place place = {.position = operation == TEST_FIRST ? CHANGE_FIRST : CHANGE_LAST};
    error_clear(error);
    bool done = tree_path_read(&arena, slice_of(where), &path, error);
    size_t count = done ? path.count : 0;
    bool adds = operation == TEST_ADD || operation == TEST_FIRST;
    if (done && adds && count > 0) {
        count--;
        content.key = path.steps[count].type == TREE_STEP_KEY ? path.steps[count].key : slice_make(NULL, 0);
    }
    done = done && tree_path_find(before.tree, &path, count, &node, error);
    done = done && (adds                      ? tree_add(before.tree, node, place, &content, &edits, error)
                    : operation == TEST_SET ? tree_set(before.tree, node, &content, &edits, error)
                                            : tree_remove(before.tree, node, &edits, error));
    assert_true(done || edits.count == 0);
    if (done) {
        assert_done(edits_apply(&edits, text, out, error), *error);
        struct planted after = test_plant(language, bytes_slice(out));
        assert_done(adds ? tree_verify_add(before.tree, after.tree, node, place, &content, error)
                    : operation == TEST_SET ? tree_verify_set(before.tree, after.tree, node, &content, error)
                                            : tree_verify_remove(before.tree, after.tree, node, error),
                    *error);
        test_plant_release(&after);
    }
    edits_release(&edits);
    arena_release(&arena);
    test_plant_release(&before);
    return done;
}

static inline void test_changes_once(enum tree_language language, struct slice text, enum tree_test_operation operation,
                                   const char *path, struct tree_content content, struct slice wanted,
                                   const char *file, int line)
{
    struct error error;
    struct bytes out;
    bytes_init(&out);
    if (!test_change(language, text, operation, path, content, &out, &error)) {
        print_error("%s: code %d: %s\n", path, (int)error.code, error.message);
        _fail(file, line);
    }
    test_same_bytes_at(bytes_slice(&out), wanted, file, line);
    bytes_release(&out);
}

/* The text with other line endings, or without the last one. */
static inline void test_tree_vary(struct slice text, bool returns, bool open, struct bytes *out)
{
    size_t size = open ? slice_trim(text).size : text.size;
    for (size_t i = 0; i < size; i++) {
        bytes_append_text(out, returns && text.data[i] == '\n' ? "\r" : "");
        bytes_append_byte(out, text.data[i]);
    }
    bytes_append_text(out, "");
    assert_false(out->failed);
}

/* As written, with CR LF, and both of them without the last line ending where both texts end with one, in which case
 * they must not begin or end with other white space. */
static inline void test_changes_at(enum tree_language language, struct slice text, enum tree_test_operation operation,
                                   const char *path, struct tree_content content, struct slice wanted,
                                   const char *file, int line)
{
    const char *first = text.size == 0 ? NULL : memchr(text.data, '\n', text.size);
    bool several = first != NULL && (size_t)(first - text.data) + 1 < text.size;
    bool both = several && slice_ends(text, slice_of("\n")) && slice_ends(wanted, slice_of("\n")) &&
                !slice_ends(text, slice_of("\n\n"));
    for (int variant = 0; variant < (both ? 4 : several ? 2 : 1); variant++) {
        struct bytes from;
        struct bytes to;
        bytes_init(&from);
        bytes_init(&to);
        test_tree_vary(text, (variant & 1) != 0, (variant & 2) != 0, &from);
        test_tree_vary(wanted, (variant & 1) != 0, (variant & 2) != 0, &to);
        test_changes_once(language, bytes_slice(&from), operation, path, content, bytes_slice(&to), file, line);
        bytes_release(&from);
        bytes_release(&to);
    }
}

static inline void test_refuses_at(enum tree_language language, struct slice text, enum tree_test_operation operation,
                                   const char *path, struct tree_content content, enum error_code code,
                                   const char *file, int line)
{
    struct error error;
    struct bytes out;
    bytes_init(&out);
    bool done = test_change(language, text, operation, path, content, &out, &error);
    bytes_release(&out);
    if (done || error.code != code) {
        print_error("%s: done %d, code %d: %s\n", path, done, (int)error.code, error.message);
        _fail(file, line);
    }
}

#define YAML_CHANGES(operation, text, path, content, wanted)                                                          \
    test_changes_at(TREE_YAML, TEST_SLICE(text), (operation), (path), (content), TEST_SLICE(wanted), __FILE__, __LINE__)
#define JSON_CHANGES(operation, text, path, content, wanted)                                                          \
    test_changes_at(TREE_JSON, TEST_SLICE(text), (operation), (path), (content), TEST_SLICE(wanted), __FILE__, __LINE__)
#define YAML_REFUSES(operation, text, path, content, code)                                                            \
    test_refuses_at(TREE_YAML, TEST_SLICE(text), (operation), (path), (content), (code), __FILE__, __LINE__)
#define JSON_REFUSES(operation, text, path, content, code)                                                            \
    test_refuses_at(TREE_JSON, TEST_SLICE(text), (operation), (path), (content), (code), __FILE__, __LINE__)

#endif
