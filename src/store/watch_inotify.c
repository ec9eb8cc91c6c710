#include "store/watch_internal.h"

#include <errno.h>

#ifdef __linux__

#include <stdalign.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

enum { EVENT_ROOM = 65536 };

static const uint32_t watched_events = IN_MODIFY | IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM |
                                       IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;

int watch_inotify_open(void)
{
    return inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
}

/* The watch of a folder, and of every other name of the same folder, is over. */
static void detach(struct watch *watch, int descriptor)
{
    for (size_t i = 0; i < watch->folder_count; i++) {
        if (watch->folders[i].descriptor == descriptor) {
            watch->folders[i].descriptor = -1;
        }
    }
}

bool watch_inotify_attach(struct watch *watch)
{
    bool changed = false;
    for (size_t i = 0; i < watch->folder_count; i++) {
        struct watch_folder *folder = &watch->folders[i];
        struct stat status;
        bool there = stat(folder->path, &status) == 0 && S_ISDIR(status.st_mode);
        bool same = there && folder->device == (uint64_t)status.st_dev && folder->inode == (uint64_t)status.st_ino;
        if (folder->descriptor >= 0 && !same) {
            inotify_rm_watch(watch->inotify, folder->descriptor);
            detach(watch, folder->descriptor);
            changed = true;
        }
        if (folder->descriptor < 0 && there) {
            folder->descriptor = inotify_add_watch(watch->inotify, folder->path, watched_events);
            folder->device = (uint64_t)status.st_dev;
            folder->inode = (uint64_t)status.st_ino;
            changed = changed || folder->descriptor >= 0;
        }
    }
    return changed;
}

static void take_event(struct watch *watch, const struct inotify_event *event, int64_t now)
{
    if ((event->mask & IN_Q_OVERFLOW) != 0) {
        watch_note_all(watch, now);
        return;
    }
    for (size_t i = 0; event->len > 0 && i < watch->folder_count; i++) {
        if (watch->folders[i].descriptor == event->wd) {
            watch_note(watch, i, event->name, now);
        }
    }
    if ((event->mask & (IN_IGNORED | IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT)) == 0) {
        return;
    }
    /* A folder that was moved away would be watched at its new place. */
    for (size_t i = 0; i < watch->folder_count; i++) {
        if (watch->folders[i].descriptor == event->wd) {
            watch_poll_scan(watch, i, false, now);
        }
    }
    if ((event->mask & IN_MOVE_SELF) != 0) {
        inotify_rm_watch(watch->inotify, event->wd);
    }
    detach(watch, event->wd);
}

void watch_inotify_read(struct watch *watch, int64_t now)
{
    alignas(struct inotify_event) char room[EVENT_ROOM];
    for (;;) {
        ssize_t got = read(watch->inotify, room, sizeof room);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return;
        }
        for (size_t at = 0; at < (size_t)got;) {
            struct inotify_event event;
            memcpy(&event, room + at, sizeof event);
            take_event(watch, (const struct inotify_event *)(const void *)(room + at), now);
            at += sizeof event + event.len;
        }
    }
}

#else

int watch_inotify_open(void)
{
    errno = ENOSYS;
    return -1;
}

bool watch_inotify_attach(struct watch *watch)
{
    (void)watch;
    return false;
}

void watch_inotify_read(struct watch *watch, int64_t now)
{
    (void)watch;
    (void)now;
}

#endif
