/* Rules whose records are the lines of a tree that is drawn in a fence, with lines, arrows or blanks for its branches:
 *
 *     #1 Allocation
 *     ├── blocks #2 Execution
 *     │     └── blocks #4 Testing
 *     └── blocks #3 Measurement
 *
 * A line hangs on the nearest one before it whose text begins further left. Lines that no template fits are passed over.
 */
#include "plan/build.h"

#include "text/utf8.h"

enum { DEEPEST = 64 };

/* A line that others may hang on. */
struct branch {
    size_t column; /* in characters, of its text */
    struct span id;
    size_t line;
};

struct drawing {
    struct matching *matching;
    uint32_t fence;
    struct branch branches[DEEPEST];
    size_t depth;
};

/* What branches are drawn of. */
static bool is_drawn(unsigned long code)
{
    return (code >= 0x2500 && code <= 0x257F) || (code >= 0x2190 && code <= 0x21FF) || code == 0x2022 ||
           (code > 0 && code < 0x80 && strchr(" \t|+-`\\'*>", (int)code) != NULL);
}

/* Where the text of a line begins, in bytes, and in characters. */
static size_t text_start(struct slice line, size_t *column)
{
    size_t start = 0;
    *column = 0;
    while (start < line.size) {
        size_t next = start;
        if (!is_drawn(utf8_decode(line, &next))) {
            break;
        }
        start = next;
        (*column)++;
    }
    return start;
}

static bool read_text(struct matching *matching, struct span text, size_t line, bool *fits)
{
    *fits = false;
    for (size_t i = 0; i < matching->rule->text_count && !*fits; i++) {
        matching->scratch_count = 0;
        if (!match_template(matching, &matching->rule->texts[i], slice_of(""), text, line, SIZE_MAX, fits)) {
            return false;
        }
    }
    return true;
}

/* What the line above is to this one, as a value of this one. */
static bool add_parent(const struct drawing *drawing)
{
    struct matching *matching = drawing->matching;
    if (drawing->depth == 0 || matching->rule->parent == ROLE_OTHER) {
        return true;
    }
    const struct branch *above = &drawing->branches[drawing->depth - 1];
    if (!match_add(matching, matching->rule->parent, slice_of(""), above->id, above->line, SIZE_MAX)) {
        return false;
    }
    matching->scratch[matching->scratch_count - 1].borrowed = true;
    return true;
}

static bool read_line(struct drawing *drawing, struct span span, size_t number)
{
    struct matching *matching = drawing->matching;
    struct slice line = source_slice(matching->plan->documents[matching->document]->source, span);
    size_t column = 0;
    bool fits = false;
    struct slice text = slice_trim(slice_part(line, text_start(line, &column), line.size));
    if (text.size == 0) {
        return true;
    }
    struct span trimmed = {.start = span.start + (size_t)(text.data - line.data)};
    trimmed.end = trimmed.start + text.size;
    if (!read_text(matching, trimmed, number, &fits)) {
        return false;
    }
    struct branch branch = {.column = column, .line = number};
    for (size_t i = 0; i < matching->scratch_count && fits; i++) {
        branch.id = matching->scratch[i].role == ROLE_ID ? matching->scratch[i].span : branch.id;
    }
    if (!fits || branch.id.start == branch.id.end) {
        return true;
    }
    while (drawing->depth > 0 && drawing->branches[drawing->depth - 1].column >= column) {
        drawing->depth--;
    }
    bool added = add_parent(drawing) && match_above(matching, drawing->fence) &&
                 records_add_place(matching, drawing->fence, number);
    if (drawing->depth < DEEPEST) {
        drawing->branches[drawing->depth++] = branch;
    }
    return added;
}

static bool read_fence(struct matching *matching, uint32_t fence)
{
    const struct document *document = matching->plan->documents[matching->document];
    struct drawing drawing = {.matching = matching, .fence = fence};
    struct span content = outline_node(document->outline, fence)->content;
    if (content.start == content.end) {
        return true;
    }
    size_t last = source_line_at(document->source, content.end - 1);
    for (size_t line = source_line_at(document->source, content.start); line <= last; line++) {
        if (!read_line(&drawing, source_line_text(document->source, line), line)) {
            return false;
        }
    }
    return true;
}

bool match_trees(struct matching *matching)
{
    for (size_t i = 0; i < matching->landmarks->fence_count; i++) {
        uint32_t fence = matching->landmarks->fences[i];
        bool under = false;
        if (!match_is_under(matching, fence, &under) || (under && !read_fence(matching, fence))) {
            return false;
        }
    }
    return true;
}
