/* git, run as a program: its answers, its bounds, the cleaned environment, and commits of exactly some files. */
#include "test_store_support.h"

#include "store/git_commit.h"
#include "store/git_part.h"
#include "store/git_process.h"

/* What of the world the program gets here: a path to find git in, an identity, and traps that must not be passed on. */
struct world {
    struct test_place place;
    struct git git;
    char path[4096];
    char home[TEST_PATH_SIZE + 8];
    char *variables[12];
};

static char author[] = "GIT_AUTHOR_NAME=Ada";
static char author_mail[] = "GIT_AUTHOR_EMAIL=ada@example.org";
static char committer[] = "GIT_COMMITTER_NAME=Ada";
static char committer_mail[] = "GIT_COMMITTER_EMAIL=ada@example.org";
static char no_system[] = "GIT_CONFIG_NOSYSTEM=1";
static char wrong_folder[] = "GIT_DIR=/nonexistent";
static char wrong_index[] = "GIT_INDEX_FILE=/nonexistent/index";

static void ask(struct world *world, struct bytes *output, const char *const *arguments)
{
    struct error error = {0};
    bytes_clear(output);
    assert_done(git_ask(&world->git, arguments, slice_of(""), output, &error), error);
}

#define ASK(world, output, ...) ask(world, output, (const char *const[]){__VA_ARGS__, NULL})

static void assert_says(struct world *world, const char *wanted, const char *const *arguments)
{
    struct bytes output;
    bytes_init(&output);
    ask(world, &output, arguments);
    assert_string_equal(output.data == NULL ? "" : output.data, wanted);
    bytes_release(&output);
}

#define SAYS(world, wanted, ...) assert_says(world, wanted, (const char *const[]){__VA_ARGS__, NULL})

static void begin(struct world *world)
{
    *world = (struct world){0};
    test_place_make(&world->place);
    (void)snprintf(world->path, sizeof world->path, "PATH=%s", getenv("PATH"));
    (void)snprintf(world->home, sizeof world->home, "HOME=%s", world->place.top);
    char *const variables[] = {world->path, world->home, author, author_mail, committer, committer_mail,
                               no_system,   wrong_folder, wrong_index, NULL};
    memcpy(world->variables, variables, sizeof variables);
    /* The support's .git is a mere folder: it becomes a real repository. */
    world->git = (struct git){.top = world->place.top, .variables = world->variables};
    struct bytes output;
    bytes_init(&output);
    ASK(world, &output, "init", "--quiet", ".");
    bytes_release(&output);
    struct error error = {0};
    assert_done(git_open(world->place.root, world->variables, &world->git, &error), error);
    assert_string_equal(world->git.top, world->place.top);
}

static void end(struct world *world)
{
    git_close(&world->git);
    test_place_remove(&world->place);
}

static void commit(struct world *world, const char *message, const char *const *paths, size_t count)
{
    struct error error = {0};
    struct bytes id;
    bytes_init(&id);
    assert_done(git_commit_paths(&world->git, paths, count, slice_of(message), &id, &error), error);
    assert_int_equal(id.size, 40);
    bytes_release(&id);
}

static void put_and_add(struct world *world, const char *name, const char *text)
{
    struct bytes output;
    bytes_init(&output);
    test_write(world->place.top, name, slice_of(text));
    ASK(world, &output, "add", name);
    bytes_release(&output);
}

static void test_a_folder_outside_has_none(void **state)
{
    (void)state;
    struct world world;
    begin(&world);
    struct git none;
    struct error error = {0};
    assert_false(git_open("/", world.variables, &none, &error));
    assert_int_equal(error.code, ERROR_NOT_FOUND);
    git_close(&none);
    error_clear(&error);
    assert_null(git_path(&world.git, "/", &error));
    assert_int_equal(error.code, ERROR_NOT_FOUND);
    end(&world);
}

static void test_failures_say_why(void **state)
{
    (void)state;
    struct world world;
    begin(&world);
    struct error error = {0};
    struct bytes output;
    bytes_init(&output);
    const char *const wrong[] = {"rev-parse", "--verify", "nothing", NULL};
    assert_false(git_ask(&world.git, wrong, slice_of(""), &output, &error));
    assert_int_equal(error.code, ERROR_SYSTEM);
    assert_non_null(strstr(error.message, "git rev-parse failed: "));
    bytes_release(&output);
    end(&world);
}

