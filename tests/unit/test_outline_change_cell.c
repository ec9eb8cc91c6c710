/* Cells: exact bytes in tables of every style. */
#include "test_outline_change_support.h"

#define PLAIN                                                                                                          \
    "# Harbour\n\n"                                                                                                    \
    "## Berths\n\n"                                                                                                    \
    "| Berth | State | Note |\n"                                                                                       \
    "|---|---|---|\n"                                                                                                  \
    "| Q1-T01 (`north.1`) | open | first |\n"                                                                          \
    "| Q1-T02 | in repair | see Q1-T01 |\n"

static void test_plain_cell(void **state)
{
    (void)state;
    test_edit(
        PLAIN,
        "# Harbour\n\n## Berths\n\n| Berth | State | Note |\n|---|---|---|\n| Q1-T01 (`north.1`) | closed | first |\n"
        "| Q1-T02 | in repair | see Q1-T01 |\n",
        "set-cell", "--under", "Berths", "--row", "Q1-T01", "--column", "State", "closed");
    test_edit(
        PLAIN,
        "# Harbour\n\n## Berths\n\n| Berth | State | Note |\n|---|---|---|\n| Q1-T01 (`north.1`) | open | first |\n"
        "| Q1-T02 | in repair |  |\n",
        "set-cell", "--under", "Harbour", "--under", "berths", "--row", "line:8", "--column", "note", "  ");
    test_edit(PLAIN, PLAIN, "set-cell", "--under", "Berths", "--row", "north.1", "--column", "State", "open");
}

static void test_padded_cell(void **state)
{
    (void)state;
    test_edit("| ID  | State       |\n| --- | ----------- |\n| K-1 | in progress |\n| K-2 | done        |\n",
              "| ID  | State       |\n| --- | ----------- |\n| K-1 | done        |\n| K-2 | done        |\n",
              "set-cell", "--row", "K-1", "--column", "State", "done");
    test_edit("| ID  | State       |\n| --- | ----------- |\n| K-1 | done        |\n",
              "| ID  | State       |\n| --- | ----------- |\n| K-1 | waiting for rain |\n", "set-cell", "--row", "K-1",
              "--column", "State", "waiting for rain");
    /* The row that sticks out comes back into line. */
    test_edit("| ID  | State       |\n| --- | ----------- |\n| K-1 | waiting for rain |\n",
              "| ID  | State       |\n| --- | ----------- |\n| K-1 | done        |\n", "set-cell", "--row", "K-1",
              "--column", "State", "done");
    /* Another row sticks out: the cell gives up its own padding and then grows. */
    test_edit("| ID  | State  |\n| --- | ------ |\n| K-1 | done   |\n| K-2 | waiting for rain |\n",
              "| ID  | State  |\n| --- | ------ |\n| K-1 | open   |\n| K-2 | waiting for rain |\n", "set-cell", "--row",
              "K-1", "--column", "State", "open");
    test_edit("| ID  | State  |\n| --- | ------ |\n| K-1 | done   |\n| K-2 | waiting for rain |\n",
              "| ID  | State  |\n| --- | ------ |\n| K-1 | closed |\n| K-2 | waiting for rain |\n", "set-cell", "--row",
              "K-1", "--column", "State", "closed");
    test_edit("| ID  | State  |\n| --- | ------ |\n| K-1 | done   |\n| K-2 | waiting for rain |\n",
              "| ID  | State  |\n| --- | ------ |\n| K-1 | postponed |\n| K-2 | waiting for rain |\n", "set-cell",
              "--row", "K-1", "--column", "State", "postponed");
    /* Tight pipes stay tight. */
    test_edit("|ID |State|\n|---|-----|\n|K-1|open |\n|K-2|done |\n",
              "|ID |State|\n|---|-----|\n|K-1|shut |\n|K-2|done |\n", "set-cell", "--row", "K-1", "--column", "State",
              "shut");
    test_edit("|ID|State|\n|-|-|\n|K-1|open|\n", "|ID|State|\n|-|-|\n|K-1|closed|\n", "set-cell", "--row", "K-1",
              "--column", "State", "closed");
    /* Tabs stay tabs. */
    test_edit("|\tID\t|\tState\t|\n|---|---|\n|\tK-1\t|\topen\t|\n",
              "|\tID\t|\tState\t|\n|---|---|\n|\tK-1\t|\tclosed\t|\n", "set-cell", "--row", "K-1", "--column",
              "State", "closed");
}

