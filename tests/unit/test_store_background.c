/* Work in a process of its own: what comes back, and how it ends. And events as bytes, which is what comes back. */
#include "store/background.h"
#include "store/event_lines.h"

#include "test_store_support.h"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

enum { LARGE = 3000000, PATIENCE = 60000 };

static bool say_much(void *context, struct bytes *out, struct error *error)
{
    (void)error;
    for (int i = 0; i < LARGE; i++) {
        bytes_append_byte(out, *(const char *)context);
    }
    return true;
}

static bool fail_here(void *context, struct bytes *out, struct error *error)
{
    bytes_append_text(out, "the beginning of it");
    return error_set_at(error, ERROR_NOT_FOUND, context, 0, "is not there");
}

static bool crash(void *context, struct bytes *out, struct error *error)
{
    (void)context;
    (void)out;
    (void)error;
    (void)raise(SIGKILL);
    return true;
}

static bool wait_for_ever(void *context, struct bytes *out, struct error *error)
{
    (void)context;
    (void)out;
    (void)error;
    while (pause() == -1) {
    }
    return true;
}

/* Waits for its end. */
static bool finish(struct background *work, struct bytes *output, struct error *error)
{
    bool finished = false;
    bool good = true;
    while (!finished) {
        struct pollfd waiting = {.fd = background_descriptor(work), .events = POLLIN};
        assert_true(background_is_busy(work));
        assert_true(poll(&waiting, 1, PATIENCE) > 0);
        good = background_take(work, &finished, output, error);
    }
    assert_false(background_is_busy(work));
    assert_int_equal(background_descriptor(work), -1);
    return good;
}

static void the_result_comes_back(void **state)
{
    (void)state;
    struct background work;
    struct bytes output = {0};
    struct error error = {0};
    char byte = 'x';
    bool finished = true;
    assert_done(background_start(&work, say_much, &byte, &error), error);
    assert_true(finish(&work, &output, &error));
    assert_int_equal(output.size, LARGE);
    assert_int_equal(output.data[LARGE - 1], 'x');
    /* Nothing is going on any more. */
    assert_true(background_take(&work, &finished, &output, &error));
    assert_false(finished);
    background_end(&work);
    bytes_release(&output);
}

static void so_does_the_reason_of_a_failure(void **state)
{
    (void)state;
    struct background work;
    struct bytes output = {0};
    struct error error = {0};
    char file[] = "a.md";
    assert_done(background_start(&work, fail_here, file, &error), error);
    assert_false(finish(&work, &output, &error));
    assert_int_equal(error.code, ERROR_NOT_FOUND);
    assert_string_equal(error.file, "a.md");
    assert_string_equal(error.message, "is not there");
    assert_int_equal(output.size, 0);
    error_clear(&error);
    assert_done(background_start(&work, crash, NULL, &error), error);
    assert_false(finish(&work, &output, &error));
    assert_int_equal(error.code, ERROR_SYSTEM);
    bytes_release(&output);
}

static void it_can_be_ended(void **state)
{
    (void)state;
    struct background work;
    struct background none = {0};
    struct bytes output = {0};
    struct error error = {0};
    bool finished = true;
    assert_done(background_start(&work, wait_for_ever, NULL, &error), error);
    assert_true(background_take(&work, &finished, &output, &error));
    assert_false(finished);
    pid_t id = work.id;
    background_end(&work);
    assert_int_equal(kill(id, 0), -1);
    background_end(&work);
    background_end(&none);
    assert_false(background_is_busy(&none));
}

/* ---- events as bytes ---- */

static const struct event told[] = {
    {.time = {"2026-03-01T10:00:00Z", 20}, .seconds = 1772359200, .who = {"V: e", 4}, .commit = {"ab", 2},
     .what = COMPARE_CHANGED, .kind = KIND_TASK, .id = {"a:1-\n", 5}, .field = {"status", 6}, .old = {"", 0},
     .new = {"\xff", 1}, .old_state = STATE_TODO, .new_state = STATE_DONE, .file = {"f.md", 4}, .line = 7},
    {.seconds = -5, .what = COMPARE_ADDED, .kind = KIND_CLAIM, .id = {"x", 1}, .whole = true},
};

static void events_come_back(void **state)
{
    (void)state;
    struct events events = {0};
    struct events back = {0};
    struct bytes text = {0};
    struct error error = {0};
    for (size_t i = 0; i < 2; i++) {
        assert_done(events_add(&events, &told[i], &error), error);
    }
    assert_true(event_lines_write(&text, &events));
    assert_done(event_lines_read(bytes_slice(&text), &back, &error), error);
    assert_int_equal(back.count, 2);
    for (size_t i = 0; i < 2; i++) {
        const struct event *event = &back.items[i];
        assert_int_equal(event->what, told[i].what);
        assert_int_equal(event->kind, told[i].kind);
        assert_int_equal(event->old_state, told[i].old_state);
        assert_int_equal(event->new_state, told[i].new_state);
        assert_int_equal(event->line, told[i].line);
        assert_int_equal(event->seconds, told[i].seconds);
        assert_int_equal(event->whole, told[i].whole);
        assert_same_bytes(event->id, told[i].id);
        assert_same_bytes(event->who, told[i].who);
        assert_same_bytes(event->commit, told[i].commit);
        assert_same_bytes(event->time, told[i].time);
        assert_same_bytes(event->new, told[i].new);
        assert_int_equal(event->old.data == NULL, told[i].old.data == NULL);
        assert_same_bytes(event->file, told[i].file);
    }
    events_release(&back);
    /* What is cut anywhere but between two events is not understood. */
    size_t good = 0;
    for (size_t size = 0; size <= text.size; size++) {
        struct events part = {0};
        good += event_lines_read(slice_part(bytes_slice(&text), 0, size), &part, &error) ? 1 : 0;
        events_release(&part);
    }
    assert_int_equal(good, 3);
    assert_false(event_lines_read(slice_of("0:99:0:0:0:0:0:--------"), &back, &error));
    assert_false(event_lines_read(slice_of("0:0:0:0:0:0:0:99999999:x"), &back, &error));
    events_release(&back);
    events_release(&events);
    bytes_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_result_comes_back),
        cmocka_unit_test(so_does_the_reason_of_a_failure),
        cmocka_unit_test(it_can_be_ended),
        cmocka_unit_test(events_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
