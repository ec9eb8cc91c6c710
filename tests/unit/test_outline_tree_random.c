/* Changes of documents made by chance, and of real ones: every value set in place leaves every other one as it was;
 * what is added and then removed leaves no byte behind; every entry can be taken out. */
#include "test_outline_tree_support.h"

/* ---- YAML by chance ---- */

struct maker {
    struct test_random random;
    struct bytes out;
    const char *ending;
    size_t anchors;
    size_t step;  /* of this document */
    bool flush;   /* its dashes stand under their key */
    bool comments;
};

static bool chance(struct maker *maker, size_t of)
{
    return test_random_below(&maker->random, of) == 0;
}

static void put(struct maker *maker, const char *text)
{
    bytes_append_text(&maker->out, text);
}

static const char *one_of(struct maker *maker, const char *const *texts, size_t count)
{
    return texts[test_random_below(&maker->random, count)];
}

#define ONE_OF(maker, texts) one_of((maker), (texts), sizeof(texts) / sizeof(texts)[0])

static void put_line(struct maker *maker)
{
    static const char *const comments[] = {" # note", "  # a: b", "  # [", " # \xC3\xA9", " "};
    if (maker->comments && chance(maker, 8)) {
        put(maker, ONE_OF(maker, comments));
    }
    put(maker, maker->ending);
}

static void put_blanks(struct maker *maker, size_t count)
{
    while (count-- > 0) {
        put(maker, " ");
    }
}

static void put_space_between(struct maker *maker, size_t column)
{
    static const char *const comments[] = {"# above", "# - x: y", "#", "# \xE4\xB8\xAD"};
    if (maker->comments && chance(maker, 10)) {
        put(maker, maker->ending);
    }
    if (maker->comments && chance(maker, 8)) {
        put_blanks(maker, chance(maker, 4) ? column + 1 : column);
        put(maker, ONE_OF(maker, comments));
        put(maker, maker->ending);
    }
}

static void put_flow(struct maker *maker, size_t depth);

static void put_scalar(struct maker *maker, bool flow)
{
    static const char *const scalars[] = {
        "todo",     "in progress", "12",     "-3.5",     "true",       "null", "~",     "2026-01-13", "1:30",
        "'quoted'", "'it''s'",     "\"a\\\"b\\n\"", "\"\xC3\xA9\"", "\xE4\xB8\xAD\xE6\x96\x87", "a-b/c", "x#y", "''",
        "\"\"",     "http://x/y",  "!!str 5", "\"\\u00e9\"",
    };
    (void)flow;
    if (chance(maker, 30)) {
        bytes_append_format(&maker->out, "&a%zu ", maker->anchors++);
    } else if (chance(maker, 40) && maker->anchors > 0) {
        bytes_append_format(&maker->out, "*a%zu", test_random_below(&maker->random, maker->anchors));
        put(maker, flow ? " " : "");
        return;
    }
    put(maker, ONE_OF(maker, scalars));
}

static void put_flow(struct maker *maker, size_t depth)
{
    size_t count = test_random_below(&maker->random, 4);
    bool map = chance(maker, 2);
    bool padded = chance(maker, 3);
    put(maker, map ? "{" : "[");
    put(maker, padded ? " " : "");
    for (size_t i = 0; i < count; i++) {
        if (map) {
            bytes_append_format(&maker->out, chance(maker, 3) ? "\"f %zu\": " : "f%zu: ", i);
        }
        if (depth > 0 && chance(maker, 4)) {
            put_flow(maker, depth - 1);
        } else if (!map || !chance(maker, 8)) {
            put_scalar(maker, true);
        }
        put(maker, i + 1 < count ? (padded ? " , " : ", ") : "");
    }
    put(maker, map ? " }" : "]");
}

/* Multi-line brackets with comments. */
static void put_spread(struct maker *maker, size_t column)
{
    size_t count = 1 + test_random_below(&maker->random, 3);
    put(maker, "[");
    put_line(maker);
    for (size_t i = 0; i < count; i++) {
        put_blanks(maker, column + 4);
        put_scalar(maker, true);
        put(maker, i + 1 < count || chance(maker, 3) ? "," : "");
        put_line(maker);
    }
    put_blanks(maker, column + 2);
    put(maker, "]");
}

