/* Numbers of ordered lists. */
#include "outline/change_parts.h"

#include "base/memory.h"

enum { MOST_NUMBER = 999999999 };

bool change_one_number(const struct outline *outline, uint32_t list)
{
    uint32_t first = outline_node(outline, list)->child;
    uint32_t item = outline_node(outline, first)->next;
    bool several = item != 0;
    for (; item != 0; item = outline_node(outline, item)->next) {
        if (outline_node(outline, item)->number != outline_node(outline, first)->number) {
            return false;
        }
    }
    return several;
}

bool change_has_number(const struct outline *outline, uint32_t number, struct error *error)
{
    return number <= MOST_NUMBER || error_set_at(error, ERROR_USAGE, source_name(outline_source(outline)), 0,
                                                 "the list has no number left behind %d", MOST_NUMBER);
}

/* Behind the last of `quotes` quote marks with which the line begins; SLICE_NONE where it has fewer. */
static size_t behind_quotes(struct slice line, size_t quotes)
{
    size_t at = 0;
    for (; quotes > 0; quotes--) {
        while (at < line.size && (line.data[at] == ' ' || line.data[at] == '\t')) {
            at++;
        }
        if (at >= line.size || line.data[at] != '>') {
            return SLICE_NONE;
        }
        at++;
    }
    return at;
}

/* Moves a line below an item's first one by `columns`, in or (negative) out. `indent` is how far the item's text
 * stands behind the last quote mark: what stands less deep is moved in only. */
static bool move_line(const struct outline *outline, size_t line, size_t quotes, size_t indent, int columns,
                      size_t base, struct edits *edits, struct error *error)
{
    const struct source *source = outline_source(outline);
    struct span text = source_line_text(source, line);
    size_t at = behind_quotes(source_slice(source, text), quotes);
    if (at == SLICE_NONE || change_is_blank(outline, line)) {
        return true;
    }
    struct span place = {.start = text.start + at - base, .end = text.start + at - base};
    if (columns > 0) {
        struct bytes blanks;
        bytes_init(&blanks);
        (void)bytes_append_format(&blanks, "%*s", columns, "");
        bool done = blanks.failed ? error_no_memory(error) : edits_add(edits, place, bytes_slice(&blanks), error);
        bytes_release(&blanks);
        return done;
    }
    const char *data = source_bytes(source).data;
    size_t deep = 0;
    while (text.start + at + deep < text.end && data[text.start + at + deep] == ' ') {
        deep++;
    }
    place.end += (size_t)-columns;
    return deep < indent || edits_add(edits, place, slice_of(""), error);
}

/* The lines of an item's contents follow its marker. */
static bool move_lines(const struct outline *outline, uint32_t item, const struct change_item *parts, int columns,
                       size_t base, struct edits *edits, struct error *error)
{
    const struct source *source = outline_source(outline);
    const char *data = source_bytes(source).data;
    size_t quotes = 0;
    size_t behind = parts->line;
    for (size_t i = parts->line; i < parts->marker; i++) {
        if (data[i] == '>') {
            quotes++;
            behind = i + 1;
        }
    }
    size_t indent = parts->marker_end + 1 - behind;
    size_t first = outline_node(outline, item)->line;
    size_t last = change_last_line(outline, outline_node(outline, item)->span);
    for (size_t line = first + 1; line <= last; line++) {
        if (!move_line(outline, line, quotes, indent, columns, base, edits, error)) {
            return false;
        }
    }
    return true;
}

bool change_number(const struct outline *outline, uint32_t item, uint32_t number, int columns, size_t base,
                   struct edits *edits, struct error *error)
{
    const struct outline_node *node = outline_node(outline, item);
    struct change_item parts = change_item_parts(outline, item);
    if (node->ordered && number != node->number) {
        if (!change_has_number(outline, number, error)) {
            return false;
        }
        struct span digits = {.start = parts.marker, .end = parts.marker + parts.digits};
        struct bytes bytes;
        bytes_init(&bytes);
        change_append_number(source_slice(outline_source(outline), digits), number, &bytes);
        columns += (int)bytes.size - (int)parts.digits;
        struct span place = {.start = digits.start - base, .end = digits.end - base};
        bool done = bytes.failed ? error_no_memory(error) : edits_add(edits, place, bytes_slice(&bytes), error);
        bytes_release(&bytes);
        if (!done) {
            return false;
        }
    }
    return columns == 0 || move_lines(outline, item, &parts, columns, base, edits, error);
}

bool change_count(const struct outline *outline, uint32_t item, uint32_t number, int step, struct edits *edits,
                  struct error *error)
{
    for (; item != 0 && outline_node(outline, item)->number == number; item = outline_node(outline, item)->next) {
        uint32_t wanted = step > 0 ? number + 1 : number - 1;
        if (!change_number(outline, item, wanted, 0, 0, edits, error)) {
            return false;
        }
        number++;
    }
    return true;
}
