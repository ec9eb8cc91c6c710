/* Reading YAML and JSON: nodes, places, what is refused; JSON as cJSON reads it; bounds, and time. */
#include "test_outline_tree_support.h"

#include <cjson/cJSON.h>
#include <time.h>

/* One line for each node: two blanks for each level, LINE, key, what it is, {as written} (line endings as /), and the
 * decoded text where it is another one. */
static void describe(const struct planted *planted, struct bytes *out)
{
    static const char *const types[] = {"scalar", "map", "list", "alias"};
    static const char *const styles[] = {"plain", "single", "double", "literal", "folded", "block", "flow", "pair"};
    for (uint32_t i = 0; i < tree_count(planted->tree); i++) {
        const struct tree_node *node = tree_node(planted->tree, i);
        for (uint32_t at = i; at != 0; at = tree_node(planted->tree, at)->parent) {
            bytes_append_text(out, "  ");
        }
        bytes_append_format(out, "%zu ", tree_line(planted->tree, i));
        if (node->key.end > 0) {
            bytes_append_format(out, "%.*s=", SLICE_PRINT(source_slice(planted->source, node->key)));
        }
        bytes_append_format(out, "%s %s", styles[node->style], types[node->type]);
        if (node->type == TREE_MAP || node->type == TREE_SEQUENCE) {
            bytes_append_format(out, " %u\n", (unsigned)node->count);
            continue;
        }
        struct slice raw = source_slice(planted->source, node->value);
        bytes_append_format(out, " %s {", tree_kind_name((enum tree_kind)node->kind));
        for (size_t k = 0; k < raw.size; k++) {
            bytes_append_byte(out, raw.data[k] == '\n' ? '/' : raw.data[k]);
        }
        bytes_append_format(out, "}%s%.*s\n", slice_equal(raw, node->text) ? "" : " ",
                            SLICE_PRINT(slice_equal(raw, node->text) ? slice_of("") : node->text));
    }
}

static void shape_at(enum tree_language language, struct slice text, const char *wanted, const char *file, int line)
{
    struct planted planted = test_plant(language, text);
    struct bytes out;
    bytes_init(&out);
    describe(&planted, &out);
    test_same_bytes_at(bytes_slice(&out), slice_of(wanted), file, line);
    bytes_release(&out);
    test_plant_release(&planted);
}

#define assert_yaml(text, wanted) shape_at(TREE_YAML, TEST_SLICE(text), (wanted), __FILE__, __LINE__)
#define assert_json(text, wanted) shape_at(TREE_JSON, TEST_SLICE(text), (wanted), __FILE__, __LINE__)

static void yaml_nodes(void **state)
{
    (void)state;
    assert_yaml("a: 1\n'b c': \"x\\ty\"\nd:\n- e\n-\n- - ~\n  - f: 2026-01-02\n",
                "1 block map 3\n"
                "  1 a=plain scalar number {1}\n"
                "  2 'b c'=double scalar string {\"x\\ty\"} x\ty\n"
                "  3 d=block list 3\n"
                "    4 plain scalar string {e}\n"
                "    5 plain scalar null {}\n"
                "    6 block list 2\n"
                "      6 plain scalar null {~}\n"
                "      7 block map 1\n"
                "        7 f=plain scalar time {2026-01-02}\n");
    assert_yaml("\xEF\xBB\xBF# \xE4\xB8\xAD\n\xC3\xA9: {a: , b, 'c':1, d: [x: y, []]}\n",
                "2 block map 1\n"
                "  2 \xC3\xA9=flow map 4\n"
                "    2 a=plain scalar null {}\n"
                "    2 b=plain scalar null {}\n"
                "    2 'c'=plain scalar number {1}\n"
                "    2 d=flow list 2\n"
                "      2 pair map 1\n"
                "        2 x=plain scalar string {y}\n"
                "      2 flow list 0\n");
    assert_yaml("a: &x !!str 5\nb: *x\nc: &y\n  k: v\n? [q]\n: !t z\n? m\n",
                "1 block map 5\n"
                "  1 a=plain scalar string {5}\n"
                "  2 b=plain alias string {*x} x\n"
                "  3 c=block map 1\n"
                "    4 k=plain scalar string {v}\n"
                "  5 [q]=plain scalar string {z}\n"
                "  7 m=plain scalar null {}\n");
    assert_yaml("a: | # c\n  x\n   y\n\n\nb: >+\n  z\n\nc: |-\nd: 'e\n  f'\ng: h\n  i\n",
                "1 block map 5\n"
                "  1 a=literal scalar string {| # c/  x/   y} x\n y\n\n"
                "  6 b=folded scalar string {>+/  z/} z\n\n\n"
                "  9 c=literal scalar string {|-} \n"
                "  10 d=single scalar string {'e/  f'} e f\n"
                "  12 g=plain scalar string {h/  i} h i\n");
    assert_yaml("? a\n?\n b\n: c\n? d\n:U e: f\n",
                "1 block map 4\n"
                "  1 a=plain scalar null {}\n"
                "  2 b=plain scalar string {c}\n"
                "  5 d=plain scalar null {}\n"
                "  6 :U e=plain scalar string {f}\n");
    assert_yaml("", "1 plain scalar null {}\n");
    assert_yaml("# only\n", "1 plain scalar null {}\n");
    assert_yaml("%YAML 1.1\n--- x\n---\ny: [\n", "2 plain scalar string {x}\n");
    assert_yaml("caf\xE9: \xFFx\n", "1 block map 1\n  1 caf\xE9=plain scalar string {\xFFx} \xEF\xBF\xBDx\n");
}

