/* undo.h: what takes back one file of a record of the change log, in memory.
 *
 * A file that is as the change left it goes back byte by byte to what it was before. In one that was changed since,
 * each edit is looked for by its own lines and those around it (log_edits.h), wherever they stand by now: the lines
 * that the change made must be there as it made them, and one place must be the only one that fits. What was removed goes between its
 * old neighbours, or beside the one of them that is left.
 */
#ifndef WORKBOARD_STORE_UNDO_H
#define WORKBOARD_STORE_UNDO_H

#include "store/log.h"
#include "text/edit.h"
#include "text/source.h"

/* Whether the file holds what the change left. */
bool undo_is_untouched(const struct log_file *file, const struct source *now);

/* Fills the empty list `edits` with what takes the whole file back, which must be untouched. ERROR_CONFLICT where the
 * record does not add up. */
bool undo_whole(const struct log_file *file, const struct source *now, struct edits *edits, struct error *error);

/* Where one edit stands in a file that was changed since, and what it becomes. */
struct undo_place {
    size_t line;      /* of `now`, from 1: the first that is replaced, or before which something is put back */
    struct span span; /* the bytes of `now` that are replaced */
    struct bytes text;
};

struct undo_finder;

/* To find places in `now`, which must outlive it. NULL on failure; to be released by undo_finder_free. */
struct undo_finder *undo_finder_new(const struct source *now, struct error *error);
void undo_finder_free(struct undo_finder *finder);

/* Finds the place of an edit; its text must be empty and is the caller's. ERROR_CONFLICT, with the line, where what the change
 * made is not there any more, or where it cannot be told which of several places it is. */
bool undo_find(const struct undo_finder *finder, const struct log_edit *edit, struct undo_place *place,
               struct error *error);

#endif
