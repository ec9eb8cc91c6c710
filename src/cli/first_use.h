/* first_use.h: the board where there is no plan: what somebody can do who has never used the program. */
#ifndef WORKBOARD_CLI_FIRST_USE_H
#define WORKBOARD_CLI_FIRST_USE_H

#include "cli/command.h"

/* Says that there is no plan and offers a sample plan and, where the program makes new plans, one of each built-in
 * profile; reads the choice from the keyboard and carries it out. An empty line or the end of the input leaves: then
 * `*left` is true and nothing was done. */
bool first_use_offer(struct call *call, bool *left, struct error *error);

#endif
