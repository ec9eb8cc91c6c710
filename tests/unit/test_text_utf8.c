#include "test_support.h"

#include "text/utf8.h"

enum { BAD = 0xFFFD };

/* ---- decoding ---- */

static void decodes_to(struct slice text, const unsigned long *codes, size_t count)
{
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        assert_true(at < text.size);
        assert_int_equal(utf8_decode(text, &at), codes[i]);
    }
    assert_int_equal(at, text.size);
}

static void valid_sequences_are_decoded(void **state)
{
    (void)state;
    decodes_to(TEST_SLICE("a\0\xC2\x80\xDF\xBF\xE0\xA0\x80\xED\x9F\xBF\xEF\xBF\xBF\xF0\x90\x80\x80\xF4\x8F\xBF\xBF"),
               (const unsigned long[]){'a', 0, 0x80, 0x7FF, 0x800, 0xD7FF, 0xFFFF, 0x10000, 0x10FFFF}, 9);
}

/* The examples of Unicode 15, tables 3-8 to 3-11. */
static void invalid_sequences_end_where_unicode_says(void **state)
{
    (void)state;
    decodes_to(TEST_SLICE("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41"),
               (const unsigned long[]){BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, 'A'}, 9);
    decodes_to(TEST_SLICE("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41"),
               (const unsigned long[]){BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, 'A'}, 9);
    decodes_to(TEST_SLICE("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42"),
               (const unsigned long[]){BAD, BAD, BAD, BAD, BAD, 'A', BAD, BAD, 'B'}, 9);
    decodes_to(TEST_SLICE("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41"), (const unsigned long[]){BAD, BAD, BAD, BAD, 'A'}, 5);
    decodes_to(TEST_SLICE("\xE2\x82"), (const unsigned long[]){BAD}, 1);
}

static void every_code_point_comes_back(void **state)
{
    (void)state;
    struct bytes bytes;
    bytes_init(&bytes);
    for (unsigned long code = 0; code <= 0x110000; code++) {
        bytes_clear(&bytes);
        assert_true(utf8_append(&bytes, code));
        size_t at = 0;
        bool none = (code >= 0xD800 && code <= 0xDFFF) || code > 0x10FFFF;
        unsigned long back = utf8_decode(bytes_slice(&bytes), &at);
        if (back != (none ? BAD : code) || at != bytes.size || !utf8_valid(bytes_slice(&bytes))) {
            fail_msg("U+%04lX came back as U+%04lX", code, back);
        }
    }
    bytes_release(&bytes);
}

static void validity(void **state)
{
    (void)state;
    assert_true(utf8_valid((struct slice){0}));
    assert_true(utf8_valid(TEST_SLICE("plan \xE2\x9C\x94 \0 \xEF\xBF\xBD")));
    assert_false(utf8_valid(TEST_SLICE("plan \xE2\x9C")));
    assert_false(utf8_valid(TEST_SLICE("\x80")));
    assert_false(utf8_valid(TEST_SLICE("\xED\xA0\x80")));
}

/* ---- widths ---- */

static void fixed_widths(void **state)
{
    (void)state;
    static const struct {
        unsigned long code;
        int width;
    } wanted[] = {
        {'a', 1},      {' ', 1},      {0, -1},      {0x1B, -1},    {0x7F, -1},     {0x9B, -1},    {0xA0, 1},
        {0xAD, 1},     {0xE9, 1},     {0x301, 0},   {0x36F, 0},    {0x5D0, 1},     {0x64B, 0},    {0x1100, 2},
        {0x1160, 0},   {0x200B, 0},   {0x200D, 0},  {0x202E, 0},   {0x2028, -1},   {0x2500, 1},   {0x25B6, 1},
        {0x2588, 1},   {0x2705, 2},   {0x2714, 1},  {0x3000, 2},   {0x4E2D, 2},    {0xAC00, 2},   {0xD800, -1},
        {0xFE0F, 0},   {0xFEFF, 0},   {0xFF21, 2},  {0xFF71, 1},   {0xFFFD, 1},    {0x1F1E6, 1},  {0x1F680, 2},
        {0x1F3FD, 2},  {0x20000, 2},  {0xE0100, 0}, {0x10FFFF, 1}, {0x110000, -1},
    };
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        if (utf8_width_fixed(wanted[i].code) != wanted[i].width) {
            fail_msg("U+%04lX is %d wide", wanted[i].code, utf8_width_fixed(wanted[i].code));
        }
    }
}

#define E_ACUTE "e\xCC\x81"
#define HEART "\xE2\x9D\xA4"
#define VS16 "\xEF\xB8\x8F"
#define ZWJ "\xE2\x80\x8D"
#define WOMAN "\xF0\x9F\x91\xA9"
#define ROCKET "\xF0\x9F\x9A\x80"
#define SKIN "\xF0\x9F\x8F\xBD"
#define REGION_A "\xF0\x9F\x87\xA6"

