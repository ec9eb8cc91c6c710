/* json_handoff.h: what is handed over, and checklists walked with it, as JSON objects of the interface. */
#ifndef WORKBOARD_JSON_JSON_HANDOFF_H
#define WORKBOARD_JSON_JSON_HANDOFF_H

#include "check/handoff.h"
#include "check/intake.h"

/* "sections": [{"title", "lines"}], "since": text or null. */
bool json_handoff(struct bytes *out, const struct plan *plan, const struct handoff *handoff, struct error *error);

/* "tasks": [id], "points": [{"text", "file", "line", "verdict", "reason"}], "counts": by verdict. */
bool json_intake(struct bytes *out, const struct plan *plan, const struct intake *intake, struct error *error);

#endif
