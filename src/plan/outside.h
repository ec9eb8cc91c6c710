/* outside.h: what others say of the plan's records: trackers beside the plan, and other work trees of its repository.
 *
 * Words that are shown and compared, never written: none of these is a place of a record. Pure: who reads them is the
 * store (store/outside.h). The plan must outlive the words.
 */
#ifndef WORKBOARD_PLAN_OUTSIDE_H
#define WORKBOARD_PLAN_OUTSIDE_H

#include "plan/plan.h"

enum outside_source { OUTSIDE_TRACKER, OUTSIDE_WORKTREE };

struct outside_word {
    enum outside_source source;
    const struct record *record;
    struct slice name;   /* of a tracker its file, of a work tree its name */
    struct slice id;     /* as the record is called there */
    enum state state;
    struct slice status; /* as it is written there */
    struct slice holder; /* who has it there; empty: nobody, or that is not known */
    struct slice file;   /* where it is written: relative to the plan's root, or absolute */
    size_t line;
    bool differs;        /* from what the plan says */
};

/* A line of a tracker that cannot be read. */
struct outside_broken {
    struct slice file; /* relative to the plan's root */
    size_t line;
    const char *what;  /* a literal */
};

struct outside {
    struct outside_word *items; /* by kind and number of their records, once outside_sort was called */
    size_t count;
    size_t capacity;
    struct outside_broken *broken; /* in the order of the lines */
    size_t broken_count;
    size_t broken_capacity;
    struct arena arena; /* the texts */
};

/* Appends a copy of the word. Only memory can fail. */
bool outside_add(struct outside *outside, const struct outside_word *word, struct error *error);
bool outside_add_broken(struct outside *outside, struct slice file, size_t line, const char *what, struct error *error);
void outside_sort(struct outside *outside);
void outside_release(struct outside *outside);

/* The words about a record: the first of `*count`; NULL where there is none. */
const struct outside_word *outside_of(const struct outside *outside, const struct record *record, size_t *count);

/* Whether two states are a contradiction where one side has fewer words than the other: one is closed and the other not,
 * or one is worked on and the other has not begun. Paused and blocked work may be any open one; unknown is none. */
bool outside_contradicts(enum state a, enum state b);

/* Appends "in_progress, mara has it" or "done (closed)". */
void outside_describe(struct bytes *out, const struct outside_word *word);

#endif
