/* describe.h: one document as our outline and as cmark-gfm read it, each as lines of text that can be compared.
 *
 * A line says `DEPTH TYPE attributes @LINE`. What cmark-gfm is known to report wrongly is left out or put right here,
 * each with its reason beside it; nothing else is.
 */
#ifndef WORKBOARD_TESTS_DESCRIBE_H
#define WORKBOARD_TESTS_DESCRIBE_H

#include "base/bytes.h"

/* Appends the description by our outline. `*deep` is set where it reached its bound on nesting, which cmark-gfm has
 * not. False where it could not be scanned. */
bool describe_outline(struct bytes *out, struct slice document, bool *deep);

/* Appends cmark-gfm's. False when it failed. */
bool describe_reference(struct bytes *out, struct slice document);

#endif
