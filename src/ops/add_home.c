#include "ops/add_home.h"

#include "ops/new_node.h"
#include "outline/plain.h"
#include "plan/query.h"

enum { MOST_TABLES = 256, MOST_COLUMNS = 64 };

const struct rule *add_home_rule(const struct add_home *home)
{
    return home->model != NULL ? home->model->rule : entries_rule(&home->entries);
}

size_t add_home_document(const struct add_home *home)
{
    return home->model != NULL ? home->model->document : entries_document(&home->entries);
}

/* ---- what it holds ---- */

static bool section_holds(const struct rule *rule, enum role role)
{
    bool held = false;
    for (size_t i = 0; i < rule->text_count; i++) {
        held = held || template_has(&rule->texts[i], role);
    }
    for (size_t i = 0; i < rule->field_count; i++) {
        held = held || (!rule->fields[i].section && template_has(&rule->fields[i].template, role));
    }
    return held;
}

bool add_home_holds(const struct plan *plan, const struct add_home *home, enum role role)
{
    bool composed = role == ROLE_ID && add_home_rule(home)->identity.count > 0;
    return composed ||
           (home->model != NULL ? section_holds(home->model->rule, role) : entries_hold(plan, &home->entries, role));
}

bool add_home_gives(const struct plan *plan, const struct add_home *home, enum role role, struct slice value)
{
    return home->model == NULL && home->entries.list.rule != NULL &&
           items_give(plan, &home->entries.list, role, value);
}

static enum role role_of(const struct template *template)
{
    enum role found = ROLE_OTHER;
    for (enum role role = ROLE_ID; role < ROLE_COUNT; role++) {
        found = template_has(template, role) && (found == ROLE_OTHER || found == ROLE_ID) ? role : found;
    }
    return found;
}

static bool table_has(const struct plan *plan, const struct plan_table *table, struct slice name)
{
    const struct document *document = plan->documents[table->document];
    struct outline_cell names[MOST_COLUMNS];
    size_t count = outline_cells(document->outline, outline_node(document->outline, table->table)->child, names,
                                 MOST_COLUMNS);
    for (size_t i = 0; i < count && i < MOST_COLUMNS; i++) {
        if (plain_equal(source_slice(document->source, names[i].text), name)) {
            return true;
        }
    }
    return false;
}

bool add_home_name(const struct plan *plan, const struct add_home *home, struct slice name, enum role *role)
{
    const struct rule_field *field = tables_column(add_home_rule(home), name);
    *role = ROLE_OTHER;
    if (field != NULL && !field->section) {
        *role = role_of(&field->template);
        return *role != ROLE_OTHER && add_home_holds(plan, home, *role);
    }
    if (home->model != NULL) {
        return home->model->rule->shape == RULE_SECTION || new_node_has_key(plan, home->model, name);
    }
    return home->entries.list.rule == NULL && table_has(plan, &home->entries.table, name);
}

/* ---- where it goes ---- */

static bool no_place(const struct add_home *home, struct error *error)
{
    return error_set(error, ERROR_NOT_FOUND,
                     "the plan has no table, list or sections of %s to which one can be added; write the first by hand, or "
                     "use `workboard edit`",
                     kind_plural(home->kind));
}

/* The section of a record that is told in other places too. */
static const struct plan_place *section_of(const struct record *record)
{
    for (size_t i = 0; i < record->place_count; i++) {
        const struct plan_place *place = record->places[i];
        if (place->rule->shape == RULE_SECTION && place->rule->identity.count == 0) {
            return place;
        }
    }
    return NULL;
}

/* Behind the last section of the kind. */
static bool settle_section(const struct plan *plan, struct add_home *home)
{
    const struct records *records = &plan->records[home->kind];
    for (size_t i = records->count; i > 0; i--) {
        home->model = section_of(records->items[i - 1]);
        if (home->model != NULL) {
            home->beside = records->items[i - 1];
            return true;
        }
    }
    return false;
}

