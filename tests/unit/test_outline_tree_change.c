/* Changes of YAML and JSON, byte for byte, with both line endings and with and without the last one. */
#include "test_outline_tree_support.h"

static struct tree_content text_of(const char *text)
{
    return test_content(text);
}

static struct tree_content typed(const char *text, enum tree_kind kind)
{
    return (struct tree_content){.type = TREE_SCALAR, .text = slice_of(text), .typed = true, .kind = kind};
}

/* A record with a list in it. */
static struct tree_content record(void)
{
    static const struct tree_content tags[] = {
        {.type = TREE_SCALAR, .text = {.data = "a", .size = 1}},
        {.type = TREE_SCALAR, .text = {.data = "b: c", .size = 4}},
    };
    static const struct tree_content items[] = {
        {.type = TREE_SCALAR, .key = {.data = "id", .size = 2}, .text = {.data = "T-3", .size = 3}},
        {.type = TREE_SCALAR, .key = {.data = "plan", .size = 4}, .text = {.data = "7", .size = 1}},
        {.type = TREE_SEQUENCE, .key = {.data = "tags", .size = 4}, .items = tags, .count = 2},
        {.type = TREE_SEQUENCE, .key = {.data = "refs", .size = 4}},
        {.type = TREE_MAP, .key = {.data = "more", .size = 4}, .items = items, .count = 1},
    };
    return (struct tree_content){.type = TREE_MAP, .items = items, .count = sizeof items / sizeof items[0]};
}

/* ---- setting ---- */

static void quotes_stay(void **state)
{
    (void)state;
    YAML_CHANGES(TEST_SET, "a: 'x' # c\nb: 1\n", "a", text_of("it's"), "a: 'it''s' # c\nb: 1\n");
    YAML_CHANGES(TEST_SET, "a: \"x\"\nb: 1\n", "a", text_of("say \"so\"\\"), "a: \"say \\\"so\\\"\\\\\"\nb: 1\n");
    YAML_CHANGES(TEST_SET, "a: x\nb: 1\n", "a", text_of("y z"), "a: y z\nb: 1\n");
    YAML_CHANGES(TEST_SET, "a: 'x'\nb: 1\n", "a", text_of("two\nlines"), "a: \"two\\nlines\"\nb: 1\n");
    YAML_CHANGES(TEST_SET, "a: '5'\nb: 1\n", "a", text_of("6"), "a: '6'\nb: 1\n");
    YAML_CHANGES(TEST_SET, "a: 'x'\nb: 1\n", "a", typed("y", TREE_STRING), "a: 'y'\nb: 1\n");
    YAML_CHANGES(TEST_SET, "a: x\nb: 1\n", "a", text_of("x"), "a: x\nb: 1\n");
    YAML_CHANGES(TEST_SET, "a: &n !!str x\nb: *n\n", "a", text_of("y"), "a: &n !!str y\nb: *n\n");
    YAML_CHANGES(TEST_SET, "\xEF\xBB\xBF\xC3\xA9: x # \xE4\xB8\xAD\nb: y\n", "b", text_of("\xC3\xBC"),
                 "\xEF\xBB\xBF\xC3\xA9: x # \xE4\xB8\xAD\nb: \xC3\xBC\n");
}

static void bytes_that_are_no_text_stay(void **state)
{
    (void)state;
    YAML_CHANGES(TEST_SET, "# caf\xE9\na: x\xFF\xFE y\nb: z\n", "b", text_of("w"), "# caf\xE9\na: x\xFF\xFE y\nb: w\n");
    JSON_CHANGES(TEST_SET, "{\"a\": \"\xE9\",\n \"b\": 1}\n", "b", text_of("2"), "{\"a\": \"\xE9\",\n \"b\": 2}\n");
    YAML_REFUSES(TEST_SET, "a: x\n", "a", text_of("\xE9"), ERROR_USAGE);
}

