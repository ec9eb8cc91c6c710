#include "cli/edit_file.h"

#include "base/memory.h"
#include "cli/clock.h"
#include "cli/print_change.h"
#include "store/discover.h"
#include "store/file.h"
#include "store/journal.h"
#include "store/lock.h"
#include "store/save.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EDIT_LOCK_WAIT = 5000 };

void edit_file_init(struct edit_file *file)
{
    *file = (struct edit_file){0};
    bytes_init(&file->prefix);
}

void edit_file_release(struct edit_file *file)
{
    memory_free(file->absolute);
    folder_release(&file->folder);
    bytes_release(&file->prefix);
}

/* ---- where it is ---- */

/* `folder` without symbolic links, and the file's own name below it. */
static bool find_absolute(struct edit_file *file, struct error *error)
{
    char *folder = file_folder(file->typed);
    if (folder == NULL) {
        return error_no_memory(error);
    }
    char *real = realpath(folder, NULL);
    if (real == NULL) {
        error_set_at(error, errno == ENOENT || errno == ENOTDIR ? ERROR_NOT_FOUND : ERROR_SYSTEM, file->typed, 0,
                     "the folder cannot be read: %s; look at the path", strerror(errno));
    } else {
        const char *slash = strrchr(file->typed, '/');
        file->absolute = file_join(real, slash == NULL ? file->typed : slash + 1);
        if (file->absolute == NULL) {
            error_no_memory(error);
        }
    }
    free(real);
    memory_free(folder);
    return file->absolute != NULL;
}

/* The root of the plan that the file belongs to; nothing is appended where it belongs to none. */
static void append_plan_root(struct bytes *root, const struct environment *environment, const char *path)
{
    struct profiles profiles = {0};
    struct discovery discovery = {0};
    if (profiles_load(&profiles, &environment->workspace, NULL) &&
        discover_plan(&environment->workspace, path, NULL, &profiles, &discovery, NULL)) {
        if (discovery.only_file.size == 0 || !discover_whole(&discovery, root)) {
            bytes_clear(root);
            bytes_append(root, bytes_slice(&discovery.root));
        }
    }
    discovery_release(&discovery);
    profiles_release(&profiles);
}

static bool is_below(const char *path, const char *root)
{
    size_t size = strlen(root);
    return strncmp(path, root, size) == 0 && (size == 1 || path[size] == '/');
}

bool edit_file_find(struct edit_file *file, const struct environment *environment, const char *path,
                    struct error *error)
{
    file->typed = path;
    if (path[0] == '\0' || path[strlen(path) - 1] == '/') {
        return error_set(error, ERROR_USAGE, "\"%.200s\" is no file; name a document", path);
    }
    if (!find_absolute(file, error)) {
        return false;
    }
    struct folder_environment folders = {
        .home = environment->workspace.home,
        .state_home = environment->workspace.state_home,
    };
    struct bytes root;
    bytes_init(&root);
    append_plan_root(&root, environment, file->absolute);
    bool found = root.size > 0 && folder_find(root.data, &folders, &file->folder, NULL);
    bytes_release(&root);
    if (!found || !is_below(file->absolute, file->folder.root)) {
        folder_release(&file->folder);
        char *own = file_folder(file->absolute);
        found = own != NULL ? folder_find(own, &folders, &file->folder, error) : error_no_memory(error);
        memory_free(own);
        if (!found) {
            return false;
        }
    }
    size_t size = strlen(file->folder.root);
    file->relative = file->absolute + size + (file->folder.root[size - 1] == '/' ? 0 : 1);
    print_change_prefix(&file->prefix, file->folder.root, environment->directory);
    bytes_append_text(&file->prefix, "");
    return !file->prefix.failed || error_no_memory(error);
}

/* ---- changing it ---- */

/* Messages of lower floors do not know how the file was called. */
static bool at_file(const struct edit_file *file, bool done, struct error *error)
{
    if (!done && error != NULL && error->file[0] == '\0' && error->code != ERROR_USAGE) {
        (void)snprintf(error->file, sizeof error->file, "%s", file->typed);
    }
    return done;
}

