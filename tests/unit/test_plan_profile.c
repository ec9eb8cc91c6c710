/* Profiles: the built-in one loads; mistakes are named with their line; status words mean states. */
#include "plan/profile_read.h"

#include "test_cmocka.h"

static struct profile *load(const char *text, struct error *error)
{
    error_clear(error);
    return profile_load("own.yaml", slice_of(text), error);
}

static const char head[] = "profile: own\nversion: 1\ndocuments: {list: LIST.md}\n";

static void expect_mistake(const char *rest, size_t line, const char *word)
{
    struct bytes text;
    struct error error;
    bytes_init(&text);
    assert_true(bytes_append_format(&text, "%s%s", head, rest));
    assert_null(profile_load("own.yaml", bytes_slice(&text), &error));
    assert_int_equal(error.code, ERROR_USAGE);
    assert_string_equal(error.file, "own.yaml");
    assert_int_equal(error.line, line);
    if (strstr(error.message, word) == NULL) {
        fail_msg("\"%s\" does not say \"%s\"", error.message, word);
    }
    bytes_release(&text);
}

static void mistakes_are_named_with_their_line(void **state)
{
    (void)state;
    expect_mistake("recrods: []\n", 4, "recrods");
    expect_mistake("records:\n  - {kind: tusk, in: list, table: {columns: {ID: \"{id}\"}}}\n", 5, "tusk");
    expect_mistake("records:\n  - {kind: task, in: lisst, table: {columns: {ID: \"{id}\"}}}\n", 5, "lisst");
    expect_mistake("records:\n  - {kind: task, table: {columns: {ID: \"{id}\"}}}\n", 5, "in");
    expect_mistake("records:\n  - {kind: task, in: list}\n", 5, "table");
    expect_mistake("records:\n  - kind: task\n    in: list\n    table:\n      columns:\n        ID: \"{id\"\n", 9, "{");
    expect_mistake("states: {finished: [x]}\nrecords: []\n", 4, "finished");
    expect_mistake("states: {done: [{word: x, slot: huge}]}\nrecords: []\n", 4, "huge");
    expect_mistake("records: [\n", 5, "YAML");
    expect_mistake("records:\n  - {kind: task, in: list, list: {under: X}}\n", 5, "item");
}

static void deep_or_huge_files_are_refused_at_once(void **state)
{
    (void)state;
    struct bytes text;
    struct error error;
    bytes_init(&text);
    for (size_t i = 0; i < 200000; i++) {
        assert_true(bytes_append_byte(&text, '['));
    }
    assert_null(profile_load("deep.yaml", bytes_slice(&text), &error));
    assert_int_equal(error.code, ERROR_USAGE);
    while (text.size <= 1 << 20) {
        assert_true(bytes_append_text(&text, "# more\n"));
    }
    assert_null(profile_load("huge.yaml", bytes_slice(&text), &error));
    assert_int_equal(error.code, ERROR_USAGE);
    bytes_release(&text);
}

static void built_in_profiles_load(void **state)
{
    (void)state;
    size_t count = 0;
    for (; profile_builtins[count].name != NULL; count++) {
        struct error error = {0};
        struct profile *profile = load(profile_builtins[count].text, &error);
        assert_done(profile != NULL, error);
        assert_slice(profile->name, profile_builtins[count].name);
        assert_true(profile->rule_count > 0);
        profile_free(profile);
    }
    assert_true(count > 0);
}

static void assert_same_settings(const struct setting *left, const struct setting *right)
{
    assert_int_equal(left->type, right->type);
    assert_int_equal(left->line, right->line);
    assert_int_equal(left->count, right->count);
    assert_true(slice_equal(left->text, right->text));
    if (left->type == SETTING_TEXT) {
        assert_int_equal(left->text.data[left->text.size], '\0');
    }
    for (size_t i = 0; i < left->count; i++) {
        assert_same_settings(left->items[i], right->items[i]);
        if (left->type == SETTING_MAP) {
            assert_same_settings(left->keys[i], right->keys[i]);
        }
    }
}

