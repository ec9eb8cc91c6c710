/* json_check.h: what a check found, as the interface's JSON, as SARIF, and as a status artifact.
 *
 * Each call appends one whole object and a line ending. Only memory can fail.
 */
#ifndef WORKBOARD_JSON_JSON_CHECK_H
#define WORKBOARD_JSON_JSON_CHECK_H

#include "base/error.h"
#include "check/rule.h"

/* `findings` and `counts`. */
bool json_check(struct bytes *out, const struct plan *plan, const struct findings *findings, struct error *error);

/* SARIF 2.1.0 (OASIS): one run, with all rules and their severities. Files are relative to `%SRCROOT%`, which is `root`, a path
 * that ends with `/`; before each stands `prefix`. */
bool json_check_sarif(struct bytes *out, const struct findings *findings, const struct check_settings *settings,
                      struct slice root, struct slice prefix, const char *version, struct error *error);

/* A status artifact: `generated_at_utc`, `repo_root`, `facts`, `contradictions`, `status` (ok, warn, fail). */
bool json_check_status(struct bytes *out, const struct plan *plan, const struct findings *findings, struct slice now,
                       struct error *error);

#endif
