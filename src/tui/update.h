/* update.h: what happens to the board when something happens: a pure function of state and event.
 *
 * No I/O is done here: what is to be done outside is asked for in `effects`, in order.
 */
#ifndef WORKBOARD_TUI_UPDATE_H
#define WORKBOARD_TUI_UPDATE_H

#include "check/proof.h"
#include "tui/answers.h"
#include "tui/effects.h"
#include "tui/state.h"

enum event_kind {
    EVENT_KEY,
    EVENT_MOUSE,
    EVENT_PASTE,    /* text that came at once: it is typed where something is typed, and never acts as keys */
    EVENT_RESIZE,
    EVENT_TICK,     /* time went on */
    EVENT_PLAN,     /* there is a new plan; the one before must not be used any more */
    EVENT_PREVIEW,  /* the request would change this */
    EVENT_WRITTEN,  /* the request was written: EVENT_PLAN comes first */
    EVENT_ANSWER,   /* of one of enum question; with `error`: that there is none */
    EVENT_TAKEN,    /* the packet was handed out */
    EVENT_PATHS,    /* what lies in the folder that was asked for */
    EVENT_FAILED    /* the request, or reading the documents, failed */
};

struct tui_event {
    enum event_kind kind;
    struct tui_moment moment;
    unsigned long key;                   /* EVENT_KEY: a code point or enum key */
    enum mouse mouse;                    /* EVENT_MOUSE: what it did, and what is drawn there */
    struct target target;
    struct slice text;                   /* EVENT_PASTE; the packet of EVENT_ANSWER; of EVENT_TAKEN, what to say */
    size_t row, column;                  /* EVENT_MOUSE: where */
    size_t rows, columns;                /* EVENT_RESIZE */
    const struct plan *plan;             /* EVENT_PLAN */
    const struct comparison *comparison; /* EVENT_PLAN: with the plan before; NULL where there was none */
    const struct change *change;         /* EVENT_PLAN: what of it is our own, or NULL; EVENT_PREVIEW, EVENT_WRITTEN; EVENT_FAILED: what it
                                            would be in spite of the rule, or NULL */
    struct slice trouble;                /* EVENT_PLAN: documents that could not be read, one a line */
    size_t trouble_count;
    const struct error *error;           /* EVENT_FAILED, EVENT_ANSWER */
    bool of_request;                     /* EVENT_FAILED: the request failed, not the reading */
    /* EVENT_PREVIEW: */
    const struct change *partial;        /* without the parts of the diff that are left out; NULL: none are */
    uint64_t digest;                     /* change_digest of what would be written; 0: nothing */
    char day[16];                        /* that it was run with */
    const struct proofs *proofs;         /* the files of evidence; NULL where the verb needs none */
    const struct slice *evidence;        /* those that may be named, relative to the plan's root */
    size_t evidence_count;
    size_t proposed_count;               /* so many of them are proposed */
    size_t undone;                       /* the change that would be taken back */
    struct slice swaps;                  /* of documents of the change that an editor has open, a note a line */
    /* EVENT_ANSWER; what is given here is the state's afterwards, and what was given is empty: */
    enum question question;
    struct evidence *files;
    struct arena *evidence_arena;
    struct events *events;
    int64_t seconds;                     /* since 1970: when the history was read */
    bool edited;                         /* the person edited the packet */
    const struct intake *intake;         /* of the plan that is shown; copied */
    const struct slice *names;           /* EVENT_PATHS: folders end with a slash; copied */
    size_t name_count;
};

/* Takes the event in. `effects` is emptied first. False only when memory ran out; the state stays usable. */
bool tui_update(struct tui_state *state, const struct tui_event *event, struct tui_effects *effects,
                struct error *error);

/* Work that nobody waits for, in a slice of a few milliseconds: to be called while nothing else is to be done. Changes nothing that is
 * shown. True while there is more. */
bool tui_update_prepare(struct tui_state *state);

/* Milliseconds until a tick or preparing is of use; at most 30 seconds. */
int tui_update_wait(struct tui_state *state);

/* Whether a tick at that time changes what is shown: a notice goes, a mark ends, a form is
 * run again. */
bool tui_update_is_due(const struct tui_state *state, long long milliseconds);

#endif
