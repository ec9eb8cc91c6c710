/* history_plan.h: where the plan lies in its repository and how it is read there: what all trees of a history share. */
#ifndef WORKBOARD_STORE_HISTORY_PLAN_H
#define WORKBOARD_STORE_HISTORY_PLAN_H

#include "store/discover.h"
#include "store/history_log.h"

struct history_plan {
    const struct git *git;
    const struct profiles *profiles; /* all that are known */
    const struct profile *profile;   /* the present one: it counts wherever it recognises anything */
    struct slice root;               /* of the plan, below the top of the work tree; empty: the top */
    uint64_t seed;                   /* of the profiles' texts: what was read with others is not known */
};

/* A number that changes with what the profiles say. False when memory ran out. */
bool history_plan_seed(struct history_plan *plan);

/* The files and folders below the root that any profile takes for documents, as paths of `range`, in `arena`. False
 * when memory ran out. */
bool history_plan_paths(const struct history_plan *plan, struct history_range *range, struct arena *arena);

/* The path below the plan's root of a file that any profile takes for a document; empty where it is none. */
struct slice history_plan_document(const struct history_plan *plan, struct slice path);

/* From where a commit moved the plan: the older root, in `arena`, where git finds that at least half of the commit's
 * documents were renamed from one folder, under the same names below it. data NULL where it did not. */
bool history_plan_moved(const struct history_plan *plan, struct slice commit, struct arena *arena, struct slice *root,
                        struct error *error);

#endif
