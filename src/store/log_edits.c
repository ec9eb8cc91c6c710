#include "store/log_edits.h"

#include "text/diff.h"
#include "text/line_table.h"

enum {
    LONG_CONTEXT = 4096, /* bytes; a longer line is not kept as a neighbour */
    MANY_ALIKE = 256     /* so many places that say the same are not compared one by one */
};

/* Which lines of the newer file an edit made: `count` from `start` on (from 1), or none before `start`. */
struct place {
    size_t start;
    size_t count;
};

static struct slice line_text(const struct source *source, size_t line)
{
    return source_slice(source, source_line_text(source, line));
}

/* How many lines upward (or downward) of both places say the same, at most `most`. */
static size_t common(const struct source *source, struct place place, size_t other, bool up, size_t most)
{
    size_t lines = source_line_count(source);
    size_t count = 0;
    while (count < most) {
        size_t a = up ? place.start - 1 - count : place.start + place.count + count;
        size_t b = up ? other - 1 - count : other + place.count + count;
        if (a < 1 || b < 1 || a > lines || b > lines || !slice_equal(line_text(source, a), line_text(source, b))) {
            break;
        }
        count++;
    }
    return count;
}

static bool holds(const struct source *source, struct place place, size_t other)
{
    for (size_t i = 0; i < place.count; i++) {
        if (!slice_equal(line_text(source, place.start + i), line_text(source, other + i))) {
            return false;
        }
    }
    return other + place.count <= source_line_count(source) + 1;
}

static bool has_neighbour(const struct source *source, struct place place, bool up)
{
    return up ? place.start > 1 : place.start + place.count <= source_line_count(source);
}

/* How many lines on the one side it takes to tell the place from every other. */
static size_t lines_needed(const struct line_table *table, struct place place, bool up, size_t most)
{
    const struct source *source = table->source;
    size_t neighbour = up ? place.start - 1 : place.start + place.count;
    /* Any other place begins with the same line, or where nothing was left of it, lies beside the same one. */
    size_t anchor = place.count > 0 ? place.start : neighbour;
    size_t needed = 1;
    size_t position = 0;
    size_t line;
    size_t seen = 0;
    while (needed <= most && line_table_next(table, line_text(source, anchor), &position, &line)) {
        size_t other = place.count > 0 || !up ? line : line + 1;
        if (other == place.start || !holds(source, place, other)) {
            continue;
        }
        if (++seen > MANY_ALIKE) {
            return most;
        }
        size_t alike = common(source, place, other, up, most) + 1;
        needed = alike > needed ? alike : needed;
    }
    return needed > most ? most : needed;
}

/* The lines on one side; no data where the nearest one is too long to be kept. */
static struct slice context(const struct line_table *table, struct place place, bool up)
{
    const struct source *source = table->source;
    size_t lines = source_line_count(source);
    size_t most = 0;
    while (most < LOG_CONTEXT) {
        size_t line = up ? place.start - 1 - most : place.start + place.count + most;
        if (line < 1 || line > lines || source_line_text(source, line).end - source_line(source, line).start > LONG_CONTEXT) {
            break;
        }
        most++;
    }
    if (!has_neighbour(source, place, up)) {
        return slice_of("");
    }
    if (most == 0) {
        return slice_make(NULL, 0);
    }
    size_t needed = lines_needed(table, place, up, most);
    size_t first = up ? place.start - needed : place.start + place.count;
    struct span span = {.start = source_line(source, first).start, .end = source_line(source, first + needed - 1).end};
    return source_slice(source, span);
}

static struct span lines_span(const struct source *source, size_t first, size_t count)
{
    size_t size = source_bytes(source).size;
    size_t start = first <= source_line_count(source) ? source_line(source, first).start : size;
    return (struct span){.start = start, .end = count == 0 ? start : source_line(source, first + count - 1).end};
}

static struct log_edit make_edit(const struct source *before, const struct line_table *after,
                                 const struct diff_hunk *hunk)
{
    struct place place = {.start = hunk->new_start, .count = hunk->new_count};
    struct span old = lines_span(before, hunk->old_start, hunk->old_count);
    struct slice none = slice_of("");
    return (struct log_edit){
        .start = old.start,
        .old = hunk->old_count == 0 ? none : source_slice(before, old),
        .new = place.count == 0 ? none : source_slice(after->source, lines_span(after->source, place.start, place.count)),
        .above = context(after, place, true),
        .below = context(after, place, false),
    };
}

/* Lines that became as many others are told one by one: each can be found again without the others. */
static size_t parts_of(const struct diff_hunk *hunk)
{
    return hunk->old_count == hunk->new_count ? hunk->old_count : 1;
}

bool log_edits_make(const struct source *before, const struct source *after, struct arena *arena,
                    struct log_file *file, struct error *error)
{
    struct diff diff = {0};
    struct line_table table = {0};
    if (!diff_lines(before, after, &diff, error)) {
        return false;
    }
    size_t count = 0;
    for (size_t i = 0; i < diff.count; i++) {
        count += parts_of(&diff.hunks[i]);
    }
    log_hash_both(source_bytes(before), source_bytes(after), &file->before_hash, &file->after_hash);
    file->edit_count = 0;
    file->edits = arena_new(arena, count, sizeof *file->edits);
    bool done = (file->edits != NULL || error_no_memory(error)) && line_table_make(&table, after, error);
    for (size_t i = 0; done && i < diff.count; i++) {
        size_t parts = parts_of(&diff.hunks[i]);
        for (size_t k = 0; k < parts; k++) {
            struct diff_hunk part = diff.hunks[i];
            if (part.old_count == part.new_count) {
                part = (struct diff_hunk){part.old_start + k, 1, part.new_start + k, 1};
            }
            file->edits[file->edit_count++] = make_edit(before, &table, &part);
        }
    }
    line_table_release(&table);
    diff_release(&diff);
    return done;
}
