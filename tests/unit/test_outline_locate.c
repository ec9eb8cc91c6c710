/* Finding things by the names that people call them. */
#include "test_support.h"

#include "outline/field.h"
#include "outline/locate.h"

#define DOCUMENT                                                                                                       \
    "Status: early\n\n"                                                                                                \
    "| Key | Value |\n|---|---|\n| 0 | before |\n\n"                                                                   \
    "# Harbour *plan*\n\n"                                                                                             \
    "- Q1-T01 (`north.1`)\n  Status: open\n  - sub\n- Q1-T010\n- see north.2 here\n\n"                                 \
    "## Berths\n\n"                                                                                                    \
    "| Key | Value |\n|---|---|\n| [Q1-T01](x/q1.md) | a |\n| **Q1-T01b** | b |\n\n"                                   \
    "### Notes\n\n- deep\n\n"                                                                                          \
    "## Crew\n\n### Notes\n\nStatus: done\n\n- deep\n"

struct fixture {
    struct source *source;
    struct outline *outline;
    struct error error;
    struct locate_scope scope;
};

static struct fixture fixture_make(void)
{
    struct fixture fixture = {.source = test_source(DOCUMENT)};
    fixture.outline = outline_scan(fixture.source, &fixture.error);
    assert_non_null(fixture.outline);
    return fixture;
}

static void fixture_end(struct fixture *fixture)
{
    outline_free(fixture->outline);
    source_release(fixture->source);
}

/* The line of the heading that the path leads to; 0 with the error set where it leads nowhere. */
static size_t scope_line(struct fixture *fixture, const char *first, const char *second, const char *third)
{
    struct slice path[] = {slice_of(first), slice_of(second), slice_of(third)};
    size_t count = third != NULL ? 3 : second != NULL ? 2 : first != NULL ? 1 : 0;
    if (!locate_scope(fixture->outline, path, count, &fixture->scope, &fixture->error)) {
        assert_int_equal(fixture->error.code, ERROR_NOT_FOUND);
        return 0;
    }
    return fixture->scope.heading == 0 ? SIZE_MAX : outline_node(fixture->outline, fixture->scope.heading)->line;
}

static void test_names(void **state)
{
    (void)state;
    assert_true(locate_names(slice_of("Q1-T01 (`north.1`)"), slice_of("Q1-T01")));
    assert_true(locate_names(slice_of("Q1-T01 (`north.1`)"), slice_of("north.1")));
    assert_true(locate_names(slice_of("Q1-T01 (`north.1`)"), slice_of("q1-t01")));
    assert_true(locate_names(slice_of("fix (#12)."), slice_of("#12")));
    assert_true(locate_names(slice_of("fix #12."), slice_of("12")));
    assert_true(locate_names(slice_of("Q1-T01."), slice_of("Q1-T01")));
    assert_true(locate_names(slice_of("*Harbour* `plan`"), slice_of("harbour plan")));
    assert_true(locate_names(slice_of("[Q1-T01](x/Q1-T02.md)"), slice_of("Q1-T01")));
    assert_false(locate_names(slice_of("[Q1-T01](x#Q1-T02)"), slice_of("Q1-T02")));
    assert_false(locate_names(slice_of("Q1-T01"), slice_of("Q1-T0")));
    assert_false(locate_names(slice_of("Q1-T01.2"), slice_of("Q1-T01")));
    assert_false(locate_names(slice_of("north.1"), slice_of("1")));
    assert_false(locate_names(slice_of("Q1-T01_b"), slice_of("Q1-T01")));
    assert_false(locate_names(slice_of("Harbour plan"), slice_of("Harbour")));
    assert_false(locate_names(slice_of("\xD1\x8F" "1"), slice_of("1")));
    assert_false(locate_names(slice_of("a <b>1</b>"), slice_of("a 1")));
    assert_false(locate_names(slice_of("1"), slice_of("")));
}

static void test_scopes(void **state)
{
    (void)state;
    struct fixture fixture = fixture_make();
    assert_int_equal(scope_line(&fixture, NULL, NULL, NULL), SIZE_MAX);
    assert_true(fixture.scope.whole);
    assert_int_equal(scope_line(&fixture, "", NULL, NULL), SIZE_MAX);
    assert_false(fixture.scope.whole);
    assert_int_equal(scope_line(&fixture, "Harbour plan", NULL, NULL), 7);
    assert_int_equal(scope_line(&fixture, "Harbour *plan*", "Crew", NULL), 26);
    assert_int_equal(scope_line(&fixture, "Crew", "Notes", NULL), 28);
    assert_int_equal(scope_line(&fixture, "harbour plan", "berths", "notes"), 22);
    assert_int_equal(scope_line(&fixture, "Notes", NULL, NULL), 0);
    assert_string_equal(fixture.error.candidates, "22: Notes\n28: Notes");
    assert_int_equal(scope_line(&fixture, "Harbour plan", "Notes", NULL), 0);
    assert_int_equal(scope_line(&fixture, "Notes", "Crew", NULL), 0);
    assert_int_equal(scope_line(&fixture, "Berth", NULL, NULL), 0);
    assert_non_null(strstr(fixture.error.candidates, "15: Berths"));
    fixture_end(&fixture);
}

/* What lies directly in the section that is named comes before what lies deeper. */
static void test_direct_heading(void **state)
{
    (void)state;
    struct fixture fixture = {.source = test_source("# A\n\n## B\n\n### C\n\n## C\n\n# C\n")};
    fixture.outline = outline_scan(fixture.source, &fixture.error);
    assert_int_equal(scope_line(&fixture, "A", "C", NULL), 7);
    assert_int_equal(scope_line(&fixture, "B", "C", NULL), 5);
    assert_int_equal(scope_line(&fixture, "C", NULL, NULL), 0);
    fixture_end(&fixture);
}

