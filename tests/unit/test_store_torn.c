/* Half of a line that another program is writing: it never gets into what we write, where the next line would be
 * appended to it. */
#include "test_store_support.h"

#include "store/save_swap.h"

enum { SHORT_WAIT = 20, LONG_WAIT = 60000 /* milliseconds */ };

/* Another program: what it does at a step. */
struct other {
    struct test_place place;
    int writer; /* its descriptor, or -1 */
    const char *at[3];
    void (*act[3])(struct other *other);
    struct save_options options;
    struct save_report report;
    struct error error;
};

static int on_step(void *context, const char *step)
{
    struct other *other = context;
    for (size_t i = 0; i < sizeof other->at / sizeof *other->at; i++) {
        if (other->at[i] != NULL && strcmp(other->at[i], step) == 0) {
            other->at[i] = NULL; /* once */
            other->act[i](other);
            return 0;
        }
    }
    return 0;
}

static void write_text(int descriptor, const char *text)
{
    assert_int_equal(write(descriptor, text, strlen(text)), (ssize_t)strlen(text));
}

static void begin_line(struct other *other)
{
    char path[TEST_PATH_SIZE];
    other->writer = open(test_join(path, other->place.root, "a.md"), O_WRONLY | O_APPEND);
    assert_true(other->writer >= 0);
    write_text(other->writer, "their li");
}

static void stop(struct other *other)
{
    assert_int_equal(close(other->writer), 0);
    other->writer = -1;
}

/* Ends its line, and appends the next one to what has the name now. */
static void end_line(struct other *other)
{
    write_text(other->writer, "ne 1\n");
    stop(other);
    test_append(other->place.root, "a.md", "their line 2\n");
}

static void append_line(struct other *other)
{
    test_append(other->place.root, "a.md", "their line 0\n");
}

static bool save(struct other *other, const char *before, const char *after)
{
    const struct save_file file = {
        .path = "a.md", .existed = true, .before = slice_of(before), .after = slice_of(after)};
    error_clear(&other->error);
    return save_files(&other->options, &file, 1, NULL, &other->report, &other->error);
}

static int setup(void **state)
{
    static struct other other;
    other = (struct other){.writer = -1};
    test_place_make(&other.place);
    other.options = (struct save_options){
        .folder = &other.place.folder, .wait = SHORT_WAIT, .fault = on_step, .fault_context = &other};
    *state = &other;
    return 0;
}

static int teardown(void **state)
{
    struct other *other = *state;
    if (other->writer >= 0) {
        stop(other);
    }
    test_place_remove(&other->place);
    return 0;
}

/* Whether this file system can tell who has a file open: else there is nothing promised. */
static bool can_tell(const struct other *other)
{
    char path[TEST_PATH_SIZE];
    test_write(other->place.root, "probe", slice_of("x"));
    bool can = swap_use_of(SAVE_BEST, test_join(path, other->place.root, "probe")) == SWAP_UNUSED;
    assert_int_equal(unlink(path), 0);
    return can;
}

static void assert_tidy(const struct other *other)
{
    assert_int_equal(test_count_names(other->place.root, ".workboard-"), 0);
    assert_true(test_count_names(other->place.folder.path, "journal") <= 0);
}

static void recover(struct other *other)
{
    other->options.wait = LONG_WAIT;
    other->report = (struct save_report){0};
    error_clear(&other->error);
    assert_done(journal_recover(&other->options, &other->report, &other->error), other->error);
    assert_int_equal(other->report.kept, 0);
    assert_int_equal(other->report.unmerged, 0);
    assert_tidy(other);
}

static void half_of_a_line_is_refused_when_the_wait_is_over(void **state)
{
    struct other *other = *state;
    if (!can_tell(other)) {
        skip();
    }
    test_write(other->place.root, "a.md", slice_of("a\n"));
    begin_line(other);
    for (int merge = 0; merge < 2; merge++) {
        other->options.merge_changed = merge == 1;
        other->report = (struct save_report){0};
        assert_false(save(other, "a\ntheir li", "A\ntheir li"));
        assert_int_equal(other->error.code, ERROR_CONFLICT);
        assert_non_null(strstr(other->error.message, "not finished"));
        assert_true(other->report.unfinished);
        assert_file(other->place.root, "a.md", "a\ntheir li");
        assert_tidy(other);
    }
    end_line(other);
    assert_file(other->place.root, "a.md", "a\ntheir line 1\ntheir line 2\n");
}

static void what_is_only_checked_is_not_waited_for(void **state)
{
    struct other *other = *state;
    test_write(other->place.root, "a.md", slice_of("a\n"));
    begin_line(other);
    assert_done(save(other, "a\ntheir li", "a\ntheir li"), other->error);
}

