#include "store/save_swap.h"

#include "base/memory.h"
#include "store/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* The second name of the displaced file while two renames are under way. */
static char *second_name(const char *beside)
{
    static const char mark[] = ".old";
    size_t size = strlen(beside);
    char *name = memory_new(size + sizeof mark, 1);
    if (name != NULL) {
        memcpy(name, beside, size);
        memcpy(name + size, mark, sizeof mark);
    }
    return name;
}

static bool lacks(int number)
{
    return number == ENOSYS || number == EINVAL || number == EOPNOTSUPP;
}

/* Without an exchange: the old file gets a second name first, so that what is written to it later is still found. */
static int swap_by_rename(const char *beside, const char *target, bool *displaced)
{
    char *second = second_name(beside);
    if (second == NULL) {
        return ENOMEM;
    }
    *displaced = link(target, second) == 0;
    int number = 0;
    if (rename(beside, target) != 0) {
        number = errno;
        if (*displaced) {
            unlink(second);
        }
    } else if (*displaced && rename(second, beside) != 0) {
        number = errno;
        if (rename(second, target) != 0) {
            /* Then it is placed, and what it displaced is known by its content alone. */
            *displaced = false;
            unlink(second);
            number = 0;
        }
    }
    memory_free(second);
    return number;
}

int swap_files(enum save_method method, const char *beside, const char *target, bool *displaced, bool *exchanged)
{
    *displaced = true;
    *exchanged = true;
    int number = method == SAVE_BEST ? swap_system_exchange(beside, target) : ENOSYS;
    if (!lacks(number)) {
        return number;
    }
    *exchanged = false;
    struct stat status;
    if (lstat(target, &status) != 0) {
        return errno;
    }
    return swap_by_rename(beside, target, displaced);
}

int swap_in(enum save_method method, const char *beside, const char *target)
{
    int number = method == SAVE_BEST ? swap_system_move_new(beside, target) : ENOSYS;
    if (!lacks(number)) {
        return number;
    }
    if (link(beside, target) == 0) {
        return unlink(beside) == 0 ? 0 : errno;
    }
    number = errno;
    struct stat status;
    if (number == EEXIST || lstat(target, &status) == 0) {
        return EEXIST;
    }
    return rename(beside, target) == 0 ? 0 : errno;
}

/* 0, ENOENT or another errno. */
static int look_for(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0 ? 0 : errno;
}

int swap_mend(const char *beside)
{
    char *second = second_name(beside);
    int number = second == NULL ? ENOMEM : look_for(second);
    if (number == 0) {
        number = look_for(beside);
        if (number == 0) {
            /* The exchange had not happened: it is only one more name of the target. */
            number = unlink(second) == 0 ? 0 : errno;
        } else if (number == ENOENT) {
            number = rename(second, beside) == 0 ? 0 : errno;
        }
    } else if (number == ENOENT) {
        number = 0;
    }
    memory_free(second);
    return number;
}

enum swap_use swap_use_of(enum save_method method, const char *path)
{
    return method == SAVE_BEST ? swap_system_use(path) : SWAP_UNKNOWN;
}

int swap_copy_rights(const char *target, const char *beside)
{
    int from = open(target, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    int to = open(beside, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
    struct stat wanted;
    struct stat got;
    int number = 0;
    if (from < 0 || to < 0 || fstat(from, &wanted) != 0 || fstat(to, &got) != 0) {
        number = errno;
    } else {
        mode_t mode = wanted.st_mode & 07777;
        bool owner_kept = got.st_uid == wanted.st_uid;
        bool group_kept = got.st_gid == wanted.st_gid;
        if (!owner_kept || !group_kept) {
            bool both = fchown(to, wanted.st_uid, wanted.st_gid) == 0;
            group_kept = both || group_kept || fchown(to, (uid_t)-1, wanted.st_gid) == 0;
        }
        if (!group_kept) {
            mode = (mode & ~(mode_t)070) | (mode & 07) << 3;
        }
        if (fchmod(to, mode) != 0) {
            number = errno;
        }
        swap_system_copy_attributes(from, to);
    }
    if (from >= 0) {
        close(from);
    }
    if (to >= 0) {
        close(to);
    }
    return number;
}
