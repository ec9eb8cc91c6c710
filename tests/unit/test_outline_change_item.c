/* List items: text, boxes, new ones, removed ones, moved ones. */
#include "test_outline_change_support.h"

#define TIGHT "## To do\n\n- [ ] one (`T-1`)\n- [x] two\n- [ ] three\n"

static void test_set(void **state)
{
    (void)state;
    test_edit(TIGHT, "## To do\n\n- [ ] uno\n- [x] two\n- [ ] three\n", "set-item", "--under", "To do", "--item", "T-1",
              "uno");
    test_edit(TIGHT, "## To do\n\n- [ ] one (`T-1`)\n- [x] two | 2 \\\n- [ ] three\n", "set-item", "--item", "two",
              " two | 2 \\ ");
    test_edit("*   spread\n    lines\n    1) inner\n", "*   wide\n    lines\n    1) inner\n", "set-item", "--item",
              "spread lines", "wide");
    test_edit("*   spread\n    lines\n    1) inner\n", "*   spread\n    lines\n    1) deep\n", "set-item", "--in",
              "spread", "--item", "inner", "deep");
    test_edit("-\n- b\n", "- a\n- b\n", "set-item", "--item", "line:1", "a");
    test_edit("> - quoted\n>   - in it\n", "> - quoted\n>   - inside\n", "set-item", "--item", "in it", "inside");
    test_edit("- <path/>\n- b\n", "- <other/>\n- b\n", "set-item", "--item", "<path/>", "<other/>");
    test_edit("- a\n- - b\n", "- a\n- - c\n", "set-item", "--item", "b", "c");
}

static void test_set_refused(void **state)
{
    (void)state;
    test_refused("- a\n", ERROR_USAGE, "another block", "set-item", "--item", "a", "- nested");
    test_refused("- a\n", ERROR_USAGE, "another block", "set-item", "--item", "a", "[x] b");
    test_refused("- a\n", ERROR_USAGE, "another block", "set-item", "--item", "a", "```");
    test_refused("- a\n  - b\n", ERROR_USAGE, "another block", "set-item", "--item", "a", "<br>");
    test_refused("- a\n", ERROR_USAGE, "needs a text", "set-item", "--item", "a", "");
    test_refused("- a\n", ERROR_USAGE, "line ending", "set-item", "--item", "a", "b\nc");
    test_refused("- a 1\n- a 1\n", ERROR_NOT_FOUND, "2: a 1", "set-item", "--item", "a 1", "b");
    test_refused("- a\n", ERROR_NOT_FOUND, "1: a", "set-item", "--item", "z", "b");
    test_refused("- a\n", ERROR_CONFLICT, "there is \"a\"", "set-item", "--item", "a", "--was", "b", "c");
    test_refused("- ```\n  x\n  ```\n", ERROR_USAGE, "no text of its own", "set-item", "--item", "line:1", "b");
}

static void test_tick(void **state)
{
    (void)state;
    test_edit(TIGHT, "## To do\n\n- [x] one (`T-1`)\n- [x] two\n- [ ] three\n", "tick", "--item", "T-1");
    test_edit(TIGHT, "## To do\n\n- [ ] one (`T-1`)\n- [ ] two\n- [ ] three\n", "untick", "--item", "two", "--was",
              "two");
    test_edit(TIGHT, TIGHT, "tick", "--item", "two");
    test_edit("1. [X] a\n", "1. [X] a\n", "tick", "--item", "a");
    test_edit("1. [X] a\n", "1. [ ] a\n", "untick", "--item", "a");
    test_refused("- a\n", ERROR_USAGE, "no box", "tick", "--item", "a");
}

static void test_add(void **state)
{
    (void)state;
    test_edit(TIGHT, TIGHT "- [ ] four\n", "add-item", "--under", "To do", "four");
    test_edit(TIGHT, "## To do\n\n- [x] nil\n- [ ] one (`T-1`)\n- [x] two\n- [ ] three\n", "add-item", "--first",
              "--checked", "nil");
    test_edit(TIGHT, "## To do\n\n- [ ] one (`T-1`)\n- [x] two\n- [ ] half\n- [ ] three\n", "add-item", "--after",
              "two", "half");
    test_edit(TIGHT, "## To do\n\n- [ ] one (`T-1`)\n- [ ] half\n- [x] two\n- [ ] three\n", "add-item", "--before",
              "two", "half");
    test_edit("* a\n\n* b\n\nText.\n", "* a\n\n* b\n\n* c\n\nText.\n", "add-item", "c");
    test_edit("* a\n\n* b\n\nText.\n", "* c\n\n* a\n\n* b\n\nText.\n", "add-item", "--first", "c");
    test_edit("* a\n\n* b\n\nText.\n", "* a\n\n* c\n\n* b\n\nText.\n", "add-item", "--after", "a", "c");
    test_edit("-   a\n    more\n  -   next\n", "-   a\n    more\n-   b\n  -   next\n", "add-item", "--after", "a", "b");
    test_edit("> * a\n>\n> * b\n", "> * a\n>\n> * b\n>\n> * c\n", "add-item", "c");
    test_edit("- a\n  - b\n    continued\n- c\n", "- a\n  - b\n    continued\n  - d\n- c\n", "add-item", "--in", "a",
              "d");
    test_edit("- - a\n  - b\n", "- - x\n  - a\n  - b\n", "add-item", "--before", "a", "x");
    test_edit("- - a\n", "- - a\n  - x\n", "add-item", "--after", "a", "x");
    test_edit("\t- a\n", "\t- a\n", "set-text", "--line", "1", "\t- a");
    test_edit("+\ta\n", "+\ta\n+\tb\n", "add-item", "b");
}

