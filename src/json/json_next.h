/* json_next.h: which task to take next, as the JSON object of the interface. */
#ifndef WORKBOARD_JSON_JSON_NEXT_H
#define WORKBOARD_JSON_JSON_NEXT_H

#include "json/json_change.h"
#include "json/json_plan.h"
#include "plan/rank.h"

/* Appends one object: "items", the first `count` of the ranking, each with "reasons", "unblocks" (directly and in all)
 * and "chain"; "holds" where there is none; with `change` (may be NULL) its keys too. */
bool json_next(struct bytes *out, const struct item_context *context, const struct ranking *ranking, size_t count,
               const struct change *change, bool written, struct error *error);

#endif
