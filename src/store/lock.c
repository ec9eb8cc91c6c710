#include "store/lock.h"

#include "store/file.h"
#include "store/save_wait.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

enum { FIRST_PAUSE = 500000, LONGEST_PAUSE = 10000000 }; /* nanoseconds */

/* Network and other file systems say "no such locks" in several ways. */
static bool is_unsupported(int number)
{
    return number == ENOLCK || number == EOPNOTSUPP || number == ENOSYS || number == EINVAL || number == EBADF;
}

bool lock_take(const char *root, unsigned int wait, struct lock *lock, struct error *error)
{
    *lock = LOCK_NONE;
    int descriptor;
    do {
        descriptor = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    } while (descriptor < 0 && errno == EINTR);
    if (descriptor < 0 && errno == ENOENT) {
        return error_set_at(error, ERROR_NOT_FOUND, root, 0, "there is no such folder; check the name");
    }
    if (descriptor < 0) {
        return file_error(error, root, "locked", errno);
    }
    int64_t end = wait_now() + (int64_t)wait * 1000000;
    int64_t pause = FIRST_PAUSE;
    while (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        int number = errno;
        if (number == EINTR) {
            continue;
        }
        if (is_unsupported(number)) {
            lock->unsupported = true;
            break;
        }
        int64_t left = end - wait_now();
        if (number != EWOULDBLOCK || left <= 0) {
            close(descriptor);
            if (number != EWOULDBLOCK) {
                return file_error(error, root, "locked", number);
            }
            return error_set_at(error, ERROR_CONFLICT, root, 0,
                                "another workboard is writing here and has not finished within %u ms; try again",
                                wait);
        }
        wait_rest(pause, end);
        pause = pause * 2 < LONGEST_PAUSE ? pause * 2 : LONGEST_PAUSE;
    }
    lock->descriptor = descriptor;
    return true;
}

void lock_release(struct lock *lock)
{
    if (lock->descriptor >= 0) {
        close(lock->descriptor);
    }
    *lock = LOCK_NONE;
}
