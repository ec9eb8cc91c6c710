/* Whether a change did what it was asked for and nothing else: both trees are compared, node by node. */
#include "outline/tree_change.h"
#include "outline/tree_parts.h"

static bool fail(const struct tree *before, uint32_t node, struct error *error)
{
    size_t line = node < before->count ? tree_line(before, node) : 0;
    return error_set_at(error, ERROR_BUG, source_name(before->source), line,
                        "the change would change more than it names; nothing was changed");
}

/* At the end of a block scalar its header and the lines behind it decide on the line endings. */
static struct slice text_of(const struct tree_node *node)
{
    struct slice text = node->text;
    while ((node->style == TREE_LITERAL || node->style == TREE_FOLDED) && text.size > 0 &&
           text.data[text.size - 1] == '\n') {
        text.size--;
    }
    return text;
}

static bool same_optional(struct slice one, struct slice other)
{
    return (one.data == NULL) == (other.data == NULL) && slice_equal(one, other);
}

/* What a node is, but for its value and where it stands. */
static bool same_frame(const struct tree *one, const struct tree_node *a, const struct tree *other,
                       const struct tree_node *b)
{
    bool named = a->name.data != NULL || b->name.data != NULL;
    struct slice key = slice_part(one->bytes, a->key.start, a->key.end);
    struct slice other_key = slice_part(other->bytes, b->key.start, b->key.end);
    return same_optional(a->name, b->name) && same_optional(a->anchor, b->anchor) && a->tagged == b->tagged &&
           (named || slice_equal(key, other_key));
}

static bool same_value(const struct tree_node *a, const struct tree_node *b)
{
    return a->type == b->type && a->kind == b->kind && a->style == b->style && slice_equal(text_of(a), text_of(b));
}

/* Whether `more` is `less` with `count` nodes at `at` more; what stands in `container`, of `less`, may have become
 * another kind of thing, because it was or is empty. */
static bool same_but(const struct tree *less, const struct tree *more, uint32_t at, uint32_t count, uint32_t container,
                     uint32_t *differs)
{
    if (more->count != less->count + count) {
        *differs = container;
        return false;
    }
    for (uint32_t i = 0; i < less->count; i++) {
        uint32_t k = i < at ? i : i + count;
        const struct tree_node *a = &less->nodes[i];
        const struct tree_node *b = &more->nodes[k];
        uint32_t parent = a->parent < at ? a->parent : a->parent + count;
        bool changes = i == container && a->count == 0;
        *differs = i;
        if (b->parent != parent || !same_frame(less, a, more, b) || (!changes && !same_value(a, b)) ||
            b->count != a->count + (i == container && count > 0 ? 1U : 0U)) {
            return false;
        }
    }
    return true;
}

/* ---- what was written ---- */

static bool is_scalar(const struct tree_node *node, const struct tree_content *content)
{
    struct slice text = content->text;
    while ((node->style == TREE_LITERAL || node->style == TREE_FOLDED) && text.size > 0 &&
           text.data[text.size - 1] == '\n') {
        text.size--;
    }
    bool kind = !content->typed || node->kind == content->kind || node->tagged;
    bool nothing = content->typed && content->kind == TREE_NULL && text.size == 0;
    return node->type == TREE_SCALAR && kind && (nothing || slice_equal(text_of(node), text));
}

/* `*at` is where the content is said to begin; moved behind it. */
static bool is_content(const struct tree *tree, uint32_t *at, const struct tree_content *content)
{
    if (*at >= tree->count) {
        return false;
    }
    const struct tree_node *node = &tree->nodes[(*at)++];
    if (!same_optional(node->name, content->key)) {
        return false;
    }
    if (content->type == TREE_SCALAR) {
        return is_scalar(node, content);
    }
    bool same = node->type == content->type && node->count == content->count;
    for (size_t i = 0; i < content->count && same; i++) {
        same = is_content(tree, at, &content->items[i]);
    }
    return same;
}

static uint32_t size_of(const struct tree_content *content)
{
    uint32_t size = 1;
    for (size_t i = 0; i < content->count; i++) {
        size += size_of(&content->items[i]);
    }
    return size;
}

/* ---- the changes ---- */

bool tree_verify_set(const struct tree *before, const struct tree *after, uint32_t node,
                     const struct tree_content *value, struct error *error)
{
    bool same = before->count == after->count;
    uint32_t differs = node;
    for (uint32_t i = 0; i < before->count && same; i++) {
        const struct tree_node *a = &before->nodes[i];
        const struct tree_node *b = &after->nodes[i];
        differs = i;
        same = a->parent == b->parent && a->count == b->count && same_frame(before, a, after, b) &&
               (i == node ? is_scalar(b, value) : same_value(a, b));
    }
    return same || fail(before, differs, error);
}

bool tree_verify_add(const struct tree *before, const struct tree *after, uint32_t parent, struct change_place place,
                     const struct tree_content *entry, struct error *error)
{
    uint32_t at = tree_end(before, parent);
    if (before->nodes[parent].count > 0 && place.position != CHANGE_LAST) {
        at = place.position == CHANGE_FIRST    ? before->nodes[parent].child
             : place.position == CHANGE_BEFORE ? place.node
                                               : tree_end(before, place.node);
    }
    uint32_t differs = parent;
    uint32_t written = at;
    return (same_but(before, after, at, size_of(entry), parent, &differs) && is_content(after, &written, entry) &&
            after->nodes[at].parent == parent) ||
           fail(before, differs, error);
}

bool tree_verify_remove(const struct tree *before, const struct tree *after, uint32_t node, struct error *error)
{
    uint32_t differs = node;
    uint32_t count = tree_end(before, node) - node;
    return same_but(after, before, node, count, before->nodes[node].parent, &differs) ||
           fail(before, node, error);
}
