/* scan_open.c: what a line begins: containers, then at most one leaf. */
#include "outline/scan.h"

#include "outline/scan_mark.h"

/* Closes what the line does not go on with, because it opens something. */
static void close_rest(struct scan *scan, const struct scan_opening *opening)
{
    if (opening->new_container) {
        return;
    }
    if (scan->stack[opening->index].type == OUTLINE_LIST && scan->open == opening->index + 3) {
        scan_judge_early(scan, opening->index);
    }
    scan_close_to(scan, opening->index + 1);
}

static enum scan_opened open_quote(struct scan *scan, const struct scan_opening *opening, struct scan_line *line)
{
    if (scan_depth(scan, opening->index) + 1 > OUTLINE_DEPTH) {
        return SCAN_OPENED_NOTHING;
    }
    close_rest(scan, opening);
    if (scan_open(scan, OUTLINE_QUOTE, line) != NULL) {
        scan_line_skip_bytes(line, line->text + 1 - line->at);
        if (scan_is_blank(scan_line_byte(line, line->at))) {
            scan_line_skip_columns(line, 1);
        }
    }
    return SCAN_OPENED_CONTAINER;
}

static enum scan_opened open_heading(struct scan *scan, const struct scan_opening *opening, struct scan_line *line)
{
    unsigned level = scan_mark_heading(line);
    if (level == 0) {
        return SCAN_OPENED_NOTHING;
    }
    close_rest(scan, opening);
    struct scan_block *block = scan_open(scan, OUTLINE_HEADING, line);
    if (block != NULL) {
        struct outline_node *node = scan_node(scan, block->node);
        node->level = (uint8_t)level;
        scan_heading_text(line, &node->content.start, &node->content.end);
    }
    return SCAN_OPENED_LEAF;
}

static enum scan_opened open_fence(struct scan *scan, const struct scan_opening *opening, struct scan_line *line)
{
    size_t length = scan_mark_fence(line);
    if (length == 0) {
        return SCAN_OPENED_NOTHING;
    }
    close_rest(scan, opening);
    struct scan_block *block = scan_open(scan, OUTLINE_FENCE, line);
    if (block != NULL) {
        block->marker = line->data[line->text];
        block->length = length > UINT8_MAX ? UINT8_MAX : length;
        block->content_end = line->next;
        scan_node(scan, block->node)->marker = block->marker;
        scan_node(scan, block->node)->content = (struct span){.start = line->next, .end = line->next};
    }
    return SCAN_OPENED_LEAF;
}

static enum scan_opened open_html(struct scan *scan, const struct scan_opening *opening, struct scan_line *line)
{
    unsigned kind = scan_mark_html(line, scan->stack[opening->index].type == OUTLINE_PARAGRAPH);
    if (kind == 0) {
        return SCAN_OPENED_NOTHING;
    }
    close_rest(scan, opening);
    struct scan_block *block = scan_open(scan, OUTLINE_HTML, line);
    if (block != NULL) {
        block->html = kind;
    }
    return SCAN_OPENED_LEAF;
}

static enum scan_opened open_break(struct scan *scan, const struct scan_opening *opening, struct scan_line *line)
{
    if (!scan_mark_break(line)) {
        return SCAN_OPENED_NOTHING;
    }
    close_rest(scan, opening);
    struct scan_block *block = scan_open(scan, OUTLINE_BREAK, line);
    if (block != NULL) {
        struct outline_node *node = scan_node(scan, block->node);
        node->content.end = scan_trim_end(line->data, node->content.start, line->end);
    }
    return SCAN_OPENED_LEAF;
}

