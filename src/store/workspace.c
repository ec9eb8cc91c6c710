#include "store/workspace.h"

#include "base/memory.h"
#include "store/discover.h"
#include "store/file.h"
#include "store/workspace_apply.h"
#include "store/workspace_write.h"

#include <stdlib.h>

/* Larger documents are no plans; they are named among the troubles. */
enum { LARGEST_DOCUMENT = 256 << 20 };

/* How often documents are read again while others save without a pause. */
enum { MOST_READINGS = 20 };

/* ---- troubles ---- */

static void forget_troubles(struct workspace *workspace)
{
    for (size_t i = 0; i < workspace->trouble_count; i++) {
        memory_free(workspace->troubles[i]);
    }
    workspace->trouble_count = 0;
}

bool workspace_add_trouble(struct workspace *workspace, const struct error *reason, struct error *error)
{
    struct bytes text;
    bytes_init(&text);
    bool added = bytes_append_format(&text, "%s%s%s", reason->file, reason->file[0] == '\0' ? "" : ": ",
                                     reason->message) &&
                 memory_grow(&workspace->troubles, &workspace->trouble_capacity, workspace->trouble_count + 1,
                             sizeof(char *));
    if (added) {
        workspace->troubles[workspace->trouble_count++] = text.data;
    } else {
        bytes_release(&text);
    }
    return added || error_no_memory(error);
}

/* ---- reading ---- */

static const struct document *present_document(const struct workspace *workspace, struct slice path)
{
    for (size_t i = 0; workspace->plan != NULL && i < workspace->plan->document_count; i++) {
        if (slice_equal(slice_of(workspace->plan->documents[i]->path), path)) {
            return workspace->plan->documents[i];
        }
    }
    return NULL;
}

/* What the document holds, a save that is not finished yet taken into account. */
static bool read_content(const struct workspace *workspace, struct slice path, struct bytes *content,
                         struct error *reason)
{
    struct bytes full;
    struct bytes pending;
    bytes_init(&full);
    bytes_init(&pending);
    bool read = bytes_append_format(&full, "%s/%.*s", workspace->discovery.root.data, SLICE_PRINT(path)) ||
                error_no_memory(reason);
    read = read && file_read(full.data, LARGEST_DOCUMENT, content, NULL, reason);
    if (read && workspace->journal != NULL &&
        journal_overlay(workspace->journal, full.data + workspace->discovery.root.size + 1, bytes_slice(content),
                        &pending)) {
        bytes_release(content);
        *content = pending;
        bytes_init(&pending);
    }
    bytes_release(&full);
    bytes_release(&pending);
    return read;
}

/* A document as it is on disk now: the one that is there when its bytes are the same. What cannot be read stays as it was last read, or is
 * left out; the trouble is told. `*document` may become NULL. */
static bool read_document(struct workspace *workspace, struct slice path, struct document **document, bool *changed,
                          struct error *error)
{
    struct bytes content;
    struct error reason;
    bytes_init(&content);
    const struct document *present = present_document(workspace, path);
    bool done = true;
    *document = NULL;
    if (!read_content(workspace, path, &content, &reason)) {
        done = workspace_add_trouble(workspace, &reason, error);
        *document = present == NULL ? NULL : document_share((struct document *)present);
    } else if (present != NULL && slice_equal(source_bytes(present->source), bytes_slice(&content))) {
        *document = document_share((struct document *)present);
    } else {
        struct slice name = arena_copy(&workspace->discovery.arena, path);
        struct source *source = name.data == NULL ? NULL : source_take(name.data, &content, error);
        *document = source == NULL ? NULL : document_new(name.data, source, error);
        *changed = true;
        done = *document != NULL;
    }
    bytes_release(&content);
    return done;
}

