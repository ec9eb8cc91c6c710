/* The profiles that are known: built into the program, kept in the repository, kept by the user. */
#include "store/discover.h"

#include "base/memory.h"
#include "plan/settings_file.h"
#include "store/file.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

void profiles_release(struct profiles *profiles)
{
    for (size_t i = 0; i < profiles->count; i++) {
        profile_free(profiles->items[i]);
    }
    memory_free(profiles->items);
    *profiles = (struct profiles){0};
}

const struct profile *profiles_find(const struct profiles *profiles, struct slice name)
{
    for (size_t i = profiles->count; i > 0; i--) {
        if (slice_equal_fold(profiles->items[i - 1]->name, name)) {
            return profiles->items[i - 1];
        }
    }
    return NULL;
}

const struct profile *profiles_fallback(const struct profiles *profiles)
{
    for (size_t i = profiles->count; i > 0; i--) {
        if (profiles->items[i - 1]->fallback) {
            return profiles->items[i - 1];
        }
    }
    return NULL;
}

/* Takes the profile over. */
static bool add_profile(struct profiles *profiles, struct profile *profile, struct error *error)
{
    if (profile == NULL) {
        return false;
    }
    if (!memory_grow(&profiles->items, &profiles->capacity, profiles->count + 1, sizeof(struct profile *))) {
        profile_free(profile);
        return error_no_memory(error);
    }
    profiles->items[profiles->count++] = profile;
    return true;
}

bool profiles_add_file(struct profiles *profiles, const char *file, struct error *error)
{
    struct bytes text;
    bytes_init(&text);
    bool added = file_read(file, SETTINGS_SIZE, &text, NULL, error) &&
                 add_profile(profiles, profile_load(file, bytes_slice(&text), error), error);
    bytes_release(&text);
    return added;
}

static bool is_profile_name(const char *name)
{
    struct slice text = slice_of(name);
    return name[0] != '.' && (slice_ends(text, slice_of(".yaml")) || slice_ends(text, slice_of(".yml")));
}

/* A folder that is not there holds no profiles. */
static bool add_folder(struct profiles *profiles, const char *folder, const char *below, struct error *error)
{
    struct bytes path;
    bytes_init(&path);
    if (!bytes_append_format(&path, "%s%s", folder, below)) {
        bytes_release(&path);
        return error_no_memory(error);
    }
    DIR *directory = opendir(path.data);
    bool added = true;
    size_t base = path.size;
    struct dirent *entry = NULL;
    while (directory != NULL && added && (entry = readdir(directory)) != NULL) {
        if (!is_profile_name(entry->d_name)) {
            continue;
        }
        path.size = base;
        added = bytes_append_format(&path, "/%s", entry->d_name) ? profiles_add_file(profiles, path.data, error)
                                                                 : error_no_memory(error);
    }
    if (directory != NULL) {
        (void)closedir(directory);
    }
    bytes_release(&path);
    return added;
}

bool profiles_load(struct profiles *profiles, const struct workspace_environment *environment, struct error *error)
{
    for (size_t i = 0; profile_builtins[i].name != NULL; i++) {
        if (!add_profile(profiles, profile_load_builtin(i, error), error)) {
            return false;
        }
    }
    if (environment->config_home != NULL && environment->config_home[0] == '/') {
        return add_folder(profiles, environment->config_home, "/workboard/profiles", error);
    }
    return environment->home == NULL || add_folder(profiles, environment->home, "/.config/workboard/profiles", error);
}

bool profiles_add_repository(struct profiles *profiles, const char *folder, struct error *error)
{
    return add_folder(profiles, folder, "/.workboard/profiles", error);
}
