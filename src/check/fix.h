/* fix.h: mends what has one right answer, as a verb: so that it is previewed, verified, saved and undone as all of them.
 *
 * The arguments of the request are the identifiers of the rules whose findings are mended. The plan is checked anew on the
 * bytes that the verb sees: what somebody else has mended meanwhile is not mended again.
 */
#ifndef WORKBOARD_CHECK_FIX_H
#define WORKBOARD_CHECK_FIX_H

#include "check/rule.h"
#include "ops/verb.h"

extern const struct verb check_fix_verb;

/* Whether any finding of the rule can be mended. */
bool check_fix_knows(const struct check_rule *rule);

#endif
