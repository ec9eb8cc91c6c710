/* gates.h: which gates a task needs, which evidence is there, and where what is missing is to be produced.
 *
 * Pure: the files of evidence are passed in (store/evidence.h reads their names). The calling sequence:
 *
 *     evidence_read(profile, root, &arena, &evidence, &error)       once, by the store
 *     proofs_make(plan, &evidence, &arena, &proofs, &error)         once for a plan
 *     gates_of_task(&proofs, task, day, &arena, &needs, &error)     for each task that is asked about
 */
#ifndef WORKBOARD_CHECK_GATES_H
#define WORKBOARD_CHECK_GATES_H

#include "check/proof.h"

enum gate_state {
    GATE_MISSING, /* no file proves it */
    GATE_OLD,     /* the newest file is of a day before the task was started */
    GATE_PRESENT
};

/* One gate that a task needs. */
struct gate_need {
    const struct record *gate; /* NULL where the plan does not define it */
    struct slice name;
    struct slice command;
    struct slice pass_criteria;
    struct slice artifact; /* as the plan writes it */
    enum gate_state state;
    struct proof_list files; /* what proves it, by numbers in the evidence, the newest first */
    struct slice path;       /* of the file to produce next, relative to the plan's root; empty where the profile says none */
};

struct gate_needs {
    struct gate_need *items; /* in the order in which the task names them */
    size_t count;
};

/* The gates of the task, in `arena`. `day` (2026-02-19) is that of files to be produced; empty: nobody asks for paths. False when memory ran out. */
bool gates_of_task(const struct proofs *proofs, const struct record *task, struct slice day, struct arena *arena,
                   struct gate_needs *needs, struct error *error);

/* "missing", "old", "present". */
const char *gate_state_name(enum gate_state state);

/* The day on which the task was started, as far as the plan says: its claim's; empty where there is none. */
struct slice gates_start(const struct record *task);

#endif
