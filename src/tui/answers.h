/* answers.h: what views show that only disk and git know: the files of evidence, the history, the packet to hand over, the
 * look at a packet of somebody's.
 *
 * Nothing is looked up here. What the view that is shown needs and does not have is asked for by an effect, one question at
 * a time of each kind; the loop answers with EVENT_ANSWER, at once or later. What changed in the documents makes an answer
 * old: it stays on the screen until the new one is there, and is asked for again after ANSWERS_PAUSE at the earliest.
 */
#ifndef WORKBOARD_TUI_ANSWERS_H
#define WORKBOARD_TUI_ANSWERS_H

#include "check/intake.h"
#include "check/proof.h"
#include "store/flow.h"
#include "tui/effects.h"
#include "tui/identity.h"
#include "tui/page_lines.h"

struct tui_state;
struct tui_event;

enum question { QUESTION_EVIDENCE, QUESTION_HISTORY, QUESTION_PACKET, QUESTION_INTAKE, QUESTION_COUNT };

enum { ANSWERS_PAUSE = 1000 /* milliseconds */, ANSWERS_PATH = 1000 };

struct question_state {
    bool known;  /* there is an answer, or the reason why there is none */
    bool old;    /* it is to be asked again */
    bool asked;  /* and the answer is not there yet */
    long long asked_at;
    struct bytes failure; /* why there is no answer; empty: there is one */
};

/* One point of a checklist; texts are copies. */
struct answers_point {
    enum intake_verdict verdict;
    struct slice text;
    struct slice reason;
    struct slice path; /* of the checklist's document, and the line in it */
    size_t line;
};

struct answers {
    struct question_state questions[QUESTION_COUNT];
    enum question shown; /* whose answer was shown last */

    struct evidence evidence;
    struct arena evidence_arena;
    struct proofs proofs;      /* of the plan that is shown; */
    bool proofs_made;
    struct arena proofs_arena; /* made where it is asked for */
    char day[16];              /* for the names of files to produce */

    struct events events; /* the history, the oldest first; what is not committed has no commit and comes last */
    int64_t now;          /* when it was read, in seconds since 1970 */
    struct flow_table times; /* of each record in it */
    struct flow flows[3];    /* by enum flow_by, for the width of the screen; */
    size_t flow_points;      /* 0: to be made anew */
    size_t flow_top;         /* the first line that is shown, */
    size_t flow_lines;       /* of so many, as they were drawn last */
    enum kind only_kind;     /* the history shows this record alone, */
    struct bytes only;       /* or all where this is empty */

    struct bytes packet;   /* to be handed over */
    bool edited;           /* by the person: it is not replaced by itself */
    bool taken;            /* it was written or copied: the next one begins there */
    struct page page;      /* its lines */
    char path[ANSWERS_PATH];   /* to write it to */
    bool replace;              /* a file that is there */

    char intake_path[ANSWERS_PATH]; /* the packet that is looked at; "": none */
    struct bytes intake_lane;       /* whose it is; empty: not said */
    struct answers_point *points;
    size_t point_count;
    size_t failure_count;
    struct bytes intake_tasks; /* "M7-T04, M7-T05" */
    struct arena intake_arena;

    struct slice *paths; /* what lies in the folder `folder`: folders end with a slash */
    size_t path_count;
    struct bytes folder;       /* with its slash; empty: where the program runs */
    bool folder_known;
    struct arena paths_arena;
};

struct answers *answers_new(void);
void answers_free(struct answers *answers);

/* There is a new plan: what was asked of the one before is old. */
void answers_age(struct answers *answers);

/* The shown view's answer is to be asked for again; what the person edited is given up. */
void answers_refresh(struct tui_state *state);

/* Asks for what the view that is shown needs. */
void answers_ask(struct tui_state *state, struct tui_effects *effects);

/* Takes an answer in. False when memory ran out. */
bool answers_take(struct tui_state *state, const struct tui_event *event);

/* Milliseconds from that moment until answers_ask will ask again; -1: nothing is waited for. */
long long answers_wait(const struct tui_state *state, long long milliseconds);

/* The files that prove what; NULL where they are not known yet, or memory ran out. */
const struct proofs *answers_proofs(struct tui_state *state);

#endif
