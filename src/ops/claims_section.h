/* claims_section.h: inside ops: the section with a table that the first claim makes where the plan has no place for claims. */
#ifndef WORKBOARD_OPS_CLAIMS_SECTION_H
#define WORKBOARD_OPS_CLAIMS_SECTION_H

#include "ops/claims_fill.h"

/* Makes the table with its first row: in a section of the profile's name that somebody wrote, else in one of its own. `*document` is where.
 * ERROR_REFUSED (claims.columns) where a table with other columns stands in that section. */
bool claims_make_section(struct operation *operation, struct claim_filling *filling, size_t *document,
                         struct error *error);

/* Removes the last row of a table: with the section where that holds nothing else and was made by a claim, with the table where
 * somebody wrote around it; what somebody made otherwise stays, without the row. */
bool claims_unmake_section(const struct plan *plan, const struct outline *outline, uint32_t row, struct edits *edits,
                           struct error *error);

#endif
