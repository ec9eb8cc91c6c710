/* tree_change.h: changes of YAML and JSON, as edits of the document's bytes. Nothing is written here.
 *
 * Every function adds to `edits` the smallest edit that makes the change, in the style that the text has: quotes,
 * indents, dashes, block or flow, separators, escapes, line endings, a missing last newline. Comments stay where they
 * are; the comment lines directly above an entry, as deep as it, belong to it and go with it. On failure nothing was
 * added. What cannot be written there is ERROR_USAGE.
 */
#ifndef WORKBOARD_OUTLINE_TREE_CHANGE_H
#define WORKBOARD_OUTLINE_TREE_CHANGE_H

#include "outline/change.h"
#include "outline/tree.h"
#include "text/edit.h"

/* What is to be written: a value, or a map or sequence of them, in order. */
struct tree_content {
    enum tree_type type; /* SCALAR, MAP or SEQUENCE */
    struct slice key;    /* of an entry of a map; data is NULL in a sequence */
    struct slice text;   /* of a scalar */
    bool typed;          /* a scalar is to be of `kind` */
    enum tree_kind kind;
    const struct tree_content *items; /* of a map or sequence */
    size_t count;
};

/* Replaces a scalar. Its quotes stay, and where it was plain it stays plain if it then reads as something of the same
 * type, or as a text; else it gets the quotes that it needs. With `typed` it is written as that type: a text keeps the
 * quotes that were there. Block scalars keep style, indent and chomping, which decides on the line endings at their
 * end. A map, a sequence or an alias is ERROR_USAGE. */
bool tree_set(const struct tree *tree, uint32_t node, const struct tree_content *value, struct edits *edits,
              struct error *error);

/* Adds an entry to a map (with a key, ERROR_CONFLICT where it is there already) or to a sequence (without one). An
 * empty value and null become what is added to. A new scalar that is not `typed` is what the same key is in the other
 * records of the list, or the neighbour in a sequence, if it can be that, else a string. */
bool tree_add(const struct tree *tree, uint32_t parent, struct change_place place, const struct tree_content *entry,
              struct edits *edits, struct error *error);

/* Takes out an entry with its lines. Where it was the only one, `[]` or `{}` stays. The root, and what an alias
 * elsewhere names, is ERROR_USAGE. */
bool tree_remove(const struct tree *tree, uint32_t node, struct edits *edits, struct error *error);

/* ---- reading the changed bytes again: ERROR_BUG where anything else changed (tree_verify.c) ---- */

bool tree_verify_set(const struct tree *before, const struct tree *after, uint32_t node,
                     const struct tree_content *value, struct error *error);
bool tree_verify_add(const struct tree *before, const struct tree *after, uint32_t parent, struct change_place place,
                     const struct tree_content *entry, struct error *error);
bool tree_verify_remove(const struct tree *before, const struct tree *after, uint32_t node, struct error *error);

#endif