static void types_stay_where_they_can(void **state)
{
    (void)state;
    YAML_CHANGES(TEST_SET, "a: 5\nb: 1\n", "a", text_of("6"), "a: 6\nb: 1\n");
    YAML_CHANGES(TEST_SET, "a: 5\nb: 1\n", "a", text_of("many"), "a: many\nb: 1\n");
    YAML_CHANGES(TEST_SET, "a: five\nb: 1\n", "a", text_of("5"), "a: '5'\nb: 1\n");
    YAML_CHANGES(TEST_SET, "a: x\nb: \"y\"\n", "a", text_of("yes"), "a: \"yes\"\nb: \"y\"\n");
    YAML_CHANGES(TEST_SET, "a: true\nb: 1\n", "a", text_of("false"), "a: false\nb: 1\n");
    YAML_CHANGES(TEST_SET, "at: null\nb: 'c'\n", "at", text_of("2026-03-05T00:00:00Z"),
                 "at: '2026-03-05T00:00:00Z'\nb: 'c'\n");
    YAML_CHANGES(TEST_SET, "at: 2026-03-05\nb: 'c'\n", "at", text_of("2026-03-06"), "at: 2026-03-06\nb: 'c'\n");
    YAML_CHANGES(TEST_SET, "a: 1.2\nb: 1\n", "a", text_of("1.2.3"), "a: 1.2.3\nb: 1\n");
    YAML_CHANGES(TEST_SET, "a: x\nb: 1\n", "a", text_of("1:30"), "a: '1:30'\nb: 1\n");
    YAML_CHANGES(TEST_SET, "a: x\nb: 1\n", "a", text_of("~"), "a: '~'\nb: 1\n");
    YAML_CHANGES(TEST_SET, "a: x\nb: 1\n", "a", text_of(""), "a: ''\nb: 1\n");
    JSON_CHANGES(TEST_SET, "{\"a\": 5,\n\"b\": 1}\n", "a", text_of("6.5e3"), "{\"a\": 6.5e3,\n\"b\": 1}\n");
    JSON_CHANGES(TEST_SET, "{\"a\": 5,\n\"b\": 1}\n", "a", text_of("06"), "{\"a\": \"06\",\n\"b\": 1}\n");
    JSON_CHANGES(TEST_SET, "{\"a\": null,\n\"b\": 1}\n", "a", text_of("true"), "{\"a\": \"true\",\n\"b\": 1}\n");
    JSON_CHANGES(TEST_SET, "{\"a\": \"5\",\n\"b\": 1}\n", "a", text_of("6"), "{\"a\": \"6\",\n\"b\": 1}\n");
}

static void types_that_are_asked_for(void **state)
{
    (void)state;
    YAML_CHANGES(TEST_SET, "a: 'x'\nb: 1\n", "a", typed("5", TREE_NUMBER), "a: 5\nb: 1\n");
    YAML_CHANGES(TEST_SET, "a: 5\nb: 1\n", "a", typed("5", TREE_STRING), "a: '5'\nb: 1\n");
    YAML_CHANGES(TEST_SET, "a: 5\nb: 1\n", "a", typed("", TREE_NULL), "a: null\nb: 1\n");
    YAML_CHANGES(TEST_SET, "a: 5\nb: 1\n", "a", typed("~", TREE_NULL), "a: ~\nb: 1\n");
    YAML_CHANGES(TEST_SET, "a: 5\nb: 1\n", "a", typed("yes", TREE_BOOL), "a: yes\nb: 1\n");
    YAML_CHANGES(TEST_SET, "a: |\n  x\nb: 1\n", "a", typed("2", TREE_NUMBER), "a: 2\nb: 1\n");
    JSON_CHANGES(TEST_SET, "{\"a\": \"x\",\n\"b\": 1}\n", "a", typed("true", TREE_BOOL), "{\"a\": true,\n\"b\": 1}\n");
    YAML_REFUSES(TEST_SET, "a: 5\n", "a", typed("five", TREE_NUMBER), ERROR_USAGE);
    JSON_REFUSES(TEST_SET, "[1]", "[0]", typed("yes", TREE_BOOL), ERROR_USAGE);
    JSON_REFUSES(TEST_SET, "[1]", "[0]", typed("1.", TREE_NUMBER), ERROR_USAGE);
    JSON_REFUSES(TEST_SET, "[1]", "[0]", typed("-", TREE_NUMBER), ERROR_USAGE);
}

