/* print_list.h: records of one kind as a table for people. */
#ifndef WORKBOARD_CLI_PRINT_LIST_H
#define WORKBOARD_CLI_PRINT_LIST_H

#include "cli/output.h"
#include "json/json_plan.h"

/* Prints the records of `list`: the fields that it names, else those that matter most in a list of its kind, without
 * the columns in which nothing stands. */
bool print_list(struct output *output, const struct item_context *context, const struct json_list *list,
                struct error *error);

#endif
