/* tree_parts.h: what the tree_*.c files share. Not for others. */
#ifndef WORKBOARD_OUTLINE_TREE_PARTS_H
#define WORKBOARD_OUTLINE_TREE_PARTS_H

#include "base/arena.h"
#include "outline/tree.h"

struct tree {
    const struct source *source;
    struct slice bytes; /* of the whole source */
    struct span part;   /* behind a byte order mark */
    enum tree_language language;
    size_t empty_at; /* of a text without content: where some could stand */
    struct tree_node *nodes;
    size_t count;
    size_t capacity;
    struct arena arena;
};

/* "YAML" or "JSON" (tree.c) */
const char *tree_language_name(enum tree_language language);

/* ---- building (tree_build.c) ---- */

struct tree_level {
    uint32_t node;
    uint32_t last; /* child so far, or 0 */
};

struct tree_builder {
    struct tree *tree;
    struct error *error;
    struct tree_node next;                  /* its key and what stands before it, where that was read already */
    bool has_key;                           /* `next` has its key */
    struct tree_level levels[TREE_DEPTH + 1]; /* that are open; a node is made of `next` in the innermost */
    size_t depth;
};

/* Makes a node of `next` with what was filled into it; `next` is empty then. */
bool tree_build_node(struct tree_builder *builder, uint32_t *index);

/* The same for a map or sequence, which is open then. */
bool tree_build_open(struct tree_builder *builder);

/* Closes the innermost one; `end` is where it ends, SLICE_NONE: where its last child does. */
void tree_build_close(struct tree_builder *builder, size_t end);

/* The innermost open node; NULL where none is. */
struct tree_node *tree_build_parent(const struct tree_builder *builder);

/* Where the last child of the innermost open node ends, or where that begins. */
size_t tree_build_end(const struct tree_builder *builder);

/* Reports what is wrong at `offset`. */
bool tree_build_fail(const struct tree_builder *builder, size_t offset, const char *format, ...) ERROR_PRINTF(3, 4);

bool tree_read_yaml(struct tree_builder *builder); /* tree_yaml.c */
bool tree_read_json(struct tree_builder *builder); /* tree_json.c */

/* ---- bytes ---- */

static inline bool tree_is_ending(char byte)
{
    return byte == '\n' || byte == '\r';
}

static inline bool tree_is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

/* Behind blanks, line endings and, in YAML, comments, but not behind `end` (tree.c). */
size_t tree_skip(const struct tree *tree, size_t at, size_t end);

/* Where blanks at `at` end (tree.c). */
size_t tree_skip_blanks(const struct tree *tree, size_t at);

#endif