static void what_cannot_stand_plain_gets_quotes(void **state)
{
    static const char *const texts[] = {
        "a: b", "a #b", "- a", "? a", "[a]", "{a", "&a", "*a", "!a", "|", ">a", "'a",
        "%a", "@a", "`a", "a:", "#a", "=", "<<", "---a", "...", " a", "a ", ",a",
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct bytes wanted;
        bytes_init(&wanted);
        bytes_append_format(&wanted, "a: %s%s%s\n", "'", texts[i][0] == '\'' ? "''a" : texts[i], "'");
        test_changes_at(TREE_YAML, TEST_SLICE("a: x\n"), TEST_SET, "a", text_of(texts[i]), bytes_slice(&wanted),
                        __FILE__, __LINE__);
        bytes_release(&wanted);
    }
    YAML_CHANGES(TEST_SET, "a: [x, y]\n", "a[0]", text_of("b,c"), "a: ['b,c', y]\n");
    YAML_CHANGES(TEST_SET, "a: x\n", "a", text_of("b,c"), "a: b,c\n");
    YAML_CHANGES(TEST_SET, "a: x\n", "a", text_of("-b"), "a: -b\n");
    YAML_CHANGES(TEST_SET, "a: x\n", "a", text_of("b#c:d"), "a: b#c:d\n");
    YAML_CHANGES(TEST_SET, "a: x\n", "a", text_of("\x01\x7F\xC2\x85\xE2\x80\xA8\xEF\xBB\xBF"),
                 "a: \"\\x01\\x7F\\x85\\u2028\\ufeff\"\n");
    JSON_CHANGES(TEST_SET, "[\"x\"]", "[0]", text_of("\x01\x1F\n\t\"\\/\x7F\xE2\x80\xA8"),
                 "[\"\\u0001\\u001f\\n\\t\\\"\\\\/\x7F\xE2\x80\xA8\"]");
}

static void escapes_as_the_text_has_them(void **state)
{
    (void)state;
    JSON_CHANGES(TEST_SET, "[\"\\u00e9\", \"x\"]", "[1]", text_of("\xC3\xBC\xF0\x9F\x98\x80/"),
                 "[\"\\u00e9\", \"\\u00fc\\ud83d\\ude00/\"]");
    JSON_CHANGES(TEST_SET, "[\"\\u00E9\", \"x\"]", "[1]", text_of("\xC3\xBC"), "[\"\\u00E9\", \"\\u00FC\"]");
    JSON_CHANGES(TEST_SET, "[\"\xC3\xA9\", \"x\"]", "[1]", text_of("\xC3\xBC"), "[\"\xC3\xA9\", \"\xC3\xBC\"]");
    JSON_CHANGES(TEST_SET, "[\"a\\/b\", \"x\"]", "[1]", text_of("c/d"), "[\"a\\/b\", \"c\\/d\"]");
}

static void empty_values_are_filled(void **state)
{
    (void)state;
    YAML_CHANGES(TEST_SET, "a:\nb: 1\n", "a", text_of("x"), "a: x\nb: 1\n");
    YAML_CHANGES(TEST_SET, "a:   # c\nb: 1\n", "a", text_of("x"), "a: x   # c\nb: 1\n");
    YAML_CHANGES(TEST_SET, "a:  \nb: 1\n", "a", text_of("x"), "a: x\nb: 1\n");
    YAML_CHANGES(TEST_SET, "-\n- 1\n", "[0]", text_of("x"), "- x\n- 1\n");
    YAML_CHANGES(TEST_SET, "{a, b: , c: 1}\n", "a", text_of("x"), "{a: x, b: , c: 1}\n");
    YAML_CHANGES(TEST_SET, "{a, b: , c: 1}\n", "b", text_of("x"), "{a, b: x , c: 1}\n");
    YAML_CHANGES(TEST_SET, "a: !!null\nb: 1\n", "a", typed("", TREE_NULL), "a: !!null\nb: 1\n");
    YAML_REFUSES(TEST_SET, "? a\n? b\n", "a", text_of("x"), ERROR_USAGE);
}

