/* tree_path.h: finding a node by its path: `tasks[id=T-003].status`, `claims[0]`, `a["b.c"]`.
 *
 * A path is keys with dots between them; behind each may stand, in brackets, the number of an item from 0, a key in
 * double quotes (with `\"` and `\\` in it), or KEY=VALUE for the one item that is a map in which KEY is VALUE; VALUE
 * may be in quotes, too. `[]` at the end is a new item, for what is to be added. The empty path is the root. Keys and
 * values are compared as they read, not as they are written, and with regard to case.
 */
#ifndef WORKBOARD_OUTLINE_TREE_PATH_H
#define WORKBOARD_OUTLINE_TREE_PATH_H

#include "base/arena.h"
#include "outline/tree.h"

enum tree_step_type { TREE_STEP_KEY, TREE_STEP_ITEM, TREE_STEP_MATCH, TREE_STEP_NEW };

struct tree_step {
    enum tree_step_type type;
    struct slice key;   /* of KEY and MATCH */
    struct slice value; /* of MATCH */
    size_t item;        /* of ITEM */
};

struct tree_path {
    struct slice text; /* as given, which must outlive the path */
    struct tree_step *steps;
    size_t count;
    size_t capacity;
};

/* Reads a path; what it needs comes from `arena`. ERROR_USAGE where it is none. */
bool tree_path_read(struct arena *arena, struct slice text, struct tree_path *path, struct error *error);

/* The node that the first `count` steps lead to. ERROR_NOT_FOUND where nothing or several fit: the candidates are what
 * is there, with lines. */
bool tree_path_find(const struct tree *tree, const struct tree_path *path, size_t count, uint32_t *node,
                    struct error *error);

#endif
