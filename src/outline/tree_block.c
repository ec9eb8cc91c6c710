/* Entries that stand in lines of their own: YAML's block style. */
#include "outline/tree_write.h"

/* ---- lines between entries ---- */

/* Where the last line of an entry ends, without its ending. Comments right below it that are indented deeper belong to
 * it. */
static size_t last_end(const struct tree *tree, uint32_t node)
{
    size_t column = tree_column(tree, tree->nodes[node].start);
    size_t end = tree_line_end(tree, tree->nodes[node].value.end);
    for (;;) {
        size_t line = tree_line_next(tree, end);
        size_t text = tree_skip_blanks(tree, line);
        if (text >= tree->part.end || tree->bytes.data[text] != '#' || text - line <= column) {
            return end;
        }
        end = tree_line_end(tree, text);
    }
}

/* Whether an empty line stands between two neighbours. */
static bool apart(const struct tree *tree, uint32_t one, uint32_t other)
{
    return one != 0 && other != 0 && tree_begins_line(tree, tree->nodes[other].start) &&
           tree_is_empty_line(tree, tree_line_next(tree, last_end(tree, one)));
}

/* Whether an entry ends with a block scalar to which empty lines behind it would belong. */
static bool keeps_lines(const struct tree *tree, uint32_t node)
{
    const struct tree_node *last = &tree->nodes[tree_end(tree, node) - 1];
    struct slice raw = slice_part(tree->bytes, last->value.start, last->value.end);
    return (last->style == TREE_LITERAL || last->style == TREE_FOLDED) &&
           slice_find(slice_part(raw, 0, 3), slice_of("+"), 0) != SLICE_NONE;
}

/* How far an item's text stands from its dash. */
static size_t dash_width(const struct tree *tree, uint32_t item)
{
    const struct tree_node *node = &tree->nodes[item];
    size_t place = node->value.start;
    bool same_line = tree_line_start(tree, node->start) == tree_line_start(tree, place);
    bool plain = same_line && node->anchor.data == NULL && !node->tagged && place > node->start + 1;
    return plain ? place - node->start : 2;
}

/* ---- adding ---- */

static bool write_ending(struct tree_writer *writer)
{
    return bytes_append(&writer->out, writer->habits.ending) || error_no_memory(writer->error);
}

static bool add_behind(struct tree_writer *writer, uint32_t sibling, const struct tree_content *entry,
                       struct tree_model model, size_t column, struct edits *edits)
{
    const struct tree *tree = writer->tree;
    uint32_t before = tree_before(tree, sibling);
    bool blank = before != 0 ? apart(tree, before, sibling) : apart(tree, sibling, tree->nodes[sibling].next);
    blank = blank && !keeps_lines(tree, sibling);
    size_t end = last_end(tree, sibling);
    bool done = write_ending(writer) && (!blank || write_ending(writer)) && tree_write_blanks(writer, column) &&
                tree_write_entry(writer, entry, model, column, dash_width(tree, sibling));
    struct span place = {.start = end, .end = end};
    return done && edits_add(edits, place, bytes_slice(&writer->out), writer->error);
}

static bool add_before(struct tree_writer *writer, uint32_t sibling, const struct tree_content *entry,
                       struct tree_model model, size_t column, struct edits *edits)
{
    const struct tree *tree = writer->tree;
    const struct tree_node *node = &tree->nodes[sibling];
    uint32_t before = tree_before(tree, sibling);
    bool blank = node->next != 0 ? apart(tree, sibling, node->next) : apart(tree, before, sibling);
    bool own_line = tree_begins_line(tree, node->start);
    size_t least = before == 0 ? 0 : last_end(tree, before);
    size_t start = own_line ? tree_entry_lines(tree, sibling, least) : node->start;
    bool done = (!own_line || tree_write_blanks(writer, column)) &&
                tree_write_entry(writer, entry, model, column, dash_width(tree, sibling)) && write_ending(writer) &&
                (!blank || write_ending(writer)) && (own_line || tree_write_blanks(writer, column));
    struct span place = {.start = start, .end = start};
    return done && edits_add(edits, place, bytes_slice(&writer->out), writer->error);
}

