#include "store/discover.h"

#include "base/memory.h"
#include "plan/settings_file.h"
#include "store/file.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char settings_name[] = ".workboard.yaml";
static const char profiles_name[] = ".workboard/profiles";

/* A place that was looked at and found to be a plan. */
struct found {
    struct slice root;
    const struct profile *profile;
};

struct search {
    const struct profiles *profiles;
    const struct profile *only; /* the profile that was named, or NULL */
    struct arena *arena;
    struct found *found;
    size_t count;
    size_t capacity;
};

static struct slice join(struct arena *arena, const char *folder, struct slice below)
{
    if (below.size == 0 || slice_equal(below, slice_of("."))) {
        return arena_copy(arena, slice_of(folder));
    }
    if (below.data[0] == '/') {
        return arena_copy(arena, below);
    }
    return arena_format(arena, "%s%s%.*s", folder, strcmp(folder, "/") == 0 ? "" : "/", SLICE_PRINT(below));
}

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool exists(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0;
}

static bool exists_below(struct arena *arena, const char *folder, const char *name)
{
    struct slice path = join(arena, folder, slice_of(name));
    return path.data != NULL && exists(path.data);
}

/* ---- folders that a profile recognises ---- */

static bool recognises(const struct profile *profile, const char *folder)
{
    struct arena arena;
    struct file_list files = {0};
    arena_init(&arena);
    bool found = false;
    if (is_folder(folder) && discover_documents(profile, folder, &arena, &files, NULL, NULL)) {
        for (size_t i = 0; i < files.count && !found; i++) {
            for (size_t k = 0; k < profile->recognise_count && !found; k++) {
                found = id_glob(profile->recognise[k], files.items[i]);
            }
        }
    }
    arena_release(&arena);
    return found;
}

static bool add_found(struct search *search, struct slice root, const struct profile *profile)
{
    for (size_t i = 0; i < search->count; i++) {
        if (slice_equal(search->found[i].root, root)) {
            return true;
        }
    }
    if (root.data == NULL || !arena_grow(search->arena, &search->found, &search->capacity, search->count + 1,
                                         sizeof *search->found)) {
        return false;
    }
    search->found[search->count++] = (struct found){.root = root, .profile = profile};
    return true;
}

/* A later profile of the same name stands in for an earlier one. */
static bool is_asked(const struct search *search, const struct profile *profile)
{
    return search->only == NULL ? profiles_find(search->profiles, profile->name) == profile : search->only == profile;
}

/* The folder itself; later profiles come before earlier ones, so that a user's own is asked first. */
static bool look_at(struct search *search, const char *folder)
{
    for (size_t i = search->profiles->count; i > 0; i--) {
        const struct profile *profile = search->profiles->items[i - 1];
        if (is_asked(search, profile) && recognises(profile, folder)) {
            return add_found(search, arena_copy(search->arena, slice_of(folder)), profile);
        }
    }
    return true;
}

/* The usual places below a folder. */
static bool look_below(struct search *search, const char *folder)
{
    for (size_t i = search->profiles->count; i > 0; i--) {
        const struct profile *profile = search->profiles->items[i - 1];
        if (!is_asked(search, profile)) {
            continue;
        }
        for (size_t k = 0; k < profile->place_count; k++) {
            struct slice place = join(search->arena, folder, profile->places[k]);
            if (place.data == NULL) {
                return false;
            }
            if (recognises(profile, place.data) && !add_found(search, place, profile)) {
                return false;
            }
        }
    }
    return true;
}

/* ---- upward ---- */

/* The folder above, or "" at the top. In place. */
static void go_up(char *path)
{
    char *slash = strrchr(path, '/');
    if (slash == NULL || strcmp(path, "/") == 0) {
        path[0] = '\0';
    } else {
        slash[slash == path ? 1 : 0] = '\0';
    }
}

static bool is_repository(struct arena *arena, const char *folder)
{
    return exists_below(arena, folder, ".git");
}

/* The nearest folder from `start` upward that has `name`, not above the repository; "" where none has. */
static bool find_upward(struct arena *arena, const char *start, const char *name, char *folder, size_t size)
{
    if (strlen(start) >= size) {
        return false;
    }
    memcpy(folder, start, strlen(start) + 1);
    while (folder[0] != '\0') {
        if (exists_below(arena, folder, name)) {
            return true;
        }
        if (is_repository(arena, folder)) {
            return false;
        }
        go_up(folder);
    }
    return false;
}

/* ---- putting it together ---- */

/* Where `.`, `..` and links in a path lead; the path itself where it leads nowhere. */
static struct slice resolve(struct arena *arena, const char *directory, const char *path)
{
    struct slice joined = join(arena, directory, slice_of(path));
    char *real = joined.data == NULL ? NULL : realpath(joined.data, NULL);
    struct slice resolved = real == NULL ? joined : arena_copy(arena, slice_of(real));
    free(real);
    return resolved;
}

static bool take_root(struct discovery *discovery, struct slice root, const struct profile *profile,
                      struct error *error)
{
    discovery->profile = profile;
    return bytes_append(&discovery->root, root) || error_no_memory(error);
}

