/* New entries as text, like those that are there. */
#include "outline/tree_write.h"

/* ---- what they are like ---- */

/* The entry of the key in one of the records; the last one that has it. */
static uint32_t find_in_records(const struct tree *tree, uint32_t records, struct slice key)
{
    uint32_t found = TREE_NO_MODEL;
    for (uint32_t at = tree->nodes[records].child; at != 0; at = tree->nodes[at].next) {
        uint32_t child = tree_child(tree, at, key);
        found = child == 0 ? found : child;
    }
    return found;
}

struct tree_model tree_model_of(const struct tree *tree, uint32_t parent, struct slice key)
{
    uint32_t last = tree_last(tree, parent);
    last = last == 0 ? TREE_NO_MODEL : last;
    struct tree_model model = {.node = TREE_NO_MODEL, .keyed = last, .records = TREE_NO_MODEL};
    if (key.data == NULL) {
        model.node = last;
        model.records = parent;
    } else if (parent != 0) {
        model.node = find_in_records(tree, tree->nodes[parent].parent, key);
    }
    return model;
}

/* The model for an entry of something new. */
static struct tree_model inner_model(const struct tree *tree, struct tree_model model, struct slice key)
{
    struct tree_model inner = {.node = TREE_NO_MODEL, .keyed = TREE_NO_MODEL, .records = TREE_NO_MODEL};
    if (key.data != NULL && model.records != TREE_NO_MODEL) {
        inner.node = find_in_records(tree, model.records, key);
    } else if (model.node != TREE_NO_MODEL) {
        uint32_t child = key.data != NULL ? tree_child(tree, model.node, key) : tree->nodes[model.node].child;
        inner.node = child == 0 ? TREE_NO_MODEL : child;
    }
    inner.keyed = inner.node;
    return inner;
}

/* Quotes are taken over where they were put without need. */
static struct tree_form form_of(const struct tree_habits *habits, bool flow, const struct tree_node *node, bool key)
{
    struct tree_form form = {.style = TREE_PLAIN, .kind = TREE_STRING, .quotes = habits->quotes, .flow = flow};
    if (node == NULL || (!key && node->type != TREE_SCALAR)) {
        return form;
    }
    enum tree_style style = (enum tree_style)(key ? node->key_style : node->style);
    struct slice text = key ? node->name : node->text;
    if (style == TREE_SINGLE || style == TREE_DOUBLE) {
        form.quotes = style;
        bool needless = tree_can_be_plain(text, flow) && tree_plain_kind(text) == TREE_STRING;
        form.style = needless ? style : TREE_PLAIN;
    } else {
        form.kind = key ? tree_plain_kind(text) : (enum tree_kind)node->kind;
    }
    return form;
}

static const struct tree_node *node_or_null(const struct tree *tree, uint32_t index)
{
    return index == TREE_NO_MODEL ? NULL : &tree->nodes[index];
}

/* ---- pieces ---- */

bool tree_write_blanks(struct tree_writer *writer, size_t count)
{
    while (count-- > 0) {
        bytes_append_byte(&writer->out, ' ');
    }
    return !writer->out.failed || error_no_memory(writer->error);
}

static bool write_text(struct tree_writer *writer, struct slice text)
{
    return bytes_append(&writer->out, text) || error_no_memory(writer->error);
}

static bool write_scalar(struct tree_writer *writer, const struct tree_content *entry, struct tree_model model,
                         bool flow)
{
    const struct tree_node *node = node_or_null(writer->tree, model.node);
    struct tree_form form = form_of(&writer->habits, flow, node, false);
    if (writer->tree->language == TREE_JSON && node != NULL) {
        form.style = node->style == TREE_PLAIN ? TREE_PLAIN : TREE_DOUBLE;
    }
    return tree_write_scalar(writer->tree, &writer->habits, form, entry, &writer->out, writer->error);
}

/* A key that is like the one of its neighbour. */
static bool write_key(struct tree_writer *writer, struct slice key, struct tree_model model, bool flow)
{
    enum { MOST = 512 }; /* libyaml looks no further for the colon than 1,024 characters */
    if (key.size > MOST && writer->tree->language == TREE_YAML) {
        return error_set(writer->error, ERROR_USAGE, "a key has at most %d bytes", (int)MOST);
    }
    const struct tree_node *node = node_or_null(writer->tree, model.keyed);
    node = node == NULL || node->name.data == NULL ? NULL : node;
    struct tree_form form = form_of(&writer->habits, flow, node, true);
    form.style = writer->tree->language == TREE_JSON ? TREE_DOUBLE : form.style;
    struct tree_content content = {.type = TREE_SCALAR, .text = key};
    return tree_write_scalar(writer->tree, &writer->habits, form, &content, &writer->out, writer->error);
}