static void json_nodes(void **state)
{
    (void)state;
    assert_json("\xEF\xBB\xBF {\"a\": [1, -2.5E+3, true, null, \"x\\u00e9\\ud83d\\ude00\\ud800\\n\"],\n\"a\":{}}\r\n",
                "1 flow map 2\n"
                "  1 \"a\"=flow list 5\n"
                "    1 plain scalar number {1}\n"
                "    1 plain scalar number {-2.5E+3}\n"
                "    1 plain scalar bool {true}\n"
                "    1 plain scalar null {null}\n"
                "    1 double scalar string {\"x\\u00e9\\ud83d\\ude00\\ud800\\n\"} "
                "x\xC3\xA9\xF0\x9F\x98\x80\xEF\xBF\xBD\n\n"
                "  2 \"a\"=flow map 0\n");
    assert_json("\"\"", "1 double scalar string {\"\"} \n");
}

/* ---- kinds of plain words ---- */

static void kinds(void **state)
{
    static const struct {
        const char *text;
        enum tree_kind kind;
    } words[] = {
        {"", TREE_NULL},          {"~", TREE_NULL},         {"NULL", TREE_NULL},    {"nUll", TREE_STRING},
        {"yes", TREE_BOOL},       {"Off", TREE_BOOL},       {"y", TREE_STRING},     {"TRUE", TREE_BOOL},
        {"0", TREE_NUMBER},       {"-0.5", TREE_NUMBER},    {"+1_000", TREE_NUMBER}, {"0x1F", TREE_NUMBER},
        {"0o17", TREE_NUMBER},    {"0b10", TREE_NUMBER},    {"0x", TREE_STRING},    {"0xG", TREE_STRING},
        {"1e3", TREE_NUMBER},     {"1e", TREE_STRING},      {".5", TREE_NUMBER},    {".", TREE_STRING},
        {"5.", TREE_NUMBER},      {"-.inf", TREE_NUMBER},   {".NaN", TREE_NUMBER},  {"nan", TREE_STRING},
        {"1:30", TREE_NUMBER},    {"1:300", TREE_STRING},   {"190:20:30.15", TREE_NUMBER}, {"1:", TREE_STRING},
        {"1.2.3", TREE_STRING},   {"_1", TREE_STRING},      {"-", TREE_STRING},     {"12a", TREE_STRING},
        {"2001-12-14", TREE_TIME}, {"2001-1-4", TREE_TIME}, {"01-12-14", TREE_STRING}, {"2001-12", TREE_STRING},
        {"2001-12-14T21:59:43Z", TREE_TIME},      {"2001-12-14 21:59:43.10 -5", TREE_TIME},
        {"2001-12-14t21:59:43.10-05:30", TREE_TIME}, {"2001-12-14T21:59Z", TREE_STRING},
        {"2001-12-14 ", TREE_STRING},             {"2001-12-14 later", TREE_STRING},
    };
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (tree_plain_kind(slice_of(words[i].text)) != words[i].kind) {
            print_error("%s is no %s\n", words[i].text, tree_kind_name(words[i].kind));
            fail();
        }
    }
}

/* ---- what is refused ---- */

static void broken_at(enum tree_language language, struct slice text, size_t line, const char *says, const char *file,
                      int at)
{
    struct error error;
    error_clear(&error);
    struct source *source = test_source_of("broken.file", text);
    struct tree *tree = tree_read(source, tree_whole(source), language, &error);
    if (tree != NULL || error.code != ERROR_USAGE || error.line != line || strstr(error.message, says) == NULL ||
        strcmp(error.file, "broken.file") != 0) {
        print_error("read %d, code %d, %s:%zu: %s\n", tree != NULL, (int)error.code, error.file, error.line,
                    error.message);
        _fail(file, at);
    }
    tree_free(tree);
    source_release(source);
}

#define assert_broken(language, text, line, says)                                                                     \
    broken_at((language), TEST_SLICE(text), (line), (says), __FILE__, __LINE__)

