#include "ops/blockers.h"

#include "ops/next_id.h"
#include "ops/rows.h"

bool blockers_remove(struct operation *operation, const struct record *blocker, struct error *error)
{
    const struct rule *rule = blocker->places[0]->rule;
    return operation_subject(operation, record_name(blocker), error) &&
           (rule->shape == RULE_LIST && rule->box ? operation_set_state(operation, blocker, STATE_DONE, error)
                                                  : rows_remove(operation, blocker, error));
}

/* Whether blockers write identifiers of tasks in backquotes: the newest that names one says. */
static bool quotes_tasks(const struct plan *plan)
{
    const struct records *blockers = &plan->records[KIND_BLOCKER];
    for (size_t i = blockers->count; i > 0; i--) {
        const struct plan_place *place = blockers->items[i - 1]->places[0];
        for (size_t k = 0; k < place->field_count; k++) {
            struct slice text = place->fields[k].raw;
            struct id_reference found;
            size_t at = 0;
            if (id_next(text, &plan->profile->references[KIND_TASK], NULL, &at, &found)) {
                return found.span.start > 0 && text.data[found.span.start - 1] == '`';
            }
        }
    }
    return false;
}

static bool names_task(const struct plan *plan, struct slice text, const struct record *task)
{
    struct id_reference found;
    size_t at = 0;
    while (id_next(text, &plan->profile->references[KIND_TASK], &plan->profile->range_marks, &at, &found)) {
        if (id_in_reference(&found, task->id)) {
            return true;
        }
    }
    return false;
}

/* "M2-T01, M2-T02: the reason", without the tasks that the reason names itself. */
static bool append_title(const struct plan *plan, const struct record *const *tasks, size_t count, struct slice reason,
                         struct bytes *title)
{
    const char *mark = quotes_tasks(plan) ? "`" : "";
    for (size_t i = 0; i < count; i++) {
        if (!names_task(plan, reason, tasks[i])) {
            (void)bytes_append_format(title, "%s%s%.*s%s", title->size == 0 ? "" : ", ", mark,
                                      SLICE_PRINT(tasks[i]->id), mark);
        }
    }
    (void)bytes_append_text(title, title->size == 0 ? "" : ": ");
    return bytes_append(title, reason);
}

bool blockers_exist(const struct plan *plan)
{
    struct plan_table table;
    return rows_home(plan, KIND_BLOCKER, &table);
}

bool blockers_add(struct operation *operation, const struct record *const *tasks, size_t count, struct slice *id,
                  struct error *error)
{
    const struct request *request = operation->request;
    struct row_values values = {0};
    struct plan_table table;
    struct bytes title;
    struct bytes names;
    if (!rows_home(operation->plan, KIND_BLOCKER, &table)) {
        return error_set(error, ERROR_NOT_FOUND, "the plan has no table of blockers; with --status the status of tasks says it alone");
    }
    bytes_init(&title);
    bytes_init(&names);
    for (size_t i = 0; i < count; i++) {
        (void)bytes_append_format(&names, "%s%.*s", i == 0 ? "" : ", ", SLICE_PRINT(tasks[i]->id));
    }
    bool added = append_title(operation->plan, tasks, count, slice_trim(request->options[OPTION_REASON]), &title) &&
                 !names.failed;
    added = added ? next_id(operation, KIND_BLOCKER, slice_of(""), id, error) : error_no_memory(error);
    values.roles[ROLE_ID] = *id;
    values.roles[ROLE_TITLE] = bytes_slice(&title);
    values.roles[ROLE_IMPACT] = request->options[OPTION_IMPACT];
    values.roles[ROLE_EXIT_CONDITION] = request->options[OPTION_EXIT];
    values.roles[ROLE_BLOCKS] = count > 0 ? bytes_slice(&names) : (struct slice){0};
    values.roles[ROLE_DATE] = operation->day;
    added = added && rows_add(operation, &table, (struct change_place){.position = CHANGE_LAST}, &values, error);
    bytes_release(&title);
    bytes_release(&names);
    return added;
}

/* Whether the change log says that the verb opened it. */
static bool is_recorded(const struct operation *operation, const struct record *blocker)
{
    for (size_t i = 0; i < operation->request->recorded_count; i++) {
        const struct recorded_effect *effect = &operation->request->recorded[i];
        if (slice_equal(effect->kind, slice_of(kind_name(KIND_BLOCKER))) && slice_equal_fold(effect->id, blocker->id) &&
            slice_equal(effect->role, slice_of(role_name(ROLE_ID))) && effect->old.data == NULL) {
            return true;
        }
    }
    return false;
}

/* Where nothing is remembered, its title has the form that the verb gives it: tasks, a colon. */
static bool has_own_form(const struct plan *plan, const struct record *blocker)
{
    struct slice title = record_value(blocker, ROLE_TITLE);
    size_t colon = slice_find(title, slice_of(": "), 0);
    struct slice rest = slice_part(title, 0, colon == SLICE_NONE ? 0 : colon);
    struct slice part;
    bool all = rest.size > 0;
    while (all && slice_next(&rest, ',', &part)) {
        struct id_reference found;
        size_t at = 0;
        part = slice_trim(part);
        size_t mark = part.size > 0 && part.data[0] == '`' ? 1 : 0;
        all = id_next(part, &plan->profile->references[KIND_TASK], NULL, &at, &found) && found.span.start == mark &&
              found.span.end == part.size - mark;
    }
    return all;
}

bool blockers_is_own(const struct operation *operation, const struct record *blocker, const struct record *const *tasks,
                     size_t count)
{
    for (size_t i = 0; i < blocker->tasks.count; i++) {
        bool given = false;
        for (size_t k = 0; k < count && !given; k++) {
            given = blocker->tasks.items[i].record == tasks[k];
        }
        if (!given) {
            return false;
        }
    }
    return blocker->tasks.count > 0 && (is_recorded(operation, blocker) || has_own_form(operation->plan, blocker));
}
