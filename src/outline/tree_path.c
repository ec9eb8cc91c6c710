#include "outline/tree_path.h"

#include "base/bytes.h"
#include "text/utf8.h"

/* ---- reading a path ---- */

struct reader {
    struct arena *arena;
    struct slice text;
    size_t at;
    struct error *error;
};

static bool fail(const struct reader *reader, const char *what)
{
    return error_set(reader->error, ERROR_USAGE, "\"%.*s\" is no path: %s; write it as in tasks[id=T-1].status",
                     SLICE_PRINT(slice_part(reader->text, 0, 200)), what);
}

static char byte_at(const struct reader *reader)
{
    return reader->at < reader->text.size ? reader->text.data[reader->at] : '\0';
}

/* What stands in double quotes. */
static bool read_quoted(struct reader *reader, struct slice *value)
{
    struct bytes bytes;
    bytes_init(&bytes);
    reader->at++;
    bytes_append_text(&bytes, "");
    while (reader->at < reader->text.size && byte_at(reader) != '"') {
        if (byte_at(reader) == '\\' && reader->at + 1 < reader->text.size) {
            reader->at++;
        }
        bytes_append_byte(&bytes, byte_at(reader));
        reader->at++;
    }
    bool ended = byte_at(reader) == '"';
    reader->at++;
    *value = arena_copy(reader->arena, bytes_slice(&bytes));
    bool done = ended ? (!bytes.failed && value->data != NULL) || error_no_memory(reader->error)
                      : fail(reader, "a quote is not closed");
    bytes_release(&bytes);
    return done;
}

static struct slice read_until(struct reader *reader, const char *ends)
{
    size_t start = reader->at;
    while (reader->at < reader->text.size && strchr(ends, byte_at(reader)) == NULL) {
        reader->at++;
    }
    return slice_part(reader->text, start, reader->at);
}

static bool read_number(struct slice text, size_t *number)
{
    enum { MOST_DIGITS = 9 };
    *number = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9') {
            return false;
        }
        *number = *number * 10 + (size_t)(text.data[i] - '0');
    }
    return text.size > 0 && text.size <= MOST_DIGITS;
}

static bool read_match(struct reader *reader, struct tree_step *step)
{
    step->type = TREE_STEP_MATCH;
    reader->at++;
    if (byte_at(reader) == '"') {
        return read_quoted(reader, &step->value);
    }
    step->value = read_until(reader, "]");
    return true;
}

/* What stands behind an opening bracket, the closing one included. */
static bool read_brackets(struct reader *reader, struct tree_step *step)
{
    step->type = TREE_STEP_KEY;
    if (byte_at(reader) == ']') {
        step->type = TREE_STEP_NEW;
    } else if (byte_at(reader) == '"') {
        if (!read_quoted(reader, &step->key) || (byte_at(reader) == '=' && !read_match(reader, step))) {
            return false;
        }
    } else {
        step->key = read_until(reader, "=]");
        if (byte_at(reader) == '=') {
            if (!read_match(reader, step)) {
                return false;
            }
        } else if (read_number(step->key, &step->item)) {
            step->type = TREE_STEP_ITEM;
        } else {
            return fail(reader, "in brackets stands a number from 0, KEY=VALUE, or a key in quotes");
        }
    }
    if (byte_at(reader) != ']') {
        return fail(reader, "a bracket is not closed");
    }
    reader->at++;
    return true;
}

static bool read_step(struct reader *reader, bool first, struct tree_step *step)
{
    if (byte_at(reader) == '[') {
        reader->at++;
        return read_brackets(reader, step);
    }
    if (!first) {
        if (byte_at(reader) != '.') {
            return fail(reader, "behind a bracket stands a dot");
        }
        reader->at++;
    }
    step->type = TREE_STEP_KEY;
    step->key = read_until(reader, ".[");
    return step->key.size > 0 || fail(reader, "a key is missing; one with dots goes in brackets and quotes");
}

