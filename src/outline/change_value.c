/* Values on their way into a document, and edits on their way into a list. */
#include "outline/change_parts.h"

#include "base/memory.h"

#include <string.h>

bool change_value(const struct outline *outline, struct slice value, struct slice *trimmed, struct error *error)
{
    *trimmed = slice_trim(value);
    for (size_t i = 0; i < trimmed->size; i++) {
        if (trimmed->data[i] == '\n' || trimmed->data[i] == '\r') {
            return error_set_at(error, ERROR_USAGE, source_name(outline_source(outline)), 0,
                                "the value has a line ending in it; write it as one line");
        }
    }
    return true;
}

/* ---- reading a line as it would be read in a document ---- */

/* Scans a document of its own made of the parts. */
static struct outline *scan_parts(const char *before, struct slice text, const char *behind, struct source **source,
                                  struct error *error)
{
    struct bytes bytes;
    bytes_init(&bytes);
    bytes_append_text(&bytes, before);
    bytes_append(&bytes, text);
    bytes_append_text(&bytes, behind);
    *source = NULL;
    if (bytes.failed) {
        bytes_release(&bytes);
        error_no_memory(error);
        return NULL;
    }
    *source = source_take("", &bytes, error);
    return *source == NULL ? NULL : outline_scan(*source, error);
}

static bool same_text(const struct outline *outline, uint32_t node, struct slice text)
{
    return slice_equal(outline_text(outline, node), text);
}

bool change_is_paragraph(struct slice text, bool *plain, struct error *error)
{
    struct source *source = NULL;
    /* Front matter, which only a first line can open, is kept out by the blank line. */
    struct outline *outline = scan_parts("\n", text, "\n", &source, error);
    bool done = outline != NULL;
    *plain = done && outline_count(outline) == 2 && outline_node(outline, 1)->type == OUTLINE_PARAGRAPH &&
             same_text(outline, 1, text);
    outline_free(outline);
    source_release(source);
    return done;
}

bool change_is_heading(struct slice line, unsigned level, struct slice text, bool *same, struct error *error)
{
    struct source *source = NULL;
    struct outline *outline = scan_parts("\n", line, "\n", &source, error);
    bool done = outline != NULL;
    *same = done && outline_count(outline) == 2 && outline_node(outline, 1)->type == OUTLINE_HEADING &&
            outline_node(outline, 1)->level == level && same_text(outline, 1, text);
    outline_free(outline);
    source_release(source);
    return done;
}

/* What may stand in an item beside a paragraph: a block that ends with its line and leaves alone what stands below. */
static bool fits_item(enum outline_type type, bool alone)
{
    return type == OUTLINE_PARAGRAPH || type == OUTLINE_HEADING ||
           (alone && (type == OUTLINE_HTML || type == OUTLINE_DEFINITION));
}

bool change_check_item(struct slice text, bool box, bool alone, struct error *error)
{
    if (text.size == 0) {
        return error_set(error, ERROR_USAGE, "an item needs a text; remove-item takes the item away");
    }
    struct source *source = NULL;
    struct outline *outline = scan_parts(box ? "- [ ] " : "- ", text, "\n", &source, error);
    if (outline == NULL) {
        source_release(source);
        return false;
    }
    enum { ITEM = 2, BLOCK = 3 };
    const struct outline_node *item = outline_count(outline) > ITEM ? outline_node(outline, ITEM) : NULL;
    bool fits = item != NULL && item->type == OUTLINE_ITEM && (item->box != OUTLINE_BOX_NONE) == box &&
                same_text(outline, ITEM, text) && outline_count(outline) == BLOCK + 1 &&
                fits_item((enum outline_type)outline_node(outline, BLOCK)->type, alone);
    outline_free(outline);
    source_release(source);
    return fits || error_set(error, ERROR_USAGE,
                             "\"%.*s\" would not be the text of an item but another block; word it differently",
                             SLICE_PRINT(text));
}

/* ---- edits ---- */

bool change_mark(const struct edits *edits, struct change_mark *mark, struct error *error)
{
    mark->count = edits->count;
    mark->items = memory_new(edits->count, sizeof *mark->items);
    if (mark->items == NULL) {
        return error_no_memory(error);
    }
    if (edits->count > 0) {
        memcpy(mark->items, edits->items, edits->count * sizeof *mark->items);
    }
    return true;
}

bool change_settle(struct edits *edits, struct change_mark *mark, bool done)
{
    if (!done) {
        if (mark->count > 0) {
            memcpy(edits->items, mark->items, mark->count * sizeof *mark->items);
        }
        edits->count = mark->count;
    }
    memory_free(mark->items);
    *mark = (struct change_mark){0};
    return done;
}

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0U) == 0x80U;
}

bool change_replace(const struct outline *outline, struct span old, struct slice text, struct edits *edits,
                    struct error *error)
{
    struct slice before = source_slice(outline_source(outline), old);
    size_t most = before.size < text.size ? before.size : text.size;
    size_t head = 0;
    while (head < most && before.data[head] == text.data[head]) {
        head++;
    }
    /* Neither character of a pair of them is cut: where the bytes part inside one, it is replaced whole. */
    while (head > 0 && ((head < before.size && is_continuation(before.data[head])) ||
                        (head < text.size && is_continuation(text.data[head])))) {
        head--;
    }
    size_t tail = 0;
    while (tail < most - head && before.data[before.size - tail - 1] == text.data[text.size - tail - 1]) {
        tail++;
    }
    while (tail > 0 && is_continuation(before.data[before.size - tail])) {
        tail--;
    }
    struct span span = {.start = old.start + head, .end = old.end - tail};
    return edits_add(edits, span, slice_part(text, head, text.size - tail), error);
}

bool change_replace_bytes(const struct outline *outline, struct span old, struct bytes *bytes, struct edits *edits,
                          struct error *error)
{
    bool done = bytes->failed ? error_no_memory(error)
                              : change_replace(outline, old, bytes_slice(bytes), edits, error);
    bytes_release(bytes);
    return done;
}
