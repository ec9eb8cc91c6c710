#include "ops/blockers.h"

#include "ops/entries.h"
#include "ops/finishing.h"
#include "ops/next_id.h"

bool blockers_stay(const struct record *blocker)
{
    const struct rule *rule = blocker->places[0]->rule;
    return rule->shape == RULE_LIST && rule->box;
}

bool blockers_remove(struct operation *operation, const struct record *blocker, struct error *error)
{
    return operation_subject(operation, record_name(blocker), error) &&
           (blockers_stay(blocker) ? operation_set_state(operation, blocker, STATE_DONE, error)
                                   : entries_remove(operation, blocker, error));
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

/* The document of the first task: its blocker goes there, where it has a place for blockers. */
static size_t document_of(const struct record *const *tasks, size_t count)
{
    return count == 0 ? SIZE_MAX : tasks[0]->places[0]->document;
}

bool blockers_exist(const struct plan *plan)
{
    struct entries home;
    return entries_home(plan, KIND_BLOCKER, SIZE_MAX, &home);
}

/* Whether the profile has "{name}" written in a place of the task. */
static bool is_written(const struct plan *plan, const struct record *task, const char *name)
{
    bool written = false;
    for (size_t i = 0; i < task->place_count; i++) {
        const struct profile_writes *writes = profile_writes_of(plan->profile, task->places[i]->rule);
        for (size_t k = 0; writes != NULL && k < writes->values[WRITTEN_BLOCK].count; k++) {
            struct slice text = writes->values[WRITTEN_BLOCK].items[k].template.text;
            written = written || slice_find(text, slice_of(name), 0) != SLICE_NONE;
        }
    }
    return written;
}

bool blockers_hold(const struct plan *plan, const struct record *const *tasks, size_t count, enum option option)
{
    static const struct {
        enum option option;
        enum role role;
        const char *name;
    } known[] = {{OPTION_REASON, ROLE_TITLE, "{reason}"},
                 {OPTION_IMPACT, ROLE_IMPACT, "{impact}"},
                 {OPTION_EXIT, ROLE_EXIT_CONDITION, "{exit_condition}"}};
    struct entries home;
    bool has_home = entries_home(plan, KIND_BLOCKER, document_of(tasks, count), &home);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        bool held = known[i].option != option || (has_home && entries_hold(plan, &home, known[i].role));
        for (size_t k = 0; k < count && !held; k++) {
            held = is_written(plan, tasks[k], known[i].name);
        }
        if (!held) {
            return false;
        }
    }
    return true;
}

/* What the profile wants to stand in it, where nothing else says it. */
static bool fill_rest(struct operation *operation, const struct rule *rule, struct slice title,
                      struct row_values *values, struct error *error)
{
    struct finishing finishing = {
        .operation = operation,
        .id = values->roles[ROLE_ID],
        .title = title,
        .who = operation->request->who,
    };
    return finishing_row(&finishing, rule, WRITTEN_BLOCK, values, error);
}

bool blockers_add(struct operation *operation, const struct record *const *tasks, size_t count, struct slice *id,
                  struct error *error)
{
    const struct request *request = operation->request;
    struct row_values values = {0};
    struct entries home;
    struct bytes title;
    struct bytes names;
    if (!entries_home(operation->plan, KIND_BLOCKER, document_of(tasks, count), &home)) {
        return error_set(error, ERROR_NOT_FOUND,
                         "the plan has no place for blockers; with --status the status of tasks says it alone");
    }
    bytes_init(&title);
    bytes_init(&names);
    for (size_t i = 0; i < count; i++) {
        (void)bytes_append_format(&names, "%s%.*s", i == 0 ? "" : ", ", SLICE_PRINT(tasks[i]->id));
    }
    bool added = append_title(operation->plan, tasks, count, slice_trim(request->options[OPTION_REASON]), &title) &&
                 !names.failed;
    bool numbered = entries_hold(operation->plan, &home, ROLE_ID);
    added = added || error_no_memory(error);
    added = added && (!numbered || next_id(operation, KIND_BLOCKER, slice_of(""), id, error));
    values.roles[ROLE_ID] = numbered ? *id : (struct slice){0};
    values.roles[ROLE_TITLE] = bytes_slice(&title);
    values.roles[ROLE_IMPACT] = request->options[OPTION_IMPACT];
    values.roles[ROLE_EXIT_CONDITION] = request->options[OPTION_EXIT];
    values.roles[ROLE_BLOCKS] = count > 0 ? bytes_slice(&names) : (struct slice){0};
    values.roles[ROLE_DATE] = operation->day;
    added = added && fill_rest(operation, entries_rule(&home), bytes_slice(&title), &values, error) &&
            entries_add(operation, &home, (struct change_place){.position = CHANGE_LAST}, &values, error);
    bytes_release(&title);
    bytes_release(&names);
    return added;
}

/* Whether the change log says that the verb opened it. */
static bool is_recorded(const struct operation *operation, const struct record *blocker)
{
    for (size_t i = 0; i < operation->request->recorded_count; i++) {
        const struct recorded_effect *effect = &operation->request->recorded[i];
        if (slice_equal(effect->kind, slice_of(kind_name(KIND_BLOCKER))) && slice_equal_fold(effect->id, record_name(blocker)) &&
            slice_equal(effect->role, slice_of(role_name(ROLE_ID))) && effect->old.data == NULL) {
            return true;
        }
    }
    return false;
}

bool blockers_take_back(struct operation *operation, const struct record *blocker, struct error *error)
{
    return is_recorded(operation, blocker) ? operation_subject(operation, record_name(blocker), error) &&
                                                 entries_remove(operation, blocker, error)
                                           : blockers_remove(operation, blocker, error);
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
