#include "ops/recall.h"

#include "outline/tree_change.h"

static bool is_place_of(const struct operation *operation, const struct recorded_effect *effect,
                        const struct record *record, const struct plan_place *place)
{
    return slice_equal(effect->path, slice_of(plan_path(operation->plan, place->document))) &&
           effect->place == record_place_number(record, place);
}

/* A key that the verb has added to a map goes again. */
static bool remove_added(struct operation *operation, const struct record *record, const struct plan_place *place,
                         const struct plan_field *field, struct error *error)
{
    const struct tree *tree = document_nodes(operation->plan->documents[place->document]);
    uint32_t entry = place->rule->shape != RULE_NODES || tree == NULL ? 0 : tree_child(tree, place->node, field->name);
    return entry == 0 || (tree_remove(tree, entry, &operation->edits[place->document], error) &&
                          operation_mean(operation, operation_effect(operation, record, place, field), error));
}

bool recall_value(struct operation *operation, const struct recorded_effect *effect, const struct record *record,
                  struct error *error)
{
    enum role role;
    if (!role_parse(effect->role, &role) || role == ROLE_ID || effect->new.data == NULL) {
        return true;
    }
    for (size_t i = 0; i < record->place_count; i++) {
        const struct plan_place *place = record->places[i];
        const struct plan_field *field = place_field(place, role);
        if (field == NULL || !is_place_of(operation, effect, record, place) || !slice_equal(field->value, effect->new)) {
            continue;
        }
        bool set = effect->old.data != NULL
                       ? operation_restore(operation, record, place, field, effect->old, effect->cell, error)
                       : remove_added(operation, record, place, field, error);
        if (!set) {
            return false;
        }
    }
    return true;
}
