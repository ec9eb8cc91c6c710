/* How several values stand in one text. */
#include "plan/template.h"

#include "test_cmocka.h"

static const struct slice shape_items[] = {{"M#-T#", 5}};
static const struct id_shapes shapes = {shape_items, 1};

/* Parses, matches, and shows what was found as "role=text;role=text;". */
static void expect(const char *template_text, const char *text, const char *expected)
{
    struct arena arena;
    struct template template;
    struct template_match match;
    struct error error;
    struct bytes shown;
    arena_init(&arena);
    bytes_init(&shown);
    assert_done(template_parse(&arena, slice_of(template_text), &template, &error), error);
    if (template_match(&template, &shapes, slice_of(text), &match)) {
        for (size_t i = 0; i < match.count; i++) {
            struct slice part = slice_part(slice_of(text), match.values[i].span.start, match.values[i].span.end);
            struct slice name = match.values[i].role == ROLE_OTHER ? match.values[i].name
                                                                   : slice_of(role_name(match.values[i].role));
            assert_true(bytes_append_format(&shown, "%.*s=%.*s;", SLICE_PRINT(name), SLICE_PRINT(part)));
        }
    } else {
        assert_true(bytes_append_text(&shown, "no"));
    }
    assert_slice(bytes_slice(&shown), expected);
    bytes_release(&shown);
    arena_release(&arena);
}

static void parts_are_taken_apart(void **state)
{
    (void)state;
    static const char full[] = "{id}[ {title}][ (`{alias}`)]";
    expect(full, "M1-T02", "id=M1-T02;");
    expect(full, "M1-T02 Draw the `tide` curve", "id=M1-T02;title=Draw the `tide` curve;");
    expect(full, "M1-T02 Draw it (`tide-x.2`)", "id=M1-T02;title=Draw it;alias=tide-x.2;");
    expect(full, "M1-T02 (`tide-x.2`)", "id=M1-T02;alias=tide-x.2;");
    expect(full, "`M1-T02` (`tide-x.2`)", "id=M1-T02;alias=tide-x.2;");
    expect(full, "**M1-T02** Draw", "id=M1-T02;title=Draw;");
    expect(full, "  M1-T02   Draw  ", "id=M1-T02;title=Draw;");
    expect(full, "Weekly", "no");
    expect(full, "M1-T02Draw", "no");
}

static void other_names_are_kept(void **state)
{
    (void)state;
    expect("{size} of {total}", "3 of 9", "size=3;total=9;");
}

static void an_optional_value_may_be_missing(void **state)
{
    (void)state;
    expect("{lane}:[ {queue}]", "Lane A: M1-T02 -> M1-T03", "lane=Lane A;queue=M1-T02 -> M1-T03;");
    expect("{lane}:[ {queue}]", "Lane A:", "lane=Lane A;");
    expect("{lane}:[ {queue}]", "Lane A", "no");
}

static void mistakes_are_named(void **state)
{
    (void)state;
    static const char *const wrong[] = {"{", "{}", "{id", "{id}{title}", "[a", "a]", "[[a]]"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct arena arena;
        struct template template;
        struct error error;
        arena_init(&arena);
        assert_false(template_parse(&arena, slice_of(wrong[i]), &template, &error));
        assert_int_equal(error.code, ERROR_USAGE);
        assert_true(error.message[0] != '\0');
        arena_release(&arena);
    }
}

static struct slice value(void *context, enum role role, struct slice name)
{
    (void)name;
    (void)context;
    return role == ROLE_ID ? slice_of("M1-T02") : role == ROLE_TITLE ? slice_of("Draw") : slice_of("");
}

static void filling_leaves_out_what_is_empty(void **state)
{
    (void)state;
    struct arena arena;
    struct template template;
    struct error error;
    struct bytes out;
    arena_init(&arena);
    bytes_init(&out);
    assert_done(template_parse(&arena, slice_of("{id}[ {title}][ (`{alias}`)]"), &template, &error), error);
    assert_true(template_fill(&template, value, NULL, &out));
    assert_slice(bytes_slice(&out), "M1-T02 Draw");
    bytes_release(&out);
    arena_release(&arena);
}

static void long_texts_end_soon(void **state)
{
    (void)state;
    struct bytes text;
    bytes_init(&text);
    while (text.size < 1000000) {
        assert_true(bytes_append_text(&text, "word (`no "));
    }
    struct arena arena;
    struct template template;
    struct template_match match;
    struct error error;
    arena_init(&arena);
    assert_done(template_parse(&arena, slice_of("{title}[ (`{alias}`)]"), &template, &error), error);
    (void)template_match(&template, &shapes, bytes_slice(&text), &match);
    arena_release(&arena);
    bytes_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_taken_apart),            cmocka_unit_test(other_names_are_kept),
        cmocka_unit_test(an_optional_value_may_be_missing), cmocka_unit_test(mistakes_are_named),
        cmocka_unit_test(filling_leaves_out_what_is_empty), cmocka_unit_test(long_texts_end_soon),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
