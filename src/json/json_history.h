/* json_history.h: what changed state, and how the work went on, as the JSON object of the interface. */
#ifndef WORKBOARD_JSON_JSON_HISTORY_H
#define WORKBOARD_JSON_JSON_HISTORY_H

#include "json/json_event.h"
#include "store/flow.h"
#include "store/history.h"

/* One line of a plot. */
struct json_flow {
    const char *by; /* "all", "milestone", "lane" */
    const struct flow *flow;
};

/* Appends one object: "events", "shallow", and where there are any "flow" and "times" (`times` may be NULL). */
bool json_history(struct bytes *out, const struct plan *plan, const struct history *history,
                  const struct json_flow *flows, size_t flow_count, const struct flow_table *times, struct error *error);

#endif
