/* What a task waits for. Three places may say it: the task itself (its first rule that has {depends_on}; all places of that rule
 * count, because a drawn tree names one record on several lines), its mirrors, and other tasks that say what they block. The
 * first is believed; where the task says nothing itself, what others say of it; what the rest say beyond that is kept as a
 * contradiction.
 */
#include "plan/link_set.h"
#include "plan/references.h"

struct dependency_search {
    struct plan *plan;
    struct record *task; /* whose place is read */
    const struct plan_place *place;
    bool inverse;        /* the place names tasks that wait for this one */
    bool believed;
};

static struct plan_link link_to(struct record *record)
{
    return (struct plan_link){.record = record, .text = record_name(record)};
}

static bool add(struct plan *plan, struct record *task, struct record *other, struct plan_link link)
{
    return links_add(plan, &task->depends_on, link) &&
           (other == NULL || links_add(plan, &other->dependents, link_to(task)));
}

/* Whether the same place says so a second time. */
static bool is_said_here(const struct dependency_search *search, const struct record *waiting, const struct record *first)
{
    const struct plan_links *links = &waiting->depends_elsewhere;
    bool said = false;
    for (size_t i = links->count; i > 0 && !said && links->items[i - 1].place == search->place; i--) {
        said = links->items[i - 1].record == first && first != NULL;
    }
    return said;
}

static bool found_dependency(void *context, struct record *record, struct slice text, bool ranged)
{
    const struct dependency_search *search = context;
    struct record *waiting = search->inverse ? record : search->task;
    struct record *first = search->inverse ? search->task : record;
    if (waiting == NULL || waiting == first || link_set_has(search->plan, &waiting->depends_on, first, text)) {
        return true;
    }
    struct plan_link link = {
        .record = first, .text = search->inverse ? record_name(first) : text, .ranged = ranged, .place = search->place};
    if (search->believed) {
        return add(search->plan, waiting, first, link);
    }
    return is_said_here(search, waiting, first) ||
           links_add(search->plan, &waiting->depends_elsewhere, link);
}

/* The tasks that a value of the task names. */
static bool each_task(struct plan *plan, const struct record *task, struct slice value, references_found found,
                      struct dependency_search *search)
{
    const struct profile *profile = plan->profile;
    return profile->shapes[KIND_TASK].count > 0 || profile->references[KIND_TASK].count > 0
               ? references_each(plan, KIND_TASK, value, found, search)
               : references_each_name(plan, KIND_TASK, value, task->id, found, search);
}

/* Reads the places of the task's rule that has the role first, or with `others` those of all other rules. */
static bool read_own(struct plan *plan, struct record *task, bool others)
{
    const struct plan_place *first = NULL;
    struct dependency_search search = {.plan = plan, .task = task, .believed = !others};
    if (record_field(task, ROLE_DEPENDS_ON, &first) == NULL) {
        return true;
    }
    for (size_t i = 0; i < task->place_count; i++) {
        search.place = task->places[i];
        const struct plan_field *field = place_field(search.place, ROLE_DEPENDS_ON);
        if (field != NULL && (search.place->rule == first->rule) == !others &&
            !each_task(plan, task, field->value, found_dependency, &search)) {
            return false;
        }
    }
    return true;
}

/* A task that a place says to be blocked: believed where the task itself says nothing. */
static bool found_blocked(void *context, struct record *record, struct slice text, bool ranged)
{
    struct dependency_search *search = context;
    search->believed = record != NULL && record_field(record, ROLE_DEPENDS_ON, NULL) == NULL;
    return found_dependency(search, record, text, ranged);
}

static bool read_blocks(struct plan *plan, struct record *task)
{
    struct dependency_search search = {.plan = plan, .task = task, .inverse = true};
    for (size_t i = 0; i < task->place_count; i++) {
        search.place = task->places[i];
        const struct plan_field *field = place_field(search.place, ROLE_BLOCKS);
        if (field != NULL && !each_task(plan, task, field->value, found_blocked, &search)) {
            return false;
        }
    }
    return true;
}

bool relate_dependencies(struct plan *plan)
{
    const struct records *tasks = &plan->records[KIND_TASK];
    bool read = true;
    for (size_t i = 0; i < tasks->count && read; i++) {
        read = read_own(plan, tasks->items[i], false);
    }
    for (size_t i = 0; i < tasks->count && read; i++) {
        read = read_own(plan, tasks->items[i], true) && read_blocks(plan, tasks->items[i]);
    }
    return read;
}
