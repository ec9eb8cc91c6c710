/* resolutions.h: what was resolved, in the plan's own list. */
#ifndef WORKBOARD_OPS_RESOLUTIONS_H
#define WORKBOARD_OPS_RESOLUTIONS_H

#include "ops/operation.h"

/* Whether the plan has a table for resolutions. */
bool resolutions_exist(const struct plan *plan);

/* Adds one resolution behind the last, with the next number, the evidence of the request and the operation's day. */
bool resolutions_add(struct operation *operation, struct slice text, struct error *error);

/* Adds what the profile wants to be written of every finished task; nothing where it does not say so, or where the
 * resolutions have the task already. */
struct finishing;
bool resolutions_add_finished(struct finishing *finishing, struct error *error);

#endif
