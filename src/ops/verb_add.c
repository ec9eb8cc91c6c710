/* add: a new record, with the next identifier that was never used. */
#include "ops/add_home.h"
#include "ops/fields.h"
#include "ops/new_node.h"
#include "ops/new_section.h"
#include "ops/next_id.h"
#include "ops/queue_rows.h"
#include "ops/verbs.h"

#include "outline/plain.h"
#include "plan/query.h"

/* What is to be added, and where. */
struct addition {
    enum kind kind;
    struct add_home home;
    struct row_values values;
    struct row_value *others;
};

/* ---- what ---- */

/* A status as this place spells it. */
static bool spell_status(const struct operation *operation, const struct addition *addition, struct slice typed,
                         struct slice *spelled, struct error *error)
{
    const struct plan_place place = {.rule = add_home_rule(&addition->home),
                                     .document = add_home_document(&addition->home)};
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
    bool known = (role_parse(setting->name, &role) && role != ROLE_OTHER && add_home_holds(operation->plan, &addition->home, role)) ||
                 add_home_name(operation->plan, &addition->home, setting->name, &role);
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
              (addition->home.model == NULL && add_home_name(operation->plan, &addition->home, setting.name, &role))));
}

/* Whether the place of the new record says this value already, by the heading above it or the milestone's own section. */
static bool is_said_by_place(const struct plan *plan, const struct addition *addition, const struct field_setting *setting)
{
    enum role role = ROLE_OTHER;
    return role_parse(setting->name, &role) && !add_home_holds(plan, &addition->home, role) &&
           ((role == ROLE_MILESTONE &&
             (addition->home.in_milestone || slice_starts_fold(addition->home.prefix, slice_trim(setting->value)))) ||
            addition->kind == KIND_QUEUE ||
            add_home_gives(plan, &addition->home, role, setting->value));
}

/* The day of today, where the column says when something was written down, not when it was done. */
static bool dates_new(const struct plan *plan, const struct addition *addition)
{
    const struct rule *rule = add_home_rule(&addition->home);
    const struct profile_writes *writes = profile_writes_of(plan->profile, rule);
    for (size_t i = 0; writes != NULL && i < writes->values[WRITTEN_DONE].count; i++) {
        if (slice_equal(writes->values[WRITTEN_DONE].items[i].pattern, slice_of(role_name(ROLE_DATE)))) {
            return false;
        }
    }
    return add_home_holds(plan, &addition->home, ROLE_DATE);
}

static bool read_values(struct operation *operation, struct addition *addition, struct error *error)
{
    const struct request *request = operation->request;
    const struct plan *plan = operation->plan;
    bool named = plan->profile->shapes[addition->kind].count > 0;
    size_t first = has_title(operation, addition) ? 2 : 1;
    if (first == 2) {
        bool is_id = (!named || addition->kind == KIND_QUEUE) && add_home_holds(plan, &addition->home, ROLE_ID);
        addition->values.roles[is_id ? ROLE_ID : ROLE_TITLE] = slice_trim(request->arguments[1]);
    }
    addition->values.others = addition->others;
    for (size_t i = first; i < request->argument_count; i++) {
        struct field_setting setting;
        if (!fields_read(request->arguments[i], &setting)) {
            return error_set(error, ERROR_USAGE, "\"%.*s\" is no FIELD=VALUE", SLICE_PRINT(request->arguments[i]));
        }
        if (!is_said_by_place(plan, addition, &setting) && !take_setting(operation, addition, &setting, error)) {
            return false;
        }
    }
    if (addition->kind == KIND_QUEUE) {
        return true;
    }
    struct slice *roles = addition->values.roles;
    if (roles[ROLE_STATUS].data == NULL && add_home_holds(plan, &addition->home, ROLE_STATUS)) {
        (void)spell_status(operation, addition, (struct slice){0}, &roles[ROLE_STATUS], error);
    }
    if (roles[ROLE_DATE].data == NULL && dates_new(plan, addition)) {
        roles[ROLE_DATE] = operation->day;
    }
    if (roles[ROLE_TITLE].size == 0 && roles[ROLE_ID].size == 0 &&
        (!named || add_home_holds(plan, &addition->home, ROLE_TITLE))) {
        return error_set(error, ERROR_USAGE, "say what the %s is called", kind_name(addition->kind));
    }
    return roles[ROLE_TITLE].size == 0 || add_home_holds(plan, &addition->home, ROLE_TITLE) ||
           addition->home.titled != NULL ||
           error_set_at(error, ERROR_NOT_FOUND, plan_path(plan, add_home_document(&addition->home)), 0,
                        "a %s has no title here; leave it out, and say id=ID or what else it has",
                        kind_name(addition->kind));
}

/* ---- the identifier ---- */

