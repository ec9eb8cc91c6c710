/* bytes.h: bytes that grow, owned by whoever holds the struct.
 *
 * A failed append sets `failed` and changes nothing else, now and at every later append: a whole series can be made and
 * asked about once at its end. `data` always has a NUL behind `size` bytes once anything was appended.
 */
#ifndef WORKBOARD_BASE_BYTES_H
#define WORKBOARD_BASE_BYTES_H

#include "base/slice.h"

struct bytes {
    char *data;
    size_t size;
    size_t capacity;
    bool failed;
};

static inline void bytes_init(struct bytes *bytes)
{
    *bytes = (struct bytes){0};
}

void bytes_release(struct bytes *bytes);

/* Empties it and keeps the room; forgets a failure. */
void bytes_clear(struct bytes *bytes);

/* Room for `more` bytes behind what is there. */
bool bytes_reserve(struct bytes *bytes, size_t more);

bool bytes_append(struct bytes *bytes, struct slice text);
bool bytes_append_text(struct bytes *bytes, const char *text);
bool bytes_append_format(struct bytes *bytes, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 2, 3)))
#endif
    ;

static inline bool bytes_append_byte(struct bytes *bytes, char byte)
{
    if (bytes->failed || bytes->capacity - bytes->size < 2) {
        return bytes_append(bytes, (struct slice){.data = &byte, .size = 1});
    }
    bytes->data[bytes->size++] = byte;
    bytes->data[bytes->size] = '\0';
    return true;
}

/* What is in it; valid until the next append. */
static inline struct slice bytes_slice(const struct bytes *bytes)
{
    return slice_make(bytes->data, bytes->size);
}

#endif
