/* items_move.h: items that move from one list to another, where the headings above them say something of them. */
#ifndef WORKBOARD_OPS_ITEMS_MOVE_H
#define WORKBOARD_OPS_ITEMS_MOVE_H

#include "ops/items.h"

/* Moves the item of a record to the end of the list below the heading that gives this value instead of the borrowed one in
 * `field`. ERROR_NOT_FOUND where no heading does. */
bool items_move_above(struct operation *operation, const struct record *record, const struct plan_place *place,
                      const struct plan_field *field, struct slice value, struct error *error);

/* Means that what the headings above the item say becomes what those above `home` say, the missing values included. */
bool items_mean_moved(struct operation *operation, const struct record *record, const struct plan_place *place,
                      const struct items_home *home, struct error *error);

#endif
