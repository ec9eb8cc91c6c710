#include "test_support.h"

#include "text/hash.h"
#include "text/line_index.h"

static void a_document_keeps_its_bytes(void **state)
{
    (void)state;
    struct source *source = test_source("\xEF\xBB\xBF# Plan\r\n\0\xFF|x");
    assert_same_bytes(source_bytes(source), TEST_SLICE("\xEF\xBB\xBF# Plan\r\n\0\xFF|x"));
    assert_string_equal(source_name(source), "test.md");
    source_release(source);
}

static void taking_empties_the_bytes(void **state)
{
    (void)state;
    struct error error;
    struct bytes bytes;
    bytes_init(&bytes);
    bytes_append_text(&bytes, "one\n");
    const char *data = bytes.data;
    struct source *source = source_take(NULL, &bytes, &error);
    assert_non_null(source);
    assert_null(bytes.data);
    assert_int_equal(bytes.size, 0);
    assert_ptr_equal(source_bytes(source).data, data);
    assert_string_equal(source_name(source), "");
    source_release(source);
}

static void half_a_document_is_refused(void **state)
{
    (void)state;
    struct error error;
    struct bytes bytes;
    bytes_init(&bytes);
    bytes_append_text(&bytes, "one\n");
    bytes_reserve(&bytes, SIZE_MAX - 10);
    assert_null(source_take("a.md", &bytes, &error));
    assert_int_equal(error.code, ERROR_SYSTEM);
    assert_null(bytes.data);
}

static void what_is_too_large_is_refused(void **state)
{
    (void)state;
    struct error error;
    /* Refused by its size alone: there are no such bytes. */
    assert_null(source_copy("a.md", slice_make("x", SOURCE_LIMIT + 1), &error));
    assert_int_equal(error.code, ERROR_SYSTEM);
    assert_string_equal(error.file, "a.md");
}

static void sharing_counts(void **state)
{
    (void)state;
    struct source *source = test_source("x");
    struct source *same = source_share(source);
    assert_ptr_equal(same, source);
    source_release(source);
    assert_same_text(source_bytes(same), "x");
    source_release(same);
    source_release(NULL);
}

static void the_empty_document_has_no_line(void **state)
{
    (void)state;
    struct source *source = test_source("");
    assert_int_equal(source_line_count(source), 0);
    assert_int_equal(source_line_at(source, 0), 1);
    assert_int_equal(source_line_at(source, 9), 1);
    assert_int_equal(source_column_at(source, 0), 1);
    assert_int_equal(source_line(source, 1).start, 0);
    assert_int_equal(source_line(source, 1).end, 0);
    assert_same_text(source_line_ending(source), "\n");
    assert_int_equal(source_ending_at(source, 0), 0);
    source_release(source);
}

static void lines_end_in_three_ways(void **state)
{
    (void)state;
    struct source *source = test_source("a\n\r\nbc\rd\r\r\n\n\re");
    static const char *const lines[] = {"a\n", "\r\n", "bc\r", "d\r", "\r\n", "\n", "\r", "e"};
    static const char *const texts[] = {"a", "", "bc", "d", "", "", "", "e"};
    assert_int_equal(source_line_count(source), 8);
    for (size_t i = 0; i < 8; i++) {
        assert_same_text(source_slice(source, source_line(source, i + 1)), lines[i]);
        assert_same_text(source_slice(source, source_line_text(source, i + 1)), texts[i]);
    }
    assert_int_equal(source_line(source, 0).start, 14);
    assert_int_equal(source_line(source, 9).start, 14);
    assert_int_equal(source_line(source, 9).end, 14);
    source_release(source);
}

static void a_last_ending_begins_no_line(void **state)
{
    (void)state;
    static const char *const texts[] = {"a\nb\n", "a\rb\r", "a\r\nb\r\n", "a\r\nb"};
    for (size_t i = 0; i < 4; i++) {
        struct source *source = test_source_of("x", slice_of(texts[i]));
        assert_int_equal(source_line_count(source), 2);
        assert_int_equal(source_line_at(source, 100), 2);
        source_release(source);
    }
}

static void places_are_found(void **state)
{
    (void)state;
    struct source *source = test_source("ab\r\ncd\nlast");
    static const size_t lines[] = {1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3, 3};
    static const size_t columns[] = {1, 2, 3, 4, 1, 2, 3, 1, 2, 3, 4, 5, 5};
    for (size_t offset = 0; offset < 13; offset++) {
        assert_int_equal(source_line_at(source, offset), lines[offset]);
        assert_int_equal(source_column_at(source, offset), columns[offset]);
    }
    assert_same_text(source_slice(source, (struct span){.start = 4, .end = 6}), "cd");
    assert_same_text(source_slice(source, (struct span){.start = 7, .end = 600}), "last");
    assert_int_equal(source_slice(source, (struct span){.start = 50, .end = 60}).size, 0);
    source_release(source);
}