static void block_texts_keep_their_form(void **state)
{
    (void)state;
    YAML_CHANGES(TEST_SET, "a: | # c\n   one\n   two\n\nb: 1\n", "a", text_of("new"), "a: | # c\n   new\n\nb: 1\n");
    YAML_CHANGES(TEST_SET, "a: |-\n  one\nb: 1\n", "a", text_of("new\n\n  deeper"),
                 "a: |-\n  new\n\n    deeper\nb: 1\n");
    YAML_CHANGES(TEST_SET, "a: |+\n  one\n\n\nb: 1\n", "a", text_of("new"), "a: |+\n  new\n\n\nb: 1\n");
    YAML_CHANGES(TEST_SET, "- a: >-\n    one\n    two\n  b: 1\n", "[0].a", text_of("p\nq"),
                 "- a: >-\n    p\n\n    q\n  b: 1\n");
    YAML_CHANGES(TEST_SET, "a: |1\n   one\nb: 1\n", "a", text_of("  new"), "a: |1\n   new\nb: 1\n");
    YAML_CHANGES(TEST_SET, "a: |\nb: 1\n", "a", text_of("new"), "a: |\n  new\nb: 1\n");
    YAML_CHANGES(TEST_SET, "a: | # c\n  one\nb: 1\n", "a", text_of("bell\x07"), "a: \"bell\\x07\" # c\nb: 1\n");
    YAML_CHANGES(TEST_SET, "a: one\n  two\n\n  three\nb: 1\n", "a", text_of("new"), "a: new\nb: 1\n");
    YAML_CHANGES(TEST_SET, "a: 'one\n  two' # c\nb: 1\n", "a", text_of("new"), "a: 'new' # c\nb: 1\n");
}

static void what_cannot_be_set(void **state)
{
    (void)state;
    YAML_REFUSES(TEST_SET, "a: {b: 1}\n", "a", text_of("x"), ERROR_USAGE);
    YAML_REFUSES(TEST_SET, "a: [1]\n", "a", text_of("x"), ERROR_USAGE);
    YAML_REFUSES(TEST_SET, "a: &x 1\nb: *x\n", "b", text_of("x"), ERROR_USAGE);
    YAML_REFUSES(TEST_SET, "a: 1\n", "b", text_of("x"), ERROR_NOT_FOUND);
}

/* ---- adding ---- */

