/* next_id.h: the next identifier that was never used: neither by a record nor in a sentence. */
#ifndef WORKBOARD_OPS_NEXT_ID_H
#define WORKBOARD_OPS_NEXT_ID_H

#include "ops/operation.h"

/* The next identifier of the kind, in the arena of the change. It begins with `prefix`; where that is empty, as the
 * last record's, or as the profile's first shape. ERROR_USAGE where it cannot be known. */
bool next_id(struct operation *operation, enum kind kind, struct slice prefix, struct slice *id, struct error *error);

/* How identifiers of the kind begin, up to their last number; empty where it cannot be known. */
struct slice next_id_prefix(const struct plan *plan, enum kind kind);

#endif
