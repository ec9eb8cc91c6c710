/* authors.h: whose hand changed a plan: what workboard wrote stands in the change log with a name; the rest is of outside.
 *
 * An event is of the log where one of its records since means exactly this change, or where the document became what it
 * is by records alone, each of which began with the bytes that the one before it left. Anything else was written by
 * another program: nobody says who ran it.
 */
#ifndef WORKBOARD_STORE_AUTHORS_H
#define WORKBOARD_STORE_AUTHORS_H

#include "store/event.h"
#include "store/folder.h"

struct authors {
    size_t known; /* the newest record of the log that was there at the last look */
};

/* A document whose change is to be explained; `before` without data: it was not there. */
struct authors_document {
    struct slice path; /* relative to the plan's root */
    struct slice before;
    struct slice after;
};

/* What the log in the folder (NULL: it is not known) holds by now explains nothing that comes, except by the bytes. */
void authors_begin(struct authors *authors, const struct folder *folder);

/* Sets `hand` of the events, and `who` of those that are of the log, in the arena of the events. Documents that are not
 * given count as written by another program. Where the log cannot be read the hand stays unknown. What the log holds is
 * known from then on. Only memory can fail. */
bool authors_name(struct authors *authors, const struct folder *folder, const struct authors_document *documents,
                  size_t count, struct events *events, struct error *error);

/* The documents in which two readings of a plan differ, in `arena`; false when memory ran out. */
bool authors_documents(const struct plan *before, const struct plan *after, struct arena *arena,
                       struct authors_document **documents, size_t *count);

#endif
