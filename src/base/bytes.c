#include "base/bytes.h"

#include "base/memory.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

void bytes_release(struct bytes *bytes)
{
    memory_free(bytes->data);
    bytes_init(bytes);
}

void bytes_clear(struct bytes *bytes)
{
    bytes->size = 0;
    bytes->failed = false;
    if (bytes->data != NULL) {
        bytes->data[0] = '\0';
    }
}

bool bytes_reserve(struct bytes *bytes, size_t more)
{
    if (bytes->failed || more > SIZE_MAX - 1 - bytes->size ||
        !memory_grow(&bytes->data, &bytes->capacity, bytes->size + more + 1, 1)) {
        bytes->failed = true;
        return false;
    }
    return true;
}

bool bytes_append(struct bytes *bytes, struct slice text)
{
    /* Mostly there is room. */
    if ((bytes->failed || bytes->capacity - bytes->size <= text.size) && !bytes_reserve(bytes, text.size)) {
        return false;
    }
    if (text.size > 0) {
        memcpy(bytes->data + bytes->size, text.data, text.size);
    }
    bytes->size += text.size;
    bytes->data[bytes->size] = '\0';
    return true;
}

bool bytes_append_text(struct bytes *bytes, const char *text)
{
    return bytes_append(bytes, slice_of(text));
}

bool bytes_append_format(struct bytes *bytes, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    bool done = length >= 0 && bytes_reserve(bytes, (size_t)length);
    if (done) {
        done = vsnprintf(bytes->data + bytes->size, (size_t)length + 1, format, again) == length;
        bytes->size += done ? (size_t)length : 0;
    }
    va_end(again);
    bytes->failed = bytes->failed || !done;
    return done;
}
