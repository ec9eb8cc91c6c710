/* editor.h: the person's editor or pager on a file, in the terminal that the program has.
 */
#ifndef WORKBOARD_STORE_EDITOR_H
#define WORKBOARD_STORE_EDITOR_H

#include "base/error.h"

enum editor_kind {
    EDITOR_WRITES, /* an editor, as $VISUAL and $EDITOR name it */
    EDITOR_READS   /* a pager: $PAGER */
};

/* Runs `command` (with options, by the shell) on the file, at a line where that is not 0, and waits for its end.
 * ERROR_SYSTEM where it cannot be run or says that it failed; the message says which of the two it was. */
bool editor_run(enum editor_kind kind, const char *command, const char *path, size_t line, struct error *error);

#endif
