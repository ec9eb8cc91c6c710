#include "outline/tree_parts.h"

#include "base/memory.h"

const char *tree_language_name(enum tree_language language)
{
    return language == TREE_JSON ? "JSON" : "YAML";
}

void tree_free(struct tree *tree)
{
    if (tree != NULL) {
        arena_release(&tree->arena);
        memory_free(tree->nodes);
        memory_free(tree);
    }
}

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
