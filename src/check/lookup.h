/* lookup.h: texts to numbers, without regard to the case of ASCII letters: an open hash table in an arena. Texts are not
 * copied. */
#ifndef WORKBOARD_CHECK_LOOKUP_H
#define WORKBOARD_CHECK_LOOKUP_H

#include "base/arena.h"

#include <stdint.h>

struct lookup_slot {
    struct slice text;
    uint64_t hash;
    size_t number;
    bool used;
};

struct lookup {
    struct arena *arena;
    struct lookup_slot *slots;
    size_t size; /* a power of two, or 0 */
    size_t count;
};

static inline void lookup_init(struct lookup *lookup, struct arena *arena)
{
    *lookup = (struct lookup){.arena = arena};
}

/* Forgets all texts and keeps the room. */
void lookup_clear(struct lookup *lookup);

/* The number of the text; `*added` says whether it is new, and `number` its number then. False when memory ran out. */
bool lookup_add(struct lookup *lookup, struct slice text, size_t *number, bool *added);

/* The number of the text, or SIZE_MAX. */
size_t lookup_find(const struct lookup *lookup, struct slice text);

#endif
