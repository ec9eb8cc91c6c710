/* day_field.h: the field of a document that holds the day of its last change: "Last updated: 2026-02-19 (rev6)". */
#ifndef WORKBOARD_PLAN_DAY_FIELD_H
#define WORKBOARD_PLAN_DAY_FIELD_H

#include "outline/field.h"
#include "plan/plan.h"

enum { DAY_SIZE = 10 }; /* YYYY-MM-DD */

/* The first such field of a Markdown document, before its tables usually: all nodes are asked in order. False where there
 * is none. */
bool day_field_find(const struct profile *profile, const struct outline *outline, struct outline_field *field);

/* Where a day stands in the value, or SLICE_NONE. */
size_t day_field_day(struct slice value);

#endif
