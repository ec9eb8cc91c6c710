/* json_change.h: what was, or would be, written, as the JSON object of the interface. */
#ifndef WORKBOARD_JSON_JSON_CHANGE_H
#define WORKBOARD_JSON_JSON_CHANGE_H

#include "json/writer.h"
#include "ops/change_set.h"

/* Appends one object and a line ending. `plan` may be NULL: a file that belongs to none. */
bool json_change(struct bytes *out, const struct plan *plan, const struct change *change, bool written,
                 struct error *error);

/* Writes its keys, "change" and "written", into an object that is begun. */
bool json_change_keys(struct json_writer *writer, const struct change *change, bool written, struct error *error);

#endif
