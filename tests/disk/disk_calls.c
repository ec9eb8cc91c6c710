/* The system calls themselves: counted, and where it is their turn, the last one or a failing one. */
#ifdef __linux__
#define _GNU_SOURCE
#endif

#include "disk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A wrapped call knows nothing of the test: what is to happen stands here. */
static struct disk_fault plan;
static bool armed;
static bool inside; /* a call of this file's own, or of the model */
static size_t counted;
static bool fault_met;
static const char *failing; /* the name of the call that fails */
static bool half_taken;     /* the next write finds the disk full */

void disk_begin(const char *top)
{
    inside = true;
    disk_model_begin(top);
    inside = false;
}

void disk_arm(const struct disk_fault *fault)
{
    plan = *fault;
    counted = 0;
    fault_met = false;
    failing = NULL;
    half_taken = false;
    armed = true;
}

size_t disk_disarm(bool *met)
{
    armed = false;
    *met = fault_met;
    return counted;
}

/* Whether the call may happen; else errno says why not. */
static bool may(const char *name)
{
    if (!armed || inside) {
        return true;
    }
    inside = true;
    if (plan.look != NULL) {
        plan.look(plan.context);
    }
    bool is_turn = counted++ == plan.at;
    if (is_turn && plan.dies) {
        disk_model_lose(plan.loss);
        _exit(plan.status);
    }
    inside = false;
    if (plan.dies || plan.error == 0) {
        return true;
    }
    if (is_turn) {
        failing = name;
        fault_met = true;
    }
    if (is_turn || (plan.lasts && failing != NULL && strcmp(failing, name) == 0)) {
        errno = plan.error;
        return false;
    }
    return true;
}

/* Tells the model, without counting what it does. */
#define TELL(call)                                                                                                     \
    do {                                                                                                               \
        if (armed && !inside) {                                                                                        \
            int number = errno;                                                                                        \
            inside = true;                                                                                             \
            call;                                                                                                      \
            inside = false;                                                                                            \
            errno = number;                                                                                            \
        }                                                                                                              \
    } while (0)

int __real_open(const char *path, int flags, ...);
int __real_close(int descriptor);
ssize_t __real_read(int descriptor, void *room, size_t size);
ssize_t __real_write(int descriptor, const void *bytes, size_t size);
int __real_ftruncate(int descriptor, off_t size);
int __real_rename(const char *from, const char *to);
int __real_renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned int flags);
int __real_link(const char *from, const char *to);
int __real_unlink(const char *path);
int __real_mkdir(const char *path, mode_t mode);
int __real_fchmod(int descriptor, mode_t mode);
int __real_fstat(int descriptor, struct stat *status);
int __real_stat(const char *path, struct stat *status);
int __real_lstat(const char *path, struct stat *status);

int __wrap_open(const char *path, int flags, ...);
int __wrap_close(int descriptor);
ssize_t __wrap_read(int descriptor, void *room, size_t size);
ssize_t __wrap_write(int descriptor, const void *bytes, size_t size);
int __wrap_fsync(int descriptor);
int __wrap_ftruncate(int descriptor, off_t size);
int __wrap_rename(const char *from, const char *to);
int __wrap_renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned int flags);
int __wrap_link(const char *from, const char *to);
int __wrap_unlink(const char *path);
int __wrap_mkdir(const char *path, mode_t mode);
int __wrap_fchmod(int descriptor, mode_t mode);
int __wrap_fstat(int descriptor, struct stat *status);
int __wrap_stat(const char *path, struct stat *status);
int __wrap_lstat(const char *path, struct stat *status);

int __wrap_open(const char *path, int flags, ...)
{
    mode_t mode = 0;
    if ((flags & O_CREAT) != 0) {
        va_list arguments;
        va_start(arguments, flags);
        mode = (mode_t)va_arg(arguments, unsigned int);
        va_end(arguments);
    }
    int descriptor = may("open") ? __real_open(path, flags, mode) : -1;
    if (descriptor >= 0 && (flags & O_CREAT) != 0) {
        TELL(disk_model_made_file(path));
    }
    return descriptor;
}

/* Closed it is in any case. */
int __wrap_close(int descriptor)
{
    bool good = may("close");
    int number = errno;
    int result = __real_close(descriptor);
    if (!good) {
        errno = number;
        return -1;
    }
    return result;
}

ssize_t __wrap_read(int descriptor, void *room, size_t size)
{
    return may("read") ? __real_read(descriptor, room, size) : -1;
}

ssize_t __wrap_write(int descriptor, const void *bytes, size_t size)
{
    if (half_taken) {
        half_taken = plan.lasts;
        errno = plan.error;
        return -1;
    }
    if (may("write")) {
        return __real_write(descriptor, bytes, size);
    }
    if (errno == ENOSPC && size > 1) {
        half_taken = true;
        return __real_write(descriptor, bytes, size / 2);
    }
    return -1;
}

int __wrap_fsync(int descriptor)
{
    if (!may("fsync")) {
        return -1;
    }
    TELL(disk_model_sync(descriptor));
    return 0;
}

int __wrap_ftruncate(int descriptor, off_t size)
{
    return may("ftruncate") ? __real_ftruncate(descriptor, size) : -1;
}

int __wrap_rename(const char *from, const char *to)
{
    return may("rename") ? __real_rename(from, to) : -1;
}

int __wrap_renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned int flags)
{
    return may("renameat2") ? __real_renameat2(from_folder, from, to_folder, to, flags) : -1;
}

int __wrap_link(const char *from, const char *to)
{
    return may("link") ? __real_link(from, to) : -1;
}

int __wrap_unlink(const char *path)
{
    return may("unlink") ? __real_unlink(path) : -1;
}

int __wrap_mkdir(const char *path, mode_t mode)
{
    int result = may("mkdir") ? __real_mkdir(path, mode) : -1;
    if (result == 0) {
        TELL(disk_model_made_folder(path));
    }
    return result;
}

int __wrap_fchmod(int descriptor, mode_t mode)
{
    return may("fchmod") ? __real_fchmod(descriptor, mode) : -1;
}

int __wrap_fstat(int descriptor, struct stat *status)
{
    return may("fstat") ? __real_fstat(descriptor, status) : -1;
}

int __wrap_stat(const char *path, struct stat *status)
{
    return may("stat") ? __real_stat(path, status) : -1;
}

int __wrap_lstat(const char *path, struct stat *status)
{
    return may("lstat") ? __real_lstat(path, status) : -1;
}
