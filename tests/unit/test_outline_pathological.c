/* Documents that make careless scanners slow. Each is read once and once twice as long: the time may not grow by much
 * more than the size, and a whole one must be done within seconds. */
#include "test_outline_support.h"

#include "outline/field.h"
#include "outline/plain.h"

#include <time.h>

/* Twice the size takes about twice as long; a quadratic scanner four times. What takes less than this is not judged:
 * clocks and caches are uneven. */
static const double judged_seconds = 0.2;
static const double most_growth = 3.5;
static const double most_seconds = 20;

typedef void (*make_function)(struct bytes *out, size_t size);

static void repeat(struct bytes *out, const char *text, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bytes_append_text(out, text);
    }
}

static void wide_ragged_table(struct bytes *out, size_t size)
{
    repeat(out, "|a", 24000);
    bytes_append_text(out, "|\n");
    repeat(out, "|-", 24000);
    bytes_append_text(out, "|\n");
    repeat(out, "|b\n", 2000 * size);
}

static void wide_table(struct bytes *out, size_t size)
{
    repeat(out, "| column ", 5000);
    bytes_append_text(out, "\n");
    repeat(out, "|-", 5000);
    bytes_append_text(out, "\n");
    for (size_t i = 0; i < 100 * size; i++) {
        repeat(out, "| cell ", 5000);
        bytes_append_text(out, "\n");
    }
}

static void delimiters_that_never_fit(struct bytes *out, size_t size)
{
    repeat(out, "a | b | c\n--|--\n", 200000 * size);
}

static void one_line(struct bytes *out, size_t size)
{
    repeat(out, "0123456789", 2000000 * size);
}

static void brackets(struct bytes *out, size_t size)
{
    repeat(out, "[", 200000 * size);
}

static void bracket_lines(struct bytes *out, size_t size)
{
    repeat(out, "[a\n", 500000 * size);
}

static void definitions(struct bytes *out, size_t size)
{
    repeat(out, "[a]: /u 'x'\n[b]: /u\n\"y\"\n[c]:\n/u (z\nz)\n", 50000 * size);
}

static void definitions_with_open_titles(struct bytes *out, size_t size)
{
    repeat(out, "[a]: /u\n\"x\\\" y\n", 100000 * size);
}

static void quotes(struct bytes *out, size_t size)
{
    for (size_t i = 0; i < 100 * size; i++) {
        repeat(out, ">", 10000);
        bytes_append_text(out, " deep\n");
    }
}

static void lazy_quotes(struct bytes *out, size_t size)
{
    repeat(out, ">", 10000);
    repeat(out, "a\nb\n", 500000 * size);
}

static void deep_lists(struct bytes *out, size_t size)
{
    for (size_t i = 0; i < 20 * size; i++) {
        for (size_t depth = 0; depth < 500; depth++) {
            repeat(out, "  ", depth);
            bytes_append_text(out, "- item\n");
        }
    }
}

static void lists_in_a_line(struct bytes *out, size_t size)
{
    for (size_t i = 0; i < 100 * size; i++) {
        repeat(out, "- ", 10000);
        bytes_append_text(out, "x\n\n");
    }
}

static void stars(struct bytes *out, size_t size)
{
    repeat(out, "* ", 2000000 * size);
    bytes_append_text(out, "a\n");
}

static void blank_lines_deep_in_lists(struct bytes *out, size_t size)
{
    repeat(out, "- ", 100);
    bytes_append_text(out, "x");
    repeat(out, "\n", 5000000 * size);
    bytes_append_text(out, "y\n");
}

static void open_html(struct bytes *out, size_t size)
{
    repeat(out, "<pre>\n<<<<<<<</pre </pre\n", 100000 * size);
}

static void attributes(struct bytes *out, size_t size)
{
    bytes_append_text(out, "<a");
    repeat(out, " a='b'", 500000 * size);
    bytes_append_text(out, "\n");
}

static void tabs_and_blanks(struct bytes *out, size_t size)
{
    for (size_t i = 0; i < 20 * size; i++) {
        repeat(out, "> \t", 100);
        repeat(out, " \t", 50000);
        bytes_append_text(out, "x\n");
    }
}

static void carriage_returns(struct bytes *out, size_t size)
{
    repeat(out, "a\r", 2000000 * size);
}

