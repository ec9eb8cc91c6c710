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
    struct bytes prefix; /* stands before the documents' paths in diffs and messages; ended by a NUL */
};

/* Opens the plan at `plan`, or with NULL as --plan, the environment and the working directory say, and says on
 * standard error what of it cannot be read. To be closed in any case. */
bool session_open(struct session *session, struct call *call, const char *plan, struct error *error);
void session_close(struct session *session);

/* The plan may have become a new one, and that of a file alone the whole one: takes it from the workspace again. */
bool session_renew(struct session *session, const struct call *call, struct error *error);

#endif
