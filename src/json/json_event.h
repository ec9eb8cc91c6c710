/* json_event.h: what changed, as the JSON objects of the interface. */
#ifndef WORKBOARD_JSON_JSON_EVENT_H
#define WORKBOARD_JSON_JSON_EVENT_H

#include "json/json_plan.h"
#include "store/event.h"

/* Appends one event as an object in one line, with `schema` and `plan` beside the keys of the event. */
bool json_event_line(struct bytes *out, const struct plan *plan, const struct event *event, struct error *error);

/* Writes one event as an object, inside an array. */
void json_event(struct json_writer *writer, const struct event *event);

#endif
