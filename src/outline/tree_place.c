/* Lines and columns of entries. */
#include "outline/tree_write.h"

size_t tree_line_start(const struct tree *tree, size_t offset)
{
    size_t start = source_line(tree->source, source_line_at(tree->source, offset)).start;
    /* Behind a last line ending no line begins that the source knows of. */
    if (offset > 0 && offset == tree->bytes.size && tree_is_ending(tree->bytes.data[offset - 1])) {
        start = offset;
    }
    return start < tree->part.start ? tree->part.start : start;
}

size_t tree_line_end(const struct tree *tree, size_t offset)
{
    size_t end = offset;
    while (end < tree->part.end && !tree_is_ending(tree->bytes.data[end])) {
        end++;
    }
    return end;
}

size_t tree_line_next(const struct tree *tree, size_t offset)
{
    size_t end = tree_line_end(tree, offset);
    return end < tree->part.end ? end + source_ending_at(tree->source, end) : end;
}

size_t tree_column(const struct tree *tree, size_t offset)
{
    return offset - tree_line_start(tree, offset);
}

struct slice tree_indent(const struct tree *tree, size_t offset)
{
    size_t start = tree_line_start(tree, offset);
    return slice_part(tree->bytes, start, tree_skip_blanks(tree, start));
}

bool tree_begins_line(const struct tree *tree, size_t offset)
{
    return tree_skip_blanks(tree, tree_line_start(tree, offset)) >= offset;
}

bool tree_is_empty_line(const struct tree *tree, size_t start)
{
    size_t end = tree_skip_blanks(tree, start);
    return end < tree->part.end && tree_is_ending(tree->bytes.data[end]);
}

size_t tree_entry_lines(const struct tree *tree, uint32_t node, size_t least)
{
    size_t start = tree_line_start(tree, tree->nodes[node].start);
    size_t column = tree->nodes[node].start - start;
    while (start > least && start > tree->part.start && tree->language == TREE_YAML) {
        size_t before = tree_line_start(tree, start - 1);
        size_t text = tree_skip_blanks(tree, before);
        if (before < least || text - before != column || tree->bytes.data[text] != '#') {
            break;
        }
        start = before;
    }
    return start;
}

bool tree_in_flow(const struct tree *tree, uint32_t node)
{
    return tree->language == TREE_JSON || (node != 0 && tree->nodes[tree->nodes[node].parent].style != TREE_BLOCK);
}

size_t tree_value_place(const struct tree *tree, uint32_t node)
{
    const struct tree_node *entry = &tree->nodes[node];
    size_t place = entry->start;
    if (entry->key.end > 0) {
        place = tree_skip(tree, entry->key.end, tree->part.end);
    }
    bool marked = place < tree->part.end && (tree->bytes.data[place] == ':' || tree->bytes.data[place] == '-');
    place += node != 0 && marked ? 1 : 0;
    for (size_t at = tree_skip_blanks(tree, place);
         at < tree->part.end && (tree->bytes.data[at] == '&' || tree->bytes.data[at] == '!') &&
         (entry->tagged || entry->anchor.data != NULL) && at < entry->value.start;
         at = tree_skip_blanks(tree, place)) {
        while (at < tree->part.end && !tree_is_blank(tree->bytes.data[at]) && !tree_is_ending(tree->bytes.data[at])) {
            at++;
        }
        place = at;
    }
    return place;
}

bool tree_refuse(const struct tree *tree, uint32_t node, struct error *error, const char *what)
{
    return error_set_at(error, ERROR_USAGE, source_name(tree->source), tree_line(tree, node), "%s", what);
}
