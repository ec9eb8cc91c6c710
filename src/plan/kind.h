/* kind.h: the closed vocabularies of a plan: kinds of records, roles of fields, states, slots.
 *
 * These are workboard's own words (INTERFACE, "Vocabulary"); what a document calls them stands in its profile.
 */
#ifndef WORKBOARD_PLAN_KIND_H
#define WORKBOARD_PLAN_KIND_H

#include "base/slice.h"

enum kind {
    KIND_MILESTONE,
    KIND_LANE,
    KIND_TASK,
    KIND_QUEUE,
    KIND_BLOCKER,
    KIND_CLAIM,
    KIND_GATE,
    KIND_DECISION,
    KIND_FINDING,
    KIND_RESOLUTION,
    KIND_CONSUMER,
    KIND_RESULT,
    KIND_PLAN, /* one record without an ID: what the documents say of the plan as a whole (mode, concurrency, day) */
    KIND_COUNT
};

enum role {
    ROLE_OTHER, /* a column or field that the profile does not name: known by its own name */
    ROLE_ID,
    ROLE_TITLE,
    ROLE_ALIAS,
    ROLE_STATUS,
    ROLE_NOTES,
    ROLE_ASSIGNMENT,
    ROLE_QUEUE,
    ROLE_SCOPE,
    ROLE_MILESTONE,
    ROLE_LANE,
    ROLE_OWNER,
    ROLE_PRIORITY,
    ROLE_RANK,
    ROLE_DEPENDS_ON,
    ROLE_BLOCKS,
    ROLE_GATES,
    ROLE_DELIVERABLE,
    ROLE_DESCRIPTION,
    ROLE_IMPACT,
    ROLE_EXIT_CONDITION,
    ROLE_TASK,
    ROLE_WHO,
    ROLE_SINCE,
    ROLE_COMMAND,
    ROLE_PASS_CRITERIA,
    ROLE_ARTIFACT,
    ROLE_EVIDENCE,
    ROLE_DATE,
    ROLE_COUPLING,
    ROLE_READINESS,
    ROLE_RISK,
    ROLE_MODE,
    ROLE_CONCURRENCY,
    ROLE_UPDATED,
    ROLE_OBJECTIVE,
    ROLE_ENTRY,
    ROLE_EXIT,
    ROLE_GOAL,
    ROLE_ACCEPTANCE,
    ROLE_COUNT
};

enum state {
    STATE_UNKNOWN,
    STATE_TODO,
    STATE_IN_PROGRESS,
    STATE_REVIEW,
    STATE_BLOCKED,
    STATE_PAUSED,
    STATE_DONE,
    STATE_DROPPED,
    STATE_STEADY,
    STATE_COUNT
};

enum slot { SLOT_NONE, SLOT_LIGHT, SLOT_HEAVY, SLOT_COUNT };

/* "task"; the plural of the command line is kind_plural ("tasks", "queue", "resolved"). */
const char *kind_name(enum kind kind);
const char *kind_plural(enum kind kind);

/* From the singular or the plural, without regard to case. */
bool kind_parse(struct slice text, enum kind *kind);

/* The JSON key of a role: "depends_on". */
const char *role_name(enum role role);
bool role_parse(struct slice text, enum role *role);

const char *state_name(enum state state);
bool state_parse(struct slice text, enum state *state);

/* A sign for it, of one column, in UTF-8: "✔". */
const char *state_symbol(enum state state);

const char *slot_name(enum slot slot);
bool slot_parse(struct slice text, enum slot *slot);

/* Whether nothing more is to be done: done, dropped or steady. */
bool state_is_closed(enum state state);

#endif
