/* Another program appends to the document all the while: no line of its is lost or doubled, and no save of ours. */
#include "test_store_support.h"

#include "store/save_swap.h"

enum {
    LINE_SIZE = 32,
    WAIT = 60000 /* milliseconds: on a loaded machine the other program may stand in the middle of a line for long */
};

struct habit {
    int count;   /* lines */
    int keep;    /* so many with the file open */
    bool halves; /* each line in two writes */
    bool slow;   /* a process for each line, as a shell does it */
};

static void append_lines(const char *path, struct habit habit)
{
    int descriptor = -1;
    for (int i = 0; i < habit.count; i++) {
        pid_t process = habit.slow ? fork() : 0;
        if (process > 0) {
            waitpid(process, NULL, 0);
            continue;
        }
        if (descriptor < 0) {
            descriptor = open(path, O_WRONLY | O_APPEND);
        }
        char line[LINE_SIZE];
        int size = snprintf(line, sizeof line, "their line %d\n", i);
        ssize_t first = habit.halves ? 8 : size;
        if (descriptor < 0 || write(descriptor, line, (size_t)first) != first ||
            (habit.halves && write(descriptor, line + first, (size_t)(size - first)) != size - first)) {
            _exit(1);
        }
        if (habit.slow) {
            _exit(0);
        }
        if ((i + 1) % habit.keep == 0) {
            close(descriptor);
            descriptor = -1;
        }
    }
    if (descriptor >= 0) {
        close(descriptor);
    }
}

/* Changes the first line from one number to the next. False where another program was faster. */
static bool count_up(const struct test_place *place, int number, bool merge, struct save_report *report)
{
    char path[TEST_PATH_SIZE];
    struct bytes before;
    struct bytes after;
    struct error error;
    bytes_init(&before);
    bytes_init(&after);
    error_clear(&error);
    struct save_options options = {.folder = &place->folder, .wait = WAIT, .merge_changed = merge};
    assert_done(journal_recover(&options, report, &error), error);
    assert_true(test_read_file(test_join(path, place->root, "a.md"), &before));
    size_t end = slice_find(bytes_slice(&before), slice_of("\n"), 0);
    char wanted[LINE_SIZE];
    (void)snprintf(wanted, sizeof wanted, "our number %d", number - 1);
    assert_same_text(slice_part(bytes_slice(&before), 0, end), wanted);
    bytes_append_format(&after, "our number %d", number);
    bytes_append(&after, slice_part(bytes_slice(&before), end, before.size));
    const struct save_file file = {
        .path = "a.md", .existed = true, .before = bytes_slice(&before), .after = bytes_slice(&after)};
    bool done = save_files(&options, &file, 1, NULL, report, &error);
    if (!done && (merge || error.code != ERROR_CONFLICT)) {
        assert_done(done, error);
    }
    bytes_release(&before);
    bytes_release(&after);
    return done;
}

/* Every line of theirs once, behind the first line. What came in the moment of an exchange may stand behind later
 * lines. */
static void assert_lines(const struct test_place *place, int ours, int theirs)
{
    char path[TEST_PATH_SIZE];
    struct bytes content;
    bytes_init(&content);
    assert_true(test_read_file(test_join(path, place->root, "a.md"), &content));
    struct slice rest = bytes_slice(&content);
    struct slice line;
    char wanted[LINE_SIZE];
    assert_true(slice_next(&rest, '\n', &line));
    (void)snprintf(wanted, sizeof wanted, "our number %d", ours);
    assert_same_text(line, wanted);
    char *seen = calloc((size_t)theirs, 1);
    assert_non_null(seen);
    int count = 0;
    while (slice_next(&rest, '\n', &line) && (line.size > 0 || rest.size > 0)) {
        char text[LINE_SIZE];
        int number = -1;
        int end = 0;
        (void)snprintf(text, sizeof text, "%.*s", SLICE_PRINT(line));
        if (sscanf(text, "their line %d%n", &number, &end) != 1 || (size_t)end != line.size || number < 0 ||
            number >= theirs || seen[number] != 0) {
            fail_msg("unexpected line \"%s\"", text);
        }
        seen[number] = 1;
        count++;
    }
    assert_int_equal(count, theirs);
    free(seen);
    bytes_release(&content);
}

