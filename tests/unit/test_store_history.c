/* What is kept of a history, and what is counted from it. (How it is read from git: tests/e2e/test_cli_history.sh.) */
#include "store/flow.h"
#include "store/history_cache.h"

#include "test_store_support.h"

/* ---- the cache ---- */

static const struct event nasty[] = {
    {.what = COMPARE_ADDED, .kind = KIND_TASK, .id = {"a\tb\\c\nd", 7}, .new = {"", 0}, .new_state = STATE_TODO,
     .file = {"x y.md", 6}, .line = 3, .whole = true},
    {.what = COMPARE_CHANGED, .kind = KIND_CLAIM, .id = {"\xff\x01", 2}, .field = {"status", 6}, .old = {"-", 1},
     .new = {"=", 1}, .old_state = STATE_UNKNOWN, .new_state = STATE_STEADY, .file = {"f", 1}, .line = 77},
    {.what = COMPARE_REMOVED, .kind = KIND_LANE, .id = {"L", 1}, .old = {"\xE2\x9C\x94 done", 8},
     .old_state = STATE_DONE, .file = {"f", 1}, .line = 1, .whole = true},
};

static void same_text(struct slice got, struct slice wanted)
{
    assert_same_bytes(got, wanted);
    assert_int_equal(got.data == NULL, wanted.data == NULL);
}

static void check_nasty(const struct history_cache *cache, uint64_t before, uint64_t after)
{
    const struct history_step *step = history_cache_find(cache, before, after);
    assert_non_null(step);
    assert_int_equal(step->count, 3);
    for (size_t i = 0; i < 3; i++) {
        const struct event *event = &cache->events.items[step->first + i];
        assert_int_equal(event->what, nasty[i].what);
        assert_int_equal(event->kind, nasty[i].kind);
        assert_int_equal(event->old_state, nasty[i].old_state);
        assert_int_equal(event->new_state, nasty[i].new_state);
        assert_int_equal(event->line, nasty[i].line);
        assert_int_equal(event->whole, nasty[i].whole);
        same_text(event->id, nasty[i].id);
        same_text(event->old, nasty[i].old);
        same_text(event->new, nasty[i].new);
        same_text(event->file, nasty[i].file);
        assert_same_bytes(event->field, nasty[i].field);
    }
}

static void add_steps(struct history_cache *cache, uint64_t before)
{
    struct error error = {0};
    struct history_step step;
    history_cache_begin(cache, before, 9, &step);
    for (size_t i = 0; i < 3; i++) {
        assert_done(events_add(&cache->events, &nasty[i], &error), error);
    }
    assert_done(history_cache_end(cache, &step, &error), error);
    history_cache_begin(cache, before, before + 1, &step);
    assert_done(history_cache_end(cache, &step, &error), error);
}

static void what_is_kept_comes_back(void **state)
{
    (void)state;
    struct test_place place;
    struct history_cache cache;
    struct error error = {0};
    test_place_make(&place);
    assert_done(history_cache_read(&cache, &place.folder, &error), error);
    assert_int_equal(cache.count, 0);
    add_steps(&cache, UINT64_MAX);
    history_cache_write(&cache, &place.folder);
    history_cache_release(&cache);
    assert_done(history_cache_read(&cache, &place.folder, &error), error);
    assert_int_equal(cache.count, 2);
    check_nasty(&cache, UINT64_MAX, 9);
    assert_int_equal(history_cache_find(&cache, UINT64_MAX, 0)->count, 0);
    assert_null(history_cache_find(&cache, 9, UINT64_MAX));
    add_steps(&cache, 1);
    history_cache_write(&cache, &place.folder);
    history_cache_release(&cache);
    assert_done(history_cache_read(&cache, &place.folder, &error), error);
    assert_int_equal(cache.count, 4);
    check_nasty(&cache, UINT64_MAX, 9);
    check_nasty(&cache, 1, 9);
    history_cache_release(&cache);
    test_place_remove(&place);
}

/* Whichever byte is another one, or missing: nothing of it is believed. */
static void what_was_damaged_is_not_believed(void **state)
{
    (void)state;
    struct test_place place;
    struct history_cache cache = {0};
    struct error error = {0};
    struct bytes text = {0};
    char path[TEST_PATH_SIZE];
    test_place_make(&place);
    add_steps(&cache, 5);
    history_cache_write(&cache, &place.folder);
    history_cache_release(&cache);
    assert_true(test_read_file(test_join(path, place.folder.path, "history"), &text));
    for (size_t i = 0; i < text.size; i += 3) {
        text.data[i] ^= 1;
        test_write(place.folder.path, "history", i % 2 == 0 ? bytes_slice(&text) : slice_part(bytes_slice(&text), 0, i));
        text.data[i] ^= 1;
        assert_done(history_cache_read(&cache, &place.folder, &error), error);
        assert_int_equal(cache.count, 0);
        history_cache_release(&cache);
    }
    bytes_release(&text);
    test_place_remove(&place);
}

