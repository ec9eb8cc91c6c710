/* claims_fill.h: inside ops: what a new claim says in each of its places. */
#ifndef WORKBOARD_OPS_CLAIMS_FILL_H
#define WORKBOARD_OPS_CLAIMS_FILL_H

#include "ops/operation.h"

/* What stands in a claim, and how its place writes it. */
struct claim_filling {
    const struct profile *profile;
    const struct rule *rule;
    const struct profile_writes *writes; /* NULL: as it is */
    struct slice id;
    struct slice title;
    struct slice lane;
    struct slice who;
    struct slice since;
    size_t home; /* the document of the task, where its claim goes there alone; else SIZE_MAX */
    struct arena *arena;
};

/* The template filled in; data is NULL when memory ran out. */
struct slice claims_fill(const struct template *template, struct claim_filling *filling);

#endif
