/* undo_claims.h: claims in documents that were changed since: they share a table that the first one makes and the last one
 * takes along, so that their rows go and come by themselves.
 */
#ifndef WORKBOARD_STORE_UNDO_CLAIMS_H
#define WORKBOARD_STORE_UNDO_CLAIMS_H

#include "plan/plan.h"
#include "store/log.h"
#include "store/undo.h"

/* Whether the edit wrote the rows of claims that still stand in this document as it wrote them. Their IDs are added to
 * `ids`, where there is room for one for each effect of the record. */
bool undo_claims_go(const struct plan *plan, size_t document, const struct log_record *record,
                    const struct log_edit *edit, struct slice *ids, size_t *count);

/* Whether the edit took a table of claims away where another one has been made since: then its rows go behind those of
 * that one; the place's text is the caller's. */
bool undo_claims_return(const struct plan *plan, size_t document, const struct log_edit *edit, bool *found,
                        struct undo_place *place, struct error *error);

#endif
