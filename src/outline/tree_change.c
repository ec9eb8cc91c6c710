#include "outline/tree_change.h"

#include "outline/change_parts.h"
#include "outline/tree_write.h"
#include "text/utf8.h"

/* ---- what is asked for ---- */

static bool is_text(struct slice text, struct error *error)
{
    return utf8_valid(text) ||
           error_set(error, ERROR_USAGE, "the text is no UTF-8, which YAML and JSON are written in");
}

/* Whether all texts can be written; a map has its keys once each. */
static bool check_content(const struct tree_content *content, size_t depth, struct error *error)
{
    if (!is_text(content->key, error) || !is_text(content->text, error)) {
        return false;
    }
    if (depth > TREE_DEPTH) {
        return error_set(error, ERROR_USAGE, "what is to be written is nested deeper than %d", (int)TREE_DEPTH);
    }
    for (size_t i = 0; i < content->count; i++) {
        bool keyed = content->items[i].key.data != NULL;
        if (keyed != (content->type == TREE_MAP)) {
            return error_set(error, ERROR_USAGE, "the entries of a map have keys, and those of a list have none");
        }
        if (!check_content(&content->items[i], depth + 1, error)) {
            return false;
        }
    }
    return true;
}

static bool refuse_alias(const struct tree *tree, uint32_t node, struct error *error)
{
    return error_set_at(error, ERROR_USAGE, source_name(tree->source), tree_line(tree, node),
                        "this is an alias; change what it stands for, where the anchor \"&%.*s\" is",
                        SLICE_PRINT(slice_part(tree->nodes[node].text, 0, 100)));
}

/* ---- setting ---- */

static bool is_unchanged(const struct tree_node *node, const struct tree_content *value)
{
    return slice_equal(node->text, value->text) && (!value->typed || value->kind == (enum tree_kind)node->kind);
}

/* Where there was nothing, a blank is put before the value, and the colon that a key in brackets may lack. */
static bool set_empty(const struct tree *tree, uint32_t node, struct slice text, struct edits *edits,
                      struct error *error)
{
    const struct tree_node *entry = &tree->nodes[node];
    struct span place = entry->value;
    bool colon = entry->key.end > 0 && place.start == entry->key.end;
    bool several = source_line_at(tree->source, entry->key.start) != source_line_at(tree->source, entry->key.end);
    if (colon && (several || !tree_in_flow(tree, node))) {
        return tree_refuse(tree, node, error, "this key has no colon; edit it by hand");
    }
    char before = place.start > tree->part.start ? tree->bytes.data[place.start - 1] : '\n';
    struct slice lead = slice_of(colon ? ": " : tree_is_blank(before) || tree_is_ending(before) ? "" : " ");
    size_t rest = tree_skip_blanks(tree, place.start);
    if (rest >= tree->part.end || tree_is_ending(tree->bytes.data[rest])) {
        place.end = rest;
    }
    struct bytes whole;
    bytes_init(&whole);
    bytes_append(&whole, lead);
    bytes_append(&whole, text);
    bool done = whole.failed ? error_no_memory(error) : edits_add(edits, place, bytes_slice(&whole), error);
    bytes_release(&whole);
    return done;
}

static bool set_scalar(const struct tree *tree, uint32_t node, const struct tree_content *value, struct edits *edits,
                       struct error *error)
{
    const struct tree_node *entry = &tree->nodes[node];
    enum tree_style style = (enum tree_style)entry->style;
    bool literal = style == TREE_LITERAL || style == TREE_FOLDED;
    if (literal && (!value->typed || value->kind == TREE_STRING)) {
        bool fits = false;
        bool done = tree_literal_set(tree, node, value->text, &fits, edits, error);
        if (!done || fits) {
            return done;
        }
    }
    struct tree_habits habits = tree_habits_of(tree);
    struct tree_form form = {
        .style = literal ? TREE_PLAIN : style,
        .kind = (enum tree_kind)entry->kind,
        .quotes = habits.quotes,
        .flow = tree_in_flow(tree, node),
    };
    struct bytes text;
    bytes_init(&text);
    size_t start = entry->value.start;
    if (entry->anchor.data != NULL && span_size(entry->value) > 0 && !tree_is_blank(tree->bytes.data[start - 1]) &&
        !tree_is_ending(tree->bytes.data[start - 1])) {
        bytes_append_byte(&text, ' '); /* what stands right behind an anchor would be taken for its name */
    }
    bool done = tree_write_scalar(tree, &habits, form, value, &text, error);
    if (done) {
        done = literal ? tree_literal_replace(tree, node, bytes_slice(&text), edits, error)
               : span_size(entry->value) == 0
                   ? set_empty(tree, node, bytes_slice(&text), edits, error)
                   : edits_add(edits, entry->value, bytes_slice(&text), error);
    }
    bytes_release(&text);
    return done;
}

bool tree_set(const struct tree *tree, uint32_t node, const struct tree_content *value, struct edits *edits,
              struct error *error)
{
    const struct tree_node *entry = &tree->nodes[node];
    struct change_mark mark;
    if (value->type != TREE_SCALAR) {
        return error_set(error, ERROR_USAGE, "only a single value can be set");
    }
    if (entry->type == TREE_ALIAS) {
        return refuse_alias(tree, node, error);
    }
    if (entry->type != TREE_SCALAR) {
        return tree_refuse(tree, node, error,
                           entry->type == TREE_MAP ? "this is a map; name one of its keys"
                                                   : "this is a list; name one of its items");
    }
    if (!check_content(value, 0, error)) {
        return false;
    }
    return is_unchanged(entry, value) || (change_mark(edits, &mark, error) &&
                                          change_settle(edits, &mark, set_scalar(tree, node, value, edits, error)));
}

