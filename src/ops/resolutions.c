#include "ops/resolutions.h"

#include "ops/entries.h"
#include "ops/evidence.h"
#include "ops/finishing.h"
#include "ops/next_id.h"

/* A table, else the list of the first resolution: the authority's. */
static bool find_home(const struct plan *plan, struct entries *home)
{
    const struct records *records = &plan->records[KIND_RESOLUTION];
    *home = (struct entries){0};
    if (rows_home(plan, KIND_RESOLUTION, &home->table)) {
        return true;
    }
    if (records->count > 0 && records->items[0]->places[0]->rule->shape == RULE_LIST) {
        *home = entries_of(plan, records->items[0]->places[0]);
        return true;
    }
    return items_home(plan, KIND_RESOLUTION, SIZE_MAX, &home->list);
}

bool resolutions_exist(const struct plan *plan)
{
    struct entries home;
    return find_home(plan, &home);
}

/* What the profile wants to stand in the row, for all that the change is about. */
static bool fill_finished(struct operation *operation, const struct rule *rule, struct row_values *values,
                          struct error *error)
{
    const struct change *change = operation->change;
    struct bytes names;
    bytes_init(&names);
    for (size_t i = 0; i < change->subject_count; i++) {
        (void)bytes_append_text(&names, i == 0 ? "" : ", ");
        (void)bytes_append(&names, change->subjects[i]);
    }
    struct finishing finishing = {
        .operation = operation,
        .id = arena_copy(&operation->change->arena, bytes_slice(&names)),
        .who = operation->request->who,
    };
    bytes_release(&names);
    return finishing.id.data != NULL ? finishing_row(&finishing, rule, WRITTEN_DONE, values, error) : error_no_memory(error);
}

bool resolutions_add(struct operation *operation, struct slice text, struct error *error)
{
    struct entries home;
    if (!find_home(operation->plan, &home)) {
        return error_set(error, ERROR_NOT_FOUND,
                         "the plan has neither a table nor a list of resolutions; make one, or leave out --resolution");
    }
    if (operation->request->options[OPTION_EVIDENCE].data != NULL &&
        !entries_hold(operation->plan, &home, ROLE_EVIDENCE)) {
        return error_set(error, ERROR_NOT_FOUND, "resolutions have no place for evidence in this plan");
    }
    struct row_values values = {0};
    struct bytes evidence;
    bytes_init(&evidence);
    bool numbered = operation->plan->profile->shapes[KIND_RESOLUTION].count > 0;
    bool added =
        evidence_append(operation->plan, operation->request, KIND_RESOLUTION, &evidence) || error_no_memory(error);
    added = added && (!numbered || next_id(operation, KIND_RESOLUTION, slice_of(""), &values.roles[ROLE_ID], error));
    values.roles[ROLE_TITLE] = slice_trim(text);
    values.roles[ROLE_EVIDENCE] = evidence.size > 0 ? bytes_slice(&evidence) : (struct slice){0};
    values.roles[ROLE_DATE] = operation->day;
    added = added && fill_finished(operation, entries_rule(&home), &values, error);
    added = added && entries_add(operation, &home, entries_end(operation->plan, &home), &values, error);
    bytes_release(&evidence);
    return added;
}

/* Whether a resolution names the task, or is called as it is. */
static bool has_finished(const struct plan *plan, const struct finishing *finishing)
{
    for (size_t i = 0; i < plan->records[KIND_RESOLUTION].count; i++) {
        const struct record *record = plan->records[KIND_RESOLUTION].items[i];
        if (slice_equal_fold(record_value(record, ROLE_TASK), finishing->id) ||
            slice_equal_fold(record_name(record), finishing->title)) {
            return true;
        }
    }
    return false;
}

bool resolutions_add_finished(struct finishing *finishing, struct error *error)
{
    struct operation *operation = finishing->operation;
    const struct plan *plan = operation->plan;
    struct entries home;
    if (!find_home(plan, &home)) {
        return true;
    }
    const struct profile_writes *writes = profile_writes_of(plan->profile, entries_rule(&home));
    if (writes == NULL || writes->values[WRITTEN_DONE].count == 0 || has_finished(plan, finishing) ||
        operation_is_left(operation, entries_document(&home))) {
        return true;
    }
    struct row_values values = {0};
    bool numbered = plan->profile->shapes[KIND_RESOLUTION].count > 0;
    values.roles[ROLE_EVIDENCE] = finishing->evidence;
    values.roles[ROLE_DATE] = operation->day;
    return (!numbered || next_id(operation, KIND_RESOLUTION, slice_of(""), &values.roles[ROLE_ID], error)) &&
           finishing_row(finishing, entries_rule(&home), WRITTEN_DONE, &values, error) &&
           entries_add(operation, &home, entries_end(plan, &home), &values, error);
}