static void test_tables(void **state)
{
    (void)state;
    struct fixture fixture = fixture_make();
    uint32_t table;
    uint32_t row;
    size_t column;
    assert_int_equal(scope_line(&fixture, "Harbour plan", NULL, NULL), 7);
    assert_true(locate_table(fixture.outline, &fixture.scope, 0, NULL, 0, &table, &fixture.error));
    assert_int_equal(outline_node(fixture.outline, table)->line, 17);
    assert_true(locate_column(fixture.outline, table, slice_of("value"), &column, &fixture.error));
    assert_int_equal(column, 1);
    assert_false(locate_column(fixture.outline, table, slice_of("Val"), &column, &fixture.error));
    assert_string_equal(fixture.error.candidates, "17: Key\n17: Value");
    size_t first = 0;
    struct slice key = slice_of("Q1-T01");
    assert_true(locate_row(fixture.outline, table, &first, &key, 1, &row, &fixture.error));
    assert_int_equal(outline_node(fixture.outline, row)->line, 19);
    key = slice_of("line:20");
    assert_true(locate_row(fixture.outline, table, &first, &key, 1, &row, &fixture.error));
    assert_int_equal(outline_node(fixture.outline, row)->line, 20);
    key = slice_of("Q1-T02");
    assert_false(locate_row(fixture.outline, table, &first, &key, 1, &row, &fixture.error));
    assert_int_equal(fixture.error.code, ERROR_NOT_FOUND);
    assert_string_equal(fixture.error.candidates, "19: [Q1-T01](x/q1.md)\n20: **Q1-T01b**");
    assert_int_equal(scope_line(&fixture, "", NULL, NULL), SIZE_MAX);
    assert_true(locate_table(fixture.outline, &fixture.scope, 1, NULL, 0, &table, &fixture.error));
    assert_int_equal(outline_node(fixture.outline, table)->line, 3);
    assert_false(locate_table(fixture.outline, &fixture.scope, 2, NULL, 0, &table, &fixture.error));
    assert_int_equal(scope_line(&fixture, NULL, NULL, NULL), SIZE_MAX);
    assert_false(locate_table(fixture.outline, &fixture.scope, 0, NULL, 0, &table, &fixture.error));
    assert_string_equal(fixture.error.candidates, "3: | Key | Value |\n17: | Key | Value |");
    fixture_end(&fixture);
}

static void test_items(void **state)
{
    (void)state;
    struct fixture fixture = fixture_make();
    uint32_t item;
    assert_int_equal(scope_line(&fixture, "Harbour plan", NULL, NULL), 7);
    assert_true(locate_item(fixture.outline, &fixture.scope, 0, slice_of("Q1-T01"), &item, &fixture.error));
    assert_int_equal(outline_node(fixture.outline, item)->line, 9);
    uint32_t parent = item;
    assert_true(locate_item(fixture.outline, &fixture.scope, parent, slice_of("sub"), &item, &fixture.error));
    assert_int_equal(outline_node(fixture.outline, item)->line, 11);
    assert_false(locate_item(fixture.outline, &fixture.scope, parent, slice_of("Q1-T010"), &item, &fixture.error));
    assert_true(locate_item(fixture.outline, &fixture.scope, 0, slice_of("north.2"), &item, &fixture.error));
    assert_int_equal(outline_node(fixture.outline, item)->line, 13);
    assert_true(locate_item(fixture.outline, &fixture.scope, 0, slice_of("line:12"), &item, &fixture.error));
    assert_false(locate_item(fixture.outline, &fixture.scope, 0, slice_of("line:10"), &item, &fixture.error));
    assert_false(locate_item(fixture.outline, &fixture.scope, 0, slice_of("deep"), &item, &fixture.error));
    assert_string_equal(fixture.error.candidates, "24: deep\n32: deep");
    assert_int_equal(scope_line(&fixture, "Crew", NULL, NULL), 26);
    assert_true(locate_item(fixture.outline, &fixture.scope, 0, slice_of("deep"), &item, &fixture.error));
    assert_int_equal(outline_node(fixture.outline, item)->line, 32);
    fixture_end(&fixture);
}

static void test_fields(void **state)
{
    (void)state;
    struct fixture fixture = fixture_make();
    struct outline_field field;
    assert_int_equal(scope_line(&fixture, "", NULL, NULL), SIZE_MAX);
    assert_true(locate_field(fixture.outline, &fixture.scope, 0, slice_of("status"), &field, &fixture.error));
    assert_int_equal(field.line, 1);
    assert_int_equal(scope_line(&fixture, "Harbour plan", NULL, NULL), 7);
    assert_true(locate_field(fixture.outline, &fixture.scope, 0, slice_of("Status"), &field, &fixture.error));
    assert_int_equal(field.line, 10);
    assert_int_equal(scope_line(&fixture, "Crew", NULL, NULL), 26);
    assert_true(locate_field(fixture.outline, &fixture.scope, 0, slice_of("Status"), &field, &fixture.error));
    assert_int_equal(field.line, 30);
    assert_int_equal(scope_line(&fixture, NULL, NULL, NULL), SIZE_MAX);
    assert_false(locate_field(fixture.outline, &fixture.scope, 0, slice_of("Status"), &field, &fixture.error));
    assert_string_equal(fixture.error.candidates, "1: Status: early\n10: Status: open\n30: Status: done");
    assert_false(locate_field(fixture.outline, &fixture.scope, 0, slice_of("Stat"), &field, NULL));
    fixture_end(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),  cmocka_unit_test(test_scopes), cmocka_unit_test(test_direct_heading),
        cmocka_unit_test(test_tables), cmocka_unit_test(test_items),  cmocka_unit_test(test_fields),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
