/* The grid of cells: clipping, wide and combining characters, what must never reach a terminal, ASCII. */
#include "tui/cells.h"

#include "test_cmocka.h"

#include <string.h>

struct grid {
    struct cells cells;
    struct bytes text;
};

static struct grid open_grid(size_t rows, size_t columns, bool ascii)
{
    struct grid grid = {0};
    struct error error = {0};
    cells_init(&grid.cells, utf8_width_fixed, ascii);
    assert_done(cells_resize(&grid.cells, rows, columns, &error), error);
    return grid;
}

static void close_grid(struct grid *grid)
{
    assert_false(grid->cells.failed);
    cells_release(&grid->cells);
    bytes_release(&grid->text);
}

static void expect(struct grid *grid, const char *wanted)
{
    bytes_clear(&grid->text);
    assert_true(cells_append_text(&grid->cells, &grid->text));
    assert_slice(bytes_slice(&grid->text), wanted);
    /* Whatever was drawn: the widths of a row add up. */
    for (size_t row = 0; row < grid->cells.rows; row++) {
        size_t used = 0;
        for (size_t column = 0; column < grid->cells.columns; column++) {
            used += cells_at(&grid->cells, row, column)->width;
        }
        assert_int_equal(used, grid->cells.columns);
    }
}

static size_t put(struct grid *grid, size_t row, size_t column, size_t columns, const char *text)
{
    return cells_put_text(&grid->cells, row, column, columns, STYLE_NORMAL, text);
}

static void text_is_clipped_with_an_ellipsis(void **state)
{
    (void)state;
    struct grid grid = open_grid(2, 10, false);
    assert_int_equal(put(&grid, 0, 0, 10, "0123456789"), 10);
    assert_int_equal(put(&grid, 1, 2, 5, "abcdefgh"), 5);
    expect(&grid, "0123456789\n  abcd\xE2\x80\xA6\n");
    assert_int_equal(put(&grid, 0, 0, 10, "0123456789a"), 10);
    assert_int_equal(put(&grid, 1, 8, 50, "xyz"), 2);
    expect(&grid, "012345678\xE2\x80\xA6\n  abcd\xE2\x80\xA6 x\xE2\x80\xA6\n");
    /* No blank before the ellipsis. */
    put(&grid, 0, 0, 10, "");
    put(&grid, 1, 0, 10, "abc  def");
    assert_int_equal(put(&grid, 0, 0, 6, "abc  defgh"), 4);
    close_grid(&grid);
}

static void nothing_is_drawn_outside(void **state)
{
    (void)state;
    struct grid grid = open_grid(2, 4, false);
    assert_int_equal(put(&grid, 2, 0, 4, "x"), 0);
    assert_int_equal(put(&grid, 0, 4, 4, "x"), 0);
    assert_int_equal(put(&grid, 0, 0, 0, "x"), 0);
    assert_int_equal(put(&grid, SIZE_MAX, SIZE_MAX, SIZE_MAX, "x"), 0);
    cells_fill(&grid.cells, (struct area){1, 3, 9, 9}, STYLE_NORMAL, "#");
    cells_box(&grid.cells, (struct area){0, 0, 1, 1}, STYLE_NORMAL, STYLE_NORMAL, slice_of("x"));
    cells_select(&grid.cells, 7, 7, 7);
    expect(&grid, "\n   #\n");
    close_grid(&grid);
    grid = open_grid(0, 0, false);
    assert_int_equal(put(&grid, 0, 0, 4, "x"), 0);
    expect(&grid, "");
    close_grid(&grid);
}

static void wide_characters_take_two_cells(void **state)
{
    (void)state;
    struct grid grid = open_grid(1, 6, false);
    assert_int_equal(put(&grid, 0, 0, 6, "\xE6\x9D\xB1\xE4\xBA\xAC"), 4);
    expect(&grid, "\xE6\x9D\xB1\xE4\xBA\xAC\n");
    assert_int_equal(cells_at(&grid.cells, 0, 0)->width, 2);
    assert_int_equal(cells_at(&grid.cells, 0, 1)->width, 0);
    /* Half of one overwritten: the other half is blank. */
    put(&grid, 0, 1, 1, "x");
    expect(&grid, " x\xE4\xBA\xAC\n");
    put(&grid, 0, 2, 1, "y");
    expect(&grid, " xy\n");
    /* One that would be cut in two is left away. */
    cells_put_cut(&grid.cells, 0, 0, 3, STYLE_NORMAL, slice_of("a\xE6\x9D\xB1\xE4\xBA\xAC"));
    expect(&grid, "a\xE6\x9D\xB1\n");
    put(&grid, 0, 0, 3, "   ");
    assert_int_equal(put(&grid, 0, 0, 4, "\xE6\x9D\xB1\xE4\xBA\xAC\xE9\xA7\x85"), 3);
    expect(&grid, "\xE6\x9D\xB1\xE2\x80\xA6\n");
    close_grid(&grid);
}

static void combining_characters_stay_with_their_base(void **state)
{
    (void)state;
    struct grid grid = open_grid(1, 5, false);
    assert_int_equal(put(&grid, 0, 0, 5, "cafe\xCC\x81"), 4);
    expect(&grid, "cafe\xCC\x81\n");
    assert_int_equal(cells_at(&grid.cells, 0, 3)->size, 3);
    /* Alone it has nothing to stand on; a hundred of them are cut. */
    assert_int_equal(put(&grid, 0, 0, 5, "\xCC\x81" "ab   "), 5);
    expect(&grid, "ab\n");
    struct bytes many = {0};
    bytes_append_text(&many, "a");
    for (int i = 0; i < 100; i++) {
        bytes_append_text(&many, "\xCC\x81");
    }
    assert_int_equal(cells_put(&grid.cells, 0, 0, 5, STYLE_NORMAL, bytes_slice(&many)), 1);
    assert_true(cells_at(&grid.cells, 0, 0)->size <= 1 + 2 * CELL_COMBINING);
    bytes_release(&many);
    close_grid(&grid);
}