bool tree_path_read(struct arena *arena, struct slice text, struct tree_path *path, struct error *error)
{
    struct reader reader = {.arena = arena, .text = text, .error = error};
    *path = (struct tree_path){.text = text};
    while (reader.at < text.size) {
        struct tree_step step = {0};
        if (path->count > 0 && path->steps[path->count - 1].type == TREE_STEP_NEW) {
            return fail(&reader, "nothing can stand behind a new item");
        }
        if (!read_step(&reader, path->count == 0, &step)) {
            return false;
        }
        if (!arena_grow(arena, &path->steps, &path->capacity, path->count + 1, sizeof *path->steps)) {
            return error_no_memory(error);
        }
        path->steps[path->count++] = step;
    }
    return true;
}

/* ---- candidates ---- */

static void append_short(struct bytes *line, struct slice text)
{
    enum { MOST = 60 };
    struct slice part = utf8_clip(text, MOST, utf8_width_fixed);
    (void)utf8_append_clean(line, part, false);
    bytes_append_text(line, part.size < text.size ? "..." : "");
}

/* "LINE: key", "LINE: [3] id=T-003" */
static void add_candidate(const struct tree *tree, uint32_t index, size_t number, struct error *error)
{
    const struct tree_node *node = tree_node(tree, index);
    struct bytes line;
    bytes_init(&line);
    bytes_append_format(&line, "%zu: ", tree_line(tree, index));
    if (node->name.data != NULL) {
        append_short(&line, node->name);
    } else {
        bytes_append_format(&line, "[%zu] ", number);
        uint32_t first = node->type == TREE_MAP ? node->child : 0;
        while (first != 0 &&
               (tree_node(tree, first)->type != TREE_SCALAR || tree_node(tree, first)->name.data == NULL)) {
            first = tree_node(tree, first)->next;
        }
        if (first != 0) {
            append_short(&line, tree_node(tree, first)->name);
            bytes_append_text(&line, "=");
            append_short(&line, tree_node(tree, first)->text);
        } else {
            append_short(&line, node->text);
        }
    }
    if (!line.failed) {
        error_add_candidate(error, line.data, line.size);
    }
    bytes_release(&line);
}

/* Enough of them to fill the room that an error has. */
static void add_children(const struct tree *tree, uint32_t index, struct error *error)
{
    enum { MOST = 300 };
    size_t number = 0;
    for (uint32_t at = tree_node(tree, index)->child; at != 0 && number < MOST && error != NULL;
         at = tree_node(tree, at)->next) {
        add_candidate(tree, at, number++, error);
    }
}

/* ---- finding ---- */

static const char *describe_type(const struct tree_node *node)
{
    static const char *const names[] = {
        [TREE_SCALAR] = "a single value", [TREE_MAP] = "a map", [TREE_SEQUENCE] = "a list", [TREE_ALIAS] = "an alias",
    };
    return names[node->type];
}

/* How much of the path leads to a step, for messages: the text up to it cannot be told, so the step itself is. */
static void append_step(struct bytes *bytes, const struct tree_step *step)
{
    if (step->type == TREE_STEP_KEY) {
        bytes_append_format(bytes, "\"%.*s\"", SLICE_PRINT(slice_part(step->key, 0, 200)));
    } else if (step->type == TREE_STEP_ITEM) {
        bytes_append_format(bytes, "[%zu]", step->item);
    } else if (step->type == TREE_STEP_MATCH) {
        bytes_append_format(bytes, "[%.*s=%.*s]", SLICE_PRINT(slice_part(step->key, 0, 100)),
                            SLICE_PRINT(slice_part(step->value, 0, 100)));
    } else {
        bytes_append_text(bytes, "[]");
    }
}

