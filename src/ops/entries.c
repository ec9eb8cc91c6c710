#include "ops/entries.h"

struct entries entries_of(const struct plan *plan, const struct plan_place *place)
{
    struct entries home = {0};
    if (place->rule->shape == RULE_TABLE) {
        home.table = rows_table_of(plan, place);
    } else {
        home.list = items_home_of(plan, place);
    }
    return home;
}

static bool is_entry(const struct plan_place *place)
{
    return place->rule->shape == RULE_TABLE || place->rule->shape == RULE_LIST;
}

/* The last record of the kind that stands in a table or list, of one document or (SIZE_MAX) of any. */
static const struct plan_place *last_place(const struct plan *plan, enum kind kind, size_t document)
{
    const struct records *records = &plan->records[kind];
    for (size_t i = records->count; i > 0; i--) {
        const struct plan_place *place = records->items[i - 1]->places[0];
        if (is_entry(place) && place->rule->identity.count == 0 &&
            (document == SIZE_MAX || document == place->document)) {
            return place;
        }
    }
    return NULL;
}

bool entries_home(const struct plan *plan, enum kind kind, size_t near, struct entries *home)
{
    const struct plan_place *place = near == SIZE_MAX ? NULL : last_place(plan, kind, near);
    *home = (struct entries){0};
    if (place == NULL && near != SIZE_MAX && items_home(plan, kind, near, &home->list)) {
        return true;
    }
    place = place != NULL ? place : last_place(plan, kind, SIZE_MAX);
    if (place != NULL) {
        *home = entries_of(plan, place);
        return true;
    }
    return rows_home(plan, kind, &home->table) || items_home(plan, kind, SIZE_MAX, &home->list);
}

bool entries_same(const struct plan *plan, const struct plan_place *a, const struct plan_place *b)
{
    const struct outline *outline = plan->documents[a->document]->outline;
    return a->document == b->document && a->rule == b->rule && is_entry(a) &&
           outline_node(outline, a->node)->parent == outline_node(outline, b->node)->parent;
}

const struct rule *entries_rule(const struct entries *home)
{
    return home->list.rule != NULL ? home->list.rule : home->table.rule;
}

size_t entries_document(const struct entries *home)
{
    return home->list.rule != NULL ? home->list.document : home->table.document;
}

const struct record *entries_last(const struct plan *plan, const struct entries *home)
{
    if (home->list.rule == NULL) {
        return rows_last(plan, &home->table);
    }
    const struct records *records = &plan->records[home->list.rule->kind];
    const struct record *last = NULL;
    for (size_t i = 0; i < records->count; i++) {
        const struct plan_place *place = records->items[i]->places[0];
        if (place->rule == home->list.rule && place->document == home->list.document &&
            items_home_of(plan, place).list == home->list.list &&
            (last == NULL || place->line > last->places[0]->line)) {
            last = records->items[i];
        }
    }
    return last;
}

struct change_place entries_end(const struct plan *plan, const struct entries *home)
{
    const struct record *last = home->list.rule == NULL ? NULL : entries_last(plan, home);
    const struct records *records = &plan->records[entries_rule(home)->kind];
    const struct record *first = NULL;
    for (size_t i = 0; last != NULL && i < records->count && first == NULL; i++) {
        first = entries_same(plan, records->items[i]->places[0], last->places[0]) ? records->items[i] : NULL;
    }
    bool newest_first =
        first != NULL && slice_compare(record_value(first, ROLE_DATE), record_value(last, ROLE_DATE)) > 0;
    return (struct change_place){.position = newest_first ? CHANGE_FIRST : CHANGE_LAST};
}

bool entries_hold(const struct plan *plan, const struct entries *home, enum role role)
{
    return home->list.rule != NULL ? items_hold(home->list.rule, role) : rows_has_column(plan, &home->table, role);
}

bool entries_add(struct operation *operation, const struct entries *home, struct change_place where,
                 const struct row_values *values, struct error *error)
{
    return home->list.rule != NULL ? items_add(operation, &home->list, where, values, error)
                                   : rows_add(operation, &home->table, where, values, error);
}

bool entries_move(struct operation *operation, const struct plan_place *place, struct change_place where,
                  struct error *error)
{
    const struct outline *outline = operation->plan->documents[place->document]->outline;
    struct edits *edits = &operation->edits[place->document];
    return place->rule->shape == RULE_LIST ? change_move_item(outline, place->node, where, edits, error)
                                           : change_move_row(outline, place->node, where, edits, error);
}

bool entries_remove(struct operation *operation, const struct record *record, struct error *error)
{
    for (size_t i = 0; i < record->place_count; i++) {
        const struct plan_place *place = record->places[i];
        const struct change_effect effect = {
            .kind = record->kind,
            .id = record_name(record),
            .path = slice_of(plan_path(operation->plan, place->document)),
            .place = record_place_number(record, place),
            .role = ROLE_ID,
            .old = record_name(record),
        };
        if (!is_entry(place)) {
            return error_set_at(error, ERROR_NOT_FOUND, plan_path(operation->plan, place->document), place->line,
                                "%.*s stands here in no table and no list; remove it by hand or with `workboard edit`",
                                SLICE_PRINT(record_name(record)));
        }
        bool removed = place->rule->shape == RULE_LIST
                           ? items_remove(operation, place, error)
                           : change_remove_row(operation->plan->documents[place->document]->outline, place->node,
                                               &operation->edits[place->document], error);
        if (!removed || !operation_mean(operation, effect, error)) {
            return false;
        }
    }
    return true;
}