static void broken_texts(void **state)
{
    (void)state;
    assert_broken(TREE_YAML, "a: 1\nb: [\n", 2, "did not find expected node content");
    assert_broken(TREE_YAML, "a: 1\n b: 2\n", 2, "mapping values are not allowed");
    assert_broken(TREE_YAML, "# \xC3\xA9\na: \x01\n", 2, "control characters are not allowed");
    assert_broken(TREE_YAML, "a: 'x\n", 1, "unexpected end of stream");
    assert_broken(TREE_YAML, "[]\nk\n", 2, "document start");
    assert_broken(TREE_YAML, "a:\n\xEF\xBB\xBF b: c\n", 2, "byte order mark");
    assert_broken(TREE_JSON, "", 1, "ends too early");
    assert_broken(TREE_JSON, "{\"a\": 1,\n}", 2, "a key in quotes");
    assert_broken(TREE_JSON, "[1,\n 2,\n]", 3, "a value is expected");
    assert_broken(TREE_JSON, "[1\n2]", 2, "a comma or ]");
    assert_broken(TREE_JSON, "{\"a\" 1}", 1, "a colon");
    assert_broken(TREE_JSON, "[1] x", 1, "behind the end");
    assert_broken(TREE_JSON, "[\"a\nb\"]", 1, "control character");
    assert_broken(TREE_JSON, "[\"\\x\"]", 1, "escape");
    assert_broken(TREE_JSON, "[\"\\u12g4\"]", 1, "escape");
    assert_broken(TREE_JSON, "[\"abc", 1, "does not end");
    assert_broken(TREE_JSON, "[01]", 1, "a value is expected");
    assert_broken(TREE_JSON, "[NaN]", 1, "a value is expected");
    assert_broken(TREE_JSON, "['a']", 1, "a value is expected");
    assert_broken(TREE_JSON, "[1] // c", 1, "behind the end");
    assert_broken(TREE_JSON, "{\"a\": 1]", 1, "a comma or }");
    assert_broken(TREE_JSON, "[1\0]", 1, "a comma or ]");
}

/* ---- bounds ---- */

static void repeat(struct bytes *out, const char *unit, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bytes_append_text(out, unit);
    }
    assert_false(out->failed);
}

static double seconds_of(enum tree_language language, const char *unit, size_t count, const char *end, bool *read)
{
    struct bytes text;
    bytes_init(&text);
    repeat(&text, unit, count);
    repeat(&text, end, end[0] == '\0' ? 0 : count);
    struct source *source = test_source_of("long", bytes_slice(&text));
    clock_t start = clock();
    struct tree *tree = tree_read(source, tree_whole(source), language, NULL);
    *read = tree != NULL;
    tree_free(tree);
    clock_t end_time = clock();
    source_release(source);
    bytes_release(&text);
    return (double)(end_time - start) / CLOCKS_PER_SEC;
}

static void deep_texts_are_refused_at_once(void **state)
{
    static const char *const units[] = {"[", "{", "- ", "? ", "[{", "&a [", "[a,", "{a: ", "? [", "- ? ", "[? {"};
    bool read;
    (void)state;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        assert_true(seconds_of(TREE_YAML, units[i], 1000000, "", &read) < 2.0);
        assert_false(read);
    }
    assert_true(seconds_of(TREE_JSON, "[", 1000000, "]", &read) < 2.0);
    assert_false(read);
    assert_true(seconds_of(TREE_JSON, "{\"a\":", 1000000, "", &read) < 2.0);
    assert_false(read);
    seconds_of(TREE_JSON, "[", TREE_DEPTH, "]", &read);
    assert_true(read);
    seconds_of(TREE_YAML, "[", TREE_DEPTH, "]", &read);
    assert_true(read);
    seconds_of(TREE_JSON, "[", TREE_DEPTH + 2, "]", &read);
    assert_false(read);
    seconds_of(TREE_YAML, "[", TREE_DEPTH + 2, "]", &read);
    assert_false(read);
}

