/* write_request.h: what every command that writes takes from the command line and the world around it, and how it
 * answers.
 */
#ifndef WORKBOARD_CLI_WRITE_REQUEST_H
#define WORKBOARD_CLI_WRITE_REQUEST_H

#include "cli/clock.h"
#include "cli/command.h"
#include "ops/change_set.h"

/* Fills in who asks, when, and --force; what the verb is asked for stays as it is. */
bool write_request_fill(const struct call *call, const struct workspace_settings *settings,
                        const struct clock_moment *moment, struct request *request, struct error *error);

/* Says what was done: or with --dry-run, what would be, as a diff for `git apply`. `plan` (may be NULL) is for JSON, `prefix` stands
 * before paths. */
bool write_request_answer(struct call *call, const struct plan *plan, const char *prefix, const struct change *change,
                          struct error *error);

/* Says on standard error which of the documents that change seem to be open in an editor. */
bool write_request_warn(struct call *call, const char *root, const char *prefix, const struct change *change,
                        struct error *error);

#endif
