/* Merges of Markdown: what comes out, byte for byte. */
#include "test_merge_support.h"

#define HEAD "| ID | Title | Status |\n|---|---|---|\n"
#define ROW_1 "| A-1 | Mow the lawn | todo |\n"
#define ROW_2 "| A-2 | Paint the shed | todo |\n"
#define ROW_3 "| A-3 | Fix the gate | todo |\n"
#define TABLE HEAD ROW_1 ROW_2 ROW_3

static void merges_cells_of_one_row(void **state)
{
    (void)state;
    static const struct test_merge_case cases[] = {
        {"two cells", "a.md", TABLE, HEAD "| A-1 | Mow the lawn | done |\n" ROW_2 ROW_3,
         HEAD "| A-1 | Mow all lawns | todo |\n" ROW_2 ROW_3, HEAD "| A-1 | Mow all lawns | done |\n" ROW_2 ROW_3, 0},
        {"the same", "a.md", TABLE, HEAD "| A-1 | Mow the lawn | done |\n" ROW_2 ROW_3,
         HEAD "| A-1 | Mow the lawn | done |\n| A-2 | Paint it | todo |\n" ROW_3,
         HEAD "| A-1 | Mow the lawn | done |\n| A-2 | Paint it | todo |\n" ROW_3, 0},
        {"one cell", "a.md", TABLE, HEAD "| A-1 | Mow the lawn | done |\n" ROW_2 ROW_3,
         HEAD "| A-1 | Mow all lawns | paused |\n" ROW_2 ROW_3,
         HEAD "| A-1 | Mow all lawns | <<<<<<< done ======= paused >>>>>>> |\n" ROW_2 ROW_3, 1},
        {"an ID is changed", "a.md", TABLE, HEAD "| B-1 | Mow the lawn | todo |\n" ROW_2 ROW_3,
         HEAD "| A-1 | Mow the lawn | done |\n" ROW_2 ROW_3, HEAD "| B-1 | Mow the lawn | done |\n" ROW_2 ROW_3, 0},
        {"padding", "a.md", "| ID  | State |\n|-----|-------|\n| A-1 | todo  |\n| A-2 | todo  |\n",
         "| ID  | State |\n|-----|-------|\n| A-1 | done  |\n| A-2 | todo  |\n",
         "| ID  | State    |\n|-----|----------|\n| A-1 | todo     |\n| A-2 | finished |\n",
         "| ID  | State    |\n|-----|----------|\n| A-1 | done     |\n| A-2 | finished |\n", 0},
        {"alignment", "a.md", "| ID | N |\n|---|---|\n| A-1 | 1 |\n", "| ID | N |\n|---|--:|\n| A-1 | 1 |\n",
         "| ID  | N   |\n|-----|-----|\n| A-1 | 2   |\n", "| ID  | N   |\n|-----|--:|\n| A-1 | 2   |\n", 0},
        {"short rows", "a.md", HEAD "| A-1 |\n" ROW_2, HEAD "| A-1 | mow |\n" ROW_2, HEAD "| A-1 |\n| A-2 | paint | todo |\n",
         HEAD "| A-1 | mow |\n| A-2 | paint | todo |\n", 0},
        {"pipes in cells", "a.md", HEAD "| A-1 | a \\| b | todo |\n", HEAD "| A-1 | a \\| c | todo |\n",
         HEAD "| A-1 | a \\| b | done |\n", HEAD "| A-1 | a \\| c | done |\n", 0},
    };
    TEST_MERGE_CASES(cases);
}