/* What was read while the program was built is what reading the text gives. */
static void built_in_trees_are_those_of_the_texts(void **state)
{
    (void)state;
    for (size_t i = 0; profile_builtins[i].name != NULL; i++) {
        struct error error = {0};
        struct arena arena;
        arena_init(&arena);
        const struct setting *root = settings_read(&arena, "own.yaml", slice_of(profile_builtins[i].text), &error);
        assert_done(root != NULL, error);
        if (profile_trees[i] != NULL) { /* a build for another machine has none */
            assert_same_settings(profile_trees[i], root);
        }
        struct profile *profile = profile_load_builtin(i, &error);
        assert_done(profile != NULL, error);
        assert_slice(profile->name, profile_builtins[i].name);
        assert_slice(profile->file, profile_builtins[i].name);
        profile_free(profile);
        arena_release(&arena);
    }
}

static void status_words_mean_states(void **state)
{
    (void)state;
    struct error error = {0};
    struct bytes text;
    bytes_init(&text);
    assert_true(bytes_append_format(&text,
                                    "%sstates:\n"
                                    "  todo: [Planned]\n"
                                    "  in_progress: [{word: In progress, slot: light}, {word: active, slot: heavy}]\n"
                                    "  paused: [Deferred]\n"
                                    "  done: [Complete, Done, \xD0\xB7\xD0\xB0\xD0\xB2\xD0\xB5\xD1\x80\xD1\x88\xD0\xB5\xD0\xBD\xD0\xBE]\n"
                                    "records: []\n",
                                    head));
    struct profile *profile = load(text.data, &error);
    assert_done(profile != NULL, error);
    static const struct {
        const char *status;
        enum state state;
        enum slot slot;
    } cases[] = {
        {"Planned", STATE_TODO, SLOT_NONE},
        {"in progress", STATE_IN_PROGRESS, SLOT_LIGHT},
        {"\xE2\x9D\x8C In Progress", STATE_IN_PROGRESS, SLOT_LIGHT},
        {"**active**", STATE_IN_PROGRESS, SLOT_HEAVY},
        {"\xE2\x9C\x85 Complete \xE2\x80\x94 PR #12", STATE_DONE, SLOT_NONE},
        {"done (2026-02-19)", STATE_DONE, SLOT_NONE},
        {"\xE2\x9C\x85 Deferred", STATE_PAUSED, SLOT_NONE},
        {"\xD0\x97\xD0\x90\xD0\x92\xD0\x95\xD0\xA0\xD0\xA8\xD0\x95\xD0\x9D\xD0\x9E", STATE_DONE, SLOT_NONE},
        {"Completely new", STATE_UNKNOWN, SLOT_NONE},
        {"incomplete", STATE_UNKNOWN, SLOT_NONE},
        {"", STATE_UNKNOWN, SLOT_NONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        enum state found = STATE_COUNT;
        enum slot slot = SLOT_COUNT;
        bool known = profile_read_status(profile, NULL, slice_of(cases[i].status), &found, &slot);
        assert_int_equal(found, cases[i].state);
        assert_int_equal(slot, cases[i].slot);
        assert_int_equal(known, cases[i].state != STATE_UNKNOWN);
    }
    assert_slice(profile_spelling(profile, NULL, STATE_DONE), "Complete");
    assert_slice(profile_spelling(profile, NULL, STATE_REVIEW), "");
    profile_free(profile);
    bytes_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mistakes_are_named_with_their_line),
        cmocka_unit_test(deep_or_huge_files_are_refused_at_once),
        cmocka_unit_test(built_in_profiles_load),
        cmocka_unit_test(built_in_trees_are_those_of_the_texts),
        cmocka_unit_test(status_words_mean_states),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
