/* Keys and looks: what is built in, a person's own over it, and mistakes that are named. */
#include "test_tui_fixture.h"

#include "tui/config.h"

static struct config read_config(const char *text)
{
    struct config config;
    struct error error = {0};
    assert_done(config_init(&config, &error), error);
    assert_int_equal(config.mistake_count, 0);
    assert_done(config_apply(&config, "own.yaml", slice_of(text), &error), error);
    return config;
}

static enum action action_at(const struct config *config, unsigned long key, enum where where)
{
    const struct action_info *info = keymap_find(&config->keys, key, where);
    return info == NULL ? ACTION_NONE : info->action;
}

static void what_is_built_in_has_no_mistake(void **state)
{
    (void)state;
    struct config config = read_config("");
    assert_int_equal(config.mistake_count, 0);
    assert_int_equal(action_at(&config, 'c', WHERE_BOARD), ACTION_CLAIM);
    assert_int_equal(action_at(&config, 'c', WHERE_INPUT), ACTION_NONE);
    assert_int_equal(action_at(&config, TUI_CONTROL('n'), WHERE_VIEW), ACTION_DOWN);
    assert_string_equal(config.theme_name, "dark");
    assert_true(config.theme.looks[STYLE_ERROR].bold);
    for (size_t i = 0; i < STYLE_COUNT; i++) {
        assert_true(strlen(style_name((enum style)i)) > 0);
    }
    config_release(&config);
}

/* vi and Emacs both move. */
static void both_hands_find_their_keys(void **state)
{
    (void)state;
    static const struct {
        const char *key;
        enum where where;
        enum action action;
    } cases[] = {
        {"k", WHERE_VIEW, ACTION_UP},          {"^P", WHERE_BOARD, ACTION_UP},         {"j", WHERE_PAGE, ACTION_DOWN},
        {"^N", WHERE_PREVIEW, ACTION_DOWN},    {"^V", WHERE_VIEW, ACTION_PAGE_DOWN},   {"M-v", WHERE_VIEW, ACTION_PAGE_UP},
        {"^D", WHERE_VIEW, ACTION_PAGE_DOWN},  {"^U", WHERE_SOURCE, ACTION_PAGE_UP},   {"M-<", WHERE_VIEW, ACTION_FIRST},
        {"M->", WHERE_CHOICE, ACTION_LAST},    {"G", WHERE_VIEW, ACTION_LAST},         {"M-x", WHERE_BOARD, ACTION_COMMAND},
        {"^S", WHERE_VIEW, ACTION_FIND},       {"^G", WHERE_PREVIEW, ACTION_BACK},     {"^G", WHERE_INPUT, ACTION_BACK},
        {"^A", WHERE_INPUT, ACTION_FIRST},     {"^E", WHERE_INPUT, ACTION_LAST},       {"^F", WHERE_INPUT, ACTION_RIGHT},
        {"^B", WHERE_INPUT, ACTION_LEFT},      {"^D", WHERE_INPUT, ACTION_DELETE},     {"^K", WHERE_INPUT, ACTION_DELETE_REST},
        {"^Y", WHERE_INPUT, ACTION_PUT},       {"^W", WHERE_INPUT, ACTION_DELETE_WORD}, {"M-b", WHERE_INPUT, ACTION_WORD_LEFT},
        {"M-f", WHERE_INPUT, ACTION_WORD_RIGHT}, {"M-d", WHERE_INPUT, ACTION_DELETE_WORD_ON},
        {"M-Backspace", WHERE_INPUT, ACTION_DELETE_WORD}, {"M-w", WHERE_VIEW, ACTION_YANK},
    };
    struct config config = read_config("");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char name[BINDINGS_NAME];
        unsigned long key = 0;
        assert_true(bindings_key_parse(slice_of(cases[i].key), &key));
        assert_string_equal(bindings_key_name(key, name), cases[i].key);
        assert_int_equal(action_at(&config, key, cases[i].where), cases[i].action);
        assert_true(keymap_has(&config.keys, key));
    }
    unsigned long key = 0;
    assert_false(bindings_key_parse(slice_of("M-"), &key));
    assert_false(bindings_key_parse(slice_of("M-M-x"), &key));
    assert_false(bindings_key_parse(slice_of("M-Nothing"), &key));
    assert_false(keymap_has(&config.keys, TUI_META | 'q'));
    config_release(&config);
}

