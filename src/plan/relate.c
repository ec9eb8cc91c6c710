/* Links the records of a plan: milestones, dependencies, lanes, claims, blockers, gates; and what is ready.
 *
 * Which lane a task is in: its claim's; else the one that it names itself; else the lane whose queue, assignment or scope (in this order) names it; else
 * the one that means it by a range, in the same order.
 */
#include "plan/link_set.h"
#include "plan/query.h"
#include "plan/references.h"

/* How well a task's lane is known: smaller is better. Ranges come behind all names. */
enum lane_rank { RANK_CLAIM, RANK_OWN, RANK_QUEUE, RANK_ASSIGNMENT, RANK_SCOPE, RANK_COUNT, RANK_NONE = 2 * RANK_COUNT };

/* Whose text is searched, and for lanes how well a task is known. */
struct search {
    struct plan *plan;
    struct record *owner;
    size_t *ranks; /* of each task by its number */
    enum lane_rank rank;
};

static bool add_once(struct plan *plan, struct plan_links *links, struct record *record, struct slice text, bool ranged)
{
    return link_set_has(plan, links, record, text) ||
           links_add(plan, links, (struct plan_link){.record = record, .text = text, .ranged = ranged});
}

static struct plan_link link_to(struct record *record)
{
    return (struct plan_link){.record = record, .text = record_name(record)};
}

/* ---- tasks ---- */

static bool found_gate(void *context, struct record *record, struct slice text, bool ranged)
{
    const struct search *search = context;
    struct record *owner = search->owner;
    return add_once(search->plan, &owner->gates, record, text, ranged) &&
           (record == NULL || owner->kind != KIND_TASK || links_add(search->plan, &record->tasks, link_to(owner)));
}

/* The milestone that the task names, or whose ID its own begins with. */
static struct record *find_milestone(const struct plan *plan, const struct record *task)
{
    struct record *milestone = index_find(plan, KIND_MILESTONE, record_value(task, ROLE_MILESTONE));
    for (size_t end = task->id.size; milestone == NULL && end > 1; end--) {
        if (strchr("-._/", task->id.data[end - 1]) != NULL) {
            milestone = index_find(plan, KIND_MILESTONE, slice_part(task->id, 0, end - 1));
        }
    }
    return milestone;
}

static bool relate_tasks(struct plan *plan)
{
    for (size_t i = 0; i < plan->records[KIND_TASK].count; i++) {
        struct record *task = plan->records[KIND_TASK].items[i];
        struct record *milestone = find_milestone(plan, task);
        struct search gates = {.plan = plan, .owner = task};
        task->milestone = milestone;
        if ((milestone != NULL && !links_add(plan, &milestone->tasks, link_to(task))) ||
            !references_each(plan, KIND_GATE, record_value(task, ROLE_GATES), found_gate, &gates)) {
            return false;
        }
    }
    for (size_t i = 0; i < plan->records[KIND_MILESTONE].count; i++) {
        struct record *milestone = plan->records[KIND_MILESTONE].items[i];
        struct search gates = {.plan = plan, .owner = milestone};
        if (!references_each(plan, KIND_GATE, record_value(milestone, ROLE_GATES), found_gate, &gates)) {
            return false;
        }
    }
    return true;
}

/* A milestone of which no document says how far it is, is as far as its tasks. */
static void settle_milestones(struct plan *plan)
{
    for (size_t i = 0; i < plan->records[KIND_MILESTONE].count; i++) {
        struct record *milestone = plan->records[KIND_MILESTONE].items[i];
        size_t closed = 0;
        size_t begun = 0;
        if (milestone->state != STATE_UNKNOWN || milestone->status.size > 0 || milestone->tasks.count == 0) {
            continue;
        }
        for (size_t k = 0; k < milestone->tasks.count; k++) {
            enum state state = milestone->tasks.items[k].record->state;
            closed += state_is_closed(state) ? 1 : 0;
            begun += state == STATE_IN_PROGRESS || state == STATE_REVIEW ? 1 : 0;
        }
        milestone->state = closed == milestone->tasks.count ? STATE_DONE
                           : closed + begun > 0             ? STATE_IN_PROGRESS
                                                            : STATE_TODO;
    }
}

