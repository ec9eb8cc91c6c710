/* Tasks that wait for each other: strongly connected components, by Tarjan's algorithm (1972) with a stack of its own, as
 * chains of dependencies may be as long as the plan. */
#include "check/rule.h"

#include "base/bytes.h"

enum { MOST_NAMED = 8 };

struct visit {
    size_t order; /* from 1, in which the task was reached; 0: not yet */
    size_t low;   /* the least order that is reached from it */
    size_t next;  /* of its dependencies */
    size_t caller;
    bool stacked;
};

struct search {
    struct check *check;
    const struct records *tasks;
    struct visit *visits;
    size_t *stack;
    size_t stacked;
    size_t order;
};

static bool waits_for_itself(const struct record *task)
{
    for (size_t i = 0; i < task->depends_on.count; i++) {
        if (task->depends_on.items[i].record == task) {
            return true;
        }
    }
    return false;
}

/* The first of its dependencies, from `from` on, that is one of the tasks of the component (still stacked, from `base`). */
static const struct record *next_in(const struct search *search, const struct record *task, size_t base)
{
    for (size_t i = 0; i < task->depends_on.count; i++) {
        const struct record *other = task->depends_on.items[i].record;
        if (other != NULL && search->visits[other->number].stacked && search->visits[other->number].order >= base) {
            return other;
        }
    }
    return NULL;
}

/* Reports the component on top of the stack, from the task that was reached first: it lies behind `bottom`. */
static bool report(struct search *search, const struct record *first)
{
    struct bytes names;
    const struct record *task = first;
    const struct plan_place *place = NULL;
    const struct plan_field *field = record_field(first, ROLE_DEPENDS_ON, &place);
    bytes_init(&names);
    (void)bytes_append(&names, first->id);
    for (size_t i = 0; i < MOST_NAMED && task != NULL; i++) {
        task = next_in(search, task, search->visits[first->number].order);
        (void)bytes_append_text(&names, " -> ");
        (void)bytes_append(&names, task == NULL ? first->id : task->id);
        task = task == first ? NULL : task;
    }
    if (task != NULL) {
        (void)bytes_append_text(&names, " -> ...");
    }
    bool done = !names.failed && check_at_field(search->check, field == NULL ? first->places[0] : place, field, first->id,
                                                "these wait for each other: %.*s", SLICE_PRINT(bytes_slice(&names))) != NULL;
    bytes_release(&names);
    return done;
}

/* The task with the least line of a component tells it. */
static const struct record *leader(const struct search *search, size_t bottom)
{
    size_t best = search->stack[bottom];
    for (size_t i = bottom + 1; i < search->stacked; i++) {
        best = search->stack[i] < best ? search->stack[i] : best;
    }
    return search->tasks->items[best];
}

/* The task is the first of its component: takes it off the stack. */
static bool close_component(struct search *search, size_t number)
{
    size_t bottom = search->stacked;
    while (bottom > 0 && search->stack[bottom - 1] != number) {
        bottom--;
    }
    bottom--;
    const struct record *first = leader(search, bottom);
    bool cycle = search->stacked - bottom > 1 || waits_for_itself(first);
    /* The way along the component may go through any of its tasks. */
    for (size_t i = bottom; i < search->stacked; i++) {
        search->visits[search->stack[i]].order = search->visits[number].order;
    }
    bool done = !cycle || report(search, first);
    while (search->stacked > bottom) {
        search->visits[search->stack[--search->stacked]].stacked = false;
    }
    return done;
}

static void enter(struct search *search, size_t number, size_t caller)
{
    struct visit *visit = &search->visits[number];
    search->order++;
    *visit = (struct visit){.order = search->order, .low = search->order, .caller = caller, .stacked = true};
    search->stack[search->stacked++] = number;
}

static bool search_from(struct search *search, size_t start)
{
    size_t at = start;
    enter(search, start, SIZE_MAX);
    while (at != SIZE_MAX) {
        struct visit *visit = &search->visits[at];
        const struct record *task = search->tasks->items[at];
        if (visit->next < task->depends_on.count) {
            const struct record *other = task->depends_on.items[visit->next++].record;
            struct visit *reached = other == NULL ? NULL : &search->visits[other->number];
            if (reached != NULL && reached->order == 0) {
                enter(search, other->number, at);
                at = other->number;
            } else if (reached != NULL && reached->stacked && reached->order < visit->low) {
                visit->low = reached->order;
            }
            continue;
        }
        size_t caller = visit->caller;
        size_t low = visit->low;
        if (low == visit->order && !close_component(search, at)) {
            return false;
        }
        if (caller != SIZE_MAX && low < search->visits[caller].low) {
            search->visits[caller].low = low;
        }
        at = caller;
    }
    return true;
}

bool rule_dependency_cycle(struct check *check)
{
    const struct records *tasks = &check->plan->records[KIND_TASK];
    struct search search = {.check = check, .tasks = tasks};
    search.visits = arena_new(&check->findings->arena, tasks->count, sizeof *search.visits);
    search.stack = arena_new(&check->findings->arena, tasks->count, sizeof *search.stack);
    bool done = search.visits != NULL && search.stack != NULL;
    for (size_t i = 0; done && i < tasks->count; i++) {
        done = search.visits[i].order != 0 || search_from(&search, i);
    }
    return done;
}
