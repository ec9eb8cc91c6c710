/* new_section.h: a new record that is a section of its own: a heading and its first field lines. */
#ifndef WORKBOARD_OPS_NEW_SECTION_H
#define WORKBOARD_OPS_NEW_SECTION_H

#include "ops/rows.h"

/* Adds a section behind that of `model`, a section of the last record of its kind, with a heading of the same form and those of its
 * fields for which there are values. */
bool new_section_add(struct operation *operation, const struct plan_place *model, const struct row_values *values,
                     struct error *error);

#endif
