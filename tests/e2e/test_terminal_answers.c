/* What next, what happened, what to hand over: the views of it on a terminal, on a plan with commits. */
#include "terminal_board.h"
#include "terminal_cmocka.h"
#include "terminal_folder.h"
#include "terminal_record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { COMMAND = 4096 };

/* What stands in the registry before the status of M2-T05. */
#define PORTS "\xE6\xA8\xAA\xE6\xB5\x9C\xE6\xB8\xAF (`ebb-25`) | "

/* Runs a shell command in the place's repository; false where it fails. */
static bool shell(const struct place *place, const char *format, const char *argument)
{
    char inner[COMMAND];
    char command[2 * COMMAND];
    int size = snprintf(inner, sizeof inner, format, argument);
    assert_true(size > 0 && (size_t)size < sizeof inner);
    size = snprintf(command, sizeof command, "cd '%s' && HOME='%s' && export HOME && { %s; } >/dev/null 2>&1",
                    place->repository, place->home, inner);
    assert_true(size > 0 && (size_t)size < sizeof command);
    return system(command) == 0; /* NOLINT: the test's own words */
}

/* Commits all that is there, at a moment. */
static bool commit(const struct place *place, const char *moment)
{
    return shell(place,
                 "GIT_AUTHOR_DATE=%1$s GIT_COMMITTER_DATE=%1$s git -c user.name=Vera -c user.email=v@example.org "
                 "commit -qam change",
                 moment);
}

static void change(const struct place *place, const char *name, const char *old, const char *new)
{
    struct bytes content = {0};
    place_replaced(place, name, old, new, &content);
    place_rename_over(place, name, bytes_slice(&content));
    bytes_release(&content);
}

static void the_first_of_what_is_next_is_claimed(void **state)
{
    (void)state;
    struct board board;
    board_open(&board, 24, 80, NULL);
    terminal_send(board.terminal, "N");
    assert_shown(board.terminal, "ready \xE2\x94\x80");
    assert_shown(board.terminal, "number 2 in the queue");
    terminal_send(board.terminal, "<c");
    assert_shown(board.terminal, "claim M2-T03 for Lane A");
    terminal_send(board.terminal, KEY_ENTER);
    assert_shown(board.terminal, "written");
    assert_diff(&board.place, "verb-claim.diff");
    assert_record_clean(board.terminal);
    assert_quits(&board);
    board_close(&board);
}

static void the_history_is_read_and_followed(void **state)
{
    (void)state;
    struct board board;
    place_make_sample(&board.place);
    if (!board.place.git) {
        place_remove(&board.place);
        skip();
    }
    change(&board.place, "TASK-REGISTRY.md", PORTS "todo |", PORTS "review |");
    assert_true(commit(&board.place, "2026-03-09T10:00:00Z"));
    board_open_place(&board, 30, 110, NULL);
    terminal_send(board.terminal, "T");
    assert_shown(board.terminal, "2026-03-09 10:00");
    assert_shown(board.terminal, "todo \xE2\x86\x92 review");
    assert_shown(board.terminal, "Vera");
    /* Another hand: at once in the list, as not committed. */
    change(&board.place, "TASK-REGISTRY.md", PORTS "review |", PORTS "blocked |");
    assert_shown(board.terminal, "not committed");
    assert_shown(board.terminal, "review \xE2\x86\x92 blocked");
    assert_true(commit(&board.place, "2026-03-10T10:00:00Z"));
    terminal_send(board.terminal, "R");
    assert_shown(board.terminal, "2026-03-10 10:00");
    assert_gone(board.terminal, "not committed");
    terminal_send(board.terminal, "<t");
    assert_shown(board.terminal, "alone \xE2\x94\x80");
    terminal_send(board.terminal, "f");
    assert_shown(board.terminal, "Milestones");
    assert_shown(board.terminal, " in progress  ");
    terminal_send(board.terminal, KEY_BACKSPACE);
    terminal_send(board.terminal, KEY_ENTER);
    assert_shown(board.terminal, "Where it is written");
    assert_record_clean(board.terminal);
    assert_quits(&board);
    board_close(&board);
}

static void without_a_repository_it_is_said(void **state)
{
    (void)state;
    struct board board;
    char path[FOLDER_PATH];
    place_make_sample(&board.place);
    folder_remove(folder_join(path, board.place.repository, ".git"));
    const char *const variables[] = {"GIT_CEILING_DIRECTORIES=/", NULL};
    board_open_place(&board, 24, 120, variables);
    terminal_send(board.terminal, "T");
    assert_shown(board.terminal, "no work tree of");
    assert_quits(&board);
    board_close(&board);
}