static void clusters_are(const char *text, const char *const *clusters, const int *columns, size_t count)
{
    size_t at = 0;
    size_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        int wide = -7;
        assert_same_text(utf8_cluster(slice_of(text), &at, utf8_width_fixed, &wide), clusters[i]);
        assert_int_equal(wide, columns[i]);
        sum += (size_t)wide;
    }
    assert_int_equal(at, strlen(text));
    assert_int_equal(utf8_columns(slice_of(text), utf8_width_fixed), sum);
}

#define CLUSTERS(text, columns, ...)                                                                                  \
    clusters_are(text, (const char *const[]){__VA_ARGS__}, columns,                                                    \
                 sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))
#define COLUMNS(...) ((const int[]){__VA_ARGS__})

static void clusters_hold_what_belongs_together(void **state)
{
    (void)state;
    CLUSTERS("a" E_ACUTE "b", COLUMNS(1, 1, 1), "a", E_ACUTE, "b");
    CLUSTERS("\xE4\xB8\xAD|", COLUMNS(2, 1), "\xE4\xB8\xAD", "|");
    CLUSTERS(HEART VS16 "x" HEART, COLUMNS(2, 1, 1), HEART VS16, "x", HEART);
    CLUSTERS("1" VS16 "\xE2\x83\xA3" "2", COLUMNS(2, 1), "1" VS16 "\xE2\x83\xA3", "2");
    CLUSTERS("a" VS16 "b", COLUMNS(1, 1), "a" VS16, "b");
    CLUSTERS(WOMAN SKIN ZWJ ROCKET ROCKET, COLUMNS(2, 2), WOMAN SKIN ZWJ ROCKET, ROCKET);
    CLUSTERS("a" ZWJ ROCKET, COLUMNS(1, 2), "a" ZWJ, ROCKET);
    CLUSTERS("a" SKIN "1" SKIN, COLUMNS(1, 2, 1, 2), "a", SKIN, "1", SKIN);
    CLUSTERS(REGION_A REGION_A REGION_A "x", COLUMNS(2, 1, 1), REGION_A REGION_A, REGION_A, "x");
    CLUSTERS("\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8", COLUMNS(2), "\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8");
}

static void odd_beginnings_take_no_room(void **state)
{
    (void)state;
    CLUSTERS("\xCC\x81" "a", COLUMNS(0, 1), "\xCC\x81", "a");
    CLUSTERS("\n\xCC\x81" "a", COLUMNS(0, 0, 1), "\n", "\xCC\x81", "a");
    CLUSTERS("\xFF\xCC\x81", COLUMNS(1), "\xFF\xCC\x81");
    CLUSTERS(VS16 "a", COLUMNS(0, 1), VS16, "a");
}

static int everything_is_three_wide(unsigned long code)
{
    return code == 0xE9 ? 0 : 3;
}

static void the_given_function_decides(void **state)
{
    (void)state;
    struct slice text = slice_of("ab\xC3\xA9" "c");
    assert_int_equal(utf8_columns(text, everything_is_three_wide), 9);
    assert_same_text(utf8_clip(text, 6, everything_is_three_wide), "ab\xC3\xA9");
}

static void clipping_never_cuts_a_cluster(void **state)
{
    (void)state;
    struct slice text = slice_of("a" E_ACUTE ROCKET WOMAN ZWJ ROCKET "z");
    static const char *const wanted[] = {"", "a", "a" E_ACUTE, "a" E_ACUTE, "a" E_ACUTE ROCKET, "a" E_ACUTE ROCKET};
    for (size_t columns = 0; columns < 6; columns++) {
        assert_same_text(utf8_clip(text, columns, utf8_width_fixed), wanted[columns]);
    }
    assert_same_text(utf8_clip(text, 6, utf8_width_fixed), "a" E_ACUTE ROCKET WOMAN ZWJ ROCKET);
    assert_same_bytes(utf8_clip(text, SIZE_MAX, utf8_width_fixed), text);
}

/* ---- cleaning ---- */

static void cleans_to(struct slice text, bool drawing, const char *wanted)
{
    struct bytes bytes;
    bytes_init(&bytes);
    bytes_append_text(&bytes, ">");
    assert_true(utf8_append_clean(&bytes, text, drawing));
    assert_same_text(slice_part(bytes_slice(&bytes), 1, SIZE_MAX), wanted);
    bytes_release(&bytes);
}

#define BAD_TEXT "\xEF\xBF\xBD"

