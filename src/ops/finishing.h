/* finishing.h: what the profile wants to be written with a verb, mostly when a task is done, beside what the verb always writes. */
#ifndef WORKBOARD_OPS_FINISHING_H
#define WORKBOARD_OPS_FINISHING_H

#include "ops/rows.h"

/* Who finished a task, and what is known of it. */
struct finishing {
    struct operation *operation;
    struct slice id;
    struct slice title;
    struct slice who;
    const struct profile_writes *writes; /* of the place that is written */
    struct slice lane; /* to which it is moved */
    struct slice evidence;
    struct slice link; /* the first evidence that is a path */
    struct slice hash; /* the first that is none */
    struct slice scratch; /* the moment as the place writes it */
};

/* What is known of a task that is about to be finished, kept in the change's arena. False only without memory. */
bool finishing_begin(struct finishing *finishing, struct operation *operation, const struct record *task,
                     struct error *error);

/* The template filled in with it, in the change's arena; data is NULL without memory. */
struct slice finishing_fill(struct finishing *finishing, const struct profile_writes *writes,
                            const struct template *template);

/* The values that go with the verb, and the line of a log that goes with a finished task. */
bool finishing_values(struct finishing *finishing, const struct record *task, enum written_verb verb,
                      struct error *error);
bool finishing_log(struct finishing *finishing, const struct record *task, struct error *error);

/* Whether there is a log for the task: then the note goes there, where no lane takes it. */
bool finishing_has_log(const struct operation *operation, const struct record *task);

/* The values of a new row that are not given otherwise. False only without memory. */
bool finishing_row(struct finishing *finishing, const struct rule *rule, enum written_verb verb,
                   struct row_values *values, struct error *error);

/* Whether the profile has anything written of the record with the verb. */
bool finishing_has_values(const struct operation *operation, const struct record *record, enum written_verb verb);

/* Takes an entry of a finished task out of the queue and appends that of the task that follows, where the profile says
 * how it is written. */
bool finishing_advance(struct operation *operation, const struct record *entry, const struct record *task,
                       struct error *error);

#endif
