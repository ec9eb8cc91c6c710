#include "test_outline_support.h"

#include "outline/field.h"

/* Reads a literal line, as `name=value`, or `-` where it is no field. */
static void check_line(struct slice line, const char *wanted, const char *file, int number)
{
    struct source *source = test_source_of("test.md", line);
    struct outline_field field;
    struct bytes got;
    bytes_init(&got);
    if (outline_field_read(source, (struct span){.start = 0, .end = line.size}, &field)) {
        bytes_append_format(&got, "%.*s=%.*s", SLICE_PRINT(source_slice(source, field.name)),
                            SLICE_PRINT(source_slice(source, field.value)));
        assert_int_equal(field.line, 1);
    } else {
        bytes_append_text(&got, "-");
    }
    test_same_bytes_at(bytes_slice(&got), slice_of(wanted), file, number);
    bytes_release(&got);
    source_release(source);
}

#define assert_line(literal, wanted) check_line(TEST_SLICE(literal), (wanted), __FILE__, __LINE__)

static void the_forms(void **state)
{
    (void)state;
    assert_line("Last updated: 2026-02-19", "Last updated=2026-02-19");
    assert_line("**Status:** done  ", "Status=done");
    assert_line("**Status**: done", "Status=done");
    assert_line("__Status:__ done", "Status=done");
    assert_line("*Status:* done\\", "Status=done");
    assert_line("*Status*: C:\\\\", "Status=C:\\\\");
    assert_line("  Owner:\tA: b", "Owner=A: b");
    assert_line("P0: x", "P0=x");
    assert_line("\xC3\x9C" "bersicht: y", "\xC3\x9C" "bersicht=y");
    assert_line("Exit (all of): x", "Exit (all of)=x");
}

static void what_is_none(void **state)
{
    (void)state;
    assert_line("https://x", "-");
    assert_line("12:30 lunch: x", "-");
    assert_line("see `a: b`", "-");
    assert_line("`a`: b", "-");
    assert_line("one two three four five six: x", "one two three four five six=x");
    assert_line("one two three four five six seven: x", "-");
    assert_line(": x", "-");
    assert_line("**: x", "-");
    assert_line("**Status:* x", "-");
    assert_line("**Status: x", "-");
    assert_line("**Status:**x", "-");
    assert_line("**Bold** text: x", "-");
    assert_line("Name : x", "-");
    assert_line("\xE2\x9C\x85 Done: x", "-");
    assert_line("words", "-");
    assert_line("", "-");
    assert_line("a23456789012345678901234567890123456789012345678901234567890: x",
                "a23456789012345678901234567890123456789012345678901234567890=x");
    assert_line("a234567890123456789012345678901234567890123456789012345678901: x", "-");
}

static void an_empty_value_has_a_place(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        size_t place;
    } cases[] = {{"Name:", 5}, {"Name: ", 6}, {"Name:    ", 6}, {"**Name:**", 9}, {"**Name**: ", 10}, {"Name: \\", 6}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct source *source = test_source_of("test.md", slice_of(cases[i].line));
        struct outline_field field;
        assert_true(outline_field_read(source, (struct span){.start = 0, .end = strlen(cases[i].line)}, &field));
        assert_int_equal(field.value.start, cases[i].place);
        assert_int_equal(field.value.end, cases[i].place);
        source_release(source);
    }
}

/* All fields of the `count`th node of a type, as `line:name=value;`. */
static void check_node(struct slice document, enum outline_type type, size_t count, const char *wanted,
                       const char *file, int line)
{
    struct scanned scanned = test_scan_of(document);
    uint32_t node = test_find(scanned.outline, type, count);
    struct outline_field field;
    struct bytes got;
    bytes_init(&got);
    bytes_append_text(&got, "");
    for (size_t position = 0; outline_field_next(scanned.outline, node, &position, &field);) {
        bytes_append_format(&got, "%zu:%.*s=%.*s;", field.line, SLICE_PRINT(source_slice(scanned.source, field.name)),
                            SLICE_PRINT(source_slice(scanned.source, field.value)));
        assert_int_equal(field.node, node);
    }
    test_same_bytes_at(bytes_slice(&got), slice_of(wanted), file, line);
    bytes_release(&got);
    test_scan_release(&scanned);
}

#define assert_fields(literal, type, count, wanted)                                                                    \
    check_node(TEST_SLICE(literal), (type), (count), (wanted), __FILE__, __LINE__)

static void in_a_paragraph(void **state)
{
    (void)state;
    assert_fields("**A:** 1  \r\n  B: 2\\\r\nnone\r\nC: 3\\\r\n", OUTLINE_PARAGRAPH, 0, "1:A=1;2:B=2;4:C=3\\;");
    assert_fields("> A: 1\n>B: 2\nC: 3\n> > D: 4\n", OUTLINE_PARAGRAPH, 0, "1:A=1;2:B=2;3:C=3;");
}

static void in_an_item(void **state)
{
    (void)state;
    assert_fields("- [ ] A: 1\n  B: 2\n\n  C: 3\n  - D: 4\n", OUTLINE_ITEM, 0, "1:A=1;2:B=2;");
    assert_fields("- [ ] A: 1\n  B: 2\n\n  C: 3\n  - D: 4\n", OUTLINE_PARAGRAPH, 1, "4:C=3;");
    assert_fields("- a\n  - **D:** 4\n", OUTLINE_ITEM, 1, "2:D=4;");
    assert_fields("-\n  A: 1\n", OUTLINE_ITEM, 0, "2:A=1;");
    assert_fields("> - [x] A: 1\n", OUTLINE_PARAGRAPH, 0, "1:A=1;");
    assert_fields("- # A: 1\n", OUTLINE_ITEM, 0, "");
}

static void elsewhere(void **state)
{
    (void)state;
    assert_fields("## Phase 2: the rest ##\n", OUTLINE_HEADING, 0, "1:Phase 2=the rest;");
    assert_fields("---\nA: 1\nB:\n  C: 3\n---\nD: 4\n", OUTLINE_FRONT_MATTER, 0, "2:A=1;3:B=;");
    assert_fields("---\n---\n", OUTLINE_FRONT_MATTER, 0, "");
    assert_fields("```\nA: 1\n```\n", OUTLINE_FENCE, 0, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_forms),
        cmocka_unit_test(what_is_none),
        cmocka_unit_test(an_empty_value_has_a_place),
        cmocka_unit_test(in_a_paragraph),
        cmocka_unit_test(in_an_item),
        cmocka_unit_test(elsewhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
