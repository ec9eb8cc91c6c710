/* intake.h: a packet that a worker hands over, held against the plan: each point of the plan's checklist, and whether it
 * holds. Which check answers which point, the profile says (profile_handoff.h).
 *
 * A packet is text with points in the form of the template: `1. Completed task IDs: M7-T04`, `## Evidence` with a list
 * below it, `VG IDs run:` with lines behind it.
 */
#ifndef WORKBOARD_CHECK_INTAKE_H
#define WORKBOARD_CHECK_INTAKE_H

#include "check/proof.h"

enum intake_verdict {
    INTAKE_HOLDS,
    INTAKE_FAILS,
    INTAKE_OPEN, /* nothing here can tell: for the person */
    INTAKE_VERDICTS
};

struct intake_point {
    struct slice text; /* of the checklist, as written */
    size_t document;
    size_t line;
    enum intake_verdict verdict;
    struct slice reason; /* in words */
};

/* A file that the packet names. */
struct intake_path {
    struct slice text;
    size_t line;
    bool there; /* filled in by who can look */
};

struct intake {
    const struct record **tasks; /* that the packet calls completed */
    size_t task_count;
    size_t task_capacity;
    const struct record **gates; /* that it calls run */
    size_t gate_count;
    size_t gate_capacity;
    struct intake_path *paths;
    size_t path_count;
    size_t path_capacity;
    struct intake_point *points;
    size_t point_count;
    size_t point_capacity;
    size_t failures;
    struct arena arena;
};

/* What only disk and git know. */
struct intake_facts {
    const struct record *lane;  /* whose packet it is; NULL: not said */
    const struct slice *files;  /* that changed, relative to the plan's root */
    size_t file_count;
    bool files_are_known;       /* git could tell */
    struct slice since;         /* since when, in words */
};

/* Reads the packet: its tasks, gates and files. `intake` is to be released in any case. ERROR_NOT_FOUND where the packet
 * names no task of the plan; `name` is the packet's, for messages. */
bool intake_read(struct intake *intake, const struct plan *plan, const char *name, struct slice text,
                 struct error *error);

/* Walks the checklist, when `there` of each path is filled in. A plan without a checklist gets one point for each check. */
bool intake_walk(struct intake *intake, const struct plan *plan, const struct intake_facts *facts, struct error *error);
void intake_release(struct intake *intake);

/* "holds". */
const char *intake_verdict_name(enum intake_verdict verdict);

#endif
