/* event_lines.h: events as bytes, as one process gives them to another. No format to keep: both are the same program. */
#ifndef WORKBOARD_STORE_EVENT_LINES_H
#define WORKBOARD_STORE_EVENT_LINES_H

#include "store/event.h"

/* False when memory ran out. */
bool event_lines_write(struct bytes *out, const struct events *events);

/* Appends the events to `events`. ERROR_SYSTEM where the bytes are not what event_lines_write makes. */
bool event_lines_read(struct slice text, struct events *events, struct error *error);

#endif
