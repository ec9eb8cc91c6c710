/* What a save keeps, refuses and puts back. Every test runs with both ways of exchanging files. */
#include "test_store_support.h"

struct fixture {
    struct test_place place;
    struct save_options options;
    struct save_report report;
    struct error error;
    const char *step; /* at which something happens */
    int errno_given;
    size_t nth;       /* the how manieth such step, from 1 */
    size_t seen;
    void (*act)(struct fixture *fixture);
};

static int on_step(void *context, const char *step)
{
    struct fixture *fixture = context;
    if (fixture->step == NULL || strcmp(step, fixture->step) != 0 || ++fixture->seen != fixture->nth) {
        return 0;
    }
    if (fixture->act != NULL) {
        fixture->act(fixture);
    }
    return fixture->errno_given;
}

static void at_step(struct fixture *fixture, const char *step, size_t nth, int number, void (*act)(struct fixture *))
{
    fixture->step = step;
    fixture->nth = nth;
    fixture->seen = 0;
    fixture->errno_given = number;
    fixture->act = act;
}

static struct save_file change_of(const char *path, const char *before, const char *after)
{
    return (struct save_file){
        .path = path, .existed = before != NULL, .before = slice_of(before), .after = slice_of(after)};
}

static bool save(struct fixture *fixture, const struct save_file *files, size_t count)
{
    error_clear(&fixture->error);
    return save_files(&fixture->options, files, count, NULL, &fixture->report, &fixture->error);
}

static void assert_tidy(struct fixture *fixture)
{
    assert_int_equal(test_count_names(fixture->place.root, ".workboard-"), 0);
    assert_true(test_count_names(fixture->place.folder.path, "journal") <= 0);
}

static void files_change_together(void **state)
{
    struct fixture *fixture = *state;
    const char *root = fixture->place.root;
    test_write(root, "a.md", slice_of("a\n"));
    test_write(root, "b.md", slice_of("b"));
    const struct save_file files[] = {change_of("a.md", "a\n", "A\n"), change_of("b.md", "b", "B\r\nB"),
                                      change_of("c.md", NULL, "new\n")};
    assert_done(save(fixture, files, 3), fixture->error);
    assert_file(root, "a.md", "A\n");
    assert_file(root, "b.md", "B\r\nB");
    assert_file(root, "c.md", "new\n");
    assert_int_equal(fixture->report.written, 3);
    assert_int_equal(fixture->report.kept, 0);
    assert_int_equal(fixture->report.no_exchange, fixture->options.method == SAVE_RENAME);
    assert_tidy(fixture);
}

static void a_file_that_changed_since_stops_all(void **state)
{
    struct fixture *fixture = *state;
    const char *root = fixture->place.root;
    test_write(root, "a.md", slice_of("a\n"));
    test_write(root, "b.md", slice_of("somebody else\n"));
    const struct save_file files[] = {change_of("a.md", "a\n", "A\n"), change_of("b.md", "b\n", "B\n")};
    assert_false(save(fixture, files, 2));
    assert_int_equal(fixture->error.code, ERROR_CONFLICT);
    assert_string_equal(fixture->error.file, "b.md");
    assert_file(root, "a.md", "a\n");
    assert_file(root, "b.md", "somebody else\n");
    /* The same for a file that is only checked, one that is gone, and one that should not be there. */
    const struct save_file guarded[] = {change_of("a.md", "a\n", "A\n"), change_of("b.md", "b\n", "b\n")};
    assert_false(save(fixture, guarded, 2));
    assert_int_equal(fixture->error.code, ERROR_CONFLICT);
    const struct save_file gone[] = {change_of("a.md", "a\n", "A\n"), change_of("d.md", "d\n", "D\n")};
    assert_false(save(fixture, gone, 2));
    assert_int_equal(fixture->error.code, ERROR_CONFLICT);
    assert_string_equal(fixture->error.file, "d.md");
    const struct save_file there[] = {change_of("a.md", "a\n", "A\n"), change_of("b.md", NULL, "B\n")};
    assert_false(save(fixture, there, 2));
    assert_int_equal(fixture->error.code, ERROR_CONFLICT);
    assert_file(root, "a.md", "a\n");
    assert_tidy(fixture);
}

