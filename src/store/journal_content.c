#include "store/journal_content.h"

#include "base/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

void journal_init(struct journal *journal)
{
    *journal = (struct journal){0};
}

static void release_entry(struct journal_entry *entry)
{
    memory_free(entry->path);
    memory_free(entry->name);
    memory_free(entry->absorbs);
    memory_free(entry->target);
    memory_free(entry->beside);
    bytes_release(&entry->before);
    bytes_release(&entry->after);
    bytes_release(&entry->absorbed);
}

void journal_clear_entries(struct journal *journal)
{
    for (size_t i = 0; i < journal->entry_count; i++) {
        release_entry(&journal->entries[i]);
    }
    journal->entry_count = 0;
}

void journal_release(struct journal *journal)
{
    journal_clear_entries(journal);
    for (size_t i = 0; i < journal->displaced_count; i++) {
        struct journal_displaced *displaced = &journal->displaced[i];
        memory_free(displaced->path);
        memory_free(displaced->name);
        memory_free(displaced->target);
        memory_free(displaced->beside);
        bytes_release(&displaced->base);
    }
    memory_free(journal->entries);
    memory_free(journal->displaced);
    bytes_release(&journal->record);
    *journal = (struct journal){0};
}

struct journal_entry *journal_add_entry(struct journal *journal, const char *path)
{
    char *copy = memory_copy_text(path);
    if (copy == NULL || !memory_grow(&journal->entries, &journal->entry_capacity, journal->entry_count + 1,
                                     sizeof *journal->entries)) {
        memory_free(copy);
        return NULL;
    }
    struct journal_entry *entry = &journal->entries[journal->entry_count++];
    *entry = (struct journal_entry){.path = copy};
    return entry;
}

struct journal_displaced *journal_add_displaced(struct journal *journal, const char *path, const char *name,
                                                struct slice base)
{
    struct journal_displaced added = {.path = memory_copy_text(path), .name = memory_copy_text(name)};
    bytes_append(&added.base, base);
    if (added.path == NULL || added.name == NULL || added.base.failed ||
        !memory_grow(&journal->displaced, &journal->displaced_capacity, journal->displaced_count + 1,
                     sizeof *journal->displaced)) {
        memory_free(added.path);
        memory_free(added.name);
        bytes_release(&added.base);
        return NULL;
    }
    journal->displaced[journal->displaced_count] = added;
    return &journal->displaced[journal->displaced_count++];
}

bool journal_path_is_safe(const char *path)
{
    struct slice rest = slice_of(path);
    struct slice part;
    if (rest.size == 0 || path[rest.size - 1] == '/') {
        return false;
    }
    while (slice_next(&rest, '/', &part)) {
        if (part.size == 0 || slice_equal(part, slice_of("..")) || slice_equal(part, slice_of("."))) {
            return false;
        }
    }
    return true;
}

static char *resolve(const char *path)
{
    char *real = realpath(path, NULL);
    int number = errno;
    char *copy = memory_copy_text(real);
    if (real != NULL && copy == NULL) {
        number = ENOMEM;
    }
    free(real);
    errno = number;
    return copy;
}

char *journal_resolve(const char *root, const char *path)
{
    char *whole = file_join(root, path);
    if (whole == NULL) {
        errno = ENOMEM;
        return NULL;
    }
    char *target = resolve(whole);
    struct stat status;
    /* A link that leads nowhere is not a missing file: making it would hide the link. */
    if (target == NULL && errno == ENOENT && lstat(whole, &status) != 0 && errno == ENOENT) {
        char *folder = file_folder(whole);
        char *real = folder == NULL ? NULL : resolve(folder);
        int number = folder == NULL ? ENOMEM : errno;
        if (real != NULL) {
            target = file_join(real, strrchr(whole, '/') + 1);
            number = ENOMEM;
        }
        memory_free(folder);
        memory_free(real);
        errno = number;
    }
    int number = errno;
    memory_free(whole);
    errno = number;
    return target;
}

/* The file `name` in the folder of `target`. */
static char *beside_of(const char *target, const char *name)
{
    char *folder = file_folder(target);
    char *beside = folder == NULL ? NULL : file_join(folder, name);
    memory_free(folder);
    return beside;
}

bool journal_resolve_entry(const char *root, struct journal_entry *entry)
{
    entry->target = journal_resolve(root, entry->path);
    if (entry->target == NULL) {
        return errno != ENOMEM;
    }
    entry->beside = entry->name == NULL ? NULL : beside_of(entry->target, entry->name);
    return entry->name == NULL || entry->beside != NULL;
}

bool journal_resolve_displaced(const char *root, struct journal_displaced *displaced)
{
    displaced->target = journal_resolve(root, displaced->path);
    if (displaced->target == NULL) {
        return errno != ENOMEM;
    }
    displaced->beside = beside_of(displaced->target, displaced->name);
    return displaced->beside != NULL;
}
