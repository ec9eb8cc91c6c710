/* The program dies at every step of a save, in the middle of finishing it too: afterwards all files are old or all are
 * new, the log says the same, readers saw nothing else, and nothing lies about. */
#include "test_store_support.h"

#include <signal.h>
#include <sys/resource.h>

enum { DIED = 42, SAVED = 0, REFUSED = 1 };

struct crash {
    size_t left;     /* steps until it dies */
    const char *root;
    bool appends;    /* another program appends just before the exchange */
};

static int die_at(void *context, const char *step)
{
    struct crash *crash = context;
    if (crash->appends && strcmp(step, "place") == 0) {
        test_append(crash->root, "a.md", "theirs\n");
        test_write(crash->root, "appended", slice_of(""));
        crash->appends = false;
    }
    if (crash->left == 0) {
        _exit(DIED);
    }
    crash->left--;
    return 0;
}

static const struct save_file three[] = {
    {.path = "a.md", .existed = true, .before = {"a\n", 2}, .after = {"A\n", 2}},
    {.path = "b.md", .existed = true, .before = {"b", 1}, .after = {"B\xff", 2}},
    {.path = "c.md", .after = {"c\n", 2}},
};

/* Saves in a child that dies at step `at`. */
static int save_and_die(const struct test_place *place, enum save_method method, size_t at, bool appends)
{
    pid_t child = test_fork();
    if (child == 0) {
        struct crash crash = {.left = at, .root = place->root, .appends = appends};
        struct save_options options = {
            .folder = &place->folder, .method = method, .fault = die_at, .fault_context = &crash};
        struct log_record record = {.verb = slice_of("test")};
        struct lock lock;
        bool done = lock_take(place->root, 1000, &lock, NULL) && save_files(&options, three, 3, &record, NULL, NULL);
        _exit(done ? SAVED : REFUSED);
    }
    return test_wait(child);
}

static int recover_and_die(const struct test_place *place, enum save_method method, size_t at)
{
    pid_t child = test_fork();
    if (child == 0) {
        struct crash crash = {.left = at, .root = place->root};
        struct save_options options = {
            .folder = &place->folder, .method = method, .fault = die_at, .fault_context = &crash};
        struct lock lock;
        bool done = lock_take(place->root, 1000, &lock, NULL) && journal_recover(&options, NULL, NULL);
        _exit(done ? SAVED : REFUSED);
    }
    return test_wait(child);
}

/* What a reader sees of a file. */
static struct bytes read_as_reader(const struct test_place *place, const struct journal *journal, const char *name)
{
    char path[TEST_PATH_SIZE];
    struct bytes disk;
    struct bytes seen;
    bytes_init(&disk);
    bytes_init(&seen);
    bool there = test_read_file(test_join(path, place->root, name), &disk);
    struct slice content = there ? slice_make(disk.data == NULL ? "" : disk.data, disk.size) : (struct slice){0};
    if (journal_overlay(journal, name, content, &seen)) {
        bytes_release(&disk);
        return seen;
    }
    bytes_release(&seen);
    return disk;
}

/* Whether all files are new (or old); fails where they are mixed. */
static bool is_new(const struct test_place *place, const struct journal *journal, bool appended)
{
    struct bytes a = read_as_reader(place, journal, "a.md");
    struct bytes b = read_as_reader(place, journal, "b.md");
    struct bytes c = read_as_reader(place, journal, "c.md");
    bool new = a.size > 0 && a.data[0] == 'A';
    struct slice seen = bytes_slice(&a);
    /* Until the next writer merges it, what another program appended may stand in the displaced file alone. */
    if (slice_ends(seen, slice_of("theirs\n")) && appended) {
        seen.size -= strlen("theirs\n");
    }
    assert_same_bytes(seen, new ? three[0].after : three[0].before);
    assert_same_bytes(bytes_slice(&b), new ? three[1].after : three[1].before);
    assert_same_bytes(bytes_slice(&c), new ? three[2].after : three[2].before);
    bytes_release(&a);
    bytes_release(&b);
    bytes_release(&c);
    return new;
}

static bool reader_sees_new(const struct test_place *place, bool appended)
{
    struct journal *journal = NULL;
    struct error error;
    error_clear(&error);
    assert_done(journal_read(&place->folder, &journal, &error), error);
    bool new = is_new(place, journal, appended);
    journal_free(journal);
    return new;
}

static void begin(struct test_place *place)
{
    test_place_make(place);
    test_write(place->root, "a.md", slice_of("a\n"));
    test_write(place->root, "b.md", slice_of("b"));
}

