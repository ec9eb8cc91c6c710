/* json_log.h: the changes that are remembered, as the JSON object of `undo --list`. */
#ifndef WORKBOARD_JSON_JSON_LOG_H
#define WORKBOARD_JSON_JSON_LOG_H

#include "plan/plan.h"
#include "store/log.h"

/* Appends one object and a line ending. `plan` may be NULL: files that belong to none. */
bool json_log(struct bytes *out, const struct plan *plan, const struct log *log, struct error *error);

#endif
