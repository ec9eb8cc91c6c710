/* test_outline_support.h: a scanned document for a test, and its shape as text. */
#ifndef WORKBOARD_TESTS_OUTLINE_SUPPORT_H
#define WORKBOARD_TESTS_OUTLINE_SUPPORT_H

#include "test_support.h"

#include "outline/outline.h"

struct scanned {
    struct source *source;
    struct outline *outline;
};

static inline struct scanned test_scan_of(struct slice text)
{
    struct error error;
    error_clear(&error);
    struct scanned scanned = {.source = test_source_of("test.md", text)};
    scanned.outline = outline_scan(scanned.source, &error);
    assert_done(scanned.outline != NULL, error);
    return scanned;
}

#define test_scan(literal) test_scan_of(TEST_SLICE(literal))

static inline void test_scan_release(struct scanned *scanned)
{
    outline_free(scanned->outline);
    source_release(scanned->source);
}

static inline size_t test_depth(const struct outline *outline, uint32_t index)
{
    size_t depth = 0;
    for (uint32_t at = outline_node(outline, index)->parent; at != 0; at = outline_node(outline, at)->parent) {
        depth++;
    }
    return depth;
}

/* The `count`th node (from 0) of a type, or 0. */
static inline uint32_t test_find(const struct outline *outline, enum outline_type type, size_t count)
{
    for (uint32_t index = outline_next(outline, 0, 0); index != 0; index = outline_next(outline, 0, index)) {
        if (outline_node(outline, index)->type == type && count-- == 0) {
            return index;
        }
    }
    return 0;
}

/* One line for each node: two blanks for each container around it, LINE TYPE attributes {content}; line endings in the
 * content as `/`. Lists and tables say only what is their own. */
static inline void test_describe(const struct outline *outline, struct bytes *out)
{
    static const char *const names[] = {"document", "front", "heading", "paragraph", "table", "row",  "list",
                                        "item",     "quote", "fence",   "code",      "html",  "break", "definition"};
    for (uint32_t index = outline_next(outline, 0, 0); index != 0; index = outline_next(outline, 0, index)) {
        const struct outline_node *node = outline_node(outline, index);
        for (size_t depth = test_depth(outline, index); depth > 0; depth--) {
            bytes_append_text(out, "  ");
        }
        bytes_append_format(out, "%zu %s", node->line, names[node->type]);
        if (node->type == OUTLINE_HEADING) {
            bytes_append_format(out, " %u", node->level);
        } else if (node->type == OUTLINE_LIST) {
            bytes_append_format(out, " %c%s\n", node->marker, node->tight ? "" : " loose");
            continue;
        } else if (node->type == OUTLINE_ITEM && node->ordered) {
            bytes_append_format(out, " %u", node->number);
        } else if (node->type == OUTLINE_TABLE) {
            bytes_append_format(out, " %u\n", node->columns);
            continue;
        } else if (node->type == OUTLINE_QUOTE) {
            bytes_append_text(out, "\n");
            continue;
        }
        if (node->box != OUTLINE_BOX_NONE) {
            bytes_append_text(out, node->box == OUTLINE_BOX_TICKED ? " [x]" : " [ ]");
        }
        bytes_append_text(out, " {");
        struct slice text = outline_text(outline, index);
        for (size_t i = 0; i < text.size; i++) {
            bytes_append_byte(out, text.data[i] == '\n' ? '/' : text.data[i]);
        }
        bytes_append_text(out, "}\n");
    }
    assert_false(out->failed);
}

static inline void test_shape_at(struct slice text, const char *wanted, const char *file, int line)
{
    struct scanned scanned = test_scan_of(text);
    struct bytes got;
    bytes_init(&got);
    bytes_append_text(&got, "");
    test_describe(scanned.outline, &got);
    test_same_bytes_at(bytes_slice(&got), slice_of(wanted), file, line);
    bytes_release(&got);
    test_scan_release(&scanned);
}

/* Fails where the document of a literal has another shape. */
#define assert_shape(literal, wanted) test_shape_at(TEST_SLICE(literal), (wanted), __FILE__, __LINE__)

#endif
