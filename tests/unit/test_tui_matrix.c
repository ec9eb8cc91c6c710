/* Every view and every form, at each size and in each look, as text: tests/screens/matrix holds a file for each scene. In it
 * stand the screens at 80x24, 120x40 and 200x60; beneath those of 80x24 what stands out in each look, a letter a cell
 * (tests/screens/looks.txt says what they mean), and beneath that of 120x40 in the dark one; and the screen in ASCII.
 * What is not kept follows from what is: a look changes no character, ASCII no place, and both are tested at every size.
 *
 * A view that is new is drawn without anybody's doing, from the table of views; a verb that is new needs a scene of its
 * form here. WORKBOARD_BLESS=1 writes the files anew: read each, slowly, as the person who will use it. */
#include "tui/view_table.h"

#include "test_tui_fixture.h"
#include "test_tui_looks.h"

struct scene {
    const char *name;
    const char *keys;
    void (*happens)(struct tui_fixture *fixture);
    bool results; /* of the plan whose runs have left results */
};

enum { SIZES = 3, LOOKS = 3 };

static const struct {
    const char *name;
    size_t columns, rows;
    size_t looks; /* so many of them are kept */
    bool ascii;
} sizes[SIZES] = {{"80x24", 80, 24, LOOKS, true}, {"120x40", 120, 40, 1, false}, {"200x60", 200, 60, 0, false}};

static const char *const looks[LOOKS] = {"dark", "light", "none"};

/* ---- what happens ---- */

static void a_moment_later(struct tui_fixture *board)
{
    tui_wait(board, 100);
}

static void several_hands(struct tui_fixture *board)
{
    tui_other_hand(board, "TASK-REGISTRY.md", "\xE6\x9D\xB1\xE4\xBA\xAC\xE9\xA7\x85 (`rail-13`) | todo",
                   "\xE6\x9D\xB1\xE4\xBA\xAC\xE9\xA7\x85 (`rail-13`) | done");
    tui_other_hand(board, "WORKBOARD.md", "| paused | Until", "| active | Until");
    tui_other_hand(board, "STATUS.md", "| B3 | Border stations answer slowly | Tests take an hour | Answers are "
                                       "kept for a day |\n", "");
}

static void the_row_changes_outside(struct tui_fixture *board)
{
    tui_other_hand(board, "TASK-REGISTRY.md", "| 1 | M1-T02 (`rail-12`) | todo |", "| 1 | M1-T02 (`rail-12`) | review |");
}

static void trouble(struct tui_fixture *board)
{
    tui_send(board, (struct tui_event){.kind = EVENT_PLAN,
                                       .plan = board->plan,
                                       .trouble = slice_of("LANE-MAP.md: Permission denied; make it readable\n"),
                                       .trouble_count = 1});
}

/* ---- the scenes ---- */

/* What is done in a view after it was opened; a view that is not here is drawn as it opens. */
static const struct scene of_views[] = {
    {"milestones", "j", NULL, false}, {"lanes", "l j", NULL, false},   {"queue", "j", NULL, false},
    {"tasks", "j j j", NULL, false},  {"log", "", several_hands, false}, {"results", "j", NULL, true},
    {"source", "j j", NULL, false},
};

/* A form for each verb: its name stands behind `form-`, and what more there is to see of it behind a dot. */
static const struct scene others[] = {
    {"form-add", "4 a N o Space p a p e r", a_moment_later, false},
    {"form-block", "3 < b F o n t s Space o f Space V G - D R A W - 0 0 1", a_moment_later, false},
    {"form-claim", "3 < c", a_moment_later, false},
    {"form-claim.complete", "3 < c Tab Tab", NULL, false},
    {"form-claim.diff", "3 < c PageDown PageDown G", a_moment_later, false},
    {"form-claim.left-out", "3 < c PageDown PageDown G k k Space", a_moment_later, false},
    {"form-claim.outside", "3 < c", the_row_changes_outside, false},
    {"form-claim.refused", "3 < j j c", a_moment_later, false},
    {"form-claim.several", "3 < Space Space c", a_moment_later, false},
    {"form-claim.unfolded", "3 < c ^o", a_moment_later, false},
    {"form-claim.written", "3 < c Enter", a_moment_later, false},
    {"form-done", "3 < d", a_moment_later, false},
    {"form-lane", "2 l s", a_moment_later, false},
    {"form-move", "3 < m L a n e Space C", a_moment_later, false},
    {"form-queue", "3 < j j p", a_moment_later, false},
    {"form-release", "5 < r", a_moment_later, false},
    {"form-resolve", "4 x T h e y Space w r o t e", a_moment_later, false},
    {"form-set", "4 =", a_moment_later, false},
    {"form-unblock", "6 < j j j U", a_moment_later, false},
    {"board-changed", "", several_hands, false},
    {"board-trouble", "", trouble, false},
    {"help", "?", NULL, false},
    {"prompt-command", ": c l a i m Space M 1 - T 0 Tab Tab", NULL, false},
    {"prompt-find", "6 / m 1 t 4", NULL, false},
    {"prompt-go", "g m 1", NULL, false},
    {"prompt-view", "v", NULL, false},
    {"record-blocker", "4 Enter", NULL, false},
    {"record-milestone", "1 j Enter", NULL, false},
    {"record-task", "6 < j j j Enter", NULL, false},
};