/* The files that are documents now, those that were documents a moment ago included. */
static bool list_documents(const struct workspace *workspace, struct arena *arena, struct file_list *files,
                           struct error *error)
{
    const struct discovery *discovery = &workspace->discovery;
    if (discovery->only_file.size > 0) {
        files->items = arena_new(arena, 1, sizeof *files->items);
        if (files->items == NULL) {
            return error_no_memory(error);
        }
        files->items[files->count++] = bytes_slice(&discovery->only_file);
        return true;
    }
    if (!discover_documents(discovery->profile, discovery->root.data, arena, files, NULL, error)) {
        return false;
    }
    for (size_t i = 0; workspace->plan != NULL && i < workspace->plan->document_count; i++) {
        struct slice path = slice_of(workspace->plan->documents[i]->path);
        bool listed = false;
        for (size_t k = 0; k < files->count && !listed; k++) {
            listed = slice_equal(files->items[k], path);
        }
        if (!listed && (!arena_grow(arena, &files->items, &files->capacity, files->count + 1, sizeof *files->items))) {
            return error_no_memory(error);
        }
        if (!listed) {
            files->items[files->count++] = path;
        }
    }
    return true;
}

/* What one look at the documents gave. */
struct reading {
    struct arena arena;
    struct document **documents;
    size_t count;
    bool changed;
};

static void release_reading(struct workspace *workspace, struct reading *reading)
{
    for (size_t i = 0; i < reading->count; i++) {
        document_release(reading->documents[i]);
    }
    arena_release(&reading->arena);
    *reading = (struct reading){0};
    journal_free(workspace->journal);
    workspace->journal = NULL;
}

static bool read_documents(struct workspace *workspace, struct reading *reading, struct error *error)
{
    struct file_list files = {0};
    *reading = (struct reading){.changed = workspace->plan == NULL};
    arena_init(&reading->arena);
    forget_troubles(workspace);
    if (!journal_read(&workspace->folder, &workspace->journal, error) ||
        !list_documents(workspace, &reading->arena, &files, error)) {
        return false;
    }
    reading->documents = arena_new(&reading->arena, files.count, sizeof(struct document *));
    if (reading->documents == NULL) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < files.count; i++) {
        struct document **document = &reading->documents[reading->count];
        if (!read_document(workspace, files.items[i], document, &reading->changed, error)) {
            return false;
        }
        reading->count += *document != NULL ? 1 : 0;
    }
    reading->changed =
        reading->changed || (workspace->plan != NULL && reading->count != workspace->plan->document_count);
    return true;
}

/* Whether a pending save is still one of which no file, or is still one of which some were exchanged. */
static bool is_still_so(const struct workspace *workspace, bool *same, struct error *error)
{
    struct journal *now = NULL;
    if (!journal_read(&workspace->folder, &now, error)) {
        return false;
    }
    *same = (now == NULL) == (workspace->journal == NULL);
    journal_free(now);
    return true;
}

/* Reads again where a save went on meanwhile, so that its documents are all of before it or all of after it. */
static bool read_at_one_moment(struct workspace *workspace, struct reading *reading, struct error *error)
{
    struct journal_moment before;
    struct journal_moment after;
    journal_moment_take(&workspace->folder, &before);
    for (size_t tries = 0;; tries++) {
        bool same = false;
        if (!read_documents(workspace, reading, error) || !is_still_so(workspace, &same, error)) {
            return false;
        }
        journal_moment_take(&workspace->folder, &after);
        if ((same && journal_moment_same(&before, &after)) || tries == MOST_READINGS) {
            return true;
        }
        release_reading(workspace, reading);
        before = after;
    }
}

bool workspace_refresh(struct workspace *workspace, bool *changed, struct plan **older, struct error *error)
{
    struct reading reading;
    if (older != NULL) {
        *older = NULL;
    }
    bool done = read_at_one_moment(workspace, &reading, error);
    *changed = reading.changed;
    if (done && *changed) {
        struct plan *plan = plan_new(workspace->discovery.profile, bytes_slice(&workspace->discovery.root),
                                     reading.documents, reading.count, error);
        done = plan != NULL;
        if (done) {
            if (older != NULL) {
                *older = workspace->plan;
            } else {
                plan_free(workspace->plan);
            }
            workspace->plan = plan;
        }
    }
    release_reading(workspace, &reading);
    return done;
}

/* ---- opening ---- */

static bool copy_environment(struct workspace *workspace, const struct workspace_environment *environment)
{
    struct workspace_environment *own = &workspace->environment;
    own->directory = memory_copy_text(environment->directory);
    own->home = memory_copy_text(environment->home);
    own->config_home = memory_copy_text(environment->config_home);
    own->state_home = memory_copy_text(environment->state_home);
    own->variables = environment->variables;
    return own->directory != NULL && (environment->home == NULL || own->home != NULL) &&
           (environment->config_home == NULL || own->config_home != NULL) &&
           (environment->state_home == NULL || own->state_home != NULL);
}

