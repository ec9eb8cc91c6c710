/* One list item: its text, its box, new ones. */
#include "outline/change_parts.h"

static bool is_blank_byte(char byte)
{
    return byte == ' ' || byte == '\t';
}

static bool usable_item(const struct outline *outline, uint32_t item, struct error *error)
{
    return (item != 0 && item < outline_count(outline) && outline_node(outline, item)->type == OUTLINE_ITEM) ||
           error_set(error, ERROR_BUG, "an item was to be changed where there is none");
}

/* Whether an item around it begins in the same line. */
static bool is_shared(const struct outline *outline, uint32_t item)
{
    size_t line = outline_node(outline, item)->line;
    for (uint32_t at = outline_node(outline, item)->parent; at != 0; at = outline_node(outline, at)->parent) {
        if (outline_node(outline, at)->type == OUTLINE_ITEM && outline_node(outline, at)->line == line) {
            return true;
        }
    }
    return false;
}

struct change_item change_item_parts(const struct outline *outline, uint32_t item)
{
    const struct source *source = outline_source(outline);
    const char *data = source_bytes(source).data;
    const struct outline_node *node = outline_node(outline, item);
    struct change_item parts = {.line = source_line(source, node->line).start, .shared = is_shared(outline, item)};
    size_t at = node->box == OUTLINE_BOX_NONE ? node->content.start : node->box_span.start - 1;
    while (at > parts.line && is_blank_byte(data[at - 1])) {
        at--;
    }
    parts.marker_end = at;
    at -= at > parts.line ? 1 : 0;
    while (node->ordered && at > parts.line && data[at - 1] >= '0' && data[at - 1] <= '9') {
        at--;
        parts.digits++;
    }
    parts.marker = at;
    parts.end = source_line_text(source, change_last_line(outline, node->span)).end;
    return parts;
}

uint32_t change_item_before(const struct outline *outline, uint32_t item)
{
    uint32_t before = 0;
    for (uint32_t at = outline_node(outline, outline_node(outline, item)->parent)->child; at != item;
         at = outline_node(outline, at)->next) {
        before = at;
    }
    return before;
}

/* ---- text and box ---- */

/* The item's text is a line of its own: no table, fence or list begins there. */
static bool holds_text(const struct outline *outline, uint32_t item, struct error *error)
{
    const struct outline_node *node = outline_node(outline, item);
    if (node->child == 0) {
        return true;
    }
    enum outline_type type = (enum outline_type)outline_node(outline, node->child)->type;
    bool holds = type == OUTLINE_PARAGRAPH || type == OUTLINE_HEADING || type == OUTLINE_HTML ||
                 type == OUTLINE_DEFINITION || outline_node(outline, node->child)->line != node->line;
    return holds || error_set_at(error, ERROR_USAGE, source_name(outline_source(outline)), node->line,
                                 "the item begins with another block and has no text of its own");
}

/* Where the item's text stands: in its first line, else the first line of a paragraph that begins below the marker. */
static struct span text_span(const struct outline *outline, uint32_t item)
{
    const struct outline_node *node = outline_node(outline, item);
    if (node->content.start < node->content.end || node->child == 0) {
        return node->content;
    }
    const struct outline_node *child = outline_node(outline, node->child);
    if (child->type != OUTLINE_PARAGRAPH) {
        return node->content;
    }
    struct span line = source_line_text(outline_source(outline), child->line);
    struct span text = {.start = child->content.start,
                        .end = line.end < child->content.end ? line.end : child->content.end};
    text.end = text.start + slice_trim(source_slice(outline_source(outline), text)).size;
    return text;
}

bool change_set_item(const struct outline *outline, uint32_t item, struct slice text, struct edits *edits,
                     struct error *error)
{
    struct slice trimmed;
    if (!usable_item(outline, item, error) || !change_value(outline, text, &trimmed, error)) {
        return false;
    }
    struct span old = text_span(outline, item);
    if (slice_equal(source_slice(outline_source(outline), old), trimmed)) {
        return true;
    }
    const struct outline_node *node = outline_node(outline, item);
    bool box = node->box != OUTLINE_BOX_NONE;
    bool alone = change_last_line(outline, node->span) == node->line;
    if (!holds_text(outline, item, error) || !change_check_item(trimmed, box, alone, error)) {
        return false;
    }
    bool paragraph = node->child != 0 && outline_node(outline, node->child)->type == OUTLINE_PARAGRAPH;
    if (alone && !paragraph && !change_stays_apart(outline, change_last_line(outline, node->span) + 1, error)) {
        return false;
    }
    struct bytes bytes;
    bytes_init(&bytes);
    if (old.start == old.end) {
        const char *data = source_bytes(outline_source(outline)).data;
        if (old.start > 0 && !is_blank_byte(data[old.start - 1])) {
            bytes_append_byte(&bytes, ' ');
        }
    }
    bytes_append(&bytes, trimmed);
    return change_replace_bytes(outline, old, &bytes, edits, error);
}

bool change_tick_item(const struct outline *outline, uint32_t item, bool ticked, struct edits *edits,
                      struct error *error)
{
    if (!usable_item(outline, item, error)) {
        return false;
    }
    const struct outline_node *node = outline_node(outline, item);
    if (node->box == OUTLINE_BOX_NONE) {
        return error_set_at(error, ERROR_USAGE, source_name(outline_source(outline)), node->line,
                            "the item has no box to tick");
    }
    if ((node->box == OUTLINE_BOX_TICKED) == ticked) {
        return true;
    }
    return edits_add(edits, node->box_span, slice_of(ticked ? "x" : " "), error);
}

