#include "plan/rank.h"

#include "plan/id.h"
#include "plan/rank_reach.h"

#include <stdlib.h>

/* Where a priority stands among the others: those that the profile lists, those with a number, other words, none. */
enum priority_class { PRIORITY_LISTED, PRIORITY_NUMBERED, PRIORITY_WORD, PRIORITY_NONE };

/* What is known of each task by its number, before any is chosen. */
struct standing {
    const struct plan *plan;
    const struct taken *taken; /* NULL: nothing is known */
    struct slice *priorities;
    size_t *places;
};

/* ---- priorities and places in the queue ---- */

static enum priority_class class_of(const struct profile *profile, struct slice priority, size_t *number)
{
    *number = 0;
    if (priority.size == 0) {
        return PRIORITY_NONE;
    }
    for (size_t i = 0; i < profile->priority_count; i++) {
        if (id_glob(profile->priorities[i], priority)) {
            *number = i;
            return PRIORITY_LISTED;
        }
    }
    for (size_t i = 0; i < priority.size; i++) {
        if (priority.data[i] >= '0' && priority.data[i] <= '9') {
            return PRIORITY_NUMBERED;
        }
    }
    return PRIORITY_WORD;
}

static int compare_priorities(const struct profile *profile, struct slice a, struct slice b)
{
    size_t first = 0;
    size_t second = 0;
    enum priority_class of_a = class_of(profile, a, &first);
    enum priority_class of_b = class_of(profile, b, &second);
    if (of_a != of_b) {
        return of_a < of_b ? -1 : 1;
    }
    return of_a == PRIORITY_NUMBERED ? id_compare(a, b) : (first > second) - (first < second);
}

static size_t leading_number(struct slice text)
{
    size_t number = 0;
    size_t at = 0;
    while (at < text.size && at < 9 && text.data[at] >= '0' && text.data[at] <= '9') {
        number = number * 10 + (size_t)(text.data[at++] - '0');
    }
    return at == 0 ? SIZE_MAX : number;
}

static void take_place(const struct standing *standing, const struct record *task, size_t place)
{
    size_t *known = &standing->places[task->number];
    *known = place < *known ? place : *known;
}

/* The task's own word counts, then that of the queue, then that of the lanes' queues. */
static void read_standing(const struct standing *standing)
{
    const struct plan *plan = standing->plan;
    for (size_t i = 0; i < plan->records[KIND_TASK].count; i++) {
        const struct record *task = plan->records[KIND_TASK].items[i];
        struct slice priority = slice_trim(record_value(task, ROLE_PRIORITY));
        standing->priorities[i] = profile_is_placeholder(plan->profile, priority) ? slice_of("") : priority;
        standing->places[i] = leading_number(record_value(task, ROLE_RANK));
    }
    for (size_t i = 0; i < plan->records[KIND_QUEUE].count; i++) {
        const struct record *entry = plan->records[KIND_QUEUE].items[i];
        struct slice priority = slice_trim(record_value(entry, ROLE_PRIORITY));
        if (entry->task == NULL) {
            continue;
        }
        struct slice *known = &standing->priorities[entry->task->number];
        if (known->size == 0 && !profile_is_placeholder(plan->profile, priority)) {
            *known = priority;
        }
        if (standing->places[entry->task->number] == SIZE_MAX) {
            take_place(standing, entry->task, i + 1);
        }
    }
    for (size_t i = 0; i < plan->records[KIND_LANE].count; i++) {
        const struct plan_links *queue = &plan->records[KIND_LANE].items[i]->queue;
        for (size_t k = 0; k < queue->count; k++) {
            const struct record *task = queue->items[k].record;
            if (task != NULL && standing->places[task->number] == SIZE_MAX) {
                take_place(standing, task, k + 1);
            }
        }
    }
}

/* ---- reasons ---- */

static bool add_reason(struct rank_entry *entry, struct slice text)
{
    if (text.data == NULL) {
        return false;
    }
    if (entry->reason_count < RANK_REASONS) {
        entry->reasons[entry->reason_count++] = text;
    }
    return true;
}

