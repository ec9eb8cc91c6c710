/* tree_read.c: a text becomes a tree, by the reader of its language. */
#include "outline/tree_parts.h"

#include "base/memory.h"

static const char order_mark[] = "\xEF\xBB\xBF";

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
                     tree_language_name(language));
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
