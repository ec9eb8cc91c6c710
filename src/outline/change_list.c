/* Items of a list: put in, taken out, moved. */
#include "outline/change_parts.h"

#include "base/memory.h"

/* Between which two items of a list something goes; 0 at its ends. */
struct gap {
    uint32_t list;
    uint32_t before;
    uint32_t behind;
};

static bool is_type(const struct outline *outline, uint32_t node, enum outline_type type)
{
    return node != 0 && node < outline_count(outline) && outline_node(outline, node)->type == type;
}

static uint32_t next_of(const struct outline *outline, uint32_t node)
{
    return outline_node(outline, node)->next;
}

static uint32_t last_item(const struct outline *outline, uint32_t list)
{
    uint32_t last = outline_node(outline, list)->child;
    while (next_of(outline, last) != 0) {
        last = next_of(outline, last);
    }
    return last;
}

static bool find_gap(const struct outline *outline, uint32_t list, struct change_place place, struct gap *gap,
                     struct error *error)
{
    bool relative = place.position == CHANGE_BEFORE || place.position == CHANGE_AFTER;
    if (relative &&
        (!is_type(outline, place.node, OUTLINE_ITEM) || outline_node(outline, place.node)->parent != list)) {
        return error_set(error, ERROR_USAGE, "the item to stand beside is in another list");
    }
    *gap = (struct gap){.list = list};
    if (place.position == CHANGE_FIRST || place.position == CHANGE_BEFORE) {
        gap->behind = place.position == CHANGE_FIRST ? outline_node(outline, list)->child : place.node;
        gap->before = change_item_before(outline, gap->behind);
    } else {
        gap->before = place.position == CHANGE_LAST ? last_item(outline, list) : place.node;
        gap->behind = next_of(outline, gap->before);
    }
    return true;
}

/* The blank lines that stand between two items that follow each other. */
static struct slice lines_between(const struct outline *outline, uint32_t before, uint32_t behind)
{
    if (before == 0 || behind == 0) {
        return slice_of("");
    }
    const struct source *source = outline_source(outline);
    struct span span = {.start = outline_node(outline, before)->span.end,
                        .end = source_line(source, outline_node(outline, behind)->line).start};
    return source_slice(source, span);
}

/* The blank lines that separate something new in the gap from its neighbour. */
static struct slice separator_of(const struct outline *outline, const struct gap *gap)
{
    if (gap->before != 0 && gap->behind != 0) {
        return lines_between(outline, gap->before, gap->behind);
    }
    if (gap->behind != 0) {
        return lines_between(outline, gap->behind, next_of(outline, gap->behind));
    }
    return lines_between(outline, change_item_before(outline, gap->before), gap->before);
}

/* Where an item begins: its line, or its marker where the line belongs to an outer item too. */
static size_t head_of(const struct outline *outline, uint32_t item)
{
    struct change_item parts = change_item_parts(outline, item);
    return parts.shared ? parts.marker : parts.line;
}

/* Puts an item's text, from its marker on and without its last line ending, into the gap. `lead` stands before its
 * marker. */
static bool insert_item(const struct outline *outline, const struct gap *gap, struct slice lead, struct slice text,
                        struct edits *edits, struct error *error)
{
    const struct source *source = outline_source(outline);
    struct slice separator = separator_of(outline, gap);
    struct bytes bytes;
    bytes_init(&bytes);
    size_t place;
    if (gap->behind != 0) {
        struct change_item parts = change_item_parts(outline, gap->behind);
        place = parts.shared ? parts.marker : parts.line;
        bytes_append(&bytes, parts.shared ? slice_of("") : lead);
        bytes_append(&bytes, text);
        bytes_append(&bytes, change_ending(outline, outline_node(outline, gap->behind)->line));
        bytes_append(&bytes, separator);
        if (parts.shared) {
            change_append_prefix(outline, parts.marker, &bytes);
        }
    } else {
        size_t line = change_last_line(outline, outline_node(outline, gap->before)->span);
        bool ends = source_line_text(source, line).end < source_line(source, line).end;
        if (!change_stays_apart(outline, line + 1, error)) {
            bytes_release(&bytes);
            return false;
        }
        place = source_line(source, line).end;
        if (!ends) {
            bytes_append(&bytes, change_ending(outline, line));
        }
        bytes_append(&bytes, separator);
        bytes_append(&bytes, lead);
        bytes_append(&bytes, text);
        if (ends) {
            bytes_append(&bytes, change_ending(outline, line));
        }
    }
    return change_replace_bytes(outline, (struct span){.start = place, .end = place}, &bytes, edits, error);
}

