/* What the board does of itself: another hand in the plan, records that go, hostile documents, chance, bindings. */
#include "test_tui_form.h"

static void another_hand_is_marked_for_a_while(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(120, 40, false);
    tui_press(&board, "3 j j");
    tui_other_hand(&board, "TASK-REGISTRY.md", "M1-T05 Posters | todo", "M1-T05 Posters | blocked");
    assert_true(tui_shows(&board, "M1-T05 todo \xE2\x86\x92 blocked   TASK-REGISTRY.md:27"));
    assert_true(tui_shows(&board, "(by another hand)"));
    assert_true(tui_shows(&board, "\xE2\x96\x8C"));
    /* The selection stays with its record. */
    assert_slice(tui_selected(&board), "M1-T04");
    assert_true(tui_update_wait(board.state) <= MARK_MILLISECONDS);
    tui_wait(&board, MARK_MILLISECONDS - 1);
    assert_true(tui_shows(&board, "\xE2\x96\x8C"));
    tui_wait(&board, 1);
    assert_false(tui_shows(&board, "\xE2\x96\x8C"));
    assert_true(tui_shows(&board, "(by another hand)"));
    tui_press(&board, "< n");
    assert_slice(tui_selected(&board), "M1-T05");
    tui_close(&board);
}

static void the_selection_outlives_its_row(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(80, 24, false);
    tui_press(&board, "3 j");
    assert_slice(tui_selected(&board), "M1-T03");
    tui_other_hand(&board, "STATUS.md", "| P0 | M1-T02 (`rail-12`) | Connections that wait for one another |\n", "");
    assert_slice(tui_selected(&board), "M1-T03");
    tui_other_hand(&board, "STATUS.md",
                   "| P0 | M1-T03 (`rail-13`) | Names of stations in their own script: "
                   "\xE6\x9D\xB1\xE4\xBA\xAC\xE9\xA7\x85, \xC5\x81\xC3\xB3\x64\xC5\xBA Fabryczna, "
                   "\xCE\x91\xCE\xB8\xCE\xAE\xCE\xBD\xCE\xB1 |\n",
                   "");
    assert_non_null(state_selected(board.state));
    tui_press(&board, "G");
    for (int i = 0; i < 3; i++) {
        tui_press(&board, "Enter Esc");
    }
    tui_close(&board);
}

static void a_preview_is_made_again_when_the_plan_changes(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(100, 40, false);
    tui_press(&board, "3 c");
    assert_true(previews(&board, "+| 1 | M1-T02 (`rail-12`) | in_progress | Everybody asks for it |"));
    size_t asked = tui_asked(&board, EFFECT_PREVIEW);
    assert_true(asked > 0);
    tui_other_hand(&board, "TASK-REGISTRY.md", "Everybody asks for it", "Asked for again");
    assert_true(tui_asked(&board, EFFECT_PREVIEW) > asked);
    /* What is shown is what would be written now. */
    assert_true(previews(&board, "-| 1 | M1-T02 (`rail-12`) | todo | Asked for again |"));
    assert_true(previews(&board, "+| 1 | M1-T02 (`rail-12`) | in_progress | Asked for again |"));
    assert_false(previews(&board, "+| 1 | M1-T02 (`rail-12`) | in_progress | Everybody asks for it |"));
    tui_press(&board, "PageDown PageDown PageDown PageDown");
    assert_true(tui_shows(&board, "| in_progress | Asked for again |"));
    /* Somebody else takes it: the refusal is told, and nothing is left to write by mistake. */
    tui_other_hand(&board, "WORKBOARD.md", "| M1-T01 | Lane A | vera@depot | 2026-04-01T08:10Z |\n",
                   "| M1-T01 | Lane A | vera@depot | 2026-04-01T08:10Z |\n"
                   "| M1-T02 | Lane A | vera@depot | 2026-04-01T14:00Z |\n");
    assert_true(tui_shows(&board, "claim.taken"));
    tui_press(&board, "Enter");
    assert_int_equal(tui_asked(&board, EFFECT_WRITE), 0);
    tui_close(&board);
}

static void documents_with_anything_in_them_are_drawn(void **state)
{
    (void)state;
    static const char *const names[] = {"TASK-REGISTRY.md", "STATUS.md"};
    static const char registry[] = "## X Tasks\n\n| Task ID | Status | Depends On |\n|---|---|---|\n"
                                   "| M1-T01 a\x1B[31mred\x07 \xE2\x80\xAE" "b | todo | M9-T99 |\n"
                                   "| M1-T02 \xFF\xFE\0nul \xE6\x9D\xB1 | \xF0\x9F\x91\xA9 | M1-T02 |\n"
                                   "| M1-T03 | | M1-T01..M1-T09 |\n";
    const struct slice texts[] = {{registry, sizeof registry - 1}, {"", 0}};
    static const char *const keys[] = {"",        "6",     "6 Enter", "6 j Enter G", "6 G Enter", "1",
                                       "2",       "4",     "5 Enter", "?",           "9",         "3 c",
                                       "6 c",     "6 m",   "2 s",     "n",           "6 r",       "6 / x",
                                       "6 c Enter", "! F", "z",       "e"};
    struct tui_fixture board = tui_open_texts(names, texts, 2, 80, 24, false);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        tui_press(&board, "Esc Esc Esc Esc");
        tui_press(&board, keys[i]);
        const char *screen = tui_screen(&board);
        for (const char *at = screen; *at != '\0'; at++) {
            assert_true(*at == '\n' || (unsigned char)*at >= 0x20);
        }
        assert_true(utf8_valid(slice_of(screen)));
        assert_null(strstr(screen, "\xE2\x80\xAE"));
        assert_int_equal(strlen(screen), board.text.size);
    }
    tui_close(&board);
}