/* One file alone: the first profile that has a document of this name, else the first of all. */
static bool take_file(struct discovery *discovery, struct search *search, struct slice path, struct error *error)
{
    size_t cut = path.size;
    while (cut > 0 && path.data[cut - 1] != '/') {
        cut--;
    }
    struct slice name = slice_part(path, cut, path.size);
    const struct profile *profile = search->only;
    for (size_t i = 0; i < search->profiles->count && profile == NULL; i++) {
        const struct profile *candidate = search->profiles->items[i];
        for (size_t d = 0; d < candidate->document_count && profile == NULL && !candidate->fallback; d++) {
            for (size_t g = 0; g < candidate->documents[d].glob_count && profile == NULL; g++) {
                struct slice glob = candidate->documents[d].globs[g];
                struct slice tail = slice_part(path, 1, path.size);
                struct bytes anywhere;
                bytes_init(&anywhere);
                bool fits = bytes_append_format(&anywhere, "*/%.*s", SLICE_PRINT(glob)) &&
                            id_glob(bytes_slice(&anywhere), path);
                bytes_release(&anywhere);
                profile = fits || id_glob(glob, tail) ? candidate : NULL;
            }
        }
    }
    discovery->profile_is_guess = profile == NULL;
    profile = profile == NULL ? search->profiles->items[0] : profile;
    return (bytes_append(&discovery->only_file, name) || error_no_memory(error)) &&
           take_root(discovery, slice_part(path, 0, cut > 1 ? cut - 1 : cut), profile, error);
}

static bool say_several(const struct search *search, struct error *error)
{
    (void)error_set(error, ERROR_NOT_FOUND, "several plans are here; name one of them with --plan");
    for (size_t i = 0; i < search->count; i++) {
        error_add_candidate(error, search->found[i].root.data, search->found[i].root.size);
    }
    return false;
}

static bool say_none(const struct search *search, const char *where, struct error *error)
{
    struct bytes text;
    bytes_init(&text);
    for (size_t i = 0; i < search->profiles->count; i++) {
        const struct profile *profile = search->profiles->items[i];
        for (size_t k = 0; k < profile->recognise_count; k++) {
            (void)bytes_append_format(&text, "%s%.*s", text.size == 0 ? "" : ", ", SLICE_PRINT(profile->recognise[k]));
        }
    }
    (void)error_set(error, ERROR_NOT_FOUND,
                    "no plan was found: looked for %s or .workboard.yaml in %s and above, and in the usual places below "
                    "the repository; name it with --plan, see a sample with `workboard demo`, or begin one with "
                    "`workboard init`",
                    text.data == NULL ? "its documents" : text.data, where);
    bytes_release(&text);
    return false;
}

static bool take_found(struct discovery *discovery, struct search *search, const char *where, struct error *error)
{
    if (search->count == 0) {
        return say_none(search, where, error);
    }
    return search->count > 1 ? say_several(search, error)
                             : take_root(discovery, search->found[0].root, search->found[0].profile, error);
}

static bool has_documents(const struct profile *profile, const char *root)
{
    struct arena arena;
    struct file_list files = {0};
    arena_init(&arena);
    bool has = discover_documents(profile, root, &arena, &files, NULL, NULL) && files.count > 0;
    arena_release(&arena);
    return has;
}

/* A plan that was named: a file alone, a folder itself, or the usual places below it. */
static bool take_named(struct discovery *discovery, struct search *search, struct slice path, struct error *error)
{
    if (path.data == NULL) {
        return error_no_memory(error);
    }
    struct stat status;
    if (stat(path.data, &status) != 0) {
        return error_set_at(error, errno == ENOENT || errno == ENOTDIR ? ERROR_NOT_FOUND : ERROR_SYSTEM, path.data, 0,
                            "%s; name a plan's folder or one of its documents with --plan", strerror(errno));
    }
    if (!S_ISDIR(status.st_mode)) {
        return take_file(discovery, search, path, error);
    }
    if (!look_at(search, path.data) || (search->count == 0 && !look_below(search, path.data))) {
        return error_no_memory(error);
    }
    if (search->count == 0 && search->only != NULL) {
        return take_root(discovery, path, search->only, error);
    }
    const struct profile *fallback = profiles_fallback(search->profiles);
    if (search->count == 0 && fallback != NULL && has_documents(fallback, path.data)) {
        return take_root(discovery, path, fallback, error);
    }
    return take_found(discovery, search, path.data, error);
}

static bool take_nearest(struct discovery *discovery, struct search *search, const char *directory,
                         struct error *error)
{
    char folder[PATH_MAX];
    if (strlen(directory) >= sizeof folder) {
        return error_set(error, ERROR_SYSTEM, "the working directory's path is too long");
    }
    memcpy(folder, directory, strlen(directory) + 1);
    while (folder[0] != '\0' && search->count == 0) {
        if (!look_at(search, folder)) {
            return error_no_memory(error);
        }
        if (search->count == 0 && is_repository(search->arena, folder)) {
            return look_below(search, folder) ? take_found(discovery, search, directory, error) : error_no_memory(error);
        }
        go_up(folder);
    }
    /* Outside of any repository the working directory stands for its root. */
    if (search->count == 0 && !look_below(search, directory)) {
        return error_no_memory(error);
    }
    return take_found(discovery, search, directory, error);
}

