/* Evidence on disk: which files are found, whose they are, which is the newest; and what of it a verb sees. */
#include "test_store_support.h"

#include "store/evidence.h"
#include "store/workspace.h"

static const char registry[] = "# Registry\n\n## M1 Tasks\n\n"
                               "| Task ID | Status | Depends On | Required Gates |\n|---|---|---|---|\n"
                               "| M1-T01 Oars | in_progress | - | VG-WOOD-001 |\n"
                               "| M1-T02 Sails | todo | - | VG-WOOD-001, VG-CLOTH-002 |\n"
                               "| M1-T03 Paint | todo | - | - |\n"
                               "| M1-T010 Flags | todo | - | - |\n";
static const char status[] = "# Status\n\n## Milestone Board\n\n| Milestone | Status | Notes |\n|---|---|---|\n"
                             "| M1 Boats | In progress | |\n\n"
                             "## Resolved This Session\n\n| ID | Resolution | Evidence |\n|---|---|---|\n"
                             "| R1 | Wood bought | `docs/plan/evidence/receipt.txt` |\n";

static void make_folder(const char *root, const char *name)
{
    char path[TEST_PATH_SIZE];
    assert_int_equal(mkdir(test_join(path, root, name), 0755), 0);
}

/* Makes the folders of `name` as needed, and the file, last changed on 2026-01-01 and `age` seconds before. */
static void put(const char *root, const char *name, long age)
{
    char path[TEST_PATH_SIZE];
    char part[TEST_PATH_SIZE];
    for (size_t i = 0; name[i] != '\0'; i++) {
        if (name[i] == '/') {
            memcpy(part, name, i);
            part[i] = '\0';
            (void)mkdir(test_join(path, root, part), 0755);
        }
    }
    test_write(root, name, slice_of("proof\n"));
    const struct timespec times[2] = {{.tv_sec = 1767225600 - age}, {.tv_sec = 1767225600 - age}};
    assert_int_equal(utimensat(AT_FDCWD, test_join(path, root, name), times, 0), 0);
}

static struct test_place make_place(void)
{
    struct test_place place = {0};
    test_place_make(&place);
    test_write(place.root, "TASK-REGISTRY.md", slice_of(registry));
    test_write(place.root, "STATUS.md", slice_of(status));
    return place;
}

static struct workspace *open_place(const struct test_place *place)
{
    struct error error = {0};
    const struct workspace_environment environment = {.directory = place->root, .home = place->top};
    struct workspace *workspace = workspace_open(&environment, NULL, NULL, &error);
    assert_done(workspace != NULL, error);
    return workspace;
}

static const struct record *find_task(const struct workspace *workspace, const char *id)
{
    const struct records *tasks = &workspace_plan(workspace)->records[KIND_TASK];
    for (size_t i = 0; i < tasks->count; i++) {
        if (slice_equal(tasks->items[i]->id, slice_of(id))) {
            return tasks->items[i];
        }
    }
    fail();
    return NULL;
}

/* The paths of what fits, one a line. */
static void check_files(struct workspace *workspace, const char *id,
                        bool (*fits)(const struct evidence_file *, const struct record *), const char *wanted)
{
    struct arena arena;
    struct evidence evidence;
    struct error error = {0};
    struct bytes text = {0};
    arena_init(&arena);
    assert_done(evidence_read(workspace_plan(workspace)->profile, workspace_root(workspace), &arena, &evidence, &error),
                error);
    for (size_t i = 0; i < evidence.count; i++) {
        if (fits == NULL || fits(&evidence.items[i], find_task(workspace, id))) {
            bytes_append(&text, evidence.items[i].path);
            bytes_append_byte(&text, '\n');
        }
    }
    assert_same_text(bytes_slice(&text), wanted);
    bytes_release(&text);
    arena_release(&arena);
}

