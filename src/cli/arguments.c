#include "cli/arguments.h"

#include "base/memory.h"
#include "base/suggest.h"

#include <string.h>

void arguments_release(struct arguments *arguments)
{
    memory_free(arguments->values);
    memory_free(arguments->words);
    arguments_init(arguments);
}

static const struct argument_option *find_option(const struct argument_option *const *tables, const char *name,
                                                 size_t size)
{
    for (size_t i = 0; tables[i] != NULL; i++) {
        for (const struct argument_option *option = tables[i]; option->name != NULL; option++) {
            if (strlen(option->name) == size && memcmp(option->name, name, size) == 0) {
                return option;
            }
        }
    }
    return NULL;
}

static const struct argument_option *find_letter(const struct argument_option *const *tables, char letter)
{
    for (size_t i = 0; tables[i] != NULL; i++) {
        for (const struct argument_option *option = tables[i]; option->name != NULL; option++) {
            if (letter != '\0' && option->letter == letter) {
                return option;
            }
        }
    }
    return NULL;
}

static bool unknown_option(const struct argument_option *const *tables, const char *text, size_t size,
                           struct error *error)
{
    struct suggest suggest;
    suggest_init(&suggest, slice_make(text, size));
    for (size_t i = 0; tables[i] != NULL; i++) {
        for (const struct argument_option *option = tables[i]; option->name != NULL; option++) {
            suggest_offer(&suggest, option->name);
        }
    }
    int shown = size > 200 ? 200 : (int)size;
    if (suggest.best != NULL) {
        return error_set(error, ERROR_USAGE, "there is no option --%.*s here; did you mean --%s?", shown, text,
                         suggest.best);
    }
    return error_set(error, ERROR_USAGE, "there is no option --%.*s here", shown, text);
}

static bool add_value(struct arguments *arguments, const struct argument_option *option, const char *text,
                      struct error *error)
{
    if (!memory_grow(&arguments->values, &arguments->capacity, arguments->count + 1, sizeof *arguments->values)) {
        return error_no_memory(error);
    }
    arguments->values[arguments->count++] = (struct argument_value){.option = option, .text = text};
    return true;
}

static bool add_word(struct arguments *arguments, const char *text, struct error *error)
{
    if (!memory_grow(&arguments->words, &arguments->word_capacity, arguments->word_count + 1,
                     sizeof *arguments->words)) {
        return error_no_memory(error);
    }
    arguments->words[arguments->word_count++] = text;
    return true;
}

/* The option in texts[*at], with the value behind it where it takes one. */
static bool read_option(struct arguments *arguments, int count, char *const *texts, int *at,
                        const struct argument_option *const *tables, struct error *error)
{
    const char *text = texts[*at];
    const struct argument_option *option = NULL;
    const char *value = NULL;
    if (text[1] == '-') {
        const char *name = text + 2;
        const char *equals = strchr(name, '=');
        size_t size = equals == NULL ? strlen(name) : (size_t)(equals - name);
        option = find_option(tables, name, size);
        value = equals == NULL ? NULL : equals + 1;
        if (option == NULL) {
            return unknown_option(tables, name, size, error);
        }
    } else {
        option = find_letter(tables, text[1]);
        value = text[2] == '\0' ? NULL : text + 2;
        if (option == NULL || (option->argument == NULL && value != NULL)) {
            return error_set(error, ERROR_USAGE, "there is no option %.200s here", text);
        }
    }
    *at += 1;
    if (option->argument == NULL) {
        if (value != NULL) {
            return error_set(error, ERROR_USAGE, "--%s takes no value", option->name);
        }
        return add_value(arguments, option, NULL, error);
    }
    if (value == NULL) {
        if (*at >= count) {
            return error_set(error, ERROR_USAGE, "--%s needs a value: --%s %s", option->name, option->name,
                             option->argument);
        }
        value = texts[*at];
        *at += 1;
    }
    return add_value(arguments, option, value, error);
}

bool arguments_read(struct arguments *arguments, int count, char *const *texts, int *at,
                    const struct argument_option *const *tables, bool stop_at_word, struct error *error)
{
    bool options = true;
    while (*at < count) {
        const char *text = texts[*at];
        if (options && strcmp(text, "--") == 0) {
            options = false;
            *at += 1;
        } else if (options && text[0] == '-' && text[1] != '\0') {
            if (!read_option(arguments, count, texts, at, tables, error)) {
                return false;
            }
        } else if (stop_at_word) {
            return true;
        } else {
            if (!add_word(arguments, text, error)) {
                return false;
            }
            *at += 1;
        }
    }
    return true;
}

bool arguments_has(const struct arguments *arguments, const char *name)
{
    for (size_t i = 0; i < arguments->count; i++) {
        if (strcmp(arguments->values[i].option->name, name) == 0) {
            return true;
        }
    }
    return false;
}

const char *arguments_text(const struct arguments *arguments, const char *name)
{
    const char *last = NULL;
    size_t position = 0;
    const char *text;
    while ((text = arguments_next(arguments, name, &position)) != NULL) {
        last = text;
    }
    return last;
}

const char *arguments_next(const struct arguments *arguments, const char *name, size_t *position)
{
    while (*position < arguments->count) {
        const struct argument_value *value = &arguments->values[(*position)++];
        if (strcmp(value->option->name, name) == 0) {
            return value->text;
        }
    }
    return NULL;
}
