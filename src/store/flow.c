#include "store/flow.h"

#include "plan/query.h"

#include <stdlib.h>

/* A record that the events tell of. */
struct told {
    enum kind kind;
    struct slice id;
    size_t order; /* of its first event */
    size_t number;
};

/* The events in the order of time, with the numbers of their records. */
struct timeline {
    const struct events *events;
    size_t *order;
    struct told *records; /* by kind and ID */
    size_t record_count;
};

/* ---- who is told of, and when ---- */

static int compare_told(const struct told *a, const struct told *b)
{
    return a->kind != b->kind ? (a->kind < b->kind ? -1 : 1) : slice_compare(a->id, b->id);
}

static int by_record(const void *left, const void *right)
{
    const struct told *a = left;
    const struct told *b = right;
    int order = compare_told(a, b);
    return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

static int by_first(const void *left, const void *right)
{
    const struct told *const *a = left;
    const struct told *const *b = right;
    return ((*a)->order > (*b)->order) - ((*a)->order < (*b)->order);
}

struct moment {
    int64_t seconds;
    size_t number;
};

static int by_moment(const void *left, const void *right)
{
    const struct moment *a = left;
    const struct moment *b = right;
    int order = (a->seconds > b->seconds) - (a->seconds < b->seconds);
    return order != 0 ? order : (a->number > b->number) - (a->number < b->number);
}

static bool is_wanted(const struct event *event, enum kind kind)
{
    return kind == KIND_COUNT || event->kind == kind;
}

/* Commits come in the order of their making, which clocks do not always agree with: time decides here. */
static bool order_events(struct timeline *timeline, struct arena *arena)
{
    size_t count = timeline->events->count;
    struct moment *moments = arena_new(arena, count, sizeof *moments);
    timeline->order = arena_new(arena, count, sizeof *timeline->order);
    if (moments == NULL || timeline->order == NULL) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        moments[i] = (struct moment){.seconds = timeline->events->items[i].seconds, .number = i};
    }
    if (count > 1) {
        qsort(moments, count, sizeof *moments, by_moment);
    }
    for (size_t i = 0; i < count; i++) {
        timeline->order[i] = moments[i].number;
    }
    return true;
}

static bool list_records(struct timeline *timeline, enum kind kind, struct arena *arena)
{
    const struct events *events = timeline->events;
    timeline->records = arena_new(arena, events->count, sizeof *timeline->records);
    if (timeline->records == NULL) {
        return false;
    }
    size_t count = 0;
    for (size_t i = 0; i < events->count; i++) {
        if (is_wanted(&events->items[i], kind)) {
            timeline->records[count++] =
                (struct told){.kind = events->items[i].kind, .id = events->items[i].id, .order = i};
        }
    }
    if (count > 1) {
        qsort(timeline->records, count, sizeof *timeline->records, by_record);
    }
    for (size_t i = 0; i < count; i++) {
        struct told *last = timeline->record_count == 0 ? NULL : &timeline->records[timeline->record_count - 1];
        if (last == NULL || compare_told(last, &timeline->records[i]) != 0) {
            timeline->records[timeline->record_count++] = timeline->records[i];
        }
    }
    return true;
}

/* Numbers the records in the order in which they came. */
static bool number_records(struct timeline *timeline, struct arena *arena)
{
    struct told **sorted = arena_new(arena, timeline->record_count, sizeof(struct told *));
    if (sorted == NULL) {
        return false;
    }
    for (size_t i = 0; i < timeline->record_count; i++) {
        sorted[i] = &timeline->records[i];
    }
    if (timeline->record_count > 1) {
        qsort(sorted, timeline->record_count, sizeof *sorted, by_first);
    }
    for (size_t i = 0; i < timeline->record_count; i++) {
        sorted[i]->number = i;
    }
    return true;
}

