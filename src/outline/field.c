#include "outline/field.h"

#include "outline/scan_line.h"
#include "text/utf8.h"

enum { LONGEST_NAME = 60, MOST_WORDS = 6, LONGEST_EMPHASIS = 3 };

/* Letters and digits of any script: among other characters, blocks of punctuation, symbols and emoji are none. */
static bool is_letter_or_digit(unsigned long code)
{
    if (code < 0x80) {
        return scan_is_letter((unsigned char)code) || scan_is_digit((unsigned char)code);
    }
    return !(code < 0xC0 && code != 0xAA && code != 0xB5 && code != 0xBA) && code != 0xD7 && code != 0xF7 &&
           !(code >= 0x2000 && code <= 0x2BFF) && !(code >= 0x2E00 && code <= 0x2E7F) &&
           !(code >= 0x3000 && code <= 0x3004) && !(code >= 0x3008 && code <= 0x3020) &&
           !(code >= 0xE000 && code <= 0xF8FF) && !(code >= 0xFE00 && code <= 0xFE6F) &&
           !(code >= 0xFF00 && code <= 0xFF0F) && !(code >= 0xFFF0 && code <= 0xFFFF) &&
           !(code >= 0x1F000 && code <= 0x1FAFF);
}

static bool is_name(struct slice name)
{
    if (name.size == 0 || name.size > LONGEST_NAME || memchr(name.data, '`', name.size) != NULL) {
        return false;
    }
    size_t at = 0;
    if (!is_letter_or_digit(utf8_decode(name, &at))) {
        return false;
    }
    size_t words = 1;
    for (size_t i = 1; i < name.size; i++) {
        words += !scan_is_blank((unsigned char)name.data[i]) && scan_is_blank((unsigned char)name.data[i - 1]);
    }
    return words <= MOST_WORDS && !scan_is_blank((unsigned char)name.data[name.size - 1]);
}

static size_t run_of(struct slice text, size_t at, char byte)
{
    size_t end = at;
    while (end < text.size && text.data[end] == byte) {
        end++;
    }
    return end - at;
}

/* Where the name and what stands behind it begin and end in a line; false where it is no field. */
struct parts {
    size_t name_start, name_end;
    size_t behind; /* the colon and the emphasis around it */
};

static bool read_parts(struct slice text, struct parts *parts)
{
    size_t start = 0;
    while (start < text.size && scan_is_blank((unsigned char)text.data[start])) {
        start++;
    }
    char mark = start < text.size && (text.data[start] == '*' || text.data[start] == '_') ? text.data[start] : '\0';
    size_t marks = mark == '\0' ? 0 : run_of(text, start, mark);
    size_t name = start + marks;
    if (marks > LONGEST_EMPHASIS) {
        return false;
    }
    /* A name is short: no line is read further than that. */
    size_t bound = name + LONGEST_NAME + 1 + marks;
    struct slice head = slice_part(text, 0, bound < text.size ? bound : text.size);
    size_t colon = slice_find(head, slice_of(":"), name);
    if (colon == SLICE_NONE) {
        return false;
    }
    parts->name_start = name;
    parts->name_end = colon;
    parts->behind = colon + 1;
    if (marks > 0 && run_of(text, colon + 1, mark) == marks) {
        parts->behind += marks;
    } else if (marks > 0) {
        if (colon < name + marks + 1 || run_of(text, colon - marks, mark) != marks) {
            return false;
        }
        parts->name_end -= marks;
    }
    bool ends = parts->behind >= text.size || scan_is_blank((unsigned char)text.data[parts->behind]);
    return ends && is_name(slice_part(text, parts->name_start, parts->name_end));
}

/* A backslash at the end of a line is a hard break where a further line follows (`more`). */
static size_t without_break(struct slice text, size_t start, bool more)
{
    size_t end = scan_trim_end(text.data, start, text.size);
    size_t slashes = 0;
    while (end == text.size && end - slashes > start && text.data[end - slashes - 1] == '\\') {
        slashes++;
    }
    return more && slashes % 2 == 1 ? scan_trim_end(text.data, start, end - 1) : end;
}