static void merges_rows(void **state)
{
    (void)state;
    static const struct test_merge_case cases[] = {
        {"two at the end", "a.md", TABLE, TABLE "| A-4 | Rake | todo |\n", TABLE "| A-5 | Sweep | todo |\n",
         TABLE "| A-4 | Rake | todo |\n| A-5 | Sweep | todo |\n", 0},
        {"the same one", "a.md", TABLE, TABLE "| A-4 | Rake | todo |\n", TABLE "| A-4 | Rake | todo |\n" "| A-5 | x | y |\n",
         TABLE "| A-4 | Rake | todo |\n" "| A-5 | x | y |\n", 0},
        {"one ID for two things", "a.md", TABLE, TABLE "| A-4 | Rake | todo |\n", TABLE "| A-4 | Sweep | todo |\n",
         TABLE "| A-4 | <<<<<<< Rake ======= Sweep >>>>>>> | todo |\n", 1},
        {"two on one day", "a.md", "| Date | What |\n|---|---|\n| 2026-01-01 | a |\n",
         "| Date | What |\n|---|---|\n| 2026-01-01 | a |\n| 2026-01-02 | b |\n",
         "| Date | What |\n|---|---|\n| 2026-01-01 | a |\n| 2026-01-02 | c |\n",
         "| Date | What |\n|---|---|\n| 2026-01-01 | a |\n| 2026-01-02 | b |\n| 2026-01-02 | c |\n", 0},
        {"removed and another changed", "a.md", TABLE, HEAD ROW_2 ROW_3, HEAD ROW_1 "| A-2 | Paint the shed | done |\n" ROW_3,
         HEAD "| A-2 | Paint the shed | done |\n" ROW_3, 0},
        {"removed and changed", "a.md", TABLE, HEAD ROW_1 ROW_3, HEAD ROW_1 "| A-2 | Paint the shed | done |\n" ROW_3,
         HEAD ROW_1 "| <<<<<<< ======= A-2 >>>>>>> | Paint the shed | done |\n" ROW_3, 1},
        {"changed and removed", "a.md", TABLE, HEAD ROW_1 "| A-2 | Paint the shed | done |\n" ROW_3, HEAD ROW_1 ROW_3,
         HEAD ROW_1 "| <<<<<<< A-2 ======= >>>>>>> | Paint the shed | done |\n" ROW_3, 1},
        {"both removed", "a.md", TABLE, HEAD ROW_1 ROW_3, HEAD ROW_3, HEAD ROW_3, 0},
        {"moved and changed", "a.md", TABLE, HEAD ROW_3 ROW_1 ROW_2, HEAD ROW_1 ROW_2 "| A-3 | Fix the gate | done |\n",
         HEAD "| A-3 | Fix the gate | done |\n" ROW_1 ROW_2, 0},
        {"changed and moved", "a.md", TABLE, HEAD ROW_1 ROW_2 "| A-3 | Fix the gate | done |\n", HEAD ROW_3 ROW_1 ROW_2,
         HEAD "| A-3 | Fix the gate | done |\n" ROW_1 ROW_2, 0},
        {"numbered anew", "a.md", "| Rank | Task | Note |\n|---|---|---|\n| P0 | A-1 | x |\n| P1 | A-2 | x |\n| P2 | A-3 | x |\n",
         "| Rank | Task | Note |\n|---|---|---|\n| P0 | A-2 | x |\n| P1 | A-3 | x |\n",
         "| Rank | Task | Note |\n|---|---|---|\n| P0 | A-1 | x |\n| P1 | A-2 | soon |\n| P2 | A-3 | x |\n",
         "| Rank | Task | Note |\n|---|---|---|\n| P0 | A-2 | soon |\n| P1 | A-3 | x |\n", 0},
        {"rows that are alike", "a.md", "| What |\n|---|\n| x |\n| x |\n| x |\n", "| What |\n|---|\n| x |\n| x |\n| x |\n| x |\n",
         "| What |\n|---|\n| y |\n| x |\n| x |\n| x |\n", "| What |\n|---|\n| y |\n| x |\n| x |\n| x |\n| x |\n", 0},
    };
    TEST_MERGE_CASES(cases);
}

