/* Fields, headings, sections and lines. */
#include "test_outline_change_support.h"

#include "outline/change.h"
#include "outline/field.h"

#define DOCUMENT                                                                                                       \
    "# Ferry\n\n"                                                                                                      \
    "Last updated: 2031-01-02\n\n"                                                                                     \
    "## Plan\n\n"                                                                                                      \
    "**Status:** open  \n"                                                                                             \
    "**Owner**: Ada\n\n"                                                                                               \
    "- Date: 2031\n"                                                                                                   \
    "- Place:\n\n"                                                                                                     \
    "## Crew\n\n"                                                                                                      \
    "Nobody.\n"

static void test_set_field(void **state)
{
    (void)state;
    test_edit("Last updated: 2031-01-02\nBy: me\n", "Last updated: 2031-01-03 (rev2)\nBy: me\n", "set-field",
              "Last Updated", "2031-01-03 (rev2)");
    test_edit("**Status:** open  \n**Owner**: Ada\n", "**Status:** done  \n**Owner**: Ada\n", "set-field", "status",
              "done");
    test_edit("**Status:** open  \n**Owner**: Ada\n", "**Status:** open  \n**Owner**: Bob | Eve\n", "set-field",
              "Owner", "Bob | Eve");
    test_edit("- Place:\n- Date: x\n", "- Place: here\n- Date: x\n", "set-field", "Place", "here");
    test_edit("**Place:**\nMore.\n", "**Place:** here\nMore.\n", "set-field", "Place", "here");
    test_edit("Place: here\nMore.\n", "Place: \nMore.\n", "set-field", "Place", "");
    test_edit("> Status: open\n> Owner: Ada\n", "> Status: done\n> Owner: Ada\n", "set-field", "Status", "done");
    test_edit("- a\n  Status: open\n- b\n  Status: open\n", "- a\n  Status: open\n- b\n  Status: done\n", "set-field",
              "--in", "b", "Status", "done");
    test_edit("- a\n  - Status: open\n- b\n  - Status: open\n", "- a\n  - Status: open\n- b\n  - Status: done\n",
              "set-field", "--in", "b", "Status", "done");
    test_edit("## A\n\nStatus: x\n\n## B\n\n### C\n\nStatus: y\n", "## A\n\nStatus: x\n\n## B\n\n### C\n\nStatus: z\n",
              "set-field", "--under", "B", "Status", "z");
    test_edit("Status: x\n\n## B\n\nStatus: y\n", "Status: z\n\n## B\n\nStatus: y\n", "set-field", "--under", "",
              "Status", "z");
}

static void test_set_field_refused(void **state)
{
    (void)state;
    test_refused("Status: x\n\nStatus: y\n", ERROR_NOT_FOUND, "3: Status: y", "set-field", "Status", "z");
    test_refused(DOCUMENT, ERROR_NOT_FOUND, "7: Status:** open", "set-field", "--under", "Plan", "Colour", "z");
    test_refused(DOCUMENT, ERROR_USAGE, "line ending", "set-field", "Owner", "a\nb");
    test_refused("A: x\nB: y\n", ERROR_USAGE, "line break", "set-field", "A", "C:\\");
    test_refused(DOCUMENT, ERROR_CONFLICT, "there is \"Ada\"", "set-field", "Owner", "--was", "Bob", "Eve");
}

static void test_add_field(void **state)
{
    (void)state;
    test_edit("**Status:** open\n**Owner:** Ada\n\nText.\n",
              "**Status:** open\n**Owner:** Ada\n**Due:** May\n\nText.\n", "add-field", "Due", "May");
    test_edit("Status: open  \nOwner: Ada\n", "Status: open  \nOwner: Ada  \nDue: May\n", "add-field", "Due", "May");
    test_edit("Status: open\\\nOwner: Ada\\\nText.\n", "Status: open\\\nOwner: Ada\\\nDue: May\\\nText.\n", "add-field",
              "Due", "May");
    test_edit("- Status: open\n- Owner: Ada\n- else\n", "- Status: open\n- Owner: Ada\n- Due: May\n- else\n",
              "add-field", "Due", "May");
    test_edit("> *Status:* open\n> *Owner:* Ada\n", "> *Status:* open\n> *Owner:* Ada\n> *Due:* May\n", "add-field",
              "Due", "May");
    test_edit("- a\n  Status: open\n- b\n", "- a\n  Status: open\n  Due: May\n- b\n", "add-field", "--in", "a", "Due",
              "May");
    test_edit("- a\n  - **Status:** open\n- b\n", "- a\n  - **Status:** open\n  - **Due:** May\n- b\n", "add-field",
              "--in", "a", "Due", "May");
    test_edit("- a\n- b\n", "- a\n  - Due: May\n- b\n", "add-field", "--in", "a", "Due", "May");
    test_edit("# A\n\nText.\n\n## B\n", "# A\n\n**Due:** May\n\nText.\n\n## B\n", "add-field", "--under", "A", "Due",
              "May");
    test_edit("# A\n\nText.\n\n## B\n\nX: y\n", "# A\n\nDue: May\n\nText.\n\n## B\n\nX: y\n", "add-field", "--under",
              "A", "Due", "May");
    test_edit("# A\n## B\nText.\n", "# A\n\n**Due:** May\n\n## B\nText.\n", "add-field", "--under", "A", "Due", "May");
    test_edit("Text.\n\n## B\n", "**Due:**\n\nText.\n\n## B\n", "add-field", "--under", "", "Due");
    test_refused(DOCUMENT, ERROR_CONFLICT, "Owner**: Ada", "add-field", "--under", "Plan", "owner", "x");
    test_refused(DOCUMENT, ERROR_USAGE, "cannot be written", "add-field", "--under", "Plan", "a:b", "x");
}