static void emoji_are_drawn_in_pieces_that_all_terminals_agree_on(void **state)
{
    (void)state;
    struct grid grid = open_grid(1, 8, false);
    /* A family joined by U+200D; a hand with a skin tone; a sign that asks for its picture. */
    assert_int_equal(put(&grid, 0, 0, 8, "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7"), 4);
    expect(&grid, "\xF0\x9F\x91\xA9\xF0\x9F\x91\xA7\n");
    put(&grid, 0, 0, 8, "        ");
    assert_int_equal(put(&grid, 0, 0, 8, "\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD" "a"), 3);
    expect(&grid, "\xF0\x9F\x91\x8D" "a\n");
    put(&grid, 0, 0, 8, "        ");
    assert_int_equal(put(&grid, 0, 0, 8, "\xE2\x9C\x94\xEF\xB8\x8F" "a"), 2);
    close_grid(&grid);
}

static void nothing_that_moves_a_terminal_is_drawn(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "a\x1B[2Jb",     "a\rb",           "a\nb",           "a\bb",       "a\x7F" "b", "a\xC2\x9B" "31mb",
        "a\xE2\x80\xAE" "b", "a\xE2\x81\xA6" "b", "a\xE2\x80\xA8" "b", "a\xFF\xFE" "b", "a\xEF\xBB\xBF" "b",
    };
    struct grid grid = open_grid(1, 12, false);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        put(&grid, 0, 0, 12, "            ");
        put(&grid, 0, 0, 12, texts[i]);
        bytes_clear(&grid.text);
        assert_true(cells_append_text(&grid.cells, &grid.text));
        struct slice drawn = bytes_slice(&grid.text);
        drawn.size--;
        assert_true(utf8_valid(drawn));
        for (size_t at = 0; at < drawn.size;) {
            unsigned long code = utf8_decode(drawn, &at);
            assert_true(code >= 0x20 && code != 0x7F && !(code >= 0x80 && code < 0xA0));
            assert_true(code != 0x202E && code != 0x2066 && code != 0x2028 && code != 0xFEFF);
        }
    }
    put(&grid, 0, 0, 12, "            ");
    cells_put(&grid.cells, 0, 0, 12, STYLE_NORMAL, slice_make("a\0b", 3));
    expect(&grid, "a\xEF\xBF\xBD" "b\n");
    close_grid(&grid);
}

static void ascii_replaces_what_it_cannot_show(void **state)
{
    (void)state;
    struct grid grid = open_grid(3, 14, true);
    cells_box(&grid.cells, (struct area){0, 0, 3, 14}, STYLE_NORMAL, STYLE_NORMAL, slice_of("\xE2\x96\xB6 Lane"));
    put(&grid, 1, 1, 12, "\xE2\x9C\x94 \xE6\x9D\xB1\xE4\xBA\xAC cafe\xCC\x81 long");
    expect(&grid, "+ > Lane ----+\n|x ?? cafe l~|\n+------------+\n");
    close_grid(&grid);
}

static void bars_never_lie_at_their_ends(void **state)
{
    (void)state;
    struct grid grid = open_grid(1, 10, true);
    static const struct {
        size_t done, total;
        const char *bar;
    } cases[] = {{0, 10, "..........\n"}, {1, 1000, "#.........\n"}, {999, 1000, "#########.\n"},
                 {5, 10, "#####.....\n"}, {10, 10, "##########\n"},  {12, 10, "##########\n"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        cells_bar(&grid.cells, 0, 0, 10, STYLE_NORMAL, cases[i].done, cases[i].total);
        expect(&grid, cases[i].bar);
    }
    close_grid(&grid);
}

static void expect_lines(const char *text, size_t columns, const char *const *wanted)
{
    struct grid grid = open_grid(1, 1, false);
    struct slice line;
    size_t at = 0;
    for (; *wanted != NULL; wanted++) {
        assert_true(cells_wrap(&grid.cells, slice_of(text), columns, &at, &line));
        assert_slice(line, *wanted);
    }
    assert_false(cells_wrap(&grid.cells, slice_of(text), columns, &at, &line));
    close_grid(&grid);
}

static void lines_break_at_blanks(void **state)
{
    (void)state;
    static const char *const words[] = {"one two", "three", "four", NULL};
    static const char *const hard[] = {"abcd", "efgh", "ij", NULL};
    static const char *const mixed[] = {"a", "bcde", "f g", NULL};
    static const char *const wide[] = {"\xE6\x9D\xB1", "\xE4\xBA\xAC", NULL};
    static const char *const exact[] = {"abcd", "ef", NULL};
    expect_lines("one two three four", 8, words);
    expect_lines("abcdefghij", 4, hard);
    expect_lines("a bcdef g", 4, mixed);
    expect_lines("\xE6\x9D\xB1\xE4\xBA\xAC", 3, wide);
    expect_lines("abcd ef", 4, exact);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_clipped_with_an_ellipsis),
        cmocka_unit_test(nothing_is_drawn_outside),
        cmocka_unit_test(wide_characters_take_two_cells),
        cmocka_unit_test(combining_characters_stay_with_their_base),
        cmocka_unit_test(emoji_are_drawn_in_pieces_that_all_terminals_agree_on),
        cmocka_unit_test(nothing_that_moves_a_terminal_is_drawn),
        cmocka_unit_test(ascii_replaces_what_it_cannot_show),
        cmocka_unit_test(bars_never_lie_at_their_ends),
        cmocka_unit_test(lines_break_at_blanks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
