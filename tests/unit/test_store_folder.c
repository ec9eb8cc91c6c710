/* Where journal and log lie, and that finding it writes nothing. */
#include "test_store_support.h"

static void find(const char *root, const struct folder_environment *environment, struct folder *folder)
{
    struct error error;
    error_clear(&error);
    assert_done(folder_find(root, environment, folder, &error), error);
}

static void assert_starts(const char *text, const char *folder, const char *name)
{
    char start[TEST_PATH_SIZE];
    test_join(start, folder, name);
    assert_non_null(text);
    if (strncmp(text, start, strlen(start)) != 0) {
        fail_msg("%s does not begin with %s", text, start);
    }
}

static void the_git_directory_of_the_work_tree_is_taken(void **state)
{
    struct test_place *place = *state;
    char git[TEST_PATH_SIZE];
    test_join(git, place->top, ".git");
    assert_starts(place->folder.path, git, "workboard/");
    assert_starts(place->folder.other, place->top, ".local/state/workboard/");
    assert_int_equal(test_count_names(git, "workboard"), 0);
    assert_int_equal(test_count_names(place->top, ".local"), 0);
    struct error error;
    assert_done(folder_make(&place->folder, &error), error);
    assert_done(folder_make(&place->folder, &error), error);
    struct stat status;
    assert_int_equal(stat(place->folder.path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0700);
}

static void two_plans_of_a_repository_have_two_folders(void **state)
{
    struct test_place *place = *state;
    char path[TEST_PATH_SIZE];
    assert_int_equal(mkdir(test_join(path, place->top, "other"), 0755), 0);
    const struct folder_environment environment = {.home = place->top};
    struct folder other;
    struct folder whole;
    struct folder again;
    find(path, &environment, &other);
    find(place->top, &environment, &whole);
    assert_string_not_equal(other.path, place->folder.path);
    assert_string_not_equal(whole.path, place->folder.path);
    assert_string_not_equal(whole.path, other.path);
    assert_int_equal(symlink("plan", test_join(path, place->top, "alias")), 0);
    find(path, &environment, &again);
    assert_string_equal(again.path, place->folder.path);
    assert_string_equal(again.root, place->folder.root);
    folder_release(&other);
    folder_release(&whole);
    folder_release(&again);
}

static void a_moved_repository_keeps_its_folder(void **state)
{
    struct test_place *place = *state;
    char name[32];
    const char *hash = strrchr(place->folder.path, '/');
    (void)snprintf(name, sizeof name, "%s", hash);
    char moved[TEST_PATH_SIZE + 8];
    (void)snprintf(moved, sizeof moved, "%s-moved", place->top);
    assert_int_equal(rename(place->top, moved), 0);
    char root[TEST_PATH_SIZE];
    struct folder folder;
    find(test_join(root, moved, "plan"), &(struct folder_environment){0}, &folder);
    assert_string_equal(strrchr(folder.path, '/'), name);
    assert_null(folder.other);
    folder_release(&folder);
    assert_int_equal(rename(moved, place->top), 0);
}

static void a_linked_work_tree_has_its_own(void **state)
{
    struct test_place *place = *state;
    char path[TEST_PATH_SIZE];
    char tree[TEST_PATH_SIZE];
    char git[TEST_PATH_SIZE];
    assert_int_equal(mkdir(test_join(path, place->top, ".git/worktrees"), 0755), 0);
    assert_int_equal(mkdir(test_join(git, place->top, ".git/worktrees/second"), 0755), 0);
    test_write(git, "HEAD", slice_of("ref: refs/heads/second\n"));
    assert_int_equal(mkdir(test_join(tree, place->top, "second"), 0755), 0);
    assert_int_equal(mkdir(test_join(path, tree, "plan"), 0755), 0);
    const struct folder_environment environment = {.home = place->top};
    struct folder folder;
    test_write(tree, ".git", slice_of("gitdir: ../.git/worktrees/second\n"));
    find(path, &environment, &folder);
    assert_starts(folder.path, tree, "../.git/worktrees/second/workboard/");
    assert_string_not_equal(folder.path, place->folder.path);
    folder_release(&folder);
    char absolute[TEST_PATH_SIZE + 16];
    (void)snprintf(absolute, sizeof absolute, "gitdir: %s\r\n", git);
    test_write(tree, ".git", slice_of(absolute));
    find(path, &environment, &folder);
    assert_starts(folder.path, git, "workboard/");
    folder_release(&folder);
    /* What is no git directory is not written to. */
    test_write(tree, ".git", slice_of("gitdir: ../plan\n"));
    find(path, &environment, &folder);
    assert_starts(folder.path, place->top, ".git/workboard/");
    folder_release(&folder);
}

static void without_git_the_state_folder_is_taken(void **state)
{
    struct test_place *place = *state;
    char git[TEST_PATH_SIZE];
    char state_home[TEST_PATH_SIZE];
    test_remove(test_join(git, place->top, ".git"));
    test_join(state_home, place->top, "state");
    struct folder folder;
    find(place->root, &(struct folder_environment){.home = place->top, .state_home = state_home}, &folder);
    assert_starts(folder.path, state_home, "workboard/");
    folder_release(&folder);
    find(place->root, &(struct folder_environment){.home = place->top, .state_home = "relative"}, &folder);
    assert_starts(folder.path, place->top, ".local/state/workboard/");
    struct error error;
    assert_done(folder_make(&folder, &error), error);
    assert_int_equal(access(folder.path, W_OK), 0);
    folder_release(&folder);
    find(place->root, &(struct folder_environment){0}, &folder);
    if (folder.path != NULL) {
        /* The temporary folder lies in somebody's repository. */
        folder_release(&folder);
        return;
    }
    assert_false(folder_make(&folder, &error));
    assert_int_equal(error.code, ERROR_SYSTEM);
    assert_non_null(strstr(error.message, "XDG_STATE_HOME"));
    struct save_options options = {.folder = &folder};
    test_write(place->root, "a.md", slice_of("a\n"));
    const struct save_file file = {
        .path = "a.md", .existed = true, .before = slice_of("a\n"), .after = slice_of("b\n")};
    assert_false(save_files(&options, &file, 1, NULL, NULL, &error));
    assert_int_equal(error.code, ERROR_SYSTEM);
    assert_file(place->root, "a.md", "a\n");
    folder_release(&folder);
}

static void a_git_directory_that_cannot_be_written_is_only_read(void **state)
{
    struct test_place *place = *state;
    if (geteuid() == 0) {
        return; /* everything can be written */
    }
    char git[TEST_PATH_SIZE];
    assert_int_equal(chmod(test_join(git, place->top, ".git"), 0555), 0);
    struct folder folder;
    find(place->root, &(struct folder_environment){.home = place->top}, &folder);
    assert_starts(folder.path, place->top, ".local/state/workboard/");
    assert_starts(folder.other, git, "workboard/");
    folder_release(&folder);
}

static void a_missing_root_is_not_found(void **state)
{
    struct test_place *place = *state;
    char path[TEST_PATH_SIZE];
    struct folder folder;
    struct error error;
    assert_false(folder_find(test_join(path, place->top, "none"), &(struct folder_environment){0}, &folder, &error));
    assert_int_equal(error.code, ERROR_NOT_FOUND);
    folder_release(&folder);
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
        cmocka_unit_test_setup_teardown(the_git_directory_of_the_work_tree_is_taken, setup, teardown),
        cmocka_unit_test_setup_teardown(two_plans_of_a_repository_have_two_folders, setup, teardown),
        cmocka_unit_test_setup_teardown(a_moved_repository_keeps_its_folder, setup, teardown),
        cmocka_unit_test_setup_teardown(a_linked_work_tree_has_its_own, setup, teardown),
        cmocka_unit_test_setup_teardown(without_git_the_state_folder_is_taken, setup, teardown),
        cmocka_unit_test_setup_teardown(a_git_directory_that_cannot_be_written_is_only_read, setup, teardown),
        cmocka_unit_test_setup_teardown(a_missing_root_is_not_found, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