static void test_sides(void **state)
{
    (void)state;
    test_edit("| ID | Share |\n|:---|------:|\n| A1 |    12 |\n| A2 |   100 |\n",
              "| ID | Share |\n|:---|------:|\n| A1 |     7 |\n| A2 |   100 |\n", "set-cell", "--row", "A1", "--column",
              "Share", "7");
    test_edit("| ID | Share |\n|:---|------:|\n| A1 |    12 |\n", "| ID | Share |\n|:---|------:|\n| A1 | 123456 |\n",
              "set-cell", "--row", "A1", "--column", "Share", "123456");
    test_edit("| ID | Share |\n|----|:-----:|\n| A1 |  12   |\n", "| ID | Share |\n|----|:-----:|\n| A1 |   7   |\n",
              "set-cell", "--row", "A1", "--column", "Share", "7");
    /* Numbers that somebody moved to the right by hand stay there. */
    test_edit("| ID | Share |\n|----|-------|\n| A1 |    12 |\n", "| ID | Share |\n|----|-------|\n| A1 |     7 |\n",
              "set-cell", "--row", "A1", "--column", "Share", "7");
}

static void test_wide_characters(void **state)
{
    (void)state;
    test_edit("| ID | 状態   |\n|----|--------|\n| A1 | 進行中 |\n",
              "| ID | 状態   |\n|----|--------|\n| A1 | 完了   |\n", "set-cell", "--row", "A1", "--column", "状態",
              "完了");
    test_edit("| ID | State  |\n|----|--------|\n| A1 | ✅ ok  |\n",
              "| ID | State  |\n|----|--------|\n| A1 | 🚧 no  |\n", "set-cell", "--row", "A1", "--column", "State",
              "🚧 no");
    test_edit("| ID | State  |\n|----|--------|\n| A1 | e\xCC\x81te    |\n",
              "| ID | State  |\n|----|--------|\n| A1 | ete    |\n", "set-cell", "--row", "A1", "--column", "State",
              "ete");
}

static void test_escapes(void **state)
{
    (void)state;
    test_edit(PLAIN,
              "# Harbour\n\n## Berths\n\n| Berth | State | Note |\n|---|---|---|\n"
              "| Q1-T01 (`north.1`) | a \\| b \\\\| c | first |\n| Q1-T02 | in repair | see Q1-T01 |\n",
              "set-cell", "--row", "Q1-T01", "--column", "State", "a | b \\| c");
    test_edit("|ID|Path|\n|-|-|\n|K-1|C:|\n", "|ID|Path|\n|-|-|\n|K-1|C:\\ |\n", "set-cell", "--row", "K-1",
              "--column", "Path", "C:\\");
    test_edit("| ID | Path |\n|-|-|\n| K-1 | C: |\n", "| ID | Path |\n|-|-|\n| K-1 | C:\\ |\n", "set-cell", "--row",
              "K-1", "--column", "Path", "C:\\");
    /* A key is a value too. */
    test_edit("| ID | Path |\n|-|-|\n| a\\|b | C: |\n", "| ID | Path |\n|-|-|\n| a\\|b | D: |\n", "set-cell", "--row",
              "a|b", "--column", "Path", "D:");
}

static void test_open_rows(void **state)
{
    (void)state;
    test_edit("ID | State\n---|---\nK-1 | open\n", "ID | State\n---|---\nK-1 | done\n", "set-cell", "--row", "K-1",
              "--column", "State", "done");
    test_edit("ID | State\n---|---\nK-1 | open\n", "ID | State\n---|---\nK-1 | |\n", "set-cell", "--row", "K-1",
              "--column", "State", "");
    test_edit("ID | State\n---|---\nK-1 | open\n", "ID | State\n---|---\n| - x | open\n", "set-cell", "--row", "K-1",
              "--column", "ID", "--", "- x");
    test_edit("ID | State\n---|---\nK-1 | open\n", "ID | State\n---|---\n|  | open\n", "set-cell", "--row", "K-1",
              "--column", "ID", "");
    test_edit("| ID | State\n|---|---\n| K-1 | open\n", "| ID | State\n|---|---\n| K-1 | C:\\\n", "set-cell", "--row",
              "K-1", "--column", "State", "C:\\");
}

static void test_short_rows(void **state)
{
    (void)state;
    test_edit("| ID | State | Note |\n|---|---|---|\n| K-1 |\n",
              "| ID | State | Note |\n|---|---|---|\n| K-1 |  | new |\n", "set-cell", "--row", "K-1", "--column",
              "Note", "new");
    test_edit("| ID | State | Note |\n|---|---|---|\n| K-1\n",
              "| ID | State | Note |\n|---|---|---|\n| K-1 |  | new |\n", "set-cell", "--row", "K-1", "--column",
              "Note", "new");
    test_edit("ID | State | Note\n---|---|---\nK-1 | x\n", "ID | State | Note\n---|---|---\nK-1 | x | new\n",
              "set-cell", "--row", "K-1", "--column", "Note", "new");
    /* An empty cell that is not there needs not be made. */
    test_edit("| ID | State | Note |\n|---|---|---|\n| K-1 |\n", "| ID | State | Note |\n|---|---|---|\n| K-1 |\n",
              "set-cell", "--row", "K-1", "--column", "Note", "");
    /* More cells than columns: what is too much stays. */
    test_edit("| ID | State |\n|---|---|\n| K-1 | a | b |\n", "| ID | State |\n|---|---|\n| K-1 | c | b |\n",
              "set-cell", "--row", "K-1", "--column", "State", "c");
}

