#include "cli/read_input.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { READ_SIZE = 1 << 16, READ_LIMIT = 1 << 28 };

static bool read_all(int descriptor, const char *name, struct bytes *out, struct error *error)
{
    for (;;) {
        if (!bytes_reserve(out, READ_SIZE)) {
            return error_no_memory(error);
        }
        ssize_t size = read(descriptor, out->data + out->size, READ_SIZE);
        if (size < 0 && errno == EINTR) {
            continue;
        }
        if (size < 0) {
            return error_set_at(error, ERROR_SYSTEM, name, 0, "cannot be read: %s; name a file that can", strerror(errno));
        }
        out->size += (size_t)size;
        if (out->size > READ_LIMIT) {
            return error_set_at(error, ERROR_SYSTEM, name, 0, "is larger than %d bytes; split it", READ_LIMIT);
        }
        if (size == 0) {
            return true;
        }
    }
}

bool read_input(const char *path, struct bytes *out, struct error *error)
{
    if (path == NULL || strcmp(path, "-") == 0) {
        return read_all(STDIN_FILENO, "standard input", out, error);
    }
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return error_set_at(error, errno == ENOENT ? ERROR_NOT_FOUND : ERROR_SYSTEM, path, 0,
                            "cannot be opened: %s; check the name", strerror(errno));
    }
    bool done = read_all(descriptor, path, out, error);
    (void)close(descriptor);
    return done;
}
