#include "store/history_plan.h"

#include "store/file.h"
#include "store/log.h"

enum { MOST_PROFILE = 1 << 20 };

/* ---- the profiles' texts ---- */

static uint64_t mix(uint64_t seed, struct slice text)
{
    return (seed ^ log_hash(text)) * UINT64_C(0x9E3779B97F4A7C15) + 1;
}

bool history_plan_seed(struct history_plan *plan)
{
    uint64_t seed = 0;
    for (size_t i = 0; profile_builtins[i].name != NULL; i++) {
        seed = mix(seed, slice_of(profile_builtins[i].text));
    }
    for (size_t i = 0; i <= plan->profiles->count; i++) {
        const struct profile *profile = i < plan->profiles->count ? plan->profiles->items[i] : plan->profile;
        struct bytes path;
        struct bytes text;
        bytes_init(&path);
        bytes_init(&text);
        bool named = bytes_append(&path, profile->file);
        if (named && file_read(path.data, MOST_PROFILE, &text, NULL, NULL)) {
            seed = mix(mix(seed, profile->name), bytes_slice(&text));
        }
        bytes_release(&path);
        bytes_release(&text);
        if (!named) {
            return false;
        }
    }
    plan->seed = seed;
    return true;
}

/* ---- paths ---- */

/* The folder, or file, that a glob leads to without a wildcard in its way. */
static struct slice fixed_part(struct slice glob)
{
    size_t wild = 0;
    size_t end = glob.size;
    while (wild < glob.size && glob.data[wild] != '*' && glob.data[wild] != '?') {
        wild++;
    }
    if (wild < glob.size) {
        for (end = wild; end > 0 && glob.data[end - 1] != '/'; end--) {
        }
        end = end > 0 ? end - 1 : 0;
    }
    return slice_part(glob, 0, end);
}

/* The paths while they are gathered. */
struct paths {
    struct slice *items;
    size_t count;
    size_t capacity;
    bool all; /* the whole repository is meant */
};

static bool add_path(struct paths *paths, struct slice root, struct slice part, struct arena *arena)
{
    struct slice path = part.size == 0   ? root
                        : root.size == 0 ? part
                                         : arena_format(arena, "%.*s/%.*s", SLICE_PRINT(root), SLICE_PRINT(part));
    if (path.size == 0) {
        paths->all = true;
        return path.data != NULL || part.size == 0;
    }
    for (size_t i = 0; i < paths->count; i++) {
        if (slice_equal(paths->items[i], path)) {
            return true;
        }
    }
    if (!arena_grow(arena, &paths->items, &paths->capacity, paths->count + 1, sizeof *paths->items)) {
        return false;
    }
    paths->items[paths->count++] = path;
    return true;
}

bool history_plan_paths(const struct history_plan *plan, struct history_range *range, struct arena *arena)
{
    struct paths paths = {0};
    for (size_t i = 0; i <= plan->profiles->count; i++) {
        const struct profile *profile = i < plan->profiles->count ? plan->profiles->items[i] : plan->profile;
        if (profile->fallback && profile != plan->profile) {
            continue;
        }
        for (size_t d = 0; d < profile->document_count; d++) {
            for (size_t g = 0; g < profile->documents[d].glob_count; g++) {
                if (!add_path(&paths, plan->root, fixed_part(profile->documents[d].globs[g]), arena)) {
                    return false;
                }
            }
        }
    }
    range->paths = paths.items;
    range->path_count = paths.all ? 0 : paths.count;
    return true;
}

struct slice history_plan_document(const struct history_plan *plan, struct slice path)
{
    struct slice below = path;
    if (plan->root.size > 0) {
        bool inside = slice_starts(path, plan->root) && path.size > plan->root.size && path.data[plan->root.size] == '/';
        below = inside ? slice_part(path, plan->root.size + 1, path.size) : slice_of("");
    }
    if (below.size == 0 || profile_documents_of(plan->profile, below) != 0) {
        return below;
    }
    for (size_t i = 0; i < plan->profiles->count; i++) {
        if (!plan->profiles->items[i]->fallback && profile_documents_of(plan->profiles->items[i], below) != 0) {
            return below;
        }
    }
    return slice_of("");
}

/* ---- moves ---- */

/* The folder of `path` below which it has the name `below`; false where it has another. */
static bool folder_of(struct slice path, struct slice below, struct slice *folder)
{
    if (slice_equal(path, below)) {
        *folder = slice_of("");
        return true;
    }
    bool ends = path.size > below.size && slice_ends(path, below) && path.data[path.size - below.size - 1] == '/';
    *folder = ends ? slice_part(path, 0, path.size - below.size - 1) : slice_of("");
    return ends;
}

bool history_plan_moved(const struct history_plan *plan, struct slice commit, struct arena *arena, struct slice *root,
                        struct error *error)
{
    struct slice id = arena_copy(arena, commit);
    const char *const words[] = {"diff-tree", "-r", "-z", "--raw", "-M", "--no-commit-id", "--no-ext-diff", id.data,
                                 NULL};
    struct bytes output;
    size_t documents = 0;
    size_t moved = 0;
    bytes_init(&output);
    *root = (struct slice){0};
    bool done = id.data != NULL ? git_ask(plan->git, words, slice_of(""), &output, error) : error_no_memory(error);
    struct slice rest = bytes_slice(&output);
    struct slice raw;
    struct slice from;
    struct slice folder = {0};
    while (done && rest.size > 0 && slice_next(&rest, '\0', &raw) && slice_next(&rest, '\0', &from)) {
        size_t kind = raw.size;
        while (kind > 0 && raw.data[kind - 1] != ' ') {
            kind--;
        }
        bool renamed = kind < raw.size && raw.data[kind] == 'R';
        struct slice to = from;
        if (renamed && !slice_next(&rest, '\0', &to)) {
            break;
        }
        struct slice below = history_plan_document(plan, to);
        struct slice found;
        documents += below.size > 0 ? 1 : 0;
        if (below.size > 0 && renamed && folder_of(from, below, &found) && (moved == 0 || slice_equal(found, folder))) {
            folder = found;
            moved++;
        }
    }
    if (done && moved > 0 && moved * 2 >= documents && !slice_equal(folder, plan->root)) {
        *root = folder.size == 0 ? slice_of("") : arena_copy(arena, folder);
        done = root->data != NULL || error_no_memory(error);
    }
    bytes_release(&output);
    return done;
}