static size_t count_records(const struct test_place *place)
{
    struct log log;
    struct error error;
    error_clear(&error);
    assert_done(log_list(&place->folder, &log, &error), error);
    assert_int_equal(log.damaged, 0);
    size_t count = log.count;
    log_release(&log);
    return count;
}

/* The next writer comes; `new` is what readers saw before. */
static void assert_recovers(struct test_place *place, enum save_method method, bool new, bool appended)
{
    struct save_options options = {.folder = &place->folder, .method = method};
    struct save_report report;
    struct error error;
    error_clear(&error);
    assert_done(journal_recover(&options, &report, &error), error);
    assert_int_equal(is_new(place, NULL, appended), new);
    assert_int_equal(count_records(place), new ? 1 : 0);
    if (appended) {
        assert_file(place->root, "a.md", new ? "A\ntheirs\n" : "a\ntheirs\n");
    }
    assert_int_equal(report.kept, 0);
    assert_int_equal(test_count_names(place->root, ".workboard-"), 0);
    assert_true(test_count_names(place->folder.path, "journal") <= 0);
    assert_done(journal_recover(&options, &report, &error), error);
    assert_false(report.finished || report.taken_back);
}

static bool was_appended(const struct test_place *place)
{
    return test_count_names(place->root, "appended") > 0;
}

static void die_at_every_step(enum save_method method, bool appends)
{
    size_t old = 0;
    size_t new = 0;
    int ended = DIED;
    for (size_t at = 0; ended == DIED; at++) {
        assert_true(at < 100);
        struct test_place place;
        begin(&place);
        ended = save_and_die(&place, method, at, appends);
        assert_true(ended == DIED || ended == SAVED);
        bool is = reader_sees_new(&place, appends);
        old += is ? 0 : 1;
        new += is ? 1 : 0;
        assert_recovers(&place, method, is, was_appended(&place));
        test_place_remove(&place);
    }
    assert_true(old > 5 && new > 5);
}

static void every_step_is_survived(void **state)
{
    (void)state;
    die_at_every_step(SAVE_BEST, false);
    die_at_every_step(SAVE_RENAME, false);
}

static void every_step_is_survived_while_another_program_appends(void **state)
{
    (void)state;
    die_at_every_step(SAVE_BEST, true);
    die_at_every_step(SAVE_RENAME, true);
}

/* Dies at each step of finishing or taking back what a save left at each of its steps. */
static void die_twice(enum save_method method, bool appends)
{
    int ended = DIED;
    for (size_t at = 0; ended == DIED; at++) {
        int ended_again = DIED;
        for (size_t again = 0; ended_again == DIED; again++) {
            assert_true(again < 100);
            struct test_place place;
            begin(&place);
            ended = save_and_die(&place, method, at, appends);
            bool is = reader_sees_new(&place, appends);
            ended_again = recover_and_die(&place, method, again);
            assert_int_not_equal(ended_again, REFUSED);
            assert_int_equal(reader_sees_new(&place, appends), is);
            assert_recovers(&place, method, is, was_appended(&place));
            test_place_remove(&place);
        }
    }
}

static void dying_while_recovering_is_survived(void **state)
{
    (void)state;
    die_twice(SAVE_BEST, true);
    die_twice(SAVE_RENAME, false);
}

/* Saves until just after the first exchange, and no further. */
static void die_after_first_exchange(struct test_place *place)
{
    begin(place);
    for (size_t at = 0;; at++) {
        assert_true(at < 100);
        assert_int_equal(save_and_die(place, SAVE_BEST, at, false), DIED);
        char path[TEST_PATH_SIZE];
        struct bytes a;
        bytes_init(&a);
        assert_true(test_read_file(test_join(path, place->root, "a.md"), &a));
        bool exchanged = a.data[0] == 'A';
        bytes_release(&a);
        if (exchanged) {
            return;
        }
    }
}

static void an_edit_after_the_crash_wins_and_all_goes_back(void **state)
{
    (void)state;
    struct test_place place;
    die_after_first_exchange(&place);
    test_rename_over(place.root, "b.md", "edited by hand\n");
    struct save_options options = {.folder = &place.folder};
    struct save_report report;
    struct error error;
    error_clear(&error);
    assert_done(journal_recover(&options, &report, &error), error);
    assert_true(report.taken_back);
    assert_file(place.root, "a.md", "a\n");
    assert_file(place.root, "b.md", "edited by hand\n");
    assert_int_equal(test_count_names(place.root, "c.md"), 0);
    assert_int_equal(test_count_names(place.root, ".workboard-"), 0);
    assert_int_equal(count_records(&place), 0);
    test_place_remove(&place);
}

