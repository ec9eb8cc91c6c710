/* session.h: the plan that a command works on, opened, with the moment at which it does. */
#ifndef WORKBOARD_CLI_SESSION_H
#define WORKBOARD_CLI_SESSION_H

#include "cli/clock.h"
#include "cli/command.h"
#include "json/item.h"

struct session {
    struct workspace *workspace;
    struct clock_moment moment;
    struct item_context context;
    struct arena arena; /* of the evidence */
    struct evidence evidence;
    struct proofs proofs;
    struct outside outside;
    size_t told;         /* how many of the workspace's troubles were said */
    struct bytes prefix; /* stands before the documents' paths in diffs and messages; ended by a NUL */
};

/* Opens the plan at `plan`, or with NULL as --plan, the environment and the working directory say, and says on
 * standard error what of it cannot be read. To be closed in any case. */
bool session_open(struct session *session, struct call *call, const char *plan, struct error *error);
void session_close(struct session *session);

/* The plan may have become a new one, and that of a file alone the whole one: takes it from the workspace again. */
bool session_renew(struct session *session, const struct call *call, struct error *error);

/* What every verb is asked with: who, when, and the options of every command that writes. */
bool session_request(const struct session *session, const struct call *call, const struct verb *verb,
                     struct request *request, struct error *error);

/* Says what a change made known beside what was said when the plan was opened. */
void session_tell(struct session *session, const struct call *call);

/* Refusals name documents as everything else that is printed does: so that the path can be opened. */
void session_prefix_error(const struct session *session, struct error *error);

/* Looks which evidence is there, for what is said of gates and of tasks' gates. The plan must not change afterwards. */
bool session_prove(struct session *session, struct error *error);

/* Looks what trackers (where they are asked for) and other work trees of the repository say. The plan must not change
 * afterwards. */
bool session_look_outside(struct session *session, bool trackers, struct error *error);

#endif
