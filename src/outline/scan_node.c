/* scan_node.c: nodes of the outline that is built. */
#include "outline/scan.h"

#include "base/memory.h"

uint32_t scan_add_node(struct scan *scan, enum outline_type type, const struct scan_line *line)
{
    struct outline *outline = scan->outline;
    if (outline->count >= UINT32_MAX ||
        !memory_grow(&outline->nodes, &outline->capacity, outline->count + 1, sizeof *outline->nodes)) {
        scan->failed = true;
        return 0;
    }
    uint32_t index = (uint32_t)outline->count++;
    struct scan_block *parent = scan_top(scan);
    outline->nodes[index] = (struct outline_node){
        .type = (uint8_t)type,
        .parent = parent->node,
        .line = line->number,
        .span = {.start = line->start, .end = line->next},
        .content = {.start = line->text, .end = line->end},
    };
    if (parent->last_child == 0) {
        outline->nodes[parent->node].child = index;
    } else {
        outline->nodes[parent->last_child].next = index;
    }
    parent->last_child = index;
    if (type != OUTLINE_DEFINITION) {
        parent->last_block = index;
    }
    parent->end = line->next;
    return index;
}
