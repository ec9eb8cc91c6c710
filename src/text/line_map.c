#include "text/line_map.h"

#include "base/memory.h"

void line_map_release(struct line_map *map)
{
    memory_free(map->lines);
    *map = (struct line_map){0};
}

bool line_map_make(struct line_map *map, const struct source *source, struct error *error)
{
    size_t count = source_line_count(source);
    if (!memory_grow(&map->lines, &map->capacity, count + 1, sizeof *map->lines)) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < count; i++) {
        map->lines[i] = i + 1;
    }
    map->count = count;
    return true;
}

size_t line_map_at(const struct line_map *map, size_t number)
{
    return number == 0 || number > map->count ? 0 : map->lines[number - 1];
}

bool line_map_mark(struct line_map *map, size_t line, size_t *number, struct error *error)
{
    if (!memory_grow(&map->lines, &map->capacity, map->count + 1, sizeof *map->lines)) {
        return error_no_memory(error);
    }
    map->lines[map->count++] = line;
    *number = map->count;
    return true;
}

/* ---- one step ---- */

/* Where the line `number` (from 0) of an inserted text begins, or SLICE_NONE where it has fewer. */
static size_t line_start(struct slice text, size_t number)
{
    size_t at = 0;
    while (number > 0) {
        while (at < text.size && text.data[at] != '\n' && text.data[at] != '\r') {
            at++;
        }
        if (at >= text.size) {
            return SLICE_NONE;
        }
        at += text.data[at] == '\r' && at + 1 < text.size && text.data[at + 1] == '\n' ? 2 : 1;
        number--;
    }
    return at < text.size ? at : SLICE_NONE;
}

/* A line whose first byte is replaced by `edit`, which begins at `start` in the newer text. */
static size_t replaced_line(const struct source *before, size_t line, const struct edit *edit, size_t start,
                            const struct source *after)
{
    struct span text = source_line_text(before, line);
    if (edit->old.start == text.start && edit->old.end <= text.end) {
        return source_line_at(after, start); /* only its beginning, or all but its ending */
    }
    size_t number = line - source_line_at(before, edit->old.start);
    size_t at = line_start(edit->text, number);
    return at == SLICE_NONE ? 0 : source_line_at(after, start + at);
}

/* Where each line of `before` is in `after`. */
static void follow_lines(const struct source *before, const struct edits *edits, const struct source *after, size_t *next)
{
    size_t count = source_line_count(before);
    size_t number = 0;
    size_t from = 0; /* behind the edits that were passed, in `before` */
    size_t to = 0;   /* the same place in `after` */
    for (size_t line = 1; line <= count; line++) {
        size_t start = source_line(before, line).start;
        while (number < edits->count && edits->items[number].old.end <= start) {
            const struct edit *edit = &edits->items[number++];
            to += edit->old.start - from + edit->text.size;
            from = edit->old.end;
        }
        bool replaced = number < edits->count && edits->items[number].old.start <= start;
        next[line - 1] = replaced ? replaced_line(before, line, &edits->items[number],
                                                  to + edits->items[number].old.start - from, after)
                                  : source_line_at(after, to + start - from);
    }
}

/* The largest text that was put in between what stays; NULL where there is none. `*start` is where it is now. */
static const struct edit *largest(const struct edits *edits, size_t *start)
{
    const struct edit *found = NULL;
    size_t from = 0;
    size_t to = 0;
    for (size_t i = 0; i < edits->count; i++) {
        const struct edit *edit = &edits->items[i];
        to += edit->old.start - from;
        if (span_size(edit->old) == 0 && (found == NULL || edit->text.size > found->text.size)) {
            found = edit;
            *start = to;
        }
        to += edit->text.size;
        from = edit->old.end;
    }
    return found;
}

size_t line_map_inserted(const struct edits *edits, const struct source *after)
{
    size_t start = 0;
    const struct edit *edit = largest(edits, &start);
    if (edit == NULL) {
        return 0;
    }
    size_t at = 0;
    while (at + 1 < edit->text.size && (edit->text.data[at] == '\n' || edit->text.data[at] == '\r')) {
        at++;
    }
    return source_line_at(after, start + at);
}

/* The lines that are gone are those that were put in, in order. */
static void follow_moved(const struct edits *edits, const struct source *after, size_t *next, size_t count)
{
    size_t line = line_map_inserted(edits, after);
    for (size_t i = 0; line != 0 && i < count && line <= source_line_count(after); i++) {
        if (next[i] == 0) {
            next[i] = line++;
        }
    }
}

bool line_map_follow(struct line_map *map, const struct source *before, const struct edits *edits,
                     const struct source *after, bool moves, struct error *error)
{
    size_t count = source_line_count(before);
    size_t *next = memory_new(count + 1, sizeof *next);
    if (next == NULL) {
        return error_no_memory(error);
    }
    follow_lines(before, edits, after, next);
    if (moves) {
        follow_moved(edits, after, next, count);
    }
    for (size_t i = 0; i < map->count; i++) {
        map->lines[i] = map->lines[i] == 0 || map->lines[i] > count ? 0 : next[map->lines[i] - 1];
    }
    memory_free(next);
    return true;
}
