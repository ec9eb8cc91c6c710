/* Values in a line, headings, and lines as they stand. */
#include "outline/change_parts.h"

static bool is_blank_byte(char byte)
{
    return byte == ' ' || byte == '\t';
}

/* A backslash at the end of a line with a further line of text below is a hard line break and no part of a value. */
static bool would_break(const struct outline *outline, struct span span, struct slice value)
{
    const struct source *source = outline_source(outline);
    size_t line = source_line_at(source, span.end);
    struct span text = source_line_text(source, line);
    size_t slashes = 0;
    while (slashes < value.size && value.data[value.size - slashes - 1] == '\\') {
        slashes++;
    }
    struct slice behind = source_slice(source, (struct span){.start = span.end, .end = text.end});
    return slashes % 2 == 1 && slice_trim(behind).size == 0 && line < source_line_count(source) &&
           !change_is_blank(outline, line + 1);
}

bool change_set_span(const struct outline *outline, struct span span, struct slice value, struct edits *edits,
                     struct error *error)
{
    const struct source *source = outline_source(outline);
    struct slice trimmed;
    if (span.start > span.end || span.end > source_bytes(source).size) {
        return error_set(error, ERROR_BUG, "a value was to be changed outside the document");
    }
    if (!change_value(outline, value, &trimmed, error)) {
        return false;
    }
    if (would_break(outline, span, trimmed)) {
        return error_set_at(error, ERROR_USAGE, source_name(source), source_line_at(source, span.start),
                            "a backslash at the end of this line would be a line break; write something behind it");
    }
    struct bytes bytes;
    bytes_init(&bytes);
    if (span.start == span.end && trimmed.size > 0 && span.start > 0) {
        char before = source_bytes(source).data[span.start - 1];
        if (before == ':' || before == '*' || before == '_') {
            bytes_append_byte(&bytes, ' ');
        }
    }
    bytes_append(&bytes, trimmed);
    return change_replace_bytes(outline, span, &bytes, edits, error);
}

/* ---- headings ---- */

static void append_marks(struct bytes *bytes, unsigned level)
{
    for (unsigned i = 0; i < level; i++) {
        bytes_append_byte(bytes, '#');
    }
}

bool change_append_heading(unsigned level, struct slice text, bool marks, bool *fits, struct bytes *bytes,
                           struct error *error)
{
    struct bytes line;
    bytes_init(&line);
    bool done = true;
    *fits = false;
    for (int closed = 0; closed < 2 && done && !*fits; closed++) {
        bytes_clear(&line);
        append_marks(&line, level);
        bytes_append_byte(&line, ' ');
        bytes_append(&line, text);
        if (closed == 1) {
            bytes_append_byte(&line, ' ');
            append_marks(&line, level);
        }
        done = (!line.failed || error_no_memory(error)) &&
               change_is_heading(bytes_slice(&line), level, text, fits, error);
    }
    bytes_append(bytes, slice_part(bytes_slice(&line), marks ? 0 : level + 1, line.size));
    bytes_release(&line);
    return done && (!bytes->failed || error_no_memory(error));
}

/* Where only the text is to change, the closing marks that stand there do. */
static bool append_new_text(const struct outline_node *node, bool closed, struct slice text, bool *fits,
                            struct bytes *bytes, struct error *error)
{
    if (node->marker == 0) {
        if (!closed) {
            return change_append_heading(node->level, text, false, fits, bytes, error);
        }
        *fits = true;
        bytes_append(bytes, text);
        return true;
    }
    struct bytes line;
    bytes_init(&line);
    bytes_append(&line, text);
    bytes_append_text(&line, node->marker == '=' ? "\n===" : "\n---");
    bool done = (!line.failed || error_no_memory(error)) &&
                change_is_heading(bytes_slice(&line), node->level, text, fits, error);
    bytes_append(bytes, text);
    bytes_release(&line);
    return done;
}