/* ---- claims and the queue ---- */

static bool relate_claims(struct plan *plan)
{
    for (size_t i = 0; i < plan->records[KIND_CLAIM].count; i++) {
        struct record *claim = plan->records[KIND_CLAIM].items[i];
        struct record *task = index_find(plan, KIND_TASK, claim->id);
        struct slice lane = record_value(claim, ROLE_LANE);
        claim->lane = lane.size == 0 ? NULL : query_name(plan, KIND_LANE, lane, NULL);
        claim->task = task;
        if (task != NULL) {
            task->claim = claim;
            claim->title = claim->title.size == 0 ? task->title : claim->title;
        }
    }
    for (size_t i = 0; i < plan->records[KIND_QUEUE].count; i++) {
        struct record *entry = plan->records[KIND_QUEUE].items[i];
        const struct record *task = index_find(plan, KIND_TASK, entry->id);
        entry->task = task;
        if (task != NULL) {
            entry->state = entry->status.size == 0 ? task->state : entry->state;
        }
        if (entry->title.size == 0 && task != NULL && record_value(entry, ROLE_DESCRIPTION).size == 0) {
            entry->title = task->title;
        }
    }
    return true;
}

/* ---- lanes ---- */

static bool found_lane_task(void *context, struct record *task, struct slice text, bool ranged)
{
    const struct search *search = context;
    (void)text;
    size_t rank = (size_t)search->rank + (ranged ? RANK_COUNT : 0);
    if (task != NULL && rank < search->ranks[task->number]) {
        search->ranks[task->number] = rank;
        task->lane = search->owner;
        task->lane_is_named = !ranged;
    }
    return true;
}

/* Every place counts here: scopes stand in several documents. */
static bool search_lane(struct search *search, enum role role, enum lane_rank rank)
{
    search->rank = rank;
    for (size_t i = 0; i < search->owner->place_count; i++) {
        const struct plan_field *field = place_field(search->owner->places[i], role);
        if (field != NULL && !references_each(search->plan, KIND_TASK, field->value, found_lane_task, search)) {
            return false;
        }
    }
    return true;
}

/* The entries of a lane's queue: one for each part that begins with a task's identifier, when all parts do; else the
 * whole as one text. */
static bool relate_queue(struct plan *plan, struct record *lane)
{
    const struct plan_place *place = NULL;
    const struct plan_field *field = record_field(lane, ROLE_QUEUE, &place);
    if (field == NULL || profile_is_placeholder(plan->profile, field->value)) {
        return true;
    }
    struct slice separator = place->rule->separator;
    size_t at = 0;
    bool all = true;
    while (at <= field->value.size) {
        size_t end = separator.size == 0 ? SLICE_NONE : slice_find(field->value, separator, at);
        end = end == SLICE_NONE ? field->value.size : end;
        struct slice part = slice_trim(slice_part(field->value, at, end));
        struct id_reference reference;
        size_t found = 0;
        size_t marks = 0;
        while (marks < part.size && strchr("`*[", part.data[marks]) != NULL) {
            marks++;
        }
        all = all && id_next(part, &plan->profile->references[KIND_TASK], NULL, &found, &reference) &&
              reference.span.start == marks;
        if (!all) {
            break;
        }
        struct record *task = index_find(plan, KIND_TASK, reference.first);
        if (!links_add(plan, &lane->queue, (struct plan_link){.record = task, .text = reference.first})) {
            return false;
        }
        at = end + (separator.size == 0 ? 1 : separator.size);
    }
    if (!all) {
        lane->queue.count = 0;
        return links_add(plan, &lane->queue, (struct plan_link){.text = field->value});
    }
    return true;
}

/* The lane that the task names itself. */
static const struct record *find_own_lane(const struct plan *plan, const struct record *task)
{
    struct slice name = record_value(task, ROLE_LANE);
    return name.size == 0 || profile_is_placeholder(plan->profile, name) ? NULL
                                                                         : query_name(plan, KIND_LANE, name, NULL);
}

