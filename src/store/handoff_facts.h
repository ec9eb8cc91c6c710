/* handoff_facts.h: inside the store: what git knows of the time since a revision. Others use handoff.h. */
#ifndef WORKBOARD_STORE_HANDOFF_FACTS_H
#define WORKBOARD_STORE_HANDOFF_FACTS_H

#include "check/handoff.h"
#include "store/git.h"
#include "store/workspace.h"

struct handoff_since {
    bool is_repository;
    struct git git;
    struct bytes commit; /* its full name, ended by a NUL */
    struct slice words;  /* "3f2a1bc of 2026-02-19: Close the loop" */
};

/* Finds the revision that is meant; `last` is the commit that the last packet was taken at, or NULL. Outside of a
 * repository, or of one without commits, there is none and no error. To be released in any case. */
bool handoff_since_find(struct handoff_since *since, const char *root, char *const *variables, const char *revision,
                        const char *last, struct arena *arena, struct error *error);
void handoff_since_release(struct handoff_since *since);

/* Fills in files, unsaved documents and unpushed commits, in `arena`. */
bool handoff_facts_find(const struct handoff_since *since, const char *root, const struct plan *plan,
                        struct arena *arena, struct handoff_facts *facts, struct error *error);

#endif