static void keys_are_added(void **state)
{
    (void)state;
    YAML_CHANGES(TEST_ADD, "a:\n    b: 1 # c\n    # end\nd: 2\n", "a.n", text_of("x"),
                 "a:\n    b: 1 # c\n    n: x\n    # end\nd: 2\n");
    YAML_CHANGES(TEST_ADD, "- a: 1\n  b: 2\n- a: 3\n", "[1].b", text_of("4"), "- a: 1\n  b: 2\n- a: 3\n  b: 4\n");
    YAML_CHANGES(TEST_ADD, "- a: 1\n  b: '2'\n- a: 3\n", "[1].b", text_of("4"), "- a: 1\n  b: '2'\n- a: 3\n  b: '4'\n");
    YAML_CHANGES(TEST_FIRST, "- a: 1\n- c: 3\n", "[0].n", text_of("x"), "- n: x\n  a: 1\n- c: 3\n");
    YAML_CHANGES(TEST_FIRST, "# about a\na: 1\nb: 2\n", "n", text_of("x"), "n: x\n# about a\na: 1\nb: 2\n");
    YAML_CHANGES(TEST_ADD, "a: 1\n\nb:\n  c: 2\n", "n", text_of("x"), "a: 1\n\nb:\n  c: 2\n\nn: x\n");
    YAML_CHANGES(TEST_ADD, "a: {b: 1}\n", "a.n", text_of("x: y"), "a: {b: 1, n: 'x: y'}\n");
    YAML_CHANGES(TEST_ADD, "\"a\": 1\n", "n", text_of("x"), "\"a\": 1\n\"n\": x\n");
    YAML_CHANGES(TEST_ADD, "a: 1\n...\n", "n", text_of("x"), "a: 1\nn: x\n...\n");
    YAML_CHANGES(TEST_ADD, "a: 1\n---\na: 2\n", "n", text_of("x"), "a: 1\nn: x\n---\na: 2\n");
    YAML_CHANGES(TEST_ADD, "a: |\n  x\nb: c\n", "n: o", text_of("x"), "a: |\n  x\nb: c\n'n: o': x\n");
    JSON_CHANGES(TEST_ADD, "{\n  \"a\": 1\n}\n", "n", text_of("x"), "{\n  \"a\": 1,\n  \"n\": \"x\"\n}\n");
    JSON_CHANGES(TEST_ADD, "{\"a\":1}\n", "n", typed("2", TREE_NUMBER), "{\"a\":1,\"n\":2}\n");
    JSON_CHANGES(TEST_FIRST, "{\n\t\"a\": 1\n}\n", "n", text_of("x"), "{\n\t\"n\": \"x\",\n\t\"a\": 1\n}\n");
    YAML_REFUSES(TEST_ADD, "a: 1\nb: 2\n", "a", text_of("x"), ERROR_CONFLICT);
    YAML_REFUSES(TEST_ADD, "a: 1\n", "a.b", text_of("x"), ERROR_USAGE);
    YAML_REFUSES(TEST_ADD, "a: &x {b: 1}\nc: *x\n", "c.n", text_of("x"), ERROR_USAGE);
    YAML_REFUSES(TEST_ADD, "[a: 1]\n", "[0].n", text_of("x"), ERROR_USAGE);
}

static void items_are_added(void **state)
{
    (void)state;
    YAML_CHANGES(TEST_ADD, "a:\n- x # c\nb: 1\n", "a[]", text_of("y"), "a:\n- x # c\n- y\nb: 1\n");
    YAML_CHANGES(TEST_ADD, "a:\n  -   x\nb: 1\n", "a[]", text_of("5"), "a:\n  -   x\n  -   '5'\nb: 1\n");
    YAML_CHANGES(TEST_ADD, "- - x\n- z\n", "[0][]", text_of("y"), "- - x\n  - y\n- z\n");
    YAML_CHANGES(TEST_ADD, "a:\n- 1\n# next\nb: 1\n", "a[]", text_of("2"), "a:\n- 1\n- 2\n# next\nb: 1\n");
    YAML_CHANGES(TEST_ADD, "a: [x, y]\n", "a[]", text_of("z"), "a: [x, y, z]\n");
    YAML_CHANGES(TEST_ADD, "a: [\n  x, # one\n  y # two\n]\n", "a[]", text_of("z"),
                 "a: [\n  x, # one\n  y, # two\n  z\n]\n");
    YAML_CHANGES(TEST_ADD, "a: [\n  x,\n]\n", "a[]", text_of("z"), "a: [\n  x,\n  z,\n]\n");
    YAML_CHANGES(TEST_ADD, "a:\n- id: T-1\n  plan: 5\n  tags: [x]\nb: 1\n", "a[]", record(),
                 "a:\n- id: T-1\n  plan: 5\n  tags: [x]\n"
                 "- id: T-3\n  plan: 7\n  tags: [a, 'b: c']\n  refs: []\n  more:\n    id: T-3\nb: 1\n");
    YAML_CHANGES(TEST_FIRST, "a:\n  - id: T-1\n    tags:\n      - x\n", "a[]", record(),
                 "a:\n  - id: T-3\n    plan: '7'\n    tags:\n      - a\n      - 'b: c'\n    refs: []\n    more:\n"
                 "      id: T-3\n  - id: T-1\n    tags:\n      - x\n");
    JSON_CHANGES(TEST_ADD, "[\n  {\n    \"plan\": 1\n  }\n]\n", "[]", record(),
                 "[\n  {\n    \"plan\": 1\n  },\n  {\n    \"id\": \"T-3\",\n    \"plan\": 7,\n    \"tags\": [\n"
                 "      \"a\",\n      \"b: c\"\n    ],\n    \"refs\": [],\n    \"more\": {\n      \"id\": \"T-3\"\n"
                 "    }\n  }\n]\n");
    JSON_CHANGES(TEST_ADD, "[\n  {\"plan\": 1}\n]\n", "[]", record(),
                 "[\n  {\"plan\": 1},\n  {\"id\": \"T-3\", \"plan\": 7, \"tags\": [\"a\", \"b: c\"], \"refs\": [], "
                 "\"more\": {\"id\": \"T-3\"}}\n]\n");
    JSON_CHANGES(TEST_ADD, "[1, 2]", "[]", text_of("3"), "[1, 2, 3]");
    JSON_CHANGES(TEST_ADD, "[1,2]", "[]", text_of("x"), "[1,2,\"x\"]");
}

