#include "tui/config.h"

#include "plan/settings_file.h"
#include "tui/config_print.h"

#include <stdarg.h>
#include <stdio.h>

struct reading {
    struct config *config;
    const char *file;
    const struct setting *themes; /* that are built in */
};

/* Notes a mistake; the rest is used. */
static void note(const struct reading *reading, size_t line, const char *format, ...) ERROR_PRINTF(3, 4);

static void note(const struct reading *reading, size_t line, const char *format, ...)
{
    char text[400];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    bytes_append_format(&reading->config->mistakes, "%s:%zu: %s\n", reading->file, line, text);
    reading->config->mistake_count++;
}

/* ---- keys ---- */

static void read_key(const struct reading *reading, const struct action_info *info, const struct setting *value)
{
    unsigned long key = 0;
    if (value->type != SETTING_TEXT || !bindings_key_parse(value->text, &key)) {
        note(reading, value->line, "`%.*s` is no key; write a character, ^A to ^Z, or a name like Enter or PageUp, M- before it for Meta",
             SLICE_PRINT(value->text));
    } else if (!keymap_bind(&reading->config->keys, info, key)) {
        note(reading, value->line, "there are more keys than there is room for; take some away");
    }
}

static void read_keys(const struct reading *reading, const struct setting *keys)
{
    if (keys->type != SETTING_MAP) {
        note(reading, keys->line, "`keys` has to name actions with their keys, like `claim: [c]`");
        return;
    }
    for (size_t i = 0; i < keys->count; i++) {
        const struct action_info *info = action_find(keys->keys[i]->text);
        const struct setting *value = keys->items[i];
        if (info == NULL) {
            note(reading, keys->keys[i]->line, "there is no action `%.*s`; `workboard config` lists them",
                 SLICE_PRINT(keys->keys[i]->text));
            continue;
        }
        keymap_clear(&reading->config->keys, info);
        if (value->type == SETTING_TEXT && value->text.size > 0) {
            read_key(reading, info, value);
        }
        for (size_t k = 0; value->type == SETTING_LIST && k < value->count; k++) {
            read_key(reading, info, value->items[k]);
        }
        if (value->type == SETTING_MAP) {
            note(reading, value->line, "the keys of `%s` have to be a list, like [c, Enter]", info->name);
        }
    }
}

/* ---- looks ---- */

static void read_flag(const struct reading *reading, const struct setting *value, bool *flag)
{
    if (slice_equal(value->text, slice_of("true")) || slice_equal(value->text, slice_of("false"))) {
        *flag = value->text.data[0] == 't';
    } else {
        note(reading, value->line, "`%.*s` is neither true nor false", SLICE_PRINT(value->text));
    }
}

static void read_look(const struct reading *reading, const struct setting *setting, struct style_look *look)
{
    *look = (struct style_look){.colour = COLOUR_DEFAULT, .background = COLOUR_DEFAULT};
    if (setting->type != SETTING_MAP) {
        note(reading, setting->line, "a style has to say how it looks, like {colour: red, bold: true}");
        return;
    }
    for (size_t i = 0; i < setting->count; i++) {
        struct slice key = setting->keys[i]->text;
        const struct setting *value = setting->items[i];
        bool back = slice_equal(key, slice_of("background"));
        if (back || slice_equal(key, slice_of("colour")) || slice_equal(key, slice_of("color"))) {
            if (!colour_parse(value->text, back ? &look->background : &look->colour)) {
                note(reading, value->line, "`%.*s` is no colour; write a name, a number to 255, or '#rrggbb'",
                     SLICE_PRINT(value->text));
            }
        } else if (slice_equal(key, slice_of("bold"))) {
            read_flag(reading, value, &look->bold);
        } else if (slice_equal(key, slice_of("dim"))) {
            read_flag(reading, value, &look->dim);
        } else if (slice_equal(key, slice_of("underline"))) {
            read_flag(reading, value, &look->underline);
        } else if (slice_equal(key, slice_of("reverse"))) {
            read_flag(reading, value, &look->reverse);
        } else {
            note(reading, setting->keys[i]->line,
                 "`%.*s` is nothing that a style has; it has colour, background, bold, dim, underline, reverse",
                 SLICE_PRINT(key));
        }
    }
}

