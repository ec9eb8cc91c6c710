#include "store/watch_internal.h"

#include "base/memory.h"
#include "store/file.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

enum { WATCH_MISSING = 200, /* how often a folder that is not there is looked for */ PENDING_LIMIT = 65536 };

void watch_changes_release(struct watch_changes *changes)
{
    for (size_t i = 0; i < changes->count; i++) {
        memory_free(changes->items[i].name);
    }
    memory_free(changes->items);
    *changes = (struct watch_changes){0};
}

/* Whether a folder is not there, and nothing will say when it is. */
static bool is_any_missing(const struct watch *watch)
{
    for (size_t i = 0; watch->inotify >= 0 && i < watch->folder_count; i++) {
        if (watch->folders[i].descriptor < 0 && watch->folders[i].above < 0) {
            return true;
        }
    }
    return false;
}

static void plan_scan(struct watch *watch, int64_t now)
{
    int64_t beat = is_any_missing(watch) ? WATCH_MISSING : WATCH_HEARTBEAT;
    watch->next_scan = now + (watch->inotify < 0 ? WATCH_POLL : beat);
}

struct watch *watch_new(const struct watch_options *options, int64_t now, struct error *error)
{
    struct watch *watch = memory_new(1, sizeof *watch);
    if (watch == NULL) {
        error_no_memory(error);
        return NULL;
    }
    watch->inotify = -1;
    watch->last_told = now - WATCH_CAP;
    watch->filter = options->filter;
    watch->filter_context = options->filter_context;
    watch->folders = memory_new(options->folder_count, sizeof *watch->folders);
    bool done = watch->folders != NULL;
    for (size_t i = 0; done && i < options->folder_count; i++) {
        watch->folders[i].descriptor = watch->folders[i].above = -1;
        watch->folders[i].path = memory_copy_text(options->folders[i]);
        watch->folder_count++;
        done = watch->folders[i].path != NULL;
    }
    if (!done) {
        error_no_memory(error);
        watch_free(watch);
        return NULL;
    }
    if (options->backend != WATCH_POLLING) {
        watch->inotify = watch_inotify_open();
        if (watch->inotify < 0 && options->backend == WATCH_INOTIFY) {
            error_set(error, ERROR_SYSTEM, "files cannot be watched by inotify: %s; watch by polling", strerror(errno));
            watch_free(watch);
            return NULL;
        }
    }
    /* First the watches, then the snapshot: what happens in between is seen twice rather than not at all. */
    if (watch->inotify >= 0) {
        watch_inotify_attach(watch);
    }
    for (size_t i = 0; i < watch->folder_count; i++) {
        watch_poll_scan(watch, i, true, now);
    }
    plan_scan(watch, now);
    return watch;
}

void watch_free(struct watch *watch)
{
    if (watch == NULL) {
        return;
    }
    for (size_t i = 0; i < watch->folder_count; i++) {
        watch_poll_release(&watch->folders[i]);
        memory_free(watch->folders[i].path);
    }
    memory_free(watch->folders);
    watch_changes_release(&watch->pending);
    if (watch->inotify >= 0) {
        close(watch->inotify);
    }
    memory_free(watch);
}

int watch_descriptor(const struct watch *watch)
{
    return watch->inotify;
}

static int64_t quiet_at(const struct watch *watch)
{
    bool busy = watch->first_event - watch->last_told < WATCH_CAP;
    int64_t quiet = watch->last_event + (busy ? WATCH_QUIET : WATCH_WHOLE);
    int64_t cap = watch->first_event + WATCH_CAP;
    if ((watch->open_count > 0 || watch->pending.rescan) && watch->last_open + WATCH_QUIET > quiet) {
        quiet = watch->last_open + WATCH_QUIET;
    }
    return quiet < cap ? quiet : cap;
}

int watch_timeout(const struct watch *watch, int64_t now)
{
    int64_t next = watch->next_scan;
    if (watch_is_pending(watch) && quiet_at(watch) < next) {
        next = quiet_at(watch);
    }
    return next <= now ? 0 : next - now > INT_MAX ? INT_MAX : (int)(next - now);
}

static void scan_all(struct watch *watch, int64_t now)
{
    if (watch->inotify >= 0) {
        watch_inotify_attach(watch);
    }
    for (size_t i = 0; i < watch->folder_count; i++) {
        watch_poll_scan(watch, i, false, now);
    }
    plan_scan(watch, now);
}

bool watch_read(struct watch *watch, int64_t now, struct watch_changes *changes)
{
    watch_changes_release(changes);
    if (watch->inotify >= 0) {
        watch_inotify_read(watch, now);
    }
    bool missing = is_any_missing(watch);
    if (now >= watch->next_scan) {
        scan_all(watch, now);
    } else if (missing && watch->next_scan > now + WATCH_MISSING) {
        watch->next_scan = now + WATCH_MISSING;
    }
    if (!watch_is_pending(watch) || now < quiet_at(watch)) {
        return false;
    }
    *changes = watch->pending;
    watch_changes_init(&watch->pending);
    watch->open_count = 0;
    watch->last_told = now;
    /* What is told now need not be told again by the heartbeat. */
    for (size_t i = 0; changes->rescan && i < watch->folder_count; i++) {
        watch_poll_scan(watch, i, true, now);
    }
    for (size_t i = 0; !changes->rescan && i < changes->count; i++) {
        watch_poll_refresh(watch, changes->items[i].folder, changes->items[i].name);
    }
    return true;
}
