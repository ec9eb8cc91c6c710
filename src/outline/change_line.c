/* Whole lines: put in and taken out. */
#include "outline/change_parts.h"

static const struct source *source_of(const struct outline *outline)
{
    return outline_source(outline);
}

static bool is_blank_byte(char byte)
{
    return byte == ' ' || byte == '\t';
}

struct slice change_ending(const struct outline *outline, size_t line)
{
    struct span whole = source_line(source_of(outline), line);
    struct span text = source_line_text(source_of(outline), line);
    if (text.end == whole.end) {
        return source_line_ending(source_of(outline));
    }
    return source_slice(source_of(outline), (struct span){.start = text.end, .end = whole.end});
}

bool change_is_blank(const struct outline *outline, size_t line)
{
    if (line == 0 || line > source_line_count(source_of(outline))) {
        return false;
    }
    struct slice text = source_slice(source_of(outline), source_line_text(source_of(outline), line));
    for (size_t i = 0; i < text.size; i++) {
        if (!is_blank_byte(text.data[i]) && text.data[i] != '>') {
            return false;
        }
    }
    return true;
}

size_t change_last_line(const struct outline *outline, struct span lines)
{
    return source_line_at(source_of(outline), lines.end > lines.start ? lines.end - 1 : lines.start);
}

bool change_insert_behind(const struct outline *outline, size_t line, struct slice lines, struct edits *edits,
                          struct error *error)
{
    struct span whole = source_line(source_of(outline), line);
    struct span text = source_line_text(source_of(outline), line);
    struct slice ending = change_ending(outline, line);
    struct bytes bytes;
    bytes_init(&bytes);
    if (text.end == whole.end) {
        bytes_append(&bytes, ending);
        bytes_append(&bytes, lines);
    } else {
        bytes_append(&bytes, lines);
        bytes_append(&bytes, ending);
    }
    return change_replace_bytes(outline, (struct span){.start = whole.end, .end = whole.end}, &bytes, edits, error);
}

/* Lines `first` to `last` as a span to take out. */
static struct span lines_span(const struct outline *outline, size_t first, size_t last)
{
    struct span span = {.start = source_line(source_of(outline), first).start,
                        .end = source_line(source_of(outline), last).end};
    bool ends = source_line_text(source_of(outline), last).end < span.end;
    if (!ends && first > 1) {
        span.start = source_line_text(source_of(outline), first - 1).end;
    }
    return span;
}

bool change_remove_lines(const struct outline *outline, size_t first, size_t last, struct edits *edits,
                         struct error *error)
{
    return edits_add(edits, lines_span(outline, first, last), slice_of(""), error);
}

uint32_t change_node_at(const struct outline *outline, size_t line)
{
    uint32_t low = 0;
    uint32_t high = outline_count(outline);
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (outline_node(outline, middle)->line <= line) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low > 0 ? low - 1 : 0;
}

/* Whether what begins in `line` would be read differently right below a paragraph: `---` would make a heading of it,
 * and a list can only begin there with 1. */
static bool needs_blank(const struct outline *outline, size_t line)
{
    for (uint32_t at = change_node_at(outline, line); at != 0 && outline_node(outline, at)->line == line;
         at = outline_node(outline, at)->parent) {
        const struct outline_node *node = outline_node(outline, at);
        if (node->type == OUTLINE_BREAK) {
            return source_bytes(source_of(outline)).data[node->content.start] == '-';
        }
        if (node->type == OUTLINE_LIST && node->ordered) {
            return outline_node(outline, node->child)->number != 1;
        }
        if (node->type == OUTLINE_HEADING) {
            return node->marker != 0;
        }
    }
    return false;
}

