/* add: a new record, with the next identifier that was never used. */
#include "ops/fields.h"
#include "ops/new_section.h"
#include "ops/next_id.h"
#include "ops/queue_rows.h"
#include "ops/verbs.h"

#include "outline/plain.h"
#include "plan/query.h"

enum { MOST_TABLES = 256, MOST_COLUMNS = 64 };

/* What is to be added, and where. */
struct addition {
    enum kind kind;
    struct slice prefix;        /* of its identifier */
    const struct record *model; /* of a section: the last record of the kind; else NULL */
    struct plan_table table;    /* where there is no model */
    struct row_values values;
    struct row_value *others;
};

/* ---- where ---- */

/* The last record whose identifier begins alike, up to its number. */
static const struct record *last_alike(const struct plan *plan, enum kind kind, struct slice wanted)
{
    const struct records *records = &plan->records[kind];
    for (size_t i = records->count; i > 0; i--) {
        struct slice prefix;
        unsigned long number = 0;
        if (wanted.size == 0 ||
            (id_split(records->items[i - 1]->id, &prefix, &number) && slice_equal_fold(prefix, wanted))) {
            return records->items[i - 1];
        }
    }
    return NULL;
}

/* Of a task: its milestone's identifier and what other tasks write between this and their number. */
static struct slice prefix_in_milestone(struct operation *operation, const struct record *milestone)
{
    const struct records *tasks = &operation->plan->records[KIND_TASK];
    for (size_t i = tasks->count; i > 0; i--) {
        const struct record *task = tasks->items[i - 1];
        struct slice prefix;
        unsigned long number = 0;
        if (task->milestone != NULL && id_split(task->id, &prefix, &number) &&
            slice_starts_fold(prefix, task->milestone->id)) {
            struct slice rest = slice_part(prefix, task->milestone->id.size, prefix.size);
            return arena_format(&operation->change->arena, "%.*s%.*s", SLICE_PRINT(milestone->id), SLICE_PRINT(rest));
        }
    }
    return slice_of("");
}

