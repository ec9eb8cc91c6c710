/* memory.h: the one place that asks the system for memory.
 *
 * All sizes are checked for overflow. A failure returns NULL and is for the caller to report (error_no_memory).
 * Tests replace the system's allocator behind these calls to let each allocation fail once in turn.
 */
#ifndef WORKBOARD_BASE_MEMORY_H
#define WORKBOARD_BASE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* What is at least this large is asked for in large pages, where the system has them. */
enum { MEMORY_LARGE = 2 << 20 };

/* Zeroed memory for `count` things of `size` bytes, or NULL. Zero things give a valid pointer too. */
void *memory_new(size_t count, size_t size);

/* Grows `*array` (of `*capacity` things of `size` bytes) so that it holds at least `wanted`; at least doubles, so that
 * appending is linear. New room is not zeroed. On failure false, and nothing has changed. */
bool memory_grow(void *array_pointer, size_t *capacity, size_t wanted, size_t size);

/* A copy of a text; NULL when memory ran out, or where `text` is NULL. */
char *memory_copy_text(const char *text);

void memory_free(void *memory);

#endif
