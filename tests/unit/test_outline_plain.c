#include "test_support.h"

#include "outline/plain.h"

static void check_plain(struct slice text, const char *wanted, const char *file, int line)
{
    struct bytes got;
    bytes_init(&got);
    bytes_append_text(&got, "");
    assert_true(plain_append(&got, text));
    test_same_bytes_at(bytes_slice(&got), slice_of(wanted), file, line);
    bytes_release(&got);
}

#define assert_plain(literal, wanted) check_plain(TEST_SLICE(literal), (wanted), __FILE__, __LINE__)

static void emphasis_goes(void **state)
{
    (void)state;
    assert_plain("**bold** and *it* and __b__ and _i_ and ~~gone~~", "bold and it and b and i and gone");
    assert_plain("***both*** **a *b* c**", "both a b c");
    assert_plain("**M7-T04** (`loop.4`)", "M7-T04 (loop.4)");
    assert_plain("a**b**c", "abc");
}

static void what_does_not_pair_stays(void **state)
{
    (void)state;
    assert_plain("2 * 3 * 4", "2 * 3 * 4");
    assert_plain("snake_case_name and *.c", "snake_case_name and *.c");
    assert_plain("**half", "**half");
    assert_plain("**a*", "*a");
    assert_plain("` one `` two", "` one `` two");
    assert_plain("[text] [ ] (x)", "[text] [ ] (x)");
    assert_plain("~one~ a ~~ b", "~one~ a ~~ b");
    assert_plain("*a _b* c_", "a _b c_");
    assert_plain("\\", "\\");
    assert_plain("[a](b", "[a](b");
}

static void code_is_literal(void **state)
{
    (void)state;
    assert_plain("`a*b*\\`", "a*b*\\");
    assert_plain("`` ` ``", "`");
    assert_plain("*a `*` b*", "a * b");
}

static void links_become_their_text(void **state)
{
    (void)state;
    assert_plain("see [the *card*](a_b_(c).md \"t)\") now", "see the card now");
    assert_plain("[text][ref] ![alt](x.png)", "text alt");
    assert_plain("[a](<b c)>)", "a");
    assert_plain("<https://example.org/a_b> <me@example.org>", "https://example.org/a_b me@example.org");
    assert_plain("<b>x</b> <br/> 1 < 2", "<b>x</b> <br/> 1 < 2");
}

static void escapes_and_white_space(void **state)
{
    (void)state;
    assert_plain("  a\t\tb \n c  ", "a b c");
    assert_plain("\\*a\\* \\a \\\\", "*a* \\a \\");
    assert_plain("", "");
    assert_plain(" \t", "");
}

static void no_letter_is_lost(void **state)
{
    (void)state;
    static const char *const pieces[] = {"*", "**", "_", "~~", "`", "``", "[", "](", ")", "][", "]", "<", ">",
                                         "\\", " ", "a", "b", "!", "\xC3\xA4", "http:", "\""};
    struct test_random random = test_random_from(7);
    for (size_t i = 0; i < 20000; i++) {
        struct bytes text;
        struct bytes got;
        bytes_init(&text);
        bytes_init(&got);
        test_random_text(&random, pieces, sizeof pieces / sizeof *pieces, 12, &text);
        assert_true(plain_append(&got, bytes_slice(&text)));
        assert_true(got.size <= text.size);
        /* All letters remain, but for those in the address of a link. */
        if (slice_find(bytes_slice(&text), slice_of("]"), 0) == SLICE_NONE) {
            size_t letters[2] = {0, 0};
            for (size_t k = 0; k < text.size; k++) {
                letters[0] += text.data[k] == 'a' || text.data[k] == 'b';
            }
            for (size_t k = 0; k < got.size; k++) {
                letters[1] += got.data[k] == 'a' || got.data[k] == 'b';
            }
            assert_int_equal(letters[0], letters[1]);
        }
        bytes_release(&text);
        bytes_release(&got);
    }
}

static void cells_give_up_their_escapes(void **state)
{
    (void)state;
    struct bytes got;
    bytes_init(&got);
    assert_true(plain_append_cell(&got, TEST_SLICE("a\\|b \\\\| *c* \\*")));
    assert_same_text(bytes_slice(&got), "a|b \\| *c* \\*");
    bytes_release(&got);
}

static void names_compare(void **state)
{
    (void)state;
    assert_true(plain_equal(slice_of("**Status**"), slice_of("status")));
    assert_true(plain_equal(slice_of("[Next  Queue](x)"), slice_of(" next queue")));
    assert_true(plain_equal(slice_of("\xC3\x84nderung"), slice_of("\xC3\xA4nderung")));
    assert_true(plain_equal(slice_of(""), slice_of("")));
    assert_false(plain_equal(slice_of("<b>a</b>"), slice_of("a")));
    assert_false(plain_equal(slice_of("M7-T04"), slice_of("M7-T05")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(emphasis_goes),
        cmocka_unit_test(what_does_not_pair_stays),
        cmocka_unit_test(code_is_literal),
        cmocka_unit_test(links_become_their_text),
        cmocka_unit_test(escapes_and_white_space),
        cmocka_unit_test(no_letter_is_lost),
        cmocka_unit_test(cells_give_up_their_escapes),
        cmocka_unit_test(names_compare),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