/* ---- adding ---- */

static bool check_parent(const struct tree *tree, uint32_t parent, const struct tree_content *entry,
                         struct error *error)
{
    const struct tree_node *node = &tree->nodes[parent];
    if (node->type == TREE_ALIAS) {
        return refuse_alias(tree, parent, error);
    }
    if (node->type == TREE_SCALAR && (node->kind != TREE_NULL || node->tagged || node->style != TREE_PLAIN)) {
        return tree_refuse(tree, parent, error, "this is a single value; nothing can be added to it");
    }
    if (node->style == TREE_PAIR) {
        return tree_refuse(tree, parent, error, "this item has one key and no braces; edit it by hand");
    }
    if (node->type == TREE_SCALAR && node->key.end > 0 && node->key.end == node->value.start) {
        return tree_refuse(tree, parent, error, "this key has no colon; edit it by hand");
    }
    bool map = entry->key.data != NULL;
    if (node->type != TREE_SCALAR && map != (node->type == TREE_MAP)) {
        return tree_refuse(tree, parent, error, map ? "this is a list; a new item has no key"
                                                    : "this is a map; what is added to it needs a key");
    }
    uint32_t there = map ? tree_child(tree, parent, entry->key) : 0;
    if (there != 0) {
        return error_set_at(error, ERROR_CONFLICT, source_name(tree->source), tree_line(tree, there),
                            "the key is there already; change it with set-node");
    }
    return true;
}

static bool add_entry(struct tree_writer *writer, uint32_t parent, struct change_place place,
                      const struct tree_content *entry, struct edits *edits)
{
    const struct tree_node *node = &writer->tree->nodes[parent];
    if (node->count == 0) {
        return tree_first_add(writer, parent, entry, edits);
    }
    bool behind = place.position == CHANGE_LAST || place.position == CHANGE_AFTER;
    uint32_t sibling = place.position == CHANGE_LAST    ? tree_last(writer->tree, parent)
                       : place.position == CHANGE_FIRST ? node->child
                                                        : place.node;
    return node->style == TREE_BLOCK ? tree_block_add(writer, parent, sibling, behind, entry, edits)
                                     : tree_flow_add(writer, parent, sibling, behind, entry, edits);
}

bool tree_add(const struct tree *tree, uint32_t parent, struct change_place place, const struct tree_content *entry,
              struct edits *edits, struct error *error)
{
    bool beside = place.position == CHANGE_BEFORE || place.position == CHANGE_AFTER;
    if (beside && (place.node == 0 || place.node >= tree->count || tree->nodes[place.node].parent != parent)) {
        return error_set(error, ERROR_USAGE, "what it is to stand beside is not in the same list or map");
    }
    struct change_mark mark;
    if (!check_content(entry, 0, error) || !check_parent(tree, parent, entry, error) ||
        !change_mark(edits, &mark, error)) {
        return false;
    }
    struct tree_writer writer = {.tree = tree, .habits = tree_habits_of(tree), .error = error};
    bool done = change_settle(edits, &mark, add_entry(&writer, parent, place, entry, edits));
    bytes_release(&writer.out);
    return done;
}

/* ---- removing ---- */

/* An alias elsewhere that may name an anchor in the node, or 0. Where there are too many anchors to compare with, any
 * alias is taken for one. */
static uint32_t find_alias(const struct tree *tree, uint32_t node)
{
    enum { MOST = 64 };
    struct slice anchors[MOST];
    size_t count = 0;
    uint32_t end = tree_end(tree, node);
    for (uint32_t at = node; at < end; at++) {
        struct slice anchor = tree->nodes[at].anchor;
        if (anchor.data != NULL && count++ < MOST) {
            anchors[count - 1] = anchor;
        }
    }
    for (uint32_t at = end; count > 0 && at < tree->count; at++) {
        bool named = tree->nodes[at].type == TREE_ALIAS && count > MOST;
        for (size_t i = 0; i < count && i < MOST && tree->nodes[at].type == TREE_ALIAS && !named; i++) {
            named = slice_equal(tree->nodes[at].text, anchors[i]);
        }
        if (named) {
            return at;
        }
    }
    return 0;
}

bool tree_remove(const struct tree *tree, uint32_t node, struct edits *edits, struct error *error)
{
    if (node == 0) {
        return tree_refuse(tree, node, error, "this is the whole document; name a key or an item");
    }
    uint32_t alias = find_alias(tree, node);
    if (alias != 0) {
        return tree_refuse(tree, alias, error, "an alias stands here for what would be removed; change this first");
    }
    struct change_mark mark;
    bool block = tree->nodes[tree->nodes[node].parent].style == TREE_BLOCK;
    return change_mark(edits, &mark, error) &&
           change_settle(edits, &mark, block ? tree_block_remove(tree, node, edits, error)
                                             : tree_flow_remove(tree, node, edits, error));
}