static void test_remove_field(void **state)
{
    (void)state;
    test_edit(
        DOCUMENT,
        "# Ferry\n\n## Plan\n\n**Status:** open  \n**Owner**: Ada\n\n- Date: 2031\n- Place:\n\n## Crew\n\nNobody.\n",
        "remove-field", "Last updated");
    test_edit("A: x\nB: y\nC: z\n", "A: x\nC: z\n", "remove-field", "B");
    test_edit("A: x\nB: y\n\nText\n", "B: y\n\nText\n", "remove-field", "A", "--was", "x");
    test_edit("- A: x\n  - deep\n- B: y\n", "- B: y\n", "remove-field", "A");
    test_edit("- a\n  Status: open\n  more\n", "- a\n  more\n", "remove-field", "Status");
    test_refused("A: x\n", ERROR_NOT_FOUND, "1: A: x", "remove-field", "B");
}

static void test_headings(void **state)
{
    (void)state;
    test_edit(DOCUMENT,
              "# Ferry\n\nLast updated: 2031-01-02\n\n## Plan\n\n**Status:** open  \n**Owner**: Ada\n\n- Date: 2031\n"
              "- Place:\n\n## Crew of *two*\n\nNobody.\n",
              "set-heading", "--under", "Ferry", "--under", "Crew", "Crew of *two*");
    test_edit("## One ##\n\nText\n", "## Two ##\n\nText\n", "set-heading", "--under", "One", "Two");
    test_edit("## One\n\nText\n", "## C # ##\n\nText\n", "set-heading", "--under", "One", "C #");
    test_edit("## One ##\n\nText\n", "## C # ##\n\nText\n", "set-heading", "--under", "One", "C #");
    test_edit("One\ntwo\n---\n\nText\n", "Three\n---\n\nText\n", "set-heading", "--under", "One two", "Three");
    test_refused("One\n---\n", ERROR_USAGE, "cannot be written", "set-heading", "--under", "One", "- x");
    test_refused("# One\n", ERROR_USAGE, "cannot be written", "set-heading", "--under", "One", " ");
    test_refused("# One\n", ERROR_USAGE, "line ending", "set-heading", "--under", "One", "a\nb");
    test_refused("# One\n", ERROR_CONFLICT, "there is \"One\"", "set-heading", "--under", "One", "--was", "Two", "x");
    test_refused("Text\n\n# One\n", ERROR_USAGE, "--under", "set-heading", "--under", "", "x");
}

static void test_sections(void **state)
{
    (void)state;
    const char *two = "# A\n\n## B\n\nText\n\n\n# C\nmore\n";
    test_edit(two, "# A\n\n## B\n\nText\n\n## New\n\n\n# C\nmore\n", "add-section", "--under", "A", "New");
    test_edit(two, "# A\n\n## B\n\nText\n\n### New\n\nOne.\n\n- two\n\n\n# C\nmore\n", "add-section", "--under", "B",
              "New\n\nOne.\n\n- two\n");
    test_edit(two, "# A\n\n## B\n\nText\n\n\n# C\nmore\n\n# New\n", "add-section", "New");
    test_edit("# A\n\n## B\n\nText\n", "# A\n\n## B\n\nText\n\n## New\n", "add-section", "New");
    test_edit("# A\n\n## B\n\nText\n", "# A\n\n## B\n\nText\n\n#### New # ####\n", "add-section", "#### New #");
    test_edit("Text\n", "Text\n\n# New\n", "add-section", "New");
    test_edit_as_is("", "# New\n", "add-section", "New");
    test_edit_as_is("\xEF\xBB\xBF", "\xEF\xBB\xBF# New\n", "add-section", "New");
    test_edit("# A\nText\n# C\n", "# A\nText\n\n## New\n\nx\n# C\n", "add-section", "--under", "A", "New\nx");
    test_edit("# A\nText\n\nC\n=\n", "# A\nText\n\n## New\n\nx\n\nC\n=\n", "add-section", "--under", "A", "New\nx");
    test_edit("# A\n| a |\n|---|\n# C\n", "# A\n| a |\n|---|\n\n## New\n# C\n", "add-section", "--under", "A", "New");
    test_refused("# A\n\n```\ncode\n", ERROR_USAGE, "not closed", "add-section", "--under", "A", "New");
    test_refused(two, ERROR_USAGE, "before the first", "add-section", "--under", "", "New");
    test_refused(two, ERROR_USAGE, "needs a heading", "add-section", "  ");

    test_edit(two, "# A\n\n\n# C\nmore\n", "remove-section", "--under", "B");
    test_edit(two, "# A\n\n## B\n\nText\n", "remove-section", "--under", "C");
    test_edit(two, "\n\n# C\nmore\n", "remove-section", "--under", "A");
    test_edit("# A\n## B\nText\n## C\n", "# A\n## C\n", "remove-section", "--under", "B", "--was", "B");
    test_edit("Text\n# B\nC\n===\nx\n", "Text\n\nC\n===\nx\n", "remove-section", "--under", "B");
    test_refused(two, ERROR_NOT_FOUND, "3: B", "remove-section", "--under", "D");
    test_refused(two, ERROR_USAGE, "needs --under", "remove-section");
}

