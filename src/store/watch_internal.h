/* watch_internal.h: between watch.c and its two eyes: the snapshot that is compared, and inotify.
 */
#ifndef WORKBOARD_STORE_WATCH_INTERNAL_H
#define WORKBOARD_STORE_WATCH_INTERNAL_H

#include "store/watch.h"

/* What one file was when it was looked at. */
struct watch_entry {
    char *name;
    uint64_t device, inode, size;
    int64_t modified, changed; /* nanoseconds; of content and of the inode */
    bool seen;                 /* in the scan under way */
};

struct watch_folder {
    char *path;
    struct watch_entry *entries; /* sorted by name */
    size_t count;
    size_t capacity;
    int descriptor; /* inotify's; -1: not watched */
    int above;      /* inotify's of the folder in which the next one of its path is missing; -1: none */
    size_t missing; /* where in `path` the missing name begins */
    uint64_t device, inode; /* of the folder that is watched */
};

struct watch {
    struct watch_folder *folders;
    size_t folder_count;
    watch_filter_function filter;
    void *filter_context;
    int inotify; /* -1: polling */
    int64_t next_scan;
    int64_t first_event; /* of what is pending */
    int64_t last_event;
    int64_t last_open;   /* event of one that is not whole yet */
    size_t open_count;   /* pending ones that are not */
    int64_t last_told;   /* when something was given out */
    struct watch_changes pending;
};

/* ---- watch_note.c ---- */

/* Whether anything is noted. */
bool watch_is_pending(const struct watch *watch);

/* Notes that a name may have changed; `whole`: and that nobody is writing it any more. */
void watch_note(struct watch *watch, size_t folder, const char *name, bool whole, int64_t now);

/* Notes that anything may have. */
void watch_note_all(struct watch *watch, int64_t now);

/* ---- watch_poll.c ---- */

/* Looks at all files of a folder, and notes those that differ from the snapshot (unless `silent`), which is then that
 * of now. */
void watch_poll_scan(struct watch *watch, size_t folder, bool silent, int64_t now);

/* The snapshot of one name becomes that of now: it was told. */
void watch_poll_refresh(struct watch *watch, size_t folder, const char *name);

void watch_poll_release(struct watch_folder *folder);

/* ---- watch_inotify.c ---- */

/* A descriptor, or -1 where there is no inotify: errno says why. */
int watch_inotify_open(void);

/* Watches the folders that are there and not watched, and those whose path leads to another folder by now; of those that
 * are not there, the nearest folder above. True where one was added or lost. */
bool watch_inotify_attach(struct watch *watch);

/* Takes in the events that are there; where one says that a missing folder may be there now, all are looked at next. */
void watch_inotify_read(struct watch *watch, int64_t now);

#endif
