/* Words of others about records: kept, found again, compared. */
#include "plan/outside.h"

#include "test_plan_fixture.h"

static void words_are_found_by_their_record(void **state)
{
    (void)state;
    struct fixture fixture = fixture_whole();
    const struct record *first = fixture_record(&fixture, KIND_TASK, "M2-T01");
    const struct record *second = fixture_record(&fixture, KIND_TASK, "M2-T02");
    struct outside outside = {0};
    struct error error = {0};
    size_t count = 0;
    assert_null(outside_of(&outside, first, &count));
    assert_null(outside_of(NULL, first, &count));
    char name[] = "side";
    const struct outside_word words[] = {
        {.source = OUTSIDE_WORKTREE, .record = second, .name = slice_of("b"), .state = STATE_DONE},
        {.source = OUTSIDE_WORKTREE, .record = first, .name = slice_of(name), .holder = slice_of("zoe"), .state = STATE_IN_PROGRESS},
        {.source = OUTSIDE_TRACKER, .record = second, .name = slice_of("z"), .status = slice_of("closed"), .state = STATE_DONE},
        {.source = OUTSIDE_WORKTREE, .record = second, .name = slice_of("a"), .state = STATE_TODO},
    };
    for (size_t i = 0; i < 4; i++) {
        assert_done(outside_add(&outside, &words[i], &error), error);
    }
    outside_sort(&outside);
    memset(name, 'x', sizeof name);
    const struct outside_word *found = outside_of(&outside, second, &count);
    assert_int_equal(count, 3);
    assert_slice(found[0].name, "z");
    assert_slice(found[1].name, "a");
    assert_slice(found[2].name, "b");
    struct bytes text = {0};
    outside_describe(&text, &found[0]);
    bytes_append_text(&text, "; ");
    found = outside_of(&outside, first, &count);
    assert_int_equal(count, 1);
    assert_slice(found->name, "side");
    outside_describe(&text, found);
    assert_slice(bytes_slice(&text), "done (closed); in_progress, zoe has it");
    assert_null(outside_of(&outside, fixture_record(&fixture, KIND_TASK, "M2-T03"), &count));
    assert_int_equal(count, 0);
    bytes_release(&text);
    outside_release(&outside);
    fixture_free(&fixture);
}

static void fewer_words_are_no_contradiction(void **state)
{
    (void)state;
    assert_true(outside_contradicts(STATE_TODO, STATE_DONE));
    assert_true(outside_contradicts(STATE_IN_PROGRESS, STATE_TODO));
    assert_true(outside_contradicts(STATE_TODO, STATE_REVIEW));
    assert_true(outside_contradicts(STATE_STEADY, STATE_BLOCKED));
    assert_false(outside_contradicts(STATE_TODO, STATE_BLOCKED));
    assert_false(outside_contradicts(STATE_IN_PROGRESS, STATE_PAUSED));
    assert_false(outside_contradicts(STATE_DONE, STATE_DROPPED));
    assert_false(outside_contradicts(STATE_UNKNOWN, STATE_DONE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_found_by_their_record),
        cmocka_unit_test(fewer_words_are_no_contradiction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
