/* Entries in brackets: JSON, and YAML's flow style. */
#include "outline/tree_write.h"

static char byte_at(const struct tree *tree, size_t at)
{
    return at < tree->part.end ? tree->bytes.data[at] : '\0';
}

/* The comma behind an entry, or SLICE_NONE. */
static size_t find_comma(const struct tree *tree, uint32_t node)
{
    size_t at = tree_skip(tree, tree->nodes[node].value.end, tree->part.end);
    return byte_at(tree, at) == ',' ? at : SLICE_NONE;
}

/* Whether only blanks, and in YAML a comment, stand from `at` to the end of its line. */
static bool ends_line(const struct tree *tree, size_t at)
{
    size_t end = tree_line_end(tree, at);
    return end < tree->part.end && tree_skip(tree, at, end) == end;
}

/* ---- adding ---- */

/* What a record is spread over lines with: like its neighbour, if that is one that has something in it. */
static struct slice indent_for(const struct tree *tree, uint32_t sibling, const struct tree_content *entry)
{
    const struct tree_node *node = &tree->nodes[sibling];
    bool lines = tree->language == TREE_JSON && tree_begins_line(tree, node->start) && entry->type != TREE_SCALAR;
    if (lines && node->type != TREE_SCALAR && node->count > 0) {
        lines = tree_begins_line(tree, tree->nodes[node->child].start);
    }
    return lines ? tree_indent(tree, node->start) : slice_make(NULL, 0);
}

static bool add_text(struct tree_writer *writer, struct slice text)
{
    return bytes_append(&writer->out, text) || error_no_memory(writer->error);
}

/* The comma behind an entry; not right behind a colon, which would take it for a part of a word. */
static struct slice comma_behind(const struct tree *tree, uint32_t node)
{
    size_t end = tree->nodes[node].value.end;
    return slice_of(tree->language == TREE_YAML && tree->bytes.data[end - 1] == ':' ? " ," : ",");
}

/* In a line of its own. */
static bool add_line(struct tree_writer *writer, uint32_t sibling, bool behind, const struct tree_content *entry,
                     struct tree_model model, struct edits *edits)
{
    const struct tree *tree = writer->tree;
    struct slice indent = tree_indent(tree, tree->nodes[sibling].start);
    struct slice inner = indent_for(tree, sibling, entry);
    if (!behind) {
        size_t start = tree_entry_lines(tree, sibling, tree->nodes[tree->nodes[sibling].parent].value.start);
        return add_text(writer, indent) && tree_write_flow(writer, entry, model, inner) &&
               add_text(writer, slice_of(",")) && add_text(writer, writer->habits.ending) &&
               edits_add(edits, (struct span){.start = start, .end = start}, bytes_slice(&writer->out), writer->error);
    }
    size_t end = tree->nodes[sibling].value.end;
    size_t comma = find_comma(tree, sibling);
    size_t line = tree_line_end(tree, comma == SLICE_NONE ? end : comma);
    bool done = add_text(writer, writer->habits.ending) && add_text(writer, indent) &&
                tree_write_flow(writer, entry, model, inner) &&
                (comma == SLICE_NONE || add_text(writer, slice_of(",")));
    struct span place = {.start = end, .end = end};
    done = done && (comma != SLICE_NONE || edits_add(edits, place, comma_behind(tree, sibling), writer->error));
    place = (struct span){.start = line, .end = line};
    return done && edits_add(edits, place, bytes_slice(&writer->out), writer->error);
}

