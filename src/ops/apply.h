/* apply.h: several structural edits and verbs as one change: all of them or none.
 *
 * Requests are carried out in their order; each sees what those before it did. A structural edit does exactly what it names; a
 * verb runs on the plan as changed so far, stamps and mirrors included. Every edit is verified by itself
 * (structure_verify), every verb too (verify.c).
 */
#ifndef WORKBOARD_OPS_APPLY_H
#define WORKBOARD_OPS_APPLY_H

#include "ops/verb.h"
#include "outline/structure.h"

struct apply_request {
    struct structure_request *edit; /* of a structural edit; NULL of a verb */
    struct slice file;              /* of a structural edit: as it was given */
    size_t document;                /* the same: its number in apply.files */
    struct request verb;            /* of a verb */
    size_t number;                  /* from 1, as the person counts; 0: there is no other, messages do not say */
    struct slice called;            /* what messages call it rather than by its number; or empty */
};

/* A document that structural edits change. One that belongs to the plan has the plan's path, and the plan's source. */
struct apply_file {
    struct slice path; /* relative to the root; ended by a NUL */
    struct source *source;
};

struct apply {
    const struct plan *plan; /* NULL: then there may be no verbs */
    const struct apply_file *files;
    size_t file_count;
    const struct apply_request *requests;
    size_t count;
    const struct adjustments *adjustments; /* of the change of several verbs as a whole: what is left out of it, and
                                              what was confirmed. NULL: nothing. Values and lines are of a request. */
};

/* Makes the change. Messages name the request. `change` must be empty (change_init) and is to be released
 * in any case; after a failure it has the files as far as they were changed, for reports. */
bool apply_run(const struct apply *apply, struct change *change, struct error *error);

/* The same, and gives the plan as it then is, to be freed by plan_free; NULL where nothing changed, or it was not read. */
bool apply_run_on(const struct apply *apply, struct change *change, struct plan **after, struct error *error);

/* Adds what `part` did, later, to what `change` says: effects (of several for one value the first old and the last new count) and
 * subjects, copied. */
bool change_join(struct change *change, const struct change *part, struct error *error);

#endif
