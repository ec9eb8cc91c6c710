/* plain.h: text without its inline markup: how names are compared and how titles are drawn.
 *
 * Emphasis markers (`*`, `_` where they can open or close, `~~`), code span backquotes and link markup (`[text](url)`
 * and `[text][ref]` become text, `<https://x>` its address) go; backslash escapes of punctuation become the character;
 * runs of white space become one blank; HTML stays as it is. This is an approximation of CommonMark's inlines that
 * never loses a letter: what does not pair stays as written.
 */
#ifndef WORKBOARD_OUTLINE_PLAIN_H
#define WORKBOARD_OUTLINE_PLAIN_H

#include "base/bytes.h"

bool plain_append(struct bytes *bytes, struct slice text);

/* A cell's text as a value: `\|` becomes `|`, nothing else changes. */
bool plain_append_cell(struct bytes *bytes, struct slice cell);

/* Whether two names are the same: as written, or else plain and without regard to case. */
bool plain_equal(struct slice a, struct slice b);

#endif
