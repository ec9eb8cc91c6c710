#include "text/edit.h"

#include "base/memory.h"

#include <stdint.h>

void edits_init(struct edits *edits)
{
    *edits = (struct edits){0};
    arena_init(&edits->arena);
}

void edits_release(struct edits *edits)
{
    memory_free(edits->items);
    arena_release(&edits->arena);
    edits_init(edits);
}

/* Where an edit of `old` goes: behind what starts before it, and behind the insertions at its own start. */
static size_t find_position(const struct edits *edits, struct span old)
{
    size_t low = 0;
    size_t high = edits->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        struct span other = edits->items[middle].old;
        if (other.start < old.start || (other.start == old.start && other.end == old.start)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The list is sorted and nothing in it overlaps, so only the two neighbours can. */
static bool overlaps_at(const struct edits *edits, size_t position, struct span old)
{
    bool with_previous = position > 0 && edits->items[position - 1].old.end > old.start;
    bool with_next = old.start < old.end && position < edits->count && edits->items[position].old.start < old.end;
    return with_previous || with_next;
}

bool edits_add(struct edits *edits, struct span old, struct slice text, struct error *error)
{
    if (old.start > old.end) {
        return error_set(error, ERROR_BUG, "an edit ends at byte %zu, before its start %zu", old.end, old.start);
    }
    if (old.start == old.end && text.size == 0) {
        return true;
    }
    size_t position = find_position(edits, old);
    if (overlaps_at(edits, position, old)) {
        return error_set(error, ERROR_BUG, "two edits overlap at bytes %zu to %zu", old.start, old.end);
    }
    struct slice copy = arena_copy(&edits->arena, text);
    if (copy.data == NULL ||
        !memory_grow(&edits->items, &edits->capacity, edits->count + 1, sizeof *edits->items)) {
        return error_no_memory(error);
    }
    memmove(edits->items + position + 1, edits->items + position, (edits->count - position) * sizeof *edits->items);
    edits->items[position] = (struct edit){.old = old, .text = copy};
    edits->count++;
    return true;
}

/* Spans end in the order in which they start, so the last one ends last. */
static bool check_end(const struct edits *edits, struct slice before, struct error *error)
{
    size_t end = edits->count == 0 ? 0 : edits->items[edits->count - 1].old.end;
    return end <= before.size || error_set(error, ERROR_BUG, "an edit ends at byte %zu of a document of %zu bytes", end,
                                           before.size);
}

bool edits_apply(const struct edits *edits, struct slice before, struct bytes *out, struct error *error)
{
    if (!check_end(edits, before, error)) {
        return false;
    }
    size_t size = before.size;
    for (size_t i = 0; i < edits->count; i++) {
        size -= span_size(edits->items[i].old);
    }
    for (size_t i = 0; i < edits->count; i++) {
        if (edits->items[i].text.size > SIZE_MAX - size) {
            return error_no_memory(error);
        }
        size += edits->items[i].text.size;
    }
    /* With the room taken at once no append below can fail. */
    if (!bytes_reserve(out, size)) {
        return error_no_memory(error);
    }
    size_t at = 0;
    for (size_t i = 0; i < edits->count; i++) {
        const struct edit *edit = &edits->items[i];
        bytes_append(out, slice_part(before, at, edit->old.start));
        bytes_append(out, edit->text);
        at = edit->old.end;
    }
    return bytes_append(out, slice_part(before, at, before.size)) || error_no_memory(error);
}

bool edits_invert(const struct edits *edits, struct slice before, struct edits *inverse, struct error *error)
{
    if (!check_end(edits, before, error)) {
        return false;
    }
    size_t at = 0;    /* in `before` */
    size_t start = 0; /* the same place in the result */
    for (size_t i = 0; i < edits->count; i++) {
        const struct edit *edit = &edits->items[i];
        start += edit->old.start - at;
        at = edit->old.end;
        struct span now = {.start = start, .end = start + edit->text.size};
        if (!edits_add(inverse, now, slice_part(before, edit->old.start, edit->old.end), error)) {
            edits_release(inverse);
            return false;
        }
        start = now.end;
    }
    return true;
}
