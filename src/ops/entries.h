/* entries.h: records wherever they stand one below the other: rows of a table or items of a list. */
#ifndef WORKBOARD_OPS_ENTRIES_H
#define WORKBOARD_OPS_ENTRIES_H

#include "ops/items.h"

/* Where records of a kind stand: `list.rule` is NULL for a table, `table.rule` for a list. */
struct entries {
    struct plan_table table;
    struct items_home list;
};

/* Where a new record of the kind goes: beside the last one of the document `near` (SIZE_MAX: of any), else of any; else into the
 * first table, else list, that a rule finds. False where there is no place. */
bool entries_home(const struct plan *plan, enum kind kind, size_t near, struct entries *home);

/* The table or list of a place. */
struct entries entries_of(const struct plan *plan, const struct plan_place *place);

/* Whether places stand in the same table or list. */
bool entries_same(const struct plan *plan, const struct plan_place *a, const struct plan_place *b);

const struct rule *entries_rule(const struct entries *home);
size_t entries_document(const struct entries *home);

/* The last record of the table or list, NULL where it has none. */
const struct record *entries_last(const struct plan *plan, const struct entries *home);

/* Where a new one goes: at the end; at the beginning of a list that has its newest first. */
struct change_place entries_end(const struct plan *plan, const struct entries *home);

/* Whether a row or item has a place for the value. */
bool entries_hold(const struct plan *plan, const struct entries *home, enum role role);

bool entries_add(struct operation *operation, const struct entries *home, struct change_place where,
                 const struct row_values *values, struct error *error);

/* Moves a row or item beside another of the same document. */
bool entries_move(struct operation *operation, const struct plan_place *place, struct change_place where,
                  struct error *error);

/* Removes all rows and items of the record. */
bool entries_remove(struct operation *operation, const struct record *record, struct error *error);

#endif