static void an_edit_of_what_was_exchanged_stays(void **state)
{
    (void)state;
    struct test_place place;
    die_after_first_exchange(&place);
    test_rename_over(place.root, "a.md", "A\nedited by hand\n");
    struct save_options options = {.folder = &place.folder};
    struct save_report report;
    struct error error;
    error_clear(&error);
    assert_done(journal_recover(&options, &report, &error), error);
    assert_true(report.finished);
    assert_file(place.root, "a.md", "A\nedited by hand\n");
    test_same_file_at(place.root, "b.md", three[1].after, __FILE__, __LINE__);
    assert_file(place.root, "c.md", "c\n");
    assert_int_equal(test_count_names(place.root, ".workboard-"), 0);
    test_place_remove(&place);
}

/* Once the log holds the record the change is over: an editor that brings the old text back has the last word. */
static void what_is_logged_is_not_made_again(void **state)
{
    (void)state;
    struct test_place place;
    begin(&place);
    for (size_t at = 0; count_records(&place) == 0; at++) {
        test_place_remove(&place);
        begin(&place);
        assert_true(at < 100);
        assert_int_equal(save_and_die(&place, SAVE_BEST, at, false), DIED);
        assert_true(reader_sees_new(&place, false) || count_records(&place) == 0);
    }
    assert_int_equal(test_count_names(place.folder.path, "journal.json"), 1);
    test_rename_over(place.root, "a.md", "a\n");
    struct journal *journal = NULL;
    struct save_options options = {.folder = &place.folder};
    struct save_report report;
    struct error error;
    error_clear(&error);
    assert_done(journal_read(&place.folder, &journal, &error), error);
    assert_null(journal);
    assert_done(journal_recover(&options, &report, &error), error);
    assert_file(place.root, "a.md", "a\n");
    assert_file(place.root, "c.md", "c\n");
    assert_int_equal(count_records(&place), 1);
    assert_int_equal(test_count_names(place.root, ".workboard-"), 0);
    assert_int_equal(test_count_names(place.folder.path, "journal"), 0);
    test_place_remove(&place);
}

static void readers_write_nothing(void **state)
{
    (void)state;
    struct test_place place;
    die_after_first_exchange(&place);
    int names = test_count_names(place.root, "");
    int journals = test_count_names(place.folder.path, "");
    assert_true(reader_sees_new(&place, false));
    assert_int_equal(test_count_names(place.root, ""), names);
    assert_int_equal(test_count_names(place.folder.path, ""), journals);
    assert_file(place.root, "b.md", "b");
    test_place_remove(&place);
}

static void the_next_save_finishes_first(void **state)
{
    (void)state;
    struct test_place place;
    die_after_first_exchange(&place);
    struct save_options options = {.folder = &place.folder};
    struct save_report report;
    struct error error;
    error_clear(&error);
    const struct save_file file = {.path = "a.md", .existed = true, .before = {"A\n", 2}, .after = {"AA\n", 3}};
    assert_done(save_files(&options, &file, 1, NULL, &report, &error), error);
    assert_true(report.finished);
    assert_file(place.root, "a.md", "AA\n");
    assert_file(place.root, "c.md", "c\n");
    test_place_remove(&place);
}

static void a_damaged_journal_is_moved_aside(void **state)
{
    (void)state;
    struct test_place place;
    begin(&place);
    struct error error;
    error_clear(&error);
    static const char *const damaged[] = {
        "", "{", "[]", "{\"version\":1}",
        "{\"version\":1,\"entries\":[{\"path\":\"../../x\"}],\"displaced\":[],\"record_id\":0,\"record\":\"\"}",
        ("{\"version\":1,\"entries\":[],\"record_id\":0,\"record\":\"\","
         "\"displaced\":[{\"path\":\"a.md\",\"name\":\".x/.workboard-1\",\"base\":\"\"}]}")};
    assert_done(folder_make(&place.folder, &error), error);
    for (size_t i = 0; i < sizeof damaged / sizeof damaged[0]; i++) {
        test_write(place.folder.path, "journal.json", slice_of(damaged[i]));
        assert_false(reader_sees_new(&place, false));
        struct save_options options = {.folder = &place.folder};
        struct save_report report;
        assert_done(journal_recover(&options, &report, &error), error);
        assert_true(report.damaged);
        assert_int_equal(test_count_names(place.folder.path, "journal.json"), 0);
        assert_file(place.folder.path, "journal.damaged", damaged[i]);
    }
    test_write(place.folder.path, "journal.json", slice_of("{\"version\":2,\"later\":true}"));
    struct save_options options = {.folder = &place.folder};
    assert_false(journal_recover(&options, NULL, &error));
    assert_int_equal(error.code, ERROR_SYSTEM);
    assert_non_null(strstr(error.message, "newer"));
    test_place_remove(&place);
}