/* The first open task that waits for it. */
static struct slice first_waiting(const struct record *task)
{
    for (size_t i = 0; i < task->dependents.count; i++) {
        const struct record *other = task->dependents.items[i].record;
        if (other != NULL && !state_is_closed(other->state)) {
            return record_name(other);
        }
    }
    return slice_of("");
}

static bool say_what_waits(struct ranking *ranking, struct rank_entry *entry)
{
    if (entry->direct == 0) {
        return true;
    }
    struct slice waits = entry->direct == 1
                             ? arena_format(&ranking->arena, "%.*s waits for it", SLICE_PRINT(first_waiting(entry->task)))
                             : arena_format(&ranking->arena, "%zu tasks wait for it", entry->direct);
    if (waits.data != NULL && entry->through > entry->direct) {
        waits = arena_format(&ranking->arena, "%.*s, %zu with those behind", SLICE_PRINT(waits), entry->through);
    }
    return add_reason(entry, waits) &&
           (entry->behind < 2 ||
            add_reason(entry, arena_format(&ranking->arena, "the longest chain behind it has %zu tasks", entry->behind)));
}

static bool give_reasons(struct ranking *ranking, const struct standing *standing, struct rank_entry *entry)
{
    const struct record *task = entry->task;
    const struct taken_task *taken = taken_find(standing->taken, task->id);
    if ((taken != NULL && !add_reason(entry, arena_copy(&ranking->arena, taken->reason))) ||
        (entry->priority.size > 0 &&
         !add_reason(entry, arena_format(&ranking->arena, "priority %.*s", SLICE_PRINT(entry->priority)))) ||
        !say_what_waits(ranking, entry) ||
        (entry->place != SIZE_MAX &&
         !add_reason(entry, arena_format(&ranking->arena, "number %zu in the queue", entry->place)))) {
        return false;
    }
    if (task->state == STATE_PAUSED && !add_reason(entry, slice_of("paused, to be taken up again"))) {
        return false;
    }
    return add_reason(entry,
                      slice_of(task->depends_on.count > 0 ? "all that it waits for is done" : "it waits for nothing"));
}

/* ---- choosing ---- */

static size_t count_open(const struct plan_links *links)
{
    size_t count = 0;
    for (size_t i = 0; i < links->count; i++) {
        count += links->items[i].record != NULL && !state_is_closed(links->items[i].record->state) ? 1 : 0;
    }
    return count;
}

/* For sorting: what an entry is compared by stands in it and in the plan of its task. */
struct sorted_entry {
    struct rank_entry entry;
    const struct profile *profile;
};

static int by_worth(const void *left, const void *right)
{
    const struct sorted_entry *a = left;
    const struct sorted_entry *b = right;
    const struct rank_entry *x = &a->entry;
    const struct rank_entry *y = &b->entry;
    int order = compare_priorities(a->profile, x->priority, y->priority);
    if (order != 0) {
        return order;
    }
    if (x->through != y->through) {
        return x->through > y->through ? -1 : 1;
    }
    if (x->direct != y->direct) {
        return x->direct > y->direct ? -1 : 1;
    }
    if (x->behind != y->behind) {
        return x->behind > y->behind ? -1 : 1;
    }
    if (x->place != y->place) {
        return x->place < y->place ? -1 : 1;
    }
    return x->task->number < y->task->number ? -1 : x->task->number > y->task->number;
}

/* Makes the entries of the nodes, the best first. */
static bool rank_nodes(struct ranking *ranking, const struct graph *graph, const struct standing *standing,
                       const size_t *nodes, size_t count)
{
    size_t *through = arena_new(&ranking->arena, count, sizeof *through);
    struct sorted_entry *sorted = arena_new(&ranking->arena, count, sizeof *sorted);
    ranking->entries = arena_new(&ranking->arena, count, sizeof *ranking->entries);
    if (through == NULL || sorted == NULL || ranking->entries == NULL ||
        !rank_reach(graph, nodes, count, through, &ranking->arena)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        const struct record *task = graph_task(graph, nodes[i]);
        sorted[i] = (struct sorted_entry){
            .profile = standing->plan->profile,
            .entry = {.task = task,
                      .priority = standing->priorities[nodes[i]],
                      .direct = count_open(&task->dependents),
                      .through = through[i],
                      .behind = graph->behind[nodes[i]],
                      .place = standing->places[nodes[i]]},
        };
    }
    if (count > 1) {
        qsort(sorted, count, sizeof *sorted, by_worth);
    }
    for (size_t i = 0; i < count; i++) {
        ranking->entries[i] = sorted[i].entry;
        if (!give_reasons(ranking, standing, &ranking->entries[i])) {
            return false;
        }
    }
    ranking->count = count;
    return true;
}

