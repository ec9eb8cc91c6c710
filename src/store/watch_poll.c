#include "store/watch_internal.h"

#include "base/memory.h"
#include "store/file.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int compare_entries(const void *a, const void *b)
{
    const struct watch_entry *first = a;
    const struct watch_entry *second = b;
    return strcmp(first->name, second->name);
}

static struct watch_entry *find_entry(struct watch_folder *folder, size_t sorted, const char *name)
{
    size_t low = 0;
    size_t high = sorted;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(folder->entries[middle].name, name);
        if (order == 0) {
            return &folder->entries[middle];
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return NULL;
}

/* Looks at one file. False where there is none. */
static bool look(const struct watch_folder *folder, const char *name, struct watch_entry *entry)
{
    char *path = file_join(folder->path, name);
    struct stat status;
    bool there = path != NULL && stat(path, &status) == 0;
    memory_free(path);
    if (there) {
        *entry = (struct watch_entry){
            .device = (uint64_t)status.st_dev,
            .inode = (uint64_t)status.st_ino,
            .size = (uint64_t)(status.st_size > 0 ? status.st_size : 0),
            .modified = (int64_t)status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec,
            .changed = (int64_t)status.st_ctim.tv_sec * 1000000000 + status.st_ctim.tv_nsec,
        };
    }
    return there;
}

static bool is_same(const struct watch_entry *a, const struct watch_entry *b)
{
    return a->device == b->device && a->inode == b->inode && a->size == b->size && a->modified == b->modified &&
           a->changed == b->changed;
}

static void update(struct watch_entry *entry, const struct watch_entry *now)
{
    char *name = entry->name;
    *entry = *now;
    entry->name = name;
    entry->seen = true;
}

/* Adds a name at the end; the caller sorts. */
static bool add_entry(struct watch_folder *folder, const char *name, const struct watch_entry *now)
{
    size_t size = strlen(name);
    char *copy = memory_new(size + 1, 1);
    if (copy == NULL ||
        !memory_grow(&folder->entries, &folder->capacity, folder->count + 1, sizeof *folder->entries)) {
        memory_free(copy);
        return false;
    }
    memcpy(copy, name, size);
    struct watch_entry *entry = &folder->entries[folder->count++];
    *entry = *now;
    entry->name = copy;
    entry->seen = true;
    return true;
}

static void sort_entries(struct watch_folder *folder)
{
    if (folder->count > 1) {
        qsort(folder->entries, folder->count, sizeof *folder->entries, compare_entries);
    }
}

/* Takes out what the scan did not see. */
static void drop_unseen(struct watch *watch, size_t number, bool silent, int64_t now)
{
    struct watch_folder *folder = &watch->folders[number];
    size_t kept = 0;
    for (size_t i = 0; i < folder->count; i++) {
        if (folder->entries[i].seen) {
            folder->entries[kept++] = folder->entries[i];
            continue;
        }
        if (!silent) {
            watch_note(watch, number, folder->entries[i].name, false, now);
        }
        memory_free(folder->entries[i].name);
    }
    folder->count = kept;
}

void watch_poll_scan(struct watch *watch, size_t number, bool silent, int64_t now)
{
    struct watch_folder *folder = &watch->folders[number];
    size_t sorted = folder->count;
    for (size_t i = 0; i < sorted; i++) {
        folder->entries[i].seen = false;
    }
    DIR *stream = opendir(folder->path);
    const struct dirent *file;
    while (stream != NULL && (file = readdir(stream)) != NULL) {
        const char *name = file->d_name;
        struct watch_entry found;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
            (watch->filter != NULL && !watch->filter(watch->filter_context, number, name)) ||
            !look(folder, name, &found)) {
            continue;
        }
        struct watch_entry *known = find_entry(folder, sorted, name);
        bool same = known != NULL && is_same(known, &found);
        if (known != NULL) {
            update(known, &found);
        } else if (!add_entry(folder, name, &found)) {
            watch_note_all(watch, now);
        }
        if (!same && !silent) {
            watch_note(watch, number, name, false, now);
        }
    }
    if (stream != NULL) {
        closedir(stream);
    }
    drop_unseen(watch, number, silent, now);
    sort_entries(folder);
}

void watch_poll_refresh(struct watch *watch, size_t number, const char *name)
{
    struct watch_folder *folder = &watch->folders[number];
    struct watch_entry now;
    struct watch_entry *known = find_entry(folder, folder->count, name);
    bool there = look(folder, name, &now);
    if (there && known != NULL) {
        update(known, &now);
    } else if (there && add_entry(folder, name, &now)) {
        sort_entries(folder);
    } else if (!there && known != NULL) {
        size_t at = (size_t)(known - folder->entries);
        memory_free(known->name);
        memmove(known, known + 1, (folder->count - at - 1) * sizeof *known);
        folder->count--;
    }
}

void watch_poll_release(struct watch_folder *folder)
{
    for (size_t i = 0; i < folder->count; i++) {
        memory_free(folder->entries[i].name);
    }
    memory_free(folder->entries);
}