bool change_set_heading(const struct outline *outline, uint32_t heading, struct slice text, struct edits *edits,
                        struct error *error)
{
    const struct source *source = outline_source(outline);
    if (heading == 0 || heading >= outline_count(outline) || outline_node(outline, heading)->type != OUTLINE_HEADING) {
        return error_set(error, ERROR_BUG, "a heading was to be changed where there is none");
    }
    const struct outline_node *node = outline_node(outline, heading);
    struct slice trimmed;
    if (!change_value(outline, text, &trimmed, error)) {
        return false;
    }
    struct span line = source_line_text(source, source_line_at(source, node->content.end));
    struct slice behind = source_slice(source, (struct span){.start = node->content.end, .end = line.end});
    struct bytes bytes;
    bytes_init(&bytes);
    char before = node->content.start == 0 ? ' ' : source_bytes(source).data[node->content.start - 1];
    if (node->content.start == node->content.end && !is_blank_byte(before)) {
        bytes_append_byte(&bytes, ' ');
    }
    bool fits = false;
    if (trimmed.size > 0 && !append_new_text(node, slice_trim(behind).size > 0, trimmed, &fits, &bytes, error)) {
        bytes_release(&bytes);
        return false;
    }
    if (!fits) {
        bytes_release(&bytes);
        return error_set_at(error, ERROR_USAGE, source_name(source), node->line,
                            "\"%.*s\" cannot be written as this heading; word it differently", SLICE_PRINT(trimmed));
    }
    return change_replace_bytes(outline, node->content, &bytes, edits, error);
}

/* ---- lines ---- */

/* Where the text of a line begins behind the marks of its containers. `*lead` is where it would begin in a further
 * line of the same block: an item's box is text there. */
static size_t text_start(const struct outline *outline, size_t line, size_t *lead)
{
    const struct source *source = outline_source(outline);
    const char *data = source_bytes(source).data;
    struct span text = source_line_text(source, line);
    size_t start = text.start;
    *lead = start;
    bool inside = false;
    for (uint32_t at = change_node_at(outline, line); at != 0; at = outline_node(outline, at)->parent) {
        const struct outline_node *node = outline_node(outline, at);
        bool covers = node->span.end > text.start;
        inside = inside || (covers && (node->type == OUTLINE_QUOTE || node->type == OUTLINE_ITEM));
        if (covers && node->type == OUTLINE_ITEM && node->line == line && node->content.start > start) {
            start = node->content.start;
            *lead = node->box == OUTLINE_BOX_NONE ? start : node->box_span.start - 1;
        }
    }
    size_t marks = start;
    while (inside && start < text.end && (is_blank_byte(data[start]) || data[start] == '>')) {
        start++;
    }
    *lead += start - marks;
    return start;
}

static bool lines_there(const struct outline *outline, size_t first, size_t last, struct error *error)
{
    size_t count = source_line_count(outline_source(outline));
    if (first >= 1 && first <= last && last <= count) {
        return true;
    }
    return error_set_at(error, ERROR_NOT_FOUND, source_name(outline_source(outline)), 0,
                        "there are no lines %zu to %zu; the document has %zu", first, last, count);
}

bool change_append_text(const struct outline *outline, size_t first, size_t last, struct bytes *bytes)
{
    const struct source *source = outline_source(outline);
    for (size_t line = first; line <= last && line <= source_line_count(source); line++) {
        if (line > first) {
            bytes_append_byte(bytes, '\n');
        }
        size_t lead;
        struct span text = {.start = text_start(outline, line, &lead), .end = source_line_text(source, line).end};
        bytes_append(bytes, source_slice(source, text));
    }
    return !bytes->failed;
}

bool change_set_lines(const struct outline *outline, size_t first, size_t last, struct slice text,
                      struct edits *edits, struct error *error)
{
    const struct source *source = outline_source(outline);
    if (!lines_there(outline, first, last, error)) {
        return false;
    }
    while (text.size > 0 && (text.data[text.size - 1] == '\n' || text.data[text.size - 1] == '\r')) {
        text.size--;
    }
    if (text.size == 0) {
        return change_remove_block(outline, first, last, edits, error);
    }
    size_t lead;
    size_t start = text_start(outline, first, &lead);
    struct bytes prefix;
    struct bytes bytes;
    bytes_init(&prefix);
    bytes_init(&bytes);
    bool done = change_append_prefix(outline, lead, &prefix) &&
                change_append_lines(text, change_ending(outline, first), bytes_slice(&prefix), &bytes);
    struct span span = {.start = start, .end = source_line_text(source, last).end};
    done = (done || error_no_memory(error)) && change_replace(outline, span, bytes_slice(&bytes), edits, error);
    bytes_release(&prefix);
    bytes_release(&bytes);
    return done;
}
