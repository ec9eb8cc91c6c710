/* The first entry of an empty map or sequence, or of what has no value yet. */
#include "outline/tree_write.h"

/* What is empty, with the entry in it. */
static struct tree_content wrap(const struct tree_content *entry)
{
    return (struct tree_content){
        .type = entry->key.data == NULL ? TREE_SEQUENCE : TREE_MAP,
        .items = entry,
        .count = 1,
    };
}

/* The value of the same key in another record, with something in it. */
static const struct tree_node *find_model(const struct tree *tree, uint32_t parent, uint32_t *index)
{
    const struct tree_node *node = &tree->nodes[parent];
    if (parent == 0 || node->name.data == NULL || node->parent == 0) {
        return NULL;
    }
    for (uint32_t at = tree->nodes[tree->nodes[node->parent].parent].child; at != 0; at = tree->nodes[at].next) {
        *index = tree_child(tree, at, node->name);
        if (*index != 0 && tree->nodes[*index].count > 0) {
            return &tree->nodes[*index];
        }
    }
    return NULL;
}

static bool replace(const struct tree *tree, uint32_t parent, struct tree_writer *writer, struct edits *edits)
{
    struct span value = tree->nodes[parent].value;
    if (span_size(value) == 0 && value.start > 0 && !tree_is_blank(tree->bytes.data[value.start - 1])) {
        return edits_add(edits, value, slice_of(" "), writer->error) &&
               edits_add(edits, value, bytes_slice(&writer->out), writer->error);
    }
    return edits_add(edits, value, bytes_slice(&writer->out), writer->error);
}

static bool add_flow(struct tree_writer *writer, uint32_t parent, const struct tree_content *whole,
                     struct tree_model model, struct edits *edits)
{
    const struct tree *tree = writer->tree;
    size_t start = tree->nodes[parent].start;
    bool lines = tree->language == TREE_JSON && writer->habits.unit.size > 0 && tree_begins_line(tree, start);
    if (model.node != TREE_NO_MODEL && tree->language == TREE_JSON) {
        uint32_t child = tree->nodes[model.node].child;
        lines = lines && tree_begins_line(tree, tree->nodes[child].start);
    }
    struct slice indent = lines ? tree_indent(tree, start) : slice_make(NULL, 0);
    return tree_write_flow(writer, whole, model, indent) && replace(tree, parent, writer, edits);
}

/* The whole text: nothing stands around it. */
static bool add_root(struct tree_writer *writer, const struct tree_content *entry, struct tree_model model,
                     struct edits *edits)
{
    const struct tree *tree = writer->tree;
    struct span place = tree->nodes[0].value;
    if (span_size(place) > 0) {
        return tree_write_entry(writer, entry, model, 0, 2) &&
               edits_add(edits, place, bytes_slice(&writer->out), writer->error);
    }
    size_t at = tree->empty_at;
    bool behind = at > tree->part.start && !tree_is_ending(tree->bytes.data[at - 1]);
    bool ended = at > tree->part.start && !behind;
    bool inside = tree->part.end < tree->bytes.size || at < tree->part.end;
    if (behind && !bytes_append(&writer->out, writer->habits.ending)) {
        return error_no_memory(writer->error);
    }
    bool done = tree_write_entry(writer, entry, model, 0, 2) &&
                (!(ended || inside || tree->bytes.size == 0) || bytes_append(&writer->out, writer->habits.ending) ||
                 error_no_memory(writer->error));
    return done && edits_add(edits, (struct span){.start = at, .end = at}, bytes_slice(&writer->out), writer->error);
}

/* In lines below the key, or behind the dash. What stood there goes, with the blank before it. */
static bool add_block(struct tree_writer *writer, uint32_t parent, const struct tree_content *whole,
                      struct tree_model model, struct edits *edits)
{
    const struct tree *tree = writer->tree;
    const struct tree_node *node = &tree->nodes[parent];
    size_t column = tree_column(tree, node->start);
    struct span old = node->value;
    while (span_size(node->value) > 0 && tree_is_blank(tree->bytes.data[old.start - 1])) {
        old.start--;
    }
    bool item = node->key.end == 0;
    if (item && node->anchor.data == NULL) {
        /* Behind a dash, the first entry stands in its line, unless an anchor stands there, which would be its own. */
        struct tree_content bare = *whole->items;
        return tree_write_blanks(writer, 1) && tree_write_entry(writer, &bare, model, column + 2, 2) &&
               edits_add(edits, old, bytes_slice(&writer->out), writer->error);
    }
    column += item ? 2 : whole->type == TREE_MAP ? writer->habits.step : writer->habits.dash;
    size_t end = tree_line_end(tree, old.end);
    struct span place = {.start = end, .end = end};
    bool done = (bytes_append(&writer->out, writer->habits.ending) || error_no_memory(writer->error)) &&
                tree_write_blanks(writer, column) &&
                tree_write_entry(writer, whole->items, model, column, 2);
    return done && edits_add(edits, old, slice_of(""), writer->error) &&
           edits_add(edits, place, bytes_slice(&writer->out), writer->error);
}

bool tree_first_add(struct tree_writer *writer, uint32_t parent, const struct tree_content *entry,
                    struct edits *edits)
{
    const struct tree *tree = writer->tree;
    struct tree_content whole = wrap(entry);
    struct tree_model model = {.node = TREE_NO_MODEL, .keyed = TREE_NO_MODEL, .records = TREE_NO_MODEL};
    uint32_t index = 0;
    const struct tree_node *like = find_model(tree, parent, &index);
    like = like != NULL && like->type != whole.type ? NULL : like;
    if (like != NULL) {
        model.node = index;
    }
    bool flow = like != NULL ? like->style == TREE_FLOW : entry->type == TREE_SCALAR && whole.type == TREE_SEQUENCE &&
                                                              writer->habits.flow_lists;
    if (flow || tree_in_flow(tree, parent)) {
        return add_flow(writer, parent, &whole, model, edits);
    }
    struct tree_model inner = model;
    if (like != NULL) {
        inner = tree_model_of(tree, index, entry->key);
    }
    return parent == 0 ? add_root(writer, entry, inner, edits) : add_block(writer, parent, &whole, inner, edits);
}
