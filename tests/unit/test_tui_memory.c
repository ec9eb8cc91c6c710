/* Every allocation of the board fails in turn: nothing breaks or leaks, and with memory back the board goes on.
 * Linked with -Wl,--wrap=memory_new,--wrap=memory_grow, which leads the calls of the library here. */
#include "test_tui_fixture.h"
#include "test_memory_wrap.h"

/* Presses keys while memory may run out; requests are not carried out. False where a key reported that it did. */
static bool press(struct tui_fixture *board, const char *keys, struct error *error)
{
    struct slice rest = slice_of(keys);
    struct slice name;
    bool done = true;
    while (slice_next(&rest, ' ', &name)) {
        struct tui_effects effects;
        struct tui_event event = {.kind = EVENT_KEY, .moment = board->moment};
        if (name.size > 0) {
            event.key = tui_key_of(name);
            done = tui_update(board->state, &event, &effects, error) && done;
        }
    }
    return done;
}

/* What the work does with a new plan, keys and a drawing while the allocation number `allowed` fails. */
static bool work(struct tui_fixture *board, const char *keys, const struct comparison *comparison)
{
    struct error error = {0};
    struct tui_effects effects;
    struct tui_event event = {
        .kind = EVENT_PLAN, .moment = board->moment, .plan = board->plan, .comparison = comparison};
    bool done = tui_update(board->state, &event, &effects, &error);
    assert_int_equal(error.code, done ? ERROR_NONE : ERROR_SYSTEM);
    done = press(board, keys, &error) && done;
    done = view_draw(board->state, &board->cells, &error) && done;
    assert_int_equal(error.code, done ? ERROR_NONE : ERROR_SYSTEM);
    return done;
}

/* How many allocations further the next one fails: a board begins anew for each, which takes its time. Each of the rows of keys
 * begins with another one, so that all of them have their turn. */
static size_t stride(void)
{
    return getenv("WORKBOARD_TEST_ROUNDS") == NULL ? 7 : 101;
}

static void the_board_survives(void **state)
{
    (void)state;
    static const char *const keys[] = {"", "3 Enter G", "? G", "9", "3 c", "2 l s", "3 / o s", "n", ": c l a i m Enter",
                                       ": c l a Tab Space M Tab Tab", "g m 1 Enter", "6 o / m", "1 S Enter", "2 l j L", "? G",
                                       "3 d x Enter", "3 b x Enter", "4 x y Enter", "v G k k k Enter j"};
    for (size_t i = 0; i < 2 * sizeof keys / sizeof keys[0]; i++) {
        memory_returns = i % 2 != 0;
        size_t allowed = i % stride();
        do {
            struct tui_fixture board = tui_open(120, 40, false);
            struct compare_difference differences[] = {
                {.what = COMPARE_CHANGED, .kind = KIND_TASK, .name = slice_of("M1-T03"), .role = ROLE_STATUS,
                 .old = slice_of("todo"), .new = slice_of("done"), .path = slice_of("TASK-REGISTRY.md"), .line = 25},
                {.what = COMPARE_REMOVED, .kind = KIND_BLOCKER, .name = slice_of("B3"), .whole = true,
                 .path = slice_of("STATUS.md"), .line = 22},
            };
            struct comparison comparison = {.items = differences, .count = 2};
            allocation_failed = false;
            allocations_left = allowed;
            allowed += stride();
            bool done = work(&board, keys[i / 2], &comparison);
            allocations_left = SIZE_MAX;
            assert_true(done || allocation_failed);
            /* With memory back it is a board again. */
            tui_send(&board, (struct tui_event){.kind = EVENT_PLAN, .plan = board.plan});
            tui_press(&board, "Esc Esc Esc Esc 3 <");
            assert_true(tui_shows(&board, "M1-T02"));
            tui_close(&board);
        } while (allocation_failed);
        assert_true(allowed > 2);
    }
}

static void a_preview_reports_each_failure(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(80, 24, false);
    struct slice id = slice_of("M1-T02");
    struct error error = {0};
    struct change change;
    struct request request = {.verb = verb_find(slice_of("claim")), .arguments = &id, .argument_count = 1,
                              .who = slice_of("ana"), .day = slice_of("2026-04-01"),
                              .now = slice_of("2026-04-01T14:03Z")};
    change_init(&change);
    tui_press(&board, "3 < c");
    assert_done(verb_run(board.plan, &request, &change, &error), error);
    size_t allowed = 0;
    do {
        struct tui_effects effects;
        struct tui_event event = {.kind = EVENT_PREVIEW, .moment = board.moment, .change = &change};
        error_clear(&error);
        allocation_failed = false;
        allocations_left = allowed++;
        bool done = tui_update(board.state, &event, &effects, &error);
        done = view_draw(board.state, &board.cells, &error) && done;
        allocations_left = SIZE_MAX;
        assert_int_equal(done, !allocation_failed);
        assert_int_equal(error.code, done ? ERROR_NONE : ERROR_SYSTEM);
        tui_press(&board, "Esc");
    } while (allocation_failed);
    assert_true(allowed > 2);
    change_release(&change);
    tui_close(&board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_board_survives),
        cmocka_unit_test(a_preview_reports_each_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
