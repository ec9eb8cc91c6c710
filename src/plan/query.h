/* query.h: finding records by what people call them, and choosing among them. */
#ifndef WORKBOARD_PLAN_QUERY_H
#define WORKBOARD_PLAN_QUERY_H

#include "plan/plan.h"

/* The record of `kind` whose ID is exactly `id` (case aside), or NULL. */
const struct record *query_id(const struct plan *plan, enum kind kind, struct slice id);

/* The record that `name` means, as INTERFACE's "Names" says: `KIND:NAME`; an ID; an alias; the last word of an ID where that is unambiguous
 * (`A` for `Lane A`); a title or a unique beginning of it. Without a kind, tasks come before milestones, lanes, blockers, gates, decisions,
 * findings, resolutions, consumers, results, claims, and queue entries last. `kind` KIND_COUNT: any. ERROR_NOT_FOUND with candidates
 * where nothing or several fit. */
const struct record *query_name(const struct plan *plan, enum kind kind, struct slice name, struct error *error);

struct query_filter {
    bool has_state;
    enum state state;
    const struct record *lane;
    const struct record *milestone;
    struct slice owner;    /* empty: any */
    struct slice priority; /* empty: any */
    bool ready;
    bool stale;
    struct slice now;          /* ISO 8601 UTC, for `stale` */
    unsigned long stale_hours; /* a claim older than this is stale */
};

bool query_matches(const struct plan *plan, const struct record *record, const struct query_filter *filter);

/* Whole hours since an ISO 8601 moment until `now` (both UTC); negative where one cannot be read. */
double query_age_hours(struct slice since, struct slice now);

/* Whether a claim has stood for longer than so many hours; one whose moment cannot be read has not. */
bool query_is_stale(const struct record *claim, struct slice now, unsigned long stale_hours);

#endif
