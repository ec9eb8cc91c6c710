#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void *memory_new(size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size) {
        return NULL;
    }
    return calloc(count == 0 ? 1 : count, size == 0 ? 1 : size);
}

bool memory_grow(void *array_pointer, size_t *capacity, size_t wanted, size_t size)
{
    if (wanted <= *capacity) {
        return true;
    }
    size_t next = *capacity < 8 ? 8 : *capacity;
    while (next < wanted) {
        if (next > SIZE_MAX / 2) {
            return false;
        }
        next *= 2;
    }
    if (size == 0 || next > SIZE_MAX / size) {
        return false;
    }
    /* The array's own pointer type is not known here: it is read and written as bytes. */
    void *old = NULL;
    memcpy(&old, array_pointer, sizeof old);
    void *grown = realloc(old, next * size);
    if (grown == NULL) {
        return false;
    }
    memcpy(array_pointer, &grown, sizeof grown);
    *capacity = next;
    return true;
}

void memory_free(void *memory)
{
    free(memory);
}