/* A table of the kind whose heading names the milestone. */
static bool find_milestone_table(const struct plan *plan, const struct record *milestone, struct plan_table *found)
{
    for (size_t i = 0; i < plan->profile->rule_count; i++) {
        const struct rule *rule = &plan->profile->rules[i];
        struct plan_table tables[MOST_TABLES];
        size_t count = rule->kind == KIND_TASK && !rule->mirror && rule->identity.count == 0
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

static bool settle_home(const struct plan *plan, struct addition *addition, const struct record *like,
                        struct error *error)
{
    const struct plan_place *place = like == NULL ? NULL : like->places[0];
    if (place != NULL && place->rule->shape == RULE_SECTION && place->rule->identity.count == 0) {
        addition->model = like;
        return true;
    }
    if (place != NULL && place->rule->shape == RULE_TABLE && place->rule->identity.count == 0) {
        addition->table = rows_table_of(plan, place);
        return true;
    }
    return (like == NULL && rows_home(plan, addition->kind, &addition->table)) ||
           error_set(error, ERROR_NOT_FOUND,
                     "the plan has neither a table nor sections of %s to which one can be added; write the first by "
                     "hand, "
                     "or use `workboard edit`",
                     kind_plural(addition->kind));
}

static bool find_task_home(struct operation *operation, struct addition *addition, struct slice named,
                           struct error *error)
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
    addition->prefix = prefix_in_milestone(operation, milestone);
    const struct record *like =
        milestone->tasks.count == 0 ? NULL : milestone->tasks.items[milestone->tasks.count - 1].record;
    if (like != NULL) {
        return settle_home(plan, addition, like, error);
    }
    return find_milestone_table(plan, milestone, &addition->table) ||
           error_set(error, ERROR_NOT_FOUND, "no table holds tasks of %.*s; make one with a heading that names it",
                     SLICE_PRINT(milestone->id));
}

/* ---- what ---- */

static enum role role_of(const struct template *template)
{
    enum role found = ROLE_OTHER;
    for (enum role role = ROLE_ID; role < ROLE_COUNT; role++) {
        found = template_has(template, role) && (found == ROLE_OTHER || found == ROLE_ID) ? role : found;
    }
    return found;
}

/* Whether there is a place for the role; the table's columns, or the section's heading and fields. */
static bool holds(const struct plan *plan, const struct addition *addition, enum role role)
{
    if (addition->model == NULL) {
        return rows_has_column(plan, &addition->table, role);
    }
    const struct rule *rule = addition->model->places[0]->rule;
    bool held = false;
    for (size_t i = 0; i < rule->text_count; i++) {
        held = held || template_has(&rule->texts[i], role);
    }
    for (size_t i = 0; i < rule->field_count; i++) {
        held = held || (!rule->fields[i].section && template_has(&rule->fields[i].template, role));
    }
    return held;
}

/* The column's or field's own name: which role it has, or that of an unknown column. */
static bool find_name(const struct plan *plan, const struct addition *addition, struct slice name, enum role *role)
{
    const struct rule *rule = addition->model != NULL ? addition->model->places[0]->rule : addition->table.rule;
    const struct rule_field *field = tables_column(rule, name);
    *role = ROLE_OTHER;
    if (field != NULL && !field->section) {
        *role = role_of(&field->template);
        return *role != ROLE_OTHER && holds(plan, addition, *role);
    }
    if (addition->model != NULL) {
        return true;
    }
    const struct document *document = plan->documents[addition->table.document];
    struct outline_cell names[MOST_COLUMNS];
    size_t count = outline_cells(document->outline, outline_node(document->outline, addition->table.table)->child,
                                 names, MOST_COLUMNS);
    for (size_t i = 0; i < count && i < MOST_COLUMNS; i++) {
        if (plain_equal(source_slice(document->source, names[i].text), name)) {
            return true;
        }
    }
    return false;
}

/* A status as this place spells it. */
static bool spell_status(const struct operation *operation, const struct addition *addition, struct slice typed,
                         struct slice *spelled, struct error *error)
{
    const struct plan_place *model = addition->model == NULL ? NULL : addition->model->places[0];
    const struct plan_place place = {.rule = model != NULL ? model->rule : addition->table.rule,
                                     .document = model != NULL ? model->document : addition->table.document};
    const struct record record = {.kind = addition->kind};
    enum state state;
    enum slot slot;
    if (typed.data == NULL) {
        *spelled =
            spelling_of(operation->plan, &record, &place, addition->kind == KIND_LANE ? STATE_PAUSED : STATE_TODO);
        return true;
    }
    return spelling_read(operation->plan, &record, &place, typed, operation->request->force, spelled, &state, &slot,
                         error);
}

static bool take_setting(struct operation *operation, struct addition *addition, const struct field_setting *setting,
                         struct error *error)
{
    enum role role = ROLE_OTHER;
    bool known = (role_parse(setting->name, &role) && role != ROLE_OTHER && holds(operation->plan, addition, role)) ||
                 find_name(operation->plan, addition, setting->name, &role);
    if (!known) {
        return error_set(error, ERROR_NOT_FOUND, "a %s has no field %.*s here", kind_name(addition->kind),
                         SLICE_PRINT(setting->name));
    }
    if (role == ROLE_OTHER) {
        addition->others[addition->values.other_count++] =
            (struct row_value){.name = setting->name, .value = setting->value};
        return true;
    }
    addition->values.roles[role] = slice_trim(setting->value);
    return role != ROLE_STATUS ||
           spell_status(operation, addition, slice_trim(setting->value), &addition->values.roles[role], error);
}

/* The value of FIELD=VALUE that is not for the record's own place; data NULL where it is not given. */
static struct slice given_value(const struct request *request, const char *name)
{
    struct slice value = {0};
    for (size_t i = 1; i < request->argument_count; i++) {
        struct field_setting setting;
        if (fields_read(request->arguments[i], &setting) && slice_equal_fold(setting.name, slice_of(name))) {
            value = slice_trim(setting.value);
        }
    }
    return value;
}

/* Whether the second argument is the title: it is no FIELD=VALUE, or what stands before its `=` is no field. */
static bool has_title(const struct operation *operation, const struct addition *addition)
{
    struct field_setting setting;
    enum role role;
    return operation->request->argument_count > 1 &&
           (!fields_read(operation->request->arguments[1], &setting) ||
            !(role_parse(setting.name, &role) ||
              (addition->model == NULL && find_name(operation->plan, addition, setting.name, &role))));
}

static bool read_values(struct operation *operation, struct addition *addition, struct error *error)
{
    const struct request *request = operation->request;
    const struct plan *plan = operation->plan;
    bool named = plan->profile->shapes[addition->kind].count > 0;
    size_t first = has_title(operation, addition) ? 2 : 1;
    if (first == 2) {
        bool is_id = (!named || addition->kind == KIND_QUEUE) && holds(plan, addition, ROLE_ID);
        addition->values.roles[is_id ? ROLE_ID : ROLE_TITLE] = slice_trim(request->arguments[1]);
    }
    addition->values.others = addition->others;
    for (size_t i = first; i < request->argument_count; i++) {
        struct field_setting setting;
        if (!fields_read(request->arguments[i], &setting)) {
            return error_set(error, ERROR_USAGE, "\"%.*s\" is no FIELD=VALUE", SLICE_PRINT(request->arguments[i]));
        }
        bool elsewhere = addition->kind == KIND_TASK && slice_equal_fold(setting.name, slice_of("milestone")) &&
                         !holds(plan, addition, ROLE_MILESTONE);
        if (!elsewhere && !take_setting(operation, addition, &setting, error)) {
            return false;
        }
    }
    if (addition->kind == KIND_QUEUE) {
        return true;
    }
    struct slice *roles = addition->values.roles;
    if (roles[ROLE_STATUS].data == NULL && holds(plan, addition, ROLE_STATUS)) {
        (void)spell_status(operation, addition, (struct slice){0}, &roles[ROLE_STATUS], error);
    }
    if (roles[ROLE_DATE].data == NULL && holds(plan, addition, ROLE_DATE)) {
        roles[ROLE_DATE] = operation->day;
    }
    if (roles[ROLE_TITLE].size == 0 && roles[ROLE_ID].size == 0) {
        return error_set(error, ERROR_USAGE, "say what the %s is called", kind_name(addition->kind));
    }
    return true;
}

/* ---- the identifier ---- */

static bool settle_id(struct operation *operation, struct addition *addition, struct error *error)
{
    struct slice *id = &addition->values.roles[ROLE_ID];
    const struct id_shapes *shapes = &operation->plan->profile->shapes[addition->kind];
    if (id->size == 0) {
        return shapes->count == 0 || next_id(operation, addition->kind, addition->prefix, id, error);
    }
    bool shaped = shapes->count == 0;
    for (size_t i = 0; i < shapes->count && !shaped; i++) {
        shaped = id_has_shape(shapes->items[i], *id);
    }
    if (!shaped) {
        return error_set(error, ERROR_USAGE, "%.*s does not look like a %s of this plan (%.*s)", SLICE_PRINT(*id),
                         kind_name(addition->kind), SLICE_PRINT(shapes->items[0]));
    }
    const struct record *present = query_id(operation->plan, addition->kind, *id);
    return present == NULL ||
           error_refuse(error, "id.used", plan_path(operation->plan, present->places[0]->document),
                        present->places[0]->line, "%.*s stands here already; leave out id= for the next free one",
                        SLICE_PRINT(*id));
}

/* ---- the verb ---- */

static bool find_home(struct operation *operation, struct addition *addition, struct error *error)
{
    const struct plan *plan = operation->plan;
    struct slice id = given_value(operation->request, "id");
    struct slice milestone = given_value(operation->request, "milestone");
    struct slice prefix = slice_of("");
    unsigned long number = 0;
    const struct record *like =
        id.size > 0 && id_split(id, &prefix, &number) ? last_alike(plan, addition->kind, prefix) : NULL;
    if (addition->kind == KIND_TASK && plan->records[KIND_MILESTONE].count > 0 && like == NULL) {
        return find_task_home(operation, addition, milestone, error);
    }
    return settle_home(plan, addition, like != NULL ? like : last_alike(plan, addition->kind, slice_of("")), error);
}

static bool add_record(struct operation *operation, struct addition *addition, struct error *error)
{
    if (addition->kind == KIND_QUEUE) {
        struct slice name = addition->values.roles[ROLE_ID];
        addition->values.roles[ROLE_ID] = (struct slice){0};
        return name.size > 0 ? queue_rows_add(operation, name, NULL, &addition->values, error)
                             : error_set(error, ERROR_USAGE, "say which task the queue gets");
    }
    return settle_id(operation, addition, error) &&
           (addition->model != NULL
                ? new_section_add(operation, addition->model, &addition->values, error)
                : rows_add(operation, &addition->table, (struct change_place){.position = CHANGE_LAST},
                           &addition->values, error));
}

static bool run(struct operation *operation, struct error *error)
{
    const struct request *request = operation->request;
    struct addition addition = {0};
    if (!kind_parse(request->arguments[0], &addition.kind) || addition.kind == KIND_PLAN) {
        return error_set(error, ERROR_USAGE, "\"%.*s\" is no kind of record; see `workboard list --help`",
                         SLICE_PRINT(request->arguments[0]));
    }
    if (addition.kind == KIND_CLAIM) {
        return error_set(error, ERROR_USAGE, "`workboard claim` makes claims");
    }
    addition.others = arena_new(&operation->change->arena, request->argument_count + 1, sizeof *addition.others);
    struct bytes summary;
    bytes_init(&summary);
    bool done = (addition.others != NULL || error_no_memory(error)) && find_home(operation, &addition, error) &&
                read_values(operation, &addition, error) && add_record(operation, &addition, error);
    if (done) {
        struct slice name = operation->change->effects[0].id;
        (void)bytes_append_format(&summary, "add %s %.*s", kind_name(addition.kind), SLICE_PRINT(name));
    }
    done =
        done && (summary.failed ? error_no_memory(error) : operation_finish(operation, bytes_slice(&summary), error));
    bytes_release(&summary);
    return done;
}

const struct verb verb_add = {
    .name = "add",
    .summary = "add a record with the next identifier that was never used",
    .details = "KIND is a kind of record, such as task, blocker, finding or decision. FIELD is a key of the JSON "
               "output or the document's own name of the column or field. A task needs its milestone: milestone=ID. A "
               "record is added behind the last of its kind, or of its milestone; a status that is not given is todo.",
    .arguments = {{.name = "KIND", .kind = ARGUMENT_KIND},
                  {.name = "TITLE", .kind = ARGUMENT_TEXT, .optional = true},
                  {.name = "FIELD=VALUE", .kind = ARGUMENT_FIELD, .optional = true, .repeated = true}},
    .run = run,
};
