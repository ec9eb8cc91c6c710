#include "store/undo.h"

#include "base/memory.h"
#include "text/line_table.h"

enum { MOST_PLACES = 4096 }; /* that are looked at for one edit: the time stays linear */

bool undo_is_untouched(const struct log_file *file, const struct source *now)
{
    return log_hash(source_bytes(now)) == file->after_hash;
}

/* ---- a file that is as the change left it ---- */

static bool is_damaged(const struct source *now, struct error *error)
{
    return error_set_at(error, ERROR_CONFLICT, source_name(now), 0,
                        "the change log does not say what stood here; put it back by hand or from git");
}

bool undo_whole(const struct log_file *file, const struct source *now, struct edits *edits, struct error *error)
{
    struct slice bytes = source_bytes(now);
    size_t gained = 0; /* bytes by which what follows moved back, modulo the size of the type */
    for (size_t i = 0; i < file->edit_count; i++) {
        const struct log_edit *edit = &file->edits[i];
        size_t start = edit->start + gained;
        struct span span = {.start = start, .end = start + edit->new.size};
        if (start > bytes.size || span.end > bytes.size || span.end < start ||
            !slice_equal(slice_part(bytes, span.start, span.end), edit->new)) {
            return is_damaged(now, error);
        }
        if (!edits_add(edits, span, edit->old, error)) {
            return false;
        }
        gained += edit->new.size - edit->old.size;
    }
    struct bytes whole;
    bytes_init(&whole);
    bool done = edits_apply(edits, bytes, &whole, error);
    if (done && log_hash(bytes_slice(&whole)) != file->before_hash) {
        done = is_damaged(now, error);
    }
    bytes_release(&whole);
    return done;
}

/* ---- one that was changed since ---- */

struct undo_finder {
    const struct source *now;
    struct line_table table;
};

struct undo_finder *undo_finder_new(const struct source *now, struct error *error)
{
    struct undo_finder *finder = memory_new(1, sizeof *finder);
    if (finder == NULL) {
        (void)error_no_memory(error);
        return NULL;
    }
    finder->now = now;
    if (!line_table_make(&finder->table, now, error)) {
        memory_free(finder);
        return NULL;
    }
    return finder;
}

void undo_finder_free(struct undo_finder *finder)
{
    if (finder != NULL) {
        line_table_release(&finder->table);
        memory_free(finder);
    }
}

/* The texts of an edit, in lines. */
struct parts {
    struct source *above; /* NULL: not known */
    struct source *made;
    struct source *below;
};

static void release_parts(struct parts *parts)
{
    source_release(parts->above);
    source_release(parts->made);
    source_release(parts->below);
}

static bool make_parts(struct parts *parts, const struct log_edit *edit, struct error *error)
{
    *parts = (struct parts){0};
    parts->made = source_copy("", edit->new, error);
    parts->above = edit->above.data == NULL || parts->made == NULL ? NULL : source_copy("", edit->above, error);
    parts->below = edit->below.data == NULL || parts->made == NULL ? NULL : source_copy("", edit->below, error);
    return parts->made != NULL && (edit->above.data == NULL || parts->above != NULL) &&
           (edit->below.data == NULL || parts->below != NULL);
}

static struct slice line_text(const struct source *source, size_t line)
{
    return source_slice(source, source_line_text(source, line));
}

/* Whether the lines of `part` stand from `line` on. */
static bool stands_at(const struct source *now, const struct source *part, size_t line)
{
    size_t count = source_line_count(part);
    if (line < 1 || line + count > source_line_count(now) + 1) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (!slice_equal(line_text(now, line + i), line_text(part, i + 1))) {
            return false;
        }
    }
    return true;
}

enum side { SIDE_NONE = 0, SIDE_ABOVE = 1, SIDE_BELOW = 2, SIDE_BOTH = 3 };

static bool fits(const struct source *now, const struct parts *parts, size_t line, enum side side)
{
    size_t made = source_line_count(parts->made);
    if ((side & SIDE_ABOVE) != 0) {
        size_t above = source_line_count(parts->above);
        if (line <= above || (above == 0 && line != 1) || !stands_at(now, parts->above, line - above)) {
            return false;
        }
    }
    if ((side & SIDE_BELOW) != 0) {
        size_t below = source_line_count(parts->below);
        if ((below == 0 && line + made != source_line_count(now) + 1) || !stands_at(now, parts->below, line + made)) {
            return false;
        }
    }
    return stands_at(now, parts->made, line);
}

static bool is_known(const struct parts *parts, enum side side)
{
    return ((side & SIDE_ABOVE) == 0 || parts->above != NULL) && ((side & SIDE_BELOW) == 0 || parts->below != NULL);
}

/* How many places fit, two standing for more; `*line` is one of them. */
static size_t count_places(const struct undo_finder *finder, const struct parts *parts, enum side side, size_t *line)
{
    const struct source *now = finder->now;
    size_t made = source_line_count(parts->made);
    size_t above = (side & SIDE_ABOVE) != 0 && parts->above != NULL ? source_line_count(parts->above) : 0;
    size_t below = (side & SIDE_BELOW) != 0 && parts->below != NULL ? source_line_count(parts->below) : 0;
    if (!is_known(parts, side) || (made == 0 && side == SIDE_NONE)) {
        return 0;
    }
    if (made == 0 && above == 0 && below == 0) {
        *line = (side & SIDE_ABOVE) != 0 ? 1 : source_line_count(now) + 1;
        return fits(now, parts, *line, side) ? 1 : 0;
    }
    /* All places have one line in common: the first that was made, else a neighbour. */
    struct slice anchor = made > 0    ? line_text(parts->made, 1)
                          : above > 0 ? line_text(parts->above, above)
                                      : line_text(parts->below, 1);
    size_t found = 0;
    size_t position = 0;
    size_t at;
    for (size_t seen = 0; found < 2 && line_table_next(&finder->table, anchor, &position, &at); seen++) {
        size_t place = made == 0 && above > 0 ? at + 1 : at;
        if (seen >= MOST_PLACES) {
            return 2;
        }
        if (fits(now, parts, place, side)) {
            *line = place;
            found++;
        }
    }
    return found;
}

