/* Links the records of a plan: milestones, dependencies, lanes, claims, blockers, gates; and what is ready.
 *
 * Which lane a task is in: its claim's; else the lane whose queue, assignment or scope (in this order) names it; else
 * the one that means it by a range, in the same order.
 */
#include "plan/build.h"
#include "plan/query.h"

enum { LONGEST_RANGE = 10000 };

/* How well a task's lane is known: smaller is better. Ranges come behind all names. */
enum lane_rank { RANK_CLAIM, RANK_QUEUE, RANK_ASSIGNMENT, RANK_SCOPE, RANK_COUNT, RANK_NONE = 2 * RANK_COUNT };

struct search {
    struct plan *plan;
    struct record *owner; /* whose text is searched */
    /* What to do with a record that the text refers to; NULL for an identifier that names none. */
    bool (*found)(const struct search *search, struct record *record, struct slice text, bool ranged);
    size_t *ranks; /* of each task by its number, where lanes are searched */
    enum lane_rank rank;
};

static bool each_in_range(const struct search *search, enum kind kind, const struct id_reference *reference)
{
    struct slice prefix;
    unsigned long from = 0;
    unsigned long to = 0;
    if (!id_split(reference->first, &prefix, &from) || !id_split(reference->last, &prefix, &to)) {
        return true;
    }
    size_t width = reference->last.size - prefix.size;
    for (unsigned long number = from; number <= to && number - from < LONGEST_RANGE; number++) {
        struct slice id = arena_format(&search->plan->arena, "%.*s%0*lu", SLICE_PRINT(prefix), (int)width, number);
        if (id.data == NULL) {
            return false;
        }
        struct record *record = index_find(search->plan, kind, id);
        bool is_end = number == from || number == to;
        if ((record != NULL || is_end) && !search->found(search, record, id, true)) {
            return false;
        }
    }
    return true;
}

static bool each_reference(const struct search *search, enum kind kind, struct slice text)
{
    const struct profile *profile = search->plan->profile;
    struct id_reference reference;
    size_t at = 0;
    while (id_next(text, &profile->references[kind], &profile->range_marks, &at, &reference)) {
        bool done = reference.last.size > 0
                        ? each_in_range(search, kind, &reference)
                        : search->found(search, index_find(search->plan, kind, reference.first), reference.first, false);
        if (!done) {
            return false;
        }
    }
    return true;
}

static bool has_link(const struct plan_links *links, const struct record *record, struct slice text)
{
    for (size_t i = 0; i < links->count; i++) {
        if (record != NULL ? links->items[i].record == record : slice_equal_fold(links->items[i].text, text)) {
            return true;
        }
    }
    return false;
}

static bool add_once(struct plan *plan, struct plan_links *links, struct record *record, struct slice text, bool ranged)
{
    return has_link(links, record, text) ||
           links_add(plan, links, (struct plan_link){.record = record, .text = text, .ranged = ranged});
}

static struct plan_link link_to(struct record *record)
{
    return (struct plan_link){.record = record, .text = record_name(record)};
}

/* ---- tasks ---- */

static bool found_dependency(const struct search *search, struct record *record, struct slice text, bool ranged)
{
    struct record *owner = search->owner;
    if (record == owner || has_link(&owner->depends_on, record, text)) {
        return true;
    }
    struct plan_link link = {.record = record, .text = text, .ranged = ranged};
    return links_add(search->plan, &owner->depends_on, link) &&
           (record == NULL || links_add(search->plan, &record->dependents, link_to(owner)));
}

static bool found_gate(const struct search *search, struct record *record, struct slice text, bool ranged)
{
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
        struct search dependencies = {.plan = plan, .owner = task, .found = found_dependency};
        struct search gates = {.plan = plan, .owner = task, .found = found_gate};
        task->milestone = milestone;
        if ((milestone != NULL && !links_add(plan, &milestone->tasks, link_to(task))) ||
            !each_reference(&dependencies, KIND_TASK, record_value(task, ROLE_DEPENDS_ON)) ||
            !each_reference(&gates, KIND_GATE, record_value(task, ROLE_GATES))) {
            return false;
        }
    }
    for (size_t i = 0; i < plan->records[KIND_MILESTONE].count; i++) {
        struct record *milestone = plan->records[KIND_MILESTONE].items[i];
        struct search gates = {.plan = plan, .owner = milestone, .found = found_gate};
        if (!each_reference(&gates, KIND_GATE, record_value(milestone, ROLE_GATES))) {
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

static bool found_lane_task(const struct search *search, struct record *task, struct slice text, bool ranged)
{
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
        if (field != NULL && !each_reference(search, KIND_TASK, field->value)) {
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
        tasks->items[i]->lane_is_named = tasks->items[i]->lane != NULL;
    }
    for (size_t i = 0; i < lanes->count; i++) {
        struct search search = {.plan = plan, .owner = lanes->items[i], .found = found_lane_task, .ranks = ranks};
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

static bool found_blocked(const struct search *search, struct record *task, struct slice text, bool ranged)
{
    struct record *blocker = search->owner;
    return add_once(search->plan, &blocker->tasks, task, text, ranged) &&
           (task == NULL || state_is_closed(blocker->state) ||
            add_once(search->plan, &task->blockers, blocker, record_name(blocker), false));
}

static bool relate_blockers(struct plan *plan)
{
    for (size_t i = 0; i < plan->records[KIND_BLOCKER].count; i++) {
        struct record *blocker = plan->records[KIND_BLOCKER].items[i];
        struct search search = {.plan = plan, .owner = blocker, .found = found_blocked};
        if (!each_reference(&search, KIND_TASK, record_value(blocker, ROLE_TITLE)) ||
            !each_reference(&search, KIND_TASK, record_value(blocker, ROLE_BLOCKS))) {
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
    if (!relate_tasks(plan) || !relate_claims(plan) || !relate_lanes(plan) || !relate_blockers(plan)) {
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