/* The board ends while the history is still being read; nothing is left behind, and the terminal is as it was. */
static void quitting_does_not_wait(void **state)
{
    (void)state;
    struct board board;
    board_open(&board, 24, 80, NULL);
    terminal_send(board.terminal, "Tq");
    assert_exit(board.terminal, 0);
    assert_restored(board.terminal);
    board_close(&board);
}

static void the_packet_is_written_and_edited(void **state)
{
    (void)state;
    struct board board;
    struct bytes content = {0};
    char path[FOLDER_PATH];
    char editor[FOLDER_PATH + 16];
    char script[FOLDER_PATH];
    place_make_sample(&board.place);
    folder_write(folder_join(script, board.place.home, "edit"), slice_of("#!/bin/sh\nprintf 'By hand.\\n' >>\"$1\"\n"));
    assert_int_equal(chmod(script, 0755), 0);
    (void)snprintf(editor, sizeof editor, "EDITOR=%s", script);
    const char *const variables[] = {editor, NULL};
    board_open_place(&board, 24, 80, variables);
    terminal_send(board.terminal, "W");
    assert_shown(board.terminal, "the packet of this session");
    assert_shown(board.terminal, "# Handoff");
    terminal_send(board.terminal, "w");
    assert_shown(board.terminal, ":packet handoff-");
    terminal_send(board.terminal, "\025packet first.md" KEY_ENTER);
    assert_shown(board.terminal, "the packet is in first.md");
    assert_shown(board.terminal, "handed out");
    assert_true(folder_read(folder_join(path, board.place.plan, "first.md"), &content));
    assert_true(slice_starts(bytes_slice(&content), slice_of("# Handoff\n")));
    assert_true(slice_find(bytes_slice(&content), slice_of("## Next task"), 0) != SLICE_NONE);
    /* The same name is refused, the edited text goes to another. */
    terminal_send(board.terminal, "e");
    assert_shown(board.terminal, "edited, not handed out yet");
    terminal_send(board.terminal, ":packet first.md" KEY_ENTER);
    assert_shown(board.terminal, "first.md is there already");
    terminal_send(board.terminal, ":packet second.md" KEY_ENTER);
    assert_shown(board.terminal, "the packet is in second.md");
    assert_true(folder_read(folder_join(path, board.place.plan, "second.md"), &content));
    assert_true(slice_ends(bytes_slice(&content), slice_of("By hand.\n")));
    terminal_send(board.terminal, "y");
    assert_shown(board.terminal, "in the clipboard");
    assert_true(slice_find(terminal_record(board.terminal), slice_of("\033]52;"), 0) != SLICE_NONE);
    assert_quits(&board);
    bytes_release(&content);
    board_close(&board);
}

static void a_packet_of_somebody_is_checked(void **state)
{
    (void)state;
    struct board board;
    char path[FOLDER_PATH];
    place_make_sample(&board.place);
    assert_int_equal(mkdir(folder_join(path, board.place.plan, "inbox"), 0755), 0);
    folder_write(folder_join(path, board.place.plan, "inbox/ben.md"),
                 slice_of("# Packet\n\nCompleted task IDs: M2-T03\nEvidence: evidence/nothing.txt\n"));
    board_open_place(&board, 24, 100, NULL);
    terminal_send(board.terminal, "Ii");
    assert_shown(board.terminal, ":intake _");
    terminal_send(board.terminal, "inb" KEY_TAB);
    assert_shown(board.terminal, "inbox/ben.md");
    terminal_send(board.terminal, "b" KEY_TAB);
    assert_shown(board.terminal, ":intake inbox/ben.md _");
    terminal_send(board.terminal, KEY_ENTER);
    assert_shown(board.terminal, "inbox/ben.md for M2-T03");
    assert_shown(board.terminal, "fails");
    assert_shown(board.terminal, "evidence/nothing.txt");
    terminal_send(board.terminal, ":intake nowhere.md" KEY_ENTER);
    assert_shown(board.terminal, "nowhere.md");
    assert_gone(board.terminal, "for M2-T03");
    assert_record_clean(board.terminal);
    assert_quits(&board);
    board_close(&board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_of_what_is_next_is_claimed),
        cmocka_unit_test(the_history_is_read_and_followed),
        cmocka_unit_test(without_a_repository_it_is_said),
        cmocka_unit_test(quitting_does_not_wait),
        cmocka_unit_test(the_packet_is_written_and_edited),
        cmocka_unit_test(a_packet_of_somebody_is_checked),
    };
    return board_can_run() ? cmocka_run_group_tests(tests, NULL, NULL) : 77;
}