static void files_are_those_named_after_the_task(void **state)
{
    (void)state;
    struct test_place place = make_place();
    put(place.root, "evidence/2025-01-02/milestone-M1/M1-T01-validation-summary.md", 0);
    put(place.root, "evidence/2025-01-10/milestone-M1/m1-t01_run.txt", 500);
    put(place.root, "evidence/2025-01-10/milestone-M1/M1-T010-run.txt", 0);
    put(place.root, "evidence/2025-01-10/milestone-M1/for-M1-T01.txt", 0);
    put(place.root, "evidence/M1-T01", 86400);
    put(place.root, "evidence/.hidden/M1-T01-run.txt", 0);
    put(place.root, "notes/M1-T01-thoughts.txt", 0);
    put(place.root, "notes/deep/Evidence/M1-T01 photo.txt", 0);
    struct workspace *workspace = open_place(&place);
    /* Without a day in the path the day of the change counts. */
    check_files(workspace, "M1-T01", evidence_is_of_task,
                "notes/deep/Evidence/M1-T01 photo.txt\nevidence/M1-T01\n"
                "evidence/2025-01-10/milestone-M1/m1-t01_run.txt\n"
                "evidence/2025-01-02/milestone-M1/M1-T01-validation-summary.md\n");
    check_files(workspace, "M1-T03", evidence_is_of_task, "");
    workspace_close(workspace);
    test_place_remove(&place);
}

static void files_of_gates_lie_with_the_milestone(void **state)
{
    (void)state;
    struct test_place place = make_place();
    put(place.root, "evidence/2025-01-02/milestone-M1/VG-WOOD-001.txt", 0);
    put(place.root, "evidence/2025-01-02/milestone-M1/VG-CLOTH-002-r2.txt", 0);
    put(place.root, "evidence/2025-01-02/milestone-M1/VG-WOOD-0012.txt", 0);
    put(place.root, "evidence/2025-01-02/milestone-M12/VG-WOOD-001.txt", 0);
    put(place.root, "evidence/2025-01-02/VG-WOOD-001.txt", 0);
    struct workspace *workspace = open_place(&place);
    check_files(workspace, "M1-T01", evidence_is_of_gate, "evidence/2025-01-02/milestone-M1/VG-WOOD-001.txt\n");
    check_files(workspace, "M1-T02", evidence_is_of_gate,
                "evidence/2025-01-02/milestone-M1/VG-WOOD-001.txt\n"
                "evidence/2025-01-02/milestone-M1/VG-CLOTH-002-r2.txt\n");
    check_files(workspace, "M1-T03", evidence_is_of_gate, "");
    workspace_close(workspace);
    test_place_remove(&place);
}

static void looking_ends(void **state)
{
    (void)state;
    char path[TEST_PATH_SIZE];
    struct test_place place = make_place();
    put(place.root, "a/b/c/d/e/evidence/M1-T01-six.txt", 0);
    put(place.root, "a/b/c/d/e/f/evidence/M1-T01-seven.txt", 0);
    put(place.root, "far/evidence-elsewhere/M1-T01-linked.txt", 0);
    put(place.root, "far/other/evidence/M1-T01-other.txt", 0);
    /* Links that lead in circles, to the same folder twice, nowhere; and one that is no folder of evidence. */
    assert_int_equal(symlink("../..", test_join(path, place.root, "a/b/evidence")), 0);
    assert_int_equal(symlink("far/evidence-elsewhere", test_join(path, place.root, "evidence")), 0);
    assert_int_equal(symlink("../far/evidence-elsewhere", test_join(path, place.root, "a/evidence")), 0);
    assert_int_equal(symlink("nowhere", test_join(path, place.root, "far/evidence")), 0);
    assert_int_equal(symlink("far/other", test_join(path, place.root, "link")), 0);
    make_folder(place.root, "shut");
    assert_int_equal(mkfifo(test_join(path, place.root, "far/other/evidence/M1-T01-pipe"), 0644), 0);
    assert_int_equal(chmod(test_join(path, place.root, "shut"), 0), 0);
    struct workspace *workspace = open_place(&place);
    struct arena arena;
    struct evidence evidence;
    struct error error = {0};
    arena_init(&arena);
    assert_done(evidence_read(workspace_plan(workspace)->profile, place.root, &arena, &evidence, &error), error);
    size_t six = 0;
    size_t linked = 0;
    size_t other = 0;
    for (size_t i = 0; i < evidence.count; i++) {
        struct slice name = evidence.items[i].name;
        six += slice_equal(name, slice_of("M1-T01-six.txt")) ? 1 : 0;
        linked += slice_equal(name, slice_of("M1-T01-linked.txt")) ? 1 : 0;
        other += slice_equal(name, slice_of("M1-T01-other.txt")) ? 1 : 0;
        assert_false(slice_equal(name, slice_of("M1-T01-seven.txt")));
        assert_false(slice_equal(name, slice_of("M1-T01-pipe")));
    }
    assert_int_equal(six, 1);
    assert_int_equal(linked, 1);
    assert_int_equal(other, 1);
    arena_release(&arena);
    workspace_close(workspace);
    test_place_remove(&place);
}