static void test_large_input_and_output_pass(void **state)
{
    (void)state;
    struct world world;
    begin(&world);
    struct bytes text;
    struct bytes id;
    struct bytes back;
    bytes_init(&text);
    bytes_init(&id);
    bytes_init(&back);
    while (text.size < 300000) {
        assert_true(bytes_append_format(&text, "line %zu\n", text.size));
    }
    struct error error = {0};
    const char *const store[] = {"hash-object", "-w", "--stdin", NULL};
    assert_done(git_ask(&world.git, store, bytes_slice(&text), &id, &error), error);
    id.data[id.size - 1] = '\0';
    const char *const show[] = {"cat-file", "blob", id.data, NULL};
    assert_done(git_ask(&world.git, show, slice_of(""), &back, &error), error);
    assert_true(slice_equal(bytes_slice(&back), bytes_slice(&text)));
    /* A program that does not read what it is given is no trouble. */
    bytes_clear(&back);
    const char *const deaf[] = {"rev-parse", "--git-dir", NULL};
    assert_done(git_ask(&world.git, deaf, bytes_slice(&text), &back, &error), error);
    /* More than was asked for is. */
    const struct git_process process = {.folder = world.git.top, .variables = world.variables, .arguments = show,
                                        .name = "cat-file", .limit = 1000};
    int status = 0;
    bytes_clear(&back);
    assert_false(git_process_run(&process, &back, &id, &status, &error));
    assert_int_equal(error.code, ERROR_SYSTEM);
    bytes_release(&text);
    bytes_release(&id);
    bytes_release(&back);
    end(&world);
}

static void test_what_hangs_is_ended(void **state)
{
    (void)state;
    struct world world;
    begin(&world);
    struct error error = {0};
    struct bytes output;
    struct bytes complaint;
    int status = 0;
    bytes_init(&output);
    bytes_init(&complaint);
    const char *const hang[] = {"-c", "alias.hang=!exec sleep 600", "hang", NULL};
    const struct git_process process = {
        .folder = world.git.top, .variables = world.variables, .arguments = hang, .name = "hang", .seconds = 1};
    assert_false(git_process_run(&process, &output, &complaint, &status, &error));
    assert_int_equal(error.code, ERROR_SYSTEM);
    assert_non_null(strstr(error.message, "git hang took more than 1 seconds"));
    bytes_release(&output);
    bytes_release(&complaint);
    end(&world);
}

static void test_exactly_these_files_are_committed(void **state)
{
    (void)state;
    struct world world;
    begin(&world);
    const char *const both[] = {"plan/A.md", "other.txt"};
    const char *const one[] = {"plan/A.md"};
    put_and_add(&world, "plan/A.md", "a\n");
    put_and_add(&world, "other.txt", "o\n");
    commit(&world, "first\n", both, 2);
    /* Staged, dirty and untracked things stand beside it. */
    put_and_add(&world, "other.txt", "staged\n");
    test_write(world.place.top, "other.txt", slice_of("dirty\n"));
    test_write(world.place.top, "new.txt", slice_of("new\n"));
    put_and_add(&world, "staged.txt", "s\n");
    struct error error = {0};
    bool mixed = true;
    assert_done(git_commit_check(&world.git, one, 1, &mixed, &error), error);
    assert_false(mixed);
    test_write(world.place.top, "plan/A.md", slice_of("b\n"));
    commit(&world, "# claim A\n\nbody\n", one, 1);
    SAYS(&world, "plan/A.md\n", "show", "--format=", "--name-only", "HEAD");
    SAYS(&world, "# claim A\n\nbody\n\n", "log", "-1", "--format=%B");
    SAYS(&world, "MM other.txt\nA  staged.txt\n?? new.txt\n", "status", "--porcelain", "--", "other.txt", "staged.txt",
         "new.txt");
    end(&world);
}