static void what_is_empty_is_filled(void **state)
{
    (void)state;
    YAML_CHANGES(TEST_ADD, "a: [] # c\nb:\n- x\n", "a[]", text_of("y"), "a: # c\n- y\nb:\n- x\n");
    YAML_CHANGES(TEST_ADD, "a: []\nb:\n  - x\n", "a[]", record(),
                 "a:\n  - id: T-3\n    plan: '7'\n    tags:\n      - a\n      - 'b: c'\n    refs: []\n    more:\n"
                 "      id: T-3\nb:\n  - x\n");
    YAML_CHANGES(TEST_ADD, "a: []\nb: [x]\n", "a[]", text_of("y"), "a: [y]\nb: [x]\n");
    YAML_CHANGES(TEST_ADD, "- t: []\n- t: [x]\n", "[0].t[]", text_of("y"), "- t: [y]\n- t: [x]\n");
    YAML_CHANGES(TEST_ADD, "a:\nb: 1\n", "a.n", text_of("x"), "a:\n  n: x\nb: 1\n");
    YAML_CHANGES(TEST_ADD, "a: null # c\nb: 1\n", "a[]", text_of("x"), "a: # c\n  - x\nb: 1\n");
    YAML_CHANGES(TEST_ADD, "- {}\n- 1\n", "[0].n", text_of("x"), "- n: x\n- 1\n");
    YAML_CHANGES(TEST_ADD, "a: {b: []}\n", "a.b[]", text_of("x"), "a: {b: [x]}\n");
    YAML_CHANGES(TEST_ADD, "", "n", text_of("x"), "n: x\n");
    YAML_CHANGES(TEST_ADD, "# only\n", "n", text_of("x"), "# only\nn: x\n");
    YAML_CHANGES(TEST_ADD, "{}\n", "n", text_of("x"), "n: x\n");
    JSON_CHANGES(TEST_ADD, "{\n  \"a\": [],\n  \"b\": 1\n}\n", "a[]", text_of("x"),
                 "{\n  \"a\": [\n    \"x\"\n  ],\n  \"b\": 1\n}\n");
    JSON_CHANGES(TEST_ADD, "{\"a\":{},\"b\":1}", "a.n", text_of("x"), "{\"a\":{\"n\":\"x\"},\"b\":1}");
    JSON_CHANGES(TEST_ADD, "{\"a\": null}", "a[]", text_of("x"), "{\"a\": [\"x\"]}");
    YAML_REFUSES(TEST_ADD, "a: ''\n", "a.n", text_of("x"), ERROR_USAGE);
}

/* ---- removing ---- */