/* Twice the text takes no more than a few times as long, whatever it is made of. */
static void reading_is_linear(void **state)
{
    static const struct {
        enum tree_language language;
        const char *unit;
        size_t count;
    } texts[] = {
        {TREE_YAML, "- a: b\n  c: [d, 'e']\n", 10000}, {TREE_YAML, "# comment\n", 100000}, {TREE_YAML, "\n", 400000},
        {TREE_YAML, "-\n", 60000},                      {TREE_YAML, "- |\n\n\n\n", 30000},
        {TREE_YAML, "\xC3\xA9", 200000},
        {TREE_YAML, "- &a\n\n# x\n", 30000},            {TREE_YAML, "'", 200000},           {TREE_YAML, "? a\n", 50000},
        {TREE_YAML, "%TAG !a! b\n", 50000},             {TREE_YAML, "- \xC3\xA9\n", 50000}, {TREE_YAML, "a [", 100000},
        {TREE_JSON, "\"", 400001},                      {TREE_JSON, " ", 800000},           {TREE_JSON, "\\", 800000},
    };
    bool read;
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        double once = seconds_of(texts[i].language, texts[i].unit, texts[i].count, "", &read);
        double twice = seconds_of(texts[i].language, texts[i].unit, texts[i].count * 2, "", &read);
        if (twice > 6 * once + 0.2) {
            print_error("%s: %f s and %f s\n", texts[i].unit, once, twice);
            fail();
        }
    }
}

/* ---- JSON as cJSON reads it ---- */

static bool same_as(const struct tree *tree, uint32_t index, const cJSON *other)
{
    const struct tree_node *node = tree_node(tree, index);
    if (node->type == TREE_SCALAR) {
        switch (node->kind) {
        case TREE_STRING:
            return cJSON_IsString(other) && slice_equal(node->text, slice_of(other->valuestring));
        case TREE_NUMBER: {
            char number[64];
            (void)snprintf(number, sizeof number, "%.*s", SLICE_PRINT(node->text));
            double value = strtod(number, NULL);
            return cJSON_IsNumber(other) && value <= other->valuedouble && value >= other->valuedouble;
        }
        case TREE_BOOL:
            return cJSON_IsBool(other) && (node->text.data[0] == 't') == (cJSON_IsTrue(other) != 0);
        default:
            return cJSON_IsNull(other);
        }
    }
    bool map = node->type == TREE_MAP;
    if (!(map ? cJSON_IsObject(other) : cJSON_IsArray(other))) {
        return false;
    }
    const cJSON *item = other->child;
    uint32_t at = node->child;
    for (; at != 0 && item != NULL; at = tree_node(tree, at)->next, item = item->next) {
        if ((map && !slice_equal(tree_node(tree, at)->name, slice_of(item->string))) || !same_as(tree, at, item)) {
            return false;
        }
    }
    return at == 0 && item == NULL;
}

/* cJSON takes more than the standard allows (what stands behind the end, numbers like 01); whatever is read here has
 * to be read alike there. */
static void json_as_another_library_reads_it(void **state)
{
    static const char *const pieces[] = {"{",  "}",  "[",     "]",      ",",     ":",    "\"a\"", "\"b\\n\\u00e9\"",
                                         "1",  "-2", "0.5",   "1e2",    "true",  "null", " ",     "\n",
                                         "\"", "[]", "[1,2]", "{\"k\":", "false", "\t",   "1}",    "\"x\":[\"y\"]}"};
    struct test_random random = test_random_from(7);
    struct bytes text;
    bytes_init(&text);
    size_t both = 0;
    (void)state;
    for (size_t i = 0; i < 200000; i++) {
        bytes_clear(&text);
        test_random_text(&random, pieces, sizeof pieces / sizeof pieces[0], 1 + test_random_below(&random, 12), &text);
        struct source *source = test_source_of("x.json", bytes_slice(&text));
        struct tree *tree = tree_read(source, tree_whole(source), TREE_JSON, NULL);
        if (tree != NULL) {
            cJSON *other = cJSON_ParseWithLength(text.data, text.size);
            if (other == NULL || !same_as(tree, 0, other)) {
                print_error("%.*s\n", SLICE_PRINT(bytes_slice(&text)));
                fail();
            }
            both++;
            cJSON_Delete(other);
        }
        tree_free(tree);
        source_release(source);
    }
    assert_true(both > 2000);
    bytes_release(&text);
}

/* ---- a part of a document ---- */

static void a_part_is_read_where_it_stands(void **state)
{
    (void)state;
    struct error error;
    error_clear(&error);
    struct source *source = test_source_of("lines.jsonl", TEST_SLICE("{\"a\": 1}\n{\"a\": \"\xC3\xA9\"}\n"));
    struct tree *tree = tree_read(source, source_line_text(source, 2), TREE_JSON, &error);
    assert_done(tree != NULL, error);
    assert_int_equal(tree_line(tree, 1), 2);
    assert_same_text(source_slice(source, tree_node(tree, 1)->value), "\"\xC3\xA9\"");
    tree_free(tree);
    source_release(source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(yaml_nodes),
        cmocka_unit_test(json_nodes),
        cmocka_unit_test(kinds),
        cmocka_unit_test(broken_texts),
        cmocka_unit_test(deep_texts_are_refused_at_once),
        cmocka_unit_test(reading_is_linear),
        cmocka_unit_test(json_as_another_library_reads_it),
        cmocka_unit_test(a_part_is_read_where_it_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
