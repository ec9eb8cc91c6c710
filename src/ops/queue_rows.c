#include "ops/queue_rows.h"

#include "ops/entries.h"
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
                 : remove && !entries_remove(operation, entry, error)) {
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

/* Whether any entry of the table or list says something for the role beside the ID. */
static bool entries_say(const struct plan *plan, const struct entries *home, enum role role)
{
    for (size_t i = 0; i < plan->records[KIND_QUEUE].count; i++) {
        const struct plan_place *place = plan->records[KIND_QUEUE].items[i]->places[0];
        if (place->rule == entries_rule(home) && place_field(place, role) != NULL) {
            return true;
        }
    }
    return false;
}

static void fill_values(const struct plan *plan, const struct entries *home, const struct record *task,
                        const struct record *neighbour, struct row_values *values)
{
    bool titled = entries_say(plan, home, ROLE_TITLE) || !entries_hold(plan, home, ROLE_DESCRIPTION);
    bool named = entries_hold(plan, home, ROLE_ID);
    values->roles[ROLE_ID] = named ? task->id : (struct slice){0};
    if (titled && values->roles[ROLE_TITLE].data == NULL) {
        values->roles[ROLE_TITLE] = task->title;
    }
    if (values->roles[ROLE_ALIAS].data == NULL && task->aliases.count > 0 && entries_say(plan, home, ROLE_ALIAS)) {
        values->roles[ROLE_ALIAS] = task->aliases.items[0].text;
    }
    if (values->roles[ROLE_PRIORITY].data == NULL && neighbour != NULL) {
        values->roles[ROLE_PRIORITY] = record_value(neighbour, ROLE_PRIORITY);
    }
    if (values->roles[ROLE_DESCRIPTION].data == NULL && !titled) {
        values->roles[ROLE_DESCRIPTION] = task->title;
    }
}

/* Into a list whose entries the profile has written by a template of their own. */
static bool add_pointer(struct operation *operation, const struct entries *home, const struct profile_writes *writes,
                        struct change_place where, const struct record *task, struct error *error)
{
    struct finishing finishing;
    struct row_values values = {0};
    values.roles[ROLE_ID] = task->id;
    if (!finishing_begin(&finishing, operation, task, error) ||
        !rows_mean_added(operation, KIND_QUEUE, home->list.document, &values, error)) {
        return false;
    }
    struct slice text = finishing_fill(&finishing, writes, &writes->advance);
    return text.data != NULL
               ? items_write(operation, &home->list, where, text, home->list.rule->box, error)
               : error_no_memory(error);
}

/* Where the entry goes: beside its neighbour, below the heading that gives the priority, else at the end of the queue. */
static bool find_home(const struct operation *operation, const struct record *task, const struct record *neighbour,
                      const struct row_values *given, struct entries *home, struct error *error)
{
    const struct plan *plan = operation->plan;
    struct slice priority = given->roles[ROLE_PRIORITY];
    *home = (struct entries){0};
    if (neighbour != NULL) {
        *home = entries_of(plan, neighbour->places[0]);
        return true;
    }
    return (priority.size > 0 && items_home_above(plan, KIND_QUEUE, ROLE_PRIORITY, priority, &home->list)) ||
           entries_home(plan, KIND_QUEUE, task == NULL ? SIZE_MAX : task->places[0]->document, home) ||
           error_set(error, ERROR_NOT_FOUND, "the plan has neither a table nor a list for a queue");
}

/* A value that was given has to have a place: in the entry itself, or in the heading above it. */
static bool has_places(const struct operation *operation, const struct entries *home, const struct row_values *given,
                       struct error *error)
{
    static const enum role roles[] = {ROLE_PRIORITY, ROLE_DESCRIPTION};
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
        struct slice value = given->roles[roles[i]];
        if (value.data != NULL && !entries_hold(operation->plan, home, roles[i]) &&
            !(home->list.rule != NULL && items_give(operation->plan, &home->list, roles[i], value))) {
            return error_set(error, ERROR_NOT_FOUND, "the queue has no place for the %s \"%.*s\" in this plan",
                             role_name(roles[i]), SLICE_PRINT(value));
        }
    }
    return true;
}

/* A queue whose identifiers have shapes of their own holds no others: they would not be read back. */
static bool fits_queue(const struct operation *operation, const struct entries *home, const struct record *task,
                       struct error *error)
{
    const struct plan *plan = operation->plan;
    bool fits = task == NULL || plan->profile->shapes[KIND_QUEUE].count == 0;
    for (size_t i = 0; !fits && i < plan->profile->shapes[KIND_QUEUE].count; i++) {
        fits = id_has_shape(plan->profile->shapes[KIND_QUEUE].items[i], task->id);
    }
    return fits || error_set_at(error, ERROR_NOT_FOUND, home->list.rule == NULL ? NULL : plan_path(plan, home->list.document),
                                0, "this queue holds no identifiers like %.*s", SLICE_PRINT(task->id));
}

bool queue_rows_add(struct operation *operation, struct slice name, const struct record *neighbour,
                    const struct row_values *given, struct error *error)
{
    const struct plan *plan = operation->plan;
    const struct record *task = query_name(plan, KIND_TASK, name, NULL);
    struct entries home;
    if (!find_home(operation, task, neighbour, given, &home, error)) {
        return false;
    }
    bool names_tasks = entries_hold(plan, &home, ROLE_ID);
    task = names_tasks || task != NULL ? rules_task(operation, name, error) : NULL;
    if ((names_tasks && task == NULL) || (task != NULL && !rules_not_closed(operation, task, error)) ||
        !has_places(operation, &home, given, error) || !fits_queue(operation, &home, task, error)) {
        return false;
    }
    const struct record *present = task != NULL ? query_id(plan, KIND_QUEUE, task->id) : NULL;
    present = present == NULL && !names_tasks ? query_name(plan, KIND_QUEUE, task != NULL ? task->title : name, NULL) : present;
    if (present != NULL) {
        return error_refuse(
            error, "queue.has", plan_path(plan, present->places[0]->document), present->places[0]->line,
            "%.*s is in the queue already; `workboard queue up|down|top|set` changes its place", SLICE_PRINT(name));
    }
    const struct profile_writes *writes = profile_writes_of(plan->profile, entries_rule(&home));
    neighbour = neighbour != NULL ? neighbour : entries_last(plan, &home);
    struct change_place where = {.position = neighbour == NULL ? CHANGE_LAST : CHANGE_AFTER,
                                 .node = neighbour == NULL ? 0 : neighbour->places[0]->node};
    if (task != NULL && home.list.rule != NULL && writes != NULL && writes->advance.count > 0) {
        return add_pointer(operation, &home, writes, where, task, error);
    }
    struct row_values values = *given;
    if (task != NULL) {
        fill_values(plan, &home, task, neighbour, &values);
    } else {
        values.roles[ROLE_TITLE] = slice_trim(name);
    }
    return entries_add(operation, &home, where, &values, error);
}