static void keys_are_removed(void **state)
{
    struct tree_content none = {0};
    (void)state;
    YAML_CHANGES(TEST_REMOVE, "a: 1\n# about b\nb: 2 # c\nd: 3\n", "b", none, "a: 1\nd: 3\n");
    YAML_CHANGES(TEST_REMOVE, "a: 1\n# apart\n\nb: 2\nd: 3\n", "b", none, "a: 1\n# apart\n\nd: 3\n");
    YAML_CHANGES(TEST_REMOVE, "a: 1\n\nb: 2\n\nd: 3\n", "b", none, "a: 1\n\nd: 3\n");
    YAML_CHANGES(TEST_REMOVE, "a: 1\n\nb: 2\n", "b", none, "a: 1\n");
    YAML_CHANGES(TEST_REMOVE, "- a: 1 # c\n  # about b\n  b: 2\n- x\n", "[0].a", none,
                 "- # about b\n  b: 2\n- x\n");
    YAML_CHANGES(TEST_REMOVE, "- a: 1\n  b: 2\n- x\n", "[0].a", none, "- b: 2\n- x\n");
    YAML_CHANGES(TEST_REMOVE, "- a: 1\n  b: |\n    x\n- x\n", "[0].b", none, "- a: 1\n- x\n");
    YAML_CHANGES(TEST_REMOVE, "a: # c\n  # about b\n  b: 1\nd: 2\n", "a.b", none, "a: {} # c\nd: 2\n");
    YAML_CHANGES(TEST_REMOVE, "- a: 1\n- x\n", "[0].a", none, "- {}\n- x\n");
    YAML_CHANGES(TEST_REMOVE, "# top\na: 1\n", "a", none, "# top\n{}\n");
    YAML_CHANGES(TEST_REMOVE, "a: {b: 1, c: 2, d: 3}\n", "a.b", none, "a: {c: 2, d: 3}\n");
    YAML_CHANGES(TEST_REMOVE, "a: {b: 1, c: 2, d: 3}\n", "a.c", none, "a: {b: 1, d: 3}\n");
    YAML_CHANGES(TEST_REMOVE, "a: {b: 1, c: 2, d: 3}\n", "a.d", none, "a: {b: 1, c: 2}\n");
    JSON_CHANGES(TEST_REMOVE, "{\n  \"a\": 1,\n  \"b\": 2\n}\n", "a", none, "{\n  \"b\": 2\n}\n");
    JSON_CHANGES(TEST_REMOVE, "{\n  \"a\": 1,\n  \"b\": 2\n}\n", "b", none, "{\n  \"a\": 1\n}\n");
    JSON_CHANGES(TEST_REMOVE, "{\n  \"a\": 1\n}\n", "a", none, "{}\n");
    YAML_REFUSES(TEST_REMOVE, "a: 1\n", "", none, ERROR_USAGE);
    YAML_REFUSES(TEST_REMOVE, "a: &x 1\nb: *x\n", "a", none, ERROR_USAGE);
    YAML_REFUSES(TEST_REMOVE, "[a: 1]\n", "[0].a", none, ERROR_USAGE);
}

static void items_are_removed(void **state)
{
    struct tree_content none = {0};
    (void)state;
    YAML_CHANGES(TEST_REMOVE, "a:\n- x\nb: 1\n", "a[0]", none, "a: []\nb: 1\n");
    YAML_CHANGES(TEST_REMOVE, "a: &n # c\n  - x\nb: 1\n", "a[0]", none, "a: &n [] # c\nb: 1\n");
    YAML_CHANGES(TEST_REMOVE, "a:\n- id: x\n  b: c\n- id: y\nb: 1\n", "a[id=x]", none, "a:\n- id: y\nb: 1\n");
    YAML_CHANGES(TEST_REMOVE, "a:\n  # one\n  - x\n  # two\n  - y\n", "a[0]", none, "a:\n  # two\n  - y\n");
    YAML_CHANGES(TEST_REMOVE, "a:\n  # one\n  - x\n  # two\n  - y\n", "a[1]", none, "a:\n  # one\n  - x\n");
    YAML_CHANGES(TEST_REMOVE, "- - x\n  - y\n- z\n", "[0][0]", none, "- - y\n- z\n");
    YAML_CHANGES(TEST_REMOVE, "-\n  a: 1\n- z\n", "[0].a", none, "- {}\n- z\n");
    YAML_CHANGES(TEST_REMOVE, "a: [x]\n", "a[0]", none, "a: []\n");
    YAML_CHANGES(TEST_REMOVE, "a: [\n  x, # one\n  y, # two\n  z # three\n]\n", "a[1]", none,
                 "a: [\n  x, # one\n  z # three\n]\n");
    YAML_CHANGES(TEST_REMOVE, "a: [\n  x, # one\n  y # two\n]\n", "a[1]", none, "a: [\n  x # one\n]\n");
    JSON_CHANGES(TEST_REMOVE, "[1, 2, 3]\n", "[1]", none, "[1, 3]\n");
    JSON_CHANGES(TEST_REMOVE, "[\n  1\n]\n", "[0]", none, "[]\n");
}

