/* Rules whose records are nodes of a YAML or JSON file or of front matter: the items of a sequence, or one map. */
#include "plan/build.h"

#include "outline/tree.h"

static const struct tree *tree_of(const struct matching *matching)
{
    return document_nodes(matching->plan->documents[matching->document]);
}

/* The node at `path`, keys with dots between them; an empty path is the root. SIZE_MAX where there is none. */
static size_t find_node(const struct tree *tree, struct slice path)
{
    uint32_t node = 0;
    struct slice key;
    while (path.size > 0 && slice_next(&path, '.', &key)) {
        node = tree_node(tree, node)->type == TREE_MAP ? tree_child(tree, node, key) : 0;
        if (node == 0) {
            return SIZE_MAX;
        }
    }
    return node;
}

static const struct rule_field *field_called(const struct rule *rule, struct slice name)
{
    for (size_t i = 0; i < rule->field_count; i++) {
        if (id_glob(rule->fields[i].pattern, name)) {
            return &rule->fields[i];
        }
    }
    return NULL;
}

/* Texts in quotes or over several lines are whole values; only in what is written as it reads can several stand. */
static bool is_as_written(const struct matching *matching, const struct tree_node *node)
{
    return slice_equal(node->text,
                       source_slice(matching->plan->documents[matching->document]->source, node->value));
}

static bool read_entry(struct matching *matching, uint32_t entry)
{
    const struct tree *tree = tree_of(matching);
    const struct tree_node *node = tree_node(tree, entry);
    const struct rule_field *field = field_called(matching->rule, node->name);
    size_t line = tree_line(tree, entry);
    if (field != NULL && field->template.count > 1 && node->type == TREE_SCALAR && is_as_written(matching, node)) {
        return match_template(matching, &field->template, node->name, node->value, line, SIZE_MAX, NULL);
    }
    enum role role = ROLE_OTHER;
    for (enum role known = ROLE_ID; field != NULL && known < ROLE_COUNT; known++) {
        role = template_has(&field->template, known) ? known : role;
    }
    if (!match_add(matching, role, node->name, node->value, line, SIZE_MAX)) {
        return false;
    }
    if (node->type == TREE_SCALAR) {
        matching->scratch[matching->scratch_count - 1].value = node->text;
    }
    return true;
}

static bool read_map(struct matching *matching, uint32_t map)
{
    const struct tree *tree = tree_of(matching);
    matching->scratch_count = 0;
    for (uint32_t entry = tree_node(tree, map)->child; entry != 0; entry = tree_node(tree, entry)->next) {
        if (tree_node(tree, entry)->name.data != NULL && !read_entry(matching, entry)) {
            return false;
        }
    }
    for (size_t i = 0; i < matching->scratch_count; i++) {
        enum role role = matching->scratch[i].role;
        if (role == ROLE_ID || role == ROLE_TITLE || matching->rule->identity.count > 0) {
            return records_add_place(matching, map, tree_line(tree, map));
        }
    }
    return true;
}

bool match_nodes(struct matching *matching)
{
    const struct tree *tree = tree_of(matching);
    size_t found = tree == NULL ? SIZE_MAX : find_node(tree, matching->rule->path);
    if (found == SIZE_MAX) {
        return true;
    }
    uint32_t node = (uint32_t)found;
    if (tree_node(tree, node)->type == TREE_MAP) {
        return read_map(matching, node);
    }
    for (uint32_t item = tree_node(tree, node)->child; item != 0; item = tree_node(tree, item)->next) {
        if (tree_node(tree, item)->type == TREE_MAP && !read_map(matching, item)) {
            return false;
        }
    }
    return true;
}
