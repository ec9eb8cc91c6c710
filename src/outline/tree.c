#include "outline/tree_parts.h"

#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>

static const char order_mark[] = "\xEF\xBB\xBF";

/* ---- reading ---- */

static const char *language_name(enum tree_language language)
{
    return language == TREE_JSON ? "JSON" : "YAML";
}

static bool read_nodes(struct tree *tree, struct error *error)
{
    struct tree_builder *builder = memory_new(1, sizeof *builder);
    if (builder == NULL) {
        return error_no_memory(error);
    }
    builder->tree = tree;
    builder->error = error;
    bool done = tree->language == TREE_JSON ? tree_read_json(builder) : tree_read_yaml(builder);
    memory_free(builder);
    return done;
}

struct tree *tree_read(const struct source *source, struct span part, enum tree_language language,
                       struct error *error)
{
    struct slice bytes = source_bytes(source);
    part.end = part.end > bytes.size ? bytes.size : part.end;
    part.start = part.start > part.end ? part.end : part.start;
    if (span_size(part) > TREE_SIZE) {
        error_set_at(error, ERROR_USAGE, source_name(source), 0, "this is too large to be read as %s; split it",
                     language_name(language));
        return NULL;
    }
    struct tree *tree = memory_new(1, sizeof *tree);
    if (tree == NULL) {
        error_no_memory(error);
        return NULL;
    }
    if (part.start == 0 && slice_starts(slice_part(bytes, 0, part.end), slice_of(order_mark))) {
        part.start = sizeof order_mark - 1;
    }
    *tree = (struct tree){
        .source = source,
        .bytes = bytes,
        .part = part,
        .language = language,
        .empty_at = part.end,
    };
    arena_init(&tree->arena);
    if (!read_nodes(tree, error)) {
        tree_free(tree);
        return NULL;
    }
    return tree;
}

void tree_free(struct tree *tree)
{
    if (tree != NULL) {
        arena_release(&tree->arena);
        memory_free(tree->nodes);
        memory_free(tree);
    }
}

/* ---- looking at it ---- */

const struct source *tree_source(const struct tree *tree)
{
    return tree->source;
}

enum tree_language tree_language(const struct tree *tree)
{
    return tree->language;
}

uint32_t tree_count(const struct tree *tree)
{
    return (uint32_t)tree->count;
}

const struct tree_node *tree_node(const struct tree *tree, uint32_t index)
{
    return &tree->nodes[index];
}

uint32_t tree_end(const struct tree *tree, uint32_t index)
{
    while (index != 0 && tree->nodes[index].next == 0) {
        index = tree->nodes[index].parent;
    }
    return index == 0 ? tree_count(tree) : tree->nodes[index].next;
}

size_t tree_line(const struct tree *tree, uint32_t index)
{
    return source_line_at(tree->source, tree->nodes[index].start);
}

uint32_t tree_last(const struct tree *tree, uint32_t index)
{
    uint32_t last = 0;
    for (uint32_t at = tree->nodes[index].child; at != 0; at = tree->nodes[at].next) {
        last = at;
    }
    return last;
}

uint32_t tree_before(const struct tree *tree, uint32_t index)
{
    uint32_t before = 0;
    for (uint32_t at = index == 0 ? 0 : tree->nodes[tree->nodes[index].parent].child; at != 0 && at != index;
         at = tree->nodes[at].next) {
        before = at;
    }
    return before;
}

uint32_t tree_child(const struct tree *tree, uint32_t index, struct slice name)
{
    uint32_t at = tree->nodes[index].type == TREE_MAP ? tree->nodes[index].child : 0;
    while (at != 0 && (tree->nodes[at].name.data == NULL || !slice_equal(tree->nodes[at].name, name))) {
        at = tree->nodes[at].next;
    }
    return at;
}

/* ---- building ---- */

bool tree_build_fail(const struct tree_builder *builder, size_t offset, const char *format, ...)
{
    char text[ERROR_MESSAGE_SIZE / 2];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    const struct source *source = builder->tree->source;
    return error_set_at(builder->error, ERROR_USAGE, source_name(source), source_line_at(source, offset),
                        "this is no %s that can be read: %s; mend it first", language_name(builder->tree->language),
                        text);
}

struct tree_node *tree_build_parent(const struct tree_builder *builder)
{
    return builder->depth == 0 ? NULL : &builder->tree->nodes[builder->levels[builder->depth - 1].node];
}

size_t tree_build_end(const struct tree_builder *builder)
{
    uint32_t last = builder->levels[builder->depth - 1].last;
    return last == 0 ? tree_build_parent(builder)->value.start : builder->tree->nodes[last].value.end;
}

bool tree_build_node(struct tree_builder *builder, uint32_t *index)
{
    struct tree *tree = builder->tree;
    if (tree->count >= TREE_NODES) {
        return tree_build_fail(builder, builder->next.start, "it has more than %d values", (int)TREE_NODES);
    }
    if (!memory_grow(&tree->nodes, &tree->capacity, tree->count + 1, sizeof *tree->nodes)) {
        return error_no_memory(builder->error);
    }
    *index = (uint32_t)tree->count++;
    if (builder->depth > 0) {
        struct tree_level *level = &builder->levels[builder->depth - 1];
        builder->next.parent = level->node;
        tree->nodes[level->node].count++;
        *(level->last == 0 ? &tree->nodes[level->node].child : &tree->nodes[level->last].next) = *index;
        level->last = *index;
    }
    tree->nodes[*index] = builder->next;
    builder->next = (struct tree_node){0};
    builder->has_key = false;
    return true;
}

bool tree_build_open(struct tree_builder *builder)
{
    if (builder->depth > TREE_DEPTH) {
        return tree_build_fail(builder, builder->next.start, "it is nested deeper than %d", (int)TREE_DEPTH);
    }
    uint32_t index = 0;
    if (!tree_build_node(builder, &index)) {
        return false;
    }
    builder->levels[builder->depth++] = (struct tree_level){.node = index};
    return true;
}

void tree_build_close(struct tree_builder *builder, size_t end)
{
    if (end == SLICE_NONE) {
        end = tree_build_end(builder);
    }
    tree_build_parent(builder)->value.end = end;
    builder->depth--;
}

/* ---- bytes ---- */

size_t tree_skip_blanks(const struct tree *tree, size_t at)
{
    while (at < tree->part.end && tree_is_blank(tree->bytes.data[at])) {
        at++;
    }
    return at;
}

size_t tree_skip(const struct tree *tree, size_t at, size_t end)
{
    while (at < end) {
        char byte = tree->bytes.data[at];
        if (byte == '#' && tree->language == TREE_YAML) {
            while (at < end && !tree_is_ending(tree->bytes.data[at])) {
                at++;
            }
        } else if (tree_is_blank(byte) || tree_is_ending(byte)) {
            at++;
        } else {
            break;
        }
    }
    return at;
}
