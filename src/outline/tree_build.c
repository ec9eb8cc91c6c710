/* tree_build.c: nodes of a tree that is being read, in document order. */
#include "outline/tree_parts.h"

#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>

bool tree_build_fail(const struct tree_builder *builder, size_t offset, const char *format, ...)
{
    char text[ERROR_MESSAGE_SIZE / 2];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    const struct source *source = builder->tree->source;
    return error_set_at(builder->error, ERROR_USAGE, source_name(source), source_line_at(source, offset),
                        "this is no %s that can be read: %s; mend it first", tree_language_name(builder->tree->language),
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
