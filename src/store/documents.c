/* Which files below a root are documents of a profile. */
#include "store/discover.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { MOST_FILES = 100000 };

/* What editors and tools leave beside a file. */
static bool is_leftover(const char *name)
{
    struct slice text = slice_of(name);
    static const char *const ends[] = {"~", ".swp", ".swo", ".swx", ".bak", ".orig", ".rej", ".tmp", ".lock", "#"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        if (slice_ends(text, slice_of(ends[i]))) {
            return true;
        }
    }
    return name[0] == '#';
}

static bool add_text(struct arena *arena, struct file_list *list, struct slice text)
{
    for (size_t i = 0; i < list->count; i++) {
        if (slice_equal(list->items[i], text)) {
            return true;
        }
    }
    text = arena_copy(arena, text);
    if (text.data == NULL ||
        !arena_grow(arena, &list->items, &list->capacity, list->count + 1, sizeof *list->items)) {
        return false;
    }
    list->items[list->count++] = text;
    return true;
}

/* Files already taken, by what they are on disk. */
struct taken {
    struct file_key {
        dev_t device;
        ino_t inode;
    } *items;
    size_t count;
    size_t capacity;
};

struct finding {
    const char *root;
    struct arena *arena;
    struct file_list *files;
    struct taken taken;
};

/* Adds the file below root unless it is there under another name already. What is no file is passed over here; reading says why. */
static bool add_file(struct finding *finding, struct slice path)
{
    struct bytes full;
    bytes_init(&full);
    struct stat status;
    bool appended = bytes_append_format(&full, "%s/%.*s", finding->root, SLICE_PRINT(path));
    bool there = appended && stat(full.data, &status) == 0 && !S_ISDIR(status.st_mode);
    bytes_release(&full);
    if (!appended || !there) {
        return appended;
    }
    for (size_t i = 0; i < finding->taken.count; i++) {
        if (finding->taken.items[i].device == status.st_dev && finding->taken.items[i].inode == status.st_ino) {
            return true;
        }
    }
    if (!arena_grow(finding->arena, &finding->taken.items, &finding->taken.capacity, finding->taken.count + 1,
                    sizeof *finding->taken.items)) {
        return false;
    }
    finding->taken.items[finding->taken.count++] = (struct file_key){.device = status.st_dev, .inode = status.st_ino};
    return add_text(finding->arena, finding->files, path);
}

static int by_name(const void *left, const void *right)
{
    return id_compare(*(const struct slice *)left, *(const struct slice *)right);
}

/* All files in one folder whose name fits the last part of the glob, ordered as people order names. */
static bool add_matching(struct finding *finding, struct slice folder, struct slice pattern)
{
    struct bytes full;
    bytes_init(&full);
    struct file_list names = {0};
    bool added = bytes_append_format(&full, "%s/%.*s", finding->root, SLICE_PRINT(folder));
    DIR *directory = added ? opendir(full.data) : NULL;
    struct dirent *entry = NULL;
    while (directory != NULL && added && names.count < MOST_FILES && (entry = readdir(directory)) != NULL) {
        struct slice name = slice_of(entry->d_name);
        bool hidden = entry->d_name[0] == '.' && (pattern.size == 0 || pattern.data[0] != '.');
        if (!hidden && !is_leftover(entry->d_name) && id_glob(pattern, name)) {
            added = add_text(finding->arena, &names, name);
        }
    }
    if (directory != NULL) {
        (void)closedir(directory);
    }
    bytes_release(&full);
    if (names.count > 1) {
        qsort(names.items, names.count, sizeof *names.items, by_name);
    }
    for (size_t i = 0; i < names.count && added; i++) {
        struct slice path = folder.size == 0 ? names.items[i]
                                             : arena_format(finding->arena, "%.*s/%.*s", SLICE_PRINT(folder),
                                                            SLICE_PRINT(names.items[i]));
        added = path.data != NULL && add_file(finding, path);
    }
    return added;
}

bool discover_documents(const struct profile *profile, const char *root, struct arena *arena, struct file_list *files,
                        struct file_list *folders, struct error *error)
{
    struct finding finding = {.root = root, .arena = arena, .files = files};
    for (size_t i = 0; i < profile->document_count; i++) {
        for (size_t k = 0; k < profile->documents[i].glob_count; k++) {
            struct slice glob = profile->documents[i].globs[k];
            size_t cut = glob.size;
            while (cut > 0 && glob.data[cut - 1] != '/') {
                cut--;
            }
            struct slice folder = slice_part(glob, 0, cut > 0 ? cut - 1 : 0);
            if ((folders != NULL && !add_text(arena, folders, folder)) ||
                !add_matching(&finding, folder, slice_part(glob, cut, glob.size))) {
                return error_no_memory(error);
            }
        }
    }
    return true;
}