static void nothing_reaches_the_terminal_that_moves_it(void **state)
{
    (void)state;
    cleans_to(TEST_SLICE("plain | \xC3\xA9 " ROCKET), false, "plain | \xC3\xA9 " ROCKET);
    cleans_to(TEST_SLICE("a\tb"), false, "a b");
    cleans_to(TEST_SLICE("\x1B[2J\0\r\n\x7F"), false, BAD_TEXT "[2J" BAD_TEXT BAD_TEXT BAD_TEXT BAD_TEXT);
    cleans_to(TEST_SLICE("x\xC2\x9B" "1m\x9Bz"), false, "x" BAD_TEXT "1m" BAD_TEXT "z");
    cleans_to(TEST_SLICE("a\xE2\x80\xAE" "b\xD8\x9C\xE2\x81\xA6\xE2\x81\xA9\xE2\x80\x8E" "c"), false, "abc");
    cleans_to(TEST_SLICE("a\xF3\xA0\x80\x81\xF3\xA0\x81\xA1" "b"), false, "ab");
    cleans_to(TEST_SLICE("a\xE2\x80\xA8\xE2\x80\xA9" "b"), false, "ab");
    cleans_to(TEST_SLICE("a\xE2\x82"), false, "a" BAD_TEXT);
    cleans_to((struct slice){0}, false, "");
}

static void drawing_drops_what_terminals_disagree_on(void **state)
{
    (void)state;
    struct slice text = TEST_SLICE("\xEF\xBB\xBF" HEART VS16 WOMAN ZWJ ROCKET "\xE2\x81\xA0\xE2\x80\x8B" E_ACUTE);
    cleans_to(text, true, HEART WOMAN ROCKET E_ACUTE);
    cleans_to(text, false, "\xEF\xBB\xBF" HEART VS16 WOMAN ZWJ ROCKET "\xE2\x81\xA0\xE2\x80\x8B" E_ACUTE);
}

/* Whatever comes in: what goes out is valid, holds no control character, and cleaning it again changes nothing. */
static void any_bytes_are_cleaned(void **state)
{
    (void)state;
    struct test_random random = test_random_from(2);
    struct bytes first;
    struct bytes second;
    bytes_init(&first);
    bytes_init(&second);
    for (int round = 0; round < 5000; round++) {
        char text[24];
        for (size_t i = 0; i < sizeof text; i++) {
            /* Half of them lead or continue sequences. */
            size_t byte = test_random_below(&random, 256);
            text[i] = (char)(test_random_below(&random, 2) == 0 ? byte : 0xE0 | (byte & 0x1F));
        }
        struct slice given = slice_make(text, 1 + test_random_below(&random, sizeof text));
        bool drawing = round % 2 == 0;
        bytes_clear(&first);
        bytes_clear(&second);
        assert_true(utf8_append_clean(&first, given, drawing));
        assert_true(utf8_valid(bytes_slice(&first)));
        for (size_t at = 0; at < first.size;) {
            assert_true(utf8_width_fixed(utf8_decode(bytes_slice(&first), &at)) >= 0);
        }
        assert_true(utf8_append_clean(&second, bytes_slice(&first), drawing));
        assert_same_bytes(bytes_slice(&second), bytes_slice(&first));
        bytes_clear(&second);
        assert_true(utf8_append_valid(&second, given));
        assert_true(utf8_valid(bytes_slice(&second)));
        assert_true(!utf8_valid(given) || slice_equal(bytes_slice(&second), given));
    }
    bytes_release(&first);
    bytes_release(&second);
}

static void valid_text_passes_as_it_is(void **state)
{
    (void)state;
    struct bytes bytes;
    bytes_init(&bytes);
    assert_true(utf8_append_valid(&bytes, TEST_SLICE("a\0\x1B\xE2\x80\xAE\xFF\xC3\xA9\xE2\x82")));
    assert_same_bytes(bytes_slice(&bytes), TEST_SLICE("a\0\x1B\xE2\x80\xAE" BAD_TEXT "\xC3\xA9" BAD_TEXT));
    bytes_release(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(valid_sequences_are_decoded),
        cmocka_unit_test(invalid_sequences_end_where_unicode_says),
        cmocka_unit_test(every_code_point_comes_back),
        cmocka_unit_test(validity),
        cmocka_unit_test(fixed_widths),
        cmocka_unit_test(clusters_hold_what_belongs_together),
        cmocka_unit_test(odd_beginnings_take_no_room),
        cmocka_unit_test(the_given_function_decides),
        cmocka_unit_test(clipping_never_cuts_a_cluster),
        cmocka_unit_test(nothing_reaches_the_terminal_that_moves_it),
        cmocka_unit_test(drawing_drops_what_terminals_disagree_on),
        cmocka_unit_test(any_bytes_are_cleaned),
        cmocka_unit_test(valid_text_passes_as_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