static bool settle_id(struct operation *operation, struct addition *addition, struct error *error)
{
    struct slice *id = &addition->values.roles[ROLE_ID];
    const struct id_shapes *shapes = &operation->plan->profile->shapes[addition->kind];
    if (id->size == 0) {
        return shapes->count == 0 || next_id(operation, addition->kind, addition->home.prefix, id, error);
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

/* An identifier that is put together of values ("W5-T02" of a package and a task): these are what is written. */
static bool part_id(struct operation *operation, struct addition *addition, struct error *error)
{
    const struct rule *rule = add_home_rule(&addition->home);
    struct slice id = addition->values.roles[ROLE_ID];
    struct template_match match;
    if (rule->identity.count == 0) {
        return true;
    }
    if (!template_match(&rule->identity, &operation->plan->profile->shapes[addition->kind], id, &match)) {
        return error_set(error, ERROR_USAGE, "%.*s is not put together as %.*s", SLICE_PRINT(id),
                         SLICE_PRINT(rule->identity.text));
    }
    for (size_t i = 0; i < match.count; i++) {
        struct slice value = slice_part(id, match.values[i].span.start, match.values[i].span.end);
        if (match.values[i].role != ROLE_OTHER) {
            addition->values.roles[match.values[i].role] = value;
        } else {
            addition->others[addition->values.other_count++] =
                (struct row_value){.name = match.values[i].name, .value = value};
        }
    }
    return true;
}

static bool add_to_queue(struct operation *operation, struct addition *addition, struct error *error)
{
    struct slice *roles = addition->values.roles;
    struct slice name = roles[ROLE_ID].size > 0 ? roles[ROLE_ID] : roles[ROLE_TITLE];
    struct slice priority = given_value(operation->request, "priority");
    roles[ROLE_ID] = (struct slice){0};
    roles[ROLE_TITLE] = (struct slice){0};
    roles[ROLE_PRIORITY] = priority.size > 0 ? priority : roles[ROLE_PRIORITY];
    return name.size > 0 ? queue_rows_add(operation, name, NULL, &addition->values, error)
                         : error_set(error, ERROR_USAGE, "say which task the queue gets");
}

/* A row that names its milestone is a further place of that too, where a rule reads it so. */
static bool mean_milestone(struct operation *operation, const struct addition *addition, struct error *error)
{
    const struct record *milestone =
        query_id(operation->plan, KIND_MILESTONE, addition->values.roles[ROLE_MILESTONE]);
    size_t document = add_home_document(&addition->home);
    size_t count = 0;
    for (size_t i = 0; milestone != NULL && i < milestone->place_count; i++) {
        const struct plan_place *place = milestone->places[i];
        count += place->document == document && place->rule->repeats ? 1 : 0;
    }
    const struct change_effect effect = {
        .kind = KIND_MILESTONE,
        .id = count == 0 ? slice_of("") : milestone->id,
        .path = slice_of(plan_path(operation->plan, document)),
        .place = count,
        .role = ROLE_ID,
        .new = count == 0 ? slice_of("") : milestone->id,
    };
    return count == 0 || operation_mean(operation, effect, error);
}

static bool add_entry(struct operation *operation, struct addition *addition, struct error *error)
{
    const struct record *last = addition->home.beside != NULL ? addition->home.beside
                                                              : entries_last(operation->plan, &addition->home.entries);
    bool composed = add_home_rule(&addition->home)->identity.count > 0;
    bool behind = addition->home.entries.list.rule != NULL && last != NULL;
    struct change_place where = entries_end(operation->plan, &addition->home.entries);
    if ((where.position == CHANGE_LAST && behind) || (composed && last != NULL)) {
        where = (struct change_place){.position = CHANGE_AFTER, .node = last->places[0]->node};
    }
    return entries_add(operation, &addition->home.entries, where, &addition->values, error) &&
           (!composed || mean_milestone(operation, addition, error));
}

/* What a row has no column for, its title first of all, in a section behind the neighbour's. */
static bool add_title(struct operation *operation, struct addition *addition, struct error *error)
{
    const struct plan_place *titled = addition->home.titled;
    if (titled == NULL || addition->values.roles[ROLE_TITLE].size == 0) {
        return true;
    }
    size_t number = 0;
    while (addition->home.beside->places[number] != titled) {
        number++;
    }
    struct slice name = addition->home.beside->id;
    bool same_document = titled->document == add_home_document(&addition->home);
    struct row_values values = {.place = same_document ? 1 : 0};
    values.roles[ROLE_ID] = addition->values.roles[ROLE_ID];
    values.roles[ROLE_TITLE] = addition->values.roles[ROLE_TITLE];
    if (!operation_step(operation, error)) {
        return false;
    }
    const struct record *beside = query_id(operation->plan, addition->kind, name);
    return beside != NULL && number < beside->place_count
               ? new_section_add(operation, beside->places[number], &values, error)
               : error_set(error, ERROR_BUG, "%.*s does not read back; nothing was written", SLICE_PRINT(name));
}

static bool add_record(struct operation *operation, struct addition *addition, struct error *error)
{
    const struct plan_place *model = addition->home.model;
    if (addition->kind == KIND_QUEUE) {
        return add_to_queue(operation, addition, error);
    }
    if (!settle_id(operation, addition, error) || !part_id(operation, addition, error)) {
        return false;
    }
    if (model == NULL) {
        return add_entry(operation, addition, error) && add_title(operation, addition, error);
    }
    return model->rule->shape == RULE_NODES
               ? new_node_add(operation, model, &addition->values, error)
               : new_section_add(operation, model, &addition->values, error);
}

static bool find_home(struct operation *operation, struct addition *addition, struct error *error)
{
    const struct add_wishes wishes = {.id = given_value(operation->request, "id"),
                                      .milestone = given_value(operation->request, "milestone"),
                                      .priority = given_value(operation->request, "priority")};
    addition->home.kind = addition->kind;
    return add_home_find(operation, &wishes, &addition->home, error);
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
    addition.others = arena_new(&operation->change->arena, request->argument_count + TEMPLATE_VALUES, sizeof *addition.others);
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
               "output or the document's own name of the column, field or key. A task whose identifier or place comes from its "
               "milestone needs that: milestone=ID. A record is added behind the last of its kind, of its milestone, or of "
               "those whose identifiers begin like the one given as id=ID; a status that is not given is todo.",
    .arguments = {{.name = "KIND", .kind = ARGUMENT_KIND},
                  {.name = "TITLE", .kind = ARGUMENT_TEXT, .optional = true},
                  {.name = "FIELD=VALUE", .kind = ARGUMENT_FIELD, .optional = true, .repeated = true}},
    .run = run,
};
