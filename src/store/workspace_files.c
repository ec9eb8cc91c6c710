#include "store/workspace_files.h"

#include "base/memory.h"
#include "store/file.h"
#include "store/save.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- where they are ---- */

static bool is_below(const char *path, const char *root)
{
    size_t size = strlen(root);
    return strncmp(path, root, size) == 0 && (size == 1 || path[size] == '/');
}

/* `folder` of the path without symbolic links, and the file's own name below it; to be freed by memory_free. NULL where
 * the folder is not there. */
static char *make_absolute(const char *directory, const char *typed, struct error *error)
{
    char *path = typed[0] == '/' ? file_join("/", typed + 1) : file_join(directory, typed);
    char *folder = path == NULL ? NULL : file_folder(path);
    char *real = folder == NULL ? NULL : realpath(folder, NULL);
    int number = errno;
    char *absolute = real == NULL ? NULL : file_join(real, strrchr(path, '/') + 1);
    if (folder == NULL || (real != NULL && absolute == NULL)) {
        (void)error_no_memory(error);
    } else if (absolute == NULL) {
        (void)error_set_at(error, number == ENOENT || number == ENOTDIR ? ERROR_NOT_FOUND : ERROR_SYSTEM, typed, 0,
                           "the folder cannot be read: %s; look at the path", strerror(number));
    }
    free(real);
    memory_free(folder);
    memory_free(path);
    return absolute;
}

static bool is_name(const char *typed, struct error *error)
{
    size_t size = strlen(typed);
    return (size > 0 && typed[size - 1] != '/') ||
           error_set(error, ERROR_USAGE, "\"%.200s\" is no file; name a document", typed);
}

/* From here, else from the plan's root. */
static char *find_file(const struct workspace *workspace, const char *typed, struct error *error)
{
    struct file_identity identity;
    struct error reason;
    if (!is_name(typed, error)) {
        return NULL;
    }
    char *absolute = make_absolute(workspace->environment.directory, typed, error);
    if (typed[0] == '/' || workspace->discovery.profile == NULL ||
        (absolute != NULL && file_identify(absolute, &identity, NULL))) {
        return absolute;
    }
    char *other = make_absolute(workspace->folder.root, typed, &reason);
    if (other != NULL && file_identify(other, &identity, NULL)) {
        memory_free(absolute);
        return other;
    }
    memory_free(other);
    return absolute;
}

/* ---- opening ---- */

/* Whether a plan was discovered that holds the file. */
static bool belongs(struct workspace *workspace, const char *absolute)
{
    struct discovery *discovery = &workspace->discovery;
    struct bytes root;
    bytes_init(&root);
    if (!discover_plan(&workspace->environment, absolute, NULL, &workspace->profiles, discovery, NULL)) {
        return false;
    }
    bool whole = discovery->only_file.size == 0;
    if (!whole && discover_whole(discovery, &root)) {
        bytes_release(&discovery->root);
        bytes_clear(&discovery->only_file);
        discovery->root = root;
        bytes_init(&root);
        whole = true;
    }
    bytes_release(&root);
    return whole && workspace_find_folder(workspace, NULL) && is_below(absolute, workspace->folder.root);
}

/* The deepest folder that holds all of the files. */
static bool find_common(struct workspace *workspace, char *const *absolute, size_t count, struct error *error)
{
    struct bytes *root = &workspace->discovery.root;
    size_t size = strlen(absolute[0]);
    for (size_t i = 0; i < count; i++) {
        size_t same = 0;
        while (same < size && absolute[0][same] == absolute[i][same]) {
            same++;
        }
        size = same;
    }
    while (size > 0 && absolute[0][size] != '/') {
        size--;
    }
    return bytes_append(root, slice_make(absolute[0], size == 0 ? 1 : size)) || error_no_memory(error);
}

static bool open_files(struct workspace *workspace, char *const *absolute, size_t count, struct error *error)
{
    if (belongs(workspace, absolute[0])) {
        return true;
    }
    discovery_release(&workspace->discovery);
    workspace->discovery = (struct discovery){0};
    arena_init(&workspace->discovery.arena);
    return find_common(workspace, absolute, count, error) && workspace_find_folder(workspace, error);
}