static void endings_are_known(void **state)
{
    (void)state;
    struct source *source = test_source("a\r\nb\rc\nd");
    assert_same_text(source_line_ending(source), "\r\n");
    static const size_t sizes[] = {0, 2, 1, 0, 1, 0, 1, 0, 0, 0};
    for (size_t offset = 0; offset < 10; offset++) {
        assert_int_equal(source_ending_at(source, offset), sizes[offset]);
    }
    source_release(source);
    source = test_source("a\rb\n");
    assert_same_text(source_line_ending(source), "\r");
    source_release(source);
    source = test_source("no ending");
    assert_same_text(source_line_ending(source), "\n");
    source_release(source);
}

/* Where line `line` (from 0) starts, counted byte by byte as the contract says it. */
static size_t count_lines_slowly(struct slice text, enum line_index_form form, uint32_t *starts)
{
    size_t count = 0;
    bool at_start = true;
    for (size_t i = 0; i < text.size; i++) {
        if (at_start) {
            starts[count++] = (uint32_t)i;
        }
        bool before_feed = i + 1 < text.size && text.data[i + 1] == '\n';
        at_start = text.data[i] == '\n' || (form == LINE_INDEX_MARKDOWN && text.data[i] == '\r' && !before_feed);
    }
    return count;
}

static void any_text_is_indexed_as_said(void **state)
{
    (void)state;
    static const char *const pieces[] = {"\n", "\r", "\r\n", "a", "text | ", "\xC3\xA9"};
    static uint32_t starts[1000];
    struct test_random random = test_random_from(1);
    struct bytes text;
    bytes_init(&text);
    for (int round = 0; round < 2000; round++) {
        bytes_clear(&text);
        size_t kinds = 1 + test_random_below(&random, 6);
        test_random_text(&random, pieces + 6 - kinds, kinds, test_random_below(&random, 60), &text);
        for (int form = LINE_INDEX_MARKDOWN; form <= LINE_INDEX_FEED; form++) {
            struct line_index index;
            assert_true(line_index_make(&index, bytes_slice(&text), (enum line_index_form)form));
            assert_int_equal(index.count, count_lines_slowly(bytes_slice(&text), (enum line_index_form)form, starts));
            assert_int_equal(index.size, text.size);
            for (size_t i = 0; i < index.count; i++) {
                assert_int_equal(index.starts[i], starts[i]);
                struct span span = line_index_span(&index, i);
                assert_int_equal(line_index_find(&index, span.start), i);
                assert_int_equal(line_index_find(&index, span.end - 1), i);
            }
            line_index_release(&index);
        }
    }
    bytes_release(&text);
}

/* A text of one kind of ending must not be searched for the other kind at every line. */
static void many_lines_take_linear_time(void **state)
{
    (void)state;
    static const char endings[] = {'\n', '\r'};
    for (size_t kind = 0; kind < 2; kind++) {
        struct bytes bytes;
        bytes_init(&bytes);
        assert_true(bytes_reserve(&bytes, 8000000));
        memset(bytes.data, endings[kind], 8000000);
        bytes.size = 8000000;
        struct source *source = source_take("x", &bytes, NULL);
        assert_int_equal(source_line_count(source), 8000000);
        assert_int_equal(source_line(source, 8000000).start, 7999999);
        source_release(source);
    }
}

static void hashes_tell_texts_apart(void **state)
{
    (void)state;
    struct source *one = test_source("| M1 | todo |\n");
    struct source *same = test_source("| M1 | todo |\n");
    struct source *other = test_source("| M1 | done |\n");
    assert_true(source_hash(one) == source_hash(same));
    assert_true(source_hash(one) != source_hash(other));
    source_release(one);
    source_release(same);
    source_release(other);
    /* All runs of NUL, and all texts with one bit set, have hashes of their own, in the low bits as well. */
    enum { COUNT = 24 + 24 * 8 };
    uint64_t hashes[COUNT];
    size_t count = 0;
    char text[24] = {0};
    for (size_t size = 0; size < 24; size++) {
        hashes[count++] = hash_bytes(slice_make(text, size));
    }
    for (size_t bit = 0; bit < (size_t)24 * 8; bit++) {
        text[bit / 8] = (char)(1U << bit % 8);
        hashes[count++] = hash_bytes(slice_make(text, 24));
        text[bit / 8] = 0;
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < i; k++) {
            assert_true((uint32_t)hashes[i] != (uint32_t)hashes[k]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_keeps_its_bytes),
        cmocka_unit_test(taking_empties_the_bytes),
        cmocka_unit_test(half_a_document_is_refused),
        cmocka_unit_test(what_is_too_large_is_refused),
        cmocka_unit_test(sharing_counts),
        cmocka_unit_test(the_empty_document_has_no_line),
        cmocka_unit_test(lines_end_in_three_ways),
        cmocka_unit_test(a_last_ending_begins_no_line),
        cmocka_unit_test(places_are_found),
        cmocka_unit_test(endings_are_known),
        cmocka_unit_test(any_text_is_indexed_as_said),
        cmocka_unit_test(many_lines_take_linear_time),
        cmocka_unit_test(hashes_tell_texts_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
