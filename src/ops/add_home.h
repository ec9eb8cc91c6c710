/* add_home.h: where a new record goes: beside the last one like it, or into what a rule has for the first one.
 */
#ifndef WORKBOARD_OPS_ADD_HOME_H
#define WORKBOARD_OPS_ADD_HOME_H

#include "ops/entries.h"

struct add_home {
    enum kind kind;
    struct slice prefix;            /* of its identifier; empty: not known */
    const struct plan_place *model; /* a section or a node (of YAML or JSON) beside which it goes; else NULL */
    struct entries entries;         /* where there is no model */
    const struct record *beside;    /* the record like it; NULL: none */
    const struct plan_place *titled; /* the section of `beside` that has what the place itself has no room for; NULL: none */
    bool in_milestone;              /* the place or the identifier says to which milestone it belongs */
};

/* What was given on the command line that says where: data NULL where it was not. */
struct add_wishes {
    struct slice id;
    struct slice milestone;
    struct slice priority;
};

/* ERROR_NOT_FOUND where there is no such place, ERROR_USAGE where more has to be said. */
bool add_home_find(struct operation *operation, const struct add_wishes *wishes, struct add_home *home,
                   struct error *error);

const struct rule *add_home_rule(const struct add_home *home);
size_t add_home_document(const struct add_home *home);

/* Whether there is a place for the value: a column, a part of an item or heading, a field, a key. */
bool add_home_holds(const struct plan *plan, const struct add_home *home, enum role role);

/* Whether the heading above the place says this already. */
bool add_home_gives(const struct plan *plan, const struct add_home *home, enum role role, struct slice value);

/* What a field or column of this name (as the document has it) is for; ROLE_OTHER where it is no role's. False where there is none. */
bool add_home_name(const struct plan *plan, const struct add_home *home, struct slice name, enum role *role);

#endif
