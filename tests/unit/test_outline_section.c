#include "test_outline_support.h"

static const char document[] = "intro\n"       /* 1 */
                               "# A\n"         /* 2 */
                               "a\n"           /* 3 */
                               "### A.0.1\n"   /* 4 */
                               "## A.1\n"      /* 5 */
                               "- item\n"      /* 6 */
                               "  # inside\n"  /* 7 */
                               "> # quoted\n"  /* 8 */
                               "\n"            /* 9 */
                               "# B\n"         /* 10 */
                               "last";         /* 11 */

static uint32_t heading_at(const struct scanned *scanned, size_t line)
{
    for (size_t i = 0;; i++) {
        uint32_t heading = test_find(scanned->outline, OUTLINE_HEADING, i);
        if (heading == 0 || outline_node(scanned->outline, heading)->line == line) {
            return heading;
        }
    }
}

static void spans_reach_to_the_next_heading(void **state)
{
    (void)state;
    struct scanned scanned = test_scan_of(slice_of(document));
    static const size_t cases[][3] = {{0, 1, 2}, {2, 2, 10}, {4, 4, 5}, {5, 5, 10}, {10, 10, 12}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t heading = cases[i][0] == 0 ? 0 : heading_at(&scanned, cases[i][0]);
        struct span span = outline_section_span(scanned.outline, heading);
        assert_int_equal(span.start, source_line(scanned.source, cases[i][1]).start);
        assert_int_equal(span.end, source_line(scanned.source, cases[i][2]).start);
        uint32_t end = outline_section_end(scanned.outline, heading);
        assert_int_equal(end, cases[i][2] == 12 ? 0 : heading_at(&scanned, cases[i][2]));
    }
    test_scan_release(&scanned);
}

static void nodes_know_their_section(void **state)
{
    (void)state;
    struct scanned scanned = test_scan_of(slice_of(document));
    /* Headings in containers make no section. */
    static const size_t parents[][2] = {{1, 0}, {2, 0}, {3, 2}, {4, 2},  {5, 2},
                                        {6, 5}, {7, 5}, {8, 5}, {10, 0}, {11, 10}};
    for (uint32_t node = outline_next(scanned.outline, 0, 0); node != 0;
         node = outline_next(scanned.outline, 0, node)) {
        size_t line = outline_node(scanned.outline, node)->line;
        size_t parent = SLICE_NONE;
        for (size_t i = 0; i < sizeof parents / sizeof *parents; i++) {
            parent = parents[i][0] == line ? parents[i][1] : parent;
        }
        uint32_t section = outline_section_of(scanned.outline, node);
        assert_int_equal(section == 0 ? 0 : outline_node(scanned.outline, section)->line, parent);
    }
    assert_int_equal(outline_section_of(scanned.outline, 0), 0);
    test_scan_release(&scanned);
}

static void a_document_without_headings(void **state)
{
    (void)state;
    struct scanned scanned = test_scan("\xEF\xBB\xBFtext\n");
    struct span span = outline_section_span(scanned.outline, 0);
    assert_int_equal(span.start, 3);
    assert_int_equal(span.end, 8);
    assert_int_equal(outline_section_end(scanned.outline, 0), 0);
    assert_int_equal(outline_section_of(scanned.outline, 1), 0);
    test_scan_release(&scanned);
    scanned = test_scan("");
    assert_int_equal(outline_section_span(scanned.outline, 0).end, 0);
    test_scan_release(&scanned);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spans_reach_to_the_next_heading),
        cmocka_unit_test(nodes_know_their_section),
        cmocka_unit_test(a_document_without_headings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
