/* verbs.h: inside ops: the verbs that there are, for the table in verb.c. */
#ifndef WORKBOARD_OPS_VERBS_H
#define WORKBOARD_OPS_VERBS_H

#include "ops/operation.h"

extern const struct verb verb_claim;
extern const struct verb verb_release;
extern const struct verb verb_done;
extern const struct verb verb_block;
extern const struct verb verb_unblock;
extern const struct verb verb_resolve;
extern const struct verb verb_move;
extern const struct verb verb_lane;
extern const struct verb verb_queue;
extern const struct verb verb_add;
extern const struct verb verb_set;

#endif
