/* coverage.h: which rule of the profile read what in which document, and what nobody read.
 *
 * For people who write a profile: it is found out of a plan afterwards, and costs nothing where nobody asks.
 */
#ifndef WORKBOARD_PLAN_COVERAGE_H
#define WORKBOARD_PLAN_COVERAGE_H

#include "plan/plan.h"

/* A column, field or key and the rule's template for it. */
struct coverage_value {
    struct slice name;
    struct slice template; /* as written in the profile; empty: the rule does not name it, it keeps its own name */
    bool section;          /* a subsection whose body is the value */
};

/* One rule in one table or list, or in the headings, fields or nodes of one document. */
struct coverage_match {
    const struct rule *rule;
    size_t document;      /* number in the plan */
    size_t line;          /* where it begins */
    struct slice heading; /* of the section it stands in, plain; empty where it stands in none */
    size_t count;         /* rows, items, headings, nodes that were read */
    size_t total;         /* rows or items that there are; elsewhere the same */
    size_t records;       /* different records that they belong to */
    struct coverage_value *values;
    size_t value_count;
    size_t value_capacity;
};

enum coverage_shape {
    COVERAGE_TABLE,
    COVERAGE_LIST,  /* a list with boxes */
    COVERAGE_FIELDS, /* field lines of one section */
    COVERAGE_NODES  /* an entry of the root of a YAML or JSON file */
};

/* What looks like records or values, and no rule read. */
struct coverage_rest {
    enum coverage_shape shape;
    size_t document;
    size_t line;
    struct slice heading;
    size_t count;               /* rows, boxes, field lines, entries */
    const struct slice *names;  /* of columns, fields, or the node's key */
    size_t name_count;
    size_t name_capacity;
};

struct coverage {
    struct coverage_match *matches; /* by document, then by line, then by rule */
    size_t match_count;
    size_t match_capacity;
    struct coverage_rest *rest; /* by document, then by line */
    size_t rest_count;
    size_t rest_capacity;
    struct arena arena;
};

/* Only memory can fail. Its slices point into the plan too, which must outlive it. Released in any case. */
bool coverage_read(const struct plan *plan, struct coverage *coverage, struct error *error);
void coverage_release(struct coverage *coverage);

/* "table", "list", "section", "fields", "nodes": what the rule reads. */
const char *coverage_shape_name(enum rule_shape shape);

/* "table", "list", "fields", "nodes": what nobody read. */
const char *coverage_rest_name(enum coverage_shape shape);

#endif
