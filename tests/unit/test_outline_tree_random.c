/* Changes of documents made by chance, and of real ones: every value set in place leaves every other one as it was;
 * what is added and then removed leaves no byte behind; every entry can be taken out. */
#include "test_outline_tree_maker.h"
#include "test_outline_tree_support.h"

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
    static const char *const texts[] = {"done", "a: b",       "it's \"so\" # x",  "17",
                                        "",     "two\nlines", "\xC3\xA9\t\x01", "- [x]"};
    const struct tree *tree = trial->before->tree;
    struct tree_content item = test_content("x: y");
    struct tree_content inner[] = {
        {.type = TREE_SCALAR, .key = slice_of("id"), .text = slice_of("T-9")},
        {.type = TREE_SEQUENCE, .key = slice_of("list"), .items = &item, .count = 1},
        {.type = TREE_MAP, .key = slice_of("none")},
        {.type = TREE_SCALAR, .key = slice_of("n"), .text = slice_of("5"), .typed = true, .kind = TREE_NUMBER},
    };
    struct tree_content record = {.type = TREE_MAP, .items = inner, .count = sizeof inner / sizeof inner[0]};
    check_spans(trial);
    for (uint32_t i = 0; i < tree_count(tree); i++) {
        struct tree_content value = test_content(texts[(i + trial->seed) % (sizeof texts / sizeof texts[0])]);
        struct tree_content typed = test_content("42");
        typed.typed = true;
        typed.kind = i % 2 == 0 ? TREE_STRING : TREE_NUMBER;
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
