/* span.h: from byte `start` to before byte `end` of a source. A value type. */
#ifndef WORKBOARD_TEXT_SPAN_H
#define WORKBOARD_TEXT_SPAN_H

#include <stdbool.h>
#include <stddef.h>

struct span {
    size_t start;
    size_t end;
};

static inline size_t span_size(struct span span)
{
    return span.end - span.start;
}

static inline bool span_holds(struct span outer, struct span inner)
{
    return outer.start <= inner.start && inner.end <= outer.end;
}

#endif