static void read_styles(const struct reading *reading, const struct setting *styles)
{
    if (styles->type != SETTING_MAP) {
        note(reading, styles->line, "`styles` has to name styles, like `error: {colour: red}`");
        return;
    }
    for (size_t i = 0; i < styles->count; i++) {
        enum style style;
        if (style_parse(styles->keys[i]->text, &style)) {
            read_look(reading, styles->items[i], &reading->config->theme.looks[style]);
        } else {
            note(reading, styles->keys[i]->line, "there is no style `%.*s`; `workboard config` lists them",
                 SLICE_PRINT(styles->keys[i]->text));
        }
    }
}

/* Every theme is said over the first one; `none` takes every colour away. */
static void use_theme(const struct reading *reading, const struct setting *theme, struct slice name)
{
    struct config *config = reading->config;
    read_styles(reading, reading->themes->items[0]);
    read_styles(reading, theme);
    for (int i = 0; slice_equal(name, slice_of("none")) && i < STYLE_COUNT; i++) {
        config->theme.looks[i].colour = config->theme.looks[i].background = COLOUR_DEFAULT;
    }
    snprintf(config->theme_name, sizeof config->theme_name, "%.*s", SLICE_PRINT(name));
}

static void read_theme(const struct reading *reading, const struct setting *value)
{
    char name[32];
    snprintf(name, sizeof name, "%.*s", SLICE_PRINT(value->text));
    const struct setting *theme = setting_get(reading->themes, name);
    if (theme == NULL) {
        note(reading, value->line, "there is no theme `%.*s`; there are dark, light and none", SLICE_PRINT(value->text));
    } else {
        use_theme(reading, theme, slice_of(name));
    }
}

/* ---- files ---- */

static void read_file(const struct reading *reading, const struct setting *root, bool own)
{
    static const char *const order[] = {"theme", "styles", "keys"};
    if (root->type != SETTING_MAP) {
        note(reading, root->line, "this has to say `keys`, `theme` or `styles`");
        return;
    }
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        const struct setting *value = setting_get(root, order[i]);
        if (value != NULL && i == 0) {
            read_theme(reading, value);
        } else if (value != NULL && i == 1) {
            read_styles(reading, value);
        } else if (value != NULL) {
            read_keys(reading, value);
        }
    }
    for (size_t i = 0; own && i < root->count; i++) {
        bool known = false;
        for (size_t k = 0; k < sizeof order / sizeof order[0]; k++) {
            known = known || slice_equal(root->keys[i]->text, slice_of(order[k]));
        }
        if (!known) {
            note(reading, root->keys[i]->line, "`%.*s` is nothing that can be set; there are keys, theme and styles",
                 SLICE_PRINT(root->keys[i]->text));
        }
    }
}

/* Reads what is built in, for the themes at least. */
static const struct setting *read_default(struct arena *arena, struct error *error)
{
    return settings_read(arena, "default.yaml", slice_of(config_default), error);
}

static bool is_done(const struct config *config, struct error *error)
{
    return config->mistakes.failed ? error_no_memory(error) : true;
}

bool config_init(struct config *config, struct error *error)
{
    struct arena arena;
    *config = (struct config){.theme_name = ""};
    arena_init(&arena);
    const struct setting *root = read_default(&arena, error);
    if (root != NULL) {
        struct reading reading = {.config = config, .file = "default.yaml", .themes = setting_get(root, "themes")};
        read_file(&reading, root, false);
    }
    arena_release(&arena);
    return root != NULL && is_done(config, error);
}

void config_release(struct config *config)
{
    bytes_release(&config->mistakes);
}

bool config_apply(struct config *config, const char *file, struct slice text, struct error *error)
{
    struct arena arena;
    struct error failure = {0};
    arena_init(&arena);
    const struct setting *built_in = read_default(&arena, error);
    if (built_in != NULL) {
        struct reading reading = {.config = config, .file = file, .themes = setting_get(built_in, "themes")};
        const struct setting *root = settings_read(&arena, file, text, &failure);
        if (root != NULL) {
            read_file(&reading, root, true);
        } else if (failure.code == ERROR_USAGE) {
            note(&reading, failure.line, "%s", failure.message);
        } else {
            *error = failure;
        }
    }
    arena_release(&arena);
    return built_in != NULL && (failure.code == ERROR_NONE || failure.code == ERROR_USAGE) && is_done(config, error);
}

