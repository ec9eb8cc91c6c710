#include "store/save_wait.h"

#include "store/save.h"

#include <time.h>

enum { READ_BOUND = 50000000, STILL_REST = 1000000, LINE_REST = 200000 }; /* nanoseconds */

int64_t wait_now(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void wait_rest(int64_t rest, int64_t end)
{
    int64_t left = end - wait_now();
    rest = rest < left ? rest : left;
    if (rest > 0) {
        struct timespec pause = {.tv_sec = (time_t)(rest / 1000000000), .tv_nsec = (long)(rest % 1000000000)};
        nanosleep(&pause, NULL); /* a signal ends it early, which costs one more look */
    }
}

/* What stands behind the last newline. */
static struct slice last_line(struct slice text)
{
    size_t start = text.size;
    while (start > 0 && text.data[start - 1] != '\n') {
        start--;
    }
    return slice_part(text, start, text.size);
}

bool wait_ends_well(struct slice before, struct slice now)
{
    return now.size > 0 && (now.data[now.size - 1] == '\n' ||
                            (last_line(before).size > 0 && slice_equal(last_line(before), last_line(now))));
}

bool wait_read(const char *path, struct slice before, enum wait_care care, struct bytes *out, struct error *error)
{
    int64_t end = wait_now() + READ_BOUND;
    for (;;) {
        struct file_identity first;
        struct file_identity last;
        bytes_clear(out);
        if (!file_identify(path, &first, error) || !file_read(path, SAVE_FILE_LIMIT, out, &last, error)) {
            return false;
        }
        bool whole = file_identity_unchanged(&first, &last) && last.size == out->size;
        if (whole && slice_equal(bytes_slice(out), before)) {
            return true;
        }
        /* Who goes on by the line alone finds out after the exchange whether it was whole. */
        bool settled = (whole || care == WAIT_LINE) && wait_ends_well(before, bytes_slice(out));
        if (settled && care == WAIT_LINE) {
            return true;
        }
        if (wait_now() >= end) {
            return true;
        }
        wait_rest(care == WAIT_STILL ? STILL_REST : LINE_REST, end);
        if (settled && file_identify(path, &first, NULL) && file_identity_unchanged(&first, &last)) {
            return true;
        }
    }
}