static void merges_columns(void **state)
{
    (void)state;
    static const struct test_merge_case cases[] = {
        {"added, and a cell", "a.md", HEAD ROW_1, "| ID | Title | Owner | Status |\n|---|---|---|---|\n| A-1 | Mow the lawn | Ida | todo |\n",
         HEAD "| A-1 | Mow the lawn | done |\n| A-9 | New | todo |\n",
         "| ID | Title | Owner | Status |\n|---|---|---|---|\n| A-1 | Mow the lawn | Ida | done |\n| A-9 | New |  | todo |\n", 0},
        {"moved, and a cell", "a.md", HEAD ROW_1, "| ID | Status | Title |\n|---|---|---|\n| A-1 | todo | Mow the lawn |\n",
         HEAD "| A-1 | Mow the lawn | done |\n", "| ID | Status | Title |\n|---|---|---|\n| A-1 | done | Mow the lawn |\n", 0},
        {"removed, and another cell", "a.md", HEAD ROW_1, "| ID | Status |\n|---|---|\n| A-1 | todo |\n",
         HEAD "| A-1 | Mow the lawn | done |\n", "| ID | Status |\n|---|---|\n| A-1 | done |\n", 0},
        {"both add one", "a.md", HEAD ROW_1, "| ID | Title | Status | P |\n|---|---|---|---|\n| A-1 | Mow the lawn | todo | 1 |\n",
         "| ID | Title | Status | Q |\n|---|---|---|---|\n| A-1 | Mow the lawn | todo | 2 |\n",
         "| ID | Title | Status | P | Q |\n|---|---|---|---|---|\n| A-1 | Mow the lawn | todo | 1 | 2 |\n", 0},
        {"renamed, and a cell", "a.md", HEAD ROW_1, "| ID | Title | State |\n|---|---|---|\n" ROW_1,
         HEAD "| A-1 | Mow the lawn | done |\n", "| ID | Title | State |\n|---|---|---|\n| A-1 | Mow the lawn | done |\n", 0},
        {"an empty first cell without a pipe before it", "a.md", "ID | S\n---|---\nA-1 | x\n",
         "ID | S\n---|---\nA-1 | x\nA-2 | y\n",
         "N | ID | S\n---|---|---\n1 | A-1 | x\n", "N | ID | S\n---|---|---\n1 | A-1 | x\n|  |A-2 | y\n", 0},
        {"an empty last cell without a pipe behind it", "a.md", "A | B | C\n---|---|---\n1 | 2 | 3\n",
         "A | C | B\n---|---|---\n1 | 3 | 2\n", "A | B | C\n---|---|---\n1 | 2 | 3\n4 |  | 6\n",
         "A | C | B\n---|---|---\n1 | 3 | 2\n4 | 6|  |\n", 0},
        {"columns without any in common", "a.md", HEAD ROW_1, "| K | L |\n|---|---|\n| k | l |\n",
         "| M | N |\n|---|---|\n| m | n |\n", "<<<<<<< ours\n| K | L |\n|---|---|\n| k | l |\n=======\n| M | N |\n|---|---|\n| m | n |\n>>>>>>> theirs\n", 1},
        {"removed, and a cell in it", "a.md", HEAD ROW_1, "| ID | Title |\n|---|---|\n| A-1 | Mow the lawn |\n",
         HEAD "| A-1 | Mow the lawn | done |\n",
         "<<<<<<< ours\n| ID | Title |\n|---|---|\n| A-1 | Mow the lawn |\n=======\n" HEAD
         "| A-1 | Mow the lawn | done |\n>>>>>>> theirs\n", 1},
    };
    TEST_MERGE_CASES(cases);
}