/* ---- adding ---- */

static bool add_to_gap(const struct outline *outline, const struct gap *gap, uint32_t neighbour, struct slice text,
                       bool checked, struct edits *edits, struct error *error)
{
    const struct outline_node *node = outline_node(outline, neighbour);
    bool box = checked || node->box != OUTLINE_BOX_NONE;
    bool counts = node->ordered && !change_one_number(outline, gap->list);
    uint32_t number = node->number + (counts && neighbour == gap->before ? 1 : 0);
    if (!change_check_item(text, box, true, error) || (node->ordered && !change_has_number(outline, number, error))) {
        return false;
    }
    struct bytes lead;
    struct bytes item;
    bytes_init(&lead);
    bytes_init(&item);
    bool done = change_append_prefix(outline, change_item_parts(outline, neighbour).marker, &lead) &&
                change_append_item(outline, neighbour, number, text, box, checked, &item);
    done = (done || error_no_memory(error)) &&
           insert_item(outline, gap, bytes_slice(&lead), bytes_slice(&item), edits, error) &&
           (!counts || change_count(outline, gap->behind, number, 1, edits, error));
    bytes_release(&lead);
    bytes_release(&item);
    return done;
}

bool change_add_item(const struct outline *outline, uint32_t list, struct change_place place, struct slice text,
                     bool checked, struct edits *edits, struct error *error)
{
    if (!is_type(outline, list, OUTLINE_LIST)) {
        return error_set(error, ERROR_BUG, "an item was to be added where there is no list");
    }
    struct gap gap;
    struct slice trimmed;
    struct change_mark mark;
    if (!find_gap(outline, list, place, &gap, error) || !change_value(outline, text, &trimmed, error) ||
        !change_mark(edits, &mark, error)) {
        return false;
    }
    bool from_before = place.position == CHANGE_LAST || place.position == CHANGE_AFTER;
    uint32_t neighbour = from_before ? gap.before : gap.behind;
    return change_settle(edits, &mark, add_to_gap(outline, &gap, neighbour, trimmed, checked, edits, error));
}

/* ---- removing ---- */

/* The only item of a list that begins in the line of an outer item: what stays is that item's marker. */
static bool cut_shared(const struct outline *outline, const struct change_item *parts, struct edits *edits,
                       struct error *error)
{
    const char *data = source_bytes(outline_source(outline)).data;
    struct span span = {.start = parts->marker, .end = parts->end};
    while (span.start > parts->line && (data[span.start - 1] == ' ' || data[span.start - 1] == '\t')) {
        span.start--;
    }
    return edits_add(edits, span, slice_of(""), error);
}

/* Whether the next item could not stand right below what stands above the first one: below a paragraph a list begins
 * with 1. `first` is the number that the next item will have. */
static bool needs_distance(const struct outline *outline, uint32_t item, uint32_t first)
{
    const struct outline_node *node = outline_node(outline, item);
    return node->ordered && first != 1 && node->line > 1 && !change_is_blank(outline, node->line - 1);
}

/* Takes out an item that others follow, whose first one will have the number `first`. */
static bool cut_before_next(const struct outline *outline, uint32_t item, uint32_t first, struct edits *edits,
                            struct error *error)
{
    const struct outline_node *node = outline_node(outline, item);
    struct change_item parts = change_item_parts(outline, item);
    struct change_item next = change_item_parts(outline, node->next);
    struct span span = {.start = head_of(outline, item), .end = parts.shared ? next.marker : next.line};
    if (!parts.shared && change_item_before(outline, item) == 0 && needs_distance(outline, item, first)) {
        bool apart = lines_between(outline, item, node->next).size > 0;
        span.end = apart ? node->span.end : parts.end;
        span.start = apart ? span.start : change_behind_quotes(outline, node->line);
    }
    return edits_add(edits, span, slice_of(""), error);
}