bool change_stays_apart(const struct outline *outline, size_t line, struct error *error)
{
    bool joins = false;
    for (uint32_t at = change_node_at(outline, line); at != 0 && outline_node(outline, at)->line == line;
         at = outline_node(outline, at)->parent) {
        const struct outline_node *node = outline_node(outline, at);
        /* A mark of its own begins the line: only what stands outermost in it counts. */
        joins = node->type == OUTLINE_PARAGRAPH || node->type == OUTLINE_TABLE || node->type == OUTLINE_CODE ||
                node->type == OUTLINE_ROW || node->type == OUTLINE_DEFINITION ||
                (node->type == OUTLINE_HEADING && node->marker != 0);
    }
    return !joins || error_set_at(error, ERROR_USAGE, source_name(source_of(outline)), line,
                                  "the text below would join it; put a blank line between first");
}

size_t change_behind_quotes(const struct outline *outline, size_t line)
{
    const char *data = source_bytes(source_of(outline)).data;
    struct span text = source_line_text(source_of(outline), line);
    size_t behind = text.start;
    for (size_t at = text.start; at < text.end && (is_blank_byte(data[at]) || data[at] == '>'); at++) {
        behind = data[at] == '>' ? at + 1 : behind;
    }
    return behind;
}

static bool is_quoted(const struct outline *outline, size_t line)
{
    return change_behind_quotes(outline, line) > source_line(source_of(outline), line).start;
}

/* Whether the lines stand between two quotes, which would become one without them. */
static bool joins_quotes(const struct outline *outline, size_t first, size_t last)
{
    return !is_quoted(outline, first) && is_quoted(outline, first - 1) && is_quoted(outline, last + 1);
}

bool change_remove_block(const struct outline *outline, size_t first, size_t last, struct edits *edits,
                         struct error *error)
{
    size_t lines = source_line_count(source_of(outline));
    bool blank_before = first > 1 && change_is_blank(outline, first - 1);
    bool blank_behind = last < lines && change_is_blank(outline, last + 1);
    if ((blank_before || first == 1) && blank_behind) {
        size_t end = last + 1;
        while (end < lines && change_is_blank(outline, end + 1)) {
            end++;
        }
        if (end < lines) {
            return change_remove_lines(outline, first, end, edits, error);
        }
    }
    if (blank_before && (last == lines || blank_behind)) {
        size_t start = first - 1;
        while (start > 1 && change_is_blank(outline, start - 1)) {
            start--;
        }
        return change_remove_lines(outline, start, last, edits, error);
    }
    bool touches = first > 1 && !blank_before && last < lines && !blank_behind;
    if (touches && (needs_blank(outline, last + 1) || joins_quotes(outline, first, last))) {
        struct span span = {.start = change_behind_quotes(outline, first),
                            .end = source_line_text(source_of(outline), last).end};
        return edits_add(edits, span, slice_of(""), error);
    }
    return change_remove_lines(outline, first, last, edits, error);
}

bool change_append_prefix(const struct outline *outline, size_t start, struct bytes *bytes)
{
    size_t line = source_line_at(source_of(outline), start);
    struct span span = {.start = source_line(source_of(outline), line).start, .end = start};
    struct slice text = source_slice(source_of(outline), span);
    /* A byte order mark is no part of the first line's text. */
    if (span.start == 0 && slice_starts(text, slice_of("\xEF\xBB\xBF"))) {
        text = slice_part(text, 3, text.size);
    }
    for (size_t i = 0; i < text.size; i++) {
        bytes_append_byte(bytes, text.data[i] == '>' || text.data[i] == '\t' ? text.data[i] : ' ');
    }
    return !bytes->failed;
}

bool change_append_lines(struct slice text, struct slice ending, struct slice prefix, struct bytes *bytes)
{
    size_t start = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] != '\n' && text.data[i] != '\r') {
            continue;
        }
        bytes_append(bytes, slice_part(text, start, i));
        i += text.data[i] == '\r' && i + 1 < text.size && text.data[i + 1] == '\n' ? 1 : 0;
        start = i + 1;
        bytes_append(bytes, ending);
        bool blank = start >= text.size || text.data[start] == '\n' || text.data[start] == '\r';
        struct slice lead = prefix;
        while (blank && lead.size > 0 && is_blank_byte(lead.data[lead.size - 1])) {
            lead.size--;
        }
        bytes_append(bytes, lead);
    }
    return bytes_append(bytes, slice_part(text, start, text.size));
}