static bool not_found(const struct tree *tree, uint32_t index, const struct tree_step *step, const char *what,
                      struct error *error)
{
    const struct tree_node *node = tree_node(tree, index);
    struct bytes text;
    bytes_init(&text);
    append_step(&text, step);
    const char *said = text.failed ? "this step" : text.data;
    const char *name = source_name(tree_source(tree));
    size_t line = tree_line(tree, index);
    if (node->type == TREE_ALIAS) {
        error_set_at(error, ERROR_NOT_FOUND, name, line, "%s cannot be looked for in an alias; go to where the anchor "
                     "\"%.*s\" stands", said, SLICE_PRINT(slice_part(node->text, 0, 100)));
    } else if (what == NULL) {
        error_set_at(error, ERROR_NOT_FOUND, name, line, "%s cannot be looked for in %s; name one of these, if any",
                     said, describe_type(node));
    } else {
        error_set_at(error, ERROR_NOT_FOUND, name, line, "%s %s", said, what);
    }
    bytes_release(&text);
    return false;
}

static bool find_key(const struct tree *tree, uint32_t index, const struct tree_step *step, uint32_t *found,
                     struct error *error)
{
    *found = tree_child(tree, index, step->key);
    if (*found == 0) {
        not_found(tree, index, step, "is not there; these keys are", error);
        add_children(tree, index, error);
        return false;
    }
    size_t count = 1;
    for (uint32_t at = tree_node(tree, *found)->next; at != 0; at = tree_node(tree, at)->next) {
        const struct tree_node *node = tree_node(tree, at);
        if (node->name.data != NULL && slice_equal(node->name, step->key)) {
            if (++count == 2) {
                not_found(tree, index, step, "stands there several times; leave one", error);
                add_candidate(tree, *found, 0, error);
            }
            add_candidate(tree, at, 0, error);
        }
    }
    return count == 1;
}

static bool find_item(const struct tree *tree, uint32_t index, const struct tree_step *step, uint32_t *found,
                      struct error *error)
{
    size_t number = 0;
    for (uint32_t at = tree_node(tree, index)->child; at != 0; at = tree_node(tree, at)->next) {
        if (number++ == step->item) {
            *found = at;
            return true;
        }
    }
    not_found(tree, index, step, "is not there; counted from 0, these are", error);
    add_children(tree, index, error);
    return false;
}

static bool matches(const struct tree *tree, uint32_t index, const struct tree_step *step)
{
    uint32_t child = tree_child(tree, index, step->key);
    return child != 0 && tree_node(tree, child)->type == TREE_SCALAR &&
           slice_equal(tree_node(tree, child)->text, step->value);
}

static bool find_match(const struct tree *tree, uint32_t index, const struct tree_step *step, uint32_t *found,
                       struct error *error)
{
    size_t count = 0;
    size_t number = 0;
    size_t first = 0;
    for (uint32_t at = tree_node(tree, index)->child; at != 0; at = tree_node(tree, at)->next, number++) {
        if (!matches(tree, at, step)) {
            continue;
        }
        if (++count == 1) {
            *found = at;
            first = number;
            continue;
        }
        if (count == 2) {
            not_found(tree, index, step, "fits several; take one by its number, [N]", error);
            add_candidate(tree, *found, first, error);
        }
        add_candidate(tree, at, number, error);
    }
    if (count == 0) {
        not_found(tree, index, step, "fits nothing; these are there", error);
        add_children(tree, index, error);
    }
    return count == 1;
}

bool tree_path_find(const struct tree *tree, const struct tree_path *path, size_t count, uint32_t *node,
                    struct error *error)
{
    *node = 0;
    for (size_t i = 0; i < count && i < path->count; i++) {
        const struct tree_step *step = &path->steps[i];
        enum tree_type wanted = step->type == TREE_STEP_KEY ? TREE_MAP : TREE_SEQUENCE;
        uint32_t found = 0;
        if (step->type == TREE_STEP_NEW) {
            return not_found(tree, *node, step, "is a new item, which only add-node takes", error);
        }
        if (tree_node(tree, *node)->type != wanted) {
            not_found(tree, *node, step, NULL, error);
            add_children(tree, *node, error);
            return false;
        }
        if (!(step->type == TREE_STEP_KEY    ? find_key(tree, *node, step, &found, error)
              : step->type == TREE_STEP_ITEM ? find_item(tree, *node, step, &found, error)
                                             : find_match(tree, *node, step, &found, error))) {
            return false;
        }
        *node = found;
    }
    return true;
}