static void put_block_text(struct maker *maker, size_t column)
{
    static const char *const headers[] = {"|", "|-", "|+", ">", ">-", "| # note"};
    size_t lines = test_random_below(&maker->random, 4);
    put(maker, ONE_OF(maker, headers));
    put(maker, maker->ending);
    for (size_t i = 0; i < lines; i++) {
        if (i > 0 && chance(maker, 4)) {
            put(maker, maker->ending);
        }
        put_blanks(maker, column + 2);
        put(maker, chance(maker, 2) ? "some # text: x" : "- more \xC3\xBC");
        put(maker, maker->ending);
    }
}

static void put_entries(struct maker *maker, size_t column, size_t depth, bool inlined, bool map);

/* What stands behind a colon or a dash, with its line ending. */
static void put_value(struct maker *maker, size_t column, size_t depth, bool dash)
{
    size_t kind = test_random_below(&maker->random, 12);
    if (depth > 0 && kind < 4) {
        bool map = chance(maker, 2);
        if (dash) {
            size_t width = chance(maker, 5) ? 4 : 2;
            put_blanks(maker, width - 1);
            put_entries(maker, column + width, depth - 1, true, map);
            return;
        }
        put_line(maker);
        put_entries(maker, column + (map ? maker->step : maker->flush ? 0 : 2), depth - 1, false, map);
        return;
    }
    if (kind == 4) {
        put_line(maker); /* no value */
        return;
    }
    put(maker, " ");
    if (kind == 5) {
        put_block_text(maker, column);
        return;
    }
    if (kind == 6) {
        put_flow(maker, 2);
    } else if (kind == 7 && chance(maker, 2)) {
        put_spread(maker, column);
    } else if (kind == 8) {
        put(maker, "words that");
        put(maker, maker->ending);
        put_blanks(maker, column + 2);
        put(maker, "go on here");
    } else {
        put_scalar(maker, false);
    }
    put_line(maker);
}

static void put_entries(struct maker *maker, size_t column, size_t depth, bool inlined, bool map)
{
    static const char *const forms[] = {"key%zu:", "'key %zu':", "\"k\xC3\xA9 %zu\":", "k-%zu :", "%zu:"};
    size_t count = 1 + test_random_below(&maker->random, 4);
    for (size_t i = 0; i < count; i++) {
        if (!inlined || i > 0) {
            put_space_between(maker, column);
            put_blanks(maker, column);
        }
        if (map) {
            const char *form = ONE_OF(maker, forms);
            const char *at = strchr(form, '%');
            bytes_append(&maker->out, slice_make(form, (size_t)(at - form)));
            bytes_append_format(&maker->out, "%zu", i);
            put(maker, at + 3);
        } else {
            put(maker, "-");
        }
        put_value(maker, column, depth, !map);
    }
}

static void make_yaml(struct maker *maker, uint64_t seed)
{
    bytes_clear(&maker->out);
    maker->random = test_random_from(seed);
    maker->ending = chance(maker, 6) ? "\r\n" : "\n";
    maker->anchors = 0;
    maker->step = chance(maker, 3) ? 4 : 2;
    maker->flush = chance(maker, 2);
    maker->comments = chance(maker, 2);
    if (chance(maker, 10)) {
        put(maker, "\xEF\xBB\xBF");
    }
    if (chance(maker, 8)) {
        put(maker, "---");
        put(maker, maker->ending);
    }
    put_entries(maker, 0, 3, false, !chance(maker, 4));
    if (chance(maker, 6)) { /* no last line ending */
        while (maker->out.size > 0 && strchr("\r\n", maker->out.data[maker->out.size - 1]) != NULL) {
            maker->out.size--;
        }
        put(maker, "");
    }
    assert_false(maker->out.failed);
}

/* ---- JSON by chance ---- */

