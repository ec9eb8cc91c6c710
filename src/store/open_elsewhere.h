/* open_elsewhere.h: files by which editors say that they have a document open, so that the person can be told: what is
 * saved from there later was read before the change that is about to be made.
 *
 * Names only are looked at: Vim and nano (`.NAME.swp` and its successors), Emacs and joe (the link `.#NAME`), Emacs'
 * unsaved text (`#NAME#`), Kate (`.NAME.kate-swp`), LibreOffice (`.~lock.NAME#`). Such a file may be left over from an editor that
 * crashed: it is a hint, never a reason to refuse.
 */
#ifndef WORKBOARD_STORE_OPEN_ELSEWHERE_H
#define WORKBOARD_STORE_OPEN_ELSEWHERE_H

#include "base/bytes.h"

/* Appends a note about the document `path` (relative to `root`, links in it are followed), without a line ending; nothing
 * where no editor's file lies beside it. `prefix` stands before paths in it. False when memory ran out. */
bool open_elsewhere_note(const char *root, struct slice path, const char *prefix, struct bytes *note);

#endif