static bool cut_item(const struct outline *outline, uint32_t item, uint32_t first, struct edits *edits,
                     struct error *error)
{
    const struct outline_node *node = outline_node(outline, item);
    uint32_t before = change_item_before(outline, item);
    size_t last = change_last_line(outline, node->span);
    if (node->next != 0) {
        return cut_before_next(outline, item, first, edits, error);
    }
    if (before != 0) {
        size_t behind = change_last_line(outline, outline_node(outline, before)->span) + 1;
        return change_remove_lines(outline, behind, last, edits, error);
    }
    struct change_item parts = change_item_parts(outline, item);
    return parts.shared ? cut_shared(outline, &parts, edits, error)
                        : change_remove_block(outline, node->line, last, edits, error);
}

bool change_remove_item(const struct outline *outline, uint32_t item, struct edits *edits, struct error *error)
{
    if (!is_type(outline, item, OUTLINE_ITEM)) {
        return error_set(error, ERROR_BUG, "an item was to be removed where there is none");
    }
    const struct outline_node *node = outline_node(outline, item);
    bool counts = node->ordered && !change_one_number(outline, node->parent);
    struct change_mark mark;
    if (!change_mark(edits, &mark, error)) {
        return false;
    }
    uint32_t next = node->next == 0 ? 0 : outline_node(outline, node->next)->number;
    bool runs = counts && next == node->number + 1;
    bool done = cut_item(outline, item, runs ? node->number : next, edits, error) &&
                (!counts || change_count(outline, node->next, node->number + 1, -1, edits, error));
    return change_settle(edits, &mark, done);
}

/* ---- moving ---- */

static bool holds(const struct outline *outline, uint32_t outer, uint32_t inner)
{
    for (; inner != 0; inner = outline_node(outline, inner)->parent) {
        if (inner == outer) {
            return true;
        }
    }
    return false;
}

/* How many columns further in `other` begins than `one`, both as lines that go on; false where they differ in more than
 * blanks. */
static bool columns_between(const struct outline *outline, uint32_t one, uint32_t other, int *columns, bool *alike,
                            struct error *error)
{
    struct bytes first;
    struct bytes second;
    bytes_init(&first);
    bytes_init(&second);
    bool done = change_append_prefix(outline, change_item_parts(outline, one).marker, &first) &&
                change_append_prefix(outline, change_item_parts(outline, other).marker, &second);
    if (done) {
        size_t least = first.size < second.size ? first.size : second.size;
        struct slice longer = first.size > second.size ? bytes_slice(&first) : bytes_slice(&second);
        struct slice rest = slice_part(longer, least, longer.size);
        *alike = slice_equal(slice_part(bytes_slice(&first), 0, least), slice_part(bytes_slice(&second), 0, least)) &&
                 slice_trim(rest).size == 0 && slice_find(rest, slice_of("\t"), 0) == SLICE_NONE;
        *columns = (int)second.size - (int)first.size;
    }
    bytes_release(&first);
    bytes_release(&second);
    return done || error_no_memory(error);
}

/* The item's bytes from its marker on, with another number or (in another list) another marker, and its lines moved in
 * by `columns`. */
static bool append_moved(const struct outline *outline, uint32_t item, uint32_t list, uint32_t number, int columns,
                         struct bytes *bytes, struct error *error)
{
    struct change_item parts = change_item_parts(outline, item);
    struct slice text =
        source_slice(outline_source(outline), (struct span){.start = parts.marker, .end = parts.end});
    const struct outline_node *node = outline_node(outline, item);
    char marker = outline_node(outline, list)->marker;
    struct edits local;
    edits_init(&local);
    bool done = change_number(outline, item, number, columns, parts.marker, &local, error);
    if (done && !node->ordered && marker != node->marker) {
        done = edits_add(&local, (struct span){.start = 0, .end = 1}, slice_make(&marker, 1), error);
    }
    done = done && edits_apply(&local, text, bytes, error);
    edits_release(&local);
    return done;
}

