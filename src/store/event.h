/* event.h: one thing that changed in a plan: for `watch`, `history`, and the board's log.
 *
 * A value type: its texts belong to whatever it was made from, or to a list of events.
 */
#ifndef WORKBOARD_STORE_EVENT_H
#define WORKBOARD_STORE_EVENT_H

#include "plan/compare.h"

/* Who wrote a change down: workboard, or another program. */
enum event_hand { HAND_UNKNOWN, HAND_WORKBOARD, HAND_OUTSIDE };

struct event {
    struct slice time;   /* ISO 8601 with its zone */
    int64_t seconds;     /* in history: the same, since 1970 */
    struct slice who;    /* empty: not known */
    enum event_hand hand; /* of what is in no commit yet */
    struct slice commit; /* empty: of none */
    enum compare_what what;
    enum kind kind;
    struct slice id;     /* the record's ID or title */
    struct slice field;  /* of a change: the key of JSON, else the document's own name */
    struct slice old;    /* data NULL: there was none */
    struct slice new;    /* data NULL: there is none any more */
    enum state old_state; /* in history: what the values mean */
    enum state new_state;
    struct slice file;   /* relative to the plan's root */
    size_t line;         /* in the newer plan; of what was removed in the older one */
    bool whole;          /* the record came or went, not only one of its places */
};

struct events {
    struct event *items;
    size_t count;
    size_t capacity;
    struct arena arena; /* the texts */
};

/* The event that a difference is; it points into the comparison. */
struct event event_of(const struct compare_difference *difference);

/* Appends copies of what the comparison tells, without what the mirrors of a record only say again. Time, who and
 * commit are for the caller to set. Only memory can fail. */
bool events_add_comparison(struct events *events, const struct comparison *comparison, struct error *error);

/* Appends a copy. */
bool events_add(struct events *events, const struct event *event, struct error *error);

void events_release(struct events *events);

/* "workboard", "outside"; "" where it is not known. */
const char *event_hand_name(enum event_hand hand);

/* Appends the event in words: "M7-T04 todo → done", "blocker B2 added". `value` appends a value of a document (cut and
 * cleaned, as the place needs it) and gets `context`. */
typedef void (*event_value_function)(const void *context, struct bytes *out, struct slice value);
void event_describe(struct bytes *out, const struct event *event, bool utf8, event_value_function value,
                    const void *context);

#endif
