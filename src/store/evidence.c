#include "store/evidence.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* ---- names ---- */

static bool is_word_byte(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool fits_any(const struct slice *globs, size_t count, struct slice name)
{
    for (size_t i = 0; i < count; i++) {
        if (id_glob(globs[i], name)) {
            return true;
        }
    }
    return false;
}

/* The day that a folder's name begins with; false where it does not. */
static bool read_day(struct slice name, char day[11])
{
    static const char shape[] = "0000-00-00";
    for (size_t i = 0; i < sizeof shape - 1; i++) {
        bool digit = i < name.size && name.data[i] >= '0' && name.data[i] <= '9';
        if (i >= name.size || (shape[i] == '0' ? !digit : name.data[i] != '-')) {
            return false;
        }
    }
    if (name.size > sizeof shape - 1 && is_word_byte(name.data[sizeof shape - 1])) {
        return false;
    }
    memcpy(day, name.data, sizeof shape - 1);
    day[sizeof shape - 1] = '\0';
    return true;
}

/* Of the folders in the path the innermost that has a day, else that of the last change. */
static void find_day(struct evidence_file *file)
{
    struct slice rest = slice_part(file->path, 0, file->path.size - file->name.size);
    struct slice folder;
    file->day[0] = '\0';
    while (rest.size > 0 && slice_next(&rest, '/', &folder)) {
        (void)read_day(folder, file->day);
    }
    time_t seconds = (time_t)(file->modified / 1000000000);
    struct tm moment;
    if (file->day[0] == '\0' && gmtime_r(&seconds, &moment) != NULL) {
        (void)strftime(file->day, sizeof file->day, "%Y-%m-%d", &moment);
    }
}

/* ---- reading folders ---- */

struct visit {
    struct slice path; /* relative to the root; empty: the root itself */
    size_t depth;
    bool inside;       /* it is a folder of evidence or lies in one */
    uint64_t device;
    uint64_t inode;
};

struct walk {
    const struct profile_evidence *rules;
    struct arena *arena;
    struct evidence *evidence;
    int root;
    struct visit *visits; /* each folder once, in the order in which they are read */
    size_t count;
    size_t capacity;
    size_t entries;
    bool linked; /* a link was followed: a folder may be met again */
};

static bool was_visited(const struct walk *walk, const struct stat *status)
{
    for (size_t i = 0; walk->linked && i < walk->count; i++) {
        if (walk->visits[i].device == (uint64_t)status->st_dev && walk->visits[i].inode == (uint64_t)status->st_ino) {
            return true;
        }
    }
    return false;
}

static bool add_folder(struct walk *walk, struct slice path, size_t depth, bool inside, const struct stat *status)
{
    if (!arena_grow(walk->arena, &walk->visits, &walk->capacity, walk->count + 1, sizeof *walk->visits)) {
        return false;
    }
    walk->visits[walk->count++] = (struct visit){
        .path = path,
        .depth = depth,
        .inside = inside,
        .device = (uint64_t)status->st_dev,
        .inode = (uint64_t)status->st_ino,
    };
    return true;
}

static bool add_file(struct walk *walk, struct slice path, size_t name_size, const struct stat *status)
{
    struct evidence *evidence = walk->evidence;
    if (!arena_grow(walk->arena, &evidence->items, &evidence->capacity, evidence->count + 1, sizeof *evidence->items)) {
        return false;
    }
    struct evidence_file *file = &evidence->items[evidence->count++];
    *file = (struct evidence_file){
        .path = path,
        .name = slice_part(path, path.size - name_size, path.size),
        .modified = (int64_t)status->st_mtim.tv_sec * 1000000000 + status->st_mtim.tv_nsec,
    };
    file->summary = fits_any(walk->rules->summaries, walk->rules->summary_count, file->name);
    find_day(file);
    return true;
}

/* One name of a folder: a folder to be read later, a file of evidence, or nothing. */
static bool take_entry(struct walk *walk, struct visit visit, int folder, const char *name)
{
    struct stat status;
    struct slice text = slice_of(name);
    if (name[0] == '.' || fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
        return true;
    }
    if (visit.inside && fits_any(walk->rules->exceptions, walk->rules->exception_count, text)) {
        return true;
    }
    bool named = fits_any(walk->rules->folders, walk->rules->folder_count, text);
    if (S_ISLNK(status.st_mode)) {
        if (fstatat(folder, name, &status, 0) != 0 || (S_ISDIR(status.st_mode) && !named)) {
            return true;
        }
        walk->linked = true;
    }
    bool deeper = S_ISDIR(status.st_mode) && visit.depth < EVIDENCE_DEPTH && !was_visited(walk, &status);
    bool file = S_ISREG(status.st_mode) && visit.inside;
    if (!deeper && !file) {
        return true;
    }
    struct slice path = arena_format(walk->arena, "%.*s%s%s", SLICE_PRINT(visit.path),
                                     visit.path.size == 0 ? "" : "/", name);
    return path.data != NULL && (deeper ? add_folder(walk, path, visit.depth + 1, visit.inside || named, &status)
                                        : add_file(walk, path, text.size, &status));
}

static bool read_folder(struct walk *walk, struct visit visit)
{
    int descriptor = openat(walk->root, visit.path.size == 0 ? "." : visit.path.data,
                            O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC);
    DIR *stream = descriptor < 0 ? NULL : fdopendir(descriptor);
    if (stream == NULL) {
        if (descriptor >= 0) {
            close(descriptor);
        }
        return true;
    }
    bool done = true;
    const struct dirent *entry;
    while (done && walk->entries < EVIDENCE_ENTRIES && (entry = readdir(stream)) != NULL) {
        walk->entries++;
        done = take_entry(walk, visit, descriptor, entry->d_name);
    }
    closedir(stream);
    return done;
}

/* What lies in folders of evidence is read before other folders are looked into: these may be many. */
static bool read_folders(struct walk *walk)
{
    size_t next[2] = {0, 0};
    for (;;) {
        size_t which = 0; /* 0: inside, 1: elsewhere */
        while (which < 2) {
            while (next[which] < walk->count && walk->visits[next[which]].inside != (which == 0)) {
                next[which]++;
            }
            if (next[which] < walk->count) {
                break;
            }
            which++;
        }
        if (which == 2 || walk->entries >= EVIDENCE_ENTRIES) {
            return true;
        }
        if (!read_folder(walk, walk->visits[next[which]++])) {
            return false;
        }
    }
}

/* The later day first, then the later change, then the name that people would call the later one. */
static int compare_files(const void *left, const void *right)
{
    const struct evidence_file *a = left;
    const struct evidence_file *b = right;
    int order = strcmp(b->day, a->day);
    if (order == 0 && a->modified != b->modified) {
        order = a->modified < b->modified ? 1 : -1;
    }
    return order != 0 ? order : id_compare(b->path, a->path);
}

bool evidence_read(const struct profile *profile, const char *root, struct arena *arena, struct evidence *evidence,
                   struct error *error)
{
    struct walk walk = {.rules = &profile->evidence, .arena = arena, .evidence = evidence, .root = -1};
    struct stat status;
    *evidence = (struct evidence){0};
    if (profile->evidence.folder_count == 0) {
        return true;
    }
    walk.root = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (walk.root < 0 || fstat(walk.root, &status) != 0) {
        if (walk.root >= 0) {
            close(walk.root);
        }
        return true;
    }
    bool done = add_folder(&walk, slice_of(""), 0, false, &status) && read_folders(&walk);
    close(walk.root);
    if (evidence->count > 1) {
        qsort(evidence->items, evidence->count, sizeof *evidence->items, compare_files);
    }
    return done || error_no_memory(error);
}