/* The items between the old and the new place of an ordered item each take the number of the place that they come
 * to. */
static bool shift_numbers(const struct outline *outline, uint32_t item, const struct gap *gap, bool forward,
                          uint32_t *number, struct edits *edits, struct error *error)
{
    *number = outline_node(outline, item)->number;
    if (forward) {
        for (uint32_t at = next_of(outline, item); at != gap->behind; at = next_of(outline, at)) {
            uint32_t own = outline_node(outline, at)->number;
            if (!change_number(outline, at, *number, 0, 0, edits, error)) {
                return false;
            }
            *number = own;
        }
        return true;
    }
    *number = outline_node(outline, gap->behind)->number;
    for (uint32_t at = gap->behind; at != item; at = next_of(outline, at)) {
        if (!change_number(outline, at, outline_node(outline, next_of(outline, at))->number, 0, 0, edits, error)) {
            return false;
        }
    }
    return true;
}

static bool move_to_gap(const struct outline *outline, uint32_t item, const struct gap *gap, uint32_t neighbour,
                        struct edits *edits, struct error *error)
{
    uint32_t number = 0;
    int columns = 0;
    bool alike = false;
    bool forward = gap->behind == 0 || gap->behind > item;
    if (!columns_between(outline, item, neighbour, &columns, &alike, error) ||
        (outline_node(outline, item)->ordered &&
         !shift_numbers(outline, item, gap, forward, &number, edits, error))) {
        return false;
    }
    struct bytes lead;
    struct bytes text;
    bytes_init(&lead);
    bytes_init(&text);
    bool done = (change_append_prefix(outline, change_item_parts(outline, neighbour).marker, &lead) ||
                 error_no_memory(error)) &&
                append_moved(outline, item, gap->list, number, alike ? columns : 0, &text, error) &&
                insert_item(outline, gap, bytes_slice(&lead), bytes_slice(&text), edits, error) &&
                cut_item(outline, item, outline_node(outline, item)->number, edits, error);
    bytes_release(&lead);
    bytes_release(&text);
    return done;
}

/* An item can go to another list where both are written alike and have no numbers. */
static bool fits_list(const struct outline *outline, uint32_t item, uint32_t list, struct error *error)
{
    const struct outline_node *node = outline_node(outline, item);
    if (node->parent == list) {
        return true;
    }
    bool alike = false;
    int columns = 1;
    if (!node->ordered && !outline_node(outline, list)->ordered &&
        !columns_between(outline, item, outline_node(outline, list)->child, &columns, &alike, error)) {
        return false;
    }
    if (!alike || columns != 0 || holds(outline, item, list)) {
        return error_set_at(error, ERROR_USAGE, source_name(outline_source(outline)), node->line,
                            "the item can only move among the items of its own list");
    }
    return true;
}

bool change_move_item(const struct outline *outline, uint32_t item, struct change_place place, struct edits *edits,
                      struct error *error)
{
    if (!is_type(outline, item, OUTLINE_ITEM)) {
        return error_set(error, ERROR_BUG, "an item was to be moved where there is none");
    }
    bool relative = place.position == CHANGE_BEFORE || place.position == CHANGE_AFTER;
    uint32_t list = outline_node(outline, item)->parent;
    if (relative && is_type(outline, place.node, OUTLINE_ITEM)) {
        list = outline_node(outline, place.node)->parent;
    }
    struct gap gap;
    struct change_mark mark;
    if (!fits_list(outline, item, list, error) || !find_gap(outline, list, place, &gap, error)) {
        return false;
    }
    if (gap.before == item || gap.behind == item) {
        return true;
    }
    bool from_before = place.position == CHANGE_LAST || place.position == CHANGE_AFTER;
    return change_mark(edits, &mark, error) &&
           change_settle(edits, &mark,
                         move_to_gap(outline, item, &gap, from_before ? gap.before : gap.behind, edits, error));
}
