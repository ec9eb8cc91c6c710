/* print_status.h: the plan on one screen: header, milestones, lanes, queue, blockers, claims, and what was not
 * understood. */
#ifndef WORKBOARD_CLI_PRINT_STATUS_H
#define WORKBOARD_CLI_PRINT_STATUS_H

#include "cli/output.h"
#include "json/item.h"

bool print_status(struct output *output, const struct item_context *context, struct error *error);

#endif