static void put_json(struct maker *maker, size_t level, size_t depth, const char *unit)
{
    static const char *const scalars[] = {"1",      "-2.5e3", "true", "false",         "null",
                                          "\"x\"",  "\"\"",   "\"a\\\"b\\u00e9\"", "\"\xC3\xA9/\"", "\"2026-01-13\""};
    if (depth == 0 || chance(maker, 3)) {
        put(maker, ONE_OF(maker, scalars));
        return;
    }
    bool map = chance(maker, 2);
    size_t count = test_random_below(&maker->random, 4);
    bool lines = unit[0] != '\0' && count > 0;
    put(maker, map ? "{" : "[");
    for (size_t i = 0; i < count; i++) {
        if (lines) {
            put(maker, maker->ending);
            for (size_t k = 0; k <= level; k++) {
                put(maker, unit);
            }
        }
        if (map) {
            bytes_append_format(&maker->out, "\"k%zu\":%s", i, maker->flush ? "" : " ");
        }
        put_json(maker, level + 1, depth - 1, unit);
        put(maker, i + 1 == count ? "" : lines || maker->flush ? "," : ", ");
    }
    if (lines) {
        put(maker, maker->ending);
        for (size_t k = 0; k < level; k++) {
            put(maker, unit);
        }
    }
    put(maker, map ? "}" : "]");
}

static void make_json(struct maker *maker, uint64_t seed)
{
    static const char *const units[] = {"  ", "", "\t", "    "};
    bytes_clear(&maker->out);
    maker->random = test_random_from(seed);
    maker->ending = chance(maker, 6) ? "\r\n" : "\n";
    maker->flush = chance(maker, 3);
    put_json(maker, 0, 4, ONE_OF(maker, units));
    put(maker, chance(maker, 3) ? "" : maker->ending);
    assert_false(maker->out.failed);
}

/* ---- what must hold ---- */

struct trial {
    enum tree_language language;
    uint64_t seed;
    const struct planted *before;
    struct slice text;
    struct bytes out;
    struct edits edits;
    struct planted after;
};

static void require(const struct trial *trial, bool holds, uint32_t node, const char *what, const struct error *error)
{
    if (!holds) {
        const struct tree_node *at = tree_node(trial->before->tree, node);
        print_error("seed %llu, node %u (line %zu, [%.*s]): %s; %s\n--- before\n%.*s\n--- after\n%.*s\n---\n",
                    (unsigned long long)trial->seed, (unsigned)node, tree_line(trial->before->tree, node),
                    SLICE_PRINT(source_slice(trial->before->source, at->value)), what, error->message,
                    SLICE_PRINT(trial->text), SLICE_PRINT(bytes_slice(&trial->out)));
        fail();
    }
}

static void begin(struct trial *trial)
{
    edits_init(&trial->edits);
    bytes_clear(&trial->out);
}

/* Applies and reads again. */
static void apply(struct trial *trial, uint32_t node, const char *what)
{
    struct error error;
    error_clear(&error);
    require(trial, edits_apply(&trial->edits, trial->text, &trial->out, &error), node, what, &error);
    bytes_append_text(&trial->out, "");
    trial->after.source = test_source_of("after", bytes_slice(&trial->out));
    trial->after.tree = tree_read(trial->after.source, tree_whole(trial->after.source), trial->language, &error);
    require(trial, trial->after.tree != NULL, node, what, &error);
}

static void end(struct trial *trial)
{
    if (trial->after.tree != NULL) {
        test_plant_release(&trial->after);
        trial->after = (struct planted){0};
    }
    edits_release(&trial->edits);
}

static void try_set(struct trial *trial, uint32_t node, const struct tree_content *value)
{
    struct error error;
    error_clear(&error);
    begin(trial);
    if (tree_set(trial->before->tree, node, value, &trial->edits, &error)) {
        apply(trial, node, "set");
        require(trial, tree_verify_set(trial->before->tree, trial->after.tree, node, value, &error), node, "set",
                &error);
    } else {
        require(trial, error.code == ERROR_USAGE && trial->edits.count == 0, node, "set refused", &error);
        require(trial, tree_node(trial->before->tree, node)->type != TREE_SCALAR || value->typed, node, "set refused",
                &error);
    }
    end(trial);
}

