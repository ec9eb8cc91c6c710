#include "test_outline_support.h"

/* The cells of the first row as `[outer](text)`. */
static void check_cells(struct slice document, const char *wanted, const char *file, int line)
{
    struct scanned scanned = test_scan_of(document);
    uint32_t row = test_find(scanned.outline, OUTLINE_ROW, 0);
    assert_int_not_equal(row, 0);
    struct outline_cell cells[8];
    size_t count = outline_cells(scanned.outline, row, cells, 8);
    struct bytes got;
    bytes_init(&got);
    bytes_append_text(&got, "");
    for (size_t i = 0; i < count; i++) {
        bytes_append_format(&got, "[%.*s](%.*s)", SLICE_PRINT(source_slice(scanned.source, cells[i].outer)),
                            SLICE_PRINT(source_slice(scanned.source, cells[i].text)));
        struct outline_cell one;
        assert_true(outline_cell_at(scanned.outline, row, i, &one));
        assert_memory_equal(&one, &cells[i], sizeof one);
        assert_true(span_holds(cells[i].outer, cells[i].text));
    }
    struct outline_cell none;
    assert_false(outline_cell_at(scanned.outline, row, count, &none));
    test_same_bytes_at(bytes_slice(&got), slice_of(wanted), file, line);
    bytes_release(&got);
    test_scan_release(&scanned);
}

#define assert_cells(literal, wanted) check_cells(TEST_SLICE(literal), (wanted), __FILE__, __LINE__)

static void pipes_cut(void **state)
{
    (void)state;
    assert_cells("| a | b |\n|-|-|\n", "[ a ](a)[ b ](b)");
    assert_cells("a|b\n-|-\n", "[a](a)[b](b)");
    assert_cells("a | b |  \n-|-\n", "[a ](a)[ b ](b)");
    assert_cells("||b\n-|-\n", "[]()[b](b)");
    assert_cells("|\ta b\t|c\n-|-\n", "[\ta b\t](a b)[c](c)");
}

static void a_backslash_keeps_a_pipe(void **state)
{
    (void)state;
    assert_cells("| a\\|b | c |\n-|-\n", "[ a\\|b ](a\\|b)[ c ](c)");
    assert_cells("| a\\\\|b | c |\n-|-\n", "[ a\\\\|b ](a\\\\|b)[ c ](c)");
    assert_cells("\\| | c\n-|-\n", "[\\| ](\\|)[ c](c)");
    assert_cells("| `a|b` |\n-|-\n", "[ `a](`a)[b` ](b`)");
    assert_cells("| a \\|\n|-|\n", "[ a \\|](a \\|)");
}

static void containers_are_no_cells(void **state)
{
    (void)state;
    assert_cells("> - | a |\n>   |---|\n", "[ a ](a)");
    assert_cells("   | a |\r\n|---|\r\n", "[ a ](a)");
}

static void an_empty_cell_has_a_place(void **state)
{
    (void)state;
    struct scanned scanned = test_scan("|| |  |    |\n|-|-|-|-|\n");
    struct outline_cell cells[4];
    assert_int_equal(outline_cells(scanned.outline, test_find(scanned.outline, OUTLINE_ROW, 0), cells, 4), 4);
    const size_t places[] = {1, 3, 5, 9};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(cells[i].text.start, places[i]);
        assert_int_equal(cells[i].text.end, places[i]);
    }
    test_scan_release(&scanned);
}

static void cells_may_be_fewer_or_more_than_columns(void **state)
{
    (void)state;
    struct scanned scanned = test_scan("a|b\n-|-\nx\n1|2|3|4\n");
    struct outline_cell cells[2] = {0};
    uint32_t table = test_find(scanned.outline, OUTLINE_TABLE, 0);
    assert_int_equal(outline_node(scanned.outline, table)->columns, 2);
    assert_int_equal(outline_cells(scanned.outline, test_find(scanned.outline, OUTLINE_ROW, 1), cells, 2), 1);
    uint32_t last = test_find(scanned.outline, OUTLINE_ROW, 2);
    assert_int_equal(outline_cells(scanned.outline, last, cells, 2), 4);
    assert_same_text(source_slice(scanned.source, cells[1].text), "2");
    assert_int_equal(outline_cells(scanned.outline, last, NULL, 0), 4);
    test_scan_release(&scanned);
}

static void too_many_cells_are_no_row(void **state)
{
    (void)state;
    struct bytes text;
    bytes_init(&text);
    bytes_append_text(&text, "a|b\n-|-\n");
    for (size_t i = 0; i < 65536; i++) {
        bytes_append_text(&text, "|x");
    }
    struct scanned scanned = test_scan_of(bytes_slice(&text));
    assert_int_equal(test_find(scanned.outline, OUTLINE_ROW, 1), 0);
    test_scan_release(&scanned);
    text.size -= 2;
    scanned = test_scan_of(bytes_slice(&text));
    assert_int_not_equal(test_find(scanned.outline, OUTLINE_ROW, 1), 0);
    test_scan_release(&scanned);
    bytes_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pipes_cut),
        cmocka_unit_test(a_backslash_keeps_a_pipe),
        cmocka_unit_test(containers_are_no_cells),
        cmocka_unit_test(an_empty_cell_has_a_place),
        cmocka_unit_test(cells_may_be_fewer_or_more_than_columns),
        cmocka_unit_test(too_many_cells_are_no_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
