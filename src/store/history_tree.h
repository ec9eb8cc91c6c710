/* history_tree.h: the documents of the plan as one commit has them, and what state every record is in there.
 *
 * A tree is shared by the commits that change nothing in it; what one commit changes is copied over from its parent's
 * tree, so that a document is parsed once for all the commits that have it.
 */
#ifndef WORKBOARD_STORE_HISTORY_TREE_H
#define WORKBOARD_STORE_HISTORY_TREE_H

#include "store/history_plan.h"

struct history_entry {
    struct slice path; /* below the plan's root */
    struct slice blob;
    struct document *document; /* NULL: not read yet */
};

/* What is known of a record. */
struct history_state {
    enum kind kind;
    struct slice id;
    enum state state;
    struct slice value; /* its status; of a claim who has it */
    struct slice file;
    size_t line;
    bool follows; /* it says only again what another record says: of a queue's entry its task */
};

struct history_tree {
    size_t users;
    struct history_entry *entries; /* by path */
    size_t count;
    uint64_t signature;            /* of profile, paths and blobs: the same in every run */
    struct history_state *states;  /* by kind and ID, where they were read */
    size_t state_count;
    bool read;
    struct arena arena;            /* of the states */
};

/* The tree `parent` (NULL: an empty one) with the files, which are below the top of the work tree. Where nothing of the
 * plan changes, a share of the parent. The texts stay those of the caller. */
struct history_tree *history_tree_new(const struct history_plan *plan, struct history_tree *parent,
                                      const struct history_file *files, size_t count, struct error *error);
struct history_tree *history_tree_share(struct history_tree *tree);
void history_tree_release(struct history_tree *tree);

/* Reads the documents of the trees (one process of git for all) and then the states of those that have none yet. */
bool history_trees_read(const struct history_plan *plan, struct history_tree *const *trees, size_t count,
                        struct error *error);

#endif
