/* undo_record.h: what all files of a record become when it is taken back.
 */
#ifndef WORKBOARD_STORE_UNDO_RECORD_H
#define WORKBOARD_STORE_UNDO_RECORD_H

#include "ops/change_set.h"
#include "store/log.h"

struct undo_documents {
    const struct folder *folder; /* below whose root the files lie */
    const struct plan *plan;     /* that some of them belong to, as it is now; NULL: to none */
    struct slice day;            /* for stamps */
    struct slice now;
    struct slice who;
};

/* Fills in the files of the change; those that are as they were before the record are left out. ERROR_CONFLICT where a
 * file is gone or a place in it was changed since. */
bool undo_record(const struct undo_documents *documents, const struct log_record *record, struct change *change,
                 struct error *error);

#endif
