/* line_index.h: where the lines of a text begin. The text itself belongs to somebody else.
 *
 * Every line takes its ending with it; no line is empty but for its ending; the empty text has no line. Offsets take
 * 32 bits, because a plan of short lines would otherwise need more memory for its index than for everything else.
 */
#ifndef WORKBOARD_TEXT_LINE_INDEX_H
#define WORKBOARD_TEXT_LINE_INDEX_H

#include "base/slice.h"
#include "text/span.h"

#include <stdint.h>

struct line_index {
    uint32_t *starts; /* `count` of them, ascending */
    size_t count;
    size_t size; /* of the text */
};

/* The largest text that can be indexed. */
#define LINE_INDEX_LIMIT ((size_t)4000000000U)

enum line_index_form {
    LINE_INDEX_MARKDOWN, /* LF, CR LF, or a CR that no LF follows */
    LINE_INDEX_FEED      /* LF only, as diffs count */
};

/* Fills `index`, which holds nothing yet. False when memory ran out or the text is larger than the limit; it holds
 * nothing then. Linear in the text, whatever its endings. */
bool line_index_make(struct line_index *index, struct slice text, enum line_index_form form);
void line_index_release(struct line_index *index);

/* The span of line `number` (from 0, which must be below the count), its ending included. */
static inline struct span line_index_span(const struct line_index *index, size_t number)
{
    size_t end = number + 1 < index->count ? index->starts[number + 1] : index->size;
    return (struct span){.start = index->starts[number], .end = end};
}

/* The number (from 0) of the line in which `offset` stands, the last one for what stands behind it; 0 where there is
 * no line. */
size_t line_index_find(const struct line_index *index, size_t offset);

#endif
