#include "ops/new_node.h"

#include "outline/tree_change.h"

static const struct tree *tree_of(const struct plan *plan, const struct plan_place *place)
{
    return plan->documents[place->document]->tree;
}

bool new_node_fits(const struct plan *plan, const struct plan_place *place)
{
    const struct tree *tree = tree_of(plan, place);
    return tree != NULL && place->node != 0 && tree_node(tree, place->node)->type == TREE_MAP &&
           tree_node(tree, tree_node(tree, place->node)->parent)->type == TREE_SEQUENCE;
}

bool new_node_has_key(const struct plan *plan, const struct plan_place *place, struct slice key)
{
    const struct tree *tree = tree_of(plan, place);
    uint32_t item = tree_node(tree, tree_node(tree, place->node)->parent)->child;
    while (item != 0 && (tree_node(tree, item)->type != TREE_MAP || tree_child(tree, item, key) == 0)) {
        item = tree_node(tree, item)->next;
    }
    return item != 0;
}

/* The value for a key: that of the role which the rule gives it, or the one that was given by the key's own name. */
static struct slice value_for(const struct rule *rule, const struct row_values *values, struct slice key)
{
    const struct rule_field *field = tables_column(rule, key);
    for (enum role role = ROLE_ID; field != NULL && role < ROLE_COUNT; role++) {
        if (field->template.count == 1 && template_has(&field->template, role)) {
            return slice_trim(values->roles[role]);
        }
    }
    for (size_t i = 0; i < values->other_count; i++) {
        if (slice_equal(values->others[i].name, key)) {
            return slice_trim(values->others[i].value);
        }
    }
    return (struct slice){0};
}

struct filling {
    const struct rule *rule;
    const struct row_values *values;
    struct tree_content *entries;
    size_t count;
    size_t capacity;
};

static void put(struct filling *filling, struct slice key)
{
    struct slice value = value_for(filling->rule, filling->values, key);
    for (size_t i = 0; i < filling->count; i++) {
        if (slice_equal(filling->entries[i].key, key)) {
            return;
        }
    }
    if (value.size > 0 && filling->count < filling->capacity) {
        filling->entries[filling->count++] = (struct tree_content){.type = TREE_SCALAR, .key = key, .text = value};
    }
}

bool new_node_add(struct operation *operation, const struct plan_place *model, const struct row_values *values,
                  struct error *error)
{
    const struct tree *tree = tree_of(operation->plan, model);
    uint32_t sequence = tree_node(tree, model->node)->parent;
    struct filling filling = {.rule = model->rule, .values = values};
    filling.capacity = model->rule->field_count + values->other_count;
    filling.entries = arena_new(&operation->change->arena, filling.capacity + 1, sizeof *filling.entries);
    if (filling.entries == NULL) {
        return error_no_memory(error);
    }
    for (uint32_t key = tree_node(tree, model->node)->child; key != 0; key = tree_node(tree, key)->next) {
        if (tree_node(tree, key)->name.data != NULL) {
            put(&filling, tree_node(tree, key)->name);
        }
    }
    for (size_t i = 0; i < model->rule->field_count; i++) {
        if (new_node_has_key(operation->plan, model, model->rule->fields[i].pattern)) {
            put(&filling, model->rule->fields[i].pattern);
        }
    }
    for (size_t i = 0; i < values->other_count; i++) {
        put(&filling, values->others[i].name);
    }
    const struct tree_content item = {.type = TREE_MAP, .items = filling.entries, .count = filling.count};
    struct row_values held = *values;
    for (enum role role = ROLE_TITLE; role < ROLE_COUNT; role++) {
        bool written = false;
        for (size_t i = 0; i < filling.count; i++) {
            const struct rule_field *field = tables_column(model->rule, filling.entries[i].key);
            written = written || (field != NULL && template_has(&field->template, role));
        }
        held.roles[role] = written ? held.roles[role] : (struct slice){0};
    }
    return tree_add(tree, sequence, (struct change_place){.position = CHANGE_LAST}, &item,
                    &operation->edits[model->document], error) &&
           rows_mean_added(operation, model->rule->kind, model->document, &held, error);
}