static struct tui_fixture open_board(bool results, size_t columns, size_t rows, bool ascii)
{
    static const char *const names[] = {"docs/tasklist/RAIL-1.md", "reports/loops/RAIL-1/stage.review.result.json",
                                        "reports/loops/RAIL-1/I2/stage.implement.result.json"};
    static const char *const texts[] = {
        "---\nticket: RAIL-1\nstatus: ACTIVE\n---\n# Tasklist\n",
        "{\"schema\": \"stage_result\", \"ticket\": \"RAIL-1\", \"stage\": \"review\", \"scope_key\": \"\",\n"
        " \"result\": \"done\", \"updated_at\": \"2026-04-01T08:10:00Z\", \"reason\": \"nothing is left\"}\n",
        "{\"schema\": \"stage_result\", \"ticket\": \"RAIL-1\", \"stage\": \"implement\", \"scope_key\": \"I2\",\n"
        " \"result\": \"blocked\", \"updated_at\": \"2026-04-01T09:20:00Z\", \"reason_code\": \"tests_fail\",\n"
        " \"reason\": \"VG-TIME-001 finds a train that arrives before it leaves: \xE6\x9D\xB1\xE4\xBA\xAC\"}\n",
    };
    struct slice slices[3] = {slice_of(texts[0]), slice_of(texts[1]), slice_of(texts[2])};
    return results ? tui_open_profile("loop-pack", names, slices, 3, columns, rows, ascii)
                   : tui_open_whole(columns, rows, ascii);
}

/* Opens the view by its place in the list of views. */
static void show_view(struct tui_fixture *board, int view)
{
    if (view == VIEW_SOURCE) {
        tui_press(board, "6 S");
        return;
    }
    tui_press(board, "v <");
    for (int i = 0; i < view; i++) {
        tui_press(board, "j");
    }
    tui_press(board, "Enter");
    assert_int_equal(board->state->view, view);
}

/* The scene on a board of a size, up to its last look. */
static struct tui_fixture play(const struct scene *scene, int view, size_t columns, size_t rows, bool ascii)
{
    struct tui_fixture board = open_board(scene->results, columns, rows, ascii);
    if (view >= 0) {
        show_view(&board, view);
    }
    tui_press(&board, scene->keys);
    if (scene->happens != NULL) {
        scene->happens(&board);
    }
    (void)tui_screen(&board);
    return board;
}

/* ---- what is kept ---- */

static void append_look(struct bytes *out, const struct cells *cells, const char *look)
{
    struct config config = looks_config(look);
    looks_append(cells, &config.theme, out);
    config_release(&config);
}

/* Whether in ASCII everything stands where it stands in UTF-8, and nothing but ASCII is drawn. */
static void check_ascii(const struct tui_fixture *plain, const struct tui_fixture *board, const char *name)
{
    for (size_t i = 0; i < plain->cells.rows * plain->cells.columns; i++) {
        const struct cell *cell = &plain->cells.items[i];
        bool ascii = cell->size == 1 && cell->text[0] >= ' ' && cell->text[0] <= '~';
        bool one = cell->width == 1 || (cell->width == 0 && cell->size == 0);
        if (!(ascii || cell->width == 0) || !one || cell->selected != board->cells.items[i].selected) {
            print_error("%s: column %zu of row %zu in ASCII\n", name, i % plain->cells.columns, i / plain->cells.columns);
            fail();
        }
    }
}

static bool is_scene_right(const struct scene *scene, int view)
{
    struct bytes got = {0};
    char name[256];
    (void)snprintf(name, sizeof name, "matrix/%s%s.txt", view >= 0 ? "view-" : "", scene->name);
    for (size_t s = 0; s < SIZES; s++) {
        struct tui_fixture board = play(scene, view, sizes[s].columns, sizes[s].rows, false);
        struct tui_fixture plain = play(scene, view, sizes[s].columns, sizes[s].rows, true);
        bytes_append_format(&got, "== %s ==\n%s", sizes[s].name, board.text.data);
        for (size_t i = 0; i < sizes[s].looks; i++) {
            bytes_append_format(&got, "== %s, %s ==\n", sizes[s].name, looks[i]);
            append_look(&got, &board.cells, looks[i]);
        }
        if (sizes[s].ascii) {
            bytes_append_format(&got, "== %s, ASCII ==\n%s", sizes[s].name, plain.text.data);
        }
        check_ascii(&plain, &board, name);
        tui_close(&board);
        tui_close(&plain);
    }
    assert_false(got.failed);
    bool right = tui_fixture_golden(name, &got);
    bytes_release(&got);
    return right;
}

static struct scene scene_of_view(int view)
{
    struct scene scene = {.name = views[view]->name, .keys = ""};
    for (size_t i = 0; i < sizeof of_views / sizeof of_views[0]; i++) {
        scene = strcmp(of_views[i].name, views[view]->name) == 0 ? of_views[i] : scene;
    }
    return scene;
}

static void every_view_looks_as_it_did(void **state)
{
    (void)state;
    size_t wrong = 0;
    for (int view = 0; view < VIEW_COUNT; view++) {
        struct scene scene = scene_of_view(view);
        wrong += is_scene_right(&scene, view) ? 0 : 1;
    }
    assert_int_equal(wrong, 0);
}

static void every_form_and_page_looks_as_it_did(void **state)
{
    (void)state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        wrong += is_scene_right(&others[i], -1) ? 0 : 1;
    }
    assert_int_equal(wrong, 0);
}

/* Nothing is missing: a new verb is to be looked at, too. */
static void every_verb_has_its_scene(void **state)
{
    (void)state;
    for (size_t v = 0; verbs[v] != NULL; v++) {
        bool found = false;
        for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
            found = found || (strncmp(others[i].name, "form-", 5) == 0 && strcmp(others[i].name + 5, verbs[v]->name) == 0);
        }
        if (!found) {
            print_error("there is no scene `form-%s`\n", verbs[v]->name);
            fail();
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_view_looks_as_it_did),
        cmocka_unit_test(every_form_and_page_looks_as_it_did),
        cmocka_unit_test(every_verb_has_its_scene),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
