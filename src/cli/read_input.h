/* read_input.h: all that a file or standard input says, a pipe included.
 */
#ifndef WORKBOARD_CLI_READ_INPUT_H
#define WORKBOARD_CLI_READ_INPUT_H

#include "base/bytes.h"
#include "base/error.h"

/* Appends it to `out`; NULL or "-" is standard input. */
bool read_input(const char *path, struct bytes *out, struct error *error);

#endif
