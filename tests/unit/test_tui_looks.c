/* How the themes look: what each letter beneath the screens of tests/screens means, and whether it can be read. */
#include "test_tui_fixture.h"
#include "test_tui_looks.h"

static const char *const themes[] = {"dark", "light", "none"};

/* Grounds that people have, and what they write on them in where nothing else is said. */
struct ground {
    int ground;
    int text;
};

enum { GROUNDS = 4 };

static const struct ground dark_grounds[GROUNDS] = {
    {0x000000, 0xd0d0d0}, {0x1e1e1e, 0xd4d4d4}, {0x282828, 0xebdbb2}, {0x300a24, 0xeeeeec}};
static const struct ground light_grounds[GROUNDS] = {
    {0xffffff, 0x000000}, {0xfafafa, 0x383a42}, {0xfdf6e3, 0x3b4b50}, {0xeeeeec, 0x2e3436}};

/* ---- contrast: the formulas of the Web Content Accessibility Guidelines 2 ---- */

/* x to the power of 2.4 for 0 < x <= 1, by Newton's method: no test here needs another library. */
static double power_2_4(double x)
{
    double twelfth = x * x;
    twelfth = twelfth * twelfth * twelfth;
    twelfth = twelfth * twelfth; /* x^12, whose fifth root is looked for */
    double root = 1;
    for (int i = 0; i < 100; i++) {
        root -= (root - twelfth / (root * root * root * root)) / 5;
    }
    return root;
}

static double channel(int value)
{
    double part = value / 255.0;
    return part <= 0.04045 ? part / 12.92 : power_2_4((part + 0.055) / 1.055);
}

static double luminance(struct rgb colour)
{
    return 0.2126 * channel(colour.red) + 0.7152 * channel(colour.green) + 0.0722 * channel(colour.blue);
}

static double contrast(struct rgb a, struct rgb b)
{
    double first = luminance(a);
    double second = luminance(b);
    return ((first > second ? first : second) + 0.05) / ((first > second ? second : first) + 0.05);
}

static struct rgb rgb_of(int value)
{
    return (struct rgb){value >> 16 & 255, value >> 8 & 255, value & 255};
}

/* What terminals make of faint text: two thirds of it. */
static struct rgb faint(struct rgb text, struct rgb ground)
{
    return (struct rgb){(2 * text.red + ground.red) / 3, (2 * text.green + ground.green) / 3,
                        (2 * text.blue + ground.blue) / 3};
}

/* The least contrast that a look has on any of the grounds, on a terminal with so many colours. */
static double least_contrast(const struct style_look *look, const struct ground *grounds, int colours)
{
    double least = 21;
    for (size_t i = 0; i < GROUNDS; i++) {
        struct rgb ground = rgb_of(grounds[i].ground);
        struct rgb text = rgb_of(grounds[i].text);
        int front = colour_fit(look->colour, colours);
        int back = colour_fit(look->background, colours);
        text = front < 0 ? text : colours > 256 ? rgb_of(front) : colour_rgb(front);
        ground = back < 0 ? ground : colours > 256 ? rgb_of(back) : colour_rgb(back);
        text = look->dim ? faint(text, ground) : text;
        double found = contrast(text, ground);
        least = found < least ? found : least;
    }
    return least;
}

/* Text has the contrast of AA, 4.5; a frame, which is no text, 3. */
static void everything_can_be_read(void **state)
{
    (void)state;
    static const int colours[] = {256, 1 << 24};
    for (size_t t = 0; t < 2; t++) {
        struct config config = looks_config(themes[t]);
        for (int style = 0; style < STYLE_COUNT; style++) {
            for (size_t c = 0; c < 2; c++) {
                double found = least_contrast(&config.theme.looks[style], t == 0 ? dark_grounds : light_grounds, colours[c]);
                if (found < (style == STYLE_BORDER ? 3 : 4.5)) {
                    print_error("%s: %s has a contrast of %.2f with %d colours\n", themes[t], style_name((enum style)style),
                                found, colours[c]);
                    fail();
                }
            }
        }
        config_release(&config);
    }
}

/* The formulas are right: the figures that the guidelines' authors name. */
static void contrast_is_as_defined(void **state)
{
    (void)state;
    static const int figures[][3] = {
        {0xffffff, 0x000000, 2100}, {0x777777, 0xffffff, 447}, {0x0000ff, 0xffffff, 859}, {0xff0000, 0xffffff, 399}};
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
        assert_int_equal((int)(contrast(rgb_of(figures[i][0]), rgb_of(figures[i][1])) * 100 + 0.001), figures[i][2]);
    }
}

/* What asks for attention stands out without colours too: by weight, by a ground or a line. What a state is, its sign says;
 * what is new or gone, `+` and `-`. */
