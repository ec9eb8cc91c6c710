/* A change of three files in two folders meets the end of the process, of the power, and failing calls, at each system
 * call in turn: afterwards, and to everybody who reads meanwhile, all files are old or all are new, each is whole, the log says the
 * same, and the next write goes on.
 *
 * WORKBOARD_CRASH=full takes each call, and of each of two calls in a row every few; otherwise every so many. */
#include "../unit/test_store_support.h"

#include "disk.h"

enum { SAVED = 0, REFUSED = 1, LATER = 2, BROKEN = 3, DIED = 42, MOST_CALLS = 2000 };

static const struct save_file three[] = {
    {.path = "a.md", .existed = true, .before = {"a\n", 2}, .after = {"A\n", 2}},
    {.path = "cards/b.md", .existed = true, .before = {"b", 1}, .after = {"B\xff", 2}},
    {.path = "cards/c.md", .after = {"c\n", 2}},
};

static void begin(struct test_place *place)
{
    char path[TEST_PATH_SIZE];
    test_place_make(place);
    test_write(place->root, "a.md", slice_of("a\n"));
    assert_int_equal(mkdir(test_join(path, place->root, "cards"), 0755), 0);
    test_write(place->root, "cards/b.md", slice_of("b"));
}

static size_t choose(size_t bounded, size_t full)
{
    const char *how = getenv("WORKBOARD_CRASH");
    return how != NULL && strcmp(how, "full") == 0 ? full : bounded;
}

static size_t stride(size_t bounded)
{
    return choose(bounded, 1);
}

/* ---- what somebody sees who reads ---- */

enum seen { SEEN_OLD, SEEN_NEW, SEEN_MIXED };

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

static enum seen look(const struct test_place *place)
{
    struct journal *journal = NULL;
    size_t new = 0;
    size_t old = 0;
    if (!journal_read(&place->folder, &journal, NULL)) {
        return SEEN_MIXED;
    }
    for (size_t i = 0; i < 3; i++) {
        struct bytes content = read_as_reader(place, journal, three[i].path);
        new += slice_equal(bytes_slice(&content), three[i].after) ? 1 : 0;
        old += slice_equal(bytes_slice(&content), three[i].before) ? 1 : 0;
        bytes_release(&content);
    }
    journal_free(journal);
    return new == 3 ? SEEN_NEW : old == 3 ? SEEN_OLD : SEEN_MIXED;
}

/* Between any two calls, in the process that writes: a reader is nobody's business. */
static void look_between(void *context)
{
    if (look(context) == SEEN_MIXED) {
        _exit(BROKEN);
    }
}

/* ---- in the child ---- */

static int result_of(bool done, const struct error *error)
{
    return done ? SAVED : strstr(error->message, "the next write sees to the rest") != NULL ? LATER : REFUSED;
}

/* Saves (or finishes what a save left), with the fault; gives how it ended. */
static int run(struct test_place *place, enum save_method method, bool saves, struct disk_fault fault)
{
    pid_t child = test_fork();
    if (child == 0) {
        /* A file that nobody can let go is waited for: not for long here. */
        struct save_options options = {.folder = &place->folder, .method = method, .wait = method == SAVE_BEST ? 5 : 40};
        struct log_record record = {.verb = slice_of("test")};
        struct lock lock = LOCK_NONE;
        struct error error;
        error_clear(&error);
        fault.status = DIED;
        fault.context = place;
        if (!lock_take(place->root, 10000, &lock, &error)) {
            _exit(BROKEN);
        }
        disk_begin(place->top);
        disk_arm(&fault);
        bool done = saves ? save_files(&options, three, 3, &record, NULL, &error)
                          : journal_recover(&options, NULL, &error);
        bool met;
        disk_disarm(&met);
        disk_model_end();
        int result = result_of(done, &error);
        /* Beyond the last call nothing happened any more. */
        _exit(fault.dies || fault.error == 0 || met ? result : result + 10);
    }
    return test_wait(child);
}

