/* save_wait.h: waiting for other programs, never for long.
 */
#ifndef WORKBOARD_STORE_SAVE_WAIT_H
#define WORKBOARD_STORE_SAVE_WAIT_H

#include "store/file.h"

/* Monotonic nanoseconds; for bounds, never for stamps. */
int64_t wait_now(void);

/* Rests for `rest` nanoseconds, at most until `end`. */
void wait_rest(int64_t rest, int64_t end);

/* Whether `now` ends with a newline, or with the same unfinished line as `before`. */
bool wait_ends_well(struct slice before, struct slice now);

enum wait_care {
    WAIT_LINE, /* until it ends as `before` did or with a newline: half of a line that is being appended can be seen */
    WAIT_STILL /* and until size and time stand still */
};

/* Reads a document into the emptied `out`: at once where it holds `before`, else when it has settled, or after a
 * twentieth of a second as it is then. Errors as file_read. */
bool wait_read(const char *path, struct slice before, enum wait_care care, struct bytes *out, struct error *error);

#endif
