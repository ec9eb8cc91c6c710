/* Whether an edit did what it names and nothing else: the shapes of the two documents are compared, node by node. */
#include "outline/structure_parts.h"

#include <stdint.h>

/* A list, its item and the item's paragraph. */
enum { MOST_NEW = 3 };

/* The nodes that differ: what the two documents begin and end with alike is left out. */
struct middle {
    const struct outline *outline;
    uint32_t start;
    uint32_t end;
};

/* The node's own text: an item that begins with another block has none. */
static struct slice text_of(const struct outline *outline, uint32_t index)
{
    const struct outline_node *node = outline_node(outline, index);
    bool none = node->type == OUTLINE_LIST || node->type == OUTLINE_TABLE || node->type == OUTLINE_QUOTE;
    if (node->type == OUTLINE_ITEM && node->child != 0) {
        uint8_t type = outline_node(outline, node->child)->type;
        none = type == OUTLINE_LIST || type == OUTLINE_QUOTE;
    }
    struct slice text = none ? slice_of("") : outline_text(outline, index);
    /* Blank lines at the end of code that nothing closes come and go with what stands below. */
    while (text.size > 0 && (text.data[text.size - 1] == '\n' || text.data[text.size - 1] == '\r')) {
        text.size--;
    }
    return text;
}

/* Moves behind the blanks and quote marks that a line below the first begins with: lines may be indented otherwise
 * than before. */
static size_t skip_lead(struct slice text, size_t at)
{
    bool begins = at > 0 && at < text.size && text.data[at - 1] == '\n';
    while (begins && at < text.size && (text.data[at] == ' ' || text.data[at] == '\t' || text.data[at] == '>')) {
        at++;
    }
    return at;
}

static bool same_lines(struct slice a, struct slice b)
{
    size_t i = 0;
    size_t k = 0;
    while (i < a.size && k < b.size) {
        if (a.data[i++] != b.data[k++]) {
            return false;
        }
        i = skip_lead(a, i);
        k = skip_lead(b, k);
    }
    return i == a.size && k == b.size;
}

static bool same_node(const struct outline *a, uint32_t i, const struct outline *b, uint32_t k)
{
    const struct outline_node *one = outline_node(a, i);
    const struct outline_node *other = outline_node(b, k);
    return one->type == other->type && one->level == other->level && one->box == other->box &&
           one->header == other->header && one->columns == other->columns && one->ordered == other->ordered &&
           same_lines(text_of(a, i), text_of(b, k));
}

static void find_middles(struct middle *before, struct middle *after)
{
    uint32_t most = outline_count(before->outline);
    uint32_t other = outline_count(after->outline);
    uint32_t head = 1;
    while (head < most && head < other && same_node(before->outline, head, after->outline, head)) {
        head++;
    }
    uint32_t tail = 0;
    while (tail < most - head && tail < other - head &&
           same_node(before->outline, most - tail - 1, after->outline, other - tail - 1)) {
        tail++;
    }
    before->start = after->start = head;
    before->end = most - tail;
    after->end = other - tail;
}

static uint32_t size_of(const struct middle *middle)
{
    return middle->end - middle->start;
}

/* Whether all nodes in it begin in one line. */
static bool in_one_line(const struct middle *middle)
{
    for (uint32_t at = middle->start; at < middle->end; at++) {
        if (outline_node(middle->outline, at)->line != outline_node(middle->outline, middle->start)->line) {
            return false;
        }
    }
    return true;
}

/* What stands in it, in any order: lists and quotes aside, which come and go with what they hold. */
struct contents {
    uint32_t count;
    uint64_t sum;
};

static struct contents contents_of(const struct middle *middle)
{
    struct contents contents = {0};
    for (uint32_t at = middle->start; at < middle->end; at++) {
        const struct outline_node *node = outline_node(middle->outline, at);
        if (node->type == OUTLINE_LIST || node->type == OUTLINE_QUOTE) {
            continue;
        }
        uint64_t hash = UINT64_C(0xCBF29CE484222325) ^ node->type;
        struct slice text = text_of(middle->outline, at);
        for (size_t i = 0; i < text.size; i = skip_lead(text, i + 1)) {
            hash = (hash ^ (unsigned char)text.data[i]) * UINT64_C(0x100000001B3);
        }
        contents.count++;
        contents.sum += hash;
    }
    return contents;
}

static bool same_contents(const struct middle *before, const struct middle *after)
{
    struct contents old = contents_of(before);
    struct contents new = contents_of(after);
    return old.count == new.count && old.sum == new.sum;
}

/* ---- rows ---- */

static struct slice cell_text(const struct outline *outline, uint32_t row, size_t column)
{
    struct outline_cell cell;
    return outline_cell_at(outline, row, column, &cell) ? source_slice(outline_source(outline), cell.text)
                                                        : slice_of("");
}