static void weights_are_left_without_colours(void **state)
{
    (void)state;
    static const enum style standing_out[] = {STYLE_HEADER, STYLE_FOCUS, STYLE_TITLE, STYLE_KEY, STYLE_CHANGED, STYLE_ERROR,
                                              STYLE_ADDED_PART, STYLE_REMOVED_PART};
    struct config config = looks_config("none");
    for (int style = 0; style < STYLE_COUNT; style++) {
        assert_int_equal(config.theme.looks[style].colour, COLOUR_DEFAULT);
        assert_int_equal(config.theme.looks[style].background, COLOUR_DEFAULT);
    }
    for (size_t i = 0; i < sizeof standing_out / sizeof standing_out[0]; i++) {
        assert_true(config.theme.looks[standing_out[i]].bold);
    }
    assert_true(config.theme.looks[STYLE_HEADER].reverse);
    assert_true(config.theme.looks[STYLE_WAITING].dim);
    config_release(&config);
}

/* What must not be taken for each other looks different wherever there are colours, eight of them too. */
static void hues_differ_with_few_colours(void **state)
{
    (void)state;
    static const int colours[] = {8, 16, 256, 1 << 24};
    static const enum style pairs[][2] = {
        {STYLE_ADDED, STYLE_REMOVED},
        {STYLE_ERROR, STYLE_NOTICE},
        {STYLE_STATE + STATE_BLOCKED, STYLE_STATE + STATE_IN_PROGRESS},
        {STYLE_STATE + STATE_BLOCKED, STYLE_STATE + STATE_DONE},
        {STYLE_STATE + STATE_IN_PROGRESS, STYLE_STATE + STATE_DONE},
        {STYLE_STATE + STATE_IN_PROGRESS, STYLE_STATE + STATE_REVIEW},
        {STYLE_CHANGED, STYLE_ERROR},
        {STYLE_FOCUS, STYLE_ERROR},
    };
    for (size_t t = 0; t < 2; t++) {
        struct config config = looks_config(themes[t]);
        for (size_t c = 0; c < sizeof colours / sizeof colours[0]; c++) {
            for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
                int first = colour_fit(config.theme.looks[pairs[i][0]].colour, colours[c]);
                int second = colour_fit(config.theme.looks[pairs[i][1]].colour, colours[c]);
                if (first == second) {
                    print_error("%s: %s and %s are one colour of %d\n", themes[t], style_name(pairs[i][0]),
                                style_name(pairs[i][1]), colours[c]);
                    fail();
                }
            }
        }
        config_release(&config);
    }
}

/* ---- the legend ---- */

static void append_look(struct bytes *out, const struct style_look *look)
{
    colour_append(out, look->colour);
    if (look->background != COLOUR_DEFAULT) {
        bytes_append_text(out, " on ");
        colour_append(out, look->background);
    }
    bytes_append_text(out, look->bold ? ", bold" : "");
    bytes_append_text(out, look->dim ? ", dim" : "");
    bytes_append_text(out, look->underline ? ", underlined" : "");
    bytes_append_text(out, look->reverse ? ", reversed" : "");
}

static void append_legend(struct bytes *out, const char *name)
{
    struct config config = looks_config(name);
    const struct theme *theme = &config.theme;
    bool dark = strcmp(name, "light") != 0;
    bytes_append_format(out, "== %s ==\n", name);
    for (int style = 0; style < STYLE_COUNT; style++) {
        const char *separator = "";
        if (looks_first(theme, style) != style) {
            continue;
        }
        bytes_append_format(out, "%c  ", looks_letters[style][0]);
        append_look(out, &theme->looks[style]);
        bytes_append_format(out, " (contrast %.1f): ",
                            least_contrast(&theme->looks[style], dark ? dark_grounds : light_grounds, 256));
        for (int other = style; other < STYLE_COUNT; other++) {
            if (looks_first(theme, other) == style) {
                bytes_append_format(out, "%s%s", separator, style_name((enum style)other));
                separator = ", ";
            }
        }
        bytes_append_byte(out, '\n');
    }
    bytes_append_byte(out, '\n');
    config_release(&config);
}

static void the_legend_says_what_the_letters_mean(void **state)
{
    (void)state;
    struct bytes got = {0};
    bytes_append_text(&got, "What the letters beneath the screens mean in each look: colour, weight, the least contrast on the "
                            "grounds that\npeople have, and the styles that look so. The capital (of `.` it is `:`, of `-` `=`) "
                            "is what is selected: reversed.\n\n");
    for (size_t i = 0; i < sizeof themes / sizeof themes[0]; i++) {
        append_legend(&got, themes[i]);
    }
    assert_true(tui_fixture_golden("looks.txt", &got));
    bytes_release(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contrast_is_as_defined),
        cmocka_unit_test(everything_can_be_read),
        cmocka_unit_test(weights_are_left_without_colours),
        cmocka_unit_test(hues_differ_with_few_colours),
        cmocka_unit_test(the_legend_says_what_the_letters_mean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
