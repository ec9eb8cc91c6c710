/* `Blocks` and `Blocked By`: what one task says of another, that one should say of it. Where a document has no place for the
 * one or the other, nothing is missing. */
#include "check/rule.h"

#include "check/mentions.h"

/* Longer lists are not compared name by name. */
enum { LONGEST_LIST = 4096 };

static bool names_task(const struct plan *plan, const struct plan_field *field, const struct record *task)
{
    struct mentions mentions;
    const struct record *named = NULL;
    bool ranged = false;
    mentions_begin(&mentions, plan, KIND_TASK, field->value);
    while (mentions_next(&mentions, &named, &ranged)) {
        if (named == task) {
            return true;
        }
    }
    return false;
}

static bool waits_for(const struct record *task, const struct record *other)
{
    for (size_t i = 0; i < task->depends_on.count; i++) {
        if (task->depends_on.items[i].record == other) {
            return true;
        }
    }
    return false;
}

/* The task says that it blocks others: each of them should say that it waits for it. */
static bool check_blocked(struct check *check, const struct record *task, const struct plan_place *place,
                          const struct plan_field *field)
{
    const struct plan *plan = check->plan;
    struct mentions mentions;
    const struct record *other = NULL;
    bool ranged = false;
    mentions_begin(&mentions, plan, KIND_TASK, field->value);
    while (mentions_next(&mentions, &other, &ranged)) {
        const struct plan_place *home = NULL;
        const struct plan_field *waits = record_field(other, ROLE_DEPENDS_ON, &home);
        if (other == task || waits == NULL || ranged || waits_for(other, task)) {
            continue;
        }
        if (check_at_field(check, home, waits, task->id,
                           "%.*s does not say that it waits for %.*s, which says in %s:%zu that it blocks it",
                           SLICE_PRINT(other->id), SLICE_PRINT(task->id), plan_path(plan, place->document),
                           field->line) == NULL) {
            return false;
        }
    }
    return true;
}

/* The task waits for others: each of them that says what it blocks should name it. */
static bool check_waiting(struct check *check, const struct record *task)
{
    const struct plan_place *home = NULL;
    const struct plan_field *waits = record_field(task, ROLE_DEPENDS_ON, &home);
    for (size_t i = 0; waits != NULL && i < task->depends_on.count; i++) {
        const struct plan_link *link = &task->depends_on.items[i];
        const struct plan_place *place = NULL;
        const struct plan_field *field =
            link->record == NULL || link->ranged ? NULL : record_field(link->record, ROLE_BLOCKS, &place);
        if (field == NULL || field->value.size > LONGEST_LIST || names_task(check->plan, field, task)) {
            continue;
        }
        if (check_at_field(check, place, field, task->id,
                           "%.*s does not say that it blocks %.*s, which says in %s:%zu that it waits for it",
                           SLICE_PRINT(link->record->id), SLICE_PRINT(task->id),
                           plan_path(check->plan, home->document), waits->line) == NULL) {
            return false;
        }
    }
    return true;
}

bool rule_blocks_mirror(struct check *check)
{
    bool said = profile_has_role(check->plan->profile, KIND_TASK, ROLE_BLOCKS);
    for (size_t i = 0; said && i < check->plan->records[KIND_TASK].count; i++) {
        const struct record *task = check->plan->records[KIND_TASK].items[i];
        const struct plan_place *place = NULL;
        const struct plan_field *field = record_field(task, ROLE_BLOCKS, &place);
        if ((field != NULL && field->value.size <= LONGEST_LIST && !check_blocked(check, task, place, field)) || !check_waiting(check, task)) {
            return false;
        }
    }
    return true;
}