/* Beside a record like it: in the first of its places that a verb can add another to. */
static bool settle_beside(const struct plan *plan, struct add_home *home, const struct record *like)
{
    const struct plan_place *place = like->places[0];
    home->beside = like;
    if (place->rule->repeats && place->rule->shape == RULE_TABLE) {
        return settle_section(plan, home); /* a column of another kind's rows makes no record of its own */
    }
    switch (place->rule->shape) {
    case RULE_SECTION:
        home->model = place;
        return true;
    case RULE_NODES:
        home->model = place;
        return place->rule->identity.count == 0 && new_node_fits(plan, place);
    case RULE_TABLE:
        home->entries = entries_of(plan, place);
        home->titled = add_home_holds(plan, home, ROLE_TITLE) ? NULL : section_of(like);
        return true;
    case RULE_LIST:
        home->entries = entries_of(plan, place);
        return place->rule->identity.count == 0;
    case RULE_FIELDS:
    case RULE_TREE:
        break;
    }
    return false;
}

static bool settle(const struct plan *plan, struct add_home *home, const struct record *like, struct error *error)
{
    unsigned long number = 0;
    if (home->prefix.size == 0 && (like == NULL || !id_split(like->id, &home->prefix, &number))) {
        home->prefix = slice_of("");
    }
    bool found = like != NULL ? settle_beside(plan, home, like)
                              : entries_home(plan, home->kind, SIZE_MAX, &home->entries);
    return found || no_place(home, error);
}

/* The last record whose identifier begins alike, up to its number. */
static const struct record *last_alike(const struct plan *plan, enum kind kind, struct slice id)
{
    const struct records *records = &plan->records[kind];
    struct slice wanted;
    unsigned long wanted_number = 0;
    for (size_t i = records->count; id_split(id, &wanted, &wanted_number) && i > 0; i--) {
        struct slice prefix;
        unsigned long number = 0;
        if (id_split(records->items[i - 1]->id, &prefix, &number) && slice_equal_fold(prefix, wanted)) {
            return records->items[i - 1];
        }
    }
    return NULL;
}

/* The last record of the rule with the most authority: the later ones often read documents of another sort. */
static const struct record *last_of_authority(const struct plan *plan, enum kind kind)
{
    const struct records *records = &plan->records[kind];
    const struct record *last = NULL;
    for (size_t i = 0; i < records->count; i++) {
        last = last == NULL || records->items[i]->places[0]->rule <= last->places[0]->rule ? records->items[i] : last;
    }
    return last;
}

/* ---- tasks, which belong to milestones ---- */

static bool begins_as(const struct record *task)
{
    struct slice prefix;
    unsigned long number = 0;
    return task->milestone != NULL && task->milestone->id.size > 0 && id_split(task->id, &prefix, &number) &&
           slice_starts_fold(prefix, task->milestone->id);
}

/* Its milestone's identifier and what other tasks write between this and their number. */
static struct slice prefix_in_milestone(struct operation *operation, const struct record *milestone)
{
    const struct records *tasks = &operation->plan->records[KIND_TASK];
    for (size_t i = tasks->count; i > 0; i--) {
        const struct record *task = tasks->items[i - 1];
        struct slice prefix;
        unsigned long number = 0;
        if (begins_as(task) && id_split(task->id, &prefix, &number)) {
            struct slice rest = slice_part(prefix, task->milestone->id.size, prefix.size);
            return arena_format(&operation->change->arena, "%.*s%.*s", SLICE_PRINT(milestone->id), SLICE_PRINT(rest));
        }
    }
    return slice_of("");
}

/* Whether nothing but the milestone says where a task goes and what it is called. */
static bool needs_milestone(const struct plan *plan)
{
    const struct records *tasks = &plan->records[KIND_TASK];
    bool needed = tasks->count == 0;
    for (size_t i = 0; i < tasks->count && !needed; i++) {
        needed = begins_as(tasks->items[i]) || place_field(tasks->items[i]->places[0], ROLE_MILESTONE) != NULL;
    }
    return needed && plan->records[KIND_MILESTONE].count > 0;
}

