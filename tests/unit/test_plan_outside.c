/* Words of others about records: kept, found again, compared. */
#include "plan/rank.h"

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

/* ---- what another work tree has ---- */

static const struct {
    enum outside_source source;
    const char *id;
    const char *name;
    enum state state;
    const char *holder;
} words[] = {
    {OUTSIDE_WORKTREE, "M2-T04", "b", STATE_DONE, ""},
    {OUTSIDE_WORKTREE, "M2-T03", "side", STATE_TODO, "zoe"},
    {OUTSIDE_WORKTREE, "M2-T03", "third", STATE_DONE, ""},
    {OUTSIDE_WORKTREE, "M2-T01", "a", STATE_REVIEW, ""},
    {OUTSIDE_WORKTREE, "M2-T02", "a", STATE_BLOCKED, ""},
    {OUTSIDE_TRACKER, "M2-T02", "t", STATE_DONE, "tom"},
    {OUTSIDE_WORKTREE, "M1-T01", "a", STATE_IN_PROGRESS, "tom"}, /* finished here */
};

static void gather(const struct fixture *fixture, struct arena *arena, struct taken *taken)
{
    struct outside outside = {0};
    struct error error = {0};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        const struct outside_word word = {
            .source = words[i].source, .record = fixture_record(fixture, KIND_TASK, words[i].id),
            .name = slice_of(words[i].name), .state = words[i].state, .holder = slice_of(words[i].holder)};
        assert_done(outside_add(&outside, &word, &error), error);
    }
    outside_sort(&outside);
    assert_true(taken_gather(&outside, arena, taken));
    outside_release(&outside); /* what was gathered stays */
}

static void what_others_have_is_gathered(void **state)
{
    (void)state;
    struct fixture fixture = fixture_whole();
    struct arena arena = {0};
    struct taken taken;
    gather(&fixture, &arena, &taken);
    assert_int_equal(taken.count, 3);
    assert_slice(taken_find(&taken, slice_of("M2-T03"))->reason, "is claimed by zoe in the work tree side");
    assert_slice(taken_find(&taken, slice_of("M2-T04"))->reason, "is done in the work tree b");
    assert_slice(taken_find(&taken, slice_of("M2-T01"))->reason, "is in review in the work tree a");
    assert_null(taken_find(&taken, slice_of("M2-T02")));
    assert_null(taken_find(&taken, slice_of("M1-T01")));
    assert_null(taken_find(&taken, slice_of("")));
    assert_null(taken_find(NULL, slice_of("M2-T03")));
    arena_release(&arena);
    fixture_free(&fixture);
}

static void what_others_have_is_not_offered(void **state)
{
    (void)state;
    struct fixture fixture = fixture_whole();
    struct arena arena = {0};
    struct taken taken;
    struct ranking ranking;
    struct error error = {0};
    gather(&fixture, &arena, &taken);
    assert_done(ranking_init(&ranking, fixture.plan, NULL, &error), error);
    assert_int_equal(ranking.count, 1);
    assert_int_equal(ranking.taken_count, 0);
    assert_slice(ranking.entries[0].task->id, "M2-T01");
    ranking_release(&ranking);
    assert_done(ranking_init_without(&ranking, fixture.plan, NULL, &taken, false, &error), error);
    assert_int_equal(ranking.count, 0);
    assert_int_equal(ranking.taken_count, 1);
    assert_slice(ranking.taken[0].task->id, "M2-T01");
    assert_slice(ranking.taken[0].reason, "is in review in the work tree a");
    ranking_release(&ranking);
    assert_done(ranking_init_without(&ranking, fixture.plan, NULL, &taken, true, &error), error);
    assert_int_equal(ranking.count, 1);
    assert_int_equal(ranking.taken_count, 0);
    assert_slice(ranking.entries[0].reasons[0], "is in review in the work tree a");
    ranking_release(&ranking);
    arena_release(&arena);
    fixture_free(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_found_by_their_record),
        cmocka_unit_test(fewer_words_are_no_contradiction),
        cmocka_unit_test(what_others_have_is_gathered),
        cmocka_unit_test(what_others_have_is_not_offered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
