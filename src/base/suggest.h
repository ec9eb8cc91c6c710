/* suggest.h: the known name that is nearest to a mistyped one. */
#ifndef WORKBOARD_BASE_SUGGEST_H
#define WORKBOARD_BASE_SUGGEST_H

#include "base/slice.h"

struct suggest {
    struct slice typed;
    const char *best; /* NULL where nothing is near enough */
    size_t distance;
};

void suggest_init(struct suggest *suggest, struct slice typed);

/* Keeps `name` where it is nearer than what was offered before: fewer letters added, lost, changed or swapped. */
void suggest_offer(struct suggest *suggest, const char *name);

#endif