static bool read_field(const struct source *source, struct span span, bool more, struct outline_field *field)
{
    struct slice text = source_slice(source, span);
    struct parts parts;
    if (!read_parts(text, &parts)) {
        return false;
    }
    size_t start = parts.behind;
    while (start < text.size && scan_is_blank((unsigned char)text.data[start])) {
        start++;
    }
    size_t end = without_break(text, start, more);
    if (end <= start) {
        /* No value: it would stand behind the one blank. */
        start = parts.behind + (parts.behind < text.size && scan_is_blank((unsigned char)text.data[parts.behind]));
        end = start;
    }
    *field = (struct outline_field){
        .name = {.start = span.start + parts.name_start, .end = span.start + parts.name_end},
        .value = {.start = span.start + start, .end = span.start + end},
        .line = source_line_at(source, span.start),
    };
    return true;
}

bool outline_field_read(const struct source *source, struct span span, struct outline_field *field)
{
    return read_field(source, span, true, field);
}

/* The lines of a node in which fields may stand. */
struct field_lines {
    size_t first, last; /* line numbers; none where last < first */
    size_t start;       /* where the first line's text begins */
    size_t end;         /* where the last one's ends */
    size_t quotes;      /* how many `>` may stand before a further line */
    bool front;         /* front matter: indented lines belong to the value above */
};

static void lines_of_paragraph(const struct outline *outline, uint32_t index, struct field_lines *lines)
{
    const struct outline_node *node = outline_node(outline, index);
    const struct outline_node *item = outline_node(outline, node->parent);
    lines->first = node->line;
    lines->last = source_line_at(outline_source(outline), node->span.end - 1);
    lines->start = node->content.start;
    lines->end = node->content.end;
    if (item->type == OUTLINE_ITEM && item->box != OUTLINE_BOX_NONE && item->line == node->line) {
        lines->start = item->content.start;
    }
    for (uint32_t around = node->parent; around != 0; around = outline_node(outline, around)->parent) {
        lines->quotes += outline_node(outline, around)->type == OUTLINE_QUOTE;
    }
}

static struct field_lines lines_of(const struct outline *outline, uint32_t index)
{
    struct field_lines lines = {.first = 1};
    const struct outline_node *node = outline_node(outline, index);
    const struct source *source = outline_source(outline);
    uint32_t paragraph = node->child;
    switch (node->type) {
    case OUTLINE_PARAGRAPH:
        lines_of_paragraph(outline, index, &lines);
        break;
    case OUTLINE_ITEM:
        while (paragraph != 0 && outline_node(outline, paragraph)->type == OUTLINE_DEFINITION) {
            paragraph = outline_node(outline, paragraph)->next;
        }
        if (paragraph != 0 && outline_node(outline, paragraph)->type == OUTLINE_PARAGRAPH) {
            lines_of_paragraph(outline, paragraph, &lines);
        }
        break;
    case OUTLINE_HEADING:
        lines.first = node->line;
        lines.last = node->line;
        lines.start = node->content.start;
        lines.end = source_line_text(source, node->line).end;
        lines.end = lines.end < node->content.end ? lines.end : node->content.end;
        break;
    case OUTLINE_FRONT_MATTER:
        if (node->content.start < node->content.end) {
            lines.first = node->line + 1;
            lines.last = source_line_at(source, node->content.end - 1);
            lines.start = node->content.start;
            lines.end = node->content.end;
            lines.front = true;
        }
        break;
    default:
        break;
    }
    return lines;
}

/* The text of one of the lines, without its containers' marks. */
static struct span line_text(const struct source *source, const struct field_lines *lines, size_t line)
{
    struct span span = source_line_text(source, line);
    struct slice bytes = source_bytes(source);
    if (line == lines->first) {
        span.start = lines->start;
    } else if (!lines->front) {
        size_t quotes = 0;
        while (span.start < span.end) {
            char byte = bytes.data[span.start];
            if (!scan_is_blank((unsigned char)byte) && (byte != '>' || quotes >= lines->quotes)) {
                break;
            }
            quotes += byte == '>';
            span.start++;
        }
    }
    span.end = line == lines->last && lines->end < span.end ? lines->end : span.end;
    span.start = span.start < span.end ? span.start : span.end;
    return span;
}

bool outline_field_next(const struct outline *outline, uint32_t node, size_t *position, struct outline_field *field)
{
    const struct source *source = outline_source(outline);
    struct field_lines lines = lines_of(outline, node);
    while (lines.first + *position <= lines.last) {
        size_t line = lines.first + *position;
        struct span span = line_text(source, &lines, line);
        *position += 1;
        bool indented = lines.front && span.start < span.end &&
                        scan_is_blank((unsigned char)source_bytes(source).data[span.start]);
        if (!indented && read_field(source, span, line < lines.last && !lines.front, field)) {
            field->node = node;
            return true;
        }
    }
    return false;
}
