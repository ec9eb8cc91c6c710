/* history_compare.h: what changed its state from one tree of a history to the next. */
#ifndef WORKBOARD_STORE_HISTORY_COMPARE_H
#define WORKBOARD_STORE_HISTORY_COMPARE_H

#include "store/event.h"
#include "store/history_tree.h"

/* Appends the events from `before` (NULL: nothing was there) to `after`, whose states were read, by kind and ID. Of records
 * that share a name the first counts. Only memory can fail. */
bool history_compare(const struct history_tree *before, const struct history_tree *after, struct events *events,
                     struct error *error);

#endif
