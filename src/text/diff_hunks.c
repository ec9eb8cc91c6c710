/* diff_hunks.c: the list of hunks: it grows, its hunks sink, it is given up. */
#include "text/diff_script.h"

#include "base/memory.h"

void diff_release(struct diff *diff)
{
    memory_free(diff->hunks);
    *diff = (struct diff){0};
}

bool diff_hunks_add(struct diff *diff, struct diff_hunk hunk, struct error *error)
{
    if (!memory_grow(&diff->hunks, &diff->capacity, diff->count + 1, sizeof *diff->hunks)) {
        return error_no_memory(error);
    }
    diff->hunks[diff->count++] = hunk;
    return true;
}

/* Moves a hunk that only adds or only removes down by up to `room` lines, as long as its first line is equal to the
 * line behind it: the same change, told one line lower. */
static size_t slide_down(struct diff_hunk *hunk, size_t room, const struct diff_side *before,
                         const struct diff_side *after)
{
    size_t moved = 0;
    if ((hunk->old_count == 0) == (hunk->new_count == 0)) {
        return 0;
    }
    const struct diff_side *side = hunk->old_count > 0 ? before : after;
    size_t first = (hunk->old_count > 0 ? hunk->old_start : hunk->new_start) - 1;
    size_t behind = first + (hunk->old_count > 0 ? hunk->old_count : hunk->new_count);
    while (moved < room &&
           slice_equal(diff_side_line(side, first + moved), diff_side_line(side, behind + moved))) {
        moved++;
    }
    hunk->old_start += moved;
    hunk->new_start += moved;
    return moved;
}

void diff_hunks_sink(struct diff *diff, const struct diff_side *before, const struct diff_side *after)
{
    size_t kept = diff->count; /* the hunks from here on are done; they end up at the end of the array */
    for (size_t i = diff->count; i-- > 0;) {
        struct diff_hunk hunk = diff->hunks[i];
        for (;;) {
            bool last = kept == diff->count;
            size_t next = last ? before->lines.count + 1 : diff->hunks[kept].old_start;
            size_t room = next - (hunk.old_start + hunk.old_count);
            if (slide_down(&hunk, room, before, after) < room || last) {
                break;
            }
            hunk.old_count += diff->hunks[kept].old_count;
            hunk.new_count += diff->hunks[kept].new_count;
            kept++;
        }
        diff->hunks[--kept] = hunk;
    }
    diff->count -= kept;
    if (kept > 0 && diff->count > 0) {
        memmove(diff->hunks, diff->hunks + kept, diff->count * sizeof *diff->hunks);
    }
}
