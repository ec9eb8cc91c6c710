/* apply_recall.h: what the verbs of one list of requests have changed so far, for those behind them that take it back.
 */
#ifndef WORKBOARD_OPS_APPLY_RECALL_H
#define WORKBOARD_OPS_APPLY_RECALL_H

#include "ops/change_set.h"
#include "ops/verb.h"

struct apply_recalled {
    const struct verb *verb;
    struct recorded_effect effect;
};

/* Begins as zeros; everything is kept in the arena of the change. */
struct apply_recall {
    struct apply_recalled *items;
    size_t count;
    size_t capacity;
};

/* Remembers what a verb has changed. */
bool apply_recall_keep(struct apply_recall *recall, const struct verb *verb, const struct change *part,
                       struct change *change, struct error *error);

/* Gives a request what the verb that it takes back has changed before it, in front of what the change log knows. */
bool apply_recall_give(const struct apply_recall *recall, struct request *request, struct change *change,
                       struct error *error);

#endif
