/* log_edits.h: what the change log keeps of one changed file: the lines that differ, and what stands around them.
 */
#ifndef WORKBOARD_STORE_LOG_EDITS_H
#define WORKBOARD_STORE_LOG_EDITS_H

#include "store/log.h"
#include "text/source.h"

/* Fills in hashes and edits of `file`, whole lines each: one edit for each run of changed lines, or for each line where
 * a run became as many. Around each stand as many lines of `after` as tell its place from all others, at most
 * LOG_CONTEXT on each side. The edits lie in `arena`; their texts belong to the sources. */
bool log_edits_make(const struct source *before, const struct source *after, struct arena *arena,
                    struct log_file *file, struct error *error);

enum { LOG_CONTEXT = 32 };

#endif
