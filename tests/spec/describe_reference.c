#include "describe.h"

#include "text/source.h"
#include "text/utf8.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

/* Line endings in `text` without the blank lines at its end. */
static size_t line_count(const char *text, bool cut_blank)
{
    size_t count = 0;
    size_t full = 0;
    bool blank = true;
    for (const char *at = text; at != NULL && *at != '\0'; at++) {
        if (*at == '\n') {
            count++;
            full = blank ? full : count;
            blank = true;
        } else if (*at != ' ' && *at != '\t') {
            blank = false;
        }
    }
    return cut_blank ? full : count;
}

static void describe_fence(struct bytes *out, cmark_node *node)
{
    int length = 0;
    int offset = 0;
    char marker = '\0';
    const char *literal = cmark_node_get_literal(node);
    if (!cmark_node_get_fenced(node, &length, &offset, &marker)) {
        bytes_append_format(out, "code lines %zu", line_count(literal, true));
        return;
    }
    bytes_append_format(out, "fence lines %zu info {%s}", line_count(literal, false), cmark_node_get_fence_info(node));
    if (offset == 0 && cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_DOCUMENT) {
        bytes_append_text(out, " literal {");
        for (const char *at = literal; *at != '\0'; at++) {
            bytes_append_byte(out, *at == '\n' ? '/' : *at);
        }
        bytes_append_byte(out, '}');
    }
}

static void describe_row(struct bytes *out, cmark_node *node)
{
    bool header = cmark_gfm_extensions_get_table_row_is_header(node) != 0;
    bytes_append_format(out, "row%s", header ? " header" : "");
    for (cmark_node *cell = cmark_node_first_child(node); cell != NULL; cell = cmark_node_next(cell)) {
        /* The content of a cell that was added to a short row is not to be looked at. */
        bool filled = cmark_node_first_child(cell) != NULL;
        bytes_append_format(out, " {%s}", filled ? cmark_node_get_string_content(cell) : "");
    }
    bytes_append_format(out, " @%d\n", header ? 0 : cmark_node_get_start_line(node));
}

/* What stands in the task box of the item with which the line begins; 0 where there is none. cmark-gfm also gives a box
 * to an item in which such text comes later, in a lazy line or behind a form feed, eats the first bytes of it, and
 * decides anew on the tick: that is not looked at. Nor is its tick, which any `[x]` in the line makes. */
static char task_byte(const struct source *source, int line)
{
    struct slice text = source_slice(source, source_line_text(source, (size_t)line));
    size_t at = 0;
    while (at < text.size && strchr(" \t", text.data[at]) != NULL) {
        at++;
    }
    while (at < text.size && text.data[at] >= '0' && text.data[at] <= '9') {
        at++;
    }
    for (at++; at < text.size && (text.data[at] == ' ' || text.data[at] == '\t');) {
        at++;
    }
    struct slice box = slice_part(text, at, at + 3);
    bool fits = slice_equal(box, slice_of("[ ]")) || slice_equal_fold(box, slice_of("[x]"));
    return fits && at + 3 < text.size && strchr(" \t\v\f", text.data[at + 3]) != NULL ? box.data[1] : '\0';
}