static void a_key_moves_from_one_action_to_another(void **state)
{
    (void)state;
    struct config config = read_config("keys:\n  done: [c, D]\n  release: []\n  quit: Q\n");
    assert_int_equal(config.mistake_count, 0);
    assert_int_equal(action_at(&config, 'c', WHERE_BOARD), ACTION_DONE);
    assert_int_equal(action_at(&config, 'D', WHERE_VIEW), ACTION_DONE);
    assert_int_equal(action_at(&config, 'd', WHERE_BOARD), ACTION_NONE);
    assert_int_equal(action_at(&config, 'r', WHERE_BOARD), ACTION_NONE);
    assert_int_equal(action_at(&config, 'Q', WHERE_BOARD), ACTION_QUIT);
    assert_int_equal(action_at(&config, 'q', WHERE_BOARD), ACTION_NONE);
    /* Elsewhere the key is what it was. */
    assert_int_equal(action_at(&config, 'q', WHERE_PREVIEW), ACTION_BACK);
    config_release(&config);
}

static void mistakes_are_named_and_the_rest_is_used(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *mistake;
    } cases[] = {
        {"keys:\n  fly: [f]\n  done: [D]\n", "own.yaml:2: there is no action `fly`"},
        {"keys:\n  done: [D, F25]\n", "own.yaml:2: `F25` is no key"},
        {"keys:\n  done: {a: b}\n  move: [D]\n", "own.yaml:2: the keys of `done`"},
        {"keys: 3\n", "own.yaml:1: `keys` has to name"},
        {"theme: pink\n", "own.yaml:1: there is no theme `pink`"},
        {"styles:\n  errors: {}\n", "own.yaml:2: there is no style `errors`"},
        {"styles:\n  error: {colour: mauve}\n", "own.yaml:2: `mauve` is no colour"},
        {"styles:\n  error: {bold: maybe}\n", "own.yaml:2: `maybe` is neither"},
        {"styles:\n  error: {blink: true}\n", "own.yaml:2: `blink` is nothing that a style has"},
        {"styles:\n  error: red\n", "own.yaml:2: a style has to say"},
        {"colour: red\n", "own.yaml:1: `colour` is nothing that can be set"},
        {"keys: [\n", "own.yaml:"},
        {"- a\n", "own.yaml:1: this has to say"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct config config = read_config(cases[i].text);
        assert_int_equal(config.mistake_count, 1);
        assert_true(slice_starts(bytes_slice(&config.mistakes), slice_of(cases[i].mistake)));
        /* Of what was not said the built-in holds. */
        assert_int_equal(action_at(&config, 'c', WHERE_BOARD), ACTION_CLAIM);
        assert_true(config.theme.looks[STYLE_ADDED_PART].underline);
        config_release(&config);
    }
}

static void looks_are_set_over_the_theme(void **state)
{
    (void)state;
    struct config config = read_config("styles: {error: {colour: '#ff8700', underline: true}, done: {colour: 34, "
                                       "background: bright-white}}\ntheme: light\n");
    assert_int_equal(config.mistake_count, 0);
    assert_int_equal(config.theme.looks[STYLE_ERROR].colour, COLOUR_RGB + 0xff8700);
    assert_false(config.theme.looks[STYLE_ERROR].bold);
    assert_int_equal(config.theme.looks[style_of_state(STATE_DONE)].colour, 34);
    assert_int_equal(config.theme.looks[style_of_state(STATE_DONE)].background, 15);
    assert_int_equal(config.theme.looks[STYLE_LABEL].colour, COLOUR_RGB + 0x0000af);
    config_release(&config);
    config = read_config("theme: none\n");
    for (int i = 0; i < STYLE_COUNT; i++) {
        assert_int_equal(config.theme.looks[i].colour, COLOUR_DEFAULT);
    }
    assert_true(config.theme.looks[STYLE_HEADER].reverse);
    config_release(&config);
}

