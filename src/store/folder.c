#include "store/folder.h"

#include "base/memory.h"
#include "store/file.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LINK_LIMIT = 4096 }; /* bytes that a `.git` file may have */

/* FNV-1a. It is stored in a name, so it must never change. */
static uint64_t stable_hash(const char *text)
{
    uint64_t hash = 0xcbf29ce484222325U;
    for (; *text != '\0'; text++) {
        hash = (hash ^ (unsigned char)*text) * 0x100000001b3U;
    }
    return hash;
}

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* A folder that merely calls itself the git directory is not written to. */
static bool is_git_directory(const char *path)
{
    char *head = file_join(path, "HEAD");
    struct stat status;
    bool is = head != NULL && is_folder(path) && lstat(head, &status) == 0;
    memory_free(head);
    return is;
}

/* What a file `.git` that says `gitdir: PATH` leads to; NULL where it says nothing of use. */
static char *read_git_link(const char *link, const char *folder)
{
    struct bytes text;
    bytes_init(&text);
    char *path = NULL;
    if (file_read(link, LINK_LIMIT, &text, NULL, NULL)) {
        struct slice said = slice_trim(bytes_slice(&text));
        struct slice prefix = slice_of("gitdir:");
        if (slice_starts(said, prefix) && slice_find(said, slice_make("", 1), 0) == SLICE_NONE) {
            /* The slice ends where the text does but for white space: end it there. */
            struct slice name = slice_trim(slice_part(said, prefix.size, said.size));
            text.data[(size_t)(name.data - text.data) + name.size] = '\0';
            if (name.size > 0) {
                path = name.data[0] == '/' ? file_join("/", name.data + 1) : file_join(folder, name.data);
            }
        }
    }
    bytes_release(&text);
    return path;
}

/* The git directory of the work tree in which `root` lies, or NULL; `*inside` becomes the size of the work tree's
 * path. */
static char *find_git_directory(const char *root, size_t *inside)
{
    struct bytes at;
    bytes_init(&at);
    bytes_append_text(&at, root);
    char *found = NULL;
    while (!at.failed && found == NULL) {
        char *git = file_join(at.data, ".git");
        if (git == NULL) {
            break;
        }
        struct stat status;
        bool there = stat(git, &status) == 0;
        if (there && S_ISDIR(status.st_mode)) {
            found = git;
        } else {
            found = there && S_ISREG(status.st_mode) ? read_git_link(git, at.data) : NULL;
            memory_free(git);
        }
        if (found != NULL && !is_git_directory(found)) {
            memory_free(found);
            found = NULL;
        }
        *inside = at.size;
        if (found != NULL || at.size <= 1) {
            break;
        }
        while (at.size > 1 && at.data[at.size - 1] != '/') {
            at.size--;
        }
        at.size -= at.size > 1 ? 1 : 0;
        at.data[at.size] = '\0';
    }
    bytes_release(&at);
    return found;
}

/* PARENT/MIDDLE/<hash of key>. */
static char *place_below(const char *parent, const char *middle, const char *key)
{
    char name[64];
    snprintf(name, sizeof name, "%s/%016" PRIx64, middle, stable_hash(key));
    return file_join(parent, name);
}

static char *state_place(const struct folder_environment *environment, const char *root)
{
    const char *state = environment->state_home;
    if (state != NULL && state[0] == '/') {
        return place_below(state, "workboard", root);
    }
    const char *home = environment->home;
    return home != NULL && home[0] == '/' ? place_below(home, ".local/state/workboard", root) : NULL;
}

static char *copy_real_path(const char *path)
{
    char *real = realpath(path, NULL);
    char *copy = NULL;
    int number = errno;
    if (real != NULL) {
        size_t size = strlen(real);
        copy = memory_new(size + 1, 1);
        number = ENOMEM;
        if (copy != NULL) {
            memcpy(copy, real, size);
        }
    }
    free(real);
    errno = number;
    return copy;
}

/* Whether this user can write in the place, or make it. */
static bool can_write(const char *place, const char *git)
{
    if (is_folder(place)) {
        return access(place, W_OK | X_OK) == 0;
    }
    char *between = file_folder(place);
    const char *parent = between != NULL && is_folder(between) ? between : git;
    bool can = between != NULL && access(parent, W_OK | X_OK) == 0;
    memory_free(between);
    return can;
}

bool folder_find(const char *root, const struct folder_environment *environment, struct folder *folder,
                 struct error *error)
{
    *folder = (struct folder){.root = copy_real_path(root)};
    if (folder->root == NULL) {
        if (errno == ENOENT) {
            return error_set_at(error, ERROR_NOT_FOUND, root, 0, "there is no such folder; check the name");
        }
        return errno == ENOMEM ? error_no_memory(error) : file_error(error, root, "found", errno);
    }
    size_t inside = 0;
    char *git = find_git_directory(folder->root, &inside);
    char *state = state_place(environment, folder->root);
    if (git == NULL) {
        folder->path = state;
        return true;
    }
    /* The work tree "/" ends with its slash, every other one does not. */
    const char *below = folder->root + inside;
    char *place = place_below(git, "workboard", below[0] == '/' ? below + 1 : below);
    if (place == NULL) {
        memory_free(git);
        memory_free(state);
        folder_release(folder);
        return error_no_memory(error);
    }
    bool writable = can_write(place, git) || state == NULL;
    folder->path = writable ? place : state;
    folder->other = writable ? state : place;
    memory_free(git);
    return true;
}

void folder_release(struct folder *folder)
{
    memory_free(folder->root);
    memory_free(folder->path);
    memory_free(folder->other);
    *folder = (struct folder){0};
}

bool folder_make(const struct folder *folder, struct error *error)
{
    if (folder->path == NULL) {
        return error_set(error, ERROR_SYSTEM,
                         "there is no folder for the journal that makes writing safe; set HOME or XDG_STATE_HOME");
    }
    if (is_folder(folder->path)) {
        return true;
    }
    size_t size = strlen(folder->path);
    char *path = memory_new(size + 1, 1);
    if (path == NULL) {
        return error_no_memory(error);
    }
    memcpy(path, folder->path, size);
    bool done = true;
    for (size_t i = 1; done && i <= size; i++) {
        if (path[i] != '/' && path[i] != '\0') {
            continue;
        }
        path[i] = '\0';
        if (mkdir(path, 0700) == 0) {
            done = file_sync_folder(path, error); /* or the journal would go with it */
        } else if (errno != EEXIST && !is_folder(path)) {
            done = file_error(error, path, "made", errno);
        }
        if (i < size) {
            path[i] = '/';
        }
    }
    memory_free(path);
    return done && (is_folder(folder->path) ||
                    error_set_at(error, ERROR_SYSTEM, folder->path, 0, "is no folder; move it away"));
}
