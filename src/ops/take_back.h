/* take_back.h: what taking back a change means for documents that were changed since.
 *
 * Their lines go back by edits that the caller found. Two things go as they go elsewhere: a claim is removed as a claim
 * is, so that the last one takes its table along, and the document is stamped with the day, as by any change, instead of
 * getting an older stamp back.
 */
#ifndef WORKBOARD_OPS_TAKE_BACK_H
#define WORKBOARD_OPS_TAKE_BACK_H

#include "ops/change_set.h"
#include "text/edit.h"

/* Whether the text is a line that holds a document's stamp. False when memory ran out. */
bool take_back_is_stamp(const struct profile *profile, struct slice text, bool *is, struct error *error);

/* The line of the row in which a claim stands, in the one Markdown table of document `document` that has it; 0 where there is none. */
size_t take_back_claim_line(const struct plan *plan, size_t document, struct slice id);

struct take_back {
    struct edits *edits;        /* by document of the plan */
    const bool *exact;          /* by document: goes back byte by byte, without a stamp */
    const struct slice *claims; /* the IDs of claims that are to be removed */
    size_t claim_count;
    struct slice day;
    struct slice who;
    struct slice now;
};

/* Makes the edits, removes the claims, stamps, and appends the documents that differ to the change's files, for which
 * there is room. Every difference of the two plans must lie on a line that differs; else ERROR_CONFLICT with its
 * place. */
bool take_back_run(const struct plan *plan, const struct take_back *request, struct change *change,
                   struct error *error);

#endif