/* What lies in folders of evidence is read before what lies elsewhere, however much that is. */
static void there_may_be_too_many(void **state)
{
    (void)state;
    enum { FOLDERS = 21, NAMES = 1000 };
    char name[64];
    struct test_place place = make_place();
    put(place.root, "evidence/2025-01-02/deep/M1-T01-summary.md", 0);
    for (int i = 0; i < FOLDERS; i++) {
        char folder[TEST_PATH_SIZE];
        (void)snprintf(name, sizeof name, "bulk-%02d", i);
        make_folder(place.root, name);
        (void)test_join(folder, place.root, name);
        for (int k = 0; k < NAMES; k++) {
            char link[TEST_PATH_SIZE];
            (void)snprintf(name, sizeof name, "n%d", k);
            assert_int_equal(symlink("x", test_join(link, folder, name)), 0);
        }
    }
    put(place.root, "bulk-00/deep/evidence/M1-T02-summary.md", 0);
    struct workspace *workspace = open_place(&place);
    struct arena arena;
    struct evidence evidence;
    struct error error = {0};
    arena_init(&arena);
    assert_done(evidence_read(workspace_plan(workspace)->profile, place.root, &arena, &evidence, &error), error);
    /* The names of the folders beside it are more than are read, so that nothing below those is. */
    assert_int_equal(evidence.count, 1);
    assert_same_text(evidence.items[0].name, "M1-T01-summary.md");
    arena_release(&arena);
    workspace_close(workspace);
    test_place_remove(&place);
}

static void check_proposal(struct workspace *workspace, const char *first, const char *second, const char *wanted)
{
    const struct slice ids[] = {slice_of(first), slice_of(second)};
    struct arena arena;
    struct slice *paths = NULL;
    size_t count = 0;
    struct error error = {0};
    struct bytes text = {0};
    arena_init(&arena);
    assert_done(workspace_propose_evidence(workspace, ids, second == NULL ? 1 : 2, &arena, &paths, &count, &error),
                error);
    for (size_t i = 0; i < count; i++) {
        bytes_append(&text, paths[i]);
        bytes_append_byte(&text, '\n');
    }
    assert_same_text(bytes_slice(&text), wanted);
    bytes_release(&text);
    arena_release(&arena);
}