/* Moves behind a list marker of `size` bytes; how far the item's text is indented behind the marker's start. */
static size_t skip_list_mark(struct scan_line *line, size_t size)
{
    scan_line_skip_bytes(line, line->text + size - line->at);
    struct scan_line behind = *line;
    while (line->column - behind.column <= SCAN_CODE_INDENT + 1 && scan_is_blank(scan_line_byte(line, line->at))) {
        scan_line_skip_columns(line, 1);
    }
    size_t blanks = line->column - behind.column;
    if (blanks >= 1 && blanks <= SCAN_CODE_INDENT && line->at < line->end) {
        return size + blanks;
    }
    /* Nothing but the marker, or indented code: the text begins one column behind it. */
    *line = behind;
    if (blanks > 0) {
        scan_line_skip_columns(line, 1);
    }
    return size + 1;
}

/* Whether only blanks stand before the line's text, which is where cmark-gfm looks for task boxes. */
static bool begins_line(const struct scan_line *line, size_t place)
{
    const char *data = line->data;
    while (place > line->start && scan_is_blank((unsigned char)data[place - 1])) {
        place--;
    }
    return place == line->start && (line->number > 1 || place == 0);
}

/* Finds the item's own text: behind its marker and its task box. Whether the box was taken off the line. */
static bool read_item_text(struct scan *scan, struct scan_block *item, struct scan_line *line, size_t marker)
{
    struct outline_node *node = scan_node(scan, item->node);
    scan_line_find_text(line);
    size_t start = line->text;
    bool taken = false;
    if (line->indent < SCAN_CODE_INDENT && scan_mark_box(line)) {
        node->box = line->data[start + 1] == ' ' ? OUTLINE_BOX_EMPTY : OUTLINE_BOX_TICKED;
        node->box_span = (struct span){.start = start + 1, .end = start + 2};
        start = scan_skip_spaces(line, start + 3);
        /* The box is no part of the paragraph, but cmark-gfm sees it only in the line's first item. */
        taken = begins_line(line, marker);
        if (taken) {
            scan_line_skip_bytes(line, line->text + 3 - line->at);
        }
    }
    node->content = (struct span){.start = start, .end = scan_trim_end(line->data, start, line->end)};
    return taken;
}

static enum scan_opened open_item(struct scan *scan, const struct scan_opening *opening, struct scan_line *line)
{
    const struct scan_block *around = &scan->stack[opening->index];
    struct scan_list_mark mark;
    if (!scan_mark_list(line, around->type == OUTLINE_PARAGRAPH, &mark)) {
        return SCAN_OPENED_NOTHING;
    }
    const struct outline_node *list = around->type == OUTLINE_LIST ? scan_node(scan, around->node) : NULL;
    bool goes_on = list != NULL && list->ordered == mark.ordered && list->marker == mark.marker;
    if (!goes_on && scan_depth(scan, list == NULL ? opening->index : opening->index - 1) + 2 > OUTLINE_DEPTH) {
        return SCAN_OPENED_NOTHING;
    }
    size_t marker = line->text;
    size_t indent = line->indent;
    if (goes_on) {
        scan_close_to(scan, opening->index + 1);
    } else {
        close_rest(scan, opening);
        struct scan_block *block = scan_open(scan, OUTLINE_LIST, line);
        if (block == NULL) {
            return SCAN_OPENED_CONTAINER;
        }
        scan_node(scan, block->node)->ordered = mark.ordered;
        scan_node(scan, block->node)->marker = mark.marker;
    }
    struct scan_block *item = scan_open(scan, OUTLINE_ITEM, line);
    if (item != NULL) {
        struct outline_node *node = scan_node(scan, item->node);
        node->ordered = mark.ordered;
        node->marker = mark.marker;
        node->number = mark.number;
        item->indent = indent + skip_list_mark(line, mark.size);
        return read_item_text(scan, item, line, marker) ? SCAN_OPENED_TASK : SCAN_OPENED_CONTAINER;
    }
    return SCAN_OPENED_CONTAINER;
}

static enum scan_opened open_code(struct scan *scan, const struct scan_opening *opening, struct scan_line *line)
{
    close_rest(scan, opening);
    scan_open(scan, OUTLINE_CODE, line);
    scan_line_skip_columns(line, SCAN_CODE_INDENT);
    return SCAN_OPENED_LEAF;
}