/* ---- afterwards ---- */

static size_t count_records(const struct test_place *place)
{
    struct log log = {0};
    struct error error;
    error_clear(&error);
    assert_done(log_list(&place->folder, &log, &error), error);
    size_t count = log.count;
    log_release(&log);
    return count;
}

static int count_hidden(const struct test_place *place)
{
    char path[TEST_PATH_SIZE];
    return test_count_names(place->root, ".workboard-") +
           test_count_names(test_join(path, place->root, "cards"), ".workboard-");
}

/* The next writer finishes what `seen` says, and goes on. */
static void assert_goes_on(struct test_place *place, enum save_method method, enum seen seen, const char *what, size_t at)
{
    const struct save_options options = {.folder = &place->folder, .method = method};
    struct save_report report;
    struct error error;
    error_clear(&error);
    bool good = seen != SEEN_MIXED && journal_recover(&options, &report, &error) && look(place) == seen &&
                count_records(place) == (seen == SEEN_NEW ? 1U : 0U) && count_hidden(place) == 0 && report.unmerged == 0;
    if (!good) {
        print_error("%s, method %d, call %zu: seen %d, then %d; %zu records, %d hidden files; %s\n", what, (int)method, at,
                    (int)seen, (int)look(place), count_records(place), count_hidden(place), error.message);
        fail();
    }
    const struct save_file next[] = {
        {.path = "a.md", .existed = true, .before = seen == SEEN_NEW ? three[0].after : three[0].before, .after = {"x", 1}},
    };
    struct log_record record = {.verb = slice_of("next")};
    assert_done(save_files(&options, next, 1, &record, &report, &error), error);
    assert_int_equal(count_records(place), seen == SEEN_NEW ? 2 : 1);
    assert_int_equal(count_hidden(place), 0);
}

/* ---- the ends ---- */

static void die_before_each_call(enum save_method method, enum disk_loss loss, size_t step)
{
    int ended = DIED;
    size_t seen[2] = {0};
    for (size_t at = (size_t)loss % step; ended == DIED; at += step) {
        struct test_place place;
        begin(&place);
        ended = run(&place, method, true, (struct disk_fault){.at = at, .dies = true, .loss = loss});
        assert_true(at < MOST_CALLS && (ended == DIED || ended == SAVED));
        enum seen now = look(&place);
        assert_goes_on(&place, method, now, "died", at);
        seen[now]++;
        test_place_remove(&place);
    }
    assert_true(seen[SEEN_OLD] > 1 && seen[SEEN_NEW] > 1);
}

static void the_end_of_the_process_is_survived(void **state)
{
    (void)state;
    die_before_each_call(SAVE_BEST, DISK_LOSE_NOTHING, stride(11));
    die_before_each_call(SAVE_RENAME, DISK_LOSE_NOTHING, stride(17));
}

static void the_end_of_the_power_is_survived(void **state)
{
    (void)state;
    for (enum disk_loss loss = DISK_LOSE_NAMES; loss < DISK_LOSSES; loss++) {
        die_before_each_call(SAVE_BEST, loss, stride(17));
        die_before_each_call(SAVE_RENAME, loss, stride(29));
    }
}

/* What a save left at a call is finished, and that ends at a call, too. */
static void die_twice(enum save_method method, enum disk_loss loss, size_t step, size_t inner)
{
    int ended = DIED;
    for (size_t at = step / 2; ended == DIED; at += step) {
        int again = DIED;
        for (size_t second = at % inner; again == DIED; second += inner) {
            struct test_place place;
            begin(&place);
            ended = run(&place, method, true, (struct disk_fault){.at = at, .dies = true, .loss = loss});
            enum seen before = look(&place);
            again = run(&place, method, false, (struct disk_fault){.at = second, .dies = true, .loss = loss});
            assert_true(second < MOST_CALLS && (again == DIED || again == SAVED));
            enum seen after = look(&place);
            if (before != after) {
                print_error("died at %zu, then at %zu: seen %d, then %d\n", at, second, (int)before, (int)after);
                fail();
            }
            assert_goes_on(&place, method, after, "died twice", at * 1000 + second);
            test_place_remove(&place);
        }
    }
}