/* ---- flow ---- */

#define TEXT(literal) {literal, sizeof(literal) - 1}

static struct event events[] = {
    {.what = COMPARE_ADDED, .kind = KIND_TASK, .id = TEXT("T1"), .seconds = 0, .new_state = STATE_TODO},
    {.what = COMPARE_ADDED, .kind = KIND_TASK, .id = TEXT("T2"), .seconds = 0, .new_state = STATE_TODO},
    {.what = COMPARE_ADDED, .kind = KIND_LANE, .id = TEXT("T1"), .seconds = 0, .new_state = STATE_DONE},
    {.what = COMPARE_CHANGED, .kind = KIND_TASK, .id = TEXT("T1"), .seconds = 100, .old_state = STATE_TODO,
     .new_state = STATE_IN_PROGRESS},
    /* made before, and told later: a branch */
    {.what = COMPARE_ADDED, .kind = KIND_TASK, .id = TEXT("T3"), .seconds = 50, .new_state = STATE_TODO},
    {.what = COMPARE_CHANGED, .kind = KIND_TASK, .id = TEXT("T1"), .seconds = 200, .old_state = STATE_IN_PROGRESS,
     .new_state = STATE_DONE},
    {.what = COMPARE_CHANGED, .kind = KIND_TASK, .id = TEXT("T2"), .seconds = 300, .old_state = STATE_TODO,
     .new_state = STATE_DROPPED},
    {.what = COMPARE_REMOVED, .kind = KIND_TASK, .id = TEXT("T3"), .seconds = 400, .old_state = STATE_TODO},
};

static void counts_follow_time(void **state)
{
    (void)state;
    static const struct flow_point wanted[] = {{2, 0, 0}, {3, 0, 1}, {3, 1, 0}, {2, 1, 0}, {1, 1, 0}, {1, 1, 0}};
    const struct events list = {.items = events, .count = sizeof events / sizeof events[0]};
    const struct plan plan = {.profile = NULL};
    struct flow flow;
    struct error error = {0};
    assert_done(flow_init(&flow, &list, &plan, FLOW_ALL, 6, 500, &error), error);
    assert_int_equal(flow.group_count, 1);
    assert_int_equal(flow.most, 3);
    assert_int_equal(flow.first, 0);
    assert_int_equal(flow.last, 500);
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(flow.groups[0].points[i].total, wanted[i].total);
        assert_int_equal(flow.groups[0].points[i].done, wanted[i].done);
        assert_int_equal(flow.groups[0].points[i].busy, wanted[i].busy);
    }
    flow_release(&flow);
    const struct events none = {.count = 0};
    assert_done(flow_init(&flow, &none, &plan, FLOW_LANE, 6, 500, &error), error);
    assert_int_equal(flow.group_count, 0);
    flow_release(&flow);
}

static void times_end_now_or_where_a_record_went(void **state)
{
    (void)state;
    const struct events list = {.items = events, .count = sizeof events / sizeof events[0]};
    struct flow_table table;
    struct error error = {0};
    assert_done(flow_times(&table, &list, KIND_TASK, 1000, &error), error);
    assert_int_equal(table.count, 3);
    assert_same_text(table.items[0].id, "T1");
    assert_int_equal(table.items[0].seconds[STATE_TODO], 100);
    assert_int_equal(table.items[0].seconds[STATE_IN_PROGRESS], 100);
    assert_int_equal(table.items[0].seconds[STATE_DONE], 800);
    assert_int_equal(table.items[0].state, STATE_DONE);
    assert_int_equal(table.items[1].seconds[STATE_DROPPED], 700);
    assert_same_text(table.items[2].id, "T3");
    assert_true(table.items[2].gone);
    assert_int_equal(table.items[2].seconds[STATE_TODO], 350);
    flow_table_release(&table);
    assert_done(flow_times(&table, &list, KIND_COUNT, 1000, &error), error);
    assert_int_equal(table.count, 4);
    flow_table_release(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_kept_comes_back),
        cmocka_unit_test(what_was_damaged_is_not_believed),
        cmocka_unit_test(counts_follow_time),
        cmocka_unit_test(times_end_now_or_where_a_record_went),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
