#include "store/merge_setup.h"

#include "base/memory.h"
#include "merge/part.h"
#include "store/file.h"
#include "store/journal.h"
#include "store/lock.h"
#include "store/save.h"

#include <stdlib.h>

enum { SETUP_LOCK_WAIT = 5000, SETUP_SIZE = 1 << 20 };

static const char attribute[] = "merge=workboard";

const struct merge_setting merge_settings[] = {
    {"merge.workboard.name", "cells, rows, items, fields and nodes of plans"},
    {"merge.workboard.driver", "workboard merge-driver %O %A %B %P %L"},
    {NULL, NULL},
};

/* ---- lines ---- */

static bool needs_quotes(struct slice pattern)
{
    for (size_t i = 0; i < pattern.size; i++) {
        unsigned char byte = (unsigned char)pattern.data[i];
        if (byte <= ' ' || byte == '"' || byte == '\\' || byte >= 0x7F) {
            return true;
        }
    }
    return false;
}

/* A pattern as .gitattributes has it: from the top, in quotes where there are blanks. */
static bool append_pattern(struct bytes *line, struct slice folder, struct slice glob)
{
    struct bytes pattern;
    bytes_init(&pattern);
    bytes_append_byte(&pattern, '/');
    bytes_append(&pattern, folder);
    bytes_append_text(&pattern, folder.size > 0 ? "/" : "");
    bytes_append(&pattern, glob);
    bool quotes = needs_quotes(bytes_slice(&pattern));
    bytes_append_text(line, quotes ? "\"" : "");
    for (size_t i = 0; i < pattern.size; i++) {
        unsigned char byte = (unsigned char)pattern.data[i];
        if (byte == '"' || byte == '\\') {
            bytes_append_byte(line, '\\');
            bytes_append_byte(line, (char)byte);
        } else if (byte < ' ' || byte >= 0x7F) {
            bytes_append_format(line, "\\%03o", (unsigned)byte);
        } else {
            bytes_append_byte(line, (char)byte);
        }
    }
    bytes_append_text(line, quotes ? "\"" : "");
    bool done = !pattern.failed && !line->failed;
    bytes_release(&pattern);
    return done;
}

/* Whether a line of the file says how this pattern is merged. */
static bool is_said(struct slice file, struct slice pattern)
{
    struct slice line;
    while (slice_next(&file, '\n', &line)) {
        line = slice_trim(line);
        bool same = slice_starts(line, pattern) && line.size > pattern.size &&
                    (line.data[pattern.size] == ' ' || line.data[pattern.size] == '\t');
        if (same && (slice_find(line, slice_of("merge"), pattern.size) != SLICE_NONE)) {
            return true;
        }
    }
    return false;
}

static bool add_line(struct merge_setup *setup, struct slice folder, struct slice glob, struct slice ending,
                     struct error *error)
{
    struct bytes pattern;
    bytes_init(&pattern);
    bool done = append_pattern(&pattern, folder, glob);
    if (done && !is_said(bytes_slice(&setup->after), bytes_slice(&pattern))) {
        bool open = setup->after.size > 0 && setup->after.data[setup->after.size - 1] != '\n';
        bytes_append(&setup->after, open ? ending : slice_of(""));
        bytes_append(&setup->after, bytes_slice(&pattern));
        bytes_append_byte(&setup->after, ' ');
        bytes_append_text(&setup->after, attribute);
        bytes_append(&setup->after, ending);
    }
    bytes_release(&pattern);
    return (done && !setup->after.failed) || error_no_memory(error);
}

/* ---- reading ---- */

/* The place of the root below the top. */
static bool find_folder(const struct git *git, const char *root, struct bytes *folder, struct error *error)
{
    char *real = realpath(root, NULL);
    struct slice path = slice_of(real);
    struct slice top = slice_of(git->top);
    bool below = real != NULL && slice_starts(path, top) && (path.size == top.size || path.data[top.size] == '/');
    if (below) {
        bytes_append(folder, slice_part(path, top.size + 1, path.size));
    }
    free(real);
    if (!below) {
        return error_set_at(error, ERROR_NOT_FOUND, root, 0, "does not lie in the repository %s", git->top);
    }
    return !folder->failed || error_no_memory(error);
}