static void merges_items(void **state)
{
    (void)state;
    static const struct test_merge_case cases[] = {
        {"two boxes", "a.md", "- [ ] one thing\n- [ ] another thing\n", "- [x] one thing\n- [ ] another thing\n",
         "- [ ] one thing\n- [x] another thing\n", "- [x] one thing\n- [x] another thing\n", 0},
        {"a box and its text", "a.md", "- [ ] paint the shed\n- [ ] rake\n", "- [x] paint the shed\n- [ ] rake\n",
         "- [ ] paint the big shed\n- [ ] rake\n", "- [x] paint the big shed\n- [ ] rake\n", 0},
        {"two at the end", "a.md", "- a\n", "- a\n- b\n", "- a\n- c\n", "- a\n- b\n- c\n", 0},
        {"apart", "a.md", "- a\n\n- d\n", "- a\n\n- d\n\n- b\n", "- a\n\n- d\n\n- c\n", "- a\n\n- d\n\n- b\n\n- c\n", 0},
        {"nested", "a.md", "- a\n  - b\n- c\n", "- a\n  - b\n  - d\n- c\n", "- a\n  - b\n    - e\n- c\n",
         "- a\n  - b\n    - e\n  - d\n- c\n", 0},
        {"numbers", "a.md", "1. mow\n2. rake\n3. paint\n", "1. mow\n2. sweep\n3. rake\n4. paint\n", "1. mow\n2. rake\n3. paint it\n",
         "1. mow\n2. sweep\n3. rake\n4. paint it\n", 0},
        {"a field in an item", "a.md", "- Lane A: A-1\n- Lane B: A-2\n", "- Lane A: A-1 -> A-3\n- Lane B: A-2\n",
         "- Lane A: A-1\n- Lane B: none\n", "- Lane A: A-1 -> A-3\n- Lane B: none\n", 0},
        {"one text", "a.md", "- a\n- [ ] paint the shed\n", "- a\n- [x] paint the red shed\n", "- a\n- [ ] paint the old shed\n",
         "- a\n<<<<<<< ours\n- [x] paint the red shed\n=======\n- [x] paint the old shed\n>>>>>>> theirs\n", 1},
        {"removed and ticked", "a.md", "- [ ] a\n- [ ] b\n", "- [ ] a\n", "- [ ] a\n- [x] b\n",
         "- [ ] a\n<<<<<<< ours\n=======\n- [x] b\n>>>>>>> theirs\n", 1},
        {"moved and ticked", "a.md", "- [ ] a\n- [ ] b\n- [ ] c\n", "- [ ] c\n- [ ] a\n- [ ] b\n", "- [ ] a\n- [ ] b\n- [x] c\n",
         "- [x] c\n- [ ] a\n- [ ] b\n", 0},
    };
    TEST_MERGE_CASES(cases);
}

static void merges_fields_and_text(void **state)
{
    (void)state;
    static const struct test_merge_case cases[] = {
        {"fields", "a.md", "**Owner:** Ida\n**State:** open\n", "**Owner:** Ben\n**State:** open\n",
         "**Owner:** Ida\n**State:** closed\n", "**Owner:** Ben\n**State:** closed\n", 0},
        {"a new field each", "a.md", "Owner: Ida\n", "Owner: Ida\nState: open\n", "Owner: Ida\nDue: soon\n",
         "Owner: Ida\nState: open\nDue: soon\n", 0},
        {"front matter", "a.md", "---\na: 1\nb: 2\n---\n\nText\n", "---\na: 9\nb: 2\n---\n\nText\n",
         "---\na: 1\nb: 8\n---\n\nMore text\n", "---\na: 9\nb: 8\n---\n\nMore text\n", 0},
        {"paragraphs", "a.md", "One.\n\nTwo.\n", "One more.\n\nTwo.\n", "One.\n\nTwo more.\n", "One more.\n\nTwo more.\n", 0},
        {"a line of one paragraph", "a.md", "a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n", "A\nb\nC\n", 0},
        {"the same line", "a.md", "a\nb\nc\n", "a\nx\nc\n", "a\ny\nc\n",
         "a\n<<<<<<< ours\nx\n=======\ny\n>>>>>>> theirs\nc\n", 1},
        {"sections at the end", "a.md", "# P\n\na\n", "# P\n\na\n\n## X\n\nx\n", "# P\n\na\n\n## Y\n\ny\n",
         "# P\n\na\n\n## X\n\nx\n\n## Y\n\ny\n", 0},
        {"a section moved and changed", "a.md", "# P\n\n## X\n\nx\n\n## Y\n\ny\n", "# P\n\n## Y\n\ny\n\n## X\n\nx\n",
         "# P\n\n## X\n\nx more\n\n## Y\n\ny\n", "# P\n\n## Y\n\ny\n\n## X\n\nx more\n", 0},
        {"a heading and its text", "a.md", "## M1 Begin\n\nx\n", "## M1 Begin well\n\nx\n", "## M1 Begin\n\nx more\n",
         "## M1 Begin well\n\nx more\n", 0},
        {"code", "a.md", "```\na\nb\nc\n```\n", "```\nA\nb\nc\n```\n", "```\na\nb\nC\n```\n", "```\nA\nb\nC\n```\n", 0},
        {"other files", "a.txt", "| a | b |\n|---|---|\n| 1 | 2 |\n", "| a | b |\n|---|---|\n| 9 | 2 |\n",
         "| a | b |\n|---|---|\n| 1 | 8 |\n",
         "| a | b |\n|---|---|\n<<<<<<< ours\n| 9 | 2 |\n=======\n| 1 | 8 |\n>>>>>>> theirs\n", 1},
    };
    TEST_MERGE_CASES(cases);
}

