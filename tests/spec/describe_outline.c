#include "describe.h"

#include "outline/outline.h"

#include <ctype.h>
#include <stdlib.h>

/* The lines that `span` touches. */
static size_t line_count(const struct source *source, struct span span)
{
    return span.start >= span.end ? 0
                                  : source_line_at(source, span.end - 1) - source_line_at(source, span.start) + 1;
}

/* Where definitions stood at the beginning of its text, cmark-gfm lets a paragraph begin with them. */
static size_t first_line(const struct outline *outline, uint32_t index, uint32_t before)
{
    const struct outline_node *node = outline_node(outline, index);
    const struct outline_node *previous = outline_node(outline, before);
    bool text = node->type == OUTLINE_PARAGRAPH || (node->type == OUTLINE_HEADING && node->marker != 0);
    if (before != 0 && text && previous->type == OUTLINE_DEFINITION && previous->span.end == node->span.start) {
        return previous->line;
    }
    return node->line;
}

static void describe_cells(struct bytes *out, const struct outline *outline, uint32_t row, size_t columns)
{
    struct outline_cell *cells = calloc(columns + 1, sizeof *cells);
    size_t count = cells == NULL ? 0 : outline_cells(outline, row, cells, columns);
    for (size_t i = 0; i < columns; i++) {
        struct slice text = i < count ? source_slice(outline_source(outline), cells[i].text) : (struct slice){0};
        bytes_append_text(out, " {");
        for (size_t k = 0; k < text.size; k++) {
            if (text.data[k] != '\\' || k + 1 >= text.size || text.data[k + 1] != '|') {
                bytes_append_byte(out, text.data[k]);
            }
        }
        bytes_append_byte(out, '}');
    }
    free(cells);
}

/* The literal of a fence that stands in no container and is not indented: nothing is cut from its lines. */
static void describe_literal(struct bytes *out, const struct outline *outline, uint32_t index)
{
    const struct source *source = outline_source(outline);
    const struct outline_node *node = outline_node(outline, index);
    bool plain = node->parent == 0 && source_bytes(source).data[node->span.start] == node->marker;
    if (!plain) {
        return;
    }
    bytes_append_text(out, " literal {");
    size_t first = source_line_at(source, node->content.start);
    for (size_t i = 0; i < line_count(source, node->content); i++) {
        bytes_append(out, source_slice(source, source_line_text(source, first + i)));
        bytes_append_byte(out, '/');
    }
    bytes_append_byte(out, '}');
}

static void describe_node(struct bytes *out, const struct outline *outline, uint32_t index, uint32_t before)
{
    const struct source *source = outline_source(outline);
    const struct outline_node *node = outline_node(outline, index);
    size_t line = first_line(outline, index, before);
    size_t last = source_line_at(source, node->span.end - 1);
    const struct outline_node *next = outline_node(outline, node->next);
    switch (node->type) {
    case OUTLINE_HEADING:
        bytes_append_format(out, "heading %u @%zu\n", node->level, line);
        break;
    case OUTLINE_PARAGRAPH:
        /* What stands before a table in one paragraph is given no lines by cmark-gfm. */
        if (node->next != 0 && next->type == OUTLINE_TABLE && next->span.start == node->span.end) {
            bytes_append_text(out, "paragraph @0\n");
        } else {
            bytes_append_format(out, "paragraph to %zu @%zu\n", last, line);
        }
        break;
    case OUTLINE_TABLE:
        bytes_append_format(out, "table %u\n", node->columns);
        break;
    case OUTLINE_ROW: {
        uint32_t columns = outline_node(outline, node->parent)->columns;
        bytes_append_format(out, "row%s", node->header ? " header" : "");
        describe_cells(out, outline, index, columns);
        /* A header's line is that of the paragraph which became the table. */
        bytes_append_format(out, " @%zu\n", node->header ? 0 : line);
        break;
    }
    case OUTLINE_LIST:
        bytes_append_format(out, "list %s %u %s @%zu\n",
                            !node->ordered        ? "bullet"
                            : node->marker == '.' ? "period"
                                                  : "parenthesis",
                            outline_node(outline, node->child)->number, node->tight ? "tight" : "loose", line);
        break;
    case OUTLINE_ITEM: {
        /* cmark-gfm sees boxes only in the first item of a line. */
        struct slice text = source_slice(source, source_line_text(source, line));
        struct slice head = slice_part(text, 0, node->box_span.start - source_line(source, line).start);
        bool first = node->box != OUTLINE_BOX_NONE;
        size_t marks = 0;
        for (size_t i = 0; first && i + 1 < head.size; i++) {
            bool blank = head.data[i] == ' ' || head.data[i] == '\t';
            marks += !blank && (i == 0 || head.data[i - 1] == ' ' || head.data[i - 1] == '\t');
        }
        first = first && marks == 1 && memchr(head.data, '>', head.size) == NULL && (unsigned char)head.data[0] < 0x80;
        bool ticked = node->box == OUTLINE_BOX_TICKED;
        bytes_append_format(out, "item%s%s @%zu\n", first ? " box" : "", first && ticked ? " ticked" : "", line);
        break;
    }
    case OUTLINE_QUOTE:
        bytes_append_format(out, "quote @%zu\n", line);
        break;
    case OUTLINE_FENCE: {
        struct slice info = outline_fence_info(outline, index);
        bytes_append_format(out, "fence lines %zu info {", line_count(source, node->content));
        for (size_t i = 0; i < info.size; i++) {
            bool escape = info.data[i] == '\\' && i + 1 < info.size && ispunct((unsigned char)info.data[i + 1]);
            i += escape ? 1 : 0;
            bytes_append_byte(out, info.data[i]);
        }
        bytes_append_byte(out, '}');
        describe_literal(out, outline, index);
        bytes_append_format(out, " @%zu\n", line);
        break;
    }
    case OUTLINE_CODE:
        bytes_append_format(out, "code lines %zu @%zu\n", line_count(source, node->span), line);
        break;
    case OUTLINE_HTML:
        bytes_append_format(out, "html lines %zu @%zu\n", line_count(source, node->span), line);
        break;
    case OUTLINE_BREAK:
        bytes_append_format(out, "break @%zu\n", line);
        break;
    default:
        bytes_append_format(out, "unknown %u @%zu\n", node->type, line);
        break;
    }
}

bool describe_outline(struct bytes *out, struct slice document, bool *deep)
{
    struct source *source = source_copy("document", document, NULL);
    struct outline *outline = source == NULL ? NULL : outline_scan(source, NULL);
    *deep = false;
    if (outline != NULL) {
        size_t depth = 0;
        uint32_t before = 0; /* the last sibling */
        for (uint32_t index = outline_next(outline, 0, 0); index != 0;) {
            const struct outline_node *node = outline_node(outline, index);
            if (node->type != OUTLINE_DEFINITION && node->type != OUTLINE_FRONT_MATTER) {
                bytes_append_format(out, "%zu ", depth);
                describe_node(out, outline, index, before);
            }
            *deep = *deep || depth + 3 > OUTLINE_DEPTH;
            if (node->child != 0) {
                index = node->child;
                before = 0;
                depth++;
                continue;
            }
            while (index != 0 && outline_node(outline, index)->next == 0) {
                index = outline_node(outline, index)->parent;
                depth -= index != 0 ? 1 : 0;
            }
            before = index;
            index = index == 0 ? 0 : outline_node(outline, index)->next;
        }
    }
    bool done = outline != NULL && !out->failed;
    outline_free(outline);
    source_release(source);
    return done;
}
