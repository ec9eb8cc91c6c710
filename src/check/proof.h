/* proof.h: files on disk that prove that tasks were done, and whose they are by their names. The names were read by the
 * store; here nothing is looked up on disk.
 *
 * A file is named after a task or gate where its name holds the identifier and no longer one: M7-T04-VG-CORE-001-r2.txt is
 * named after M7-T04 and after VG-CORE-001.
 */
#ifndef WORKBOARD_CHECK_PROOF_H
#define WORKBOARD_CHECK_PROOF_H

#include "plan/plan.h"

struct evidence_file {
    struct slice path;  /* relative to the plan's root */
    struct slice name;  /* its last part */
    char day[11];       /* that of a folder in its path, else of its last change: 2026-02-19 */
    int64_t modified;   /* nanoseconds since 1970 */
    bool summary;
};

/* All files of evidence, the newest first. */
struct evidence {
    struct evidence_file *items;
    size_t count;
    size_t capacity;
};

/* Numbers of files, the newest first. */
struct proof_list {
    size_t *items;
    size_t count;
    size_t capacity;
};

/* Whose the files are: made once for a plan and its files, so that asking for one task looks at its own files only. Valid
 * as long as the plan, the evidence and the arena. */
struct proofs {
    const struct plan *plan;
    const struct evidence *evidence;
    struct proof_list *of_tasks; /* by the task's number: files that are named after it */
    struct proof_list *of_gates; /* by the gate's number: files that are named after it */
    struct proof_list *alone;    /* by the gate's number: those of them that are named after no task, or as the gate's artifact is */
};

/* False when memory ran out. */
bool proofs_make(const struct plan *plan, const struct evidence *evidence, struct arena *arena, struct proofs *proofs,
                 struct error *error);

/* The files that prove that the task passed the gate: named after both; or after the gate alone, or as the gate's artifact
 * is called, in a folder that names the task's milestone. The newest first, in `arena`. */
bool proofs_collect(const struct proofs *proofs, const struct record *task, const struct record *gate,
                    struct arena *arena, struct proof_list *list, struct error *error);

/* Whether the file is named after the task: its name begins with the identifier, and no longer one. */
bool evidence_is_of_task(const struct evidence_file *file, const struct record *task);

/* Whether it is named after one of the task's gates and lies in a folder that names the task's milestone. */
bool evidence_is_of_gate(const struct evidence_file *file, const struct record *task);

/* The newest summary that is named after the task, or NULL. */
const struct evidence_file *evidence_summary(const struct evidence *evidence, const struct record *task);

/* The last part of the path that a gate's artifact names: without code marks; empty where it names none. */
struct slice proof_artifact_name(const struct record *gate);

#endif
