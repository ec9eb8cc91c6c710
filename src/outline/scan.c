/* scan.c: reads a document line by line into an outline.
 *
 * For each line: first the open blocks are asked, from the outermost, whether the line goes on with them; then it is
 * looked at for what it begins; what is left of it is text of the innermost block. This is CommonMark's own strategy
 * ("A parsing strategy" in its specification). Each step looks at few bytes, and the text itself is not read.
 */
#include "outline/scan.h"

#include "base/memory.h"
#include "outline/scan_mark.h"

static const size_t largest_document = 4000000000U;

/* ---- does the line go on with what is open? ---- */

static bool matches_item(const struct scan_block *block, struct scan_line *line)
{
    if (line->indent >= block->indent) {
        scan_line_skip_columns(line, block->indent);
        return true;
    }
    /* An item may begin with one blank line, not with two. */
    if (line->blank && block->last_block != 0) {
        scan_line_skip_bytes(line, line->text - line->at);
        return true;
    }
    return false;
}

static bool matches_quote(struct scan_line *line)
{
    if (line->indent >= SCAN_CODE_INDENT || scan_line_byte(line, line->text) != '>') {
        return false;
    }
    scan_line_skip_columns(line, line->indent + 1);
    if (scan_is_blank(scan_line_byte(line, line->at))) {
        scan_line_skip_columns(line, 1);
    }
    return true;
}

static bool matches_code(struct scan_line *line)
{
    if (line->indent >= SCAN_CODE_INDENT) {
        scan_line_skip_columns(line, SCAN_CODE_INDENT);
        return true;
    }
    return line->blank;
}

static bool matches_block(const struct scan_block *block, struct scan_line *line)
{
    scan_line_find_text(line);
    switch (block->type) {
    case OUTLINE_ITEM:
        return matches_item(block, line);
    case OUTLINE_QUOTE:
        return matches_quote(line);
    case OUTLINE_CODE:
        return matches_code(line);
    case OUTLINE_PARAGRAPH:
        return !line->blank;
    case OUTLINE_TABLE:
        return !line->blank && scan_is_row(line->data, line->text, line->end);
    case OUTLINE_HTML:
        return block->html < 6 || !line->blank;
    default: /* a list, a fence, a thematic break */
        return true;
    }
}

/* Whether `line` closes the open fence `block`. */
static bool closes_fence(const struct scan_block *block, const struct scan_line *line)
{
    return block->type == OUTLINE_FENCE && line->indent < SCAN_CODE_INDENT &&
           scan_mark_fence_end(line, block->marker, block->length);
}

/* ---- what does it begin? ---- */

enum opened {
    OPENED_NOTHING,
    OPENED_CONTAINER,
    OPENED_TASK, /* an item with a box: what follows is text */
    OPENED_LEAF
};

/* Where opening stands: the innermost block that the line goes on with, or that it has opened. */
struct opening {
    size_t index;       /* of that block in the stack */
    bool new_container; /* the line has opened it */
    bool maybe_lazy;    /* the line may be a lazy continuation of the open paragraph */
};

/* Closes what the line does not go on with, because it opens something. */
static void close_rest(struct scan *scan, const struct opening *opening)
{
    if (opening->new_container) {
        return;
    }
    if (scan->stack[opening->index].type == OUTLINE_LIST && scan->open == opening->index + 3) {
        scan_judge_early(scan, opening->index);
    }
    scan_close_to(scan, opening->index + 1);
}

static enum opened open_quote(struct scan *scan, const struct opening *opening, struct scan_line *line)
{
    if (scan_depth(scan, opening->index) + 1 > OUTLINE_DEPTH) {
        return OPENED_NOTHING;
    }
    close_rest(scan, opening);
    if (scan_open(scan, OUTLINE_QUOTE, line) != NULL) {
        scan_line_skip_bytes(line, line->text + 1 - line->at);
        if (scan_is_blank(scan_line_byte(line, line->at))) {
            scan_line_skip_columns(line, 1);
        }
    }
    return OPENED_CONTAINER;
}

static enum opened open_heading(struct scan *scan, const struct opening *opening, struct scan_line *line)
{
    unsigned level = scan_mark_heading(line);
    if (level == 0) {
        return OPENED_NOTHING;
    }
    close_rest(scan, opening);
    struct scan_block *block = scan_open(scan, OUTLINE_HEADING, line);
    if (block != NULL) {
        struct outline_node *node = scan_node(scan, block->node);
        node->level = (uint8_t)level;
        scan_heading_text(line, &node->content.start, &node->content.end);
    }
    return OPENED_LEAF;
}

