/* update.h: what happens to the board when something happens: a pure function of state and event.
 *
 * No I/O is done here: what is to be done outside is asked for in `effects`, in order.
 */
#ifndef WORKBOARD_TUI_UPDATE_H
#define WORKBOARD_TUI_UPDATE_H

#include "tui/bindings.h"
#include "tui/state.h"

enum event_kind {
    EVENT_KEY,
    EVENT_RESIZE,
    EVENT_TICK,     /* time went on */
    EVENT_PLAN,     /* there is a new plan; the one before must not be used any more */
    EVENT_PREVIEW,  /* the request would change this */
    EVENT_WRITTEN,  /* the request was written: EVENT_PLAN comes first */
    EVENT_EVIDENCE, /* what EFFECT_EVIDENCE has found */
    EVENT_FAILED    /* the request, or reading the documents, failed */
};

struct tui_event {
    enum event_kind kind;
    struct tui_moment moment;
    unsigned long key;                   /* EVENT_KEY: a code point or enum key */
    size_t rows, columns;                /* EVENT_RESIZE */
    const struct plan *plan;             /* EVENT_PLAN */
    const struct comparison *comparison; /* EVENT_PLAN: with the plan before; NULL where there was none */
    const struct change *change;         /* EVENT_PLAN: what of it is our own, or NULL; EVENT_PREVIEW, EVENT_WRITTEN */
    struct slice trouble;                /* EVENT_PLAN: documents that could not be read, one a line */
    size_t trouble_count;
    struct slice path;                   /* EVENT_EVIDENCE: the file to propose, relative to the plan's root; or empty */
    const struct error *error;           /* EVENT_FAILED */
};

enum effect {
    EFFECT_PREVIEW, /* run state->request without writing; answer with EVENT_PREVIEW or EVENT_FAILED */
    EFFECT_WRITE,   /* run it and write; answer with EVENT_PLAN and EVENT_WRITTEN, or EVENT_FAILED */
    EFFECT_REFRESH, /* read the documents again; answer with EVENT_PLAN where they changed */
    EFFECT_REDRAW,  /* draw the whole screen anew */
    EFFECT_EVIDENCE, /* look for a summary of the selected task; answer with EVENT_EVIDENCE */
    EFFECT_EDITOR,  /* open state->editor_path at state->editor_line */
    EFFECT_QUIT
};

enum { EFFECTS = 8 };

struct tui_effects {
    enum effect items[EFFECTS];
    size_t count;
};

/* Takes the event in. `effects` is emptied first. False only when memory ran out; the state stays usable. */
bool tui_update(struct tui_state *state, const struct tui_event *event, struct tui_effects *effects,
                struct error *error);

/* Milliseconds until a tick is of use; at most 30 seconds. */
int tui_update_wait(const struct tui_state *state);

/* ---- between the files of update ---- */

void update_add_effect(struct tui_effects *effects, enum effect effect);

/* What an action does on the board and on an open record. */
bool update_board_action(struct tui_state *state, enum action action, unsigned long key, struct tui_effects *effects,
                         struct error *error);

/* A key while something is chosen or typed. */
bool update_prompt_key(struct tui_state *state, unsigned long key, struct tui_effects *effects, struct error *error);

/* Opens a record's page on top of what is shown. */
void update_open(struct tui_state *state, const struct record *record);

#endif
