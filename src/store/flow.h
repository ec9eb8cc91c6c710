/* flow.h: how the work went on, from its history: how many tasks there were and were done at each moment, for each
 * milestone or lane, and how long each record was in each state.
 */
#ifndef WORKBOARD_STORE_FLOW_H
#define WORKBOARD_STORE_FLOW_H

#include "plan/plan.h"
#include "store/event.h"

enum flow_by { FLOW_ALL, FLOW_MILESTONE, FLOW_LANE };

struct flow_point {
    size_t total; /* tasks that there are, dropped ones left out */
    size_t done;  /* of these: done or steady */
    size_t busy;  /* of these: in progress or in review */
};

struct flow_group {
    struct slice name; /* empty: tasks of no group; of FLOW_ALL always */
    struct flow_point *points;
};

struct flow {
    struct flow_group *groups; /* in the order of the plan; that of tasks without one last */
    size_t group_count;
    size_t point_count;
    int64_t first; /* seconds since 1970: of the first event */
    int64_t last;  /* of the last point */
    size_t most;   /* the largest total of any group */
    struct arena arena;
};

/* Fills `flow` with `points` points between the first event and `now` (seconds since 1970; not before the last event).
 * Which group a task belongs to is what the present plan says. To be released in any case; only memory can fail. */
bool flow_init(struct flow *flow, const struct events *events, const struct plan *plan, enum flow_by by, size_t points,
               int64_t now, struct error *error);
void flow_release(struct flow *flow);

/* How long a record was in each state. */
struct flow_times {
    enum kind kind;
    struct slice id;
    enum state state;                /* the last */
    bool gone;
    int64_t seconds[STATE_COUNT];
};

struct flow_table {
    struct flow_times *items; /* in the order in which they came */
    size_t count;
    struct arena arena;
};

/* For each record of the kind (KIND_COUNT: of all) in the events; the last state lasts until `now`. */
bool flow_times(struct flow_table *table, const struct events *events, enum kind kind, int64_t now,
                struct error *error);
void flow_table_release(struct flow_table *table);

#endif
