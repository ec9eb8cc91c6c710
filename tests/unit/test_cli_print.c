/* What people read: tables that line up, a status, a list, a record, a change; clean, clipped only on a terminal. */
#include "cli/print_change.h"
#include "cli/print_list.h"
#include "cli/print_record.h"
#include "cli/print_status.h"
#include "cli/table.h"

#include "test_plan_fixture.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* An output that is not written anywhere: `columns` 0 is a pipe. */
static struct output output_of(size_t columns, bool color)
{
    return (struct output){
        .descriptor = -1,
        .terminal = columns > 0,
        .color = color,
        .utf8 = true,
        .columns = columns > 0 ? columns : SIZE_MAX,
        .width = utf8_width_fixed,
    };
}

static struct item_context context_of(const struct plan *plan)
{
    return (struct item_context){.plan = plan, .now = slice_of("2026-03-02T12:00Z"), .stale_hours = 4};
}

static void fill_table(struct table *table, const struct output *output)
{
    table_init(table, output, 3);
    table->headings[0] = "ID";
    table->headings[1] = "NONE";
    table->headings[2] = "TITLE";
    table_add(table, slice_of("M1"), STYLE_PLAIN);
    table_add(table, slice_of(""), STYLE_PLAIN);
    table_add(table, slice_of("**bold** `code` and [link](x)"), STYLE_PLAIN);
    table_add(table, slice_of("\xE6\xA8\xAA\xE6\xB5\x9C" "1"), STYLE_GOOD);
    table_add(table, slice_of(""), STYLE_PLAIN);
    table_add(table, slice_of("a\033[31m\tb\x07"), STYLE_PLAIN);
}

static void test_table(void **state)
{
    (void)state;
    struct error error = {0};
    struct output output = output_of(0, false);
    struct table table;
    fill_table(&table, &output);
    assert_done(table_print(&table, 2, &output, &error), error);
    assert_slice(bytes_slice(&output.bytes), "  ID     TITLE\n"
                                             "  M1     bold code and link\n"
                                             "  \xE6\xA8\xAA\xE6\xB5\x9C" "1  a\xEF\xBF\xBD[31m b\xEF\xBF\xBD\n");
    table_release(&table);
    output_release(&output);
}

/* Wherever in a cell the byte stands that needs cleaning, and whichever it is. */
static void test_every_byte_is_cleaned(void **state)
{
    (void)state;
    struct output output = output_of(0, false);
    for (size_t size = 1; size <= 19; size++) {
        for (size_t at = 0; at < size; at++) {
            for (unsigned byte = 0; byte < 256; byte++) {
                char text[20];
                struct bytes clean = {0};
                struct table table;
                memset(text, 'a', size);
                text[at] = (char)byte;
                table_init(&table, &output, 1);
                table_add_text(&table, slice_make(text, size), STYLE_PLAIN);
                assert_true(utf8_append_clean(&clean, slice_make(text, size), false));
                assert_true(slice_equal(bytes_slice(&table.text), bytes_slice(&clean)));
                bytes_release(&clean);
                table_release(&table);
            }
        }
    }
    output_release(&output);
}

static void test_table_clipped(void **state)
{
    (void)state;
    struct error error = {0};
    struct output output = output_of(20, true);
    struct table table;
    fill_table(&table, &output);
    assert_done(table_print(&table, 0, &output, &error), error);
    assert_slice(bytes_slice(&output.bytes),
                 "\033[1mID\033[0m     \033[1mTITLE\033[0m\n"
                 "M1     bold code an\xE2\x80\xA6\n"
                 "\033[32m\xE6\xA8\xAA\xE6\xB5\x9C" "1\033[0m  a\xEF\xBF\xBD[31m b\xEF\xBF\xBD\n");
    table_release(&table);
    output_release(&output);
}

/* Every line fits, whatever the width. */
static void check_width(struct slice text, size_t columns)
{
    struct slice line;
    while (text.size > 0 && slice_next(&text, '\n', &line)) {
        if (utf8_columns(line, utf8_width_fixed) > columns) {
            print_error("wider than %zu: \"%.*s\"\n", columns, SLICE_PRINT(line));
            fail();
        }
    }
}

