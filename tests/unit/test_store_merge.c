/* Edits of other programs in the middle of a save: both sides' edits are there. */
#include "test_store_support.h"

#include "store/save_merge.h"

#define HEAD "| ID | Title | Status |\n|---|---|---|\n"

/* ---- the function ---- */

static bool merge(const char *path, const char *before, const char *theirs, const char *ours, struct bytes *out)
{
    bytes_clear(out);
    return save_merge_documents(NULL, path, slice_of(before), slice_of(theirs), slice_of(ours), out);
}

static void merges_what_others_wrote(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        const char *before;
        const char *theirs;
        const char *ours;
        const char *merged; /* NULL: a conflict */
    } cases[] = {
        /* What is appended stays as it came, even twice the same. */
        {"a.md", "a\nb\n", "a\nb\nc\n", "A\nb\n", "A\nb\nc\n"},
        {"a.md", "- a\n- b\n", "- a\n- b\n- c\n", "- a\n- c\n- b\n", "- a\n- c\n- b\n- c\n"},
        {"a.md", "a\n", "a\nc\n", "A\n", "A\nc\n"},
        {"a.md", "", "x\n", "y\n", "y\n\nx\n"},
        /* Behind an end that we wrote to, things go where they belong. */
        {"a.md", HEAD "| A | x | todo |\n", HEAD "| A | x | todo |\n| B | y | todo |\n",
         HEAD "| A | x | done |\n\n## More\n\ntext\n", HEAD "| A | x | done |\n| B | y | todo |\n\n## More\n\ntext\n"},
        {"a.md", HEAD "| A | x | todo |\n", HEAD "| A | other | todo |\n", HEAD "| A | x | done |\n",
         HEAD "| A | other | done |\n"},
        {"a.yaml", "a: 1\nb: 2\n", "a: 3\nb: 2\n", "a: 1\nb: 4\n", "a: 3\nb: 4\n"},
        {"a.md", HEAD "| A | x | todo |\n", HEAD "| A | x | held |\n", HEAD "| A | x | done |\n", NULL},
        {"a.md", "b\n", "edited by hand\n", "B\n", NULL},
    };
    struct bytes out;
    bytes_init(&out);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool merged = merge(cases[i].path, cases[i].before, cases[i].theirs, cases[i].ours, &out);
        assert_int_equal(merged, cases[i].merged != NULL);
        if (merged) {
            assert_same_text(bytes_slice(&out), cases[i].merged);
        }
    }
    bytes_release(&out);
}

/* ---- a save ---- */

struct race {
    struct test_place place;
    const char *step; /* at which the other program writes */
    const char *theirs;
    bool by_rename;
    int times;
};

static int interfere(void *context, const char *step)
{
    struct race *race = context;
    if (strcmp(step, race->step) != 0 || race->times == 0) {
        return 0;
    }
    race->times--;
    if (race->by_rename) {
        char from[TEST_PATH_SIZE];
        char to[TEST_PATH_SIZE];
        test_write(race->place.root, "new", slice_of(race->theirs));
        assert_int_equal(rename(test_join(from, race->place.root, "new"), test_join(to, race->place.root, "a.md")), 0);
    } else {
        test_write(race->place.root, "a.md", slice_of(race->theirs));
    }
    return 0;
}

static bool save(struct race *race, const char *before, const char *after, struct save_report *report,
                 struct error *error)
{
    const struct save_options options = {
        .folder = &race->place.folder, .fault = interfere, .fault_context = race};
    const struct save_file file = {
        .path = "a.md", .existed = true, .before = slice_of(before), .after = slice_of(after)};
    error_clear(error);
    return save_files(&options, &file, 1, NULL, report, error);
}

static void cells_of_both_survive_a_save(void **state)
{
    (void)state;
    static const char *const before = HEAD "| A | x | todo |\n| B | y | todo |\n";
    static const char *const ours = HEAD "| A | x | done |\n| B | y | todo |\n";
    static const char *const theirs = HEAD "| A | other | todo |\n| B | y | held |\n";
    for (int by_rename = 0; by_rename < 2; by_rename++) {
        struct race race = {.step = "place", .theirs = theirs, .by_rename = by_rename == 1, .times = 1};
        struct save_report report = {0};
        struct error error;
        test_place_make(&race.place);
        test_write(race.place.root, "a.md", slice_of(before));
        assert_done(save(&race, before, ours, &report, &error), error);
        assert_file(race.place.root, "a.md", HEAD "| A | other | done |\n| B | y | held |\n");
        assert_int_equal(report.merged, 1);
        test_place_remove(&race.place);
    }
}

/* An editor that read the document before us saves it just behind us. */
static void ours_survives_a_rename_behind_it(void **state)
{
    (void)state;
    static const char *const before = HEAD "| A | x | todo |\n| B | y | todo |\n";
    static const char *const ours = HEAD "| A | x | done |\n| B | y | todo |\n";
    static const char *const steps[] = {"look", "commit"};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        struct race race = {
            .step = steps[i], .theirs = HEAD "| A | other | todo |\n| B | y | held |\n", .by_rename = true, .times = 1};
        struct save_report report = {0};
        struct error error;
        test_place_make(&race.place);
        test_write(race.place.root, "a.md", slice_of(before));
        assert_done(save(&race, before, ours, &report, &error), error);
        assert_file(race.place.root, "a.md", HEAD "| A | other | done |\n| B | y | held |\n");
        assert_int_equal(report.merged, 1);
        assert_int_equal(report.kept, 0);
        assert_int_equal(test_count_names(race.place.root, ".workboard-"), 0);
        test_place_remove(&race.place);
    }
}

/* And an editor that knew ours. */
static void what_knows_ours_stays(void **state)
{
    (void)state;
    static const char *const before = HEAD "| A | x | todo |\n";
    static const char *const ours = HEAD "| A | x | done |\n";
    struct race race = {.step = "look", .theirs = HEAD "| A | x | done |\n| B | y | todo |\n", .by_rename = true, .times = 1};
    struct save_report report = {0};
    struct error error;
    test_place_make(&race.place);
    test_write(race.place.root, "a.md", slice_of(before));
    assert_done(save(&race, before, ours, &report, &error), error);
    assert_file(race.place.root, "a.md", race.theirs);
    test_place_remove(&race.place);
}

static void one_cell_of_both_takes_the_save_back(void **state)
{
    (void)state;
    static const char *const before = HEAD "| A | x | todo |\n";
    static const char *const theirs = HEAD "| A | x | held |\n";
    struct race race = {.step = "place", .theirs = theirs, .times = 1};
    struct save_report report = {0};
    struct error error;
    test_place_make(&race.place);
    test_write(race.place.root, "a.md", slice_of(before));
    assert_false(save(&race, before, HEAD "| A | x | done |\n", &report, &error));
    assert_int_equal(error.code, ERROR_CONFLICT);
    assert_file(race.place.root, "a.md", theirs);
    test_place_remove(&race.place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(merges_what_others_wrote),
        cmocka_unit_test(cells_of_both_survive_a_save),
        cmocka_unit_test(ours_survives_a_rename_behind_it),
        cmocka_unit_test(what_knows_ours_stays),
        cmocka_unit_test(one_cell_of_both_takes_the_save_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
