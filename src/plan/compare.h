/* compare.h: what two readings of a plan differ in, record by record and field by field.
 *
 * Used to verify a change (law 3), to mark what changed by another hand, and to tell it in `watch` and the log.
 */
#ifndef WORKBOARD_PLAN_COMPARE_H
#define WORKBOARD_PLAN_COMPARE_H

#include "plan/plan.h"

enum compare_what { COMPARE_ADDED, COMPARE_REMOVED, COMPARE_CHANGED };

struct compare_difference {
    enum compare_what what;
    enum kind kind;
    struct slice name; /* the record's ID or title; in the arena of the comparison */
    enum role role;    /* of COMPARE_CHANGED, and of an added or removed place: ROLE_ID */
    struct slice field; /* the field's name in the document */
    struct slice old;
    struct slice new;
    struct slice path; /* of the document */
    size_t place;      /* which of the record's places in this document, from 0, the authority first */
    size_t line;       /* in the newer plan; of what was removed in the older one */
    bool whole;        /* the whole record came or went, not only one of its places */
    bool repeats;      /* it says only again what an earlier one says of the same record, in another of its places */
};

struct comparison {
    struct compare_difference *items;
    size_t count;
    size_t capacity;
    struct arena arena;
};

/* Fills an empty comparison, ordered by document and line of the newer plan. Places are paired by record, document, rule and order; lines
 * may move. Everything is copied, the plans may go. */
bool compare_plans(const struct plan *before, const struct plan *after, struct comparison *comparison,
                   struct error *error);
void comparison_release(struct comparison *comparison);

#endif
