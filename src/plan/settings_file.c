#include "plan/settings_file.h"

#include <yaml.h>

struct reading {
    struct arena *arena;
    const char *file;
    yaml_document_t *document;
    struct error *error;
};

static bool refuse(const struct reading *reading, size_t line, const char *what)
{
    return error_set_at(reading->error, ERROR_USAGE, reading->file, line, "%s", what);
}

/* Brackets that are open at once, by a count that does not know of quotes: a bound, not a parser. */
static bool is_shallow(struct slice text)
{
    size_t depth = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '[' || text.data[i] == '{') {
            if (++depth > SETTINGS_DEPTH) {
                return false;
            }
        } else if ((text.data[i] == ']' || text.data[i] == '}') && depth > 0) {
            depth--;
        }
    }
    return true;
}

static const struct setting *convert(const struct reading *reading, yaml_node_t *node, size_t depth);

static const struct setting *convert_number(const struct reading *reading, int number, size_t depth)
{
    yaml_node_t *node = yaml_document_get_node(reading->document, number);
    return node == NULL ? NULL : convert(reading, node, depth);
}

/* Among the keys that are read so far. */
static bool has_key(const struct setting *setting, struct slice key)
{
    for (size_t i = 0; i < setting->count; i++) {
        if (slice_equal(setting->keys[i]->text, key)) {
            return true;
        }
    }
    return false;
}

static bool convert_items(const struct reading *reading, yaml_node_t *node, struct setting *setting, size_t depth)
{
    size_t count = node->type == YAML_MAPPING_NODE
                       ? (size_t)(node->data.mapping.pairs.top - node->data.mapping.pairs.start)
                       : (size_t)(node->data.sequence.items.top - node->data.sequence.items.start);
    const struct setting **items = arena_new(reading->arena, count, sizeof *items);
    const struct setting **keys = arena_new(reading->arena, count, sizeof *keys);
    setting->items = items;
    setting->keys = keys;
    if (items == NULL || keys == NULL) {
        return error_no_memory(reading->error);
    }
    for (size_t i = 0; i < count; i++) {
        int value = 0;
        if (node->type == YAML_MAPPING_NODE) {
            keys[i] = convert_number(reading, node->data.mapping.pairs.start[i].key, depth + 1);
            value = node->data.mapping.pairs.start[i].value;
            if (keys[i] == NULL) {
                return false;
            }
            if (keys[i]->type != SETTING_TEXT) {
                return refuse(reading, keys[i]->line, "a key must be a text");
            }
            if (has_key(setting, keys[i]->text)) {
                return refuse(reading, keys[i]->line, "this key stands here a second time; keep one of the two");
            }
        } else {
            value = node->data.sequence.items.start[i];
        }
        items[i] = convert_number(reading, value, depth + 1);
        if (items[i] == NULL) {
            return false;
        }
        setting->count++;
    }
    return true;
}

static const struct setting *convert(const struct reading *reading, yaml_node_t *node, size_t depth)
{
    size_t line = node->start_mark.line + 1;
    if (depth > SETTINGS_DEPTH) {
        (void)refuse(reading, line, "nested too deeply; settings need no more than a few levels");
        return NULL;
    }
    struct setting *setting = arena_new(reading->arena, 1, sizeof *setting);
    if (setting == NULL) {
        (void)error_no_memory(reading->error);
        return NULL;
    }
    setting->line = line;
    if (node->type == YAML_SCALAR_NODE) {
        setting->type = SETTING_TEXT;
        struct slice text = slice_make((const char *)node->data.scalar.value, node->data.scalar.length);
        bool is_null = node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
                       (slice_equal(text, slice_of("~")) || slice_equal(text, slice_of("null")));
        setting->text = arena_copy(reading->arena, is_null ? slice_of("") : text);
        if (setting->text.data == NULL) {
            (void)error_no_memory(reading->error);
            return NULL;
        }
        return setting;
    }
    setting->type = node->type == YAML_MAPPING_NODE ? SETTING_MAP : SETTING_LIST;
    return convert_items(reading, node, setting, depth) ? setting : NULL;
}

static const struct setting *read_document(struct reading *reading, yaml_parser_t *parser)
{
    yaml_document_t document;
    if (yaml_parser_load(parser, &document) == 0) {
        (void)error_set_at(reading->error, ERROR_USAGE, reading->file, parser->problem_mark.line + 1,
                           "this is no YAML: %s; mend the line",
                           parser->problem == NULL ? "unknown problem" : parser->problem);
        return NULL;
    }
    reading->document = &document;
    yaml_node_t *root = yaml_document_get_root_node(&document);
    const struct setting *setting = NULL;
    if (root == NULL) {
        struct setting *empty = arena_new(reading->arena, 1, sizeof *empty);
        if (empty == NULL) {
            (void)error_no_memory(reading->error);
        } else {
            empty->type = SETTING_MAP;
            empty->line = 1;
            setting = empty;
        }
    } else {
        setting = convert(reading, root, 0);
    }
    yaml_document_delete(&document);
    return setting;
}

const struct setting *settings_read(struct arena *arena, const char *file, struct slice text, struct error *error)
{
    struct reading reading = {.arena = arena, .file = file, .error = error};
    if (text.size > SETTINGS_SIZE) {
        (void)refuse(&reading, 0, "too large for a file of settings; it may have 1 MiB");
        return NULL;
    }
    if (!is_shallow(text)) {
        (void)refuse(&reading, 0, "nested too deeply; settings need no more than a few levels");
        return NULL;
    }
    yaml_parser_t parser;
    if (yaml_parser_initialize(&parser) == 0) {
        (void)error_no_memory(error);
        return NULL;
    }
    yaml_parser_set_input_string(&parser, (const unsigned char *)(text.data == NULL ? "" : text.data), text.size);
    const struct setting *setting = read_document(&reading, &parser);
    yaml_parser_delete(&parser);
    return setting;
}

const struct setting *setting_get(const struct setting *map, const char *key)
{
    for (size_t i = 0; map != NULL && map->type == SETTING_MAP && i < map->count; i++) {
        if (slice_equal(map->keys[i]->text, slice_of(key))) {
            return map->items[i];
        }
    }
    return NULL;
}

bool setting_hours(const struct setting *setting, unsigned long *hours)
{
    struct slice text = setting->text;
    unsigned long number = 0;
    size_t at = 0;
    while (at < text.size && text.data[at] >= '0' && text.data[at] <= '9' && number <= 100000) {
        number = number * 10 + (unsigned long)(text.data[at++] - '0');
    }
    bool days = at + 1 == text.size && text.data[at] == 'd';
    if (at == 0 || at + 1 != text.size || (!days && text.data[at] != 'h') || number > 100000) {
        return false;
    }
    *hours = days ? number * 24 : number;
    return true;
}
