/* print_profile.h: profiles for people: what one says, what it reads in a plan, and what is wrong with its file. */
#ifndef WORKBOARD_CLI_PRINT_PROFILE_H
#define WORKBOARD_CLI_PRINT_PROFILE_H

#include "cli/output.h"
#include "plan/coverage.h"
#include "plan/profile_check.h"

/* Its documents, states and rules. */
bool print_profile(struct output *output, const struct profile *profile, struct error *error);

/* Which rule read what in each document, and what nobody read. `prefix` stands before the documents' paths. */
bool print_profile_coverage(struct output *output, const char *prefix, const struct plan *plan,
                            const struct coverage *coverage, struct error *error);

/* "FILE:LINE: error: ..." for each. */
bool print_profile_findings(struct output *output, const char *file, const struct profile_findings *findings,
                            struct error *error);

#endif