static void the_end_of_finishing_is_survived(void **state)
{
    (void)state;
    die_twice(SAVE_BEST, DISK_LOSE_NOTHING, choose(47, 7), choose(25, 3));
    die_twice(SAVE_BEST, DISK_LOSE_ALL, choose(47, 7), choose(25, 3));
    die_twice(SAVE_RENAME, DISK_LOSE_ALL, choose(93, 11), choose(37, 5));
}

/* ---- failing calls ---- */

static void fail_each_call(enum save_method method, int number, bool lasts, size_t step)
{
    int ended = REFUSED;
    for (size_t at = (size_t)number % step; ended < 10; at += step) {
        struct test_place place;
        begin(&place);
        ended = run(&place, method, true, (struct disk_fault){.at = at, .error = number, .lasts = lasts, .look = look_between});
        int how = ended % 10;
        enum seen seen = look(&place);
        bool good = at < MOST_CALLS && (how == LATER || (how == SAVED && seen == SEEN_NEW) ||
                                        (how == REFUSED && seen == SEEN_OLD));
        if (!good) {
            print_error("errno %d at call %zu, lasting %d, method %d: ended with %d, seen %d\n", number, at, lasts,
                        (int)method, ended, (int)seen);
            fail();
        }
        assert_goes_on(&place, method, seen, strerror(number), at);
        test_place_remove(&place);
    }
}

static const int numbers[] = {ENOSPC, EIO, EACCES, EINTR};
enum { NUMBERS = sizeof numbers / sizeof numbers[0] };

static void failing_calls_leave_all_or_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < NUMBERS; i++) {
        fail_each_call(SAVE_BEST, numbers[i], false, stride(29));
        fail_each_call(SAVE_RENAME, numbers[i], false, stride(61));
        /* An interruption does not last. */
        if (numbers[i] != EINTR) {
            fail_each_call(SAVE_BEST, numbers[i], true, stride(41));
            fail_each_call(SAVE_RENAME, numbers[i], true, stride(83));
        }
    }
}

/* Finishing what was left meets a failing call: the one after it finishes. */
static void fail_while_finishing(enum save_method method, int number, size_t step, size_t inner)
{
    int ended = DIED;
    for (size_t at = step / 2; ended == DIED; at += step) {
        int again = REFUSED;
        for (size_t second = at % inner; again < 10; second += inner) {
            struct test_place place;
            begin(&place);
            ended = run(&place, method, true, (struct disk_fault){.at = at, .dies = true});
            enum seen before = look(&place);
            again = run(&place, method, false, (struct disk_fault){.at = second, .error = number});
            enum seen after = look(&place);
            /* What cannot be finished may be taken back; what was taken back stays so. */
            if (second >= MOST_CALLS || after == SEEN_MIXED || (before == SEEN_OLD && after == SEEN_NEW)) {
                print_error("died at %zu, errno %d at %zu: seen %d, then %d (%d)\n", at, number, second, (int)before,
                            (int)after, again);
                fail();
            }
            assert_goes_on(&place, method, after, "failed while finishing", at * 1000 + second);
            test_place_remove(&place);
        }
    }
}

static void failing_calls_do_not_spoil_finishing(void **state)
{
    (void)state;
    for (size_t i = 0; i < NUMBERS; i++) {
        fail_while_finishing(SAVE_BEST, numbers[i], choose(59, 11), choose(57, 5));
        fail_while_finishing(SAVE_RENAME, numbers[i], choose(89, 23), choose(83, 11));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_end_of_the_process_is_survived),
        cmocka_unit_test(the_end_of_the_power_is_survived),
        cmocka_unit_test(the_end_of_finishing_is_survived),
        cmocka_unit_test(failing_calls_leave_all_or_nothing),
        cmocka_unit_test(failing_calls_do_not_spoil_finishing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