static void test_status(void **state)
{
    (void)state;
    struct fixture fixture = fixture_whole();
    struct item_context context = context_of(fixture.plan);
    struct error error = {0};
    struct output output = output_of(0, false);
    assert_done(print_status(&output, &context, &error), error);
    static const char *const wanted[] = {
        "/plan \xC2\xB7 execution-plan\n",
        "Safe mode (one heavy worker) \xC2\xB7 heavy 1/1",
        "M1  done         \xE2\x96\x88",
        "2/2",
        "Lane A        in_progress  heavy",
        "P0  M2-T01  ready",
        "P1  M2-T02  waits for M2-T01",
        "B2  M2-T04",
        "\nClaims\n  none\n",
    };
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        if (strstr(output.bytes.data, wanted[i]) == NULL) {
            print_error("no \"%s\" in:\n%s", wanted[i], output.bytes.data);
            fail();
        }
    }
    output_release(&output);
    for (size_t columns = 1; columns < 130; columns += 9) {
        output = output_of(columns, false);
        assert_done(print_status(&output, &context, &error), error);
        /* Headings and notes are short words of the program's own; the tables are what must fit. */
        check_width(bytes_slice(&output.bytes), columns > 60 ? columns : 60);
        output_release(&output);
    }
    fixture_free(&fixture);
}

static void test_list(void **state)
{
    (void)state;
    struct fixture fixture = fixture_whole();
    struct item_context context = context_of(fixture.plan);
    struct error error = {0};
    struct item_field fields[2];
    assert_done(item_field_find(fixture.plan, KIND_TASK, slice_of("id"), &fields[0], &error), error);
    assert_done(item_field_find(fixture.plan, KIND_TASK, slice_of("depends_on"), &fields[1], &error), error);
    const struct record *records[] = {fixture_record(&fixture, KIND_TASK, "M1-T01"),
                                      fixture_record(&fixture, KIND_TASK, "M2-T03")};
    struct json_list list = {.kind = KIND_TASK, .records = records, .count = 2, .fields = fields, .field_count = 2};
    struct output output = output_of(0, false);
    assert_done(print_list(&output, &context, &list, &error), error);
    assert_slice(bytes_slice(&output.bytes), "ID      DEPENDS ON\n"
                                             "M1-T01\n"
                                             "M2-T03  M2-T01, M2-T02\n");
    output_release(&output);
    list.field_count = 0;
    output = output_of(0, false);
    assert_done(print_list(&output, &context, &list, &error), error);
    assert_slice(bytes_slice(&output.bytes), "ID      STATE  MILESTONE  LANE    DEPENDS ON      TITLE\n"
                                             "M1-T01  done   M1                                 Read harbour list\n"
                                             "M2-T03  todo   M2         Lane A  M2-T01, M2-T02  Print\n");
    output_release(&output);
    fixture_free(&fixture);
}

static void test_record(void **state)
{
    (void)state;
    struct fixture fixture = fixture_whole();
    struct item_context context = context_of(fixture.plan);
    struct error error = {0};
    struct output output = output_of(0, false);
    assert_done(print_record(&output, &context, fixture_record(&fixture, KIND_TASK, "M2-T01"), &error), error);
    static const char *const wanted[] = {
        "task M2-T01  Draw the tide curve\n",
        "  state          todo\n",
        "  readiness      ready\n",
        "  TASK-REGISTRY.md:",
        "    Task ID (alias): tide-c.1\n",
        "    Why Next: Everything hangs on it\n",
        "  milestones/M2.md:9\n",
        "    Scope:\n      - `src/curve.c`\n      - `src/paper.c`\n",
        "\nWaits for\n  M1-T02  done  Check positions\n",
        "\nWaiting for it\n  M2-T02  todo  Label high water\n",
    };
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        if (strstr(output.bytes.data, wanted[i]) == NULL) {
            print_error("no \"%s\" in:\n%s", wanted[i], output.bytes.data);
            fail();
        }
    }
    output_release(&output);
    output = output_of(0, false);
    assert_done(print_record(&output, &context, fixture_record(&fixture, KIND_TASK, "M2-T04"), &error), error);
    assert_non_null(strstr(output.bytes.data, "  readiness      held by B2\n"));
    assert_non_null(strstr(output.bytes.data, "\nHeld by\n  B2"));
    output_release(&output);
    fixture_free(&fixture);
}