struct workspace *workspace_open_files(const struct workspace_environment *environment, const char *const *files,
                                       size_t count, struct error *error)
{
    struct workspace *workspace = workspace_begin(environment, error);
    char **absolute = workspace == NULL ? NULL : memory_new(count, sizeof *absolute);
    bool opened = absolute != NULL || (workspace != NULL && error_no_memory(error));
    for (size_t i = 0; opened && i < count; i++) {
        absolute[i] = is_name(files[i], error) ? make_absolute(environment->directory, files[i], error) : NULL;
        opened = absolute[i] != NULL;
    }
    opened = opened && (count > 0 ? open_files(workspace, absolute, count, error)
                                  : error_set(error, ERROR_USAGE, "say which file to edit, and how"));
    for (size_t i = 0; absolute != NULL && i < count; i++) {
        memory_free(absolute[i]);
    }
    memory_free(absolute);
    if (!opened && workspace != NULL) {
        workspace_close(workspace);
        workspace = NULL;
    }
    return workspace;
}

/* ---- reading ---- */

struct located {
    struct file_identity identity;
    const char *path; /* below the root, in the arena */
    const char *typed;
};

/* The path below the root; refused where it is elsewhere: its lock and journal would be others. */
static bool locate(const struct workspace *workspace, const struct apply_request *request, struct arena *arena,
                   struct located *located, struct error *error)
{
    const char *root = workspace->folder.root;
    *located = (struct located){.typed = request->file.data};
    char *absolute = find_file(workspace, request->file.data, error);
    if (absolute == NULL) {
        return false;
    }
    bool done = file_identify(absolute, &located->identity, error);
    if (!done && error != NULL) {
        (void)snprintf(error->file, sizeof error->file, "%s", request->file.data);
    }
    if (done && !is_below(absolute, root)) {
        done = error_set_at(error, ERROR_USAGE, request->file.data, 0,
                            "lies outside of %s, so it cannot change together with what lies in there; edit it by itself",
                            root);
    }
    size_t size = strlen(root);
    if (done) {
        located->path = arena_copy(arena, slice_of(absolute + size + (root[size - 1] == '/' ? 0 : 1))).data;
        done = located->path != NULL || error_no_memory(error);
    }
    memory_free(absolute);
    return done;
}

/* The document of the plan that is this file, whatever it is called. */
static const struct document *plan_document(const struct workspace *workspace, const struct located *located)
{
    const struct plan *plan = workspace->plan;
    for (size_t i = 0; plan != NULL && i < plan->document_count; i++) {
        if (strcmp(plan->documents[i]->path, located->path) == 0) {
            return plan->documents[i];
        }
    }
    for (size_t i = 0; plan != NULL && i < plan->document_count; i++) {
        struct file_identity identity;
        char *path = file_join(workspace->folder.root, plan->documents[i]->path);
        bool same = path != NULL && file_identify(path, &identity, NULL) &&
                    file_identity_same(&identity, &located->identity);
        memory_free(path);
        if (same) {
            return plan->documents[i];
        }
    }
    return NULL;
}

static struct source *read_source(const struct workspace *workspace, const struct located *located, struct arena *arena,
                                  struct error *error)
{
    struct bytes bytes;
    bytes_init(&bytes);
    const char *name = arena_copy(arena, slice_of(located->typed)).data;
    char *path = name == NULL ? NULL : file_join(workspace->folder.root, located->path);
    struct source *source = NULL;
    if (path == NULL) {
        (void)error_no_memory(error);
    } else if (file_read(path, SAVE_FILE_LIMIT, &bytes, NULL, error)) {
        source = source_take(name, &bytes, error);
    } else if (error != NULL) {
        (void)snprintf(error->file, sizeof error->file, "%s", located->typed);
    }
    bytes_release(&bytes);
    memory_free(path);
    return source;
}

bool workspace_files_read(const struct workspace *workspace, struct apply_request *requests, size_t count,
                          struct arena *arena, struct apply_file **files, size_t *file_count, struct error *error)
{
    struct located *located = arena_new(arena, count, sizeof *located);
    *file_count = 0;
    *files = arena_new(arena, count, sizeof **files);
    if (located == NULL || *files == NULL) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < count; i++) {
        struct located *own = &located[*file_count];
        size_t known = 0;
        if (requests[i].edit == NULL) {
            continue;
        }
        if (!locate(workspace, &requests[i], arena, own, error)) {
            return false;
        }
        while (known < *file_count && !file_identity_same(&located[known].identity, &own->identity)) {
            known++;
        }
        requests[i].document = known;
        if (known < *file_count) {
            continue;
        }
        const struct document *document = plan_document(workspace, own);
        struct source *source = document != NULL ? source_share(document->source) : read_source(workspace, own, arena, error);
        if (source == NULL) {
            return false;
        }
        (*files)[(*file_count)++] = (struct apply_file){
            .path = slice_of(document != NULL ? document->path : own->path),
            .source = source,
        };
    }
    return true;
}

void workspace_files_release(struct apply_file *files, size_t count)
{
    for (size_t i = 0; files != NULL && i < count; i++) {
        source_release(files[i].source);
    }
}
