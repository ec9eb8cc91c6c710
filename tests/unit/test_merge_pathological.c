/* Documents that make careless merges slow. Steps are counted, not seconds: twice the size takes about twice the steps. */
#include "test_merge_support.h"

struct versions {
    struct bytes texts[3];
};

typedef void (*make_function)(struct versions *versions, size_t size);

static void append_all(struct versions *versions, const char *text)
{
    for (size_t i = 0; i < 3; i++) {
        bytes_append_text(&versions->texts[i], text);
    }
}

/* A table in which each side changes a cell of every row. */
static void every_row_changed(struct versions *versions, size_t size)
{
    append_all(versions, "| ID | Title | State | Note |\n|---|---|---|---|\n");
    for (size_t i = 0; i < size; i++) {
        bytes_append_format(&versions->texts[0], "| A-%zu | title %zu | todo | - |\n", i, i);
        bytes_append_format(&versions->texts[1], "| A-%zu | title %zu | done | - |\n", i, i);
        bytes_append_format(&versions->texts[2], "| A-%zu | title %zu | todo | n%zu |\n", i, i, i);
    }
}

/* Rows that nothing tells apart. */
static void rows_alike(struct versions *versions, size_t size)
{
    append_all(versions, "| State | Note |\n|---|---|\n");
    for (size_t i = 0; i < size; i++) {
        bytes_append_format(&versions->texts[0], "| todo | - |\n");
        bytes_append_format(&versions->texts[1], "| %s | - |\n", i % 2 == 0 ? "done" : "todo");
        bytes_append_format(&versions->texts[2], "| todo | %s |\n", i % 3 == 0 ? "x" : "-");
    }
}

/* One side turns everything around, the other one changes everything. */
static void turned_around(struct versions *versions, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        bytes_append_format(&versions->texts[0], "- [ ] A-%zu thing\n", i);
        bytes_append_format(&versions->texts[1], "- [ ] A-%zu thing\n", size - 1 - i);
        bytes_append_format(&versions->texts[2], "- [x] A-%zu thing\n", i);
    }
}

/* Items of which nothing stays. */
static void all_new(struct versions *versions, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        bytes_append_format(&versions->texts[0], "- b%zuo x\n", i);
        bytes_append_format(&versions->texts[1], "- o%zuo y\n", i);
        bytes_append_format(&versions->texts[2], "- t%zuo z\n", i);
    }
}

static void nodes(struct versions *versions, size_t size)
{
    append_all(versions, "t:\n");
    for (size_t i = 0; i < size; i++) {
        bytes_append_format(&versions->texts[0], "  - id: %zu\n    a: 1\n    b: 1\n", i);
        bytes_append_format(&versions->texts[1], "  - id: %zu\n    a: 2\n    b: 1\n", i);
        bytes_append_format(&versions->texts[2], "  - id: %zu\n    a: 1\n    b: 2\n", i);
    }
}

/* Numbers in one line, of which each side changes others. */
static void one_line(struct versions *versions, size_t size)
{
    append_all(versions, "[0");
    for (size_t i = 1; i < size; i++) {
        bytes_append_format(&versions->texts[0], ",{\"id\":%zu,\"a\":1,\"b\":1}", i);
        bytes_append_format(&versions->texts[1], ",{\"id\":%zu,\"a\":2,\"b\":1}", i);
        bytes_append_format(&versions->texts[2], ",{\"id\":%zu,\"a\":1,\"b\":%zu}", i, i % 2);
    }
    append_all(versions, "]\n");
}

static size_t steps_of(make_function make, size_t size, size_t *conflicts)
{
    struct versions versions = {.texts = {{0}}};
    struct bytes out;
    size_t steps = 0;
    const struct merge_options options = {.steps = &steps};
    bytes_init(&out);
    make(&versions, size);
    *conflicts = test_merge(make == nodes ? "a.yaml" : make == one_line ? "a.json" : "a.md", bytes_slice(&versions.texts[0]),
                            bytes_slice(&versions.texts[1]), bytes_slice(&versions.texts[2]), &options, &out);
    for (size_t i = 0; i < 3; i++) {
        bytes_release(&versions.texts[i]);
    }
    bytes_release(&out);
    return steps;
}

static void takes_linear_time(void **state)
{
    (void)state;
    static const struct {
        make_function make;
        size_t most_conflicts; /* of the whole one */
    } cases[] = {{every_row_changed, 0}, {rows_alike, 40000}, {turned_around, 0}, {all_new, 60000}, {nodes, 0},
                 {one_line, 0}};
    enum { WHOLE = 20000 };
    const char *rounds = getenv("WORKBOARD_TEST_ROUNDS");
    size_t size = rounds != NULL && atoi(rounds) > 0 && atoi(rounds) < WHOLE ? (size_t)atoi(rounds) : WHOLE;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t conflicts = 0;
        size_t half = steps_of(cases[i].make, size / 2, &conflicts);
        size_t whole = steps_of(cases[i].make, size, &conflicts);
        assert_true(conflicts <= cases[i].most_conflicts);
        if (whole > half * 2 + half / 2 || whole > size * 300) {
            print_error("case %zu: %zu steps, %zu with half the size\n", i, whole, half);
            fail();
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
