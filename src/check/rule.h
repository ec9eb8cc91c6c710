/* rule.h: the table of the rules of `check`: identifier, severity, and what is said of each for people and in the manual.
 *
 * A rule is a function over a plan in memory and the facts that were looked up for it. It looks at each record or line
 * once or a bounded number of times, with hashed look-ups: a check is linear in the plan.
 */
#ifndef WORKBOARD_CHECK_RULE_H
#define WORKBOARD_CHECK_RULE_H

#include "base/error.h"
#include "check/facts.h"
#include "check/finding.h"

/* A check at work. */
struct check {
    const struct plan *plan;
    const struct check_facts *facts;
    struct findings *findings;
    const struct check_rule *rule; /* whose turn it is */
    enum severity severity;        /* that its findings get */
};

struct check_rule {
    const char *id;          /* "mirror.state" */
    enum severity severity;  /* unless the settings say another one */
    const char *summary;     /* one line */
    bool (*run)(struct check *check); /* false when memory ran out */
};

/* In the order of the manual page, which has a paragraph for each; ended by a NULL identifier. */
extern const struct check_rule check_rules[];

/* NULL where there is no rule of that name. */
const struct check_rule *check_rule_find(struct slice id);

/* Runs all rules that are not off. `findings` must be empty. False when memory ran out. */
bool check_run(const struct plan *plan, const struct check_facts *facts, const struct check_settings *settings,
               struct findings *findings, struct error *error);

/* ---- for the rules (finding_at.c) ---- */

/* Each adds a finding; the message is a format whose texts are copied, `subject` what it is about (an ID) as it lies in the
 * plan or the arena of the findings. NULL when memory ran out. The result is valid until the next one is added. */

/* At a field of a place; NULL: the line of the place is meant. */
struct finding *check_at_field(struct check *check, const struct plan_place *place, const struct plan_field *field,
                               struct slice subject, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 5, 6)))
#endif
    ;

/* At bytes of a document. */
struct finding *check_at_span(struct check *check, size_t document, struct span span, struct slice subject,
                              const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 5, 6)))
#endif
    ;

/* A file that is no document of the plan, at a line from 1. */
struct finding *check_at_file(struct check *check, struct slice path, size_t line, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 4, 5)))
#endif
    ;

/* ---- the rules, by theme ---- */

bool rule_document_broken(struct check *check);    /* rule_shape.c */
bool rule_text_conflict(struct check *check);
bool rule_table_ragged(struct check *check);
bool rule_table_cut(struct check *check);
bool rule_heading_count(struct check *check);
bool rule_mirror_state(struct check *check);       /* rule_mirror.c */
bool rule_mirror_value(struct check *check);
bool rule_status_unknown(struct check *check);     /* rule_status.c */
bool rule_status_sign(struct check *check);
bool rule_id_duplicate(struct check *check);       /* rule_identity.c */
bool rule_reference_undefined(struct check *check); /* rule_reference.c */
bool rule_dependency_unknown(struct check *check); /* rule_dependency.c */
bool rule_dependency_cycle(struct check *check);   /* rule_cycle.c */
bool rule_dependency_open(struct check *check);
bool rule_blocked_by_finished(struct check *check);
bool rule_blocks_mirror(struct check *check);      /* rule_blocks.c */
bool rule_blocker_exit(struct check *check);       /* rule_blocks.c */
bool rule_queue_finished(struct check *check);     /* rule_queue.c */
bool rule_lane_finished(struct check *check);
bool rule_milestone_open_task(struct check *check); /* rule_queue.c */
bool rule_task_two_lanes(struct check *check);     /* rule_lane.c */
bool rule_lane_heavy(struct check *check);
bool rule_claim_finished(struct check *check);     /* rule_claim.c */
bool rule_claim_stale(struct check *check);
bool rule_claim_mirror(struct check *check);
bool rule_tracker_broken(struct check *check);
bool rule_tracker_state(struct check *check);      /* rule_tracker.c */
bool rule_evidence_missing(struct check *check);   /* rule_evidence.c */
bool rule_evidence_file(struct check *check);
bool rule_link_file(struct check *check);
bool rule_evidence_uncited(struct check *check);
bool rule_date_old(struct check *check);           /* rule_date.c */
bool rule_date_differs(struct check *check);

#endif
