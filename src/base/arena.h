/* arena.h: memory that is given back all at once. What one parsed document or one plan needs comes from one arena.
 *
 * Everything is zeroed and aligned for any type. NULL when memory ran out; what was taken before stays valid.
 */
#ifndef WORKBOARD_BASE_ARENA_H
#define WORKBOARD_BASE_ARENA_H

#include "base/slice.h"

struct arena_block;

struct arena {
    struct arena_block *blocks; /* the newest first */
};

static inline void arena_init(struct arena *arena)
{
    arena->blocks = NULL;
}

void arena_release(struct arena *arena);

/* Zeroed room for `count` things of `size` bytes. */
void *arena_new(struct arena *arena, size_t count, size_t size);

/* A copy of `text` with a NUL behind it, which is not counted in the slice; data is NULL when memory ran out. */
struct slice arena_copy(struct arena *arena, struct slice text);

/* Like memory_grow for an array that lives in the arena: the old array is left where it is. */
bool arena_grow(struct arena *arena, void *array_pointer, size_t *capacity, size_t wanted, size_t size);

/* printf into the arena. data is NULL when memory ran out. */
struct slice arena_format(struct arena *arena, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 2, 3)))
#endif
    ;

#endif
