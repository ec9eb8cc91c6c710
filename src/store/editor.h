/* editor.h: the person's editor on a file, in the terminal that the program has.
 */
#ifndef WORKBOARD_STORE_EDITOR_H
#define WORKBOARD_STORE_EDITOR_H

#include "base/error.h"

/* Runs `command` (as $VISUAL and $EDITOR hold it: with options, by the shell) on the file, at a line where that is not
 * 0, and waits for its end. ERROR_SYSTEM where it cannot be run or says that it failed. */
bool editor_run(const char *command, const char *path, size_t line, struct error *error);

#endif