/* The line as the underline of the open paragraph's heading or table. */
static enum scan_opened open_from_paragraph(struct scan *scan, struct scan_line *line)
{
    unsigned level = scan_mark_underline(line);
    if (level != 0) {
        if (scan_paragraph_underline(scan, line, level)) {
            scan_close_to(scan, scan->open - 1);
        }
        return SCAN_OPENED_LEAF;
    }
    return SCAN_OPENED_NOTHING;
}

static enum scan_opened open_table(struct scan *scan, struct scan_line *line)
{
    size_t columns = scan_mark_delimiter(line);
    return columns != 0 && scan_paragraph_table(scan, line, columns) ? SCAN_OPENED_LEAF : SCAN_OPENED_NOTHING;
}

/* A row of the open table, which goes on. */
static enum scan_opened open_row(struct scan *scan, const struct scan_line *line)
{
    scan_add_node(scan, OUTLINE_ROW, line);
    return SCAN_OPENED_LEAF;
}

/* What the text, indented less than code, begins; dispatched on its first byte. */
static enum scan_opened open_mark(struct scan *scan, const struct scan_opening *opening, struct scan_line *line)
{
    uint8_t around = scan->stack[opening->index].type;
    bool in_paragraph = around == OUTLINE_PARAGRAPH;
    enum scan_opened opened = SCAN_OPENED_NOTHING;
    unsigned char first = scan_line_byte(line, line->text);
    switch (first) {
    case '>':
        opened = open_quote(scan, opening, line);
        break;
    case '#':
        opened = open_heading(scan, opening, line);
        break;
    case '`':
    case '~':
        opened = open_fence(scan, opening, line);
        break;
    case '<':
        opened = open_html(scan, opening, line);
        break;
    case '=':
        opened = in_paragraph ? open_from_paragraph(scan, line) : SCAN_OPENED_NOTHING;
        break;
    case '-':
    case '*':
    case '_':
        opened = in_paragraph && first == '-' ? open_from_paragraph(scan, line) : SCAN_OPENED_NOTHING;
        opened = opened == SCAN_OPENED_NOTHING ? open_break(scan, opening, line) : opened;
        opened = opened == SCAN_OPENED_NOTHING ? open_item(scan, opening, line) : opened;
        break;
    case '+':
        opened = open_item(scan, opening, line);
        break;
    default:
        if (scan_is_digit(first)) {
            opened = open_item(scan, opening, line);
        }
        break;
    }
    if (opened == SCAN_OPENED_NOTHING && in_paragraph &&
        (first == '|' || first == '-' || first == ':' || first == '\v' || first == '\f')) {
        opened = open_table(scan, line);
    }
    if (opened == SCAN_OPENED_NOTHING && around == OUTLINE_TABLE && !line->blank) {
        opened = open_row(scan, line);
    }
    return opened;
}

enum scan_opened scan_open_blocks(struct scan *scan, struct scan_opening *opening, struct scan_line *line)
{
    enum scan_opened last = SCAN_OPENED_NOTHING;
    for (;;) {
        uint8_t around = scan->stack[opening->index].type;
        if (around == OUTLINE_FENCE || around == OUTLINE_CODE || around == OUTLINE_HTML) {
            return last;
        }
        scan_line_find_text(line);
        enum scan_opened opened = SCAN_OPENED_NOTHING;
        if (line->indent < SCAN_CODE_INDENT) {
            opened = open_mark(scan, opening, line);
        } else if (!opening->maybe_lazy && !line->blank) {
            opened = open_code(scan, opening, line);
        }
        if (opened == SCAN_OPENED_NOTHING || scan->failed) {
            return last;
        }
        last = opened;
        opening->index = scan->open - 1;
        if (opened != SCAN_OPENED_CONTAINER) {
            return last;
        }
        opening->new_container = true;
        opening->maybe_lazy = false;
    }
}