static struct source *source_of(const char *text)
{
    struct error error = {0};
    struct source *source = source_copy("STATUS.md", slice_of(text), &error);
    assert_non_null(source);
    return source;
}

static void test_change(void **state)
{
    (void)state;
    struct error error = {0};
    struct change change;
    change_init(&change);
    change.summary = slice_of("claim M1-T01");
    change.files = arena_new(&change.arena, 1, sizeof *change.files);
    change.files[0] = (struct change_file){
        .path = slice_of("STATUS.md"),
        .before = source_of("one\n\033[31m\xFF two\n"),
        .after = source_of("one\nTWO\n"),
    };
    change.file_count = 1;
    struct output output = output_of(0, false);
    assert_done(print_change_diff(&output, &change, "docs/", &error), error);
    assert_slice(bytes_slice(&output.bytes), "diff --git a/docs/STATUS.md b/docs/STATUS.md\n"
                                             "--- a/docs/STATUS.md\n+++ b/docs/STATUS.md\n@@ -1,2 +1,2 @@\n"
                                             " one\n-\033[31m\xFF two\n+TWO\n");
    output_release(&output);
    output = output_of(80, true);
    assert_done(print_change_diff(&output, &change, "", &error), error);
    assert_null(strstr(output.bytes.data, "\033[31m\xFF"));
    assert_non_null(strstr(output.bytes.data, "\033[31m-\xEF\xBF\xBD[31m\xEF\xBF\xBD two\033[0m\n"));
    output_release(&output);
    output = output_of(0, false);
    assert_done(print_change(&output, &change, "", false, &error), error);
    assert_slice(bytes_slice(&output.bytes), "claim M1-T01\n--- a/STATUS.md\n+++ b/STATUS.md\n@@ -2 +2 @@\n"
                                             "-\xEF\xBF\xBD[31m\xEF\xBF\xBD two\n+TWO\n");
    output_release(&output);
    output = output_of(0, false);
    assert_done(print_change(&output, &change, "", true, &error), error);
    assert_slice(bytes_slice(&output.bytes), "claim M1-T01\n");
    output_release(&output);
    change_release(&change);
}

static void check_prefix(const char *root, const char *directory, const char *wanted)
{
    struct bytes prefix;
    bytes_init(&prefix);
    print_change_prefix(&prefix, root, directory);
    assert_slice(bytes_slice(&prefix), wanted);
    bytes_release(&prefix);
}

static void test_prefix(void **state)
{
    (void)state;
    char base[] = "/tmp/workboard-prefix-XXXXXX";
    assert_non_null(mkdtemp(base));
    char path[256];
    char deep[256];
    (void)snprintf(deep, sizeof deep, "%s/docs/plan", base);
    check_prefix(deep, base, "docs/plan/");
    check_prefix(deep, deep, "");
    check_prefix(deep, "/nowhere", "");
    (void)snprintf(path, sizeof path, "%s/doc", base);
    check_prefix(deep, path, "");
    /* Where there is a repository, its top is what counts. */
    (void)snprintf(path, sizeof path, "%s/.git", base);
    assert_int_equal(mkdir(path, 0777), 0);
    check_prefix(deep, deep, "docs/plan/");
    check_prefix(base, "/nowhere", "");
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(rmdir(base), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table), cmocka_unit_test(test_every_byte_is_cleaned),
        cmocka_unit_test(test_every_byte_is_cleaned), cmocka_unit_test(test_table_clipped), cmocka_unit_test(test_status),
        cmocka_unit_test(test_list),  cmocka_unit_test(test_record),        cmocka_unit_test(test_change),
        cmocka_unit_test(test_prefix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