/* ---- flow ---- */

static bool write_flow_ending(struct tree_writer *writer, struct slice indent, size_t levels)
{
    bool done = write_text(writer, writer->habits.ending) && write_text(writer, indent);
    for (size_t i = 0; i < levels && done; i++) {
        done = write_text(writer, writer->habits.unit);
    }
    return done;
}

/* `level`: how many units deeper than `indent` the entry stands. */
static bool write_flow(struct tree_writer *writer, const struct tree_content *entry, struct tree_model model,
                       struct slice indent, size_t level)
{
    bool done = entry->key.data == NULL || (write_key(writer, entry->key, model, true) &&
                                            write_text(writer, writer->habits.colon));
    if (entry->type == TREE_SCALAR) {
        return done && write_scalar(writer, entry, model, true);
    }
    bool map = entry->type == TREE_MAP;
    bool lines = indent.data != NULL && entry->count > 0;
    done = done && write_text(writer, slice_of(map ? "{" : "["));
    for (size_t i = 0; i < entry->count && done; i++) {
        struct slice comma = lines ? slice_of(",") : writer->habits.comma;
        done = (i == 0 || write_text(writer, comma)) &&
               (!lines || write_flow_ending(writer, indent, level + 1)) &&
               write_flow(writer, &entry->items[i], inner_model(writer->tree, model, entry->items[i].key), indent,
                          level + 1);
    }
    return done && (!lines || write_flow_ending(writer, indent, level)) &&
           write_text(writer, slice_of(map ? "}" : "]"));
}

bool tree_write_flow(struct tree_writer *writer, const struct tree_content *entry, struct tree_model model,
                     struct slice indent)
{
    return write_flow(writer, entry, model, indent, 0);
}

/* ---- block ---- */

static bool write_value(struct tree_writer *writer, const struct tree_content *entry, struct tree_model model,
                        size_t column, size_t width);

static bool write_line(struct tree_writer *writer, size_t column)
{
    return write_text(writer, writer->habits.ending) && tree_write_blanks(writer, column);
}

/* The entries of a map or sequence at `column`; the first one where writing stands (`inlined`), or in a line of its
 * own. */
static bool write_entries(struct tree_writer *writer, const struct tree_content *entry, struct tree_model model,
                          size_t column, bool inlined)
{
    bool done = true;
    for (size_t i = 0; i < entry->count && done; i++) {
        const struct tree_content *item = &entry->items[i];
        done = ((i == 0 && inlined) || write_line(writer, column)) &&
               tree_write_entry(writer, item, inner_model(writer->tree, model, item->key), column, 2);
    }
    return done;
}

/* Whether what is like it stands in brackets; a list of single values is like other lists. */
static bool is_flow(const struct tree_writer *writer, const struct tree_content *entry, struct tree_model model)
{
    const struct tree_node *node = node_or_null(writer->tree, model.node);
    if (node != NULL && node->type == entry->type && node->count > 0) {
        return node->style == TREE_FLOW;
    }
    bool flow = entry->type == TREE_SEQUENCE && writer->habits.flow_lists;
    for (size_t i = 0; i < entry->count && flow; i++) {
        flow = entry->items[i].type == TREE_SCALAR;
    }
    return flow;
}

/* What stands behind a colon (`width` 0) or a dash. */
static bool write_value(struct tree_writer *writer, const struct tree_content *entry, struct tree_model model,
                        size_t column, size_t width)
{
    if (entry->type == TREE_SCALAR) {
        return tree_write_blanks(writer, width > 0 ? width - 1 : 1) && write_scalar(writer, entry, model, false);
    }
    if (entry->count == 0 || is_flow(writer, entry, model)) {
        struct tree_content bare = *entry;
        bare.key = slice_make(NULL, 0);
        return tree_write_blanks(writer, width > 0 ? width - 1 : 1) &&
               tree_write_flow(writer, &bare, model, slice_make(NULL, 0));
    }
    if (width > 0) {
        return tree_write_blanks(writer, width - 1) && write_entries(writer, entry, model, column + width, true);
    }
    size_t deeper = entry->type == TREE_MAP ? writer->habits.step : writer->habits.dash;
    return write_entries(writer, entry, model, column + deeper, false);
}

bool tree_write_entry(struct tree_writer *writer, const struct tree_content *entry, struct tree_model model,
                      size_t column, size_t width)
{
    if (entry->key.data == NULL) {
        return write_text(writer, slice_of("-")) && write_value(writer, entry, model, column, width);
    }
    return write_key(writer, entry->key, model, false) && write_text(writer, slice_of(":")) &&
           write_value(writer, entry, model, column, 0);
}