static void mode_owner_and_links_are_kept(void **state)
{
    struct fixture *fixture = *state;
    char path[TEST_PATH_SIZE];
    char real[TEST_PATH_SIZE];
    test_write(fixture->place.top, "real.md", slice_of("one\n"));
    assert_int_equal(chmod(test_join(real, fixture->place.top, "real.md"), 0604), 0);
    if (geteuid() == 0) {
        assert_int_equal(chown(real, 12345, 54321), 0);
    }
    assert_int_equal(symlink("../real.md", test_join(path, fixture->place.root, "link.md")), 0);
    const struct save_file file = change_of("link.md", "one\n", "two\n");
    assert_done(save(fixture, &file, 1), fixture->error);
    struct stat status;
    assert_int_equal(lstat(path, &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_int_equal(lstat(real, &status), 0);
    assert_true(S_ISREG(status.st_mode));
    assert_int_equal(status.st_mode & 07777, 0604);
    if (geteuid() == 0) {
        assert_int_equal(status.st_uid, 12345);
        assert_int_equal(status.st_gid, 54321);
    }
    assert_file(fixture->place.top, "real.md", "two\n");
    assert_int_equal(test_count_names(fixture->place.top, ".workboard-"), 0);
    /* A link that leads nowhere is not overwritten by a new file. */
    assert_int_equal(symlink("nowhere.md", test_join(path, fixture->place.root, "dangling.md")), 0);
    const struct save_file new_file = change_of("dangling.md", NULL, "x\n");
    assert_false(save(fixture, &new_file, 1));
    assert_int_equal(fixture->error.code, ERROR_SYSTEM);
}

static void what_is_read_only_stays(void **state)
{
    struct fixture *fixture = *state;
    const char *root = fixture->place.root;
    char path[TEST_PATH_SIZE];
    test_write(root, "a.md", slice_of("a\n"));
    test_write(root, "b.md", slice_of("b\n"));
    assert_int_equal(chmod(test_join(path, root, "b.md"), 0444), 0);
    const struct save_file files[] = {change_of("a.md", "a\n", "A\n"), change_of("b.md", "b\n", "B\n")};
    assert_false(save(fixture, files, 2));
    assert_int_equal(fixture->error.code, ERROR_SYSTEM);
    assert_string_equal(fixture->error.file, path);
    assert_non_null(strstr(fixture->error.message, "read-only"));
    assert_int_equal(chmod(path, 0644), 0);
    assert_int_equal(chmod(root, 0555), 0);
    assert_false(save(fixture, files, 2));
    assert_int_equal(fixture->error.code, ERROR_SYSTEM);
    assert_int_equal(chmod(root, 0755), 0);
    assert_file(root, "a.md", "a\n");
    assert_file(root, "b.md", "b\n");
    assert_tidy(fixture);
    const struct save_file outside = change_of("../x.md", NULL, "x\n");
    assert_false(save(fixture, &outside, 1));
    assert_int_equal(fixture->error.code, ERROR_BUG);
}

/* Whatever step the system refuses: the files are as before, and nothing lies about. */
static void a_full_disk_at_any_step_changes_nothing(void **state)
{
    struct fixture *fixture = *state;
    const char *root = fixture->place.root;
    static const char *const steps[] = {"check", "write", "journal", "place", "look", "commit", "log"};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        for (size_t nth = 1; nth <= 2; nth++) {
            test_write(root, "a.md", slice_of("a\n"));
            test_write(root, "b.md", slice_of("b\n"));
            const struct save_file files[] = {change_of("a.md", "a\n", "A\n"), change_of("b.md", "b\n", "B\n"),
                                              change_of("c.md", NULL, "new\n")};
            struct log_record record = {.verb = slice_of("test")};
            at_step(fixture, steps[i], nth, ENOSPC, NULL);
            bool done = save_files(&fixture->options, files, 3, &record, &fixture->report, &fixture->error);
            bool reached = fixture->seen >= nth;
            assert_int_equal(done, !reached);
            if (reached) {
                assert_int_equal(fixture->error.code, ERROR_SYSTEM);
                assert_non_null(strstr(fixture->error.message, "room"));
                assert_file(root, "a.md", "a\n");
                assert_file(root, "b.md", "b\n");
                assert_int_equal(test_count_names(root, "c.md"), 0);
            }
            assert_tidy(fixture);
            char path[TEST_PATH_SIZE];
            unlink(test_join(path, root, "c.md"));
        }
    }
}

static void append_to_a(struct fixture *fixture)
{
    test_append(fixture->place.root, "a.md", "theirs\n");
}

static void an_append_in_the_last_moment_is_merged(void **state)
{
    struct fixture *fixture = *state;
    const char *root = fixture->place.root;
    test_write(root, "a.md", slice_of("a\n"));
    test_write(root, "b.md", slice_of("b\n"));
    const struct save_file files[] = {change_of("a.md", "a\n", "ours\n"), change_of("b.md", "b\n", "B\n")};
    at_step(fixture, "place", 1, 0, append_to_a);
    assert_done(save(fixture, files, 2), fixture->error);
    assert_file(root, "a.md", "ours\ntheirs\n");
    assert_file(root, "b.md", "B\n");
    assert_int_equal(fixture->report.merged, 1);
    assert_int_equal(fixture->report.unmerged, 0);
    assert_tidy(fixture);
}

static void edit_b(struct fixture *fixture)
{
    test_rename_over(fixture->place.root, "b.md", "edited by hand\n");
}

static void an_edit_in_the_last_moment_wins_and_all_goes_back(void **state)
{
    struct fixture *fixture = *state;
    const char *root = fixture->place.root;
    test_write(root, "a.md", slice_of("a\n"));
    test_write(root, "b.md", slice_of("b\n"));
    const struct save_file files[] = {change_of("c.md", NULL, "new\n"), change_of("a.md", "a\n", "A\n"),
                                      change_of("b.md", "b\n", "B\n")};
    at_step(fixture, "place", 3, 0, edit_b);
    assert_false(save(fixture, files, 3));
    assert_int_equal(fixture->error.code, ERROR_CONFLICT);
    assert_string_equal(fixture->error.file, "b.md");
    assert_file(root, "a.md", "a\n");
    assert_file(root, "b.md", "edited by hand\n");
    assert_int_equal(test_count_names(root, "c.md"), 0);
    assert_tidy(fixture);
}

static void append_to_a_and_edit_b(struct fixture *fixture)
{
    append_to_a(fixture);
    edit_b(fixture);
}

static void what_was_appended_to_ours_survives_taking_back(void **state)
{
    struct fixture *fixture = *state;
    const char *root = fixture->place.root;
    test_write(root, "a.md", slice_of("a\n"));
    test_write(root, "b.md", slice_of("b\n"));
    const struct save_file files[] = {change_of("a.md", "a\n", "A\n"), change_of("b.md", "b\n", "B\n")};
    at_step(fixture, "place", 2, 0, append_to_a_and_edit_b);
    assert_false(save(fixture, files, 2));
    assert_int_equal(fixture->error.code, ERROR_CONFLICT);
    assert_file(root, "a.md", "a\ntheirs\n");
    assert_file(root, "b.md", "edited by hand\n");
    assert_tidy(fixture);
}

static bool merge_both(void *context, const char *path, struct slice before, struct slice theirs, struct slice ours,
                       struct bytes *out)
{
    (void)context;
    assert_string_equal(path, "b.md");
    assert_same_text(before, "b\n");
    bytes_append(out, ours);
    return bytes_append(out, theirs);
}

static void the_merge_is_the_callers(void **state)
{
    struct fixture *fixture = *state;
    const char *root = fixture->place.root;
    test_write(root, "b.md", slice_of("b\n"));
    fixture->options.merge = merge_both;
    const struct save_file file = change_of("b.md", "b\n", "B\n");
    at_step(fixture, "place", 1, 0, edit_b);
    assert_done(save(fixture, &file, 1), fixture->error);
    assert_file(root, "b.md", "B\nedited by hand\n");
    assert_int_equal(fixture->report.merged, 1);
    assert_tidy(fixture);
}

/* A program that keeps the document open and writes to it after the save is over. */
static void a_file_that_stays_open_is_looked_at_by_the_next_writer(void **state)
{
    struct fixture *fixture = *state;
    if (fixture->options.method == SAVE_RENAME) {
        return; /* nobody can tell: the manual says what is not promised */
    }
    const char *root = fixture->place.root;
    char path[TEST_PATH_SIZE];
    test_write(root, "a.md", slice_of("a\n"));
    int writer = open(test_join(path, root, "a.md"), O_WRONLY | O_APPEND);
    assert_true(writer >= 0);
    fixture->options.wait = 20;
    const struct save_file first = change_of("a.md", "a\n", "A\n");
    assert_done(save(fixture, &first, 1), fixture->error);
    if (fixture->report.no_leases || fixture->report.no_exchange) {
        close(writer);
        return; /* this file system cannot tell either */
    }
    assert_int_equal(fixture->report.kept, 1);
    assert_file(root, "a.md", "A\n");
    assert_int_equal(write(writer, "late\n", 5), 5);
    const struct save_file second = change_of("a.md", "A\n", "AA\n");
    assert_false(save(fixture, &second, 1));
    assert_int_equal(fixture->error.code, ERROR_CONFLICT);
    assert_int_equal(fixture->report.merged, 1);
    assert_file(root, "a.md", "A\nlate\n");
    close(writer);
    const struct save_file third = change_of("a.md", "A\nlate\n", "AA\nlate\n");
    assert_done(save(fixture, &third, 1), fixture->error);
    assert_file(root, "a.md", "AA\nlate\n");
    assert_int_equal(fixture->report.kept, 0);
    assert_tidy(fixture);
}

static void the_record_goes_with_the_files(void **state)
{
    struct fixture *fixture = *state;
    test_write(fixture->place.root, "a.md", slice_of("a\n"));
    const struct save_file file = change_of("a.md", "a\n", "A\n");
    struct log_record record = {.verb = slice_of("claim"), .who = slice_of("me")};
    at_step(fixture, "place", 1, EIO, NULL);
    assert_false(save_files(&fixture->options, &file, 1, &record, NULL, &fixture->error));
    struct log log;
    assert_true(log_list(&fixture->place.folder, &log, &fixture->error));
    assert_int_equal(log.count, 0);
    log_release(&log);
    at_step(fixture, NULL, 0, 0, NULL);
    assert_done(save_files(&fixture->options, &file, 1, &record, NULL, &fixture->error), fixture->error);
    assert_int_equal(record.id, 1);
    assert_true(log_list(&fixture->place.folder, &log, &fixture->error));
    assert_int_equal(log.count, 1);
    assert_same_text(log.records[0].verb, "claim");
    log_release(&log);
    assert_tidy(fixture);
}

static void bytes_that_are_no_text_survive(void **state)
{
    struct fixture *fixture = *state;
    const char *root = fixture->place.root;
    test_write(root, "a.md", TEST_SLICE("\xff\0x\r"));
    const struct save_file file = {
        .path = "a.md", .existed = true, .before = TEST_SLICE("\xff\0x\r"), .after = TEST_SLICE("\xfe\0\0y")};
    assert_done(save(fixture, &file, 1), fixture->error);
    test_same_file_at(root, "a.md", TEST_SLICE("\xfe\0\0y"), __FILE__, __LINE__);
    const struct save_file empty = {.path = "a.md", .existed = true, .before = TEST_SLICE("\xfe\0\0y")};
    assert_done(save(fixture, &empty, 1), fixture->error);
    assert_file(root, "a.md", "");
    const struct save_file full = change_of("a.md", "", "full\n");
    assert_done(save(fixture, &full, 1), fixture->error);
    assert_file(root, "a.md", "full\n");
    assert_tidy(fixture);
}

static int setup_with(void **state, enum save_method method)
{
    static struct fixture fixture;
    fixture = (struct fixture){0};
    test_place_make(&fixture.place);
    fixture.options = (struct save_options){
        .folder = &fixture.place.folder, .method = method, .fault = on_step, .fault_context = &fixture};
    *state = &fixture;
    return 0;
}

static int setup_best(void **state)
{
    return setup_with(state, SAVE_BEST);
}

static int setup_rename(void **state)
{
    return setup_with(state, SAVE_RENAME);
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    test_place_remove(&fixture->place);
    return 0;
}

#define BOTH(test)                                                                                                    \
    {#test " (best)", test, setup_best, teardown, NULL}, {#test " (rename)", test, setup_rename, teardown, NULL}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOTH(files_change_together),
        BOTH(a_file_that_changed_since_stops_all),
        BOTH(mode_owner_and_links_are_kept),
        BOTH(what_is_read_only_stays),
        BOTH(a_full_disk_at_any_step_changes_nothing),
        BOTH(an_append_in_the_last_moment_is_merged),
        BOTH(an_edit_in_the_last_moment_wins_and_all_goes_back),
        BOTH(what_was_appended_to_ours_survives_taking_back),
        BOTH(the_merge_is_the_callers),
        BOTH(a_file_that_stays_open_is_looked_at_by_the_next_writer),
        BOTH(the_record_goes_with_the_files),
        BOTH(bytes_that_are_no_text_survive),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
