/* queue: the order in which work is taken: rows come, go and move. */
#include "ops/entries.h"
#include "ops/items_move.h"
#include "ops/queue_rows.h"
#include "ops/verbs.h"

#include "plan/query.h"

struct action {
    const char *name;
    bool (*run)(struct operation *operation, struct error *error);
};

/* ---- what is meant ---- */

static const struct record *find_entry(const struct operation *operation, struct slice name, struct error *error)
{
    const struct record *entry = query_name(operation->plan, KIND_QUEUE, name, NULL);
    const struct record *task = entry == NULL ? query_name(operation->plan, KIND_TASK, name, NULL) : NULL;
    for (size_t i = 0; task != NULL && i < operation->plan->records[KIND_QUEUE].count; i++) {
        if (operation->plan->records[KIND_QUEUE].items[i]->task == task) {
            return operation->plan->records[KIND_QUEUE].items[i];
        }
    }
    return entry != NULL ? entry : query_name(operation->plan, KIND_QUEUE, name, error);
}

static bool set_role(struct operation *operation, const struct record *entry, enum role role, enum option option,
                     struct error *error)
{
    struct slice value = operation->request->options[option];
    const struct plan_place *place = NULL;
    const struct plan_field *field = record_field(entry, role, &place);
    if (value.data == NULL) {
        return true;
    }
    if (field != NULL && field->borrowed && !slice_equal_fold(field->value, value)) {
        return items_move_above(operation, entry, place, field, value, error);
    }
    return field != NULL
               ? operation_set(operation, entry, place, field, value, error)
               : error_set(error, ERROR_NOT_FOUND, "the queue has no column for the %s in this plan", role_name(role));
}

/* The options that say what stands in the row. */
static bool set_texts(struct operation *operation, struct error *error)
{
    const struct record *entry = find_entry(operation, operation->request->arguments[1], error);
    return entry != NULL && set_role(operation, entry, ROLE_PRIORITY, OPTION_PRIORITY, error) &&
           set_role(operation, entry, ROLE_DESCRIPTION, OPTION_DESCRIPTION, error);
}

/* ---- moving ---- */

/* The entry's neighbour in the same table or list that stands nearest before or behind it; the first one with `far`. */
static const struct record *neighbour_of(const struct operation *operation, const struct record *entry, bool before,
                                         bool far)
{
    const struct records *entries = &operation->plan->records[KIND_QUEUE];
    const struct plan_place *place = entry->places[0];
    const struct record *best = NULL;
    for (size_t i = 0; i < entries->count; i++) {
        const struct plan_place *other = entries->items[i]->places[0];
        if (!entries_same(operation->plan, other, place) || entries->items[i] == entry) {
            continue;
        }
        bool on_side = before ? other->line < place->line : other->line > place->line;
        bool nearer =
            best == NULL || (before != far ? other->line > best->places[0]->line : other->line < best->places[0]->line);
        best = on_side && nearer ? entries->items[i] : best;
    }
    return best;
}

static bool is_row(const struct operation *operation, const struct record *entry, struct error *error)
{
    const struct plan_place *place = entry->places[0];
    return place->rule->shape == RULE_TABLE || place->rule->shape == RULE_LIST ||
           error_set_at(error, ERROR_NOT_FOUND, plan_path(operation->plan, place->document), place->line,
                        "the queue is neither a table nor a list here; move it by hand or with `workboard edit`");
}

/* Moves the row next to `other`; the rows of a comparison have no order, so that it is looked at here. */
static bool move_next_to(struct operation *operation, const struct record *entry, const struct record *other,
                         enum change_position position, struct error *error)
{
    const struct plan_place *place = entry->places[0];
    if (other->places[0]->document != place->document || other->places[0]->rule != place->rule) {
        return error_set(error, ERROR_NOT_FOUND, "%.*s and %.*s are in different queues",
                         SLICE_PRINT(record_name(entry)), SLICE_PRINT(record_name(other)));
    }
    struct slice id = arena_copy(&operation->change->arena, record_name(entry));
    struct slice next = arena_copy(&operation->change->arena, record_name(other));
    struct change_place where = {.position = position, .node = other->places[0]->node};
    if (id.data == NULL || next.data == NULL) {
        return error_no_memory(error);
    }
    if (place->rule->shape == RULE_LIST && !entries_same(operation->plan, place, other->places[0])) {
        struct items_home home = items_home_of(operation->plan, other->places[0]);
        if (!items_mean_moved(operation, entry, place, &home, error)) {
            return false;
        }
    }
    if (!entries_move(operation, place, where, error) || !operation_step(operation, error)) {
        return false;
    }
    const struct record *moved = query_name(operation->plan, KIND_QUEUE, id, NULL);
    const struct record *beside = query_name(operation->plan, KIND_QUEUE, next, NULL);
    bool before = position == CHANGE_BEFORE;
    if (moved != NULL && beside != NULL && neighbour_of(operation, moved, !before, false) == beside) {
        return true;
    }
    return error_set(error, ERROR_BUG,
                     "the queue's row of %.*s did not come to stand beside %.*s; nothing was written; "
                     "please report this with the documents and the command",
                     SLICE_PRINT(id), SLICE_PRINT(next));
}