/* False where the node's children are not to be described. */
static bool describe_node(struct bytes *out, const struct source *source, cmark_node *node)
{
    int line = cmark_node_get_start_line(node);
    cmark_node_type type = cmark_node_get_type(node);
    struct slice name = slice_of(cmark_node_get_type_string(node));
    bool inner = true;
    if (slice_equal(name, slice_of("table"))) {
        bytes_append_format(out, "table %u\n", cmark_gfm_extensions_get_table_columns(node));
        return true;
    }
    if (slice_equal(name, slice_of("table_row")) || slice_equal(name, slice_of("table_header"))) {
        describe_row(out, node);
        return false;
    }
    switch (type) {
    case CMARK_NODE_HEADING:
        bytes_append_format(out, "heading %d", cmark_node_get_heading_level(node));
        inner = false;
        break;
    case CMARK_NODE_PARAGRAPH:
        if (line == 0) {
            bytes_append_text(out, "paragraph");
        } else {
            bytes_append_format(out, "paragraph to %d", cmark_node_get_end_line(node));
        }
        inner = false;
        break;
    case CMARK_NODE_LIST:
        bytes_append_format(out, "list %s %d %s",
                            cmark_node_get_list_type(node) == CMARK_BULLET_LIST        ? "bullet"
                            : cmark_node_get_list_delim(node) == CMARK_PERIOD_DELIM ? "period"
                                                                                    : "parenthesis",
                            cmark_node_get_list_type(node) == CMARK_BULLET_LIST ? 0 : cmark_node_get_list_start(node),
                            cmark_node_get_list_tight(node) ? "tight" : "loose");
        break;
    case CMARK_NODE_ITEM: {
        bool box = slice_equal(name, slice_of("tasklist")) && task_byte(source, line) != 0;
        bool ticked = box && task_byte(source, line) != ' ';
        bytes_append_format(out, "item%s%s", box ? " box" : "", ticked ? " ticked" : "");
        break;
    }
    case CMARK_NODE_BLOCK_QUOTE:
        bytes_append_text(out, "quote");
        break;
    case CMARK_NODE_CODE_BLOCK:
        describe_fence(out, node);
        break;
    case CMARK_NODE_HTML_BLOCK:
        bytes_append_format(out, "html lines %zu", line_count(cmark_node_get_literal(node), true));
        break;
    case CMARK_NODE_THEMATIC_BREAK:
        bytes_append_text(out, "break");
        break;
    default:
        bytes_append_format(out, "unknown %s", cmark_node_get_type_string(node));
        break;
    }
    bytes_append_format(out, " @%d\n", line);
    return inner;
}

/* cmark-gfm knows no front matter: its lines are made blank, so that all others keep their numbers. */
static size_t blank_front_matter(struct slice document, struct bytes *blanks)
{
    size_t at = slice_starts(document, slice_of("\xEF\xBB\xBF")) ? 3 : 0;
    for (size_t line = 0; at < document.size; line++) {
        size_t end = at;
        while (end < document.size && document.data[end] != '\n' && document.data[end] != '\r') {
            end++;
        }
        struct slice text = slice_part(document, at, end);
        while (text.size > 0 && (text.data[text.size - 1] == ' ' || text.data[text.size - 1] == '\t')) {
            text.size--;
        }
        size_t next = end;
        next += next < document.size && document.data[next] == '\r' ? 1 : 0;
        next += next < document.size && document.data[next] == '\n' && (next > end || document.data[end] == '\n');
        bytes_append_byte(blanks, '\n');
        bool mark = slice_equal(text, slice_of("---"));
        if (line == 0 && !mark) {
            break;
        }
        if (line > 0 && (mark || slice_equal(text, slice_of("...")))) {
            return next;
        }
        at = next;
    }
    bytes_clear(blanks);
    return 0;
}

/* Invalid UTF-8 ends a cell for cmark-gfm, and where it is asked to replace it, it swallows valid bytes too: it is
 * given the document with U+FFFD in all such places. */
static struct source *valid_source(struct slice document)
{
    struct bytes valid;
    bytes_init(&valid);
    utf8_append_valid(&valid, document);
    return source_take("document", &valid, NULL);
}

bool describe_reference(struct bytes *out, struct slice given)
{
    struct source *source = valid_source(given);
    if (source == NULL) {
        return false;
    }
    struct slice document = source_bytes(source);
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("tasklist"));
    struct bytes blanks;
    bytes_init(&blanks);
    size_t from = blank_front_matter(document, &blanks);
    if (from > 0) {
        cmark_parser_feed(parser, blanks.data, blanks.size);
    }
    cmark_parser_feed(parser, document.data + from, document.size - from);
    bytes_release(&blanks);
    cmark_node *root = cmark_parser_finish(parser);
    size_t depth = 0;
    for (cmark_node *node = cmark_node_first_child(root); node != NULL;) {
        bytes_append_format(out, "%zu ", depth);
        bool inner = describe_node(out, source, node);
        if (inner && cmark_node_first_child(node) != NULL) {
            node = cmark_node_first_child(node);
            depth++;
            continue;
        }
        while (node != root && cmark_node_next(node) == NULL) {
            node = cmark_node_parent(node);
            depth--;
        }
        node = node == root ? NULL : cmark_node_next(node);
    }
    cmark_node_free(root);
    cmark_parser_free(parser);
    source_release(source);
    return !out->failed;
}