static bool choose_profile(struct profiles *profiles, const char *name, const char *directory, struct arena *arena,
                           const struct profile **profile, struct error *error)
{
    if (name == NULL || name[0] == '\0') {
        return true;
    }
    *profile = profiles_find(profiles, slice_of(name));
    if (*profile != NULL) {
        return true;
    }
    struct slice path = resolve(arena, directory, name);
    if (path.data != NULL && exists(path.data)) {
        if (!profiles_add_file(profiles, path.data, error)) {
            return false;
        }
        *profile = profiles->items[profiles->count - 1];
        return true;
    }
    (void)error_set(error, ERROR_NOT_FOUND, "there is no profile %s; name one of these or a YAML file", name);
    for (size_t i = 0; i < profiles->count; i++) {
        error_add_candidate(error, profiles->items[i]->name.data, profiles->items[i]->name.size);
    }
    return false;
}

/* The plan that was named on the command line or in the environment, else by the settings, else the nearest. */
static bool find_plan(const struct workspace_environment *environment, const char *named, struct search *search,
                      const char *settings_folder, const struct setting *map, struct discovery *discovery,
                      struct error *error)
{
    const struct setting *plan = setting_get(map, "plan");
    if (named != NULL && named[0] != '\0') {
        return take_named(discovery, search, resolve(search->arena, environment->directory, named), error);
    }
    if (plan != NULL) {
        return take_named(discovery, search, resolve(search->arena, settings_folder, plan->text.data), error);
    }
    if (map != NULL) {
        return take_named(discovery, search, arena_copy(search->arena, slice_of(settings_folder)), error);
    }
    return take_nearest(discovery, search, environment->directory, error);
}

bool discover_plan(const struct workspace_environment *environment, const char *plan, const char *profile,
                   struct profiles *profiles, struct discovery *discovery, struct error *error)
{
    const char *named = plan != NULL ? plan : environment->plan;
    struct search search = {.profiles = profiles, .arena = &discovery->arena};
    char folder[PATH_MAX];
    const struct setting *map = NULL;
    discovery->settings.stale_hours = 4;
    discovery->settings.local_clock = true;
    /* The settings beside a plan that was named count for it. */
    struct slice start = named == NULL || named[0] == '\0'
                             ? arena_copy(&discovery->arena, slice_of(environment->directory))
                             : resolve(&discovery->arena, environment->directory, named);
    if (start.data == NULL) {
        return error_no_memory(error);
    }
    if (find_upward(&discovery->arena, start.data, profiles_name, folder, sizeof folder) &&
        !profiles_add_repository(profiles, folder, error)) {
        return false;
    }
    bool has_settings = find_upward(&discovery->arena, start.data, settings_name, folder, sizeof folder);
    if (has_settings) {
        struct slice file = join(&discovery->arena, folder, slice_of(settings_name));
        if (file.data == NULL) {
            return error_no_memory(error);
        }
        if (!discover_settings(discovery, file.data, &map, error)) {
            return false;
        }
    }
    const struct setting *chosen = setting_get(map, "profile");
    if (profile == NULL && chosen != NULL) {
        if (!choose_profile(profiles, chosen->text.data, folder, &discovery->arena, &search.only, error)) {
            return false;
        }
    } else if (!choose_profile(profiles, profile, environment->directory, &discovery->arena, &search.only, error)) {
        return false;
    }
    return find_plan(environment, named, &search, folder, map, discovery, error);
}

void discovery_release(struct discovery *discovery)
{
    bytes_release(&discovery->root);
    bytes_release(&discovery->only_file);
    arena_release(&discovery->arena);
    *discovery = (struct discovery){0};
}

bool discover_whole(const struct discovery *discovery, struct bytes *root)
{
    struct arena arena;
    arena_init(&arena);
    char folder[PATH_MAX];
    bool found = false;
    if (discovery->root.size < sizeof folder) {
        memcpy(folder, discovery->root.data, discovery->root.size + 1);
        while (folder[0] != '\0' && !found) {
            struct slice file = slice_make(discovery->root.data + strlen(folder), discovery->root.size - strlen(folder));
            struct slice below = arena_format(&arena, "%.*s/%.*s", SLICE_PRINT(file),
                                              SLICE_PRINT(bytes_slice(&discovery->only_file)));
            found = below.data != NULL && profile_documents_of(discovery->profile, slice_part(below, 1, below.size)) != 0 &&
                    recognises(discovery->profile, folder);
            if (!found && is_repository(&arena, folder)) {
                break;
            }
            if (!found) {
                go_up(folder);
            }
        }
    }
    found = found && bytes_append_text(root, folder);
    arena_release(&arena);
    return found;
}
