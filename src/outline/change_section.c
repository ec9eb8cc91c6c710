/* Sections: put in and taken out. */
#include "outline/change_parts.h"

enum { MOST_LEVEL = 6 };

/* The last line with content before `line`; 0 where there is none. */
static size_t content_before(const struct outline *outline, size_t line)
{
    const struct source *source = outline_source(outline);
    while (line > 1) {
        line--;
        struct slice text = source_slice(source, source_line_text(source, line));
        if (line == 1 && slice_starts(text, slice_of("\xEF\xBB\xBF"))) {
            text = slice_part(text, 3, text.size);
        }
        if (slice_trim(text).size > 0) {
            return line;
        }
    }
    return 0;
}

/* The first line behind the section of `heading` (0: behind the document). */
static size_t line_behind(const struct outline *outline, uint32_t heading)
{
    uint32_t end = heading == 0 ? 0 : outline_section_end(outline, heading);
    return end == 0 ? source_line_count(outline_source(outline)) + 1 : outline_node(outline, end)->line;
}

/* Whether the next line would join a paragraph above it: the heading there is underlined. */
static bool joins(const struct outline *outline, uint32_t next)
{
    return next != 0 && outline_node(outline, next)->type == OUTLINE_HEADING &&
           outline_node(outline, next)->marker != 0;
}

/* Whether what stands last before line `behind` takes in everything below it: a fence or comment that nothing
 * closes. */
static bool is_open(const struct outline *outline, size_t behind)
{
    const struct source *source = outline_source(outline);
    if (behind <= source_line_count(source)) {
        return false;
    }
    uint32_t last = 0;
    for (uint32_t at = outline_node(outline, 0)->child; at != 0; at = outline_node(outline, at)->next) {
        last = at;
    }
    const struct outline_node *node = outline_node(outline, last);
    if (last != 0 && node->type == OUTLINE_HTML) {
        struct slice text = slice_trim(outline_text(outline, last));
        return text.size > 0 && text.data[text.size - 1] != '>' && slice_starts(text, slice_of("<!--"));
    }
    return last != 0 && node->type == OUTLINE_FENCE && node->content.end == node->span.end;
}

static bool append_section(struct bytes *bytes, unsigned level, struct slice heading, struct slice body,
                           struct slice ending, struct error *error)
{
    bool fits = false;
    if (!change_append_heading(level, heading, true, &fits, bytes, error)) {
        return false;
    }
    if (!fits) {
        return error_set(error, ERROR_USAGE, "\"%.*s\" cannot be written as a heading; word it differently",
                         SLICE_PRINT(heading));
    }
    if (body.size > 0) {
        bytes_append(bytes, ending);
        bytes_append(bytes, ending);
        change_append_lines(body, ending, slice_of(""), bytes);
    }
    return !bytes->failed || error_no_memory(error);
}

/* Puts the section behind `line` (0: at the beginning). */
static bool insert_section(const struct outline *outline, size_t line, struct bytes *section, struct slice ending,
                           struct edits *edits, struct error *error)
{
    struct bytes bytes;
    bytes_init(&bytes);
    if (line > 0) {
        bytes_append(&bytes, ending);
    }
    bytes_append(&bytes, bytes_slice(section));
    bool done = !bytes.failed && !section->failed;
    if (!done) {
        error_no_memory(error);
    } else if (line > 0) {
        done = change_insert_behind(outline, line, bytes_slice(&bytes), edits, error);
    } else {
        struct slice all = source_bytes(outline_source(outline));
        size_t start = slice_starts(all, slice_of("\xEF\xBB\xBF")) ? 3 : 0;
        bytes_append(&bytes, ending);
        done = bytes.failed ? error_no_memory(error)
                            : edits_add(edits, (struct span){.start = start, .end = start}, bytes_slice(&bytes), error);
    }
    bytes_release(&bytes);
    return done;
}

bool change_add_section(const struct outline *outline, uint32_t after, unsigned level, struct slice heading,
                        struct slice body, struct edits *edits, struct error *error)
{
    const struct source *source = outline_source(outline);
    if (after >= outline_count(outline) || (after != 0 && outline_node(outline, after)->type != OUTLINE_HEADING)) {
        return error_set(error, ERROR_BUG, "a section was to be added behind what is none");
    }
    struct slice trimmed;
    if (!change_value(outline, heading, &trimmed, error)) {
        return false;
    }
    if (level < 1 || level > MOST_LEVEL || trimmed.size == 0) {
        return error_set(error, ERROR_USAGE, "a section needs a heading of level 1 to %d", MOST_LEVEL);
    }
    size_t behind = line_behind(outline, after);
    if (is_open(outline, behind)) {
        return error_set_at(error, ERROR_USAGE, source_name(source), behind - 1,
                            "the code or comment above is not closed; close it first");
    }
    while (body.size > 0 && (body.data[body.size - 1] == '\n' || body.data[body.size - 1] == '\r')) {
        body.size--;
    }
    size_t line = content_before(outline, behind);
    struct slice ending = change_ending(outline, line == 0 ? 1 : line);
    struct bytes section;
    bytes_init(&section);
    bool done = append_section(&section, level, trimmed, body, ending, error);
    bool touches = line > 0 && line + 1 == behind;
    if (touches && body.size > 0 && after != 0 && joins(outline, outline_section_end(outline, after))) {
        bytes_append(&section, ending);
    }
    done = done && insert_section(outline, line, &section, ending, edits, error);
    bytes_release(&section);
    return done;
}

bool change_remove_section(const struct outline *outline, uint32_t heading, struct edits *edits, struct error *error)
{
    const struct source *source = outline_source(outline);
    if (heading == 0 || heading >= outline_count(outline) || outline_node(outline, heading)->type != OUTLINE_HEADING ||
        outline_node(outline, heading)->parent != 0) {
        return error_set(error, ERROR_BUG, "a section was to be removed where there is none");
    }
    size_t first = outline_node(outline, heading)->line;
    size_t behind = line_behind(outline, heading);
    size_t last = content_before(outline, behind);
    size_t before = content_before(outline, first);
    size_t start = before == 0 ? first : before + 1;
    bool touches = before > 0 && last + 1 == behind;
    if (touches && joins(outline, outline_section_end(outline, heading))) {
        /* Only the lines' content goes: the blank line that is left keeps apart what stands around it. */
        struct span span = {.start = source_line(source, start).start, .end = source_line_text(source, last).end};
        return edits_add(edits, span, slice_of(""), error);
    }
    if (before == 0 && first == 1 && slice_starts(source_bytes(source), slice_of("\xEF\xBB\xBF"))) {
        return edits_add(edits, (struct span){.start = 3, .end = source_line(source, last).end}, slice_of(""), error);
    }
    return change_remove_lines(outline, start, last, edits, error);
}
