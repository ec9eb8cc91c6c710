/* new_node.h: a new record that is a map in a list of a YAML or JSON file. */
#ifndef WORKBOARD_OPS_NEW_NODE_H
#define WORKBOARD_OPS_NEW_NODE_H

#include "ops/rows.h"

/* Whether the place is a map in a list, so that another can stand behind it. */
bool new_node_fits(const struct plan *plan, const struct plan_place *place);

/* Whether a record of the list to which the place belongs has the key. */
bool new_node_has_key(const struct plan *plan, const struct plan_place *place, struct slice key);

/* Adds a map behind the last of the list, with the keys for which there are values, in the order in which the others have them. */
bool new_node_add(struct operation *operation, const struct plan_place *model, const struct row_values *values,
                  struct error *error);

#endif