static void keeps_endings(void **state)
{
    (void)state;
    static const struct test_merge_case cases[] = {
        {"all get CR LF", "a.md", "- a\n- b\n", "- a\r\n- b\r\n", "- a\n- b\n- c\n", "- a\r\n- b\r\n- c\r\n", 0},
        {"all lose CR", "a.md", "a\r\n\r\nb\r\n", "A\r\n\r\nb\r\n", "a\n\nb\n", "A\n\nb\n", 0},
        {"CR LF stays", "a.md", "a\r\n\r\nb\r\n", "A\r\n\r\nb\r\n", "a\r\n\r\nB\r\n", "A\r\n\r\nB\r\n", 0},
        {"markers end like lines", "a.md", "a\r\n", "x\r\n", "y\r\n",
         "<<<<<<< ours\r\nx\r\n=======\r\ny\r\n>>>>>>> theirs\r\n", 1},
        {"no last newline", "a.md", "- a\n- b", "- A thing\n- b", "- a\n- b\n- c", "- A thing\n- b\n- c", 0},
        {"it is taken away", "a.md", "- a\n- b\n", "- a\n- b", "- a\n- b\n- c\n", "- a\n- b\n- c", 0},
        {"mixed stays", "a.md", "- a\r\n- b\n- c\r\n", "- a\r\n- b\n- c\r\n- d\n", "- x\r\n- a\r\n- b\n- c\r\n",
         "- x\r\n- a\r\n- b\n- c\r\n- d\n", 0},
        {"bytes that are no UTF-8", "a.md", "- \xFF\xFE\n- b\n", "- \xFF\xFE\n- b\n- c\n", "- \xFF\xFE more\n- b\n",
         "- \xFF\xFE more\n- b\n- c\n", 0},
        {"a byte order mark", "a.md", "\xEF\xBB\xBF# a\n\nx\n", "\xEF\xBB\xBF# a\n\ny\n", "\xEF\xBB\xBF# a\n\nx\n\nz\n",
         "\xEF\xBB\xBF# a\n\ny\n\nz\n", 0},
    };
    TEST_MERGE_CASES(cases);
}

static void takes_the_later_stamp(void **state)
{
    (void)state;
    static const struct test_merge_case cases[] = {
        {"a day", "a.md", "Last updated: 2026-01-01\n", "Last updated: 2026-01-02\n", "Last updated: 2026-01-03\n",
         "Last updated: 2026-01-03\n", 0},
        {"a revision", "a.md", "Last updated: 2026-01-01 (rev8)\n", "Last updated: 2026-01-02 (rev10)\n",
         "Last updated: 2026-01-02 (rev9)\n", "Last updated: 2026-01-02 (rev10)\n", 0},
        {"no day", "a.md", "Last updated: 2026-01-01\n", "Last updated: yesterday\n", "Last updated: 2026-01-02\n",
         "<<<<<<< ours\nLast updated: yesterday\n=======\nLast updated: 2026-01-02\n>>>>>>> theirs\n", 1},
    };
    static const struct slice names[] = {{.data = "Last updated", .size = 12}};
    const struct merge_options options = {.stamps = names, .stamp_count = 1};
    test_merge_cases(cases, sizeof cases / sizeof *cases, &options);
}

static void gives_markers_names_and_sizes(void **state)
{
    (void)state;
    static const struct test_merge_case cases[] = {
        {"lines", "a.md", "a\n", "x\n", "y\n", "<<<<<<<<< HEAD\nx\n=========\ny\n>>>>>>>>> topic\n", 1},
    };
    const struct merge_options options = {.ours_label = "HEAD", .theirs_label = "topic", .marker_size = 9};
    test_merge_cases(cases, 1, &options);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(merges_cells_of_one_row), cmocka_unit_test(merges_rows),
        cmocka_unit_test(merges_columns),          cmocka_unit_test(merges_items),
        cmocka_unit_test(merges_fields_and_text),  cmocka_unit_test(keeps_endings),
        cmocka_unit_test(takes_the_later_stamp),   cmocka_unit_test(gives_markers_names_and_sizes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