static bool timeline_make(struct timeline *timeline, const struct events *events, enum kind kind, struct arena *arena)
{
    *timeline = (struct timeline){.events = events};
    return order_events(timeline, arena) && list_records(timeline, kind, arena) && number_records(timeline, arena);
}

static const struct told *find_record(const struct timeline *timeline, const struct event *event)
{
    size_t low = 0;
    size_t high = timeline->record_count;
    const struct told key = {.kind = event->kind, .id = event->id};
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_told(&timeline->records[middle], &key);
        if (order == 0) {
            return &timeline->records[middle];
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return NULL;
}

/* ---- counts over time ---- */

/* What a task is counted as at the moment. */
struct counted {
    bool there;
    enum state state;
    size_t group;
};

static void count_task(struct flow_point *point, const struct counted *task, bool add)
{
    if (!task->there || task->state == STATE_DROPPED) {
        return;
    }
    size_t done = task->state == STATE_DONE || task->state == STATE_STEADY ? 1 : 0;
    size_t busy = task->state == STATE_IN_PROGRESS || task->state == STATE_REVIEW ? 1 : 0;
    point->total = add ? point->total + 1 : point->total - 1;
    point->done = add ? point->done + done : point->done - done;
    point->busy = add ? point->busy + busy : point->busy - busy;
}

/* The milestone or lane of the task as the present plan has it; NULL: none. */
static const struct record *group_of(const struct plan *plan, enum flow_by by, struct slice id)
{
    const struct record *task = query_id(plan, KIND_TASK, id);
    return task == NULL || by == FLOW_ALL ? NULL : by == FLOW_LANE ? task->lane : task->milestone;
}

/* A group for each record of the kind, and one for tasks of none. */
static bool make_groups(struct flow *flow, const struct plan *plan, enum flow_by by, struct counted *tasks,
                        const struct timeline *timeline)
{
    enum kind kind = by == FLOW_LANE ? KIND_LANE : KIND_MILESTONE;
    size_t count = by == FLOW_ALL ? 0 : plan->records[kind].count;
    flow->groups = arena_new(&flow->arena, count + 1, sizeof *flow->groups);
    if (flow->groups == NULL) {
        return false;
    }
    flow->group_count = count + 1;
    for (size_t i = 0; i <= count; i++) {
        flow->groups[i].points = arena_new(&flow->arena, flow->point_count, sizeof *flow->groups[i].points);
        flow->groups[i].name =
            i == count ? slice_of("") : arena_copy(&flow->arena, record_name(plan->records[kind].items[i]));
        if (flow->groups[i].points == NULL || flow->groups[i].name.data == NULL) {
            return false;
        }
    }
    for (size_t i = 0; i < timeline->record_count; i++) {
        const struct record *group = group_of(plan, by, timeline->records[i].id);
        tasks[timeline->records[i].number].group = group == NULL ? count : group->number;
    }
    return true;
}

/* Leaves out groups that never had a task. */
static void drop_empty(struct flow *flow)
{
    size_t kept = 0;
    for (size_t i = 0; i < flow->group_count; i++) {
        size_t most = 0;
        for (size_t k = 0; k < flow->point_count; k++) {
            most = flow->groups[i].points[k].total > most ? flow->groups[i].points[k].total : most;
        }
        if (most > 0) {
            flow->groups[kept++] = flow->groups[i];
        }
        flow->most = most > flow->most ? most : flow->most;
    }
    flow->group_count = kept;
}

static void count_all(struct flow *flow, const struct timeline *timeline, struct counted *tasks,
                      struct flow_point *present)
{
    const struct events *events = timeline->events;
    size_t next = 0;
    double step = flow->point_count < 2 ? 0 : (double)(flow->last - flow->first) / (double)(flow->point_count - 1);
    for (size_t k = 0; k < flow->point_count; k++) {
        int64_t until = k + 1 == flow->point_count ? flow->last : flow->first + (int64_t)(step * (double)k);
        for (; next < events->count && events->items[timeline->order[next]].seconds <= until; next++) {
            const struct event *event = &events->items[timeline->order[next]];
            const struct told *told = event->kind == KIND_TASK ? find_record(timeline, event) : NULL;
            if (told == NULL) {
                continue;
            }
            struct counted *task = &tasks[told->number];
            count_task(&present[task->group], task, false);
            task->there = event->what != COMPARE_REMOVED;
            task->state = event->new_state;
            count_task(&present[task->group], task, true);
        }
        for (size_t i = 0; i < flow->group_count; i++) {
            flow->groups[i].points[k] = present[i];
        }
    }
}

bool flow_init(struct flow *flow, const struct events *events, const struct plan *plan, enum flow_by by, size_t points,
               int64_t now, struct error *error)
{
    struct timeline timeline;
    *flow = (struct flow){.point_count = points};
    arena_init(&flow->arena);
    if (!timeline_make(&timeline, events, KIND_TASK, &flow->arena)) {
        return error_no_memory(error);
    }
    struct counted *tasks = arena_new(&flow->arena, timeline.record_count, sizeof *tasks);
    if (tasks == NULL || !make_groups(flow, plan, by, tasks, &timeline)) {
        return error_no_memory(error);
    }
    struct flow_point *present = arena_new(&flow->arena, flow->group_count, sizeof *present);
    if (present == NULL) {
        return error_no_memory(error);
    }
    if (events->count > 0) {
        flow->first = events->items[timeline.order[0]].seconds;
        int64_t last = events->items[timeline.order[events->count - 1]].seconds;
        flow->last = now > last ? now : last;
    }
    count_all(flow, &timeline, tasks, present);
    drop_empty(flow);
    return true;
}

void flow_release(struct flow *flow)
{
    arena_release(&flow->arena);
    *flow = (struct flow){0};
}

/* ---- time in each state ---- */

bool flow_times(struct flow_table *table, const struct events *events, enum kind kind, int64_t now, struct error *error)
{
    struct timeline timeline;
    *table = (struct flow_table){0};
    arena_init(&table->arena);
    if (!timeline_make(&timeline, events, kind, &table->arena)) {
        return error_no_memory(error);
    }
    table->items = arena_new(&table->arena, timeline.record_count, sizeof *table->items);
    int64_t *since = arena_new(&table->arena, timeline.record_count, sizeof *since);
    bool *there = arena_new(&table->arena, timeline.record_count, sizeof *there);
    if (table->items == NULL || since == NULL || there == NULL) {
        return error_no_memory(error);
    }
    table->count = timeline.record_count;
    for (size_t i = 0; i < timeline.record_count; i++) {
        struct flow_times *times = &table->items[timeline.records[i].number];
        times->kind = timeline.records[i].kind;
        times->id = arena_copy(&table->arena, timeline.records[i].id);
        if (times->id.data == NULL) {
            return error_no_memory(error);
        }
    }
    for (size_t i = 0; i < events->count; i++) {
        const struct event *event = &events->items[timeline.order[i]];
        const struct told *told = is_wanted(event, kind) ? find_record(&timeline, event) : NULL;
        if (told == NULL) {
            continue;
        }
        struct flow_times *times = &table->items[told->number];
        if (there[told->number]) {
            times->seconds[times->state] += event->seconds - since[told->number];
        }
        there[told->number] = event->what != COMPARE_REMOVED;
        since[told->number] = event->seconds;
        times->state = there[told->number] ? event->new_state : times->state;
    }
    for (size_t i = 0; i < table->count; i++) {
        table->items[i].gone = !there[i];
        if (there[i] && now > since[i]) {
            table->items[i].seconds[table->items[i].state] += now - since[i];
        }
    }
    return true;
}

void flow_table_release(struct flow_table *table)
{
    arena_release(&table->arena);
    *table = (struct flow_table){0};
}
