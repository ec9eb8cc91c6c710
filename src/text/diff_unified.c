#include "text/diff_script.h"

/* Hunks that are at most two contexts apart share one header. */
struct group {
    size_t first; /* hunk */
    size_t last;
    size_t old_start, old_end; /* lines from 0, context included */
    size_t new_start, new_end;
};

/* ---- headers ---- */

static bool needs_quotes(struct slice path)
{
    for (size_t i = 0; i < path.size; i++) {
        unsigned char byte = (unsigned char)path.data[i];
        if (byte < 0x20 || byte == 0x7F || byte == '"' || byte == '\\') {
            return true;
        }
    }
    return false;
}

static void append_quoted(struct bytes *out, struct slice path)
{
    for (size_t i = 0; i < path.size; i++) {
        unsigned char byte = (unsigned char)path.data[i];
        if (byte < 0x20 || byte == 0x7F) {
            bytes_append_format(out, "\\%03o", (unsigned)byte);
        } else {
            if (byte == '"' || byte == '\\') {
                bytes_append_byte(out, '\\');
            }
            bytes_append_byte(out, path.data[i]);
        }
    }
}

/* `--- a/PATH`; without the tab behind a path with a blank, readers would take what follows the blank for a date. */
static void append_path(struct bytes *out, const char *mark, const char *folder, struct slice path)
{
    bool quotes = needs_quotes(path);
    bytes_append_format(out, "%s %s%s/", mark, quotes ? "\"" : "", folder);
    if (quotes) {
        append_quoted(out, path);
        bytes_append_text(out, "\"\n");
        return;
    }
    bytes_append(out, path);
    bytes_append_text(out, slice_find(path, slice_of(" "), 0) == SLICE_NONE ? "\n" : "\t\n");
}

static void append_range(struct bytes *out, char sign, size_t start, size_t end)
{
    /* An empty range is told by the line before it. */
    bytes_append_format(out, " %c%zu", sign, start == end ? start : start + 1);
    if (end - start != 1) {
        bytes_append_format(out, ",%zu", end - start);
    }
}

/* ---- lines ---- */

static void append_lines(struct bytes *out, char sign, const struct diff_side *side, size_t start, size_t end)
{
    for (size_t i = start; i < end; i++) {
        struct slice line = diff_side_line(side, i);
        bytes_append_byte(out, sign);
        bytes_append(out, line);
        if (!slice_ends(line, slice_of("\n"))) {
            bytes_append_text(out, "\n\\ No newline at end of file\n");
        }
    }
}

static void append_group(struct bytes *out, const struct diff *diff, struct group group,
                         const struct diff_side *before, const struct diff_side *after)
{
    bytes_append_text(out, "@@");
    append_range(out, '-', group.old_start, group.old_end);
    append_range(out, '+', group.new_start, group.new_end);
    bytes_append_text(out, " @@\n");
    size_t at = group.old_start;
    for (size_t i = group.first; i <= group.last; i++) {
        const struct diff_hunk *hunk = &diff->hunks[i];
        append_lines(out, ' ', before, at, hunk->old_start - 1);
        at = hunk->old_start - 1 + hunk->old_count;
        append_lines(out, '-', before, hunk->old_start - 1, at);
        append_lines(out, '+', after, hunk->new_start - 1, hunk->new_start - 1 + hunk->new_count);
    }
    append_lines(out, ' ', before, at, group.old_end);
}

/* The group that begins with the hunk `first`. */
static struct group find_group(const struct diff *diff, size_t first, size_t context, size_t old_count)
{
    const struct diff_hunk *hunks = diff->hunks;
    size_t last = first;
    /* The gap is halved, rounding up, because twice the context could be more than a size_t holds. */
    while (last + 1 < diff->count) {
        size_t gap = hunks[last + 1].old_start - hunks[last].old_start - hunks[last].old_count;
        if (gap / 2 + gap % 2 > context) {
            break;
        }
        last++;
    }
    size_t above = hunks[first].old_start - 1 < context ? hunks[first].old_start - 1 : context;
    size_t old_end = hunks[last].old_start - 1 + hunks[last].old_count;
    size_t below = old_count - old_end < context ? old_count - old_end : context;
    return (struct group){
        .first = first,
        .last = last,
        .old_start = hunks[first].old_start - 1 - above,
        .old_end = old_end + below,
        .new_start = hunks[first].new_start - 1 - above,
        .new_end = hunks[last].new_start - 1 + hunks[last].new_count + below,
    };
}

static bool append_sides(struct bytes *out, const char *path, const struct diff_side *before,
                         const struct diff_side *after, size_t context, struct error *error)
{
    struct diff diff = {0};
    if (!diff_script_make(before, after, &diff, error)) {
        return false;
    }
    if (diff.count > 0) {
        append_path(out, "---", "a", slice_of(path));
        append_path(out, "+++", "b", slice_of(path));
    }
    for (size_t i = 0; i < diff.count;) {
        struct group group = find_group(&diff, i, context, before->lines.count);
        append_group(out, &diff, group, before, after);
        i = group.last + 1;
    }
    diff_release(&diff);
    return !out->failed || error_no_memory(error);
}

bool diff_append_unified(struct bytes *out, const char *path, const struct source *before, const struct source *after,
                         size_t context, struct error *error)
{
    struct diff_side sides[2] = {{.text = source_bytes(before)}, {.text = source_bytes(after)}};
    bool done = line_index_make(&sides[0].lines, sides[0].text, LINE_INDEX_FEED) &&
                line_index_make(&sides[1].lines, sides[1].text, LINE_INDEX_FEED);
    done = done ? append_sides(out, path, &sides[0], &sides[1], context, error) : error_no_memory(error);
    line_index_release(&sides[0].lines);
    line_index_release(&sides[1].lines);
    return done;
}
