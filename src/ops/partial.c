/* Parts of the diff that the person leaves out: the rest is a change of its own, and is verified as one. */
#include "ops/operation.h"

#include "text/diff.h"
#include "text/hash.h"

struct slice change_lines_text(const struct source *source, size_t start, size_t count)
{
    struct span first = source_line(source, start);
    struct span last = source_line(source, start + count - (count > 0 ? 1 : 0));
    return count == 0 ? slice_part(source_bytes(source), first.start, first.start)
                      : slice_part(source_bytes(source), first.start, last.end);
}

/* Whether the person left out the part: the `number`th of its path that says this. `taken` marks what was used. */
static bool is_left(const struct adjustments *adjustments, struct slice path, struct slice old, struct slice new,
                    size_t number, bool *taken)
{
    for (size_t i = 0; i < adjustments->left_count; i++) {
        const struct adjusted_part *part = &adjustments->left[i];
        if (part->number == number && slice_equal(part->path, path) && slice_equal(part->old, old) &&
            slice_equal(part->new, new)) {
            taken[i] = true;
            return true;
        }
    }
    return false;
}

size_t change_part_number(const struct change_file *file, const struct diff *diff, size_t hunk)
{
    struct slice old = change_lines_text(file->before, diff->hunks[hunk].old_start, diff->hunks[hunk].old_count);
    struct slice new = change_lines_text(file->after, diff->hunks[hunk].new_start, diff->hunks[hunk].new_count);
    size_t number = 0;
    for (size_t i = 0; i < hunk; i++) {
        const struct diff_hunk *other = &diff->hunks[i];
        number += slice_equal(change_lines_text(file->before, other->old_start, other->old_count), old) &&
                          slice_equal(change_lines_text(file->after, other->new_start, other->new_count), new)
                      ? 1
                      : 0;
    }
    return number;
}

/* The file with only those parts that are not left out. */
static bool append_rest(const struct change_file *file, const struct adjustments *adjustments, bool *taken,
                        struct bytes *out, struct error *error)
{
    struct diff diff = {0};
    if (!diff_lines(file->before, file->after, &diff, error)) {
        return false;
    }
    size_t line = 1;
    for (size_t i = 0; i < diff.count; i++) {
        const struct diff_hunk *hunk = &diff.hunks[i];
        struct slice old = change_lines_text(file->before, hunk->old_start, hunk->old_count);
        struct slice new = change_lines_text(file->after, hunk->new_start, hunk->new_count);
        bytes_append(out, change_lines_text(file->before, line, hunk->old_start - line));
        bytes_append(out, is_left(adjustments, file->path, old, new, change_part_number(file, &diff, i), taken) ? old : new);
        line = hunk->old_start + hunk->old_count;
    }
    size_t count = source_line_count(file->before);
    bytes_append(out, change_lines_text(file->before, line, line > count ? 0 : count + 1 - line));
    diff_release(&diff);
    return !out->failed || error_no_memory(error);
}

static bool is_written_still(const struct operation *operation, const struct comparison *comparison,
                             const struct change_effect *effect)
{
    for (size_t i = 0; i < comparison->count; i++) {
        if (verify_explains(effect, &comparison->items[i])) {
            return true;
        }
    }
    return verify_reads_back(operation, effect);
}

/* What was meant by the parts that were left out is not meant any more. */
static bool keep_effects(struct operation *operation, struct error *error)
{
    struct change *change = operation->change;
    struct comparison comparison = {0};
    bool compared = compare_plans(operation->base, operation->plan, &comparison, error);
    size_t kept = 0;
    for (size_t i = 0; compared && i < change->effect_count; i++) {
        if (is_written_still(operation, &comparison, &change->effects[i])) {
            change->effects[kept++] = change->effects[i];
        }
    }
    change->effect_count = compared ? kept : change->effect_count;
    comparison_release(&comparison);
    return compared;
}

static bool replace_file(struct operation *operation, struct change_file *file, struct bytes *rest, struct error *error)
{
    size_t document = 0;
    while (!slice_equal(slice_of(plan_path(operation->plan, document)), file->path)) {
        document++;
    }
    struct plan *next = plan_with(operation->plan, document, rest, error);
    if (next == NULL) {
        return false;
    }
    plan_free(operation->owned);
    operation->owned = next;
    operation->plan = next;
    source_release(file->after);
    file->after = source_share(next->documents[document]->source);
    return true;
}

static void drop_unchanged(struct change *change)
{
    size_t kept = 0;
    for (size_t i = 0; i < change->file_count; i++) {
        struct change_file file = change->files[i];
        if (slice_equal(source_bytes(file.before), source_bytes(file.after))) {
            source_release(file.before);
            source_release(file.after);
        } else {
            change->files[kept++] = file;
        }
    }
    change->file_count = kept;
}

/* What does not verify without the parts that were left out is no bug: they belong together. */
static bool verify_rest(struct operation *operation, struct error *error)
{
    struct error own = {0};
    if (verify_change(operation, &own)) {
        return true;
    }
    if (own.code != ERROR_BUG) {
        return error_set_at(error, own.code, own.file, own.line, "%s", own.message);
    }
    return error_set_at(error, ERROR_USAGE, own.file, own.line,
                        "the parts that are left out and those that stay belong together: without them the plan would read "
                        "differently elsewhere; leave out all of them, or none");
}

bool partial_leave(struct operation *operation, struct error *error)
{
    const struct adjustments *adjustments = operation->request->adjustments;
    struct change *change = operation->change;
    if (adjustments == NULL || adjustments->left_count == 0) {
        return true;
    }
    bool *taken = arena_new(&change->arena, adjustments->left_count, sizeof *taken);
    if (taken == NULL) {
        return error_no_memory(error);
    }
    bool done = true;
    for (size_t i = 0; i < change->file_count && done; i++) {
        struct bytes rest;
        bytes_init(&rest);
        done = append_rest(&change->files[i], adjustments, taken, &rest, error) &&
               replace_file(operation, &change->files[i], &rest, error);
        bytes_release(&rest);
    }
    for (size_t i = 0; i < adjustments->left_count && done; i++) {
        done = taken[i] || error_set(error, ERROR_CONFLICT,
                                     "a part of the diff that was left out is not there any more (%.*s); look at the "
                                     "change again",
                                     SLICE_PRINT(adjustments->left[i].path));
    }
    if (!done || !keep_effects(operation, error) || !verify_rest(operation, error)) {
        return false;
    }
    drop_unchanged(change);
    return true;
}

/* ---- what was confirmed ---- */

static uint64_t mix(uint64_t digest, struct slice text)
{
    return (digest ^ hash_bytes(text)) * 0x100000001B3U + text.size + 1;
}

bool change_digest(const struct change *change, uint64_t *digest, struct error *error)
{
    *digest = 1;
    for (size_t i = 0; i < change->file_count; i++) {
        const struct change_file *file = &change->files[i];
        struct diff diff = {0};
        if (!diff_lines(file->before, file->after, &diff, error)) {
            return false;
        }
        /* Documents may come in another order next time: their numbers are added up. */
        uint64_t own = mix(1, file->path);
        for (size_t k = 0; k < diff.count; k++) {
            const struct diff_hunk *hunk = &diff.hunks[k];
            own = mix(own, change_lines_text(file->before, hunk->old_start, hunk->old_count));
            own = mix(own, change_lines_text(file->after, hunk->new_start, hunk->new_count));
        }
        *digest += own;
        diff_release(&diff);
    }
    *digest += *digest == 0 ? 1 : 0;
    return true;
}
