/* The board as text, compared with the files in tests/screens: small and odd sizes, and what happens on the way. (Every view
 * and form at the usual sizes is in test_tui_matrix.) WORKBOARD_BLESS=1 writes them anew: then look at each, slowly, as the
 * person who will use it. */
#include "test_tui_fixture.h"

struct screen_case {
    const char *name;
    size_t columns;
    size_t rows;
    bool ascii;
    const char *keys;
    void (*happens)(struct tui_fixture *fixture);
};

static void another_hand(struct tui_fixture *fixture)
{
    tui_other_hand(fixture, "TASK-REGISTRY.md", "東京駅 (`rail-13`) | todo", "東京駅 (`rail-13`) | done");
}

static void several_hands(struct tui_fixture *fixture)
{
    another_hand(fixture);
    tui_other_hand(fixture, "WORKBOARD.md", "| paused | Until", "| active | Until");
    tui_other_hand(fixture, "STATUS.md", "| B3 | Border stations answer slowly | Tests take an hour | Answers are "
                                         "kept for a day |\n", "");
}

static void vanishes(struct tui_fixture *fixture)
{
    tui_other_hand(fixture, "TASK-REGISTRY.md",
                   "| M2-T02 Beds that are free | todo | M2-T01 | VG-TIME-002 | List |\n", "");
}

static void trouble(struct tui_fixture *fixture)
{
    tui_send(fixture, (struct tui_event){.kind = EVENT_PLAN,
                                         .plan = fixture->plan,
                                         .trouble = slice_of("LANE-MAP.md: Permission denied; make it readable\n"),
                                         .trouble_count = 1});
}

static const struct screen_case cases[] = {
    {"board-40x12", 40, 12, false, "", NULL},
    {"board-20x5", 20, 5, false, "", NULL},
    {"board-19x4", 19, 4, false, "", NULL},
    {"board-lanes-80x24", 80, 24, false, "j j j", NULL},
    {"milestones-40x12", 40, 12, false, "1", NULL},
    {"queue-20x5", 20, 5, false, "3 j", NULL},
    {"zoom-100x30", 100, 30, false, "Tab z", NULL},
    {"record-task-80x40", 80, 40, false, "6 < j j j Enter", NULL},
    {"record-lane-80x40", 80, 40, false, "2 j Enter", NULL},
    {"record-milestone-60x24", 60, 24, false, "1 Enter", NULL},
    {"record-end-40x12", 40, 12, false, "3 Enter G", NULL},
    {"record-gone-80x24", 80, 24, false, "6 G k Enter", vanishes},
    {"help-80x40", 80, 40, false, "?", NULL},
    {"help-end-80x40", 80, 40, false, "? G", NULL},
    {"form-claim-40x12", 40, 12, false, "3 < c", NULL},
    {"form-claim-20x5", 20, 5, false, "3 < c", NULL},
    {"form-refused-40x12", 40, 12, false, "3 < j j c", NULL},
    {"ticked-80x24", 80, 24, false, "3 < Space Space", NULL},
    {"find-80x24", 80, 24, false, "3 / o s t e r s", NULL},
    {"command-80x24", 80, 24, false, ": r e l e a s e Space M 1 - T 0 1", NULL},
    {"command-edit-80x24", 80, 24, false, ": r e l e a s e Space M 1 - T 0 1 ^a Delete", NULL},
    {"changed-120x40", 120, 40, false, "", several_hands},
    {"view-tasks-80x40", 80, 40, false, "6 j j j", NULL},
    {"view-tasks-sorted-80x24", 80, 24, false, "6 o o o O", NULL},
    {"view-log-empty-80x24", 80, 24, false, "9", NULL},
    {"view-log-trouble-80x24", 80, 24, false, "9", trouble},
    {"graph-110x24", 110, 24, false, "v G k k k Enter", NULL},
    {"graph-60x24-ascii", 60, 24, true, "v G k k k Enter", NULL},
    {"view-intake-80x24", 80, 24, false, ": i n t a k e Space w o r k e r . m d Enter j", NULL},
    {"view-intake-120x40", 120, 40, false, ": i n t a k e Space w o r k e r . m d Enter j", NULL},
    {"view-intake-200x60", 200, 60, false, ": i n t a k e Space w o r k e r . m d Enter j", NULL},
    {"history-record-80x24", 80, 24, false, "6 < t", NULL},
    {"intake-choose-80x24", 80, 24, false, "W i", NULL},
};

static bool is_right(const struct screen_case *one)
{
    char name[256];
    struct tui_fixture fixture = tui_open(one->columns, one->rows, one->ascii);
    tui_press(&fixture, one->keys);
    if (one->happens != NULL) {
        one->happens(&fixture);
    }
    (void)tui_screen(&fixture);
    (void)snprintf(name, sizeof name, "%s.txt", one->name);
    bool right = tui_fixture_golden(name, &fixture.text);
    tui_close(&fixture);
    return right;
}

static void screens_look_as_they_did(void **state)
{
    (void)state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        wrong += is_right(&cases[i]) ? 0 : 1;
    }
    assert_int_equal(wrong, 0);
}

/* Every row of every screen takes exactly the terminal's columns, whatever the size. */
static void nothing_is_drawn_outside(void **state)
{
    (void)state;
    static const char *const keys[] = {"", "3 Enter", "?", "3 c", "3 < c G", "2 s", "4 a", "3 < c Tab", "L", "6 z", "1", ": a b c",
                                       "3 b"};
    struct tui_fixture fixture = tui_open(80, 24, false);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        tui_resize(&fixture, 80, 24);
        tui_press(&fixture, "Esc Esc Esc Esc");
        tui_press(&fixture, keys[i]);
        for (size_t columns = 1; columns <= 170; columns += 7) {
            for (size_t rows = 1; rows <= 64; rows += 3) {
                tui_resize(&fixture, columns, rows);
                (void)tui_screen(&fixture);
                assert_int_equal(fixture.cells.rows, rows);
                for (size_t row = 0; row < rows; row++) {
                    size_t used = 0;
                    for (size_t column = 0; column < columns; column++) {
                        used += cells_at(&fixture.cells, row, column)->width;
                    }
                    assert_int_equal(used, columns);
                }
            }
        }
    }
    tui_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(screens_look_as_they_did),
        cmocka_unit_test(nothing_is_drawn_outside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
