/* items.h: items of lists that hold records: where a new one goes, what it says, how one goes away.
 *
 * What is added and removed is meant (operation_mean), so that the change verifies.
 */
#ifndef WORKBOARD_OPS_ITEMS_H
#define WORKBOARD_OPS_ITEMS_H

#include "ops/rows.h"

/* A list that a rule reads, or the heading below which there is none yet. */
struct items_home {
    const struct rule *rule;
    size_t document;
    uint32_t list;    /* 0: there is none */
    uint32_t heading; /* of its section */
};

/* The first list for records of the kind below a heading that a rule names, in one document or (SIZE_MAX) in any. False where there is
 * none. */
bool items_home(const struct plan *plan, enum kind kind, size_t document, struct items_home *home);

/* The list below the heading that gives its records this value (rule.above). False where there is none. */
bool items_home_above(const struct plan *plan, enum kind kind, enum role role, struct slice value,
                      struct items_home *home);

/* The list for records of the kind directly below one heading, which no rule needs to name; without a list there, where its first item
 * goes. False where no rule reads such lists. */
bool items_home_below(const struct plan *plan, enum kind kind, size_t document, uint32_t heading, struct items_home *home);

/* The list that a place of a record is an item of. */
struct items_home items_home_of(const struct plan *plan, const struct plan_place *place);

/* Whether the heading above the list gives its records this value. */
bool items_give(const struct plan *plan, const struct items_home *home, enum role role, struct slice value);

/* Whether an item of the rule has a place for the value: in its own line, or as a field of its own below it. */
bool items_hold(const struct rule *rule, enum role role);

/* Writes an item: beside `where`, in the place of the only item that holds a place ("(none)"), or as the first one below the
 * heading, with an empty box where `box` says so. */
bool items_write(struct operation *operation, const struct items_home *home, struct change_place where,
                 struct slice text, bool box, struct error *error);

/* Adds an item with the values that the rule has places for: by the template that holds most of them and reads back as they were
 * given, and a field for each of the rest. Takes steps. ERROR_USAGE where no template does. */
bool items_add(struct operation *operation, const struct items_home *home, struct change_place where,
               const struct row_values *values, struct error *error);

/* Writes the first item (marker, box and all) below a heading that has no list: in the place of a paragraph that says so ("(none)"),
 * else right behind the heading. */
bool items_begin(const struct plan *plan, const struct items_home *home, struct slice item, struct edits *edits,
                 struct error *error);

/* Removes the item; the only one of its list becomes what holds the place there, where the profile says what does. */
bool items_remove(struct operation *operation, const struct plan_place *place, struct error *error);

#endif
