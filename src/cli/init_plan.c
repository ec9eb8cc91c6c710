#include "cli/init_plan.h"

#include "base/memory.h"
#include "cli/new_folder.h"
#include "cli/templates.h"
#include "store/file.h"
#include "store/journal.h"
#include "store/lock.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum { INIT_LOCK_WAIT = 5000 };

/* ---- the files ---- */

/* The profile that a template is for. */
static struct slice profile_of(const struct template_file *file)
{
    struct slice path = slice_of(file->path);
    return slice_part(path, 0, slice_find(path, slice_of("/"), 0));
}

static bool no_template(const char *profile, struct error *error)
{
    struct slice last = {0};
    (void)error_set(error, ERROR_NOT_FOUND, "there is no template \"%.100s\"; these are there", profile);
    for (const struct template_file *file = template_files; file->path != NULL; file++) {
        struct slice name = profile_of(file);
        if (!slice_equal(name, last)) {
            error_add_candidate(error, name.data, name.size);
            last = name;
        }
    }
    return false;
}

/* The bytes of a template with the day in them. */
static bool fill_day(const struct template_file *file, const char *day, struct bytes *out)
{
    struct slice text = slice_make(file->bytes, file->size);
    struct slice mark = slice_of(TEMPLATE_DAY);
    size_t at = 0;
    for (size_t next = slice_find(text, mark, 0); next != SLICE_NONE; next = slice_find(text, mark, at)) {
        bytes_append(out, slice_part(text, at, next));
        bytes_append_text(out, day);
        at = next + mark.size;
    }
    return bytes_append(out, slice_part(text, at, text.size));
}

static bool add_file(const struct template_file *file, const char *day, size_t *capacity, struct change *change,
                     struct error *error)
{
    struct slice path = slice_of(file->path);
    path = arena_copy(&change->arena, slice_part(path, profile_of(file).size + 1, path.size));
    struct bytes bytes;
    bytes_init(&bytes);
    if (path.data == NULL || !fill_day(file, day, &bytes) ||
        !arena_grow(&change->arena, &change->files, capacity, change->file_count + 1, sizeof *change->files)) {
        bytes_release(&bytes);
        return error_no_memory(error);
    }
    struct source *before = source_copy(path.data, slice_of(""), error);
    struct source *after = before == NULL ? NULL : source_take(path.data, &bytes, error);
    bytes_release(&bytes);
    if (after == NULL) {
        source_release(before);
        return false;
    }
    change->files[change->file_count++] = (struct change_file){.path = path, .before = before, .after = after};
    return true;
}

bool init_plan_make(const char *profile, const char *day, struct change *change, struct error *error)
{
    struct slice wanted = profile == NULL ? profile_of(&template_files[0]) : slice_of(profile);
    size_t capacity = 0;
    bool done = true;
    for (const struct template_file *file = template_files; file->path != NULL && done; file++) {
        done = !slice_equal(profile_of(file), wanted) || add_file(file, day, &capacity, change, error);
    }
    if (done && change->file_count == 0) {
        return no_template(profile == NULL ? "" : profile, error);
    }
    change->summary = arena_format(&change->arena, "init %.*s", SLICE_PRINT(wanted));
    return done && (change->summary.data != NULL || error_no_memory(error));
}

/* ---- the disk ---- */

bool init_plan_check(const char *root, const struct change *change, struct error *error)
{
    for (size_t i = 0; i < change->file_count; i++) {
        char *path = file_join(root, change->files[i].path.data);
        struct stat status;
        if (path == NULL) {
            return error_no_memory(error);
        }
        bool there = lstat(path, &status) == 0;
        if (there) {
            (void)error_refuse(error, "init.exists", path, 0,
                               "is there already and stays; begin the plan in another folder, with --plan");
        }
        memory_free(path);
        if (there) {
            return false;
        }
    }
    return true;
}

static bool make_folders(const char *root, const struct change *change, struct error *error)
{
    struct bytes path;
    bytes_init(&path);
    bool done = true;
    for (size_t i = 0; i < change->file_count && done; i++) {
        bytes_clear(&path);
        done = bytes_append_format(&path, "%s/%s", root, change->files[i].path.data) || error_no_memory(error);
        done = done && new_folder_make_above(&path, i == 0 ? 1 : strlen(root) + 1, error);
    }
    bytes_release(&path);
    return done;
}

static bool save(const struct folder *folder, const struct change *change, struct error *error)
{
    const struct save_options options = {.folder = folder};
    struct save_file *files = memory_new(change->file_count, sizeof *files);
    struct lock lock = LOCK_NONE;
    if (files == NULL) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < change->file_count; i++) {
        files[i] = (struct save_file){.path = change->files[i].path.data, .after = source_bytes(change->files[i].after)};
    }
    bool done = lock_take(folder->root, INIT_LOCK_WAIT, &lock, error) && journal_recover(&options, NULL, error) &&
                save_files(&options, files, change->file_count, NULL, NULL, error);
    lock_release(&lock);
    memory_free(files);
    return done;
}

bool init_plan_write(const char *root, const struct call *call, const struct change *change, struct error *error)
{
    const struct folder_environment environment = {
        .home = call->environment->workspace.home,
        .state_home = call->environment->workspace.state_home,
    };
    struct folder folder = {0};
    bool done = make_folders(root, change, error) && folder_find(root, &environment, &folder, error) &&
                save(&folder, change, error);
    folder_release(&folder);
    return done;
}
