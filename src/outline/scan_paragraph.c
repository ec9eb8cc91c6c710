/* scan_paragraph.c: the open paragraph. */
#include "outline/scan.h"

#include "base/memory.h"
#include "outline/scan_definition.h"

/* Keeps the line's text as definitions are read from it: without its container's marks, `\n` at its end. */
static bool keep_line(struct scan_paragraph *paragraph, const struct scan_line *line, bool lazy)
{
    if (!memory_grow(&paragraph->kept, &paragraph->kept_capacity, paragraph->lines + 1, sizeof *paragraph->kept) ||
        !memory_grow(&paragraph->kept_at, &paragraph->kept_at_capacity, paragraph->lines + 1,
                     sizeof *paragraph->kept_at)) {
        return false;
    }
    paragraph->kept[paragraph->lines] = paragraph->last;
    paragraph->kept_at[paragraph->lines] = paragraph->text.size;
    size_t from = paragraph->last.text;
    if (lazy && line->in_tab) {
        bytes_append_byte(&paragraph->text, ' ');
        from++;
    }
    bytes_append(&paragraph->text, slice_make(line->data + from, line->end - from));
    return bytes_append_byte(&paragraph->text, '\n');
}

static void begin(struct scan_paragraph *paragraph, bool bracket)
{
    paragraph->lines = 0;
    paragraph->bracket = bracket;
    bytes_clear(&paragraph->text);
}

void scan_paragraph_begin(struct scan *scan, const struct scan_line *line)
{
    begin(&scan->paragraph, scan_line_byte(line, line->text) == '[');
    scan_paragraph_add(scan, line, false);
}

void scan_paragraph_add(struct scan *scan, const struct scan_line *line, bool lazy)
{
    struct scan_paragraph *paragraph = &scan->paragraph;
    paragraph->before_end = paragraph->last.end;
    paragraph->before_next = paragraph->last.next;
    paragraph->last = (struct scan_text_line){
        .number = line->number,
        .start = line->start,
        .text = lazy ? line->at : line->text,
        .end = line->end,
        .next = line->next,
    };
    if (paragraph->bracket && !keep_line(paragraph, line, lazy)) {
        scan->failed = true;
        return;
    }
    paragraph->lines++;
}

static void set_end(struct scan *scan, struct outline_node *node, size_t end, size_t next)
{
    const char *data = source_bytes(scan->outline->source).data;
    node->content.end = end < node->content.start ? node->content.start : scan_trim_end(data, node->content.start, end);
    node->span.end = next;
}

/* The kept line that begins at `at` of the kept text; paragraph->lines where that is its end. */
static size_t kept_line(const struct scan_paragraph *paragraph, size_t at)
{
    size_t low = 0;
    size_t high = paragraph->lines;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (paragraph->kept_at[middle] < at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool scan_paragraph_define(struct scan *scan)
{
    struct scan_paragraph *paragraph = &scan->paragraph;
    size_t taken = paragraph->bracket ? scan_definitions(bytes_slice(&paragraph->text)) : 0;
    paragraph->bracket = false;
    if (taken == 0) {
        return true;
    }
    size_t lines = kept_line(paragraph, taken);
    struct scan_block *block = scan_top(scan);
    struct outline_node *node = scan_node(scan, block->node);
    node->type = OUTLINE_DEFINITION;
    set_end(scan, node, paragraph->kept[lines - 1].end, paragraph->kept[lines - 1].next);
    struct scan_block *parent = block - 1;
    parent->last_block = block->before;
    if (lines == paragraph->lines) {
        return false;
    }
    const struct scan_text_line *first = &paragraph->kept[lines];
    struct scan_line line = {
        .number = first->number, .start = first->start, .text = first->text, .end = first->end, .next = first->next};
    line.data = source_bytes(scan->outline->source).data;
    line.text = scan_skip_spaces(&line, line.text);
    scan->open--;
    uint32_t index = scan_add_node(scan, OUTLINE_PARAGRAPH, &line);
    scan->open++;
    block->node = index == 0 ? block->node : index;
    return true;
}

bool scan_paragraph_underline(struct scan *scan, const struct scan_line *line, unsigned level)
{
    struct scan_paragraph *paragraph = &scan->paragraph;
    struct scan_block *block = scan_top(scan);
    if (scan_paragraph_define(scan)) {
        struct outline_node *node = scan_node(scan, block->node);
        node->type = OUTLINE_HEADING;
        node->level = (uint8_t)level;
        node->marker = level == 1 ? '=' : '-';
        set_end(scan, node, paragraph->last.end, line->next);
        block->type = OUTLINE_HEADING;
        return true;
    }
    /* The definitions are done with; their block goes on as a paragraph that begins here. */
    scan->open--;
    uint32_t index = scan_add_node(scan, OUTLINE_PARAGRAPH, line);
    scan->open++;
    if (index != 0) {
        block->node = index;
        begin(paragraph, false);
        scan_paragraph_add(scan, line, false);
    }
    return false;
}

bool scan_paragraph_table(struct scan *scan, const struct scan_line *line, size_t columns)
{
    struct scan_paragraph *paragraph = &scan->paragraph;
    struct scan_block *block = scan_top(scan);
    const struct scan_text_line *header = &paragraph->last;
    if (columns > SCAN_MOST_CELLS || scan_count_cells(line->data, header->text, header->end) != columns) {
        return false;
    }
    struct scan_line first = {
        .number = header->number, .start = header->start, .text = header->text, .end = header->end,
        .next = header->next};
    if (paragraph->lines > 1) {
        set_end(scan, scan_node(scan, block->node), paragraph->before_end, paragraph->before_next);
        scan->open--;
        uint32_t index = scan_add_node(scan, OUTLINE_TABLE, &first);
        scan->open++;
        if (index == 0) {
            return true;
        }
        block->node = index;
    }
    scan_node(scan, block->node)->type = OUTLINE_TABLE;
    scan_node(scan, block->node)->columns = (uint32_t)columns;
    block->type = OUTLINE_TABLE;
    uint32_t row = scan_add_node(scan, OUTLINE_ROW, &first);
    if (row != 0) {
        scan_node(scan, row)->header = true;
    }
    block->end = line->next;
    return true;
}

void scan_paragraph_close(struct scan *scan)
{
    struct scan_paragraph *paragraph = &scan->paragraph;
    if (scan_paragraph_define(scan)) {
        struct scan_block *block = scan_top(scan);
        set_end(scan, scan_node(scan, block->node), paragraph->last.end, paragraph->last.next);
    }
}