static void colours_fit_what_a_terminal_has(void **state)
{
    (void)state;
    assert_int_equal(colour_fit(COLOUR_DEFAULT, 8), COLOUR_DEFAULT);
    assert_int_equal(colour_fit(3, 8), 3);
    assert_int_equal(colour_fit(9, 8), 1);
    assert_int_equal(colour_fit(9, 16), 9);
    assert_int_equal(colour_fit(208, 256), 208);
    assert_int_equal(colour_fit(COLOUR_RGB + 0xff8700, 256), 208);
    assert_int_equal(colour_fit(COLOUR_RGB + 0xff0000, 8), 1);
    assert_int_equal(colour_fit(COLOUR_RGB + 0x00ff00, 16), 10);
    assert_int_equal(colour_fit(COLOUR_RGB + 0x123456, 1 << 24), 0x123456);
    /* There numbers behind the eighth are no palette's. */
    assert_int_equal(colour_fit(1, 1 << 24), 1);
    assert_int_equal(colour_fit(9, 1 << 24), 0xff0000);
    assert_int_equal(colour_fit(208, 1 << 24), 0xff8700);
    assert_int_equal(colour_fit(COLOUR_RGB + 3, 1 << 24), 0);
    /* A hue stays one, however grey the nearest is. */
    assert_int_equal(colour_fit(COLOUR_RGB + 0xff5f5f, 8), 1);
    assert_int_equal(colour_fit(COLOUR_RGB + 0xff5f5f, 16), 9);
    assert_int_equal(colour_fit(COLOUR_RGB + 0x5fd75f, 16), 2);
    assert_int_equal(colour_fit(COLOUR_RGB + 0x808080, 16), 8);
    for (int i = 0; i < 256; i++) {
        assert_true(colour_fit(i, 8) < 8);
        assert_true(colour_fit(i, 16) < 16);
    }
}

/* What is printed is a configuration, and the same one. */
static void what_is_printed_reads_back(void **state)
{
    (void)state;
    struct config config = read_config("keys: {claim: ['\"', \"'\", ^A, 'n', '\xC3\xBC'], done: []}\ntheme: light\nstyles:\n"
                                       "  error: {colour: '#ff8700', reverse: true}\n");
    struct bytes first = {0};
    struct bytes second = {0};
    assert_int_equal(config.mistake_count, 0);
    assert_true(config_append(&config, &first));
    struct config again = read_config(first.data);
    assert_int_equal(again.mistake_count, 0);
    assert_true(config_append(&again, &second));
    assert_string_equal(first.data, second.data);
    bytes_release(&first);
    bytes_release(&second);
    config_release(&config);
    config_release(&again);
}

static void help_and_footer_follow_the_keys(void **state)
{
    (void)state;
    struct error error = {0};
    struct tui_fixture board = tui_open(80, 24, false);
    assert_done(config_apply(&board.state->config, "own.yaml", slice_of("keys: {claim: [K], quit: [Z]}\n"), &error), error);
    assert_true(tui_shows(&board, "K claim"));
    assert_true(tui_shows(&board, "Z quit"));
    tui_press(&board, "?");
    for (int i = 0; i < 60 && !tui_shows(&board, "K                  claim the task"); i++) {
        tui_press(&board, "j");
    }
    assert_true(tui_shows(&board, "K                  claim the task"));
    tui_close(&board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_built_in_has_no_mistake),
        cmocka_unit_test(both_hands_find_their_keys),
        cmocka_unit_test(a_key_moves_from_one_action_to_another),
        cmocka_unit_test(mistakes_are_named_and_the_rest_is_used),
        cmocka_unit_test(looks_are_set_over_the_theme),
        cmocka_unit_test(colours_fit_what_a_terminal_has),
        cmocka_unit_test(what_is_printed_reads_back),
        cmocka_unit_test(help_and_footer_follow_the_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
