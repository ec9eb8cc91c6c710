/* rows.h: rows of tables that hold records: where a new one goes, what stands in it.
 *
 * What is added is meant (operation_mean), so that the change verifies.
 */
#ifndef WORKBOARD_OPS_ROWS_H
#define WORKBOARD_OPS_ROWS_H

#include "ops/operation.h"
#include "outline/change.h"
#include "plan/tables.h"

/* What a new record says; data NULL: nothing. */
struct row_values {
    struct slice roles[ROLE_COUNT];
    const struct row_value *others; /* of columns or fields that the profile does not name */
    size_t other_count;
    size_t place; /* which of the record's places in its document this becomes, from 0 */
};

struct row_value {
    struct slice name;
    struct slice value;
};

/* The table for a new record of the kind: that of the last one, else the first that the profile's rules find. False
 * where there is none. */
bool rows_home(const struct plan *plan, enum kind kind, struct plan_table *home);

/* The table that a place of a record is a row of. */
struct plan_table rows_table_of(const struct plan *plan, const struct plan_place *place);

/* The last record whose authority is a row of the table, and its place; NULL where it has none. */
const struct record *rows_last(const struct plan *plan, const struct plan_table *table);

/* Whether the table has a column for the role. */
bool rows_has_column(const struct plan *plan, const struct plan_table *table, enum role role);

/* Adds a row with the values that the table has columns for, in the style of the table's other rows: marks around the
 * ID, the sign of an empty cell. Where the table only has a row that holds a place, that one is filled in. */
bool rows_add(struct operation *operation, const struct plan_table *table, struct change_place where,
              const struct row_values *values, struct error *error);

/* Appends the template filled in with the values. False without memory. */
bool rows_fill(const struct template *template, const struct row_values *values, struct bytes *text);

/* Whether a cell or item that holds several values reads back as they were given. */
bool rows_read_back(const struct plan *plan, const struct rule *rule, const struct template *template,
                    const struct row_values *values, struct slice text);

/* Means that a record of the kind is new in a document, with the values of its roles. */
bool rows_mean_added(struct operation *operation, enum kind kind, size_t document, const struct row_values *values,
                     struct error *error);

#endif
