/* tables.h: the tables in which a rule reads records, those that have no rows yet included: where a new row can go. */
#ifndef WORKBOARD_PLAN_TABLES_H
#define WORKBOARD_PLAN_TABLES_H

#include "plan/plan.h"

struct plan_table {
    const struct rule *rule;
    size_t document;
    uint32_t table; /* a node of the document */
};

/* The tables that the rule (of the shape RULE_TABLE) reads and that have a column for the ID or else the title, in the
 * order of documents and lines. Fills at most `capacity`, returns how many there are. */
size_t tables_of_rule(const struct plan *plan, const struct rule *rule, struct plan_table *tables, size_t capacity);

/* What the rule says of the column called `name`, or NULL. */
const struct rule_field *tables_column(const struct rule *rule, struct slice name);

#endif
