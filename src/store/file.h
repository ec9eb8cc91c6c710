/* file.h: reading and writing whole files, and saying who a file is.
 *
 * Paths are used as given: absolute, or relative to the working directory. Messages name the file, what the system
 * said, and what to do.
 */
#ifndef WORKBOARD_STORE_FILE_H
#define WORKBOARD_STORE_FILE_H

#include "base/bytes.h"
#include "base/error.h"

#include <stdint.h>

/* Device and inode say which file it is, the rest says whether it may have changed. */
struct file_identity {
    uint64_t device;
    uint64_t inode;
    uint64_t size;     /* bytes */
    int64_t modified;  /* nanoseconds since 1970 */
    unsigned int mode; /* permission bits, 07777 */
    unsigned int owner;
    unsigned int group;
};

/* Whether both are the same file, whatever it holds. */
static inline bool file_identity_same(const struct file_identity *a, const struct file_identity *b)
{
    return a->device == b->device && a->inode == b->inode;
}

/* Whether both are the same file, and nothing hints at a change. */
static inline bool file_identity_unchanged(const struct file_identity *a, const struct file_identity *b)
{
    return file_identity_same(a, b) && a->size == b->size && a->modified == b->modified;
}

/* Appends the content of a regular file to `out`; `identity` (may be NULL) is what the file was when its last byte was
 * read. Symbolic links are followed. Never blocks: a folder, FIFO, socket or device is ERROR_SYSTEM, as is a file of
 * more than `limit` bytes. A missing file is ERROR_NOT_FOUND. `out` is as it was after a failure. */
bool file_read(const char *path, size_t limit, struct bytes *out, struct file_identity *identity,
               struct error *error);

/* Who the file is, without reading it; links are followed. A missing file is ERROR_NOT_FOUND. */
bool file_identify(const char *path, struct file_identity *identity, struct error *error);

/* Makes a file that was not there and fills it. `mode` is subject to the umask. With `sync` the bytes are on the disk
 * when it returns. An existing file, or a link of that name, is ERROR_CONFLICT; a failure leaves no file. */
bool file_create(const char *path, unsigned int mode, struct slice content, bool sync, struct error *error);

enum file_sync {
    FILE_LOOSE,   /* brought to the disk when the system likes */
    FILE_CONTENT, /* the content is there before the name is: whoever finds the name finds all of it */
    FILE_SAFE     /* and the name is there, too */
};

/* Replaces (or makes) a file of the program's own by a rename, so that a reader sees the old or the new one. For
 * documents of people there is save.h. */
bool file_replace(const char *path, struct slice content, enum file_sync sync, struct error *error);

/* Brings what a file holds to the disk. */
bool file_sync(const char *path, struct error *error);

/* Brings the names in the folder of `path` to the disk. Where the file system has no such thing, it is true. */
bool file_sync_folder(const char *path, struct error *error);

/* Writes all of `content` to a descriptor. 0 or the errno. */
int file_write_all(int descriptor, struct slice content);

/* `folder`/`name`, to be freed by memory_free; NULL when memory ran out. */
char *file_join(const char *folder, const char *name);

/* The folder in which `path` lies ("." for a mere name), to be freed by memory_free; NULL when memory ran out. */
char *file_folder(const char *path);

/* A new name like `.STATUS.md.workboard-k3x9ab` for something that stands beside `path` for a while; no pattern of
 * documents matches it. An absolute path where `path` is one; to be freed by memory_free; NULL when memory ran out. */
char *file_name_beside(const char *path);

/* Sets ERROR_SYSTEM: "cannot be <what>: <what the system says>; <what to do>". Returns false. */
bool file_error(struct error *error, const char *path, const char *what, int number);

#endif
