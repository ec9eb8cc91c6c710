/* scan_block.c: the stack of open blocks, and what blank lines mean for lists.
 *
 * A list is loose where a blank line stands between its items, or between the blocks of one of them. As cmark does,
 * each block keeps whether the last line that concerned it was blank (BLANK); a closed list or item asks its last
 * child instead (ENDS_BLANK), if it has one (FILLED).
 */
#include "outline/scan.h"

enum { BLANK = 1, ENDS_BLANK = 2, FILLED = 4 };

static bool is_container(uint8_t type)
{
    return type == OUTLINE_DOCUMENT || type == OUTLINE_QUOTE || type == OUTLINE_LIST || type == OUTLINE_ITEM;
}

void scan_close_for(struct scan *scan, enum outline_type type)
{
    for (;;) {
        uint8_t top = scan_top(scan)->type;
        bool holds = top == OUTLINE_LIST ? type == OUTLINE_ITEM : top == OUTLINE_TABLE ? type == OUTLINE_ROW
                                                                                       : is_container(top);
        if (holds) {
            return;
        }
        scan_close_to(scan, scan->open - 1);
    }
}

struct scan_block *scan_open(struct scan *scan, enum outline_type type, const struct scan_line *line)
{
    scan_close_for(scan, type);
    struct scan_block *parent = scan_top(scan);
    uint32_t before = parent->last_block;
    if (type == OUTLINE_ITEM) {
        /* Blank lines before an item count only now that there is a further item. */
        parent->loose = parent->loose || (before != 0 && (scan_node(scan, before)->blanks & (BLANK | ENDS_BLANK)) != 0);
    }
    uint32_t node = scan_add_node(scan, type, line);
    if (node == 0) {
        return NULL;
    }
    struct scan_block *block = &scan->stack[scan->open++];
    *block = (struct scan_block){
        .type = (uint8_t)type, .node = node, .before = before, .end = line->next, .content_end = line->end};
    return block;
}

/* Whether a block among the item's blocks but the last one ends with a blank line. */
static bool blank_between(struct scan *scan, uint32_t item, uint32_t last)
{
    for (uint32_t child = scan_node(scan, item)->child; child != last && child != 0;
         child = scan_node(scan, child)->next) {
        if (scan_node(scan, child)->type != OUTLINE_DEFINITION && (scan_node(scan, child)->blanks & ENDS_BLANK) != 0) {
            return true;
        }
    }
    return false;
}

static void close_top(struct scan *scan)
{
    struct scan_block *block = scan_top(scan);
    if (block->type == OUTLINE_PARAGRAPH) {
        scan_paragraph_close(scan);
    }
    struct outline_node *node = scan_node(scan, block->node);
    bool nested = block->type == OUTLINE_LIST || block->type == OUTLINE_ITEM;
    bool ends_blank = block->blank;
    if (nested && block->last_block != 0) {
        ends_blank = (scan_node(scan, block->last_block)->blanks & ENDS_BLANK) != 0;
    }
    node->blanks = (uint8_t)((block->blank ? BLANK : 0) | (ends_blank ? ENDS_BLANK : 0) |
                             (nested && block->last_block != 0 ? FILLED : 0));
    if (block->type == OUTLINE_ITEM) {
        struct scan_block *list = block - 1;
        list->loose = list->loose || blank_between(scan, block->node, block->last_block);
    } else if (block->type == OUTLINE_LIST) {
        node->tight = !block->loose;
    }
    if (block->type != OUTLINE_PARAGRAPH && block->type != OUTLINE_HEADING) {
        node->span.end = block->end;
    }
    if (block->type == OUTLINE_QUOTE || block->type == OUTLINE_LIST || block->type == OUTLINE_TABLE) {
        node->content = node->span;
    } else if (block->type == OUTLINE_FENCE || block->type == OUTLINE_CODE || block->type == OUTLINE_HTML) {
        node->content.end = block->content_end;
    }
    size_t end = node->span.end;
    scan->open--;
    if (scan_top(scan)->end < end) {
        scan_top(scan)->end = end;
    }
}

void scan_close_to(struct scan *scan, size_t open)
{
    while (scan->open > open) {
        close_top(scan);
    }
}

size_t scan_depth(const struct scan *scan, size_t index)
{
    while (index > 0 && !is_container(scan->stack[index].type)) {
        index--;
    }
    return index;
}

void scan_note_blank(struct scan *scan, size_t index, bool blank)
{
    scan->stack[index].blank = blank;
    for (size_t i = 0; i < index; i++) {
        scan->stack[i].blank = false;
    }
}

/* cmark-gfm judges a list that ends where another block begins before it finds that the last paragraph in it was all
 * definitions, which then still counts. What it asked once it does not ask its children again. */
void scan_judge_early(struct scan *scan, size_t index)
{
    struct scan_block *list = &scan->stack[index];
    uint32_t before = list[2].before;
    list->loose = list->loose || blank_between(scan, list[1].node, before);
    if (before != 0 && !list->loose) {
        struct outline_node *node = scan_node(scan, before);
        list->loose = (node->blanks & ENDS_BLANK) != 0;
        node->blanks &= (uint8_t)((node->blanks & BLANK) != 0 ? 0xFF : ~ENDS_BLANK);
    }
}

void scan_note_blank_behind(struct scan *scan, size_t index)
{
    uint32_t last = scan->stack[index].last_block;
    if (last != 0) {
        bool filled = (scan_node(scan, last)->blanks & FILLED) != 0;
        scan_node(scan, last)->blanks |= (uint8_t)(filled ? BLANK : BLANK | ENDS_BLANK);
    }
}
