/* Where lines are after edits: shifted, replaced, taken out, moved; compared with a slow model on chance edits. */
#include "test_support.h"

#include "text/line_map.h"

#include <stdlib.h>

static struct source *make(const char *text)
{
    struct error error = {0};
    struct source *source = source_copy("x", slice_of(text), &error);
    assert_done(source != NULL, error);
    return source;
}

/* Replaces old bytes by text and follows. */
static struct source *edit(struct line_map *map, struct source *before, size_t start, size_t end, const char *text)
{
    struct error error = {0};
    struct edits edits;
    struct bytes bytes;
    edits_init(&edits);
    bytes_init(&bytes);
    assert_done(edits_add(&edits, (struct span){.start = start, .end = end}, slice_of(text), &error), error);
    assert_done(edits_apply(&edits, source_bytes(before), &bytes, &error), error);
    struct source *after = source_take("x", &bytes, &error);
    assert_done(after != NULL && line_map_follow(map, before, &edits, after, false, &error), error);
    edits_release(&edits);
    bytes_release(&bytes);
    source_release(before);
    return after;
}

static void assert_lines(const struct line_map *map, size_t count, const size_t *wanted)
{
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(line_map_at(map, i + 1), wanted[i]);
    }
}

#define LINES(map, ...)                                                                                                \
    assert_lines((map), sizeof((size_t[]){__VA_ARGS__}) / sizeof(size_t), (size_t[]){__VA_ARGS__})

static void lines_shift_and_go(void **state)
{
    (void)state;
    struct error error = {0};
    struct line_map map = {0};
    struct source *text = make("a\nb\nc\nd");
    size_t mark = 0;
    assert_done(line_map_make(&map, text, &error), error);
    LINES(&map, 1, 2, 3, 4);
    text = edit(&map, text, 2, 2, "x\ny\n"); /* before b */
    LINES(&map, 1, 4, 5, 6);
    assert_done(line_map_mark(&map, 2, &mark, &error), error);
    text = edit(&map, text, 0, 2, ""); /* a goes */
    LINES(&map, 0, 3, 4, 5);
    assert_int_equal(line_map_at(&map, mark), 1);
    text = edit(&map, text, 7, 9, ""); /* "\nd": a line that goes with the ending before it */
    LINES(&map, 0, 3, 4, 0);
    text = edit(&map, text, 4, 5, "B"); /* b is worded otherwise */
    LINES(&map, 0, 3, 4, 0);
    assert_int_equal(line_map_at(&map, mark + 1), 0);
    assert_int_equal(line_map_at(&map, 0), 0);
    source_release(text);
    line_map_release(&map);
}

static void replaced_lines_are_those_in_their_place(void **state)
{
    (void)state;
    struct error error = {0};
    struct line_map map = {0};
    struct source *text = make("a\r\nb\r\nc\r\nd\r\n");
    assert_done(line_map_make(&map, text, &error), error);
    text = edit(&map, text, 3, 9, "B\r\n"); /* b and c become one line */
    LINES(&map, 1, 2, 0, 3);
    source_release(text);
    line_map_release(&map);
}

static void a_moved_line_goes_along(void **state)
{
    (void)state;
    struct error error = {0};
    struct line_map map = {0};
    struct edits edits;
    struct bytes bytes;
    struct source *before = make("a\nb\nc");
    edits_init(&edits);
    bytes_init(&bytes);
    assert_done(line_map_make(&map, before, &error), error);
    assert_done(edits_add(&edits, (struct span){.start = 0, .end = 2}, slice_of(""), &error), error);
    assert_done(edits_add(&edits, (struct span){.start = 5, .end = 5}, slice_of("\na"), &error), error);
    assert_done(edits_apply(&edits, source_bytes(before), &bytes, &error), error);
    struct source *after = source_take("x", &bytes, &error);
    assert_int_equal(line_map_inserted(&edits, after), 3);
    assert_done(line_map_follow(&map, before, &edits, after, true, &error), error);
    LINES(&map, 3, 1, 2);
    edits_release(&edits);
    bytes_release(&bytes);
    source_release(before);
    source_release(after);
    line_map_release(&map);
}

/* Each line says a number of its own; whole lines come and go, so that the number says where it is. */
static void chance_agrees_with_a_model(void **state)
{
    (void)state;
    srand(7);
    for (int round = 0; round < 60; round++) {
        struct error error = {0};
        struct line_map map = {0};
        struct bytes first;
        bytes_init(&first);
        for (int i = 0; i < 12; i++) {
            assert_true(bytes_append_format(&first, "line%02d\n", i));
        }
        struct source *text = source_take("x", &first, &error);
        assert_done(line_map_make(&map, text, &error), error);
        for (int step = 0; step < 8; step++) {
            size_t count = source_line_count(text);
            size_t line = 1 + (size_t)rand() % (count + 1);
            size_t start = source_line(text, line).start;
            bool removes = rand() % 2 == 0;
            text = edit(&map, text, start, removes ? source_line(text, line).end : start, removes ? "" : "new\n");
        }
        for (size_t i = 0; i < 12; i++) {
            char wanted[16];
            (void)snprintf(wanted, sizeof wanted, "line%02d", (int)i);
            size_t found = 0;
            for (size_t line = 1; line <= source_line_count(text); line++) {
                found = slice_equal(source_slice(text, source_line_text(text, line)), slice_of(wanted)) ? line : found;
            }
            assert_int_equal(line_map_at(&map, i + 1), found);
        }
        source_release(text);
        bytes_release(&first);
        line_map_release(&map);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_shift_and_go),
        cmocka_unit_test(replaced_lines_are_those_in_their_place),
        cmocka_unit_test(a_moved_line_goes_along),
        cmocka_unit_test(chance_agrees_with_a_model),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
