/* stamp_day.h: a day as people write it in a document, and another day written in the same way.
 *
 * Known are 2026-02-19 (with `-`, `/` or `.`), 19.02.2026 and 19-02-2026, 19/02/2026 and 02/19/2026 where only one
 * of the two can be meant, and 19 February 2026 and Feb 19, 2026 with English names of months, whole or of three
 * letters. A time of the day behind it counts where it says that it is UTC (14:03Z, 14:03:22 UTC).
 */
#ifndef WORKBOARD_OPS_STAMP_DAY_H
#define WORKBOARD_OPS_STAMP_DAY_H

#include "base/bytes.h"
#include "text/span.h"

enum { STAMP_DAY_SIZE = 10, STAMP_PARTS = 3 };

struct stamp_part {
    struct span span; /* in the text */
    enum { STAMP_YEAR, STAMP_MONTH, STAMP_MONTH_NAME, STAMP_DAY } what;
};

struct stamp_day {
    char day[STAMP_DAY_SIZE + 1]; /* YYYY-MM-DD */
    struct span span;             /* the day and the time that counts */
    struct stamp_part parts[STAMP_PARTS]; /* in the order of the text */
    struct span time;             /* HH:MM, in UTC; empty: none */
    struct span seconds;          /* SS; empty: none */
};

/* Finds the first day in the text. */
bool stamp_day_find(struct slice text, struct stamp_day *found);

/* Appends what stands in found->span with the day `day` (YYYY-MM-DD), and the time of `now` (YYYY-MM-DDTHH:MMZ) where there is
 * one; with a time in UTC the day is that of `now`. */
bool stamp_day_append(struct bytes *out, struct slice text, const struct stamp_day *found, struct slice day,
                      struct slice now);

#endif