/* Records whose status is a word of the profile, or that have none: a profile that has no word for most of what it finds
 * only happens to know the columns. */
static size_t count_understood(const struct records *records)
{
    size_t count = 0;
    for (size_t i = 0; i < records->count; i++) {
        count += records->items[i]->state == STATE_UNKNOWN && records->items[i]->status.size > 0 ? 0 : 1;
    }
    return count;
}

/* Of a file whose name no profile knows, the profile that finds most in it counts. */
static bool settle_profile(struct workspace *workspace, struct error *error)
{
    size_t most = 0;
    const struct profile *best = NULL;
    struct plan *first = workspace->plan;
    for (size_t i = 0; workspace->discovery.profile_is_guess && i < workspace->profiles.count; i++) {
        const struct profile *profile = workspace->profiles.items[i];
        if (profile->fallback) {
            continue;
        }
        struct plan *plan = plan_new(profile, first->root, first->documents, first->document_count, error);
        if (plan == NULL) {
            return false;
        }
        size_t count = 0;
        size_t all = 0;
        for (size_t kind = 0; kind < KIND_PLAN; kind++) {
            count += count_understood(&plan->records[kind]);
            all += plan->records[kind].count;
        }
        count = count * 2 >= all ? count : 0;
        best = count > most ? profile : best;
        most = count > most ? count : most;
        plan_free(plan);
    }
    if (workspace->discovery.profile_is_guess && best == NULL) {
        best = profiles_fallback(&workspace->profiles);
    }
    if (best == NULL || best == workspace->discovery.profile) {
        return true;
    }
    workspace->plan = plan_new(best, first->root, first->documents, first->document_count, error);
    if (workspace->plan == NULL) {
        workspace->plan = first;
        return false;
    }
    plan_free(first);
    workspace->discovery.profile = best;
    return true;
}

/* The folders that hold or could hold documents: what a watch looks at. */
static bool list_folders(struct workspace *workspace, struct error *error)
{
    struct arena arena;
    struct file_list files = {0};
    struct file_list folders = {0};
    arena_init(&arena);
    const struct discovery *discovery = &workspace->discovery;
    bool listed = discovery->only_file.size > 0 ||
                  discover_documents(discovery->profile, discovery->root.data, &arena, &files, &folders, error);
    size_t count = discovery->only_file.size > 0 ? 1 : folders.count;
    workspace->folders = listed ? memory_new(count, sizeof(char *)) : NULL;
    for (size_t i = 0; workspace->folders != NULL && i < count; i++) {
        struct bytes path;
        bytes_init(&path);
        struct slice below = i < folders.count ? folders.items[i] : slice_of("");
        if (!bytes_append_format(&path, "%s%s%.*s", discovery->root.data, below.size == 0 ? "" : "/",
                                 SLICE_PRINT(below))) {
            bytes_release(&path);
            listed = false;
            break;
        }
        workspace->folders[workspace->folder_count++] = path.data;
    }
    arena_release(&arena);
    return (listed && workspace->folders != NULL) || error_no_memory(error);
}

bool workspace_find_folder(struct workspace *workspace, struct error *error)
{
    const struct folder_environment environment = {
        .home = workspace->environment.home,
        .state_home = workspace->environment.state_home,
    };
    folder_release(&workspace->folder);
    return folder_find(workspace->discovery.root.data, &environment, &workspace->folder, error);
}

struct workspace *workspace_begin(const struct workspace_environment *environment, struct error *error)
{
    struct workspace *workspace = memory_new(1, sizeof *workspace);
    if (workspace == NULL) {
        (void)error_no_memory(error);
        return NULL;
    }
    if ((!copy_environment(workspace, environment) && !error_no_memory(error)) ||
        !profiles_load(&workspace->profiles, environment, error)) {
        workspace_close(workspace);
        return NULL;
    }
    return workspace;
}

