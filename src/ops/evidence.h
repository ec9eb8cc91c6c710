/* evidence.h: what proves that something was done, and how the plan writes it. */
#ifndef WORKBOARD_OPS_EVIDENCE_H
#define WORKBOARD_OPS_EVIDENCE_H

#include "ops/operation.h"

/* Whether the reference is the path of a file, and no sentence and no address. */
bool evidence_is_path(struct slice reference);

/* Whether a file that is there already is named after the task. */
bool evidence_names_task(const struct request *request, const struct record *task);

/* Appends the references of --evidence as the plan's other records of `kind` write theirs: in backquotes, from the
 * folder that theirs begin with, with the same sign between several. */
bool evidence_append(const struct plan *plan, const struct request *request, enum kind kind, struct bytes *out);

#endif