/* The bytes without what was added. */
static void check_restored(struct trial *trial, uint32_t parent, uint32_t added)
{
    struct error error;
    error_clear(&error);
    struct edits edits;
    edits_init(&edits);
    struct bytes back;
    bytes_init(&back);
    require(trial, tree_remove(trial->after.tree, added, &edits, &error), parent, "removing what was added", &error);
    require(trial, edits_apply(&edits, bytes_slice(&trial->out), &back, &error), parent, "removing", &error);
    if (!slice_equal(bytes_slice(&back), trial->text)) {
        print_error("--- back\n%.*s\n", SLICE_PRINT(bytes_slice(&back)));
        require(trial, false, parent, "removing what was added leaves something", &error);
    }
    bytes_release(&back);
    edits_release(&edits);
}

static void try_add(struct trial *trial, uint32_t parent, struct tree_content entry, enum change_position position)
{
    const struct tree_node *node = tree_node(trial->before->tree, parent);
    struct error error;
    error_clear(&error);
    struct change_place place = {.position = position};
    entry.key = node->type == TREE_MAP ? slice_of("new key") : slice_make(NULL, 0);
    begin(trial);
    if (tree_add(trial->before->tree, parent, place, &entry, &trial->edits, &error)) {
        apply(trial, parent, "add");
        require(trial, tree_verify_add(trial->before->tree, trial->after.tree, parent, place, &entry, &error), parent,
                "add", &error);
        if (node->count > 0) {
            check_restored(trial, parent,
                           position == CHANGE_FIRST ? node->child : tree_end(trial->before->tree, parent));
        }
    } else {
        require(trial, error.code == ERROR_USAGE && trial->edits.count == 0, parent, "add refused", &error);
        require(trial, node->type == TREE_SCALAR || node->type == TREE_ALIAS, parent, "add refused", &error);
    }
    end(trial);
}

static void try_remove(struct trial *trial, uint32_t node)
{
    struct error error;
    error_clear(&error);
    begin(trial);
    if (tree_remove(trial->before->tree, node, &trial->edits, &error)) {
        apply(trial, node, "remove");
        require(trial, tree_verify_remove(trial->before->tree, trial->after.tree, node, &error), node, "remove",
                &error);
    } else {
        require(trial, error.code == ERROR_USAGE && trial->edits.count == 0, node, "remove refused", &error);
    }
    end(trial);
}

static void check_spans(struct trial *trial)
{
    const struct tree *tree = trial->before->tree;
    struct error error;
    error_clear(&error);
    for (uint32_t i = 1; i < tree_count(tree); i++) {
        const struct tree_node *node = tree_node(tree, i);
        const struct tree_node *parent = tree_node(tree, node->parent);
        require(trial, span_holds(parent->value, node->value) && node->value.start <= node->value.end, i,
                "the value leaves its parent's", &error);
        require(trial, node->start >= parent->value.start && node->start <= node->value.start, i, "start", &error);
        require(trial, node->next == 0 || tree_node(tree, node->next)->start >= node->value.end, i, "next", &error);
        struct slice raw = source_slice(trial->before->source, node->value);
        bool same = node->kind != TREE_NUMBER || node->type != TREE_SCALAR || slice_equal(raw, node->text) ||
                    node->style != TREE_PLAIN;
        require(trial, same, i, "a number is not where it is said to be", &error);
    }
}

