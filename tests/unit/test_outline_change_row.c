/* Rows: added, removed and moved. */
#include "test_outline_change_support.h"

#define TABLE                                                                                                          \
    "## Lanes\n\n"                                                                                                     \
    "| Lane | State |\n"                                                                                               \
    "|---|---|\n"                                                                                                      \
    "| A | open |\n"                                                                                                   \
    "| B | shut |\n"                                                                                                   \
    "| C | open |\n"
#define HEAD "## Lanes\n\n| Lane | State |\n|---|---|\n"

static void test_add(void **state)
{
    (void)state;
    test_edit(TABLE, HEAD "| A | open |\n| B | shut |\n| C | open |\n| D | new |\n", "add-row", "--under", "Lanes", "D",
              "new");
    test_edit(TABLE, HEAD "| D | new |\n| A | open |\n| B | shut |\n| C | open |\n", "add-row", "--first", "D", "new");
    test_edit(TABLE, HEAD "| A | open |\n| D | new |\n| B | shut |\n| C | open |\n", "add-row", "--after", "A", "D",
              "new");
    test_edit(TABLE, HEAD "| A | open |\n| D | new |\n| B | shut |\n| C | open |\n", "add-row", "--before", "line:6",
              "D", "new");
    test_edit(TABLE, HEAD "| A | open |\n| B | shut |\n| C | open |\n| a\\|b |  |\n", "add-row", "a|b");
    test_edit(TABLE "\nMore.\n", TABLE "| D | x\\\\|y\\ |\n\nMore.\n", "add-row", " D ", "x\\|y\\");
    test_edit("| Lane | State |\n|---|---|\n", "| Lane | State |\n|---|---|\n| A | x |\n", "add-row", "A", "x");
}

static void test_add_padded(void **state)
{
    (void)state;
    test_edit(
        "| Lane | State  | Share |\n| ---- | ------ | ----: |\n| A    | open   |     1 |\n",
        "| Lane | State  | Share |\n| ---- | ------ | ----: |\n| A    | open   |     1 |\n| B    | 完了   |   100 |\n",
        "add-row", "B", "完了", "100");
    test_edit("| Lane | State  | Share |\n| ---- | ------ | ----: |\n| A    | open   |     1 |\n",
              "| Lane | State  | Share |\n| ---- | ------ | ----: |\n| A    | open   |     1 |\n"
              "| B    | waiting for rain |       |\n",
              "add-row", "B", "waiting for rain");
    /* One row sticks out: the neighbour is followed. */
    test_edit(
        "| Lane | State  |\n| ---- | ------ |\n| A    | waiting for rain |\n| B    | shut   |\n",
        "| Lane | State  |\n| ---- | ------ |\n| A    | waiting for rain |\n| B    | shut   |\n| C    | open   |\n",
        "add-row", "C", "open");
    test_edit("|Lane|State|\n|----|-----|\n|A   |open |\n", "|Lane|State|\n|----|-----|\n|A   |open |\n|B   |shut |\n",
              "add-row", "B", "shut");
}

static void test_add_open(void **state)
{
    (void)state;
    test_edit("Lane | State\n---|---\nA | open\n", "Lane | State\n---|---\nA | open\nB | shut\n", "add-row", "B",
              "shut");
    test_edit("Lane | State\n---|---\nA | open\n", "Lane | State\n---|---\nA | open\n| 1. B | shut\n", "add-row",
              "1. B", "shut");
    test_edit("Lane | State\n---|---\nA | open\n", "Lane | State\n---|---\nA | open\nB |  |\n", "add-row", "B");
}

static void test_add_in_containers(void **state)
{
    (void)state;
    test_edit("> | Lane | State |\n> |---|---|\n> | A | open |\n\nText.\n",
              "> | Lane | State |\n> |---|---|\n> | A | open |\n> | B | shut |\n\nText.\n", "add-row", "B", "shut");
    test_edit("- | Lane | State |\n  |---|---|\n- next\n", "- | Lane | State |\n  |---|---|\n  | B | shut |\n- next\n",
              "add-row", "B", "shut");
    test_edit("1. Deep\n   > | Lane | State |\n   > |---|---|\n",
              "1. Deep\n   > | Lane | State |\n   > |---|---|\n   > | B | shut |\n", "add-row", "B", "shut");
}

static void test_remove(void **state)
{
    (void)state;
    test_edit(TABLE, HEAD "| A | open |\n| C | open |\n", "remove-row", "--under", "Lanes", "--row", "B");
    test_edit(TABLE, HEAD "| A | open |\n| B | shut |\n", "remove-row", "--row", "C", "--was", "| C | open |");
    test_edit("> | L | S |\n> |---|---|\n> | A | x |\n> | B | y |\n", "> | L | S |\n> |---|---|\n> | B | y |\n",
              "remove-row", "--row", "A");
    test_edit("| L |\n|---|\n| A |\n", "| L |\n|---|\n", "remove-row", "--row", "A");
}

