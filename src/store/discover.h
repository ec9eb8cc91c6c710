/* discover.h: where the plan is, which profile reads it, and which files belong to it. Reads only.
 *
 * The order is that of INTERFACE, "Where the plan is": the plan that was named; the nearest `.workboard.yaml` upward, not above the
 * repository; the nearest folder upward that a profile recognises; the usual places below the repository's root.
 */
#ifndef WORKBOARD_STORE_DISCOVER_H
#define WORKBOARD_STORE_DISCOVER_H

#include "store/workspace.h"

/* All profiles that are known: built in, of the repository, of the user. The later ones win over earlier ones of the same name. */
struct profiles {
    struct profile **items;
    size_t count;
    size_t capacity;
};

struct discovery {
    struct bytes root;      /* absolute, without a `/` at the end */
    struct bytes only_file; /* the name below root of a file that is read alone; empty: the whole plan */
    const struct profile *profile;
    bool profile_is_guess; /* a file alone whose name no profile knows: its content decides */
    struct workspace_settings settings; /* their texts lie in the arena */
    struct arena arena;
};

/* Reads the profiles. A broken one of the user's is ERROR_USAGE with its line. */
bool profiles_load(struct profiles *profiles, const struct workspace_environment *environment, struct error *error);
/* Adds one from a file, or those in `.workboard/profiles` below a folder, which need not be there. */
bool profiles_add_file(struct profiles *profiles, const char *file, struct error *error);
bool profiles_add_repository(struct profiles *profiles, const char *folder, struct error *error);
void profiles_release(struct profiles *profiles);
const struct profile *profiles_find(const struct profiles *profiles, struct slice name);

/* The profile for plans that no other one fits, or NULL. */
const struct profile *profiles_fallback(const struct profiles *profiles);

/* Finds the plan. `profiles` is for a profile that was named by file, which is added. */
bool discover_plan(const struct workspace_environment *environment, const char *plan, const char *profile,
                   struct profiles *profiles, struct discovery *discovery, struct error *error);
void discovery_release(struct discovery *discovery);

/* Reads the settings file into the discovery; `*map` is all of it, in the discovery's arena. A mistake is ERROR_USAGE with its line. */
struct setting;
bool discover_settings(struct discovery *discovery, const char *file, const struct setting **map,
                       struct error *error);

/* The whole plan that a file alone is part of: its root goes to `root`. False where no folder upward is one. */
bool discover_whole(const struct discovery *discovery, struct bytes *root);

/* Names of files, relative to a root, in one list; all in the arena. */
struct file_list {
    struct slice *items;
    size_t count;
    size_t capacity;
};

/* The documents of the profile that are there, in the profile's order, then as people order names. Files that editors leave
 * behind are none; several names of one file are one. `folders` (may be NULL) gets the folders, relative, that hold or could hold documents. */
bool discover_documents(const struct profile *profile, const char *root, struct arena *arena, struct file_list *files,
                        struct file_list *folders, struct error *error);

#endif
