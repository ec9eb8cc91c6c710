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
        if (!line->blank && scan_open(scan, OUTLINE_PARAGRAPH, line) != NULL) {
            scan_paragraph_begin(scan, line);
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
    struct scan_opening opening = {.index = matched, .maybe_lazy = paragraph_open};
    enum scan_opened opened = scan_open_blocks(scan, &opening, line);
    if (scan->failed) {
        return;
    }
    if (opened == SCAN_OPENED_LEAF) {
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
    bool lazy = opened == SCAN_OPENED_NOTHING && matched + 1 < scan->open && paragraph_open && !line->blank;
    if (lazy) {
        scan_note_blank(scan, matched, false);
        scan_paragraph_add(scan, line, true);
        return;
    }
    if (opened == SCAN_OPENED_NOTHING) {
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
