/* watch.h: which documents may have changed.
 *
 * Watches folders, each named, not what lies below them: a watch on a file would die at the first rename over it.
 * Names are collected until nothing happened for WATCH_QUIET milliseconds, at most WATCH_CAP since the first, and then
 * given out once. Where the system says of each that its writer has closed it or put it in its place, WATCH_WHOLE
 * milliseconds are enough; not so within WATCH_CAP of what was given out last, when more is to be expected: so a single
 * edit is told at once, and of a thousand not each. "May have changed": the caller reads and compares.
 *
 * A folder that is not there, or goes and comes back, is watched as soon as it is there: until then the nearest folder above
 * it is, for the name that is missing. Beside inotify all files are looked at every WATCH_HEARTBEAT milliseconds, because it
 * sees nothing of other machines.
 *
 * Calling sequence: poll(2) on watch_descriptor for watch_timeout milliseconds (just wait where it is -1), then
 * watch_read; again. Clock values are monotonic milliseconds and never go back.
 */
#ifndef WORKBOARD_STORE_WATCH_H
#define WORKBOARD_STORE_WATCH_H

#include "base/error.h"

#include <stdint.h>

enum {
    WATCH_QUIET = 50,
    WATCH_WHOLE = 10,
    WATCH_CAP = 150,
    WATCH_HEARTBEAT = 2000,
    WATCH_POLL = 250 /* how often the polling backend looks */
};

enum watch_backend {
    WATCH_AUTO,    /* inotify where there is one, else polling */
    WATCH_INOTIFY, /* ERROR_SYSTEM where there is none */
    WATCH_POLLING
};

/* Whether a name in folder `folder` (its number) can be a document; called while reading. */
typedef bool (*watch_filter_function)(void *context, size_t folder, const char *name);

struct watch_options {
    const char *const *folders; /* copied; any number, 0 too */
    size_t folder_count;
    enum watch_backend backend;
    watch_filter_function filter; /* NULL: every name */
    void *filter_context;
};

struct watch;

/* What the files are at this moment counts as known. `now` as below. NULL on failure. */
struct watch *watch_new(const struct watch_options *options, int64_t now, struct error *error);
void watch_free(struct watch *watch);

/* To be polled for reading; -1: none. */
int watch_descriptor(const struct watch *watch);

/* How long to wait at most, in milliseconds, before watch_read is to be called; 0: now. */
int watch_timeout(const struct watch *watch, int64_t now);

struct watch_change {
    size_t folder; /* its number */
    char *name;
    bool open;     /* while it is collected: its writer may not be done */
};

struct watch_changes {
    struct watch_change *items; /* each name once */
    size_t count;
    size_t capacity;
    bool rescan; /* too much happened at once, or memory ran out: anything may have changed */
};

static inline void watch_changes_init(struct watch_changes *changes)
{
    *changes = (struct watch_changes){0};
}

void watch_changes_release(struct watch_changes *changes);

/* Takes in what happened. True when it is quiet and there is something: then `changes`, emptied first, says what.
 * Never blocks. */
bool watch_read(struct watch *watch, int64_t now, struct watch_changes *changes);

#endif
