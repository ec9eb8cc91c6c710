/* references.h: inside the plan floor: the records that a text names.
 *
 * Every identifier of the kind's shapes that stands in the text is a reference, and so is each between two of one shape with a
 * mark of ranges between them. A text that is nothing but an identifier is one too, however references in texts look.
 */
#ifndef WORKBOARD_PLAN_REFERENCES_H
#define WORKBOARD_PLAN_REFERENCES_H

#include "plan/build.h"

/* What to do with a record that the text refers to; NULL for an identifier that names none. False when memory ran out. */
typedef bool (*references_found)(void *context, struct record *record, struct slice text, bool ranged);

/* Calls `found` for each, in order. False when it, or memory, failed. */
bool references_each(struct plan *plan, enum kind kind, struct slice text, references_found found, void *context);

#endif