/* Whether the lines that were made say anything by which they can be known. */
static bool says_something(const struct source *made)
{
    return slice_trim(source_bytes(made)).size > 0;
}

/* The one place of the edit; 0 where there is none or several. */
static size_t find_line(const struct undo_finder *finder, const struct parts *parts)
{
    size_t line = 0;
    size_t other = 0;
    size_t both = count_places(finder, parts, SIDE_BOTH, &line);
    if (both > 0) {
        return both == 1 ? line : 0;
    }
    size_t above = count_places(finder, parts, SIDE_ABOVE, &line);
    size_t below = count_places(finder, parts, SIDE_BELOW, &other);
    if (source_line_count(parts->made) == 0) {
        /* Something was put between them, or only one neighbour is left; the edge of the document is the weaker one. */
        bool is_first = parts->above != NULL && source_line_count(parts->above) == 0;
        return above == 1 && (!is_first || below != 1) ? line : below == 1 ? other : 0;
    }
    if (above + below > 0) {
        bool differ = above == 1 && below == 1 && line != other;
        return differ ? 0 : above == 1 ? line : below == 1 ? other : 0;
    }
    bool alone = says_something(parts->made) && count_places(finder, parts, SIDE_NONE, &line) == 1;
    return alone ? line : 0;
}

/* Where a person should look: below what stood above it, else about where it was. */
static size_t guess_line(const struct undo_finder *finder, const struct parts *parts, const struct log_edit *edit)
{
    size_t above = parts->above == NULL ? 0 : source_line_count(parts->above);
    size_t position = 0;
    size_t line = 0;
    size_t count = source_line_count(finder->now);
    if (above > 0 && line_table_next(&finder->table, line_text(parts->above, above), &position, &line)) {
        size_t other;
        if (!line_table_next(&finder->table, line_text(parts->above, above), &position, &other)) {
            return line + 1 > count ? count : line + 1;
        }
    }
    return source_line_at(finder->now, edit->start);
}

/* ---- what is put there ---- */

/* How the line ends; nothing where it does not. */
static struct slice ending_of_line(const struct source *source, size_t line)
{
    struct slice text = line_text(source, line);
    struct slice whole = source_slice(source, source_line(source, line));
    return slice_part(whole, text.size, whole.size);
}

/* Appends the lines of the edit's older text with the endings that belong there: their own where what replaced them
 * stands there byte by byte, else those of the lines around. A line that others follow has one. */
static bool append_old(const struct undo_finder *finder, const struct log_edit *edit, struct undo_place *place,
                       struct error *error)
{
    const struct source *now = finder->now;
    struct source *old = source_copy("", edit->old, error);
    if (old == NULL) {
        return false;
    }
    size_t count = source_line_count(old);
    bool puts_back = place->span.start == place->span.end;
    bool same = !puts_back && slice_equal(source_slice(now, place->span), edit->new);
    bool at_end = place->span.end == source_bytes(now).size;
    struct slice last = ending_of_line(now, source_line_count(now));
    struct slice around = ending_of_line(now, puts_back && place->line > 1 ? place->line - 1 : place->line);
    around = around.size > 0 ? around : source_line_ending(now);
    bool open = puts_back && at_end && place->line > 1 && last.size == 0;
    if (open && count > 0) {
        bytes_append(&place->text, around);
    }
    for (size_t i = 1; i <= count; i++) {
        struct slice own = ending_of_line(old, i);
        bool ends = i < count || !at_end || (same ? own.size > 0 : !open && (puts_back || last.size > 0));
        bytes_append(&place->text, line_text(old, i));
        bytes_append(&place->text, !ends ? slice_of("") : same && own.size > 0 ? own : around);
    }
    source_release(old);
    return !place->text.failed || error_no_memory(error);
}

bool undo_find(const struct undo_finder *finder, const struct log_edit *edit, struct undo_place *place,
               struct error *error)
{
    const struct source *now = finder->now;
    struct parts parts;
    if (!make_parts(&parts, edit, error)) {
        release_parts(&parts);
        return false;
    }
    size_t line = find_line(finder, &parts);
    bool done = line > 0;
    if (!done) {
        error_set_at(error, ERROR_CONFLICT, source_name(now), guess_line(finder, &parts, edit),
                     "was changed since, so that this cannot be taken back by itself; take back the later change first "
                     "(workboard undo --list), or put it back by hand");
    } else {
        size_t count = source_line_count(parts.made);
        size_t size = source_bytes(now).size;
        size_t start = line <= source_line_count(now) ? source_line(now, line).start : size;
        place->line = line;
        place->span = (struct span){.start = start, .end = count == 0 ? start : source_line(now, line + count - 1).end};
        done = append_old(finder, edit, place, error);
    }
    release_parts(&parts);
    return done;
}
