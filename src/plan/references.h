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

/* The same of a text that is a list of names (between commas, semicolons, line ends, or `and`), where the profile has no
 * shape for the kind: each is the ID or the title of a record, else its words that are IDs count. A single word that is
 * numbered as the ID `like` is, with another number, names a record that is not there. Other words are nothing. */
bool references_each_name(struct plan *plan, enum kind kind, struct slice text, struct slice like, references_found found,
                          void *context);

#endif
