#include "store/file.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    NAME_ROOM = 200, /* of the 255 bytes that most file systems allow for a name */
    NAME_TRIES = 64
};

int file_write_all(int descriptor, struct slice content)
{
    while (content.size > 0) {
        ssize_t written = write(descriptor, content.data, content.size);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            return errno;
        }
        content = slice_part(content, (size_t)written, content.size);
    }
    return 0;
}

char *file_join(const char *folder, const char *name)
{
    size_t folder_size = strlen(folder);
    size_t name_size = strlen(name);
    while (folder_size > 1 && folder[folder_size - 1] == '/') {
        folder_size--;
    }
    bool bare = folder_size == 1 && folder[0] == '/';
    char *path = memory_new(folder_size + name_size + 2, 1);
    if (path != NULL) {
        memcpy(path, folder, folder_size);
        size_t at = folder_size;
        if (!bare) {
            path[at++] = '/';
        }
        memcpy(path + at, name, name_size);
    }
    return path;
}

char *file_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t size = slash == NULL ? 1 : slash == path ? 1 : (size_t)(slash - path);
    char *folder = memory_new(size + 1, 1);
    if (folder != NULL) {
        memcpy(folder, slash == NULL ? "." : path, size);
    }
    return folder;
}

/* Where time, process and try differ, the names differ; O_EXCL sees to the rest. */
static void random_letters(char letters[6], const void *salt)
{
    static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    uint64_t state = (uint64_t)now.tv_nsec * 0x9e3779b97f4a7c15U ^ (uint64_t)now.tv_sec << 20 ^
                     (uint64_t)getpid() << 40 ^ (uint64_t)(uintptr_t)salt;
    for (size_t i = 0; i < 6; i++) {
        state ^= state >> 29;
        state *= 0xbf58476d1ce4e5b9U;
        letters[i] = alphabet[(state >> 40) % 36];
    }
}

char *file_name_beside(const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t folder_size = slash == NULL ? 0 : (size_t)(slash - path) + 1;
    const char *name = path + folder_size;
    size_t name_size = strlen(name);
    name_size = name_size > NAME_ROOM ? NAME_ROOM : name_size;
    static const char mark[] = ".workboard-";
    char *beside = memory_new(folder_size + 1 + name_size + sizeof mark + 6, 1);
    if (beside == NULL) {
        return NULL;
    }
    struct stat status;
    for (int try = 0; try < NAME_TRIES; try++) {
        char *at = beside;
        memcpy(at, path, folder_size);
        at += folder_size;
        *at++ = '.';
        memcpy(at, name, name_size);
        at += name_size;
        memcpy(at, mark, sizeof mark - 1);
        random_letters(at + sizeof mark - 1, beside + try);
        if (lstat(beside, &status) != 0) {
            break;
        }
    }
    return beside;
}

bool file_create(const char *path, unsigned int mode, struct slice content, bool sync, struct error *error)
{
    int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, (mode_t)mode);
    if (descriptor < 0 && errno == EEXIST) {
        return error_set_at(error, ERROR_CONFLICT, path, 0, "is there already; remove it or take another name");
    }
    if (descriptor < 0) {
        return file_error(error, path, "made", errno);
    }
    int number = file_write_all(descriptor, content);
    if (number == 0 && sync && fsync(descriptor) != 0) {
        number = errno;
    }
    if (close(descriptor) != 0 && number == 0 && errno != EINTR) {
        number = errno;
    }
    if (number != 0) {
        unlink(path);
        return file_error(error, path, "written", number);
    }
    return true;
}

bool file_sync(const char *path, struct error *error)
{
    int number = 0;
    int descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0 || fsync(descriptor) != 0) {
        number = errno;
    }
    if (descriptor >= 0) {
        close(descriptor);
    }
    return number == 0 || file_error(error, path, "brought to the disk", number);
}

bool file_sync_folder(const char *path, struct error *error)
{
    char *folder = file_folder(path);
    if (folder == NULL) {
        return error_no_memory(error);
    }
    int number = 0;
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) {
        number = errno == EACCES ? 0 : errno; /* one may write in a folder that one may not list */
    } else {
        if (fsync(descriptor) != 0 && errno != EINVAL && errno != EROFS && errno != EBADF) {
            number = errno;
        }
        close(descriptor);
    }
    bool done = number == 0 || file_error(error, folder, "brought to the disk", number);
    memory_free(folder);
    return done;
}

bool file_replace(const char *path, struct slice content, enum file_sync sync, struct error *error)
{
    char *beside = file_name_beside(path);
    if (beside == NULL) {
        return error_no_memory(error);
    }
    bool done = file_create(beside, 0600, content, sync != FILE_LOOSE, error);
    if (done && rename(beside, path) != 0) {
        done = file_error(error, path, "replaced", errno);
        unlink(beside);
    }
    memory_free(beside);
    return done && (sync != FILE_SAFE || file_sync_folder(path, error));
}