bool workspace_read(struct workspace *workspace, struct error *error)
{
    bool changed = false;
    if (!workspace_refresh(workspace, &changed, NULL, error) || !settle_profile(workspace, error) ||
        !list_folders(workspace, error)) {
        return false;
    }
    const struct profile *profile = workspace->plan->profile;
    if (!workspace->discovery.settings.stale_is_given && profile->has_stale_hours) {
        workspace->discovery.settings.stale_hours = profile->stale_hours;
    }
    return workspace->plan->document_count > 0 || workspace->trouble_count == 0 ||
           error_set(error, ERROR_SYSTEM, "%s", workspace->troubles[0]);
}

struct workspace *workspace_open(const struct workspace_environment *environment, const char *plan,
                                 const char *profile, struct error *error)
{
    struct workspace *workspace = workspace_begin(environment, error);
    if (workspace != NULL &&
        !(discover_plan(environment, plan, profile, &workspace->profiles, &workspace->discovery, error) &&
          workspace_find_folder(workspace, error) && workspace_read(workspace, error))) {
        workspace_close(workspace);
        workspace = NULL;
    }
    return workspace;
}

bool workspace_has_plan(const struct workspace *workspace)
{
    return workspace->discovery.profile != NULL;
}

bool workspace_need_plan(struct workspace *workspace, struct error *error)
{
    return workspace->plan != NULL || workspace_read(workspace, error);
}

void workspace_close(struct workspace *workspace)
{
    if (workspace == NULL) {
        return;
    }
    plan_free(workspace->plan);
    forget_troubles(workspace);
    memory_free(workspace->troubles);
    for (size_t i = 0; i < workspace->folder_count; i++) {
        memory_free(workspace->folders[i]);
    }
    memory_free(workspace->folders);
    memory_free((char *)workspace->environment.directory);
    memory_free((char *)workspace->environment.home);
    memory_free((char *)workspace->environment.config_home);
    memory_free((char *)workspace->environment.state_home);
    folder_release(&workspace->folder);
    discovery_release(&workspace->discovery);
    profiles_release(&workspace->profiles);
    memory_free(workspace);
}

bool workspace_become_whole(struct workspace *workspace, struct error *error)
{
    struct bytes root;
    bytes_init(&root);
    bool changed = false;
    if (workspace->discovery.only_file.size == 0 || !discover_whole(&workspace->discovery, &root)) {
        bytes_release(&root);
        return true;
    }
    bytes_release(&workspace->discovery.root);
    bytes_clear(&workspace->discovery.only_file);
    workspace->discovery.root = root;
    plan_free(workspace->plan);
    workspace->plan = NULL;
    return workspace_find_folder(workspace, error) && workspace_refresh(workspace, &changed, NULL, error);
}

bool workspace_make_whole(struct workspace *workspace, struct bytes *path, struct error *error)
{
    struct bytes file;
    if (workspace->discovery.only_file.size == 0) {
        return true;
    }
    bytes_init(&file);
    (void)bytes_append(&file, bytes_slice(&workspace->discovery.root));
    (void)bytes_append_text(&file, "/");
    bool done = bytes_append(&file, bytes_slice(&workspace->discovery.only_file)) || error_no_memory(error);
    done = done && workspace_become_whole(workspace, error);
    struct slice root = bytes_slice(&workspace->discovery.root);
    struct slice whole = bytes_slice(&file);
    bool below = done && slice_starts(whole, root) && whole.size > root.size && whole.data[root.size] == '/';
    done = done && (!below || bytes_append(path, slice_part(whole, root.size + 1, whole.size)) || error_no_memory(error));
    bytes_release(&file);
    return done;
}

/* ---- asking ---- */

const struct plan *workspace_plan(const struct workspace *workspace)
{
    return workspace->plan;
}

const char *workspace_root(const struct workspace *workspace)
{
    return workspace->discovery.root.data;
}

const struct workspace_settings *workspace_settings(const struct workspace *workspace)
{
    return &workspace->discovery.settings;
}

const struct folder *workspace_log_folder(const struct workspace *workspace)
{
    return workspace->discovery.only_file.size > 0 ? NULL : &workspace->folder;
}

size_t workspace_trouble_count(const struct workspace *workspace)
{
    return workspace->trouble_count;
}

const char *workspace_trouble(const struct workspace *workspace, size_t number)
{
    return workspace->troubles[number];
}

size_t workspace_folder_count(const struct workspace *workspace)
{
    return workspace->folder_count;
}

const char *workspace_folder(const struct workspace *workspace, size_t number)
{
    return workspace->folders[number];
}