bool config_theme(struct config *config, struct slice name, struct error *error)
{
    struct arena arena;
    char key[32];
    arena_init(&arena);
    snprintf(key, sizeof key, "%.*s", SLICE_PRINT(name));
    const struct setting *root = read_default(&arena, error);
    const struct setting *theme = root == NULL ? NULL : setting_get(setting_get(root, "themes"), key);
    if (root != NULL && theme == NULL) {
        error_set(error, ERROR_NOT_FOUND, "there is no theme `%s`; there are dark, light and none", key);
    }
    if (theme != NULL) {
        struct reading reading = {.config = config, .file = "default.yaml", .themes = setting_get(root, "themes")};
        use_theme(&reading, theme, slice_of(key));
    }
    arena_release(&arena);
    return theme != NULL;
}

/* ---- printing ---- */

static void append_keys(const struct config *config, const struct action_info *info, struct bytes *out)
{
    char name[BINDINGS_NAME];
    unsigned long key = 0;
    size_t count = 0;
    for (size_t at = 0; keymap_next(&config->keys, info, &at, &key); count++) {
        const char *written = bindings_key_name(key, name);
        bool plain = (written[0] >= 'a' && written[0] <= 'z') || (written[0] >= 'A' && written[0] <= 'Z') ||
                     (unsigned char)written[0] >= 0x80;
        /* YAML takes these two for a truth. */
        plain = plain && !(written[1] == '\0' && strchr("yYnN", written[0]) != NULL);
        bytes_append_format(out, plain ? "%s%s" : written[0] == '\'' ? "%s\"%s\"" : "%s'%s'", count > 0 ? ", " : "", written);
    }
}

static void append_look(const struct style_look *look, struct bytes *out)
{
    const char *separator = "";
    bytes_append_text(out, "{");
    if (look->colour != COLOUR_DEFAULT) {
        bytes_append_text(out, "colour: ");
        colour_append(out, look->colour);
        separator = ", ";
    }
    if (look->background != COLOUR_DEFAULT) {
        bytes_append_format(out, "%sbackground: ", separator);
        colour_append(out, look->background);
        separator = ", ";
    }
    const struct {
        const char *name;
        bool set;
    } flags[] = {{"bold", look->bold}, {"dim", look->dim}, {"underline", look->underline}, {"reverse", look->reverse}};
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
        if (flags[i].set) {
            bytes_append_format(out, "%s%s: true", separator, flags[i].name);
            separator = ", ";
        }
    }
    bytes_append_text(out, "}\n");
}

bool config_append(const struct config *config, struct bytes *out)
{
    enum { COMMENT = 40 };
    bytes_append_text(out, "keys:\n");
    for (size_t i = 0; action_infos[i].name != NULL; i++) {
        size_t start = out->size;
        bytes_append_format(out, "  %s: [", action_infos[i].name);
        append_keys(config, &action_infos[i], out);
        bytes_append_text(out, "]");
        while (!out->failed && out->size - start < COMMENT) {
            bytes_append_byte(out, ' ');
        }
        bytes_append_format(out, " # %s\n", action_infos[i].help);
    }
    bytes_append_format(out, "\ntheme: %s # dark, light or none\nstyles:\n", config->theme_name);
    for (int i = 0; i < STYLE_COUNT; i++) {
        bytes_append_format(out, "  %s: ", style_name((enum style)i));
        append_look(&config->theme.looks[i], out);
    }
    return !out->failed;
}

bool config_print(const char *file, struct slice text, struct bytes *out, struct bytes *mistakes,
                  struct error *error)
{
    struct config config;
    bool done = config_init(&config, error) && config_apply(&config, file, text, error);
    done = done && (config_append(&config, out) || error_no_memory(error));
    done = done && (bytes_append(mistakes, bytes_slice(&config.mistakes)) || error_no_memory(error));
    config_release(&config);
    return done;
}