static bool make_edits(const struct source *before, const struct structure_request *request, struct edits *edits,
                       struct source **after, struct error *error)
{
    struct outline *outline = outline_scan(before, error);
    struct outline *again = NULL;
    struct bytes bytes;
    bytes_init(&bytes);
    bool done = outline != NULL && structure_edit(outline, request, edits, error) &&
                edits_apply(edits, source_bytes(before), &bytes, error);
    if (done) {
        *after = source_take(source_name(before), &bytes, error);
        again = *after == NULL ? NULL : outline_scan(*after, error);
        done = again != NULL && structure_verify(outline, again, request, error);
    }
    bytes_release(&bytes);
    outline_free(again);
    outline_free(outline);
    return done;
}

static bool fill_change(const struct edit_file *file, const struct structure_request *request, struct source *before,
                        struct source *after, struct change *change, struct error *error)
{
    change->summary = arena_format(&change->arena, "%s in %s", structure_operations[request->operation].name,
                                   file->typed);
    if (change->summary.data == NULL) {
        return error_no_memory(error);
    }
    if (slice_equal(source_bytes(before), source_bytes(after))) {
        return true;
    }
    struct slice path = arena_copy(&change->arena, slice_of(file->relative));
    change->files = arena_new(&change->arena, 1, sizeof *change->files);
    if (change->files == NULL || path.data == NULL) {
        return error_no_memory(error);
    }
    change->files[0] = (struct change_file){
        .path = path,
        .before = source_share(before),
        .after = source_share(after),
    };
    change->file_count = 1;
    return true;
}

static bool save(const struct edit_file *file, const struct call *call, const struct edits *edits,
                 const struct change *change, struct error *error)
{
    struct clock_moment moment;
    if (!clock_read(arguments_text(call->arguments, "date"), call->environment->epoch, false, &moment, error)) {
        return false;
    }
    struct slice before = source_bytes(change->files[0].before);
    struct slice after = source_bytes(change->files[0].after);
    struct log_edit *logged = memory_new(edits->count, sizeof *logged);
    if (logged == NULL) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < edits->count; i++) {
        const struct edit *edit = &edits->items[i];
        logged[i] = (struct log_edit){
            .start = edit->old.start,
            .old = slice_part(before, edit->old.start, edit->old.end),
            .new = edit->text,
        };
    }
    struct log_file logged_file = {
        .path = slice_of(file->relative),
        .before_hash = log_hash(before),
        .after_hash = log_hash(after),
        .edits = logged,
        .edit_count = edits->count,
    };
    const char *as = arguments_text(call->arguments, "as");
    as = as != NULL ? as : call->environment->as;
    struct log_record record = {
        .time = slice_of(moment.now),
        .who = slice_of(as != NULL ? as : call->environment->user),
        .verb = slice_of("edit"),
        .summary = change->summary,
        .files = &logged_file,
        .file_count = 1,
    };
    struct save_options options = {.folder = &file->folder};
    struct save_file saved = {.path = file->relative, .existed = true, .before = before, .after = after};
    bool done = save_files(&options, &saved, 1, &record, NULL, error);
    memory_free(logged);
    return done;
}

static bool run_locked(const struct edit_file *file, const struct call *call,
                       const struct structure_request *request, bool write, struct change *change,
                       struct error *error)
{
    struct save_options options = {.folder = &file->folder};
    struct edits edits;
    edits_init(&edits);
    struct bytes bytes;
    bytes_init(&bytes);
    struct source *before = NULL;
    struct source *after = NULL;
    bool done = (!write || journal_recover(&options, NULL, error)) &&
                file_read(file->absolute, SAVE_FILE_LIMIT, &bytes, NULL, error);
    if (done) {
        before = source_take(file->typed, &bytes, error);
        done = before != NULL && at_file(file, make_edits(before, request, &edits, &after, error), error) &&
               fill_change(file, request, before, after, change, error) &&
               (!write || change->file_count == 0 || save(file, call, &edits, change, error));
    }
    source_release(before);
    source_release(after);
    bytes_release(&bytes);
    edits_release(&edits);
    return done;
}

bool edit_file_run(const struct edit_file *file, const struct call *call, const struct structure_request *request,
                   struct change *change, struct error *error)
{
    bool write = !arguments_has(call->arguments, "dry-run");
    struct lock lock = {.descriptor = -1};
    bool done = (!write || lock_take(file->folder.root, EDIT_LOCK_WAIT, &lock, error)) &&
                run_locked(file, call, request, write, change, error);
    lock_release(&lock);
    return done;
}
