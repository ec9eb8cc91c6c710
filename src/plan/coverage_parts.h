/* coverage_parts.h: what the parts of coverage share. Others use coverage.h. */
#ifndef WORKBOARD_PLAN_COVERAGE_PARTS_H
#define WORKBOARD_PLAN_COVERAGE_PARTS_H

#include "plan/build.h"
#include "plan/coverage.h"

/* One place of a record, to be put together with those that one rule read in the same table or list. */
struct coverage_entry {
    size_t document;
    const struct rule *rule;
    uint32_t container; /* the table or list; 0 where the rule looks through the whole document */
    const struct plan_place *place;
    size_t record; /* its number among all records */
};

struct covering {
    const struct plan *plan;
    struct coverage *coverage;
    struct coverage_entry *entries; /* by document, rule, container and node */
    size_t entry_count;
    size_t record_count;
};

/* ---- coverage_match.c: what was read ---- */

/* The rule's field for a column, field or key of this name, or NULL. */
const struct rule_field *coverage_field(const struct rule *rule, struct slice name);

/* The plain text of the heading above a node; data is NULL when memory ran out. */
struct slice coverage_heading(const struct covering *covering, const struct outline *outline, uint32_t node);

/* How many rows (without the header) or items a table or list has. */
size_t coverage_count(const struct outline *outline, uint32_t parent);

/* Adds the columns of a table to the values of `match`. */
bool coverage_add_columns(const struct covering *covering, struct coverage_match *match, uint32_t table);

/* Adds a match without places; `container` 0: in the whole document, from `line` on. NULL when memory ran out. */
struct coverage_match *coverage_add_match(const struct covering *covering, const struct rule *rule, size_t document,
                                          uint32_t container, size_t line);

/* Adds a match for each container that has places, with what was read there. False when memory ran out. */
bool coverage_find_matches(const struct covering *covering);

/* ---- coverage_rest.c: what was not ---- */

/* Adds what nobody read in one document, and tables whose rule found no record in them. */
bool coverage_find_rest(const struct covering *covering, size_t document);

#endif