static bool read_settings(const struct git *git, struct merge_setup *setup, struct error *error)
{
    setup->configured = true;
    for (const struct merge_setting *setting = merge_settings; setting->name != NULL; setting++) {
        const char *const arguments[] = {"config", "--get", setting->name, NULL};
        struct bytes output;
        int status = 0;
        bytes_init(&output);
        bool done = git_run(git, arguments, slice_of(""), &output, NULL, &status, error);
        setup->configured = setup->configured && done && status == 0 &&
                            slice_equal(slice_trim(bytes_slice(&output)), slice_of(setting->value));
        bytes_release(&output);
        if (!done) {
            return false;
        }
    }
    return true;
}

static bool read_file(const struct git *git, struct merge_setup *setup, struct error *error)
{
    struct error reason;
    char *path = file_join(git->top, MERGE_SETUP_FILE);
    if (path == NULL) {
        return error_no_memory(error);
    }
    error_clear(&reason);
    setup->existed = file_read(path, SETUP_SIZE, &setup->before, NULL, &reason);
    memory_free(path);
    if (!setup->existed && reason.code != ERROR_NOT_FOUND) {
        if (error != NULL) {
            *error = reason;
        }
        return false;
    }
    bytes_append(&setup->after, bytes_slice(&setup->before));
    return !setup->after.failed || error_no_memory(error);
}

bool merge_setup_read(const struct git *git, const char *root, const struct profile *profile,
                      struct merge_setup *setup, struct error *error)
{
    struct bytes folder;
    *setup = (struct merge_setup){0};
    bytes_init(&folder);
    bool done = find_folder(git, root, &folder, error) && read_file(git, setup, error) &&
                read_settings(git, setup, error);
    bool returns = slice_find(bytes_slice(&setup->before), slice_of("\r\n"), 0) != SLICE_NONE;
    struct slice ending = slice_of(returns ? "\r\n" : "\n");
    for (size_t i = 0; done && i < profile->document_count; i++) {
        for (size_t k = 0; done && k < profile->documents[i].glob_count; k++) {
            struct slice glob = profile->documents[i].globs[k];
            done = part_language_of(glob) == PART_TEXT ||
                   add_line(setup, bytes_slice(&folder), glob, ending, error);
        }
    }
    bytes_release(&folder);
    return done;
}

void merge_setup_release(struct merge_setup *setup)
{
    bytes_release(&setup->before);
    bytes_release(&setup->after);
}

/* ---- writing ---- */

static bool write_file(const struct merge_setup *setup, const struct folder *folder, struct error *error)
{
    const struct save_options options = {.folder = folder};
    const struct save_file file = {
        .path = MERGE_SETUP_FILE,
        .existed = setup->existed,
        .before = bytes_slice(&setup->before),
        .after = bytes_slice(&setup->after),
    };
    struct lock lock = LOCK_NONE;
    bool done = lock_take(folder->root, SETUP_LOCK_WAIT, &lock, error) && journal_recover(&options, NULL, error) &&
                save_files(&options, &file, 1, NULL, NULL, error);
    lock_release(&lock);
    return done;
}

static bool write_settings(const struct git *git, struct error *error)
{
    for (const struct merge_setting *setting = merge_settings; setting->name != NULL; setting++) {
        const char *const arguments[] = {"config", setting->name, setting->value, NULL};
        struct bytes output;
        struct bytes complaint;
        int status = 0;
        bytes_init(&output);
        bytes_init(&complaint);
        bool done = git_change(git, arguments, slice_of(""), &output, &complaint, &status, error);
        if (done && status != 0) {
            done = git_complain("config", bytes_slice(&complaint), error);
        }
        bytes_release(&output);
        bytes_release(&complaint);
        if (!done) {
            return false;
        }
    }
    return true;
}

bool merge_setup_write(const struct git *git, const struct merge_setup *setup,
                       const struct folder_environment *environment, struct error *error)
{
    struct folder folder = {0};
    if (slice_equal(bytes_slice(&setup->before), bytes_slice(&setup->after))) {
        return setup->configured || write_settings(git, error);
    }
    bool done = folder_find(git->top, environment, &folder, error) && write_file(setup, &folder, error) &&
                (setup->configured || write_settings(git, error));
    folder_release(&folder);
    return done;
}