static bool move(struct operation *operation, bool before, bool far, struct error *error)
{
    const struct record *entry = find_entry(operation, operation->request->arguments[1], error);
    if (entry == NULL || !is_row(operation, entry, error)) {
        return false;
    }
    const struct record *other = neighbour_of(operation, entry, before, far);
    return (other == NULL || move_next_to(operation, entry, other, before ? CHANGE_BEFORE : CHANGE_AFTER, error)) &&
           set_texts(operation, error);
}

static bool move_up(struct operation *operation, struct error *error)
{
    return move(operation, true, false, error);
}

static bool move_down(struct operation *operation, struct error *error)
{
    return move(operation, false, false, error);
}

static bool move_to_top(struct operation *operation, struct error *error)
{
    return move(operation, true, true, error);
}

static bool set_row(struct operation *operation, struct error *error)
{
    const struct request *request = operation->request;
    struct slice after = request->options[OPTION_AFTER];
    if (request->options[OPTION_PRIORITY].data == NULL && request->options[OPTION_DESCRIPTION].data == NULL &&
        after.data == NULL) {
        return error_set(error, ERROR_USAGE, "say what to set: --priority, --description or --after");
    }
    if (after.data != NULL) {
        const struct record *entry = find_entry(operation, request->arguments[1], error);
        const struct record *other = entry == NULL ? NULL : find_entry(operation, after, error);
        if (other == NULL || !is_row(operation, entry, error) || !is_row(operation, other, error)) {
            return false;
        }
        if (other != entry && neighbour_of(operation, entry, true, false) != other &&
            !move_next_to(operation, entry, other, CHANGE_AFTER, error)) {
            return false;
        }
    }
    return set_texts(operation, error);
}

/* ---- coming and going ---- */

static bool add_row(struct operation *operation, struct error *error)
{
    const struct request *request = operation->request;
    struct slice after = request->options[OPTION_AFTER];
    const struct record *neighbour = after.data == NULL ? NULL : find_entry(operation, after, error);
    if (after.data != NULL && (neighbour == NULL || !is_row(operation, neighbour, error))) {
        return false;
    }
    const struct row_values given = {.roles = {[ROLE_PRIORITY] = request->options[OPTION_PRIORITY],
                                               [ROLE_DESCRIPTION] = request->options[OPTION_DESCRIPTION]}};
    return queue_rows_add(operation, request->arguments[1], neighbour, &given, error);
}

static bool remove_row(struct operation *operation, struct error *error)
{
    const struct record *entry = find_entry(operation, operation->request->arguments[1], error);
    return entry != NULL && entries_remove(operation, entry, error);
}

static const struct action actions[] = {
    {"add", add_row},    {"remove", remove_row}, {"up", move_up},
    {"down", move_down}, {"top", move_to_top},   {"set", set_row},
};

/* ---- the verb ---- */

static bool run(struct operation *operation, struct error *error)
{
    const struct request *request = operation->request;
    const struct action *action = NULL;
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
        if (slice_equal_fold(request->arguments[0], slice_of(actions[i].name))) {
            action = &actions[i];
        }
    }
    if (action == NULL) {
        return error_set(error, ERROR_USAGE, "queue can add, remove, up, down, top or set, not \"%.*s\"",
                         SLICE_PRINT(request->arguments[0]));
    }
    if (request->options[OPTION_AFTER].data != NULL && action->run != add_row && action->run != set_row) {
        return error_set(error, ERROR_USAGE, "--after goes with queue add and queue set");
    }
    if (action->run == remove_row &&
        (request->options[OPTION_PRIORITY].data != NULL || request->options[OPTION_DESCRIPTION].data != NULL)) {
        return error_set(error, ERROR_USAGE, "queue remove leaves no row whose texts could be set");
    }
    const struct record *task = query_name(operation->plan, KIND_TASK, request->arguments[1], NULL);
    struct slice name = task == NULL ? slice_trim(request->arguments[1]) : task->id;
    struct bytes summary;
    bytes_init(&summary);
    (void)bytes_append_format(&summary, "queue %s %.*s", action->name, SLICE_PRINT(name));
    bool done = operation_subject(operation, name, error) && action->run(operation, error) &&
                (summary.failed ? error_no_memory(error) : operation_finish(operation, bytes_slice(&summary), error));
    bytes_release(&summary);
    return done;
}

const struct verb verb_queue = {
    .name = "queue",
    .summary = "change the order of work: add, remove, up, down, top, set",
    .details = "ACTION is add, remove, up, down, top or set; ID is the task. A new row comes last, or behind the row "
               "of --after, with the priority of the row before it and the task's title, unless --priority and "
               "--description say otherwise. up, down and top move the row and change no priority but by --priority. "
               "Where the queue is lists below headings that give the priority, --priority chooses the list.",
    .arguments = {{.name = "ACTION", .kind = ARGUMENT_ACTION}, {.name = "ID", .kind = ARGUMENT_TASK}},
    .options = 1U << OPTION_PRIORITY | 1U << OPTION_DESCRIPTION | 1U << OPTION_AFTER,
    .run = run,
};
