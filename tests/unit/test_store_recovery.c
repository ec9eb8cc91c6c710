/* Recovery that meets what it cannot look at or take away stops with an error, changes nothing more, and leaves the
 * journal to the next writer. The end of the process at each step: test_store_crash; failing calls: tests/disk. */
#include "test_store_support.h"

enum { DIED = 42 };

static const struct save_file two[] = {
    {.path = "a.md", .existed = true, .before = {"a\n", 2}, .after = {"A\n", 2}},
    {.path = "b.md", .existed = true, .before = {"b\n", 2}, .after = {"B\n", 2}},
};

/* Ends the process before the file that is placed after `*context` others. */
static int die_while_placing(void *context, const char *step)
{
    size_t *left = context;
    if (strcmp(step, "place") == 0 && (*left)-- == 0) {
        _exit(DIED);
    }
    return 0;
}

/* A save of both files of which `placed` were exchanged. */
static void begin(struct test_place *place, size_t placed)
{
    test_place_make(place);
    test_write(place->root, "a.md", slice_of("a\n"));
    test_write(place->root, "b.md", slice_of("b\n"));
    pid_t child = test_fork();
    if (child == 0) {
        struct save_options options = {.folder = &place->folder, .fault = die_while_placing, .fault_context = &placed};
        _exit(save_files(&options, two, 2, NULL, NULL, NULL) ? 0 : 1);
    }
    assert_int_equal(test_wait(child), DIED);
    assert_int_equal(test_count_names(place->root, ".workboard-"), 2);
}

/* The path of the hidden file beside `name`. */
static const char *find_hidden(const struct test_place *place, const char *name, char path[TEST_PATH_SIZE])
{
    char prefix[TEST_PATH_SIZE];
    (void)snprintf(prefix, sizeof prefix, ".%s.workboard-", name);
    DIR *stream = opendir(place->root);
    assert_non_null(stream);
    path[0] = '\0';
    for (const struct dirent *entry = readdir(stream); entry != NULL; entry = readdir(stream)) {
        if (strncmp(entry->d_name, prefix, strlen(prefix)) == 0) {
            test_join(path, place->root, entry->d_name);
        }
    }
    closedir(stream);
    assert_true(path[0] != '\0');
    return path;
}

static void assert_stops(const struct test_place *place)
{
    const struct save_options options = {.folder = &place->folder};
    struct error error;
    error_clear(&error);
    assert_false(journal_recover(&options, NULL, &error));
    assert_int_equal(error.code, ERROR_SYSTEM);
    assert_int_equal(test_count_names(place->folder.path, "journal.json"), 1);
    error_clear(&error);
    assert_false(save_files(&options, two, 2, NULL, NULL, &error));
    assert_int_equal(error.code, ERROR_SYSTEM);
    assert_int_equal(test_count_names(place->folder.path, "journal.json"), 1);
}

static void assert_goes_on(struct test_place *place, const char *a, const char *b)
{
    const struct save_options options = {.folder = &place->folder};
    struct error error;
    error_clear(&error);
    assert_done(journal_recover(&options, NULL, &error), error);
    test_same_file_at(place->root, "a.md", slice_of(a), __FILE__, __LINE__);
    test_same_file_at(place->root, "b.md", slice_of(b), __FILE__, __LINE__);
    assert_int_equal(test_count_names(place->root, ".workboard-"), 0);
    assert_int_equal(test_count_names(place->folder.path, "journal"), 0);
    test_place_remove(place);
}

static void a_hidden_file_that_cannot_go_is_left_to_the_next(void **state)
{
    (void)state;
    struct test_place place;
    char path[TEST_PATH_SIZE];
    begin(&place, 0);
    assert_int_equal(unlink(find_hidden(&place, "b.md", path)), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_stops(&place);
    assert_stops(&place);
    assert_file(place.root, "a.md", "a\n");
    assert_file(place.root, "b.md", "b\n");
    assert_int_equal(rmdir(path), 0);
    assert_goes_on(&place, "a\n", "b\n");
}

static void a_document_that_cannot_be_read_decides_nothing(void **state)
{
    (void)state;
    struct test_place place;
    char path[TEST_PATH_SIZE];
    char away[TEST_PATH_SIZE];
    begin(&place, 1);
    assert_int_equal(rename(test_join(path, place.root, "b.md"), test_join(away, place.root, "b.away")), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_stops(&place);
    struct journal *journal = NULL;
    struct error error;
    error_clear(&error);
    assert_false(journal_read(&place.folder, &journal, &error));
    assert_int_equal(error.code, ERROR_SYSTEM);
    assert_file(place.root, "a.md", "A\n");
    assert_int_equal(test_count_names(place.root, ".workboard-"), 2);
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(rename(away, path), 0);
    assert_goes_on(&place, "A\n", "B\n");
}

static void a_journal_that_cannot_be_read_is_not_missing(void **state)
{
    (void)state;
    struct test_place place;
    char path[TEST_PATH_SIZE];
    char away[TEST_PATH_SIZE];
    begin(&place, 1);
    test_join(path, place.folder.path, "journal.json");
    assert_int_equal(rename(path, test_join(away, place.folder.path, "away")), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    struct journal *journal = NULL;
    struct error error;
    error_clear(&error);
    assert_false(journal_read(&place.folder, &journal, &error));
    assert_int_equal(error.code, ERROR_SYSTEM);
    assert_null(journal);
    assert_stops(&place);
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(rename(away, path), 0);
    assert_goes_on(&place, "A\n", "B\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hidden_file_that_cannot_go_is_left_to_the_next),
        cmocka_unit_test(a_document_that_cannot_be_read_decides_nothing),
        cmocka_unit_test(a_journal_that_cannot_be_read_is_not_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
