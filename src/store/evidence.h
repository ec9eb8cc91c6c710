/* evidence.h: files below the plan's root that prove that tasks were done, as the profile's `evidence` says.
 *
 * Looks at names only, and at so many of them at most: EVIDENCE_DEPTH folders deep, EVIDENCE_ENTRIES names, those nearest
 * to the root first. Hidden folders are left out; a link to a folder is followed only where its name is one of evidence.
 */
#ifndef WORKBOARD_STORE_EVIDENCE_H
#define WORKBOARD_STORE_EVIDENCE_H

#include "check/proof.h"

enum { EVIDENCE_DEPTH = 6, EVIDENCE_ENTRIES = 20000 };

/* Reads the names; everything goes to `arena`. Folders that cannot be read hold nothing. False when memory ran out. */
bool evidence_read(const struct profile *profile, const char *root, struct arena *arena, struct evidence *evidence,
                   struct error *error);

#endif
