/* operation.h: a verb at work: the plan as changed so far, the edits of the next step, what is meant.
 *
 * A verb reads operation_plan, asks the rules, sets fields, and takes a step; after a step the plan is a new one, read
 * from the changed bytes, so that a second record is handled on top of the first. Records and places of the older plan are
 * not to be used after a step.
 */
#ifndef WORKBOARD_OPS_OPERATION_H
#define WORKBOARD_OPS_OPERATION_H

#include "ops/verb.h"
#include "text/edit.h"

struct operation {
    const struct plan *base;    /* before the verb */
    const struct plan *plan;    /* as changed so far */
    struct plan *owned;         /* the same, where it is not the base */
    const struct request *request;
    struct edits *edits;        /* of the next step, by document number */
    struct slice day;           /* to stamp: the request's, unless the verb was given another */
    const bool *settled;        /* by document: not to be stamped; NULL: none */
    struct change *change;
    struct bytes left;          /* documents that call themselves generated and were left as they are */
};

bool operation_begin(struct operation *operation, const struct plan *plan, const struct request *request,
                     struct change *change, struct error *error);
void operation_end(struct operation *operation);

/* Sets the value of a field that stands in a place of a record, and remembers that this is meant. Nothing where it says so already. */
bool operation_set(struct operation *operation, const struct record *record, const struct plan_place *place,
                   const struct plan_field *field, struct slice value, struct error *error);

/* The same, back to a value that stood there; `cell` is what stood between the pipes then, padding included (data NULL: not known). */
bool operation_restore(struct operation *operation, const struct record *record, const struct plan_place *place,
                       const struct plan_field *field, struct slice value, struct slice cell, struct error *error);

/* Sets the state in every place that has a status, each in its own spelling. */
bool operation_set_state(struct operation *operation, const struct record *record, enum state state,
                         struct error *error);

/* Whether the document calls itself generated and is left as it is, which the summary then says: --force writes it all
 * the same. */
bool operation_is_left(struct operation *operation, size_t document);

/* Sets the notes of a task's lane to the request's --note, where it is given. */
bool operation_set_note(struct operation *operation, const struct record *task, struct error *error);

/* Remembers an effect, whose texts are copied. Of several for one value the first old and the last new count. */
bool operation_mean(struct operation *operation, struct change_effect effect, struct error *error);

/* Remembers that a value becomes what the plan of after reads there. */
bool operation_mean_difference(struct operation *operation, const struct compare_difference *difference,
                               struct error *error);

/* The effect of taking away what the field says: `new` is to be filled in where it becomes something else. */
struct change_effect operation_effect(const struct operation *operation, const struct record *record,
                                      const struct plan_place *place, const struct plan_field *field);

/* Remembers what the change is about. */
bool operation_subject(struct operation *operation, struct slice id, struct error *error);

/* Makes the edits of this step and reads the plan anew. */
bool operation_step(struct operation *operation, struct error *error);

/* Stamps the changed documents with the day, verifies, and fills in the change. `summary` is what it did.
 * (operation_finish.c) */
bool operation_finish(struct operation *operation, struct slice summary, struct error *error);

/* Appends the documents that differ from the base to the files of `change`, for which there must be room. */
bool operation_list_files(const struct operation *operation, struct change *change, struct error *error);

/* ---- spelling.c ---- */

/* How the status of this place says `state`: as most other records say it in the same column, else in the document, else as the profile
 * prefers. Empty where nothing is known. */
struct slice spelling_of(const struct plan *plan, const struct record *record, const struct plan_place *place,
                         enum state state);

/* A STATE that somebody typed for this place: a word in use here or of the profile as typed, else a state in the spelling of this
 * place. ERROR_REFUSED (status.unknown) where it is neither, unless forced. */
bool spelling_read(const struct plan *plan, const struct record *record, const struct plan_place *place,
                   struct slice typed, bool force, struct slice *spelled, enum state *state, enum slot *slot,
                   struct error *error);

/* ---- stamp.c ---- */

/* Adds the edits that stamp each document that differs from the base, or will after this step, and is not settled. Asked twice it
 * stamps once. */
bool stamp_documents(struct operation *operation, struct error *error);

/* ---- verify.c: law 3 ---- */

/* Whether the plans differ in exactly what was meant; ERROR_BUG otherwise. */
bool verify_change(const struct operation *operation, struct error *error);

/* Whether the effect is the reason for the difference; whether a value of a record that is new as a whole reads as it
 * was meant. */
bool verify_explains(const struct change_effect *effect, const struct compare_difference *difference);
bool verify_reads_back(const struct operation *operation, const struct change_effect *effect);

/* ---- adjust.c, partial.c: what the person changed in what is proposed ---- */

/* Sets the values and lines of the request's adjustments, behind the verb's own steps. */
bool adjust_change(struct operation *operation, struct error *error);

/* Puts back the parts that are left out, in the change and in the plan, and verifies the rest. Behind everything else. */
bool partial_leave(struct operation *operation, struct error *error);

/* ---- mentions.c ---- */

/* Lists the lines that name a subject of the change and were left as they are. */
bool mentions_collect(struct operation *operation, struct error *error);

/* ---- claims.c: where claims are written ---- */

/* Adds a claim in every place that the profile has for claims; where there is none yet, a section with a table. */
bool claims_add(struct operation *operation, const struct record *task, const struct record *lane,
                struct error *error);

/* Removes a claim from every place; the last row takes the section along, or leaves a row that holds the place. */
bool claims_remove(struct operation *operation, const struct record *claim, struct error *error);

/* The same for a claim whose task is done: it is kept where the profile keeps finished ones. */
bool claims_finish(struct operation *operation, const struct record *claim, struct error *error);

/* ---- rules.c ---- */

/* Whether an argument of the verb names a task; the record of the plan as it is now. */
const struct record *rules_task(const struct operation *operation, struct slice name, struct error *error);

/* Whether the task may be finished: not closed, nothing open before it, evidence for its gates. */
bool rules_can_finish(const struct operation *operation, const struct record *task, struct error *error);

bool rules_not_closed(const struct operation *operation, const struct record *task, struct error *error);
bool rules_not_claimed(const struct operation *operation, const struct record *task, struct error *error);
bool rules_holder(const struct operation *operation, const struct record *claim, struct error *error);
bool rules_can_start(const struct operation *operation, const struct record *task, struct error *error);
bool rules_lane_takes(const struct operation *operation, const struct record *lane, struct error *error);
bool rules_heavy(const struct operation *operation, const struct record *lane, enum slot slot, struct error *error);
bool rules_one_lane(const struct operation *operation, const struct record *task, const struct record *lane,
                    struct error *error);

#endif
