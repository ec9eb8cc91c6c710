#include "store/file.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_STEP = 65536 };

/* What a person can do about an errno. */
static const char *advice(int number)
{
    switch (number) {
    case EACCES:
    case EPERM:
        return "check the rights of the file and of its folder";
    case EROFS:
        return "the file system is mounted read-only";
    case ENOSPC:
        return "make room on the disk and try again";
#ifdef EDQUOT
    case EDQUOT:
        return "make room in your quota and try again";
#endif
    case EFBIG:
        return "the file is larger than the system allows";
    case ELOOP:
        return "follow the symbolic links: they run in a circle";
    case ENOTDIR:
        return "a part of the path is no folder";
    case ENAMETOOLONG:
        return "shorten the path";
    case EMFILE:
    case ENFILE:
        return "too many files are open; close other programs";
    case EIO:
        return "the disk does not answer as it should: make a backup";
    case ENOENT:
        return "look whether its folder is still there";
    default:
        return "try again when that is mended";
    }
}

bool file_error(struct error *error, const char *path, const char *what, int number)
{
    return error_set_at(error, ERROR_SYSTEM, path, 0, "cannot be %s: %s; %s", what, strerror(number), advice(number));
}

static struct file_identity identity_of(const struct stat *status)
{
    return (struct file_identity){
        .device = (uint64_t)status->st_dev,
        .inode = (uint64_t)status->st_ino,
        .size = status->st_size > 0 ? (uint64_t)status->st_size : 0,
        .modified = (int64_t)status->st_mtim.tv_sec * 1000000000 + status->st_mtim.tv_nsec,
        .mode = (unsigned int)status->st_mode & 07777U,
        .owner = (unsigned int)status->st_uid,
        .group = (unsigned int)status->st_gid,
    };
}

/* Why the thing at `path` cannot be read as a document; NULL where it can. */
static const char *obstacle(const struct stat *status)
{
    if (S_ISREG(status->st_mode)) {
        return NULL;
    }
    if (S_ISDIR(status->st_mode)) {
        return "is a folder, not a document; name a file in it";
    }
    if (S_ISFIFO(status->st_mode)) {
        return "is a pipe, not a document; name a regular file";
    }
    return "is a device or socket, not a document; name a regular file";
}

static bool missing_or_error(struct error *error, const char *path, int number)
{
    if (number == ENOENT) {
        return error_set_at(error, ERROR_NOT_FOUND, path, 0, "there is no such file; check the name");
    }
    return file_error(error, path, "read", number);
}

bool file_identify(const char *path, struct file_identity *identity, struct error *error)
{
    struct stat status;
    if (stat(path, &status) != 0) {
        return missing_or_error(error, path, errno);
    }
    *identity = identity_of(&status);
    return true;
}

/* Appends until the end of the file, or until there is more than `limit`. 0 or an errno; ENOMEM, EFBIG among them. */
static int read_all(int descriptor, size_t expected, size_t limit, struct bytes *out)
{
    size_t start = out->size;
    size_t step = expected < limit ? expected + 1 : limit + (limit < SIZE_MAX ? 1 : 0);
    for (;;) {
        if (!bytes_reserve(out, step)) {
            return ENOMEM;
        }
        ssize_t got = read(descriptor, out->data + out->size, step);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return errno;
        }
        if (got == 0) {
            out->data[out->size] = '\0';
            return 0;
        }
        out->size += (size_t)got;
        if (out->size - start > limit) {
            return EFBIG;
        }
        step = READ_STEP;
    }
}

bool file_read(const char *path, size_t limit, struct bytes *out, struct file_identity *identity,
               struct error *error)
{
    /* Looked at before it is opened, because opening a device can already do something. */
    struct stat status;
    if (stat(path, &status) != 0) {
        return missing_or_error(error, path, errno);
    }
    const char *reason = obstacle(&status);
    if (reason != NULL) {
        return error_set_at(error, ERROR_SYSTEM, path, 0, "%s", reason);
    }
    int descriptor;
    do {
        descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    } while (descriptor < 0 && errno == EINTR);
    if (descriptor < 0) {
        return missing_or_error(error, path, errno);
    }
    if (fstat(descriptor, &status) != 0) {
        int number = errno;
        close(descriptor);
        return file_error(error, path, "read", number);
    }
    reason = obstacle(&status);
    size_t before = out->size;
    int number = 0;
    if (reason == NULL) {
        uint64_t expected = identity_of(&status).size;
        number = expected > limit ? EFBIG : read_all(descriptor, (size_t)expected, limit, out);
    }
    if (reason == NULL && number == 0 && identity != NULL) {
        number = fstat(descriptor, &status) != 0 ? errno : 0;
        *identity = identity_of(&status);
    }
    close(descriptor);
    if (reason == NULL && number == 0) {
        return true;
    }
    if (out->size > before) {
        out->size = before;
        out->data[before] = '\0';
    }
    if (number == ENOMEM) {
        return error_no_memory(error);
    }
    if (number == EFBIG) {
        return error_set_at(error, ERROR_SYSTEM, path, 0, "has more than %zu bytes, which is no document; split it",
                            limit);
    }
    return reason != NULL ? error_set_at(error, ERROR_SYSTEM, path, 0, "%s", reason)
                          : file_error(error, path, "read", number);
}
