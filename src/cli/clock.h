/* clock.h: the moment that a command acts at, as the texts that documents hold. */
#ifndef WORKBOARD_CLI_CLOCK_H
#define WORKBOARD_CLI_CLOCK_H

#include "base/error.h"

struct clock_moment {
    char now[24]; /* YYYY-MM-DDTHH:MMZ */
    char day[16]; /* YYYY-MM-DD, in UTC or local */
};

/* `date`: a day (2026-02-19) or a moment (2026-02-19T14:03, with seconds, `Z` or +HH:MM if wanted; without a zone it
 * is of the plan's clock: local or UTC), or NULL. `epoch`: seconds since 1970 as $SOURCE_DATE_EPOCH gives them, or
 * NULL. Neither: the system's clock. A day alone is its first minute. ERROR_USAGE where a text is neither. */
bool clock_read(const char *date, const char *epoch, bool local, struct clock_moment *moment, struct error *error);

#endif