static void test_add_nested(void **state)
{
    (void)state;
    test_edit("- a\n- b\n", "- a\n  - x\n- b\n", "add-item", "--in", "a", "x");
    test_edit("- [ ] a\n- b\n", "- [ ] a\n  - [ ] x\n- b\n", "add-item", "--in", "a", "x");
    test_edit("12. a\n13. b\n", "12. a\n    - x\n13. b\n", "add-item", "--in", "a", "x");
    test_edit("- a\n    * deep\n- b\n", "- a\n    * deep\n- b\n    * x\n", "add-item", "--in", "b", "x");
    test_edit("- a\n\n  More.\n- b\n", "- a\n\n  More.\n  - x\n- b\n", "add-item", "--in", "a", "x");
    test_edit("> - a\n", "> - a\n>   - x\n", "add-item", "--in", "a", "x");
    test_edit("- a\n", "- a\n  - [x] b\n", "add-item", "--in", "a", "--checked", "b");
}

static void test_add_numbered(void **state)
{
    (void)state;
    test_edit("1. a\n2. b\n3. c\n", "1. a\n2. x\n3. b\n4. c\n", "add-item", "--after", "a", "x");
    test_edit("1. a\n2. b\n3. c\n", "1. x\n2. a\n3. b\n4. c\n", "add-item", "--first", "x");
    test_edit("1. a\n2. b\n", "1. a\n2. b\n3. x\n", "add-item", "x");
    test_edit("1. a\n1. b\n", "1. a\n1. b\n1. x\n", "add-item", "x");
    test_edit("1. a\n3. b\n", "1. a\n2. x\n3. b\n", "add-item", "--after", "a", "x");
    test_edit("01) a\n02) b\n", "01) a\n02) b\n03) x\n", "add-item", "x");
    /* A wider marker takes its contents with it. */
    test_edit("8. a\n9. b\n   - deep\n\n     deeper\n", "8. a\n9. x\n10. b\n    - deep\n\n      deeper\n", "add-item",
              "--before", "b", "x");
    test_refused("999999999. a\n", ERROR_USAGE, "no number left", "add-item", "b");
}

static void test_add_where(void **state)
{
    (void)state;
    test_refused("## A\n\n- x\n\nText\n\n* y\n", ERROR_NOT_FOUND, "2 lists", "add-item", "--under", "A", "n");
    test_edit("## A\n\n- x\n\nText\n\n* y\n", "## A\n\n- x\n\nText\n\n* y\n* n\n", "add-item", "--under", "A",
              "--after", "y", "n");
    test_edit("## A\n\n- x\n\n### B\n\n- y\n", "## A\n\n- x\n- n\n\n### B\n\n- y\n", "add-item", "--under", "A", "n");
    test_edit("## A\n\n### B\n\n- y\n", "## A\n\n### B\n\n- y\n- n\n", "add-item", "--under", "A", "n");
    test_refused("## A\n\nText\n", ERROR_NOT_FOUND, "no list", "add-item", "--under", "A", "n");
    test_refused("- a\n", ERROR_USAGE, "another block", "add-item", "> x");
}

static void test_remove(void **state)
{
    (void)state;
    test_edit("- a\n  - inner\n\n    text\n- b\n", "- b\n", "remove-item", "--item", "a");
    test_edit("- a\n- b\n", "- a\n", "remove-item", "--item", "b");
    test_edit("- a\n\n- b\n\n- c\n\nText\n", "- a\n\n- c\n\nText\n", "remove-item", "--item", "b");
    test_edit("- a\n\n- b\n\nText\n", "- a\n\nText\n", "remove-item", "--item", "b");
    test_edit("1. a\n2. b\n3. c\n4. d\n", "1. a\n2. c\n3. d\n", "remove-item", "--item", "b");
    test_edit("1. a\n1. b\n1. c\n", "1. a\n1. c\n", "remove-item", "--item", "b");
    test_edit("9. a\n10. b\n    - deep\n", "9. b\n   - deep\n", "remove-item", "--item", "a");
    test_edit("Text\n\n- a\n\nMore\n", "Text\n\nMore\n", "remove-item", "--item", "a");
    test_edit("Text\n\n- a\n", "Text\n", "remove-item", "--item", "a");
    test_edit("**List:**\n- a\n\nMore\n", "**List:**\n\nMore\n", "remove-item", "--item", "a");
    test_edit("Text\n- a\n---\n", "Text\n\n---\n", "remove-item", "--item", "a");
    test_edit("## A\n- a\n## B\n", "## A\n## B\n", "remove-item", "--item", "a");
    test_edit("- a\n  - b\n- c\n", "- a\n- c\n", "remove-item", "--item", "b");
    test_edit("- - a\n  - b\n- c\n", "- - b\n- c\n", "remove-item", "--item", "a");
    test_edit("- - a\n- c\n", "-\n- c\n", "remove-item", "--item", "a");
    test_edit("> - a\n>\n> - b\n>\n> Text\n", "> - b\n>\n> Text\n", "remove-item", "--item", "a");
}

