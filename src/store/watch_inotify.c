#include "store/watch_internal.h"

#include "base/memory.h"

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
        if (watch->folders[i].above == descriptor) {
            watch->folders[i].above = -1;
        }
    }
}

static bool is_in_use(const struct watch *watch, int descriptor)
{
    bool used = false;
    for (size_t i = 0; i < watch->folder_count; i++) {
        used = used || watch->folders[i].descriptor == descriptor || watch->folders[i].above == descriptor;
    }
    return used;
}

/* Nothing is waited for above a folder any more. */
static void leave_above(struct watch *watch, struct watch_folder *folder)
{
    int descriptor = folder->above;
    folder->above = -1;
    if (descriptor >= 0 && !is_in_use(watch, descriptor)) {
        inotify_rm_watch(watch->inotify, descriptor);
    }
}

/* Watches the nearest folder above one that is missing. */
static void wait_above(struct watch *watch, struct watch_folder *folder)
{
    enum { APPEARED = IN_CREATE | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_MASK_ADD };
    char *path = memory_copy_text(folder->path);
    for (char *end = path == NULL ? NULL : strrchr(path, '/'); end != NULL && folder->above < 0; end = strrchr(path, '/')) {
        bool top = end == path;
        end[top ? 1 : 0] = '\0';
        folder->above = inotify_add_watch(watch->inotify, path, APPEARED);
        folder->missing = (size_t)(end - path) + 1;
        if (top) {
            break;
        }
    }
    memory_free(path);
}

/* Watches a folder, or what is above it. True where it was added. */
static bool attach(struct watch *watch, struct watch_folder *folder)
{
    enum { TRIES = 8 };
    struct stat status;
    for (int i = 0; i < TRIES; i++) {
        leave_above(watch, folder);
        if (stat(folder->path, &status) == 0 && S_ISDIR(status.st_mode)) {
            folder->descriptor = inotify_add_watch(watch->inotify, folder->path, watched_events);
            folder->device = (uint64_t)status.st_dev;
            folder->inode = (uint64_t)status.st_ino;
            return folder->descriptor >= 0;
        }
        wait_above(watch, folder);
        /* What is missing may have appeared before it was waited for: then once more. */
        char *next = folder->above < 0 ? NULL : memory_copy_text(folder->path);
        if (next != NULL) {
            next[folder->missing + strcspn(next + folder->missing, "/")] = '\0';
        }
        bool appeared = next != NULL && stat(next, &status) == 0 && S_ISDIR(status.st_mode);
        memory_free(next);
        if (!appeared) {
            return false;
        }
    }
    return false;
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
        changed = (folder->descriptor < 0 && attach(watch, folder)) || changed;
    }
    return changed;
}

/* Whether the event is the name that is missing on the way to a folder. */
static bool is_missed(const struct watch_folder *folder, const struct inotify_event *event)
{
    size_t size = strlen(event->name);
    return folder->above == event->wd && strncmp(folder->path + folder->missing, event->name, size) == 0 &&
           (folder->path[folder->missing + size] == '/' || folder->path[folder->missing + size] == '\0');
}

static void take_event(struct watch *watch, const struct inotify_event *event, int64_t now)
{
    if ((event->mask & IN_Q_OVERFLOW) != 0) {
        watch_note_all(watch, now);
        return;
    }
    bool whole = (event->mask & (IN_CLOSE_WRITE | IN_MOVED_TO)) != 0;
    for (size_t i = 0; event->len > 0 && i < watch->folder_count; i++) {
        if (watch->folders[i].descriptor == event->wd) {
            watch_note(watch, i, event->name, whole, now);
        }
        if (is_missed(&watch->folders[i], event)) {
            leave_above(watch, &watch->folders[i]);
            watch->next_scan = now;
        }
    }
    if ((event->mask & (IN_IGNORED | IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT)) == 0) {
        return;
    }
    bool used = is_in_use(watch, event->wd);
    /* A folder that was moved away would be watched at its new place. */
    for (size_t i = 0; i < watch->folder_count; i++) {
        if (watch->folders[i].descriptor == event->wd) {
            watch_poll_scan(watch, i, false, now);
        }
    }
    if (used && (event->mask & IN_MOVE_SELF) != 0) {
        inotify_rm_watch(watch->inotify, event->wd);
    }
    detach(watch, event->wd);
    watch->next_scan = used ? now : watch->next_scan;
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