bool tree_block_add(struct tree_writer *writer, uint32_t parent, uint32_t sibling, bool behind,
                    const struct tree_content *entry, struct edits *edits)
{
    struct tree_model model = tree_model_of(writer->tree, parent, entry->key);
    size_t column = tree_column(writer->tree, writer->tree->nodes[sibling].start);
    return behind ? add_behind(writer, sibling, entry, model, column, edits)
                  : add_before(writer, sibling, entry, model, column, edits);
}

/* ---- removing ---- */

static bool cut(size_t start, size_t end, struct edits *edits, struct error *error)
{
    return start >= end || edits_add(edits, (struct span){.start = start, .end = end}, slice_of(""), error);
}

/* Takes out whole lines from `start`, where one begins, to `next`, where one begins or the text ends. A text without a
 * last line ending stays so. */
static bool cut_lines(const struct tree *tree, size_t start, size_t next, struct edits *edits, struct error *error)
{
    bool ended = next > 0 && tree_is_ending(tree->bytes.data[next - 1]);
    if (!ended && start > tree->part.start) {
        start--;
        if (start > tree->part.start && tree->bytes.data[start] == '\n' && tree->bytes.data[start - 1] == '\r') {
            start--;
        }
    }
    return cut(start, next, edits, error);
}

/* Where the empty lines directly above the line at `start` begin, but not before `least`. */
static size_t empty_lines_above(const struct tree *tree, size_t start, size_t least)
{
    while (start > least && start > tree->part.start) {
        size_t line = tree_line_start(tree, start - 1);
        if (line < least || !tree_is_empty_line(tree, line)) {
            break;
        }
        start = line;
    }
    return start;
}

static bool remove_lines(const struct tree *tree, uint32_t node, uint32_t before, struct edits *edits,
                         struct error *error)
{
    size_t least = before == 0 ? tree->part.start : tree_line_next(tree, last_end(tree, before));
    size_t start = tree_entry_lines(tree, node, least);
    size_t next = tree_line_next(tree, last_end(tree, node));
    size_t above = empty_lines_above(tree, start, least);
    uint32_t behind = tree->nodes[node].next;
    if (behind == 0) {
        return cut_lines(tree, before == 0 ? start : above, next, edits, error);
    }
    if (before == 0 || above < start) {
        while (tree_is_empty_line(tree, next)) {
            next = tree_line_next(tree, next);
        }
    }
    return cut_lines(tree, start, next, edits, error);
}

/* The first entry, which begins behind a dash: the next one takes its place. */
static bool remove_first(const struct tree *tree, uint32_t node, struct edits *edits, struct error *error)
{
    uint32_t next = tree->nodes[node].next;
    size_t line = tree_entry_lines(tree, next, tree_line_next(tree, last_end(tree, node)));
    return cut(tree->nodes[node].start, tree_skip_blanks(tree, line), edits, error);
}

/* The only entry: what held it is empty. */
static bool remove_only(const struct tree *tree, uint32_t node, struct edits *edits, struct error *error)
{
    const struct tree_node *entry = &tree->nodes[node];
    uint32_t parent = entry->parent;
    struct slice empty = slice_of(tree->nodes[parent].type == TREE_MAP ? " {}" : " []");
    struct slice brackets = slice_part(empty, 1, empty.size);
    size_t place = tree_value_place(tree, parent);
    if (parent == 0 || tree_line_start(tree, place) == tree_line_start(tree, entry->start)) {
        return edits_add(edits, (struct span){.start = entry->start, .end = entry->value.end}, brackets, error);
    }
    size_t start = tree_entry_lines(tree, node, tree_line_next(tree, place));
    return edits_add(edits, (struct span){.start = place, .end = place}, empty, error) &&
           cut_lines(tree, start, tree_line_next(tree, last_end(tree, node)), edits, error);
}

bool tree_block_remove(const struct tree *tree, uint32_t node, struct edits *edits, struct error *error)
{
    const struct tree_node *entry = &tree->nodes[node];
    if (tree->nodes[entry->parent].count == 1) {
        return remove_only(tree, node, edits, error);
    }
    uint32_t before = tree_before(tree, node);
    if (!tree_begins_line(tree, entry->start)) {
        return before == 0
                   ? remove_first(tree, node, edits, error)
                   : tree_refuse(tree, node, error, "this does not stand in a line of its own; edit it by hand");
    }
    return remove_lines(tree, node, before, edits, error);
}
