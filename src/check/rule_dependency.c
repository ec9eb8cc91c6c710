/* What tasks depend on: things that are not there, that are not finished, that are finished. */
#include "check/rule.h"

#include "base/bytes.h"
#include "plan/query.h"

/* The bytes of the field that hold the text, from `*from` on, which is moved behind them; the whole field where it does not
 * stand there as such (the end of a range). */
static struct span span_in_field(const struct plan *plan, const struct plan_place *place,
                                 const struct plan_field *field, struct slice text, size_t *from)
{
    struct slice raw = source_slice(plan->documents[place->document]->source, field->span);
    size_t at = slice_find(raw, text, *from);
    if (at == SLICE_NONE) {
        return field->span;
    }
    *from = at + text.size;
    return (struct span){.start = field->span.start + at, .end = field->span.start + at + text.size};
}

/* A task may wait for a milestone as well. */
static bool is_known_otherwise(const struct plan *plan, struct slice text)
{
    return query_id(plan, KIND_MILESTONE, text) != NULL || query_id(plan, KIND_BLOCKER, text) != NULL ||
           query_id(plan, KIND_DECISION, text) != NULL || query_id(plan, KIND_GATE, text) != NULL;
}

bool rule_dependency_unknown(struct check *check)
{
    const struct plan *plan = check->plan;
    for (size_t i = 0; i < plan->records[KIND_TASK].count; i++) {
        const struct record *task = plan->records[KIND_TASK].items[i];
        const struct plan_place *place = NULL;
        const struct plan_field *field = NULL;
        size_t from = 0;
        for (size_t k = 0; k < task->depends_on.count; k++) {
            const struct plan_link *link = &task->depends_on.items[k];
            if (link->record != NULL || is_known_otherwise(plan, link->text)) {
                continue;
            }
            field = field == NULL ? record_field(task, ROLE_DEPENDS_ON, &place) : field;
            if (field != NULL && check_at_span(check, place->document, span_in_field(plan, place, field, link->text, &from),
                                               link->text, "%.*s waits for %.*s, which is no task of this plan",
                                               SLICE_PRINT(task->id), SLICE_PRINT(link->text)) == NULL) {
                return false;
            }
        }
    }
    return true;
}

/* ---- begun or done too early ---- */

static bool is_begun(enum state state)
{
    return state == STATE_IN_PROGRESS || state == STATE_REVIEW || state == STATE_DONE;
}

/* Where the state of the task stands. */
static const struct plan_field *status_of(const struct record *task, const struct plan_place **place)
{
    const struct plan_field *field = record_field(task, ROLE_STATUS, place);
    *place = field == NULL ? task->places[0] : *place;
    return field;
}

bool rule_dependency_open(struct check *check)
{
    const struct plan *plan = check->plan;
    for (size_t i = 0; i < plan->records[KIND_TASK].count; i++) {
        const struct record *task = plan->records[KIND_TASK].items[i];
        for (size_t k = 0; is_begun(task->state) && k < task->depends_on.count; k++) {
            const struct record *other = task->depends_on.items[k].record;
            if (other == NULL || state_is_closed(other->state) || other->state == STATE_UNKNOWN) {
                continue;
            }
            const struct plan_place *place = NULL;
            const struct plan_field *field = status_of(task, &place);
            if (check_at_field(check, place, field, other->id, "%.*s is %s, and %.*s, which it waits for, is %s",
                               SLICE_PRINT(task->id), state_name(task->state), SLICE_PRINT(other->id),
                               state_name(other->state)) == NULL) {
                return false;
            }
        }
    }
    return true;
}

/* ---- blocked by what is finished ---- */

static bool all_finished(const struct record *task)
{
    for (size_t i = 0; i < task->depends_on.count; i++) {
        const struct record *other = task->depends_on.items[i].record;
        if (other == NULL || !state_is_closed(other->state)) {
            return false;
        }
    }
    return task->depends_on.count > 0 && task->blockers.count == 0;
}

bool rule_blocked_by_finished(struct check *check)
{
    const struct plan *plan = check->plan;
    struct bytes names;
    bool done = true;
    bytes_init(&names);
    for (size_t i = 0; done && i < plan->records[KIND_TASK].count; i++) {
        const struct record *task = plan->records[KIND_TASK].items[i];
        if (task->state != STATE_BLOCKED || !all_finished(task)) {
            continue;
        }
        bytes_clear(&names);
        for (size_t k = 0; k < task->depends_on.count; k++) {
            (void)bytes_append_text(&names, k == 0 ? "" : ", ");
            (void)bytes_append(&names, task->depends_on.items[k].record->id);
        }
        const struct plan_place *place = NULL;
        const struct plan_field *field = status_of(task, &place);
        done = !names.failed && check_at_field(check, place, field, task->id,
                                               "%.*s is blocked, and all that it waits for is finished: %.*s",
                                               SLICE_PRINT(task->id), SLICE_PRINT(bytes_slice(&names))) != NULL;
    }
    bytes_release(&names);
    return done;
}
