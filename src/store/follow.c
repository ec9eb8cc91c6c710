#include "store/follow.h"

#include "base/memory.h"

/* Whether a file can be a document: below the root the profile says it; elsewhere, where links lead, any may be one. */
static bool can_be_document(void *context, size_t folder, const char *name)
{
    const struct workspace *workspace = context;
    struct slice root = slice_of(workspace_root(workspace));
    struct bytes path = {0};
    if (folder >= workspace_folder_count(workspace)) {
        return true;
    }
    bytes_append_format(&path, "%s/%s", workspace_folder(workspace, folder), name);
    struct slice whole = bytes_slice(&path);
    bool below = slice_starts(whole, root) && whole.size > root.size && whole.data[root.size] == '/';
    bool may = path.failed || !below ||
               profile_documents_of(workspace_plan(workspace)->profile,
                                    slice_part(whole, root.size + 1, whole.size)) != 0;
    bytes_release(&path);
    return may;
}

bool follow_begin(struct follow *follow, struct workspace *workspace, int64_t now, struct error *error)
{
    size_t count = workspace_folder_count(workspace);
    const char **folders = memory_new(count + 1, sizeof *folders);
    *follow = (struct follow){.workspace = workspace, .folder_count = count};
    if (folders == NULL) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < count; i++) {
        folders[i] = workspace_folder(workspace, i);
    }
    const struct watch_options options = {
        .folders = folders,
        .folder_count = count,
        .backend = WATCH_AUTO,
        .filter = can_be_document,
        .filter_context = workspace,
    };
    follow->watch = watch_new(&options, now, error);
    memory_free(folders);
    return follow->watch != NULL;
}

void follow_end(struct follow *follow)
{
    watch_free(follow->watch);
    follow->watch = NULL;
}

int follow_descriptor(const struct follow *follow)
{
    return follow->watch == NULL ? -1 : watch_descriptor(follow->watch);
}

int follow_timeout(const struct follow *follow, int64_t now)
{
    return follow->watch == NULL ? -1 : watch_timeout(follow->watch, now);
}

bool follow_changed(struct follow *follow, int64_t now)
{
    struct watch_changes changes;
    watch_changes_init(&changes);
    bool some = follow->watch != NULL && watch_read(follow->watch, now, &changes);
    watch_changes_release(&changes);
    return some;
}

bool follow_renew(struct follow *follow, int64_t now, struct error *error)
{
    if (follow->folder_count == workspace_folder_count(follow->workspace)) {
        return true;
    }
    struct workspace *workspace = follow->workspace;
    follow_end(follow);
    return follow_begin(follow, workspace, now, error);
}