/* A journal that came with an archive must not write to a file outside, over a link in the plan. */
static void a_foreign_journal_leads_nowhere(void **state)
{
    (void)state;
    struct test_place place;
    begin(&place);
    char path[TEST_PATH_SIZE];
    test_write(place.top, "outside.md", slice_of("known content\n"));
    assert_int_equal(unlink(test_join(path, place.root, "a.md")), 0);
    assert_int_equal(symlink("../outside.md", path), 0);
    test_write(place.root, "b.md", slice_of("B\n"));
    struct error error;
    error_clear(&error);
    assert_done(folder_make(&place.folder, &error), error);
    test_write(place.folder.path, "journal.json",
               slice_of("{\"version\":1,\"prepared\":true,\"entries\":["
                        "{\"existed\":true,\"path\":\"a.md\",\"name\":\".a.md.workboard-aaaaaa\","
                        "\"old_device\":\"0000000000000001\",\"old_inode\":\"0000000000000002\","
                        "\"new_device\":\"0000000000000001\",\"new_inode\":\"0000000000000003\","
                        "\"before\":\"known content\\n\",\"after\":\"evil\\n\"},"
                        "{\"existed\":true,\"path\":\"b.md\",\"name\":\".b.md.workboard-aaaaaa\","
                        "\"old_device\":\"0000000000000001\",\"old_inode\":\"0000000000000002\","
                        "\"new_device\":\"0000000000000001\",\"new_inode\":\"0000000000000003\","
                        "\"before\":\"b\\n\",\"after\":\"B\\n\"}],"
                        "\"displaced\":[],\"record_id\":0,\"record\":\"\"}"));
    struct save_options options = {.folder = &place.folder};
    assert_done(journal_recover(&options, NULL, &error), error);
    assert_file(place.top, "outside.md", "known content\n");
    assert_file(place.root, "b.md", "B\n");
    assert_int_equal(test_count_names(place.folder.path, "journal"), 0);
    test_place_remove(&place);
}

/* A disk that is really full, as the limit on the size of files makes it. */
static void a_full_disk_changes_nothing(void **state)
{
    (void)state;
    struct test_place place;
    begin(&place);
    enum { LARGE = 100000 };
    pid_t child = test_fork();
    if (child == 0) {
        static char content[LARGE];
        memset(content, 'x', sizeof content);
        signal(SIGXFSZ, SIG_IGN);
        struct rlimit limit = {.rlim_cur = 50000, .rlim_max = 50000};
        struct save_options options = {.folder = &place.folder};
        const struct save_file files[] = {
            three[0], {.path = "b.md", .existed = true, .before = {"b", 1}, .after = {content, sizeof content}}};
        struct error error;
        error_clear(&error);
        bool limited = setrlimit(RLIMIT_FSIZE, &limit) == 0;
        _exit(limited && !save_files(&options, files, 2, NULL, NULL, &error) && error.code == ERROR_SYSTEM ? SAVED
                                                                                                            : REFUSED);
    }
    assert_int_equal(test_wait(child), SAVED);
    assert_file(place.root, "a.md", "a\n");
    assert_file(place.root, "b.md", "b");
    assert_int_equal(test_count_names(place.root, ".workboard-"), 0);
    assert_true(test_count_names(place.folder.path, "journal") <= 0);
    test_place_remove(&place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_step_is_survived),
        cmocka_unit_test(every_step_is_survived_while_another_program_appends),
        cmocka_unit_test(dying_while_recovering_is_survived),
        cmocka_unit_test(an_edit_after_the_crash_wins_and_all_goes_back),
        cmocka_unit_test(an_edit_of_what_was_exchanged_stays),
        cmocka_unit_test(what_is_logged_is_not_made_again),
        cmocka_unit_test(readers_write_nothing),
        cmocka_unit_test(the_next_save_finishes_first),
        cmocka_unit_test(a_damaged_journal_is_moved_aside),
        cmocka_unit_test(a_foreign_journal_leads_nowhere),
        cmocka_unit_test(a_full_disk_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
