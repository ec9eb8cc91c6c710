/* propose_evidence.h: without --evidence the newest summaries that are named after the tasks are recorded.
 */
#ifndef WORKBOARD_CLI_PROPOSE_EVIDENCE_H
#define WORKBOARD_CLI_PROPOSE_EVIDENCE_H

#include "cli/session.h"

struct proposal {
    struct slice *paths;
    size_t count;
    struct arena arena;
};

/* Looks for them where the verb finishes tasks, and gives them to the request, whose further values (`*further`, by
 * memory_new) are then others. The proposal is to be given back by arena_release(&proposal->arena). */
bool propose_evidence(const struct session *session, struct request *request, struct option_value **further,
                      struct proposal *proposal, struct error *error);

/* Says what was taken, or what there is to take. */
bool propose_evidence_tell(const struct call *call, const struct request *request, const struct proposal *proposal,
                           struct error *error);

#endif