static void test_move(void **state)
{
    (void)state;
    test_edit(TABLE, HEAD "| C | open |\n| A | open |\n| B | shut |\n", "move-row", "--row", "C", "--first");
    test_edit(TABLE, HEAD "| B | shut |\n| C | open |\n| A | open |\n", "move-row", "--row", "A", "--last");
    test_edit(TABLE, HEAD "| B | shut |\n| A | open |\n| C | open |\n", "move-row", "--row", "A", "--after", "B");
    test_edit(TABLE, HEAD "| A | open |\n| C | open |\n| B | shut |\n", "move-row", "--row", "C", "--before", "B");
    test_edit(TABLE, TABLE, "move-row", "--row", "B", "--before", "C");
    test_edit(TABLE, TABLE, "move-row", "--row", "B", "--after", "A");
    test_edit(TABLE, TABLE, "move-row", "--row", "B", "--after", "B");
    test_edit(TABLE, TABLE, "move-row", "--row", "C", "--last");
    test_edit(TABLE "\nText.\n", HEAD "| B | shut |\n| C | open |\n| A | open |\n\nText.\n", "move-row", "--row", "A",
              "--last");
}

static void test_several_tables(void **state)
{
    (void)state;
    const char *text = "## A\n\n| K | V |\n|---|---|\n| 1 | x |\n\n| K | W |\n|---|---|\n| 1 | y |\n\n### B\n\n"
                       "| K | Z |\n|---|---|\n| 1 | z |\n";
    test_edit(text,
              "## A\n\n| K | V |\n|---|---|\n| 1 | x |\n\n| K | W |\n|---|---|\n| 1 | n |\n\n### B\n\n| K | Z |\n"
              "|---|---|\n| 1 | z |\n",
              "set-cell", "--under", "A", "--row", "1", "--column", "W", "n");
    test_edit(text,
              "## A\n\n| K | V |\n|---|---|\n| 1 | x |\n\n| K | W |\n|---|---|\n| 1 | y |\n\n### B\n\n| K | Z |\n"
              "|---|---|\n| 1 | n |\n",
              "set-cell", "--under", "A", "--row", "1", "--column", "Z", "n");
    test_edit(text,
              "## A\n\n| K | V |\n|---|---|\n| 1 | x |\n\n| K | W |\n|---|---|\n| 1 | y |\n| 2 | n |\n\n### B\n\n"
              "| K | Z |\n|---|---|\n| 1 | z |\n",
              "add-row", "--under", "A", "--table", "2", "2", "n");
    test_edit(text,
              "## A\n\n| K | V |\n|---|---|\n| 1 | x |\n\n| K | W |\n|---|---|\n\n### B\n\n"
              "| K | Z |\n|---|---|\n| 1 | z |\n",
              "remove-row", "--under", "A", "--row", "line:9");
    test_refused(text, ERROR_NOT_FOUND, "7: | K | W |", "remove-row", "--under", "A", "--row", "1");
    test_refused(text, ERROR_NOT_FOUND, "13: | K | Z |", "add-row", "--under", "A", "--table", "4", "1");
    test_refused(text, ERROR_NOT_FOUND, "several tables fit", "set-cell", "--under", "A", "--row", "1", "--column", "K",
                 "n");
}

static void test_refusals(void **state)
{
    (void)state;
    test_refused(TABLE, ERROR_USAGE, "3 cells", "add-row", "a", "b", "c");
    test_refused(TABLE, ERROR_USAGE, "line ending", "add-row", "a\r", "b\nc");
    test_refused(TABLE, ERROR_NOT_FOUND, "5: A", "add-row", "--after", "Z", "a");
    test_refused(TABLE, ERROR_NOT_FOUND, "header", "remove-row", "--row", "line:3");
    test_refused(TABLE, ERROR_NOT_FOUND, "header", "add-row", "--before", "line:4", "a");
    test_refused(TABLE, ERROR_CONFLICT, "| B | shut |", "remove-row", "--row", "B", "--was", "| B | open |");
    test_refused(TABLE, ERROR_USAGE, "only one", "add-row", "--first", "--after", "A", "a");
    test_refused(TABLE, ERROR_USAGE, "one of --after", "move-row", "--row", "A");
    test_refused(TABLE, ERROR_CONFLICT, "there is \"\"", "add-row", "--was", "x", "a");
    test_refused("Text.\n", ERROR_NOT_FOUND, "no table", "add-row", "a");
}

/* A byte order mark, invalid bytes and odd line endings elsewhere stay as they are. */
static void test_bytes_elsewhere(void **state)
{
    (void)state;
    test_edit_as_is("\xEF\xBB\xBF| L | S |\r\n|---|---|\r\n| A | \xFF\xFE |\n| B | y |\r\n\x80",
                    "\xEF\xBB\xBF| L | S |\r\n|---|---|\r\n| A | \xFF\xFE |\n| C | z |\n| B | y |\r\n\x80", "add-row",
                    "--after", "A", "C", "z");
    test_edit_as_is("| L | S |\r|---|---|\r| A | x |\r", "| L | S |\r|---|---|\r| A | x |\r| B | y |\r", "add-row", "B",
                    "y");
    test_edit_as_is("| L | S |\n|---|---|\n| A \x00| x |\n", "| L | S |\n|---|---|\n| A \x00| y |\n", "set-cell",
                    "--row", "line:3", "--column", "S", "y");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_add),    cmocka_unit_test(test_add_padded),     cmocka_unit_test(test_add_open),
        cmocka_unit_test(test_remove), cmocka_unit_test(test_add_in_containers), cmocka_unit_test(test_move),
        cmocka_unit_test(test_several_tables), cmocka_unit_test(test_refusals), cmocka_unit_test(test_bytes_elsewhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