static void a_line_that_is_finished_in_time_is_merged(void **state)
{
    struct other *other = *state;
    if (!can_tell(other)) {
        skip();
    }
    test_write(other->place.root, "a.md", slice_of("a\n\nlog:\n"));
    begin_line(other);
    other->options.wait = LONG_WAIT;
    other->options.merge_changed = true;
    other->at[0] = "wait";
    other->act[0] = end_line;
    assert_done(save(other, "a\n\nlog:\ntheir li", "A\n\nlog:\ntheir li"), other->error);
    assert_file(other->place.root, "a.md", "A\n\nlog:\ntheir line 1\ntheir line 2\n");
    assert_false(other->report.unfinished);
    assert_int_equal(other->report.merged, 1);
    assert_tidy(other);
}

/* Who did not ask for merging reads it again, and finds whole lines. */
static void a_line_that_is_finished_in_time_is_a_change(void **state)
{
    struct other *other = *state;
    if (!can_tell(other)) {
        skip();
    }
    test_write(other->place.root, "a.md", slice_of("a\n"));
    begin_line(other);
    other->options.wait = LONG_WAIT;
    other->at[0] = "wait";
    other->act[0] = end_line;
    assert_false(save(other, "a\ntheir li", "A\ntheir li"));
    assert_int_equal(other->error.code, ERROR_CONFLICT);
    assert_false(other->report.unfinished);
    static const char *const whole = "a\ntheir line 1\ntheir line 2\n";
    assert_done(save(other, whole, "A\ntheir line 1\ntheir line 2\n"), other->error);
    assert_file(other->place.root, "a.md", "A\ntheir line 1\ntheir line 2\n");
}

static void fail_to_wait(struct other *other)
{
    (void)other;
    fail_msg("a document without a newline at its end, which nobody has open, was waited for");
}

static void a_last_line_without_newline_is_written_at_once(void **state)
{
    struct other *other = *state;
    static const enum save_method methods[] = {SAVE_BEST, SAVE_RENAME};
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        other->options.method = methods[i];
        other->options.wait = LONG_WAIT;
        other->at[0] = "wait";
        other->act[0] = fail_to_wait;
        test_write(other->place.root, "a.md", slice_of("a\nlast"));
        assert_done(save(other, "a\nlast", "A\nlast"), other->error);
        assert_file(other->place.root, "a.md", "A\nlast");
        assert_tidy(other);
    }
}

/* It began its line just before the exchange, and ends it in the displaced file. */
static void half_of_a_line_stays_in_the_displaced_file(void **state)
{
    struct other *other = *state;
    if (!can_tell(other)) {
        skip();
    }
    test_write(other->place.root, "a.md", slice_of("a\n"));
    other->at[0] = "place";
    other->act[0] = begin_line;
    assert_done(save(other, "a\n", "A\n"), other->error);
    assert_file(other->place.root, "a.md", "A\n");
    assert_int_equal(other->report.kept, 1);
    end_line(other);
    recover(other);
    assert_file(other->place.root, "a.md", "A\ntheir line 2\ntheir line 1\n");
}

/* And whoever never ends it has written half a line: that is in the document once the file is closed. */
static void half_of_a_line_is_kept_when_its_writer_is_gone(void **state)
{
    struct other *other = *state;
    test_write(other->place.root, "a.md", slice_of("a\n"));
    other->at[0] = "place";
    other->act[0] = begin_line;
    assert_done(save(other, "a\n", "A\n"), other->error);
    stop(other);
    recover(other);
    assert_file(other->place.root, "a.md", "A\ntheir li");
}

/* What the displaced file gained has to wait while somebody is in the middle of a line of the new one. */
static void nothing_is_merged_into_half_of_a_line(void **state)
{
    struct other *other = *state;
    if (!can_tell(other)) {
        skip();
    }
    test_write(other->place.root, "a.md", slice_of("a\n"));
    other->at[0] = "place";
    other->act[0] = append_line;
    other->at[1] = "commit";
    other->act[1] = begin_line;
    assert_done(save(other, "a\n", "A\n"), other->error);
    assert_file(other->place.root, "a.md", "A\ntheir li");
    assert_int_equal(other->report.kept, 1);
    assert_int_equal(other->report.unmerged, 0);
    end_line(other);
    recover(other);
    assert_file(other->place.root, "a.md", "A\ntheir line 1\ntheir line 2\ntheir line 0\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(half_of_a_line_is_refused_when_the_wait_is_over, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_only_checked_is_not_waited_for, setup, teardown),
        cmocka_unit_test_setup_teardown(a_line_that_is_finished_in_time_is_merged, setup, teardown),
        cmocka_unit_test_setup_teardown(a_line_that_is_finished_in_time_is_a_change, setup, teardown),
        cmocka_unit_test_setup_teardown(a_last_line_without_newline_is_written_at_once, setup, teardown),
        cmocka_unit_test_setup_teardown(half_of_a_line_stays_in_the_displaced_file, setup, teardown),
        cmocka_unit_test_setup_teardown(half_of_a_line_is_kept_when_its_writer_is_gone, setup, teardown),
        cmocka_unit_test_setup_teardown(nothing_is_merged_into_half_of_a_line, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