/* Keys, sizes and other hands by chance, the same in every run. */
static void chance_does_not_break_it(void **state)
{
    (void)state;
    static const char *const swaps[][3] = {
        {"TASK-REGISTRY.md", "M1-T02 Connections (`rail-12`) | todo", "M1-T02 Connections (`rail-12`) | done"},
        {"WORKBOARD.md", "| Lane B | Posters", "| Lane Z | Posters"},
        {"STATUS.md", "| P0 | M1-T02 (`rail-12`)", "| P0 | M1-T06"},
        {"STATUS.md", "| M2 Sleeping cars | Planned |", "| M9 Sleeping cars | Complete |"},
    };
    bool swapped[4] = {false};
    enum { KEYS = 20000 };
    uint32_t number = 12345;
    struct tui_fixture board = tui_open(80, 24, false);
    size_t count = board.state->config.keys.count;
    size_t written = 0;
    for (int i = 0; i < KEYS; i++) {
        number = number * 1664525U + 1013904223U;
        unsigned chosen = number >> 16;
        if (chosen % 97 == 0) {
            tui_resize(&board, 1 + chosen % 211, 1 + chosen % 61);
        } else if (chosen % 53 == 0 && board.state->screen != SCREEN_PREVIEW) {
            size_t which = chosen % 4;
            const struct document *document =
                board.plan->documents[tui_document(board.plan, slice_of(swaps[which][0]))];
            /* A write of the board itself may have changed the place. */
            const char *old = swaps[which][swapped[which] ? 2 : 1];
            if (slice_find(source_bytes(document->source), slice_of(old), 0) != SLICE_NONE) {
                tui_other_hand(&board, swaps[which][0], old, swaps[which][swapped[which] ? 1 : 2]);
                swapped[which] = !swapped[which];
            }
        } else if (chosen % 31 == 0) {
            tui_wait(&board, chosen % 9000);
        } else {
            tui_send(&board, (struct tui_event){.kind = EVENT_KEY, .key = board.state->config.keys.items[chosen % count].key});
        }
        (void)tui_screen(&board);
        written += board.last.file_count > 0 ? 1 : 0;
        assert_true(board.state->page.count == 0 || board.state->page.selected < board.state->page.count);
    }
    /* Chance wrote something, and took something back. */
    assert_true(written > 0);
    assert_true(board.taken_back > 0);
    tui_close(&board);
}

static void before_the_plan_is_there_it_can_be_left(void **state)
{
    (void)state;
    struct tui_fixture board = {.moment = {1, "", ""}};
    struct error error = {0};
    board.state = tui_state_new(utf8_width_fixed, false, &error);
    cells_init(&board.cells, utf8_width_fixed, false);
    tui_resize(&board, 80, 24);
    assert_true(tui_shows(&board, "reading"));
    tui_press(&board, "j Enter c ? q");
    assert_int_equal(tui_asked(&board, EFFECT_QUIT), 1);
    tui_state_free(board.state);
    cells_release(&board.cells);
    bytes_release(&board.text);
}

static void every_action_says_what_it_does(void **state)
{
    (void)state;
    struct tui_fixture board = tui_open(80, 24, false);
    const struct keymap *keys = &board.state->config.keys;
    assert_int_equal(board.state->config.mistake_count, 0);
    for (size_t i = 0; action_infos[i].name != NULL; i++) {
        const struct action_info *info = &action_infos[i];
        assert_non_null(info->label);
        assert_true(strlen(info->help) > 0);
        assert_ptr_equal(action_find(slice_of(info->name)), info);
        assert_int_equal(info->footer & ~info->where, 0);
    }
    for (size_t i = 0; i < keys->count; i++) {
        char name[BINDINGS_NAME];
        unsigned long key = 0;
        assert_true(bindings_key_parse(slice_of(bindings_key_name(keys->items[i].key, name)), &key));
        assert_int_equal(key, keys->items[i].key);
        for (size_t k = i + 1; k < keys->count; k++) {
            assert_false(keys->items[i].key == keys->items[k].key &&
                         (keys->items[i].info->where & keys->items[k].info->where) != 0);
        }
    }
    tui_close(&board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(another_hand_is_marked_for_a_while),
        cmocka_unit_test(the_selection_outlives_its_row),
        cmocka_unit_test(a_preview_is_made_again_when_the_plan_changes),
        cmocka_unit_test(documents_with_anything_in_them_are_drawn),
        cmocka_unit_test(chance_does_not_break_it),
        cmocka_unit_test(before_the_plan_is_there_it_can_be_left),
        cmocka_unit_test(every_action_says_what_it_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