/* ---- what does not verify ---- */

static void other_changes_are_noticed(void **state)
{
    (void)state;
    struct error error;
    struct planted before = test_plant(TREE_YAML, TEST_SLICE("a: 1\nb: [x]\nc: y\n"));
    struct tree_content value = text_of("2");
    struct change_place last = {.position = CHANGE_LAST};
    static const char *const set[] = {"a: 2\nb: [x]\nc: z\n", "a: 3\nb: [x]\nc: y\n", "a: 2\nb: x\nc: y\n",
                                      "a: 2\nb: [x]\nc: y\nd: 1\n", "a: 2\nb: [x]\nd: y\n", "a: 2\nb: [x]\nc: 'y'\n"};
    for (size_t i = 0; i < sizeof set / sizeof set[0]; i++) {
        struct planted after = test_plant(TREE_YAML, slice_of(set[i]));
        error_clear(&error);
        assert_false(tree_verify_set(before.tree, after.tree, 1, &value, &error));
        assert_int_equal(error.code, ERROR_BUG);
        test_plant_release(&after);
    }
    static const char *const added[] = {"a: 1\nb: [2, x]\nc: y\n", "a: 1\nb: [x, 3]\nc: y\n", "a: 1\nb: [x]\nc: y\n",
                                        "a: 1\nb: [x, 2]\nc: z\n", "a: 1\nb: [x]\nc: [2]\n"};
    for (size_t i = 0; i < sizeof added / sizeof added[0]; i++) {
        struct planted after = test_plant(TREE_YAML, slice_of(added[i]));
        assert_false(tree_verify_add(before.tree, after.tree, 2, last, &value, &error));
        assert_int_equal(error.code, ERROR_BUG);
        test_plant_release(&after);
    }
    static const char *const removed[] = {"a: 1\nb: []\n", "b: []\nc: y\n", "a: 1\nb: [x]\nc: y\n", "a: 1\nc: y\n"};
    for (size_t i = 0; i < sizeof removed / sizeof removed[0]; i++) {
        struct planted after = test_plant(TREE_YAML, slice_of(removed[i]));
        assert_false(tree_verify_remove(before.tree, after.tree, 3, &error));
        assert_int_equal(error.code, ERROR_BUG);
        test_plant_release(&after);
    }
    test_plant_release(&before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_stay),
        cmocka_unit_test(bytes_that_are_no_text_stay),
        cmocka_unit_test(types_stay_where_they_can),
        cmocka_unit_test(types_that_are_asked_for),
        cmocka_unit_test(what_cannot_stand_plain_gets_quotes),
        cmocka_unit_test(escapes_as_the_text_has_them),
        cmocka_unit_test(empty_values_are_filled),
        cmocka_unit_test(block_texts_keep_their_form),
        cmocka_unit_test(what_cannot_be_set),
        cmocka_unit_test(keys_are_added),
        cmocka_unit_test(items_are_added),
        cmocka_unit_test(what_is_empty_is_filled),
        cmocka_unit_test(keys_are_removed),
        cmocka_unit_test(items_are_removed),
        cmocka_unit_test(other_changes_are_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
