/* config_print.h: the whole configuration of the board for people, without the board. */
#ifndef WORKBOARD_TUI_CONFIG_PRINT_H
#define WORKBOARD_TUI_CONFIG_PRINT_H

#include "base/bytes.h"
#include "base/error.h"

/* Appends what holds where the person's file says `text` over what is built in, as such a file, and its mistakes, one a
 * line. */
bool config_print(const char *file, struct slice text, struct bytes *out, struct bytes *mistakes,
                  struct error *error);

#endif
