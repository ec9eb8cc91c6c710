/* severity.h: how bad a finding is: the closed list of words that settings and reports use. */
#ifndef WORKBOARD_CHECK_SEVERITY_H
#define WORKBOARD_CHECK_SEVERITY_H

#include "base/slice.h"

enum severity {
    SEVERITY_OFF, /* not reported: only settings say it */
    SEVERITY_NOTE,
    SEVERITY_WARNING,
    SEVERITY_ERROR,
    SEVERITY_COUNT
};

/* "error"; never NULL. */
const char *severity_name(enum severity severity);

/* From its word, without regard to case. */
bool severity_parse(struct slice text, enum severity *severity);

/* Severities by the numbers of rules (rule.h); all zero means the defaults. */
enum { CHECK_RULES = 48 };

struct check_settings {
    bool given[CHECK_RULES];
    enum severity severity[CHECK_RULES];
};

#endif