/* ---- new items ---- */

/* The blanks between marker and text that a neighbour has, where they can be had for any text. */
static struct slice spacing_of(const struct outline *outline, const struct outline_node *node,
                               const struct change_item *parts)
{
    enum { CODE = 4 };
    size_t end = node->box == OUTLINE_BOX_NONE ? node->content.start : node->box_span.start - 1;
    struct slice blanks =
        source_slice(outline_source(outline), (struct span){.start = parts->marker_end, .end = end});
    bool text = node->content.start < node->content.end || node->box != OUTLINE_BOX_NONE;
    bool tab = blanks.size == 1 && blanks.data[0] == '\t';
    bool spaces = blanks.size >= 1 && blanks.size <= CODE && memchr(blanks.data, '\t', blanks.size) == NULL;
    return text && (tab || spaces) ? blanks : slice_of(" ");
}

bool change_append_number(struct slice like, uint32_t number, struct bytes *bytes)
{
    int width = like.size > 1 && like.data[0] == '0' ? (int)like.size : 1;
    return bytes_append_format(bytes, "%0*lu", width, (unsigned long)number);
}

bool change_append_item(const struct outline *outline, uint32_t neighbour, uint32_t number, struct slice text, bool box,
                        bool ticked, struct bytes *bytes)
{
    const struct outline_node *node = outline_node(outline, neighbour);
    struct change_item parts = change_item_parts(outline, neighbour);
    struct span marker = {.start = parts.marker + parts.digits, .end = parts.marker_end};
    if (node->ordered) {
        struct span digits = {.start = parts.marker, .end = marker.start};
        change_append_number(source_slice(outline_source(outline), digits), number, bytes);
    }
    bytes_append(bytes, source_slice(outline_source(outline), marker));
    bytes_append(bytes, spacing_of(outline, node, &parts));
    if (box) {
        bytes_append_text(bytes, ticked ? "[x] " : "[ ] ");
    }
    return bytes_append(bytes, text);
}

/* A list in an item of the same list as `parent`, whose habits a first child follows; 0 where there is none. */
static uint32_t cousin_list(const struct outline *outline, uint32_t parent)
{
    uint32_t list = outline_node(outline, parent)->parent;
    for (uint32_t item = outline_node(outline, list)->child; item != 0; item = outline_node(outline, item)->next) {
        for (uint32_t child = outline_node(outline, item)->child; child != 0;
             child = outline_node(outline, child)->next) {
            if (outline_node(outline, child)->type == OUTLINE_LIST && !outline_node(outline, child)->ordered &&
                outline_node(outline, child)->line != outline_node(outline, item)->line) {
                return child;
            }
        }
    }
    return 0;
}

/* How far an item's text stands behind its marker's start. */
static size_t text_offset(const struct outline *outline, uint32_t item)
{
    const struct outline_node *node = outline_node(outline, item);
    struct change_item parts = change_item_parts(outline, item);
    return parts.marker_end - parts.marker + spacing_of(outline, node, &parts).size;
}

/* The indent of a child list behind its parent's marker, in blanks; 0 where it is written otherwise. */
static size_t child_offset(const struct outline *outline, uint32_t list)
{
    const struct source *source = outline_source(outline);
    struct change_item outer = change_item_parts(outline, outline_node(outline, list)->parent);
    struct change_item inner = change_item_parts(outline, outline_node(outline, list)->child);
    size_t before = outer.marker - outer.line;
    size_t now = inner.marker - inner.line;
    struct slice lead = source_slice(source, (struct span){.start = inner.line, .end = inner.marker});
    bool blanks = now > before;
    for (size_t i = before; blanks && i < lead.size; i++) {
        blanks = lead.data[i] == ' ';
    }
    return blanks ? now - before : 0;
}

bool change_add_first_item(const struct outline *outline, uint32_t parent, struct slice text, bool checked,
                           struct edits *edits, struct error *error)
{
    enum { MOST_DEEPER = 3 };
    struct slice trimmed;
    if (!usable_item(outline, parent, error) || !change_value(outline, text, &trimmed, error)) {
        return false;
    }
    uint32_t cousin = cousin_list(outline, parent);
    uint32_t model = cousin == 0 ? parent : outline_node(outline, cousin)->child;
    bool box = checked || outline_node(outline, model)->box != OUTLINE_BOX_NONE;
    if (!change_check_item(trimmed, box, true, error) ||
        !change_stays_apart(outline, change_last_line(outline, outline_node(outline, parent)->span) + 1, error)) {
        return false;
    }
    size_t offset = text_offset(outline, parent);
    size_t habit = cousin == 0 ? 0 : child_offset(outline, cousin);
    if (habit >= offset && habit <= offset + MOST_DEEPER) {
        offset = habit;
    }
    struct change_item parts = change_item_parts(outline, parent);
    struct bytes bytes;
    bytes_init(&bytes);
    change_append_prefix(outline, parts.marker, &bytes);
    for (size_t i = 0; i < offset; i++) {
        bytes_append_byte(&bytes, ' ');
    }
    bytes_append_byte(&bytes, outline_node(outline, model)->ordered ? '-' : outline_node(outline, model)->marker);
    bytes_append_text(&bytes, box ? (checked ? " [x] " : " [ ] ") : " ");
    bytes_append(&bytes, trimmed);
    bool done = bytes.failed
                    ? error_no_memory(error)
                    : change_insert_behind(outline, change_last_line(outline, outline_node(outline, parent)->span),
                                           bytes_slice(&bytes), edits, error);
    bytes_release(&bytes);
    return done;
}
