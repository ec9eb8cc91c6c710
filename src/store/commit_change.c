#include "store/commit_change.h"

#include "base/memory.h"
#include "store/file.h"
#include "store/git_commit.h"

#include <stdio.h>
#include <string.h>

enum { SUBJECT_SIZE = 72, VALUE_SIZE = 80, MOST_VALUES = 50 };

void commit_change_end(struct commit_change *commit)
{
    for (size_t i = 0; i < commit->count; i++) {
        memory_free(commit->paths[i]);
    }
    for (size_t i = 0; commit->parts != NULL && i < commit->count; i++) {
        git_part_end(&commit->parts[i]);
    }
    memory_free(commit->parts);
    memory_free(commit->paths);
    git_close(&commit->git);
    *commit = (struct commit_change){0};
}

static bool begin_parts(struct commit_change *commit, const struct change *change, struct save_merge_stamps *stamps,
                        struct error *error)
{
    commit->parts = memory_new(commit->count, sizeof *commit->parts);
    if (commit->parts == NULL) {
        return error_no_memory(error);
    }
    memset(commit->parts, 0, commit->count * sizeof *commit->parts);
    for (size_t i = 0; i < commit->count; i++) {
        const struct change_file *file = &change->files[i];
        struct slice before = file->before == NULL ? slice_of("") : source_bytes(file->before);
        if (!git_part_begin(&commit->git, commit->paths[i], before, source_bytes(file->after), stamps, &commit->parts[i],
                            error)) {
            return false;
        }
    }
    return true;
}

bool commit_change_begin(struct commit_change *commit, const char *root, char *const *variables,
                         const struct change *change, struct save_merge_stamps *stamps, bool force, struct error *error)
{
    bool mixed = false;
    *commit = (struct commit_change){0};
    if (!git_open(root, variables, &commit->git, error)) {
        return false;
    }
    commit->paths = memory_new(change->file_count, sizeof *commit->paths);
    if (commit->paths == NULL) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < change->file_count; i++) {
        char *absolute = file_join(root, change->files[i].path.data);
        char *path = absolute != NULL ? git_path(&commit->git, absolute, error) : NULL;
        bool known = absolute != NULL || error_no_memory(error);
        memory_free(absolute);
        if (!known || path == NULL) {
            return false;
        }
        commit->paths[commit->count++] = path;
    }
    return git_commit_check(&commit->git, (const char *const *)commit->paths, commit->count, &mixed, error) &&
           (!mixed || force || begin_parts(commit, change, stamps, error));
}

/* ---- the message ---- */

/* A value in one line, cut at a character. */
static void append_value(struct bytes *out, struct slice value)
{
    value = slice_trim(value);
    size_t size = value.size < VALUE_SIZE ? value.size : VALUE_SIZE;
    while (size < value.size && size > 0 && ((unsigned char)value.data[size] & 0xC0) == 0x80) {
        size--;
    }
    for (size_t i = 0; i < size; i++) {
        bytes_append_byte(out, (unsigned char)value.data[i] < ' ' ? ' ' : value.data[i]);
    }
    bytes_append_text(out, size < value.size ? "..." : "");
}

static void append_effect(struct bytes *out, const struct change_effect *effect)
{
    struct slice field = effect->role == ROLE_OTHER ? effect->field : slice_of(role_name(effect->role));
    bytes_append_format(out, "%.*s: %s%s", SLICE_PRINT(effect->path), kind_name(effect->kind), effect->id.size > 0 ? " " : "");
    append_value(out, effect->id);
    if (effect->role == ROLE_ID) {
        bytes_append_text(out, effect->old.data == NULL ? " added" : effect->new.data == NULL ? " removed" : " renamed");
    } else {
        bytes_append_format(out, " %.*s: ", SLICE_PRINT(field));
        append_value(out, effect->old.data == NULL ? slice_of("") : effect->old);
        bytes_append_text(out, " -> ");
        append_value(out, effect->new.data == NULL ? slice_of("") : effect->new);
    }
    bytes_append_byte(out, '\n');
}

/* The beginning of the summary that fits one line: whole parts of it, or it is cut. */
static size_t subject_size(struct slice summary)
{
    size_t size = summary.size;
    while (size > SUBJECT_SIZE) {
        size_t part = size;
        while (part > 1 && !(summary.data[part - 1] == ' ' && summary.data[part - 2] == ';')) {
            part--;
        }
        if (part <= 1) {
            break;
        }
        size = part - 2;
    }
    return size;
}

bool commit_change_message(const struct change *change, struct bytes *out)
{
    struct slice summary = slice_trim(change->summary);
    struct bytes line;
    bytes_init(&line);
    for (size_t i = 0; i < summary.size; i++) {
        bytes_append_byte(&line, (unsigned char)summary.data[i] < ' ' ? ' ' : summary.data[i]);
    }
    summary = bytes_slice(&line);
    size_t size = subject_size(summary);
    bytes_append(out, slice_part(summary, 0, size));
    bytes_append_text(out, "\n\n");
    if (size < summary.size) {
        bytes_append(out, summary);
        bytes_append_text(out, "\n\n");
    }
    size_t told = 0;
    for (size_t i = 0; i < change->effect_count; i++) {
        const struct change_effect *effect = &change->effects[i];
        bool nothing = (effect->old.data == NULL) == (effect->new.data == NULL) && slice_equal(effect->old, effect->new);
        if (!nothing && told++ < MOST_VALUES) {
            append_effect(out, effect);
        }
    }
    if (told > MOST_VALUES) {
        bytes_append_format(out, "and %zu more\n", told - MOST_VALUES);
    }
    bool done = !line.failed && !out->failed;
    bytes_release(&line);
    return done;
}

/* ---- the commit ---- */

static bool commit_whole(const struct commit_change *commit, struct slice message, struct bytes *id, struct error *error)
{
    const char *const *paths = (const char *const *)commit->paths;
    bool needed = true; /* what --force takes along may have been the opposite */
    return git_commit_is_needed(&commit->git, paths, commit->count, &needed, error) &&
           (!needed || git_commit_paths(&commit->git, paths, commit->count, message, id, error));
}

bool commit_change_make(struct commit_change *commit, struct change *change, struct error *error)
{
    struct bytes message;
    struct bytes id;
    struct error reason;
    bytes_init(&message);
    bytes_init(&id);
    bool done = commit_change_message(change, &message) || error_no_memory(&reason);
    done = done && (commit->parts != NULL ? git_part_commit(&commit->git, commit->parts, commit->count,
                                                            bytes_slice(&message), &id, &reason)
                                          : commit_whole(commit, bytes_slice(&message), &id, &reason));
    if (done && id.size == 0) {
        change->commit = (struct slice){0};
    } else if (!done) {
        error_set(error, reason.code, "the change is written, but there is no commit of it: %.700s; commit it yourself, or "
                                      "take it back with workboard undo",
                  reason.message);
    } else {
        change->commit = arena_copy(&change->arena, bytes_slice(&id));
        done = change->commit.data != NULL || error_no_memory(error);
    }
    bytes_release(&message);
    bytes_release(&id);
    return done;
}