static bool relate_lanes(struct plan *plan)
{
    const struct records *tasks = &plan->records[KIND_TASK];
    const struct records *lanes = &plan->records[KIND_LANE];
    size_t *ranks = arena_new(&plan->arena, tasks->count, sizeof *ranks);
    if (ranks == NULL) {
        return false;
    }
    for (size_t i = 0; i < tasks->count; i++) {
        const struct record *claim = tasks->items[i]->claim;
        ranks[i] = claim != NULL && claim->lane != NULL ? (size_t)RANK_CLAIM : (size_t)RANK_NONE;
        tasks->items[i]->lane = claim == NULL ? NULL : claim->lane;
        if (tasks->items[i]->lane == NULL) {
            tasks->items[i]->lane = find_own_lane(plan, tasks->items[i]);
            ranks[i] = tasks->items[i]->lane != NULL ? (size_t)RANK_OWN : ranks[i];
        }
        tasks->items[i]->lane_is_named = tasks->items[i]->lane != NULL;
    }
    for (size_t i = 0; i < lanes->count; i++) {
        struct search search = {.plan = plan, .owner = lanes->items[i], .ranks = ranks};
        if (!search_lane(&search, ROLE_QUEUE, RANK_QUEUE) || !search_lane(&search, ROLE_ASSIGNMENT, RANK_ASSIGNMENT) ||
            !search_lane(&search, ROLE_SCOPE, RANK_SCOPE) || !relate_queue(plan, lanes->items[i])) {
            return false;
        }
    }
    for (size_t i = 0; i < tasks->count; i++) {
        if (tasks->items[i]->lane != NULL) {
            struct record *lane = lanes->items[tasks->items[i]->lane->number];
            if (!links_add(plan, &lane->tasks, link_to(tasks->items[i]))) {
                return false;
            }
        }
    }
    return true;
}

/* ---- blockers and readiness ---- */

static bool found_blocked(void *context, struct record *task, struct slice text, bool ranged)
{
    const struct search *search = context;
    struct record *blocker = search->owner;
    return add_once(search->plan, &blocker->tasks, task, text, ranged) &&
           (task == NULL || state_is_closed(blocker->state) ||
            add_once(search->plan, &task->blockers, blocker, record_name(blocker), false));
}

static bool relate_blockers(struct plan *plan)
{
    for (size_t i = 0; i < plan->records[KIND_BLOCKER].count; i++) {
        struct record *blocker = plan->records[KIND_BLOCKER].items[i];
        struct search search = {.plan = plan, .owner = blocker};
        if (!references_each(plan, KIND_TASK, record_value(blocker, ROLE_TITLE), found_blocked, &search) ||
            !references_each(plan, KIND_TASK, record_value(blocker, ROLE_BLOCKS), found_blocked, &search)) {
            return false;
        }
    }
    return true;
}

static bool is_ready(const struct record *task)
{
    if ((task->state != STATE_TODO && task->state != STATE_PAUSED) || task->claim != NULL || task->blockers.count > 0) {
        return false;
    }
    for (size_t i = 0; i < task->depends_on.count; i++) {
        const struct record *other = task->depends_on.items[i].record;
        if (other == NULL || !state_is_closed(other->state)) {
            return false;
        }
    }
    return true;
}

bool relate_records(struct plan *plan, struct error *error)
{
    if (!relate_tasks(plan) || !relate_dependencies(plan) || !relate_claims(plan) || !relate_lanes(plan) || !relate_blockers(plan)) {
        return error_no_memory(error);
    }
    settle_milestones(plan);
    for (size_t i = 0; i < plan->records[KIND_TASK].count; i++) {
        plan->records[KIND_TASK].items[i]->ready = is_ready(plan->records[KIND_TASK].items[i]);
    }
    for (size_t i = 0; i < plan->records[KIND_QUEUE].count; i++) {
        struct record *entry = plan->records[KIND_QUEUE].items[i];
        entry->ready = entry->task != NULL && entry->task->ready;
    }
    return true;
}
