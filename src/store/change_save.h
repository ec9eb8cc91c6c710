/* change_save.h: a change that was made in memory goes to the disk, with its record in the change log.
 */
#ifndef WORKBOARD_STORE_CHANGE_SAVE_H
#define WORKBOARD_STORE_CHANGE_SAVE_H

#include "ops/change_set.h"
#include "store/save.h"

/* What the record says besides the change itself. */
struct change_author {
    struct slice who;
    struct slice now;  /* ISO 8601, UTC */
    struct slice verb;
    size_t undoes;     /* the record that the change takes back; 0: none */
};

/* Saves all files of the change, or none, under the caller's lock; paths are relative to the root of the options'
 * folder. `id` (may be NULL) becomes the number of the record. Errors as save_files. */
bool change_save(const struct save_options *options, const struct change *change, const struct change_author *author,
                 struct save_report *report, size_t *id, struct error *error);

#endif
