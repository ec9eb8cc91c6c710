/* outline.c: reading a scanned outline. */
#include "outline/outline.h"

#include "base/memory.h"
#include "outline/scan.h"

void outline_free(struct outline *outline)
{
    if (outline != NULL) {
        memory_free(outline->nodes);
        memory_free(outline->sections);
        memory_free(outline);
    }
}

const struct source *outline_source(const struct outline *outline)
{
    return outline->source;
}

uint32_t outline_count(const struct outline *outline)
{
    return (uint32_t)outline->count;
}

const struct outline_node *outline_node(const struct outline *outline, uint32_t index)
{
    return &outline->nodes[index];
}

uint32_t outline_next(const struct outline *outline, uint32_t root, uint32_t index)
{
    const struct outline_node *nodes = outline->nodes;
    if (nodes[index].child != 0) {
        return nodes[index].child;
    }
    while (index != root && index != 0) {
        if (nodes[index].next != 0) {
            return nodes[index].next;
        }
        index = nodes[index].parent;
    }
    return 0;
}

struct slice outline_text(const struct outline *outline, uint32_t index)
{
    return source_slice(outline->source, outline->nodes[index].content);
}

struct slice outline_fence_info(const struct outline *outline, uint32_t fence)
{
    const struct outline_node *node = &outline->nodes[fence];
    struct slice text = source_slice(outline->source, source_line_text(outline->source, node->line));
    /* Behind the first run of the marker: what containers stand before it is made of other bytes. */
    size_t start = slice_find(text, slice_of(node->marker == '~' ? "~~~" : "```"), 0);
    if (node->type != OUTLINE_FENCE || start == SLICE_NONE) {
        return slice_make(text.data, 0);
    }
    while (start < text.size && text.data[start] == node->marker) {
        start++;
    }
    while (start < text.size && scan_is_space((unsigned char)text.data[start])) {
        start++;
    }
    return slice_part(text, start, scan_trim_end(text.data, start, text.size));
}
