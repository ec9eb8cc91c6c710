#include "ops/queue_rows.h"

#include "ops/finishing.h"
#include "plan/query.h"

bool queue_rows_settle(struct operation *operation, const struct record *task, enum state state, bool remove,
                       struct error *error)
{
    const struct records *entries = &operation->plan->records[KIND_QUEUE];
    for (size_t i = 0; i < entries->count; i++) {
        const struct record *entry = entries->items[i];
        if (entry->task != task) {
            continue;
        }
        const struct profile_writes *writes = profile_writes_of(operation->plan->profile, entry->places[0]->rule);
        if (remove && writes != NULL && writes->advance.count > 0) {
            if (!finishing_advance(operation, entry, task, error)) {
                return false;
            }
            continue;
        }
        bool kept = record_field(entry, ROLE_STATUS, NULL) != NULL;
        if (kept ? !operation_set_state(operation, entry, state, error)
                 : remove && !rows_remove(operation, entry, error)) {
            return false;
        }
    }
    return true;
}

static bool has_digit(struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] >= '0' && text.data[i] <= '9') {
            return true;
        }
    }
    return false;
}

/* The first priority is the lowest number where priorities are numbered, else that of the first entry. */
static struct slice first_priority(const struct plan *plan)
{
    struct slice first = slice_of("");
    for (size_t i = 0; i < plan->records[KIND_QUEUE].count; i++) {
        const struct record *entry = plan->records[KIND_QUEUE].items[i];
        struct slice priority = record_value(entry, ROLE_PRIORITY);
        bool open = entry->task == NULL || !state_is_closed(entry->task->state);
        if (!open || profile_is_placeholder(plan->profile, priority)) {
            continue;
        }
        bool numbered = has_digit(first) && has_digit(priority);
        first = first.size == 0 || (numbered && id_compare(priority, first) < 0) ? priority : first;
    }
    return first;
}

bool queue_rows_promote(struct operation *operation, struct error *error)
{
    const struct records *entries = &operation->plan->records[KIND_QUEUE];
    struct slice first = first_priority(operation->base);
    const struct record *head = NULL;
    for (size_t i = 0; i < entries->count && first.size > 0; i++) {
        const struct record *entry = entries->items[i];
        if (state_is_closed(entry->state) || record_field(entry, ROLE_PRIORITY, NULL) == NULL) {
            continue;
        }
        if (slice_equal_fold(record_value(entry, ROLE_PRIORITY), first)) {
            return true;
        }
        head = head == NULL ? entry : head;
    }
    const struct plan_place *place = NULL;
    const struct plan_field *field = head == NULL ? NULL : record_field(head, ROLE_PRIORITY, &place);
    return field == NULL || operation_set(operation, head, place, field, first, error);
}

/* ---- a new entry ---- */

/* Whether any row of the table says something for the role beside the ID. */
static bool rows_say(const struct plan *plan, const struct plan_table *table, enum role role)
{
    for (size_t i = 0; i < plan->records[KIND_QUEUE].count; i++) {
        const struct plan_place *place = plan->records[KIND_QUEUE].items[i]->places[0];
        if (place->rule == table->rule && place_field(place, role) != NULL) {
            return true;
        }
    }
    return false;
}

static void fill_values(const struct plan *plan, const struct plan_table *table, const struct record *task,
                        const struct record *neighbour, struct row_values *values)
{
    bool titled = rows_say(plan, table, ROLE_TITLE) || !rows_has_column(plan, table, ROLE_DESCRIPTION);
    values->roles[ROLE_ID] = task->id;
    if (titled && values->roles[ROLE_TITLE].data == NULL) {
        values->roles[ROLE_TITLE] = task->title;
    }
    if (values->roles[ROLE_ALIAS].data == NULL && task->aliases.count > 0 && rows_say(plan, table, ROLE_ALIAS)) {
        values->roles[ROLE_ALIAS] = task->aliases.items[0].text;
    }
    if (values->roles[ROLE_PRIORITY].data == NULL && neighbour != NULL) {
        values->roles[ROLE_PRIORITY] = record_value(neighbour, ROLE_PRIORITY);
    }
    if (values->roles[ROLE_DESCRIPTION].data == NULL && !titled) {
        values->roles[ROLE_DESCRIPTION] = task->title;
    }
}

bool queue_rows_add(struct operation *operation, struct slice name, const struct record *neighbour,
                    const struct row_values *given, struct error *error)
{
    const struct record *task = rules_task(operation, name, error);
    struct plan_table table;
    if (task == NULL || !rules_not_closed(operation, task, error)) {
        return false;
    }
    const struct record *present = query_id(operation->plan, KIND_QUEUE, task->id);
    if (present != NULL) {
        return error_refuse(
            error, "queue.has", plan_path(operation->plan, present->places[0]->document), present->places[0]->line,
            "%.*s is in the queue already; `workboard queue up|down|top|set` changes its row", SLICE_PRINT(task->id));
    }
    if (neighbour != NULL) {
        table = rows_table_of(operation->plan, neighbour->places[0]);
    } else if (!rows_home(operation->plan, KIND_QUEUE, &table)) {
        return error_set(error, ERROR_NOT_FOUND, "the plan has no table for a queue");
    }
    neighbour = neighbour != NULL ? neighbour : rows_last(operation->plan, &table);
    struct change_place where = {.position = neighbour == NULL ? CHANGE_LAST : CHANGE_AFTER,
                                 .node = neighbour == NULL ? 0 : neighbour->places[0]->node};
    struct row_values values = *given;
    fill_values(operation->plan, &table, task, neighbour, &values);
    return rows_add(operation, &table, where, &values, error);
}
