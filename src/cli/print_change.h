/* print_change.h: what was written, or would be, for people and for `git apply`. */
#ifndef WORKBOARD_CLI_PRINT_CHANGE_H
#define WORKBOARD_CLI_PRINT_CHANGE_H

#include "cli/output.h"
#include "ops/change_set.h"

/* Appends the unified diff with three lines around each change: what `git apply` and `patch -p1` take. On a terminal
 * cleaned and coloured, elsewhere the documents' own bytes. `prefix` stands before the paths: where the plan's root
 * lies in the repository, or "". */
bool print_change_diff(struct output *output, const struct change *change, const char *prefix, struct error *error);

/* Appends the summary and, unless `quiet`, each changed line with its file. */
bool print_change(struct output *output, const struct change *change, const char *prefix, bool quiet,
                  struct error *error);

/* Appends the sentences that name what changed and were left as they are. */
void print_change_mentions(struct output *output, const struct change *change, const char *prefix);

/* What stands before the paths of a plan whose root is `root` (absolute): its path below the repository it lies in
 * (the nearest folder upward with a `.git`), else below `directory`, else nothing. Ends in `/` where it is not empty.
 * Appended to `out`. */
void print_change_prefix(struct bytes *out, const char *root, const char *directory);

#endif
