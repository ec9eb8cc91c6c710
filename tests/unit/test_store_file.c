/* Reading what is a document, refusing what is not, and never waiting for it. */
#include "test_store_support.h"

#include "base/memory.h"
#include "store/file.h"


static void content_and_identity_are_read(void **state)
{
    struct test_place *place = *state;
    test_write(place->root, "a.md", TEST_SLICE("one\0two\r\n\xff"));
    char path[TEST_PATH_SIZE];
    assert_int_equal(chmod(test_join(path, place->root, "a.md"), 0640), 0);
    struct bytes content;
    struct file_identity identity;
    struct error error;
    bytes_init(&content);
    bytes_append_text(&content, "before:");
    assert_done(file_read(path, 100, &content, &identity, &error), error);
    assert_same_bytes(bytes_slice(&content), TEST_SLICE("before:one\0two\r\n\xff"));
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    assert_true(identity.inode == status.st_ino && identity.device == status.st_dev);
    assert_int_equal(identity.size, 10);
    assert_int_equal(identity.mode, 0640);
    assert_true(identity.modified > INT64_C(1500000000) * 1000000000);
    struct file_identity again;
    assert_true(file_identify(path, &again, &error));
    assert_true(file_identity_unchanged(&identity, &again));
    test_append(place->root, "a.md", "more");
    assert_true(file_identify(path, &again, &error));
    assert_true(file_identity_same(&identity, &again));
    assert_false(file_identity_unchanged(&identity, &again));
    bytes_release(&content);
}

static void expect_failure(const char *path, size_t limit, enum error_code code, const char *part)
{
    struct bytes content;
    struct error error;
    error_clear(&error);
    bytes_init(&content);
    bytes_append_text(&content, "kept");
    assert_false(file_read(path, limit, &content, NULL, &error));
    assert_int_equal(error.code, code);
    assert_string_equal(error.file, path);
    if (strstr(error.message, part) == NULL) {
        fail_msg("\"%s\" does not say \"%s\"", error.message, part);
    }
    assert_same_text(bytes_slice(&content), "kept");
    bytes_release(&content);
}

static void what_is_no_document_is_refused_at_once(void **state)
{
    struct test_place *place = *state;
    char path[TEST_PATH_SIZE];
    expect_failure(test_join(path, place->root, "none.md"), 100, ERROR_NOT_FOUND, "no such file");
    assert_int_equal(mkfifo(test_join(path, place->root, "pipe.md"), 0644), 0);
    expect_failure(path, 100, ERROR_SYSTEM, "pipe");
    expect_failure(place->root, 100, ERROR_SYSTEM, "folder");
    expect_failure("/dev/null", 100, ERROR_SYSTEM, "device");
    assert_int_equal(symlink("b.md", test_join(path, place->root, "c.md")), 0);
    assert_int_equal(symlink("c.md", test_join(path, place->root, "b.md")), 0);
    expect_failure(path, 100, ERROR_SYSTEM, "circle");
    test_write(place->root, "large.md", TEST_SLICE("0123456789"));
    expect_failure(test_join(path, place->root, "large.md"), 9, ERROR_SYSTEM, "more than 9 bytes");
    struct bytes content;
    bytes_init(&content);
    assert_true(file_read(path, 10, &content, NULL, NULL));
    bytes_release(&content);
}

static void links_are_followed_and_an_empty_file_is_one(void **state)
{
    struct test_place *place = *state;
    char path[TEST_PATH_SIZE];
    test_write(place->top, "real.md", TEST_SLICE(""));
    assert_int_equal(symlink("../real.md", test_join(path, place->root, "link.md")), 0);
    struct bytes content;
    bytes_init(&content);
    assert_true(file_read(path, 10, &content, NULL, NULL));
    assert_int_equal(content.size, 0);
    bytes_release(&content);
}

static void a_new_file_never_hides_an_old_one(void **state)
{
    struct test_place *place = *state;
    char path[TEST_PATH_SIZE];
    struct error error;
    test_join(path, place->root, "new.md");
    assert_done(file_create(path, 0644, slice_of("new\n"), true, &error), error);
    assert_false(file_create(path, 0644, slice_of("other\n"), true, &error));
    assert_int_equal(error.code, ERROR_CONFLICT);
    assert_file(place->root, "new.md", "new\n");
    assert_done(file_replace(path, slice_of("replaced\n"), FILE_SAFE, &error), error);
    assert_file(place->root, "new.md", "replaced\n");
    assert_int_equal(test_count_names(place->root, ".workboard-"), 0);
    assert_false(file_replace("/proc/no/such/place", slice_of("x"), FILE_LOOSE, &error));
    assert_int_equal(error.code, ERROR_SYSTEM);
}

static void paths_are_put_together(void **state)
{
    (void)state;
    const struct {
        const char *folder;
        const char *name;
        const char *path;
    } joins[] = {{"/", "a", "/a"}, {"/b//", "a", "/b/a"}, {"b", "a", "b/a"}};
    for (size_t i = 0; i < sizeof joins / sizeof joins[0]; i++) {
        char *path = file_join(joins[i].folder, joins[i].name);
        assert_string_equal(path, joins[i].path);
        memory_free(path);
    }
    const char *const folders[][2] = {{"/a", "/"}, {"a", "."}, {"/a/b", "/a"}, {"a/b/c", "a/b"}};
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        char *folder = file_folder(folders[i][0]);
        assert_string_equal(folder, folders[i][1]);
        memory_free(folder);
    }
    char long_name[300];
    memset(long_name, 'n', sizeof long_name - 1);
    long_name[sizeof long_name - 1] = '\0';
    char *beside = file_name_beside(long_name);
    assert_true(strlen(beside) < 255 && beside[0] == '.');
    memory_free(beside);
    beside = file_name_beside("/x/STATUS.md");
    assert_int_equal(strncmp(beside, "/x/.STATUS.md.workboard-", 24), 0);
    assert_int_equal(strlen(beside), 30);
    memory_free(beside);
}

static int setup(void **state)
{
    static struct test_place place;
    test_place_make(&place);
    *state = &place;
    return 0;
}

static int teardown(void **state)
{
    test_place_remove(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(content_and_identity_are_read, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_no_document_is_refused_at_once, setup, teardown),
        cmocka_unit_test_setup_teardown(links_are_followed_and_an_empty_file_is_one, setup, teardown),
        cmocka_unit_test_setup_teardown(a_new_file_never_hides_an_old_one, setup, teardown),
        cmocka_unit_test(paths_are_put_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