/* Whether the cell reads as `value`: `\|` as `|`, nothing else changes. */
static bool reads_as(const struct outline *outline, uint32_t row, size_t column, struct slice value)
{
    struct slice text = cell_text(outline, row, column);
    value = slice_trim(value);
    size_t at = 0;
    for (size_t i = 0; i < text.size; i++, at++) {
        i += text.data[i] == '\\' && i + 1 < text.size && text.data[i + 1] == '|' ? 1 : 0;
        if (at >= value.size || value.data[at] != text.data[i]) {
            return false;
        }
    }
    return at == value.size;
}

/* One row differs, in one cell, and that reads back as given. */
static bool cell_changed(const struct middle *before, const struct middle *after,
                         const struct structure_request *request)
{
    if (size_of(before) == 0 && size_of(after) == 0) {
        return true;
    }
    if (size_of(before) != 1 || size_of(after) != 1 ||
        outline_node(before->outline, before->start)->type != OUTLINE_ROW) {
        return false;
    }
    size_t columns = outline_node(before->outline, outline_node(before->outline, before->start)->parent)->columns;
    size_t changed = 0;
    for (size_t i = 0; i < columns; i++) {
        if (!slice_equal(cell_text(before->outline, before->start, i), cell_text(after->outline, after->start, i))) {
            changed += reads_as(after->outline, after->start, i, request->texts[STRUCTURE_VALUE]) ? 1 : 2;
        }
    }
    return changed <= 1;
}

/* One row more, which reads back as given; among rows that are alike any may be taken for the new one. */
static bool row_added(const struct middle *before, const struct middle *after, const struct structure_request *request)
{
    if (size_of(before) != 0 || size_of(after) != 1 ||
        outline_node(after->outline, after->start)->type != OUTLINE_ROW) {
        return false;
    }
    const struct structure_texts *cells = &request->lists[STRUCTURE_CELLS];
    for (size_t i = 0; i < cells->count; i++) {
        if (!reads_as(after->outline, after->start, i, cells->items[i])) {
            return false;
        }
    }
    return true;
}

/* ---- all ---- */

static bool same_level(const struct middle *before, const struct middle *after)
{
    const struct outline_node *one = outline_node(before->outline, before->start);
    const struct outline_node *other = outline_node(after->outline, after->start);
    return one->type == OUTLINE_HEADING && other->type == OUTLINE_HEADING && one->level == other->level;
}

static bool is_intended(const struct middle *before, const struct middle *after,
                        const struct structure_request *request)
{
    bool one_line = in_one_line(before) && in_one_line(after);
    switch (request->operation) {
    case STRUCTURE_SET_CELL:
        return cell_changed(before, after, request);
    case STRUCTURE_ADD_ROW:
        return row_added(before, after, request);
    case STRUCTURE_REMOVE_ROW:
        return size_of(after) == 0 && size_of(before) == 1 &&
               outline_node(before->outline, before->start)->type == OUTLINE_ROW;
    case STRUCTURE_MOVE_ROW:
    case STRUCTURE_MOVE_ITEM:
        return same_contents(before, after);
    case STRUCTURE_SET_ITEM:
        /* An item without text has no paragraph yet. */
        return one_line && (size_of(before) == size_of(after) || size_of(before) + 1 == size_of(after));
    case STRUCTURE_TICK:
    case STRUCTURE_UNTICK:
    case STRUCTURE_SET_FIELD:
        return one_line && size_of(before) == size_of(after);
    case STRUCTURE_SET_HEADING:
        return size_of(before) == size_of(after) &&
               (size_of(after) == 0 || (size_of(after) == 1 && same_level(before, after)));
    case STRUCTURE_ADD_ITEM:
    case STRUCTURE_ADD_FIELD:
        /* Beside an item of the same text the new nodes may seem to begin in the middle of it: then only their
         * number counts. */
        return (size_of(before) == 0 && size_of(after) <= MOST_NEW) || (one_line && size_of(after) >= size_of(before));
    case STRUCTURE_REMOVE_ITEM:
        return in_one_line(after) && size_of(after) < size_of(before);
    case STRUCTURE_REMOVE_FIELD:
        return in_one_line(after) && size_of(after) <= size_of(before);
    case STRUCTURE_ADD_SECTION:
        return size_of(before) == 0;
    case STRUCTURE_REMOVE_SECTION:
        return size_of(after) == 0;
    default:
        return true;
    }
}

bool structure_verify(const struct outline *before, const struct outline *after,
                      const struct structure_request *request, struct error *error)
{
    if (structure_is_node(request->operation)) {
        return structure_verify_node(before, after, request, error);
    }
    struct middle old = {.outline = before};
    struct middle new = {.outline = after};
    find_middles(&old, &new);
    if (is_intended(&old, &new, request)) {
        return true;
    }
    size_t line = old.start < outline_count(before) ? outline_node(before, old.start)->line : 0;
    return error_set_at(error, ERROR_BUG, source_name(outline_source(before)), line,
                        "%s would change more than it names; nothing was changed",
                        structure_operations[request->operation].name);
}