static void test_move(void **state)
{
    (void)state;
    test_edit(TIGHT, "## To do\n\n- [ ] three\n- [ ] one (`T-1`)\n- [x] two\n", "move-item", "--item", "three",
              "--first");
    test_edit(TIGHT, "## To do\n\n- [x] two\n- [ ] three\n- [ ] one (`T-1`)\n", "move-item", "--item", "T-1", "--last");
    test_edit(TIGHT, TIGHT, "move-item", "--item", "two", "--before", "three");
    test_edit(TIGHT, TIGHT, "move-item", "--item", "two", "--after", "T-1");
    test_edit("- a\n  - deep\n\n  text\n- b\n- c\n", "- b\n- a\n  - deep\n\n  text\n- c\n", "move-item", "--item", "a",
              "--after", "b");
    test_edit("* a\n\n* b\n\n* c\n\nText\n", "* c\n\n* a\n\n* b\n\nText\n", "move-item", "--item", "c", "--first");
    test_edit("* a\n\n* b\n\n* c\n\nText\n", "* b\n\n* c\n\n* a\n\nText\n", "move-item", "--item", "a", "--last");
    test_edit("1. a\n2. b\n3. c\n4. d\n", "1. a\n2. c\n3. d\n4. b\n", "move-item", "--item", "b", "--last");
    test_edit("1. a\n2. b\n3. c\n4. d\n", "1. d\n2. a\n3. b\n4. c\n", "move-item", "--item", "d", "--first");
    test_edit("9. a\n   - deep\n10. b\n", "9. b\n10. a\n    - deep\n", "move-item", "--item", "a", "--last");
    test_edit("## A\n\n- a\n- b\n\nText\n\n* c\n", "## A\n\n- a\n\nText\n\n* b\n* c\n", "move-item", "--item", "b",
              "--before", "c");
    test_edit("- - a\n  - b\n", "- - b\n  - a\n", "move-item", "--item", "b", "--first");
    test_edit("- - a\n  - b\n", "- - b\n  - a\n", "move-item", "--item", "a", "--last");
    test_edit(" - a\n   deep\n- b\n", "- b\n- a\n  deep\n", "move-item", "--item", "a", "--last");
    test_refused("1. a\n\nText\n\n- b\n", ERROR_USAGE, "its own list", "move-item", "--item", "a", "--after", "b");
    test_refused("- a\n  - b\n", ERROR_USAGE, "its own list", "move-item", "--item", "a", "--after", "b");
    test_refused("- a\n- b\n", ERROR_USAGE, "one of --after", "move-item", "--item", "a");
}

/* What stands around an item must not be read differently afterwards. */
static void test_surroundings(void **state)
{
    (void)state;
    test_refused("-\nText\n", ERROR_USAGE, "would join", "set-item", "--item", "line:1", "a");
    test_refused("- # a\nText\n", ERROR_USAGE, "would join", "add-item", "b");
    test_refused("- a\n  ***\nText\n", ERROR_USAGE, "would join", "add-item", "--in", "a", "b");
    test_edit("- a\n# Next\n", "- a\n- b\n# Next\n", "add-item", "b");
    test_edit("> Text\n> - a\n> ---\n", "> Text\n>\n> ---\n", "remove-item", "--item", "a");
    test_edit("> one\n- a\n> two\n", "> one\n\n> two\n", "remove-item", "--item", "a");
    test_edit("- Text\n  4. x\n     1. a\n\n  5. b\n", "- Text\n  4. x\n\n  5. b\n", "remove-item", "--item", "a");
    test_edit("Text\n1. a\n5. b\n", "Text\n\n5. b\n", "remove-item", "--item", "a");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_set),        cmocka_unit_test(test_set_refused),  cmocka_unit_test(test_tick),
        cmocka_unit_test(test_add),        cmocka_unit_test(test_add_nested),   cmocka_unit_test(test_remove),
        cmocka_unit_test(test_add_where),  cmocka_unit_test(test_add_numbered), cmocka_unit_test(test_move),
        cmocka_unit_test(test_surroundings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