static void test_mixed_files_are_noticed(void **state)
{
    (void)state;
    struct world world;
    begin(&world);
    const char *const one[] = {"plan/A.md"};
    struct error error = {0};
    test_write(world.place.top, "plan/A.md", slice_of("a\n"));
    bool mixed = false;
    assert_false(git_commit_check(&world.git, one, 1, &mixed, &error));
    assert_string_equal(error.rule, "commit.mixed");
    assert_string_equal(error.file, "plan/A.md");
    put_and_add(&world, "plan/A.md", "a\n");
    commit(&world, "first\n", one, 1);
    test_write(world.place.top, "plan/A.md", slice_of("b\n"));
    assert_done(git_commit_check(&world.git, one, 1, &mixed, &error), error);
    assert_true(mixed);
    end(&world);
}

#define TABLE(a, b, c) "| No | State |\n|---|---|\n| T1 | " a " |\n| T2 | " b " |\n| T3 | " c " |\n"

/* The commit holds the change alone, the index what was staged and the change, the work tree everything. */
static void test_a_change_is_committed_alone(void **state)
{
    (void)state;
    struct world world;
    begin(&world);
    const char *const one[] = {"plan/A.md"};
    struct error error = {0};
    put_and_add(&world, "plan/A.md", TABLE("open", "open", "open"));
    commit(&world, "first\n", one, 1);
    put_and_add(&world, "plan/A.md", TABLE("open", "staged", "open"));
    put_and_add(&world, "other.txt", "staged\n");
    struct slice before = slice_of(TABLE("open", "staged", "dirty"));
    struct slice after = slice_of(TABLE("done", "staged", "dirty"));
    struct git_part part = {0};
    struct bytes id;
    bytes_init(&id);
    assert_done(git_part_begin(&world.git, one[0], before, after, NULL, &part, &error), error);
    test_write(world.place.top, "plan/A.md", after);
    assert_done(git_part_commit(&world.git, &part, 1, slice_of("T1 is done\n"), &id, &error), error);
    assert_int_equal(id.size, 40);
    SAYS(&world, "plan/A.md\n", "show", "--format=", "--name-only", "HEAD");
    SAYS(&world, TABLE("done", "open", "open"), "show", "HEAD:plan/A.md");
    SAYS(&world, TABLE("done", "staged", "open"), "show", ":plan/A.md");
    SAYS(&world, "A  other.txt\nMM plan/A.md\n", "status", "--porcelain");
    git_part_end(&part);
    /* What somebody else changed in the same place does not come apart. */
    before = slice_of(TABLE("other", "staged", "dirty"));
    assert_false(git_part_begin(&world.git, one[0], before, slice_of(TABLE("mine", "staged", "dirty")), NULL, &part, &error));
    assert_string_equal(error.rule, "commit.mixed");
    assert_string_equal(error.file, "plan/A.md");
    git_part_end(&part);
    /* Nor does a file that was never committed. */
    put_and_add(&world, "plan/B.md", "b\n");
    assert_false(git_part_begin(&world.git, "plan/B.md", slice_of("b\n"), slice_of("c\n"), NULL, &part, &error));
    assert_string_equal(error.rule, "commit.mixed");
    git_part_end(&part);
    bytes_release(&id);
    end(&world);
}

static void test_a_hook_can_refuse(void **state)
{
    (void)state;
    struct world world;
    begin(&world);
    const char *const one[] = {"plan/A.md"};
    put_and_add(&world, "plan/A.md", "a\n");
    char path[TEST_PATH_SIZE];
    (void)mkdir(test_join(path, world.place.top, ".git/hooks"), 0755);
    test_write(world.place.top, ".git/hooks/pre-commit", slice_of("#!/bin/sh\necho 'not today' >&2\nexit 1\n"));
    assert_int_equal(chmod(test_join(path, world.place.top, ".git/hooks/pre-commit"), 0755), 0);
    struct error error = {0};
    struct bytes id;
    bytes_init(&id);
    assert_false(git_commit_paths(&world.git, one, 1, slice_of("x\n"), &id, &error));
    assert_int_equal(error.code, ERROR_SYSTEM);
    assert_string_equal(error.message, "git commit failed: not today");
    bytes_release(&id);
    end(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_folder_outside_has_none),
        cmocka_unit_test(test_failures_say_why),
        cmocka_unit_test(test_large_input_and_output_pass),
        cmocka_unit_test(test_what_hangs_is_ended),
        cmocka_unit_test(test_exactly_these_files_are_committed),
        cmocka_unit_test(test_mixed_files_are_noticed),
        cmocka_unit_test(test_a_change_is_committed_alone),
        cmocka_unit_test(test_a_hook_can_refuse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