static void try_all(struct trial *trial)
{
    static const char *const texts[] = {"done", "a: b", "it's \"so\" # x", "17", "", "two\nlines", "\xC3\xA9\t\x01", "- [x]"};
    const struct tree *tree = trial->before->tree;
    struct tree_content inner[] = {
        {.type = TREE_SCALAR, .key = slice_of("id"), .text = slice_of("T-9")},
        {.type = TREE_SEQUENCE, .key = slice_of("list"), .items = &(struct tree_content){.text = slice_of("x: y")}, .count = 1},
        {.type = TREE_MAP, .key = slice_of("none")},
        {.type = TREE_SCALAR, .key = slice_of("n"), .text = slice_of("5"), .typed = true, .kind = TREE_NUMBER},
    };
    struct tree_content record = {.type = TREE_MAP, .items = inner, .count = sizeof inner / sizeof inner[0]};
    check_spans(trial);
    for (uint32_t i = 0; i < tree_count(tree); i++) {
        struct tree_content value = test_content(texts[(i + trial->seed) % (sizeof texts / sizeof texts[0])]);
        struct tree_content typed = {.text = slice_of("42"), .typed = true, .kind = i % 2 == 0 ? TREE_STRING : TREE_NUMBER};
        try_set(trial, i, &value);
        try_set(trial, i, &typed);
        if (i > 0) {
            try_remove(trial, i);
        }
        try_add(trial, i, value, CHANGE_LAST);
        try_add(trial, i, record, CHANGE_LAST);
        try_add(trial, i, value, CHANGE_FIRST);
        try_add(trial, i, record, CHANGE_FIRST);
    }
}

static void try_document(enum tree_language language, struct slice text, uint64_t seed)
{
    struct planted before = test_plant(language, text);
    struct trial trial = {.language = language, .seed = seed, .before = &before, .text = text};
    try_all(&trial);
    bytes_release(&trial.out);
    test_plant_release(&before);
}

static uint64_t trials(void)
{
    const char *count = getenv("WORKBOARD_TRIALS");
    return count == NULL ? 300 : strtoull(count, NULL, 10);
}

static void yaml_by_chance(void **state)
{
    (void)state;
    struct maker maker = {0};
    for (uint64_t seed = 1; seed <= trials(); seed++) {
        make_yaml(&maker, seed);
        try_document(TREE_YAML, bytes_slice(&maker.out), seed);
    }
    bytes_release(&maker.out);
}

static void json_by_chance(void **state)
{
    (void)state;
    struct maker maker = {0};
    for (uint64_t seed = 1; seed <= trials(); seed++) {
        make_json(&maker, seed);
        try_document(TREE_JSON, bytes_slice(&maker.out), seed);
    }
    bytes_release(&maker.out);
}

/* ---- real documents, where there are any ---- */

static void real_documents(void **state)
{
    static const struct {
        const char *path;
        enum tree_language language;
    } files[] = {
        {"corpus/gap-index/.claude/active-work.yaml", TREE_YAML},
        {"corpus/master-plan/docs/02_protocols/schemas/backlog_schema_v1.0.yaml", TREE_YAML},
        {"corpus/master-plan/artifacts/status/runtime_status.json", TREE_JSON},
        {"corpus/loop-pack/skills/aidd-core/runtime/schemas/aidd/aidd.stage_result.v1.json", TREE_JSON},
    };
    (void)state;
    for (size_t i = 0; test_shared_folder() != NULL && i < sizeof files / sizeof files[0]; i++) {
        char path[4096];
        (void)snprintf(path, sizeof path, "%s/%s", test_shared_folder(), files[i].path);
        struct bytes text;
        bytes_init(&text);
        assert_true(test_read_file(path, &text));
        try_document(files[i].language, bytes_slice(&text), i);
        bytes_release(&text);
    }
}

/* The largest one: every value is set once. */
static void a_real_backlog(void **state)
{
    (void)state;
    if (test_shared_folder() == NULL) {
        return;
    }
    char path[4096];
    (void)snprintf(path, sizeof path, "%s/corpus/master-plan/config/tasks/backlog.yaml", test_shared_folder());
    struct bytes text;
    bytes_init(&text);
    assert_true(test_read_file(path, &text));
    struct planted before = test_plant(TREE_YAML, bytes_slice(&text));
    struct trial trial = {.before = &before, .text = bytes_slice(&text)};
    check_spans(&trial);
    for (uint32_t i = 0; i < tree_count(before.tree); i++) {
        struct tree_content value = test_content(i % 2 == 0 ? "another value" : "so: it's");
        try_set(&trial, i, &value);
    }
    bytes_release(&trial.out);
    test_plant_release(&before);
    bytes_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_by_chance),
        cmocka_unit_test(yaml_by_chance),
        cmocka_unit_test(real_documents),
        cmocka_unit_test(a_real_backlog),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
