/* mentions.h: the records that a text names, ranges taken apart: one after the other, nothing allocated. */
#ifndef WORKBOARD_CHECK_MENTIONS_H
#define WORKBOARD_CHECK_MENTIONS_H

#include "plan/plan.h"

enum { MENTIONS_RANGE = 10000 };

struct mentions {
    const struct plan *plan;
    enum kind kind;
    struct slice text;
    size_t at;
    struct slice prefix;  /* of a range that is being taken apart */
    int width;            /* of its numbers */
    unsigned long number; /* the next one */
    unsigned long last;
    bool in_range;
    bool begun;
};

void mentions_begin(struct mentions *mentions, const struct plan *plan, enum kind kind, struct slice text);

/* The next record that is meant, and whether a range means it. What names no record is passed over. False at the end. */
bool mentions_next(struct mentions *mentions, const struct record **record, bool *ranged);

#endif