static void plan_like(struct bytes *out, size_t size)
{
    repeat(
        out,
        "## A heading\n\nSome words before the table, as many as there are.\n\n| Task | Status | Depends on | Gate |\n"
        "|---|---|---|---|\n| T-1 `a` | done | T-0 | G-1 |\n| T-2 `b` | open | T-1 | G-2 |\n\n- [ ] one\n  - two\n\n",
        120000 * size);
}

/* Under a tool that makes the program tens of times slower (make check-valgrind sets this), seconds say nothing. */
static bool seconds_are_told(void)
{
    return getenv("WORKBOARD_TEST_ROUNDS") == NULL;
}

static double seconds_now(void)
{
    struct timespec now;
    assert_int_equal(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now), 0);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

enum { TRIES = 3 };

static bool is_linear(double once, double twice)
{
    return twice < most_seconds && (twice < judged_seconds || twice < once * most_growth);
}

/* Scans, reads all cells and fields; the best of two runs. */
static double measure(make_function make, size_t size)
{
    struct bytes text;
    bytes_init(&text);
    make(&text, size);
    assert_false(text.failed);
    double best = 1e9;
    for (int run = 0; run < 2; run++) {
        double start = seconds_now();
        struct scanned scanned = test_scan_of(bytes_slice(&text));
        for (uint32_t node = outline_next(scanned.outline, 0, 0); node != 0;
             node = outline_next(scanned.outline, 0, node)) {
            struct outline_field field;
            size_t position = 0;
            if (outline_node(scanned.outline, node)->type == OUTLINE_ROW) {
                outline_cells(scanned.outline, node, NULL, 0);
            }
            while (outline_field_next(scanned.outline, node, &position, &field)) {
            }
            outline_section_of(scanned.outline, node);
        }
        test_scan_release(&scanned);
        double taken = seconds_now() - start;
        best = taken < best ? taken : best;
    }
    bytes_release(&text);
    return best;
}

static void scanning_is_linear(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        make_function make;
    } cases[] = {
        {"wide ragged table", wide_ragged_table},
        {"wide table", wide_table},
        {"delimiters that never fit", delimiters_that_never_fit},
        {"one line", one_line},
        {"brackets", brackets},
        {"bracket lines", bracket_lines},
        {"definitions", definitions},
        {"definitions with open titles", definitions_with_open_titles},
        {"quotes", quotes},
        {"lazy quotes", lazy_quotes},
        {"deep lists", deep_lists},
        {"lists in a line", lists_in_a_line},
        {"stars", stars},
        {"blank lines deep in lists", blank_lines_deep_in_lists},
        {"open HTML", open_html},
        {"attributes", attributes},
        {"tabs and blanks", tabs_and_blanks},
        {"carriage returns", carriage_returns},
        {"plan-like", plan_like},
    };
    if (!seconds_are_told()) {
        skip();
    }
    bool linear = true;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double once = measure(cases[i].make, 1);
        double twice = measure(cases[i].make, 2);
        bool fits = is_linear(once, twice);
        for (int again = 0; again < TRIES && !fits; again++) { /* a neighbour on the machine may have disturbed it */
            once = measure(cases[i].make, 1);
            twice = measure(cases[i].make, 2);
            fits = is_linear(once, twice);
        }
        print_message("%-30s %.3f s, twice as long: %.3f s%s\n", cases[i].name, once, twice, fits ? "" : " TOO SLOW");
        linear = linear && fits;
    }
    assert_true(linear);
}

/* What it takes to make this much plain. */
static double measure_plain(const char *piece, size_t size)
{
    struct bytes text;
    struct bytes out;
    bytes_init(&text);
    bytes_init(&out);
    repeat(&text, piece, 100000 * size);
    double start = seconds_now();
    assert_true(plain_append(&out, bytes_slice(&text)));
    double taken = seconds_now() - start;
    bytes_release(&text);
    bytes_release(&out);
    return taken;
}

static void plain_text_is_linear(void **state)
{
    (void)state;
    static const char *const pieces[] = {"[",    "*a _", "`` ` ", "[a](",  "<a",    "*",
                                         "**a*", "~~a ", "\\",    "[a](b", "_a*b_ "};
    if (!seconds_are_told()) {
        skip();
    }
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        bool fits = false;
        for (int again = 0; again < TRIES && !fits; again++) {
            double once = measure_plain(pieces[i], 1);
            double twice = measure_plain(pieces[i], 2);
            fits = is_linear(once, twice);
            print_message("plain: %-23s %.3f s, twice as long: %.3f s\n", pieces[i], once, twice);
        }
        assert_true(fits);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scanning_is_linear),
        cmocka_unit_test(plain_text_is_linear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
