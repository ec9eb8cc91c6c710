/* check_facts.h: looks up what a check has to know besides the documents (check/facts.h): files on disk, and what git says.
 * Reads only. Where there is no git, or it fails, what it would say is not known. */
#ifndef WORKBOARD_STORE_CHECK_FACTS_H
#define WORKBOARD_STORE_CHECK_FACTS_H

#include "check/facts.h"
#include "store/workspace.h"

struct looked_up {
    struct check_facts facts; /* points into the rest */
    struct evidence evidence;
    struct proofs proofs;
    struct check_paths paths;
    struct outside outside;
    struct arena arena;
};

/* Everything about the plan that the workspace holds now. `now` and `day` as in check_facts. To be released in any case. */
bool check_facts_look(const struct workspace *workspace, struct slice now, struct slice day, struct looked_up *looked,
                      struct error *error);
void check_facts_release(struct looked_up *looked);

#endif
