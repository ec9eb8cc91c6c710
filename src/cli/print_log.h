/* print_log.h: the changes that are remembered, for people. */
#ifndef WORKBOARD_CLI_PRINT_LOG_H
#define WORKBOARD_CLI_PRINT_LOG_H

#include "cli/output.h"
#include "store/log.h"

/* Appends a line for each change, the newest first. */
bool print_log(struct output *output, const struct log *log, struct error *error);

#endif
