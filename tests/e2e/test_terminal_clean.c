/* Documents that hold what terminals act on: nothing of it reaches the terminal, and the columns stand. */
#include "terminal_board.h"
#include "terminal_cmocka.h"
#include "terminal_folder.h"
#include "terminal_record.h"

#include <stdio.h>

/* A title, the clipboard, C1 in both spellings, controls, bytes that are no UTF-8 (overlong, a surrogate, cut short),
 * text that runs backwards, isolates, line separators, a variation selector, joiners, marks that pile up. */
#define TITLE "\033]0;owned\007"
#define CLIPBOARD "\033]52;c;b3duZWQ=\033\\"
#define C1 "\xC2\x9B" "31m" "\x9B" "2J"
#define CONTROLS "\b\b\r\v\f\016\177"
#define INVALID "\xFF\xFE\xC0\xAF\xED\xA0\x80\xF0\x9F\x8C"
#define BACKWARDS "\xE2\x80\xAE" "drow\xE2\x80\xAC \xE2\x81\xA6x\xE2\x81\xA9 \xD8\x9C\xE2\x80\x8F"
#define SEPARATORS "\xE2\x80\xA8\xE2\x80\xA9\xF3\xA0\x84\x80\xEF\xBB\xBF"
#define FAMILY "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7 \xE2\x9A\xA0\xEF\xB8\x8F"
#define MARKS "Z\xCC\x8D\xCC\x8E\xCC\x90\xCC\x93\xCC\x95\xCC\x9A a\xCC\x88"
#define WIDE "\xE6\xA8\xAA\xE6\xB5\x9C \xEF\xBC\xA1 \xED\x95\x9C\xEA\xB5\xAD \xF0\x9F\x87\xAF\xF0\x9F\x87\xB5"

/* Replaces the first `old` in a document by bytes that may hold a NUL. */
static void put(const struct place *place, const char *name, const char *old, struct slice new)
{
    struct bytes content = {0};
    struct bytes changed = {0};
    place_read(place, name, &content);
    struct slice text = bytes_slice(&content);
    size_t at = slice_find(text, slice_of(old), 0);
    assert_true(at != SLICE_NONE);
    bytes_append(&changed, slice_part(text, 0, at));
    bytes_append(&changed, new);
    bytes_append(&changed, slice_part(text, at + strlen(old), text.size));
    assert_false(changed.failed);
    place_write(place, name, bytes_slice(&changed));
    bytes_release(&content);
    bytes_release(&changed);
}

#define PUT(place, name, old, literal) put((place), (name), (old), slice_make("" literal, sizeof(literal) - 1))

static void poison(const struct place *place)
{
    PUT(place, "STATUS.md", "Draw the curve of a day", "Draw " TITLE CLIPBOARD "curve");
    PUT(place, "STATUS.md", "Warn where a station", "Warn " C1 CONTROLS "station");
    PUT(place, "STATUS.md", "Sun, moon", "Sun " INVALID "\0 moon");
    PUT(place, "STATUS.md", "Port names in every script", BACKWARDS SEPARATORS "names");
    PUT(place, "STATUS.md", "Share a day as a picture", FAMILY MARKS " " WIDE " picture");
    PUT(place, "STATUS.md", "Only one test phone", "Only " TITLE FAMILY WIDE);
    PUT(place, "STATUS.md", "- Mode: Safe mode", "- Mode: Safe" C1 TITLE "mode");
    PUT(place, "STATUS.md", "M2 Offline app", "M2 Off" TITLE WIDE BACKWARDS "app");
    PUT(place, "WORKBOARD.md", "M2 sequencing", "M2 " TITLE INVALID BACKWARDS "sequencing");
    PUT(place, "WORKBOARD.md", "Station data", WIDE FAMILY C1 "data");
    PUT(place, "WORKBOARD.md", "mara@quay", "ma" TITLE BACKWARDS "ra@quay");
    PUT(place, "WORKBOARD.md", "| paused |", "| pau" C1 "sed |");
    PUT(place, "TASK-REGISTRY.md", "Warn of old constants", "Warn " TITLE CONTROLS INVALID BACKWARDS "constants");
    PUT(place, "TASK-REGISTRY.md", "Draw the curve of a day", "Draw " FAMILY WIDE MARKS "curve");
    PUT(place, "TASK-REGISTRY.md", "Age in the head of every table", "Age " TITLE "\0" C1 SEPARATORS "table");
    PUT(place, "TASK-REGISTRY.md", "Old constants are the one", "Old " CLIPBOARD BACKWARDS "constants");
}

