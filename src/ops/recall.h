/* recall.h: putting values back that an earlier verb wrote, as the change log remembers them. */
#ifndef WORKBOARD_OPS_RECALL_H
#define WORKBOARD_OPS_RECALL_H

#include "ops/operation.h"

/* Sets the value of the record that the effect is about back, where it still stands as the verb left it; one that was not there
 * before goes again. Nothing where it does not. Other places and fields stay. */
bool recall_value(struct operation *operation, const struct recorded_effect *effect, const struct record *record,
                  struct error *error);

#endif
