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
    struct file_list *folders; /* may be NULL */
    struct taken taken;
};

/* Adds the file below root unless it is there under another name already. What the profile names in full and is no file, or
 * a link in a circle, is added too: reading says why it cannot be read. */
static bool add_file(struct finding *finding, struct slice path, bool is_named)
{
    struct bytes full;
    bytes_init(&full);
    struct stat status;
    bool appended = bytes_append_format(&full, "%s/%.*s", finding->root, SLICE_PRINT(path));
    bool there = appended && stat(full.data, &status) == 0 && !S_ISDIR(status.st_mode);
    bool odd = appended && !there && is_named && lstat(full.data, &status) == 0;
    bytes_release(&full);
    if (!appended || !there) {
        return appended && (!odd || add_text(finding->arena, finding->files, path));
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

/* The names in a folder that fit the pattern, ordered as people order names. A folder that is not there has none. */
static bool list_names(struct finding *finding, struct slice folder, struct slice pattern, struct file_list *names)
{
    struct bytes full;
    bytes_init(&full);
    bool listed = bytes_append_format(&full, "%s/%.*s", finding->root, SLICE_PRINT(folder));
    DIR *directory = listed ? opendir(full.data) : NULL;
    struct dirent *entry = NULL;
    while (directory != NULL && listed && names->count < MOST_FILES && (entry = readdir(directory)) != NULL) {
        bool hidden = entry->d_name[0] == '.' && (pattern.size == 0 || pattern.data[0] != '.');
        if (!hidden && !is_leftover(entry->d_name) && id_glob(pattern, slice_of(entry->d_name))) {
            listed = add_text(finding->arena, names, slice_of(entry->d_name));
        }
    }
    if (directory != NULL) {
        (void)closedir(directory);
    }
    bytes_release(&full);
    if (names->count > 1) {
        qsort(names->items, names->count, sizeof *names->items, by_name);
    }
    return listed;
}

static struct slice below(struct arena *arena, struct slice folder, struct slice name)
{
    return folder.size == 0 ? name : arena_format(arena, "%.*s/%.*s", SLICE_PRINT(folder), SLICE_PRINT(name));
}

static bool has_wildcard(struct slice pattern)
{
    return slice_find(pattern, slice_of("*"), 0) != SLICE_NONE || slice_find(pattern, slice_of("?"), 0) != SLICE_NONE;
}

/* All files below `folder` that fit the glob, whose folders may have wildcards too, each for one level. */
static bool add_matching(struct finding *finding, struct slice folder, struct slice glob)
{
    size_t cut = slice_find(glob, slice_of("/"), 0);
    struct slice first = slice_part(glob, 0, cut);
    struct slice rest = cut == SLICE_NONE ? slice_of("") : slice_part(glob, cut + 1, glob.size);
    if (cut != SLICE_NONE && !has_wildcard(first)) {
        struct slice next = below(finding->arena, folder, first);
        return next.data != NULL && add_matching(finding, next, rest);
    }
    struct file_list names = {0};
    bool added = (cut != SLICE_NONE || finding->folders == NULL || add_text(finding->arena, finding->folders, folder)) &&
                 list_names(finding, folder, first, &names);
    for (size_t i = 0; i < names.count && added; i++) {
        struct slice path = below(finding->arena, folder, names.items[i]);
        added = path.data != NULL &&
                (cut == SLICE_NONE ? add_file(finding, path, !has_wildcard(first)) : add_matching(finding, path, rest));
    }
    return added;
}

bool discover_documents(const struct profile *profile, const char *root, struct arena *arena, struct file_list *files,
                        struct file_list *folders, struct error *error)
{
    struct finding finding = {.root = root, .arena = arena, .files = files, .folders = folders};
    for (size_t i = 0; i < profile->document_count; i++) {
        for (size_t k = 0; k < profile->documents[i].glob_count; k++) {
            if (!add_matching(&finding, slice_of(""), profile->documents[i].globs[k])) {
                return error_no_memory(error);
            }
        }
    }
    return true;
}