static enum opened open_fence(struct scan *scan, const struct opening *opening, struct scan_line *line)
{
    size_t length = scan_mark_fence(line);
    if (length == 0) {
        return OPENED_NOTHING;
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
    return OPENED_LEAF;
}

static enum opened open_html(struct scan *scan, const struct opening *opening, struct scan_line *line)
{
    unsigned kind = scan_mark_html(line, scan->stack[opening->index].type == OUTLINE_PARAGRAPH);
    if (kind == 0) {
        return OPENED_NOTHING;
    }
    close_rest(scan, opening);
    struct scan_block *block = scan_open(scan, OUTLINE_HTML, line);
    if (block != NULL) {
        block->html = kind;
    }
    return OPENED_LEAF;
}

static enum opened open_break(struct scan *scan, const struct opening *opening, struct scan_line *line)
{
    if (!scan_mark_break(line)) {
        return OPENED_NOTHING;
    }
    close_rest(scan, opening);
    struct scan_block *block = scan_open(scan, OUTLINE_BREAK, line);
    if (block != NULL) {
        struct outline_node *node = scan_node(scan, block->node);
        node->content.end = scan_trim_end(line->data, node->content.start, line->end);
    }
    return OPENED_LEAF;
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

static enum opened open_item(struct scan *scan, const struct opening *opening, struct scan_line *line)
{
    const struct scan_block *around = &scan->stack[opening->index];
    struct scan_list_mark mark;
    if (!scan_mark_list(line, around->type == OUTLINE_PARAGRAPH, &mark)) {
        return OPENED_NOTHING;
    }
    const struct outline_node *list = around->type == OUTLINE_LIST ? scan_node(scan, around->node) : NULL;
    bool goes_on = list != NULL && list->ordered == mark.ordered && list->marker == mark.marker;
    if (!goes_on && scan_depth(scan, list == NULL ? opening->index : opening->index - 1) + 2 > OUTLINE_DEPTH) {
        return OPENED_NOTHING;
    }
    size_t marker = line->text;
    size_t indent = line->indent;
    if (goes_on) {
        scan_close_to(scan, opening->index + 1);
    } else {
        close_rest(scan, opening);
        struct scan_block *block = scan_open(scan, OUTLINE_LIST, line);
        if (block == NULL) {
            return OPENED_CONTAINER;
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
        return read_item_text(scan, item, line, marker) ? OPENED_TASK : OPENED_CONTAINER;
    }
    return OPENED_CONTAINER;
}

static enum opened open_code(struct scan *scan, const struct opening *opening, struct scan_line *line)
{
    close_rest(scan, opening);
    scan_open(scan, OUTLINE_CODE, line);
    scan_line_skip_columns(line, SCAN_CODE_INDENT);
    return OPENED_LEAF;
}

/* The line as the underline of the open paragraph's heading or table. */
static enum opened open_from_paragraph(struct scan *scan, struct scan_line *line)
{
    unsigned level = scan_mark_underline(line);
    if (level != 0) {
        scan_paragraph_underline(scan, line, level);
        return OPENED_LEAF;
    }
    return OPENED_NOTHING;
}

static enum opened open_table(struct scan *scan, struct scan_line *line)
{
    size_t columns = scan_mark_delimiter(line);
    return columns != 0 && scan_paragraph_table(scan, line, columns) ? OPENED_LEAF : OPENED_NOTHING;
}

/* A row of the open table, which goes on. */
static enum opened open_row(struct scan *scan, const struct scan_line *line)
{
    scan_add_node(scan, OUTLINE_ROW, line);
    return OPENED_LEAF;
}

/* What the text, indented less than code, begins; dispatched on its first byte. */
static enum opened open_mark(struct scan *scan, const struct opening *opening, struct scan_line *line)
{
    uint8_t around = scan->stack[opening->index].type;
    bool in_paragraph = around == OUTLINE_PARAGRAPH;
    enum opened opened = OPENED_NOTHING;
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
        opened = in_paragraph ? open_from_paragraph(scan, line) : OPENED_NOTHING;
        break;
    case '-':
    case '*':
    case '_':
        opened = in_paragraph && first == '-' ? open_from_paragraph(scan, line) : OPENED_NOTHING;
        opened = opened == OPENED_NOTHING ? open_break(scan, opening, line) : opened;
        opened = opened == OPENED_NOTHING ? open_item(scan, opening, line) : opened;
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
    if (opened == OPENED_NOTHING && in_paragraph &&
        (first == '|' || first == '-' || first == ':' || first == '\v' || first == '\f')) {
        opened = open_table(scan, line);
    }
    if (opened == OPENED_NOTHING && around == OUTLINE_TABLE && !line->blank) {
        opened = open_row(scan, line);
    }
    return opened;
}

/* Opens all that the line begins. Whether it opened anything. */
static enum opened open_blocks(struct scan *scan, struct opening *opening, struct scan_line *line)
{
    enum opened last = OPENED_NOTHING;
    for (;;) {
        uint8_t around = scan->stack[opening->index].type;
        if (around == OUTLINE_FENCE || around == OUTLINE_CODE || around == OUTLINE_HTML) {
            return last;
        }
        scan_line_find_text(line);
        enum opened opened = OPENED_NOTHING;
        if (line->indent < SCAN_CODE_INDENT) {
            opened = open_mark(scan, opening, line);
        } else if (!opening->maybe_lazy && !line->blank) {
            opened = open_code(scan, opening, line);
        }
        if (opened == OPENED_NOTHING || scan->failed) {
            return last;
        }
        last = opened;
        opening->index = scan->open - 1;
        if (opened != OPENED_CONTAINER) {
            return last;
        }
        opening->new_container = true;
        opening->maybe_lazy = false;
    }
}

/* ---- the rest of the line ---- */

/* Text of the innermost block, at `index` of the stack. */
static void add_text(struct scan *scan, struct scan_line *line)
{
    struct scan_block *block = scan_top(scan);
    switch (block->type) {
    case OUTLINE_FENCE:
        block->end = line->next;
        block->content_end = line->next;
        return;
    case OUTLINE_CODE:
    case OUTLINE_HTML:
        if (!line->blank) {
            block->end = line->next;
            block->content_end = line->end;
        }
        if (block->type == OUTLINE_HTML && scan_mark_html_end(line, block->html)) {
            scan_close_to(scan, scan->open - 1);
        }
        return;
    case OUTLINE_PARAGRAPH:
        scan_paragraph_add(scan, line, false);
        return;
    default:
        if (!line->blank) {
            scan_paragraph_open(scan, line);
        }
        return;
    }
}

/* Remembers for lists whether the line was blank. */
static void note_blank(struct scan *scan, size_t index, const struct scan_line *line)
{
    const struct scan_block *block = &scan->stack[index];
    bool blank = line->blank;
    switch (block->type) {
    case OUTLINE_QUOTE:
    case OUTLINE_HEADING:
    case OUTLINE_BREAK:
    case OUTLINE_FENCE:
        blank = false;
        break;
    case OUTLINE_ITEM:
        blank = blank && !(block->last_block == 0 && scan_node(scan, block->node)->line == line->number);
        break;
    default:
        break;
    }
    scan_note_blank(scan, index, blank);
}

static void read_line(struct scan *scan, struct scan_line *line)
{
    size_t matched = 0;
    while (matched + 1 < scan->open && matches_block(&scan->stack[matched + 1], line)) {
        matched++;
        if (closes_fence(&scan->stack[matched], line)) {
            scan->stack[matched].end = line->next;
            scan_close_to(scan, matched);
            return;
        }
    }
    bool paragraph_open = scan_top(scan)->type == OUTLINE_PARAGRAPH;
    struct opening opening = {.index = matched, .maybe_lazy = paragraph_open};
    enum opened opened = open_blocks(scan, &opening, line);
    if (scan->failed) {
        return;
    }
    if (opened == OPENED_LEAF) {
        uint8_t type = scan_top(scan)->type;
        /* Of these the line has no text left; cmark-gfm calls what is left behind a table's header blank. */
        if (type != OUTLINE_FENCE && type != OUTLINE_CODE && type != OUTLINE_HTML) {
            bool header = type == OUTLINE_TABLE && scan_node(scan, scan_top(scan)->node)->line + 1 == line->number;
            scan_note_blank(scan, scan->open - 1, header);
            if (type == OUTLINE_HEADING) {
                scan_close_to(scan, scan->open - 1);
            }
            return;
        }
        note_blank(scan, scan->open - 1, line);
        if (type != OUTLINE_FENCE) {
            add_text(scan, line);
        }
        return;
    }
    scan_line_find_text(line);
    bool lazy = opened == OPENED_NOTHING && matched + 1 < scan->open && paragraph_open && !line->blank;
    if (lazy) {
        scan_note_blank(scan, matched, false);
        scan_paragraph_add(scan, line, true);
        return;
    }
    if (opened == OPENED_NOTHING) {
        uint32_t last = scan->stack[matched].last_block;
        scan_close_to(scan, matched + 1);
        /* Where a paragraph was all definitions, nothing is left that the blank line stands behind. */
        if (line->blank && scan->stack[matched].last_block >= last) {
            scan_note_blank_behind(scan, matched);
        }
    }
    note_blank(scan, scan->open - 1, line);
    add_text(scan, line);
}

/* ---- the document ---- */

static struct scan_line line_at(const struct source *source, size_t number)
{
    struct span whole = source_line(source, number);
    struct span text = source_line_text(source, number);
    struct slice bytes = source_bytes(source);
    size_t start = whole.start;
    if (number == 1 && slice_starts(bytes, slice_of("\xEF\xBB\xBF"))) {
        start = 3;
    }
    return (struct scan_line){
        .data = bytes.data,
        .number = number,
        .start = start,
        .end = text.end,
        .next = whole.end,
        .at = start,
        .text = start,
    };
}

static bool is_front_mark(const struct scan_line *line, bool closing)
{
    struct slice text = slice_make(line->data + line->start, line->end - line->start);
    while (text.size > 0 && scan_is_blank((unsigned char)text.data[text.size - 1])) {
        text.size--;
    }
    return slice_equal(text, slice_of("---")) || (closing && slice_equal(text, slice_of("...")));
}

/* Takes front matter off; gives the line behind it. */
static size_t read_front_matter(struct scan *scan, size_t lines)
{
    const struct source *source = scan->outline->source;
    if (lines < 2) {
        return 1;
    }
    struct scan_line first = line_at(source, 1);
    if (!is_front_mark(&first, false)) {
        return 1;
    }
    for (size_t number = 2; number <= lines; number++) {
        struct scan_line line = line_at(source, number);
        if (is_front_mark(&line, true)) {
            uint32_t index = scan_add_node(scan, OUTLINE_FRONT_MATTER, &first);
            if (index != 0) {
                scan_node(scan, index)->span.end = line.next;
                scan_node(scan, index)->content = (struct span){.start = first.next, .end = line.start};
            }
            return number + 1;
        }
    }
    return 1;
}

/* Blank lines change nothing more after the second one, except that fences and the like go on. */
static bool skips_blank_line(struct scan *scan, const struct scan_line *line, size_t *blank_lines)
{
    size_t place = line->start;
    while (place < line->end && scan_is_blank((unsigned char)line->data[place])) {
        place++;
    }
    if (place < line->end) {
        *blank_lines = 0;
        return false;
    }
    *blank_lines += 1;
    if (*blank_lines <= 2) {
        return false;
    }
    if (scan_top(scan)->type == OUTLINE_FENCE) {
        scan_top(scan)->end = line->next;
        scan_top(scan)->content_end = line->next;
    }
    return true;
}

static void read_document(struct scan *scan)
{
    struct outline *outline = scan->outline;
    struct slice bytes = source_bytes(outline->source);
    size_t lines = source_line_count(outline->source);
    struct scan_line first = line_at(outline->source, 1);
    if (!memory_grow(&outline->nodes, &outline->capacity, 1, sizeof *outline->nodes)) {
        scan->failed = true;
        return;
    }
    struct span whole = {.start = lines == 0 ? 0 : first.start, .end = bytes.size};
    outline->nodes[0] = (struct outline_node){.type = OUTLINE_DOCUMENT, .line = 1, .span = whole, .content = whole};
    outline->count = 1;
    scan->stack[0] = (struct scan_block){.type = OUTLINE_DOCUMENT};
    scan->open = 1;
    size_t blank_lines = 0;
    for (size_t number = read_front_matter(scan, lines); number <= lines && !scan->failed; number++) {
        struct scan_line line = line_at(outline->source, number);
        if (!skips_blank_line(scan, &line, &blank_lines)) {
            read_line(scan, &line);
        }
    }
    if (!scan->failed) {
        scan_close_to(scan, 1);
    }
}

struct outline *outline_scan(const struct source *source, struct error *error)
{
    if (source_bytes(source).size > largest_document) {
        error_set_at(error, ERROR_SYSTEM, source_name(source), 0, "the document is larger than 4 GB");
        return NULL;
    }
    struct outline *outline = memory_new(1, sizeof *outline);
    struct scan *scan = memory_new(1, sizeof *scan);
    bool done = false;
    if (outline != NULL && scan != NULL) {
        outline->source = source;
        scan->outline = outline;
        bytes_init(&scan->paragraph.text);
        read_document(scan);
        done = !scan->failed && scan_sections(outline);
        bytes_release(&scan->paragraph.text);
        memory_free(scan->paragraph.kept);
        memory_free(scan->paragraph.kept_at);
    }
    memory_free(scan);
    if (!done) {
        outline_free(outline);
        error_no_memory(error);
        return NULL;
    }
    return outline;
}
