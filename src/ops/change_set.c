#include "ops/change_set.h"

#include "base/memory.h"
#include "text/diff.h"

enum { CONTEXT_LINES = 3 };

void change_init(struct change *change)
{
    *change = (struct change){0};
    arena_init(&change->arena);
}

void change_release(struct change *change)
{
    for (size_t i = 0; i < change->file_count; i++) {
        source_release(change->files[i].before);
        source_release(change->files[i].after);
    }
    arena_release(&change->arena);
    change_init(change);
}

bool change_append_diff(const struct change *change, struct bytes *out, struct error *error)
{
    for (size_t i = 0; i < change->file_count; i++) {
        const struct change_file *file = &change->files[i];
        if (!diff_append_unified(out, file->path.data, file->before, file->after, CONTEXT_LINES, error)) {
            return false;
        }
    }
    return true;
}

static struct slice line_text(const struct source *source, size_t line)
{
    return source_slice(source, source_line_text(source, line));
}

bool change_lines(const struct change *change, size_t number, struct arena *arena, struct change_line **lines,
                  size_t *count, struct error *error)
{
    const struct change_file *file = &change->files[number];
    struct diff diff = {0};
    if (!diff_lines(file->before, file->after, &diff, error)) {
        return false;
    }
    size_t total = 0;
    for (size_t i = 0; i < diff.count; i++) {
        const struct diff_hunk *hunk = &diff.hunks[i];
        total += hunk->old_count > hunk->new_count ? hunk->old_count : hunk->new_count;
    }
    *count = 0;
    *lines = arena_new(arena, total, sizeof **lines);
    for (size_t i = 0; *lines != NULL && i < diff.count; i++) {
        const struct diff_hunk *hunk = &diff.hunks[i];
        for (size_t k = 0; k < hunk->old_count || k < hunk->new_count; k++) {
            struct change_line *line = &(*lines)[(*count)++];
            line->line = hunk->old_start + (k < hunk->old_count ? k : hunk->old_count);
            if (k < hunk->old_count) {
                line->old = line_text(file->before, hunk->old_start + k);
            }
            if (k < hunk->new_count) {
                line->new = line_text(file->after, hunk->new_start + k);
            }
        }
    }
    diff_release(&diff);
    return *lines != NULL || error_no_memory(error);
}