static void test_empty_cells(void **state)
{
    (void)state;
    test_edit("| ID | State |\n|---|---|\n| K-1 |  |\n", "| ID | State |\n|---|---|\n| K-1 | x |\n", "set-cell",
              "--row", "K-1", "--column", "State", "x");
    test_edit("| ID | State |\n|---|---|\n| K-1 | |\n", "| ID | State |\n|---|---|\n| K-1 | x |\n", "set-cell", "--row",
              "K-1", "--column", "State", "x");
    test_edit("| ID | State |\n|---|---|\n| K-1 ||\n", "| ID | State |\n|---|---|\n| K-1 | x |\n", "set-cell", "--row",
              "K-1", "--column", "State", "x");
    test_edit("| ID | State    |\n|---|---|\n| K-1 |          |\n",
              "| ID | State    |\n|---|---|\n| K-1 | x        |\n", "set-cell", "--row", "K-1", "--column", "State",
              "x");
    test_edit("|ID|State|\n|-|-|\n|K-1||\n", "|ID|State|\n|-|-|\n|K-1|x|\n", "set-cell", "--row", "K-1", "--column",
              "State", "x");
}

static void test_containers(void **state)
{
    (void)state;
    test_edit("> | ID | State |\n> |----|-------|\n>| K1 | open  |\n",
              "> | ID | State |\n> |----|-------|\n>| K1 | shut  |\n", "set-cell", "--row", "K1", "--column", "State",
              "shut");
    test_edit("- deep\n  - deeper\n\n    | ID | State |\n    |----|-------|\n    | K1 | open  |\n",
              "- deep\n  - deeper\n\n    | ID | State |\n    |----|-------|\n    | K1 | x     |\n", "set-cell", "--row",
              "K1", "--column", "State", "x");
}

static void test_keys(void **state)
{
    (void)state;
    const char *two = "| Lane | Day | State |\n|---|---|---|\n| A | 1 | x |\n| A | 2 | y |\n";
    test_edit(two, "| Lane | Day | State |\n|---|---|---|\n| A | 1 | x |\n| A | 2 | z |\n", "set-cell", "--row", "A",
              "--key-column", "Lane", "--row", "2", "--key-column", "Day", "--column", "State", "z");
    test_refused(two, ERROR_NOT_FOUND, "4: | A | 2 | y |", "set-cell", "--row", "A", "--column", "State", "z");
    test_refused(two, ERROR_NOT_FOUND, "no row \"B\"", "set-cell", "--row", "B", "--column", "State", "z");
    test_refused(two, ERROR_NOT_FOUND, "Day", "set-cell", "--row", "line:3", "--column", "Nothing", "z");
    test_refused(two, ERROR_NOT_FOUND, "header", "set-cell", "--row", "line:1", "--column", "State", "z");
    test_refused(two, ERROR_USAGE, "--key-column", "set-cell", "--row", "A", "--row", "2", "--column", "State", "z");
    test_refused(PLAIN, ERROR_USAGE, "line ending", "set-cell", "--row", "Q1-T02", "--column", "Note", "a\nb");
    test_refused(PLAIN, ERROR_USAGE, "needs --row", "set-cell", "--column", "Note", "a");
}

static void test_was(void **state)
{
    (void)state;
    test_refused(PLAIN, ERROR_CONFLICT, "there is \"open\"", "set-cell", "--row", "Q1-T01", "--column", "State",
                 "--was", "shut", "closed");
    test_edit("| a | b |\n|---|---|\n| 1 | x\\|y |\n", "| a | b |\n|---|---|\n| 1 | z |\n", "set-cell", "--row", "1",
              "--column", "b", "--was", "x|y", "z");
    test_edit("| a | b |\n|---|---|\n| 1 | x\\|y |\n", "| a | b |\n|---|---|\n| 1 | z |\n", "set-cell", "--row", "1",
              "--column", "b", "--was", "x\\|y", "z");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain_cell),      cmocka_unit_test(test_padded_cell), cmocka_unit_test(test_sides),
        cmocka_unit_test(test_wide_characters), cmocka_unit_test(test_escapes),     cmocka_unit_test(test_open_rows),
        cmocka_unit_test(test_short_rows),      cmocka_unit_test(test_empty_cells), cmocka_unit_test(test_containers),
        cmocka_unit_test(test_keys),            cmocka_unit_test(test_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