static void the_newest_summary_is_proposed(void **state)
{
    (void)state;
    struct test_place place = make_place();
    put(place.root, "evidence/2025-01-02/M1-T01-validation-summary.md", 0);
    put(place.root, "evidence/2025-02-02/M1-T01-Summary.md", 900);
    put(place.root, "evidence/2025-03-02/M1-T01-run.txt", 0);
    put(place.root, "evidence/2025-03-02/M1-T03-summary.md", 0);
    put(place.root, "evidence/2025-03-02/M1-T02-run.txt", 0);
    struct workspace *workspace = open_place(&place);
    check_proposal(workspace, "M1-T01", NULL, "evidence/2025-02-02/M1-T01-Summary.md\n");
    check_proposal(workspace, "m1-t01", "M1-T01", "evidence/2025-02-02/M1-T01-Summary.md\n");
    check_proposal(workspace, "M1-T03", "M1-T01",
                   "evidence/2025-03-02/M1-T03-summary.md\nevidence/2025-02-02/M1-T01-Summary.md\n");
    check_proposal(workspace, "M1-T02", NULL, "");
    check_proposal(workspace, "M9-T99", NULL, "");
    /* The summary of one task proves nothing of another one that has gates. */
    check_proposal(workspace, "M1-T01", "M1-T02", "");
    workspace_close(workspace);
    /* Without a column for it there is nothing to propose. */
    static const char bare[] = "## Resolved This Session\n\n| ID | Resolution |\n|---|---|\n| R1 | Wood |\n";
    test_write(place.root, "STATUS.md", slice_of(bare));
    workspace = open_place(&place);
    check_proposal(workspace, "M1-T01", NULL, "");
    workspace_close(workspace);
    test_place_remove(&place);
}

static bool finish(struct workspace *workspace, const char *id, struct error *error)
{
    const struct slice ids[] = {slice_of(id)};
    const struct request request = {
        .verb = verb_find(slice_of("done")),
        .arguments = ids,
        .argument_count = 1,
        .who = slice_of("vera@depot"),
        .day = slice_of("2026-04-01"),
        .now = slice_of("2026-04-01T08:00Z"),
    };
    struct change change;
    change_init(&change);
    bool done = workspace_run(workspace, &request, false, &change, error);
    change_release(&change);
    return done;
}

static void files_that_are_there_satisfy_the_gates(void **state)
{
    (void)state;
    struct test_place place = make_place();
    struct workspace *workspace = open_place(&place);
    struct error error = {0};
    put(place.root, "evidence/M1-T010-run.txt", 0);
    assert_false(finish(workspace, "M1-T01", &error));
    assert_string_equal(error.rule, "evidence.missing");
    put(place.root, "evidence/M1-T01-run.txt", 0);
    assert_done(finish(workspace, "M1-T01", &error), error);
    workspace_close(workspace);
    test_place_remove(&place);
}

/* What is wrong with a profile that says this of evidence; "" where nothing is. */
static void check_profile(const char *evidence, const char *wanted)
{
    struct bytes text = {0};
    struct error error = {0};
    assert_true(bytes_append_format(&text, "profile: boats\nversion: 1\ndocuments: {log: LOG.md}\n%srecords: []\n", evidence));
    struct profile *profile = profile_load("boats.yaml", bytes_slice(&text), &error);
    assert_true((profile != NULL) == (wanted[0] == '\0'));
    assert_true(profile != NULL || strstr(error.message, wanted) != NULL);
    assert_true(profile != NULL || error.line == 4);
    profile_free(profile);
    bytes_release(&text);
}

static void profiles_say_where_it_lies(void **state)
{
    (void)state;
    check_profile("", "");
    check_profile("evidence: {in: proofs}\n", "");
    check_profile("evidence: {in: [proofs, 'log*'], summary: ['*sum*', '*end*']}\n", "");
    check_profile("evidence: {summary: '*sum*'}\n", "in");
    check_profile("evidence: {in: proofs, sumary: '*sum*'}\n", "sumary");
    check_profile("evidence: proofs\n", "proofs");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_those_named_after_the_task),
        cmocka_unit_test(files_of_gates_lie_with_the_milestone),
        cmocka_unit_test(looking_ends),
        cmocka_unit_test(there_may_be_too_many),
        cmocka_unit_test(the_newest_summary_is_proposed),
        cmocka_unit_test(profiles_say_where_it_lies),
        cmocka_unit_test(files_that_are_there_satisfy_the_gates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
