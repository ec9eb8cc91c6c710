/* finding.h: what contradicts what, each with its place, and what would mend it where that has one right answer.
 *
 * Findings stand in the order of documents, lines and columns. A place is reported once: of two rules that speak of the same
 * bytes the one that stands first in the table of rules counts.
 */
#ifndef WORKBOARD_CHECK_FINDING_H
#define WORKBOARD_CHECK_FINDING_H

#include "check/severity.h"
#include "plan/plan.h"

struct check_rule;

enum fix_kind {
    FIX_NONE,  /* more than one answer, or none that a program knows */
    FIX_FIELD, /* the field of the place gets `text` */
    FIX_STATE, /* the place says `state`, in its own spelling */
    FIX_BYTES, /* the bytes of `span` become `text` */
    FIX_ROW,   /* the row `node` gets the cells that it lacks */
    FIX_CLAIM, /* the claim ends: its task is finished */
    FIX_QUEUE, /* the entries of the task go from the queue, as when it is finished */
    FIX_LANE   /* the task goes from the queue of the lane */
};

struct finding_fix {
    enum fix_kind kind;
    const struct record *record; /* of FIX_QUEUE the task, of FIX_LANE the lane */
    const struct record *task;   /* of FIX_LANE */
    const struct plan_place *place;
    const struct plan_field *field;
    enum state state;
    struct span span;
    uint32_t node;
    struct slice text;
};

struct finding {
    const struct check_rule *rule;
    enum severity severity;
    struct slice message;
    size_t document;   /* number in the plan; SIZE_MAX: another file */
    struct slice path; /* relative to the plan's root */
    size_t line;       /* from 1 */
    size_t column;     /* from 1, in characters */
    size_t end_column; /* behind the last character; 0 where the line or file is meant */
    struct span span;  /* of the document; empty where the line is meant */
    struct slice subject; /* the ID or text that it is about; empty where there is none */
    struct finding_fix fix;
};

struct findings {
    struct finding *items;
    size_t count;
    size_t capacity;
    size_t counts[SEVERITY_COUNT];
    struct arena arena; /* of messages and whatever rules need */
};

void findings_init(struct findings *findings);
void findings_release(struct findings *findings);

/* Keeps those that stand in the document or file at `path`. */
void findings_keep(struct findings *findings, struct slice path);

/* Brings them into order and takes out what is reported twice. */
void findings_settle(struct findings *findings, const struct plan *plan);

#endif
