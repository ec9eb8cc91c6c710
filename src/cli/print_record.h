/* print_record.h: one record in full: its fields, every place in which it is written, what it waits for and what waits
 * for it. */
#ifndef WORKBOARD_CLI_PRINT_RECORD_H
#define WORKBOARD_CLI_PRINT_RECORD_H

#include "cli/output.h"
#include "json/item.h"

bool print_record(struct output *output, const struct item_context *context, const struct record *record,
                  struct error *error);

#endif
