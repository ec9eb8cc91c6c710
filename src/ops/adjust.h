/* adjust.h: what a person changed in what a verb proposes, before it is written: other values in the cells that it
 * touches, other words in the sentences that name its records, parts of the diff that are left out.
 *
 * Everything is named by what it is, never by a pointer or an offset, so that it holds on newer documents too: a value by
 * record, place and role as in struct change_effect, a sentence by its text and about where it stands, a part of the diff
 * by its lines. What is not there any more is a conflict, and nothing is written.
 */
#ifndef WORKBOARD_OPS_ADJUST_H
#define WORKBOARD_OPS_ADJUST_H

#include "plan/kind.h"

#include <stdint.h>

/* A value that the verb set, or that stands in what it touched, becomes another one. */
struct adjusted_value {
    enum kind kind;
    struct slice id; /* or title, as in struct change_effect */
    struct slice path;
    size_t place;
    enum role role;
    struct slice field; /* of ROLE_OTHER: its name in the document */
    struct slice value;
};

/* A line that the verb left as it was gets another text, without the blanks around it. */
struct adjusted_line {
    struct slice path;
    size_t line;
    struct slice was; /* as in struct change_mention */
    struct slice text;
};

/* A part of the diff that is left out: whole lines with their endings, as they were and as they would have been. */
struct adjusted_part {
    struct slice path;
    struct slice old;
    struct slice new;
    size_t number; /* among parts of this document that say the same, from 0 */
};

struct adjustments {
    const struct adjusted_value *values;
    size_t value_count;
    const struct adjusted_line *lines;
    size_t line_count;
    const struct adjusted_part *left; /* these parts stay as they were */
    size_t left_count;
    uint64_t confirmed; /* change_digest of what was shown to the person; another change is ERROR_CONFLICT. 0: any */
};

#endif
