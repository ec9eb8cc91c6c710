/* fix_rows.h: inside the check floor: rows that are too short get the cells that they lack. Others use fix.h.
 *
 * What a row without its last cells means is not what it seems: the cells may name the record, or the table may be part of
 * a value. So each document is read again with its rows filled, and they are filled only where the plan says the same, but for
 * blanks and pipes inside of values.
 */
#ifndef WORKBOARD_CHECK_FIX_ROWS_H
#define WORKBOARD_CHECK_FIX_ROWS_H

#include "check/finding.h"
#include "ops/operation.h"

/* Adds the edits for the rows among the findings to the step, and what they change; `*mended` says how many rows it were. */
bool fix_rows(struct operation *operation, const struct findings *findings, size_t *mended, struct error *error);

#endif