static bool add_inline(struct tree_writer *writer, uint32_t sibling, bool behind, const struct tree_content *entry,
                       struct tree_model model, struct edits *edits)
{
    const struct tree *tree = writer->tree;
    const struct tree_node *node = &tree->nodes[sibling];
    struct slice none = slice_make(NULL, 0);
    size_t at = behind ? node->value.end : node->start;
    struct slice lead = comma_behind(tree, sibling);
    lead = slice_part(lead, 0, lead.size - 1);
    bool done = behind ? add_text(writer, lead) && add_text(writer, writer->habits.comma) &&
                             tree_write_flow(writer, entry, model, none)
                       : tree_write_flow(writer, entry, model, none) && add_text(writer, writer->habits.comma);
    return done && edits_add(edits, (struct span){.start = at, .end = at}, bytes_slice(&writer->out), writer->error);
}

bool tree_flow_add(struct tree_writer *writer, uint32_t parent, uint32_t sibling, bool behind,
                   const struct tree_content *entry, struct edits *edits)
{
    const struct tree *tree = writer->tree;
    const struct tree_node *node = &tree->nodes[sibling];
    struct tree_model model = tree_model_of(tree, parent, entry->key);
    size_t comma = find_comma(tree, sibling);
    bool line = tree_begins_line(tree, node->start) &&
                (!behind || ends_line(tree, comma == SLICE_NONE ? node->value.end : comma + 1));
    return line ? add_line(writer, sibling, behind, entry, model, edits)
                : add_inline(writer, sibling, behind, entry, model, edits);
}

/* ---- removing ---- */

static bool cut(size_t start, size_t end, struct edits *edits, struct error *error)
{
    return edits_add(edits, (struct span){.start = start, .end = end}, slice_of(""), error);
}

/* An entry in lines of its own, among others with comments. */
static bool remove_lines(const struct tree *tree, uint32_t node, uint32_t before, size_t comma, struct edits *edits,
                         struct error *error)
{
    const struct tree_node *entry = &tree->nodes[node];
    size_t least = before == 0 ? tree->nodes[entry->parent].value.start : tree->nodes[before].value.end;
    size_t start = tree_entry_lines(tree, node, tree_line_next(tree, least));
    size_t next = tree_line_next(tree, comma == SLICE_NONE ? entry->value.end : comma);
    size_t last_comma = before == 0 || comma != SLICE_NONE ? SLICE_NONE : find_comma(tree, before);
    return (last_comma == SLICE_NONE || cut(last_comma, last_comma + 1, edits, error)) &&
           cut(start, next, edits, error);
}

bool tree_flow_remove(const struct tree *tree, uint32_t node, struct edits *edits, struct error *error)
{
    const struct tree_node *entry = &tree->nodes[node];
    const struct tree_node *parent = &tree->nodes[entry->parent];
    if (parent->style == TREE_PAIR) {
        return tree_refuse(tree, node, error, "this is the only key of an item without braces; remove the item");
    }
    uint32_t before = tree_before(tree, node);
    size_t comma = find_comma(tree, node);
    size_t end = comma == SLICE_NONE ? entry->value.end : comma + 1;
    if (before == 0 && entry->next == 0) {
        bool comments = tree->language == TREE_YAML &&
                        (slice_find(slice_part(tree->bytes, parent->value.start + 1, entry->start), slice_of("#"), 0) !=
                             SLICE_NONE ||
                         slice_find(slice_part(tree->bytes, end, parent->value.end - 1), slice_of("#"), 0) !=
                             SLICE_NONE);
        return comments ? cut(entry->start, end, edits, error)
                        : cut(parent->value.start + 1, parent->value.end - 1, edits, error);
    }
    if (tree->language == TREE_YAML && tree_begins_line(tree, entry->start) && ends_line(tree, end)) {
        return remove_lines(tree, node, before, comma, edits, error);
    }
    if (entry->next != 0) {
        return cut(entry->start, tree->nodes[entry->next].start, edits, error);
    }
    size_t start = tree->nodes[before].value.end;
    /* A colon needs a blank behind it. */
    if (comma_behind(tree, before).size > 1 && !tree_is_blank(byte_at(tree, entry->value.end))) {
        start = tree_skip_blanks(tree, start);
    }
    return cut(start, entry->value.end, edits, error);
}
