/* Every verb from the keyboard: keys in, files compared. Each case is a list of steps: keys, and what they bring up. */
#include "terminal_board.h"
#include "terminal_cmocka.h"
#include "terminal_record.h"

#include <stdio.h>
#include <string.h>

struct step {
    const char *keys;
    const char *shown; /* waited for before the next keys; NULL: nothing */
};

enum { STEPS = 10 };

struct verb_case {
    const char *name; /* of the diff too */
    const char *task; /* whose row of the queue is selected first; NULL: none */
    struct step steps[STEPS];
};

#define CLEAR "\025"
#define WRITE {KEY_ENTER, "written"}

static const struct verb_case cases[] = {
    {"verb-claim", "M2-T03", {{"c", "claim M2-T03 for Lane A"}, WRITE}},
    {"verb-claim-two",
     "M2-T03",
     {{" ", "1 ticked"}, {"j ", "2 ticked"}, {"c", "claim M2-T03 for Lane A, M2-T05"}, WRITE}},
    {"verb-release", NULL, {{"5<", NULL}, {"r", "refused by claim.holder"}, {"F", "Enter write"}, WRITE}},
    {"verb-done",
     "M2-T03",
     {{"d", "refused by evidence.missing"},
      {KEY_DOWN KEY_DOWN, "resolution     _"},
      {"Old constants are warned of", "are warned of_"},
      {KEY_DOWN KEY_DOWN "proof/ages.txt", "`proof/ages.txt`"},
      WRITE}},
    {"verb-block",
     "M2-T03",
     {{"b", "reason         _"}, {"Fonts are late" KEY_DOWN "No labels", "block M2-T03 by"}, {NULL, "No labels"}, WRITE}},
    {"verb-unblock",
     "M2-T03",
     {{":block M2-T03 --reason Rain" KEY_ENTER, "block M2-T03 by"}, WRITE, {"U", "unblock M2-T03"}, WRITE}},
    {"verb-resolve", NULL, {{"4<", NULL}, {"x", "resolution     _"}, {"They signed", "title They signed"}, WRITE}},
    {"verb-move", "M2-T03", {{"m", "say to which lane"}, {"Lane C", "move M2-T03 to Lane C"}, WRITE}},
    {"verb-move-two",
     "M2-T03",
     {{" ", "1 ticked"},
      {"j ", "2 ticked"},
      {"m", "say to which lane"},
      {"Orchestrator", "move M2-T05 to Orchestrator"},
      WRITE}},
    {"verb-lane",
     NULL,
     {{"2lll", NULL}, {"s", "STATE          in_progress_"}, {CLEAR "paused" KEY_DOWN CLEAR "Resting", "Resting_"}, {NULL, "lane Lane C paused"}, WRITE}},
    {"verb-queue",
     "M2-T05",
     {{"p", "queue set M2-T05"}, {KEY_UP CLEAR "top", "+| P1 | M2-T05"}, WRITE}},
    {"verb-add",
     NULL,
     {{"4<", NULL}, {"a", "TITLE"}, {"Harbour is closed" KEY_DOWN "Ships wait", "add blocker B"}, {NULL, "Ships wait"}, WRITE}},
    {"verb-set", NULL, {{"4<", NULL}, {"=", "impact"}, {KEY_DOWN, "impact"}, {" at all", "at all |"}, WRITE}},
    {"verb-undo", "M2-T03", {{"c", "claim M2-T03 for Lane A"}, WRITE, {"u", "undo claim M2-T03"}, WRITE}},
    {"verb-typed", NULL, {{":claim M2-T05 --lane \"Lane C\"" KEY_ENTER, "claim M2-T05 for Lane C"}, WRITE}},
    /* What is proposed is changed: a value, a sentence, a part of the diff. */
    {"verb-value",
     "M2-T03",
     {{"c", "claim M2-T03 for Lane A"},
      {KEY_DOWN KEY_DOWN KEY_DOWN KEY_DOWN CLEAR "review", "+| 2 | M2-T03"},
      {NULL, "| review |"},
      WRITE}},
    {"verb-two-worded",
     "M2-T03",
     {{" ", "1 ticked"},
      {"j ", "2 ticked"},
      {"m", "say to which lane"},
      {"Orchestrator", "move M2-T05 to Orchestrator"},
      {KEY_DOWN CLEAR "Mara decides", "Mara decides_"},
      {NULL, "+- Lane A: Mara decides"},
      WRITE}},
    {"verb-options",
     "M2-T03",
     {{":set M2-T03 status=review --set M2-T05.deliverable=Ink --date 2026-03-09 --edit" KEY_ENTER, "M2-T05.deliverable=Ink"},
      {CLEAR "paused", "paused_"},
      {NULL, "will say different"},
      WRITE}},
    {"verb-two-left-out",
     "M2-T03",
     {{" ", "1 ticked"},
      {"j ", "2 ticked"},
      {"m", "say to which lane"},
      {"Orchestrator", "move M2-T05 to Orchestrator"},
      {KEY_PAGE_DOWN KEY_PAGE_DOWN KEY_PAGE_DOWN KEY_PAGE_DOWN "k", NULL},
      {" ", "1 left out"},
      WRITE}},
    {"verb-left-out",
     "M2-T03",
     {{"c", "claim M2-T03 for Lane A"}, {KEY_PAGE_DOWN KEY_PAGE_DOWN "k", NULL}, {" ", "1 left out"}, WRITE}},
};

static void run_case(const struct verb_case *one)
{
    struct board board;
    char diff[64];
    board_open(&board, 40, 120, NULL);
    if (one->task != NULL) {
        select_task(&board, one->task);
    }
    for (size_t i = 0; i < STEPS && (one->steps[i].keys != NULL || one->steps[i].shown != NULL); i++) {
        const struct step *step = &one->steps[i];
        if (step->keys != NULL && strcmp(step->keys, KEY_ENTER) == 0) {
            assert_gone(board.terminal, "\xC2\xB7 ..."); /* the verb has run with what was typed */
        }
        if (step->keys != NULL) {
            terminal_send(board.terminal, step->keys);
        }
        if (step->shown != NULL) {
            assert_shown(board.terminal, step->shown);
        }
        if (step->keys != NULL && strcmp(step->keys, KEY_ENTER) == 0) {
            assert_gone(board.terminal, "Enter write");
        }
    }
    assert_quits(&board);
    (void)snprintf(diff, sizeof diff, "%s.diff", one->name);
    assert_diff(&board.place, diff);
    (void)assert_record_clean(board.terminal);
    board_close(&board);
}

static void test_case(void **state)
{
    run_case(*state);
}

int main(void)
{
    enum { COUNT = sizeof cases / sizeof cases[0] };
    struct CMUnitTest tests[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        tests[i] = (struct CMUnitTest){
            .name = cases[i].name, .test_func = test_case, .initial_state = (void *)(uintptr_t)&cases[i]};
    }
    return board_can_run() ? cmocka_run_group_tests(tests, NULL, NULL) : 77;
}
