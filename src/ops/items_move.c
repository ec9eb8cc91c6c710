#include "ops/items_move.h"

/* A value that the heading above gives. */
struct given_value {
    enum role role;
    struct slice name; /* of ROLE_OTHER */
    struct slice value;
};

/* What the headings above the list give to its records: the nearest that fits says it all. Returns how many values. */
static size_t read_given(const struct plan *plan, const struct items_home *home, struct given_value *given)
{
    const struct outline *outline = plan->documents[home->document]->outline;
    struct template_match match;
    for (uint32_t heading = home->heading; heading != 0; heading = outline_section_of(outline, heading)) {
        struct slice text = outline_text(outline, heading);
        for (size_t i = 0; i < home->rule->above_count; i++) {
            if (!template_match(&home->rule->above[i], &plan->profile->shapes[home->rule->kind], text, &match)) {
                continue;
            }
            for (size_t k = 0; k < match.count; k++) {
                const struct template_value *value = &match.values[k];
                given[k] = (struct given_value){.role = value->role,
                                                .name = value->name,
                                                .value = slice_part(text, value->span.start, value->span.end)};
            }
            return match.count;
        }
    }
    return 0;
}

static bool is_same(const struct plan_field *field, const struct given_value *value)
{
    return field->borrowed && field->role == value->role &&
           (field->role != ROLE_OTHER || slice_equal(field->name, value->name));
}

bool items_mean_moved(struct operation *operation, const struct record *record, const struct plan_place *place,
                      const struct items_home *home, struct error *error)
{
    struct given_value given[TEMPLATE_VALUES];
    size_t count = read_given(operation->plan, home, given);
    struct change_effect effect = {
        .kind = record->kind,
        .id = record_name(record),
        .path = slice_of(plan_path(operation->plan, place->document)),
        .place = record_place_number(record, place),
    };
    bool meant = true;
    for (size_t i = 0; i < place->field_count && meant; i++) {
        const struct plan_field *field = &place->fields[i];
        const struct given_value *new = NULL;
        for (size_t k = 0; k < count; k++) {
            new = is_same(field, &given[k]) ? &given[k] : new;
        }
        effect.role = field->role;
        effect.field = field->role == ROLE_OTHER ? field->name : (struct slice){0};
        effect.old = field->value;
        effect.new = new == NULL ? (struct slice){0} : new->value;
        meant = !field->borrowed || operation_mean(operation, effect, error);
    }
    for (size_t k = 0; k < count && meant; k++) {
        bool there = false;
        for (size_t i = 0; i < place->field_count; i++) {
            there = there || is_same(&place->fields[i], &given[k]);
        }
        effect.role = given[k].role;
        effect.field = given[k].role == ROLE_OTHER ? given[k].name : (struct slice){0};
        effect.old = (struct slice){0};
        effect.new = given[k].value;
        meant = there || operation_mean(operation, effect, error);
    }
    return meant;
}

bool items_move_above(struct operation *operation, const struct record *record, const struct plan_place *place,
                      const struct plan_field *field, struct slice value, struct error *error)
{
    const struct plan *plan = operation->plan;
    const struct outline *outline = plan->documents[place->document]->outline;
    struct edits *edits = &operation->edits[place->document];
    struct items_home home;
    if (place->rule->shape != RULE_LIST ||
        !items_home_above(plan, record->kind, field->role, value, &home) || home.rule != place->rule ||
        home.document != place->document) {
        return error_set_at(error, ERROR_NOT_FOUND, plan_path(plan, place->document), field->line,
                            "no heading here gives the %s \"%.*s\"; write one first", role_name(field->role),
                            SLICE_PRINT(slice_trim(value)));
    }
    struct change_place last = {.position = CHANGE_AFTER};
    for (uint32_t item = home.list == 0 ? 0 : outline_node(outline, home.list)->child; item != 0;
         item = outline_node(outline, item)->next) {
        last.node = item;
    }
    struct slice lines = source_slice(plan->documents[place->document]->source, outline_node(outline, place->node)->span);
    bool moved = home.list != 0 ? change_move_item(outline, place->node, last, edits, error)
                                : items_begin(plan, &home, slice_trim(lines), edits, error) &&
                                      change_remove_item(outline, place->node, edits, error);
    return moved && items_mean_moved(operation, record, place, &home, error);
}
