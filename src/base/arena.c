#include "base/arena.h"

#include "base/memory.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

enum { FIRST_BLOCK = 4096 };

struct arena_block {
    struct arena_block *older;
    size_t used;
    size_t size;
    max_align_t data[]; /* `size` bytes */
};

void arena_release(struct arena *arena)
{
    while (arena->blocks != NULL) {
        struct arena_block *older = arena->blocks->older;
        memory_free(arena->blocks);
        arena->blocks = older;
    }
}

/* Puts a new block in front; one thing larger than the step gets a block of its own size. */
static bool add_block(struct arena *arena, size_t need)
{
    size_t size = arena->blocks == NULL ? FIRST_BLOCK : arena->blocks->size * 2;
    /* With its head a block of the largest step fills one large page. */
    const size_t largest = MEMORY_LARGE - sizeof(struct arena_block);
    size = size > largest ? largest : size;
    size = size < need ? need : size;
    if (size > SIZE_MAX - sizeof(struct arena_block)) {
        return false;
    }
    struct arena_block *block = memory_new(1, sizeof *block + size);
    if (block == NULL) {
        return false;
    }
    block->size = size;
    block->older = arena->blocks;
    arena->blocks = block;
    return true;
}

static size_t round_up(size_t size)
{
    const size_t step = sizeof(max_align_t);
    return (size + step - 1) / step * step;
}

void *arena_new(struct arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > (SIZE_MAX - sizeof(max_align_t)) / size) {
        return NULL;
    }
    size_t need = round_up(count * size);
    struct arena_block *block = arena->blocks;
    if (block == NULL || block->size - block->used < need) {
        if (!add_block(arena, need)) {
            return NULL;
        }
        block = arena->blocks;
    }
    void *memory = (char *)block->data + block->used;
    block->used += need;
    return memory;
}

struct slice arena_copy(struct arena *arena, struct slice text)
{
    if (text.size == SIZE_MAX) {
        return (struct slice){0};
    }
    char *copy = arena_new(arena, text.size + 1, 1);
    if (copy == NULL) {
        return (struct slice){0};
    }
    if (text.size > 0) {
        memcpy(copy, text.data, text.size);
    }
    return slice_make(copy, text.size);
}

/* The newest thing of the arena grows where it stands while its block has room. */
static bool extend(struct arena *arena, const void *old, size_t from, size_t to)
{
    struct arena_block *block = arena->blocks;
    if (block == NULL || old == NULL || (const char *)old + round_up(from) != (const char *)block->data + block->used) {
        return false;
    }
    size_t more = round_up(to) - round_up(from);
    if (block->size - block->used < more) {
        return false;
    }
    block->used += more;
    return true;
}

bool arena_grow(struct arena *arena, void *array_pointer, size_t *capacity, size_t wanted, size_t size)
{
    if (wanted <= *capacity) {
        return true;
    }
    /* Most arrays of a plan hold one or two things. */
    size_t next = *capacity < 2 ? 2 : *capacity;
    while (next < wanted) {
        if (next > SIZE_MAX / 2) {
            return false;
        }
        next *= 2;
    }
    if (size == 0 || next > (SIZE_MAX - sizeof(max_align_t)) / size) {
        return false;
    }
    void *old = NULL;
    memcpy(&old, array_pointer, sizeof old);
    if (extend(arena, old, *capacity * size, next * size)) {
        *capacity = next;
        return true;
    }
    void *grown = arena_new(arena, next, size);
    if (grown == NULL) {
        return false;
    }
    if (old != NULL && *capacity > 0) {
        memcpy(grown, old, *capacity * size);
    }
    memcpy(array_pointer, &grown, sizeof grown);
    *capacity = next;
    return true;
}

struct slice arena_format(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = length < 0 ? NULL : arena_new(arena, (size_t)length + 1, 1);
    if (text != NULL && vsnprintf(text, (size_t)length + 1, format, again) != length) {
        text = NULL;
    }
    va_end(again);
    return text == NULL ? (struct slice){0} : slice_make(text, (size_t)length);
}
