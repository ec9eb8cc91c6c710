/* init_plan.h: the files of a new plan, before they are written. */
#ifndef WORKBOARD_CLI_INIT_PLAN_H
#define WORKBOARD_CLI_INIT_PLAN_H

#include "cli/command.h"
#include "ops/change_set.h"

/* What a new plan of the profile (NULL: the first one that has a template) consists of, as a change of files that are not
 * there. ERROR_NOT_FOUND where no template has the name: the candidates are those that do. */
bool init_plan_make(const char *profile, const char *day, struct change *change, struct error *error);

/* Refuses (`init.exists`) where one of the files is there below `root`, which need not be there itself. */
bool init_plan_check(const char *root, const struct change *change, struct error *error);

/* Makes the folders and the files: all, or none. */
bool init_plan_write(const char *root, const struct call *call, const struct change *change, struct error *error);

#endif
