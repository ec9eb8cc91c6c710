/* What happened and was not told yet. */
#include "store/watch_internal.h"

#include "base/memory.h"

#include <string.h>

enum { PENDING_LIMIT = 65536 };

bool watch_is_pending(const struct watch *watch)
{
    return watch->pending.count > 0 || watch->pending.rescan;
}

static void stamp_event(struct watch *watch, int64_t now)
{
    if (!watch_is_pending(watch)) {
        watch->first_event = now;
    }
    watch->last_event = now;
}

void watch_note_all(struct watch *watch, int64_t now)
{
    stamp_event(watch, now);
    watch->last_open = now;
    watch->pending.rescan = true;
}

static void set_open(struct watch *watch, struct watch_change *change, bool open)
{
    watch->open_count += open && !change->open ? 1U : 0U;
    watch->open_count -= !open && change->open ? 1U : 0U;
    change->open = open;
}

void watch_note(struct watch *watch, size_t folder, const char *name, bool whole, int64_t now)
{
    if (watch->filter != NULL && !watch->filter(watch->filter_context, folder, name)) {
        return;
    }
    struct watch_changes *pending = &watch->pending;
    stamp_event(watch, now);
    watch->last_open = whole ? watch->last_open : now;
    for (size_t i = pending->count; i > 0; i--) {
        if (pending->items[i - 1].folder == folder && strcmp(pending->items[i - 1].name, name) == 0) {
            set_open(watch, &pending->items[i - 1], !whole);
            return;
        }
    }
    char *copy = pending->count >= PENDING_LIMIT ? NULL : memory_copy_text(name);
    if (copy == NULL || !memory_grow(&pending->items, &pending->capacity, pending->count + 1, sizeof *pending->items)) {
        memory_free(copy);
        pending->rescan = true;
        return;
    }
    pending->items[pending->count] = (struct watch_change){.folder = folder, .name = copy};
    set_open(watch, &pending->items[pending->count++], !whole);
}