/* What was put in is taken out again byte for byte. */
static void test_section_and_back(void **state)
{
    (void)state;
    const char *const documents[] = {"# A\n\nText\n\n\n# C\nmore", "# A\n\nText", "# A\n# C\n", "Text\n\n\n",
                                     "---\ntitle: x\n---\n",       "# A\r\n\r\nText\r\n\r\n"};
    for (size_t i = 0; i < sizeof documents / sizeof documents[0]; i++) {
        struct error error = {0};
        struct source *source = test_source_of("a.md", slice_of(documents[i]));
        struct outline *outline = outline_scan(source, &error);
        uint32_t first = outline_node(outline, 0)->child;
        uint32_t after = outline_node(outline, first)->type == OUTLINE_HEADING ? first : 0;
        struct edits edits;
        struct bytes out;
        struct bytes back;
        edits_init(&edits);
        bytes_init(&out);
        bytes_init(&back);
        assert_done(
            change_add_section(outline, after, 2, slice_of("New"), slice_of("| a |\n|---|\n| b |"), &edits, &error),
            error);
        assert_true(edits_apply(&edits, slice_of(documents[i]), &out, &error));
        outline_free(outline);
        source_release(source);
        edits_release(&edits);
        source = test_source_of("a.md", bytes_slice(&out));
        outline = outline_scan(source, &error);
        uint32_t heading = 0;
        for (uint32_t at = outline_node(outline, 0)->child; at != 0; at = outline_node(outline, at)->next) {
            heading = slice_equal(outline_text(outline, at), slice_of("New")) ? at : heading;
        }
        assert_done(change_remove_section(outline, heading, &edits, &error), error);
        assert_true(edits_apply(&edits, bytes_slice(&out), &back, &error));
        assert_same_text(bytes_slice(&back), documents[i]);
        outline_free(outline);
        source_release(source);
        edits_release(&edits);
        bytes_release(&out);
        bytes_release(&back);
    }
}

static void test_set_text(void **state)
{
    (void)state;
    test_edit("# A\n\nOne\ntwo\nthree\n\n## B\n", "# A\n\nUno\n\ndue\n\n## B\n", "set-text", "--under", "A", "--line",
              "3", "--to", "5", "Uno\n\ndue\n");
    test_edit("# A\n\nOne\ntwo\nthree\n", "# A\n\nOne\nzwei\nthree\n", "set-text", "--line", "4", "zwei");
    test_edit("> One\n> two\n\nText\n", "> Uno\n>\n> due\n\nText\n", "set-text", "--line", "1", "--to", "2", "--was",
              "One\ntwo", "Uno\n\ndue");
    test_edit("- [ ] One\n  two\n- x\n", "- [ ] Uno\n  due\n- x\n", "set-text", "--line", "1", "--to", "2", "Uno\ndue");
    test_edit("- One\n\n  Text\n- x\n", "- One\n\n  Next\n- x\n", "set-text", "--line", "3", "Next");
    test_edit("A\n\nB\n\nC\n", "A\n\nC\n", "set-text", "--line", "3", "");
    test_refused("# A\n\nB\n\n# C\n\nD\n", ERROR_NOT_FOUND, "lines 1 to 4", "set-text", "--under", "A", "--line", "7",
                 "x");
    test_refused("# A\n\nB\n", ERROR_NOT_FOUND, "lines 3 to 9", "set-text", "--line", "3", "--to", "9", "x");
    test_refused("# A\n\nB\n", ERROR_USAGE, "set-heading", "set-text", "--under", "A", "--line", "1", "x");
    test_refused("# A\n\nB\n", ERROR_USAGE, "stands before", "set-text", "--line", "3", "--to", "2", "x");
    test_refused("# A\n\nB\n", ERROR_USAGE, "a number", "set-text", "--line", "0", "x");
    test_refused("# A\n\nB\n", ERROR_CONFLICT, "there is \"B\"", "set-text", "--line", "3", "--was", "C", "x");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_set_field), cmocka_unit_test(test_set_field_refused), cmocka_unit_test(test_add_field),
        cmocka_unit_test(test_remove_field), cmocka_unit_test(test_headings), cmocka_unit_test(test_sections),
        cmocka_unit_test(test_section_and_back), cmocka_unit_test(test_set_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