/* A table of the kind whose heading names the milestone. */
static bool find_milestone_table(const struct plan *plan, const struct record *milestone, struct plan_table *found)
{
    for (size_t i = 0; i < plan->profile->rule_count; i++) {
        const struct rule *rule = &plan->profile->rules[i];
        struct plan_table tables[MOST_TABLES];
        size_t count = rule->kind == KIND_TASK && !rule->mirror && rule->identity.count == 0 && rule->shape == RULE_TABLE
                           ? tables_of_rule(plan, rule, tables, MOST_TABLES)
                           : 0;
        for (size_t k = 0; k < count && k < MOST_TABLES; k++) {
            const struct outline *outline = plan->documents[tables[k].document]->outline;
            uint32_t heading = outline_section_of(outline, tables[k].table);
            struct slice text = heading == 0 ? slice_of("") : outline_text(outline, heading);
            struct id_reference reference;
            size_t at = 0;
            while (id_next(text, &plan->profile->shapes[KIND_MILESTONE], NULL, &at, &reference)) {
                if (slice_equal_fold(reference.first, milestone->id)) {
                    *found = tables[k];
                    return true;
                }
            }
        }
    }
    return false;
}

/* The section of a milestone that has no tasks yet: its own list, or where the first item goes. */
static bool find_milestone_list(const struct plan *plan, const struct record *milestone, struct items_home *found)
{
    for (size_t i = 0; i < milestone->place_count; i++) {
        const struct plan_place *place = milestone->places[i];
        if (place->rule->shape == RULE_SECTION && items_home_below(plan, KIND_TASK, place->document, place->node, found)) {
            return true;
        }
    }
    return false;
}

static bool find_among_tasks(struct operation *operation, struct slice named, struct add_home *home, struct error *error)
{
    const struct plan *plan = operation->plan;
    if (named.data == NULL) {
        return error_set(error, ERROR_USAGE, "say to which milestone the task belongs: milestone=%.*s",
                         SLICE_PRINT(record_name(plan->records[KIND_MILESTONE].items[0])));
    }
    const struct record *milestone = query_name(plan, KIND_MILESTONE, named, error);
    if (milestone == NULL) {
        return false;
    }
    home->prefix = prefix_in_milestone(operation, milestone);
    home->in_milestone = true;
    const struct record *like =
        milestone->tasks.count == 0 ? NULL : milestone->tasks.items[milestone->tasks.count - 1].record;
    if (like != NULL) {
        home->prefix = begins_as(like) ? home->prefix : slice_of("");
        return settle(plan, home, like, error);
    }
    return find_milestone_table(plan, milestone, &home->entries.table) ||
           find_milestone_list(plan, milestone, &home->entries.list) ||
           (prefix_in_milestone(operation, milestone).size > 0 && plan->records[KIND_TASK].count > 0 &&
            plan->records[KIND_TASK].items[0]->places[0]->rule->identity.count > 0 &&
            settle(plan, home, plan->records[KIND_TASK].items[0], error)) ||
           error_set(error, ERROR_NOT_FOUND, "no table holds tasks of %.*s; make one with a heading that names it",
                     SLICE_PRINT(milestone->id));
}

bool add_home_find(struct operation *operation, const struct add_wishes *wishes, struct add_home *home,
                   struct error *error)
{
    const struct plan *plan = operation->plan;
    const struct record *like = wishes->id.size > 0 ? last_alike(plan, home->kind, wishes->id) : NULL;
    if (wishes->priority.size > 0 &&
        items_home_above(plan, home->kind, ROLE_PRIORITY, wishes->priority, &home->entries.list)) {
        return true;
    }
    if (home->kind == KIND_TASK && like == NULL && needs_milestone(plan)) {
        return find_among_tasks(operation, wishes->milestone, home, error);
    }
    return settle(plan, home, like != NULL ? like : last_of_authority(plan, home->kind), error);
}
