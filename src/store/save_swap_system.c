/* Exchange, leases and extended attributes are not in POSIX; this file alone asks for them. */
#ifdef __linux__
#define _GNU_SOURCE
#endif

#include "store/save_swap.h"

#ifdef __linux__

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/xattr.h>
#include <unistd.h>

enum { ATTRIBUTE_LIMIT = 65536 }; /* what Linux allows for all names, and for one value */

int swap_system_exchange(const char *beside, const char *target)
{
    return renameat2(AT_FDCWD, beside, AT_FDCWD, target, RENAME_EXCHANGE) == 0 ? 0 : errno;
}

int swap_system_move_new(const char *beside, const char *target)
{
    return renameat2(AT_FDCWD, beside, AT_FDCWD, target, RENAME_NOREPLACE) == 0 ? 0 : errno;
}

enum swap_use swap_system_use(const char *path)
{
    int descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0) {
        return errno == ENOENT ? SWAP_UNUSED : SWAP_UNKNOWN;
    }
    /* A lease that somebody breaks sends a signal, and SIGIO would end the program; SIGURG is ignored. */
    enum swap_use use = SWAP_UNKNOWN;
    if (fcntl(descriptor, F_SETSIG, SIGURG) == 0) {
        if (fcntl(descriptor, F_SETLEASE, F_RDLCK) == 0) {
            fcntl(descriptor, F_SETLEASE, F_UNLCK);
            use = SWAP_UNUSED;
        } else if (errno == EAGAIN) {
            use = SWAP_IN_USE;
        }
    }
    close(descriptor);
    return use;
}

void swap_system_copy_attributes(int from, int to)
{
    char *names = memory_new(ATTRIBUTE_LIMIT, 2);
    if (names == NULL) {
        return;
    }
    char *value = names + ATTRIBUTE_LIMIT;
    ssize_t size = flistxattr(from, names, ATTRIBUTE_LIMIT);
    for (ssize_t at = 0; at < size; at += (ssize_t)strlen(names + at) + 1) {
        ssize_t length = fgetxattr(from, names + at, value, ATTRIBUTE_LIMIT);
        if (length >= 0 && fsetxattr(to, names + at, value, (size_t)length, 0) != 0) {
            continue; /* as far as allowed */
        }
    }
    memory_free(names);
}

#else

#include <errno.h>

int swap_system_exchange(const char *beside, const char *target)
{
    (void)beside;
    (void)target;
    return ENOSYS;
}

int swap_system_move_new(const char *beside, const char *target)
{
    (void)beside;
    (void)target;
    return ENOSYS;
}

enum swap_use swap_system_use(const char *path)
{
    (void)path;
    return SWAP_UNKNOWN;
}

void swap_system_copy_attributes(int from, int to)
{
    (void)from;
    (void)to;
}

#endif
