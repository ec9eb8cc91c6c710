/* json_profile.h: profiles as JSON: what one says, what it reads in a plan, and what is wrong with its file.
 *
 * As in json_plan.h: each call appends one whole object; only memory can fail.
 */
#ifndef WORKBOARD_JSON_JSON_PROFILE_H
#define WORKBOARD_JSON_JSON_PROFILE_H

#include "json/writer.h"
#include "plan/coverage.h"
#include "plan/profile_check.h"

/* A profile that is known, for the list. */
struct json_profile {
    const struct profile *profile;
    const char *origin; /* "built-in", "user", "repository", "named" */
    bool reads_plan;    /* the present one */
};

/* "profiles". `plan` may be NULL. */
bool json_profile_list(struct bytes *out, const struct plan *plan, const struct json_profile *profiles, size_t count,
                       struct error *error);

/* "profile", and with a plan (may be NULL, and `coverage` with it) "documents" and "missing". */
bool json_profile_show(struct bytes *out, const struct profile *profile, const struct plan *plan,
                       const struct coverage *coverage, struct error *error);

/* "findings" and "counts". */
bool json_profile_check(struct bytes *out, const char *file, const struct profile_findings *findings,
                        struct error *error);

#endif