/* Through every page, at several sizes, and with news of what another wrote. */
static void walk(struct board *board)
{
    static const int sizes[][2] = {{24, 80}, {40, 120}, {60, 200}, {12, 40}, {5, 20}, {30, 100}};
    struct terminal *terminal = board->terminal;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        terminal_resize(terminal, sizes[i][0], sizes[i][1]);
        assert_shown(terminal, "live");
        if (sizes[i][0] > 5) {
            terminal_settle(terminal, 50);
            assert_aligned(terminal);
        }
    }
    for (const char *panel = "123456789"; *panel != '\0'; panel++) {
        const char keys[] = {*panel, '<', '\0'};
        terminal_send(terminal, keys);
        for (int row = 0; row < 8; row++) {
            bool empty = *panel >= '7'; /* the sample has none of these, or too few */
            if (!empty) {
                terminal_send(terminal, KEY_ENTER);
                assert_shown(terminal, "Esc back");
                assert_aligned(terminal);
                terminal_send(terminal, "G");
                terminal_send(terminal, KEY_ESCAPE);
            }
            assert_shown(terminal, "q quit");
            assert_aligned(terminal);
            terminal_send(terminal, *panel == '2' ? "l" : "j");
        }
    }
    /* The diff of a change whose lines hold it. */
    select_task(board, "M2-T03");
    terminal_send(terminal, "c");
    assert_shown(terminal, "claim M2-T03 for");
    assert_shown(terminal, "Enter write");
    assert_aligned(terminal);
    terminal_send(terminal, KEY_PAGE_DOWN KEY_PAGE_DOWN KEY_PAGE_DOWN KEY_PAGE_DOWN);
    assert_aligned(terminal);
    terminal_send(terminal, "G");
    assert_shown(terminal, "M2-T03 | Lane A | tester");
    assert_aligned(terminal);
    terminal_send(terminal, KEY_ESCAPE);
    assert_shown(terminal, "nothing was written");
    /* Words of a status that nobody knows, among the choices, in the log and in the news. */
    terminal_send(terminal, "2s");
    assert_shown(terminal, "STATE  ");
    terminal_send(terminal, KEY_ESCAPE);
    assert_shown(terminal, "q quit");
    PUT(&board->place, "WORKBOARD.md", "Curve first", TITLE BACKWARDS WIDE FAMILY "\0" C1 "first");
    assert_shown(terminal, "(by another hand)");
    PUT(&board->place, "TASK-REGISTRY.md", "(`ebb-24`) | todo |", "(`ebb-24`) | " TITLE C1 BACKWARDS " |");
    assert_shown(terminal, "M2-T04 todo");
    terminal_send(terminal, "9");
    assert_shown(terminal, "\xE2\x94\x8C Log");
    assert_aligned(terminal);
    terminal_send(terminal, "G");
    terminal_send(terminal, KEY_ESCAPE);
    assert_shown(terminal, "q quit");
    /* What is typed is a text like any other. */
    terminal_send(terminal, ":claim " BACKWARDS INVALID C1);
    assert_shown(terminal, ":claim");
    terminal_send(terminal, KEY_ENTER);
    assert_shown(terminal, "Enter write");
    terminal_send(terminal, KEY_ESCAPE);
    assert_shown(terminal, "nothing was written");
}

static void test_documents(void **unused)
{
    struct board board;
    (void)unused;
    place_make_sample(&board.place);
    poison(&board.place);
    board_open_place(&board, 24, 80, NULL);
    assert_shown(board.terminal, "\xE2\x94\x8C Lanes");
    assert_aligned(board.terminal);
    walk(&board);
    assert_quits(&board);
    (void)assert_record_clean(board.terminal);
    board_close(&board);
}

/* Nor in ASCII, nor where the status is printed instead. */
static void test_documents_in_ascii(void **unused)
{
    static const char *const environment[] = {"LANG=C", NULL};
    struct board board;
    (void)unused;
    place_make_sample(&board.place);
    poison(&board.place);
    board_open_place(&board, 24, 80, environment);
    for (const char *keys = "1234567890v?"; *keys != '\0'; keys++) {
        const char key[] = {*keys, '\0'};
        terminal_send(board.terminal, key);
        terminal_settle(board.terminal, 30);
        terminal_send(board.terminal, KEY_ENTER);
        terminal_settle(board.terminal, 30);
        terminal_send(board.terminal, KEY_ESCAPE);
        assert_shown(board.terminal, "q quit");
    }
    assert_quits(&board);
    assert_int_equal(assert_record_clean(board.terminal).not_ascii, 0);
    board_close(&board);
}

static void test_printed(void **unused)
{
    static const char *const arguments[][3] = {
        {"status", NULL},        {"list", "tasks", NULL}, {"list", "lanes", NULL},
        {"show", "M2-T03", NULL}, {"list", "queue", NULL}, {NULL},
    };
    struct board board;
    (void)unused;
    place_make_sample(&board.place);
    poison(&board.place);
    for (size_t i = 0; arguments[i][0] != NULL; i++) {
        board_run(&board, 60, 120, arguments[i], NULL);
        assert_exit(board.terminal, 0);
        assert_true(terminal_record(board.terminal).size > 0);
        (void)assert_record_clean(board.terminal);
        terminal_free(board.terminal);
    }
    static const char *const unknown[] = {"show", "M9" TITLE C1 BACKWARDS, NULL};
    board_run(&board, 24, 80, unknown, NULL);
    assert_exit(board.terminal, 4);
    (void)assert_record_clean(board.terminal);
    board_close(&board);
}

/* The folder's own name is shown, too. */
static void test_name_of_the_folder(void **unused)
{
    struct board board;
    char moved[FOLDER_PATH];
    (void)unused;
    place_make_sample(&board.place);
    assert_true(snprintf(moved, sizeof moved, "%s/ti" TITLE "\xC2\x9B" BACKWARDS "des", board.place.top) > 0);
    assert_int_equal(rename(board.place.repository, moved), 0);
    assert_true(snprintf(board.place.plan, sizeof board.place.plan, "%s/plan", moved) > 0);
    board_open_place(&board, 24, 600, NULL); /* wide: the path is not to be broken */
    assert_shown(board.terminal, "ti");
    place_delete(&board.place, "LANE-MAP.md");
    assert_shown(board.terminal, "unreadable");
    terminal_send(board.terminal, "9");
    assert_shown(board.terminal, "there is no such file");
    terminal_send(board.terminal, KEY_ESCAPE);
    assert_shown(board.terminal, "Tab panel");
    assert_quits(&board);
    (void)assert_record_clean(board.terminal);
    board_close(&board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_documents),
        cmocka_unit_test(test_documents_in_ascii),
        cmocka_unit_test(test_printed),
        cmocka_unit_test(test_name_of_the_folder),
    };
    return board_can_run() ? cmocka_run_group_tests(tests, NULL, NULL) : 77;
}
