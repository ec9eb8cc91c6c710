/* profile_check.h: everything that is wrong or doubtful in the file of a profile, each with its line.
 *
 * profile_load stops at the first mistake, because a plan cannot be read by half a profile; here all of them are told, and what the
 * language allows but nobody can have meant.
 */
#ifndef WORKBOARD_PLAN_PROFILE_CHECK_H
#define WORKBOARD_PLAN_PROFILE_CHECK_H

#include "plan/profile.h"

enum profile_weight {
    PROFILE_ERROR,   /* the profile cannot be used */
    PROFILE_WARNING, /* it can, and does not do what it says */
    PROFILE_NOTE     /* allowed; worth a look */
};

struct profile_finding {
    enum profile_weight weight;
    size_t line; /* of the file; 0 where none is meant */
    struct slice text;
};

struct profile_findings {
    struct profile_finding *items; /* by line */
    size_t count;
    size_t capacity;
    struct arena arena;
};

void profile_findings_init(struct profile_findings *findings);
void profile_findings_release(struct profile_findings *findings);

/* "error", "warning", "note". */
const char *profile_weight_name(enum profile_weight weight);

/* Reads the profile in `text` and adds what is to be said about it. False only when memory ran out. */
bool profile_check(const char *file, struct slice text, struct profile_findings *findings, struct error *error);

#endif