static int run(struct habit habit, bool merge)
{
    struct test_place place;
    test_place_make(&place);
    test_write(place.root, "a.md", slice_of("our number 0\n"));
    char path[TEST_PATH_SIZE];
    test_join(path, place.root, "a.md");
    pid_t child = test_fork();
    if (child == 0) {
        append_lines(path, habit);
        _exit(0);
    }
    int saved = 0;
    int tried = 0;
    size_t merged = 0;
    int status = 0;
    struct save_report report = {0};
    do {
        if (count_up(&place, saved + 1, merge, &report)) {
            saved++;
        }
        tried++;
        merged += report.merged;
        assert_int_equal(report.unmerged, 0);
    } while (waitpid(child, &status, WNOHANG) == 0);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    struct save_options options = {.folder = &place.folder, .wait = WAIT};
    struct error error;
    error_clear(&error);
    assert_done(journal_recover(&options, &report, &error), error);
    assert_lines(&place, saved, habit.count);
    assert_int_equal(test_count_names(place.root, ".workboard-"), 0);
    print_message("%d of %d saves against %d lines, %zu merged\n", saved, tried, habit.count, merged);
    test_place_remove(&place);
    return saved;
}

/* How many lines: enough to be seen to fail, few enough not to be waited for. */
static int rounds(void)
{
    const char *wanted = getenv("WORKBOARD_TEST_ROUNDS");
    return wanted == NULL ? 20000 : atoi(wanted);
}

static void lines_that_are_appended_one_by_one_survive(void **state)
{
    (void)state;
    assert_true(run((struct habit){.count = rounds(), .keep = 1}, true) > 0);
}

static void lines_that_are_appended_with_the_file_open_survive(void **state)
{
    (void)state;
    assert_true(run((struct habit){.count = rounds(), .keep = 50}, true) > 0);
}

static void lines_that_are_appended_in_halves_survive(void **state)
{
    (void)state;
    assert_true(run((struct habit){.count = rounds(), .keep = 20, .halves = true}, true) > 0);
}

static void who_is_slower_is_refused_and_loses_nothing(void **state)
{
    (void)state;
    run((struct habit){.count = rounds(), .keep = 1}, false);
}

static void a_shell_that_appends_hinders_nobody(void **state)
{
    (void)state;
    assert_true(run((struct habit){.count = rounds() / 10, .keep = 1, .slow = true}, true) > 0);
}

static void names_are_put_right_after_half_an_exchange(void **state)
{
    (void)state;
    struct test_place place;
    test_place_make(&place);
    char beside[TEST_PATH_SIZE];
    test_join(beside, place.root, ".a.md.workboard-aaaaaa");
    test_write(place.root, ".a.md.workboard-aaaaaa.old", slice_of("displaced"));
    assert_int_equal(swap_mend(beside), 0);
    assert_file(place.root, ".a.md.workboard-aaaaaa", "displaced");
    assert_int_equal(test_count_names(place.root, ".old"), 0);
    test_write(place.root, ".a.md.workboard-aaaaaa.old", slice_of("second name"));
    assert_int_equal(swap_mend(beside), 0);
    assert_file(place.root, ".a.md.workboard-aaaaaa", "displaced");
    assert_int_equal(test_count_names(place.root, ".old"), 0);
    test_place_remove(&place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_that_are_appended_one_by_one_survive),
        cmocka_unit_test(lines_that_are_appended_with_the_file_open_survive),
        cmocka_unit_test(lines_that_are_appended_in_halves_survive),
        cmocka_unit_test(who_is_slower_is_refused_and_loses_nothing),
        cmocka_unit_test(a_shell_that_appends_hinders_nobody),
        cmocka_unit_test(names_are_put_right_after_half_an_exchange),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