static bool standing_init(struct standing *standing, const struct plan *plan, const struct taken *taken,
                          struct arena *arena)
{
    size_t count = plan->records[KIND_TASK].count;
    *standing = (struct standing){
        .plan = plan,
        .taken = taken,
        .priorities = arena_new(arena, count, sizeof *standing->priorities),
        .places = arena_new(arena, count, sizeof *standing->places),
    };
    if (standing->priorities == NULL || standing->places == NULL) {
        return false;
    }
    read_standing(standing);
    return true;
}

/* Keeps a ready task back; there is room for all. */
static bool keep_back(struct ranking *ranking, const struct record *task, const struct taken_task *taken)
{
    struct rank_hold *hold = &ranking->taken[ranking->taken_count++];
    *hold = (struct rank_hold){.task = task, .reason = arena_copy(&ranking->arena, taken->reason)};
    return hold->reason.data != NULL;
}

bool ranking_init_without(struct ranking *ranking, const struct plan *plan, const struct record *lane,
                          const struct taken *taken, bool even_taken, struct error *error)
{
    *ranking = (struct ranking){0};
    arena_init(&ranking->arena);
    struct graph graph;
    struct standing standing = {0};
    size_t *nodes = arena_new(&ranking->arena, plan->records[KIND_TASK].count, sizeof *nodes);
    size_t count = 0;
    ranking->taken = taken == NULL ? NULL : arena_new(&ranking->arena, taken->count, sizeof *ranking->taken);
    bool made = nodes != NULL && (taken == NULL || ranking->taken != NULL);
    bool done = graph_init(&graph, plan, error);
    for (size_t i = 0; done && made && i < graph.count; i++) {
        const struct record *task = graph_task(&graph, i);
        bool is_here = lane == NULL || task->lane == lane;
        const struct taken_task *by = is_here && task->ready && !even_taken ? taken_find(taken, task->id) : NULL;
        ranking->open += is_here && graph_is_open(&graph, i) ? 1 : 0;
        ranking->elsewhere += !is_here && task->ready ? 1 : 0;
        if (by != NULL && ranking->taken_count < taken->count) {
            made = keep_back(ranking, task, by);
        } else if (is_here && task->ready) {
            nodes[count++] = i;
        }
    }
    done = done && ((made && standing_init(&standing, plan, taken, &ranking->arena) &&
                     rank_nodes(ranking, &graph, &standing, nodes, count) &&
                     (count > 0 || rank_holds(ranking, &graph, lane))) ||
                    error_no_memory(error));
    graph_release(&graph);
    return done;
}

bool ranking_init(struct ranking *ranking, const struct plan *plan, const struct record *lane, struct error *error)
{
    return ranking_init_without(ranking, plan, lane, NULL, false, error);
}

bool ranking_explain(struct ranking *ranking, const struct plan *plan, const struct record *const *tasks, size_t count,
                     struct error *error)
{
    *ranking = (struct ranking){0};
    arena_init(&ranking->arena);
    struct graph graph;
    struct standing standing;
    size_t *nodes = arena_new(&ranking->arena, count, sizeof *nodes);
    bool done = graph_init(&graph, plan, error);
    for (size_t i = 0; done && nodes != NULL && i < count; i++) {
        nodes[i] = tasks[i]->number;
    }
    done = done && ((nodes != NULL && standing_init(&standing, plan, NULL, &ranking->arena) &&
                     rank_nodes(ranking, &graph, &standing, nodes, count)) ||
                    error_no_memory(error));
    graph_release(&graph);
    return done;
}

void ranking_release(struct ranking *ranking)
{
    arena_release(&ranking->arena);
    *ranking = (struct ranking){0};
}
