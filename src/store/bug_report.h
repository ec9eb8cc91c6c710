/* bug_report.h: a change that did not verify (ERROR_BUG, exit status 70): what is needed to find out why, kept for the person.
 *
 * A file `report-HASH.json` in the folder of journal and log: message, place, the requests, and each document before and
 * as it would have been. The same failure gives the same name.
 */
#ifndef WORKBOARD_STORE_BUG_REPORT_H
#define WORKBOARD_STORE_BUG_REPORT_H

#include "store/folder.h"
#include "store/workspace_apply.h"

/* Keeps it, and adds to the message where. Where it cannot be kept the message stays as it is. */
void bug_report_keep(const struct folder *folder, const struct workspace_edits *edits, const struct change *change,
                     struct error *error);

#endif
