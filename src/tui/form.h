/* form.h: the one form in which every verb is filled in: what the person says (arguments and options), each value that the
 * verb would set, each other sentence that names the record, and the diff of every file, part by part.
 *
 * The rows stand in this order, and each has a text that can be edited or a choice. What the verb would do is found out
 * by running it without writing (EFFECT_PREVIEW) whenever a row was changed; what the person typed in the rows that come
 * from that survives, by what the row is about. Nothing is written but by Enter, and only what was shown.
 *
 * The form owns all its texts; nothing of a plan is kept.
 */
#ifndef WORKBOARD_TUI_FORM_H
#define WORKBOARD_TUI_FORM_H

#include "check/proof.h"
#include "ops/verb.h"
#include "tui/bindings.h"
#include "tui/style.h"

struct tui_state;
struct tui_effects;
struct tui_event;

enum form_row_kind {
    FORM_TROUBLE,  /* why the verb cannot run as it is: a refusal or what is missing */
    FORM_ARGUMENT, /* what stands behind the verb */
    FORM_OPTION,
    FORM_FLAG,     /* an option without a value: on or off */
    FORM_SETTING,  /* FIELD=VALUE */
    FORM_CELL,     /* a value that the verb sets */
    FORM_MENTION,  /* a sentence that names the record */
    FORM_PART      /* a part of the diff: written or left out */
};

struct form_row {
    enum form_row_kind kind;
    struct slice label;
    struct slice help;
    struct bytes text;  /* as it is now */
    struct bytes given; /* as it was proposed; of an argument: nothing */
    bool on;            /* of a flag; of a part: it is left out */
    bool fixed;         /* shown only */
    bool always;        /* an argument or option that is said even where it is as proposed */
    bool list;          /* several names, separated by commas */
    bool each;          /* the verb takes one of them: it is run for each */
    enum argument_kind completes;
    enum option option;
    /* of what the verb would do: which value, sentence or part this is */
    enum kind record;
    struct slice id;
    struct slice group; /* the record among several that it belongs to; empty: there is one, or it is of none */
    struct slice path;
    size_t place;
    enum role role;
    struct slice field;
    size_t line;
    struct slice old;     /* what stands there; data NULL: nothing yet */
    struct slice new;     /* of a part */
    struct slice above;   /* of a part: the lines around it */
    struct slice below;
    size_t number;        /* of a sentence or part: among those that say the same */
    struct bytes before;  /* of a value: what stood there when it was shown first */
    bool outside;         /* another hand changed that since */
};

/* A line as it is drawn. */
struct form_line {
    size_t row;      /* the row that it belongs to, or SIZE_MAX */
    bool first;      /* the first line of its row */
    enum style style;
    struct slice text;
    enum style part_style;
    size_t part_start, part_end; /* of the text, what differs within it */
};

struct form_lines {
    struct form_line *items;
    size_t count;
    size_t capacity;
    size_t top; /* the first that is shown */
};

/* One line of what follows from the change, or belongs to it. */
struct form_fact {
    enum style style;
    struct slice text;
};

enum { FORM_CANDIDATES = 200, FORM_CONTEXT = 2 };

struct form_candidate {
    struct slice value;
    struct slice remark; /* a title, what a word means; or empty */
    int fits;            /* as of complete_fits */
};

/* What Tab offers for the row that is typed in. */
struct form_candidates {
    bool open;
    struct form_candidate items[FORM_CANDIDATES]; /* the best first */
    size_t count;
    size_t selected;  /* the one that stands in the row; `count`: what was typed */
    size_t start;     /* where in the row's text it stands */
    struct slice typed;
    struct arena arena;
};

struct form {
    const struct verb *verb; /* NULL: a change is taken back, or no form was filled in yet */
    struct form_row *rows;
    size_t count;
    size_t capacity;
    size_t asked;     /* so many rows are the person's own; the others come from the verb */
    size_t selected;
    struct slice summary;
    size_t files;
    size_t parts;
    bool several;      /* a verb for one record is run on several */
    bool worded;       /* the first value is to be selected once it is known */
    bool force;
    bool unfinished;   /* the trouble is only that something is not said yet */
    bool ruled;        /* the trouble is that of a rule, */
    bool forcible;     /* and force would override it */
    struct slice opens; /* of the trouble: the record that would have to change, for the key that goes there */
    bool stale;       /* something was changed since the verb ran */
    long long due;    /* when it is to run again */
    bool outside;     /* another hand changed what the form is about since it was opened: to be said before it writes */
    uint64_t digest;  /* of what was shown; 0: nothing that could be written */
    struct form_fact *facts;
    size_t fact_count;
    size_t fact_capacity;
    bool unfolded;    /* all of what follows is shown */
    struct slice *evidence; /* files that may be named as evidence */
    size_t evidence_count;
    size_t proposed_count; /* so many of them are proposed */
    bool proposed;         /* they were */
    struct form_candidates candidates;
    struct form_lines upper; /* the rows and what follows */
    struct form_lines lower; /* the diff */
    struct form_lines aside; /* what follows, where it has room beside */
    size_t upper_rows; /* of the screen; the lower ones get what is left */
    struct arena arena;      /* of the person's rows */
    struct arena shown;      /* of the others */
    struct arena drawn;      /* of the lines */
};

struct form *form_new(void);
void form_free(struct form *form);

/* The row that is selected; NULL where there is none. */
struct form_row *form_selected(struct form *form);

/* Whether the row is typed in; whether its text is another one than was proposed. */
bool form_is_typed(const struct form_row *row);
bool form_is_changed(const struct form_row *row);

/* Whether an option without a value is turned on. */
bool form_flag_is_on(const struct form *form, enum option option);

/* Appends a row; `label` and `help` must be of the form's arena or constant. NULL when memory ran out. */
struct form_row *form_add_row(struct form *form, enum form_row_kind kind, struct slice label, struct slice text);
void form_clear_rows(struct form *form, size_t from);

/* ---- form_open.c ---- */

/* Opens the form of the verb for the records that are ticked, else for the selected one; says why where there is none. */
bool form_open(struct tui_state *state, const char *verb, struct tui_effects *effects, struct error *error);

/* Opens it for taking back the last change. */
bool form_open_undo(struct tui_state *state, struct tui_effects *effects, struct error *error);

/* Opens it for what was typed as a command: the state's request. */
bool form_open_request(struct tui_state *state, struct tui_effects *effects, struct error *error);

/* Leaves it; nothing is written. */
void form_close(struct tui_state *state);

/* ---- form_request.c ---- */

/* The next of several names in a row's text, which commas separate and double quotes hold together. */
bool form_next_item(struct slice *rest, struct slice *item);
bool form_append_item(struct bytes *text, struct slice item);

/* Makes the state's request of what the form says. False, with a row of trouble, where something is missing. */
bool form_make_request(struct tui_state *state, struct error *error);

/* ---- form_change.c ---- */

/* Takes in what the verb would do (EVENT_PREVIEW), or why it cannot (EVENT_FAILED). */
bool form_take_preview(struct tui_state *state, const struct tui_event *event, struct error *error);
bool form_take_failure(struct tui_state *state, const struct tui_event *event, struct error *error);

/* ---- form_lines.c ---- */

/* Makes the lines anew for the size of the screen, and keeps the selected row in sight. */
bool form_settle(struct tui_state *state, struct error *error);

/* ---- form_complete.c ---- */

/* Offers what may stand in the selected row; again: the next one. False when memory ran out. */
bool form_complete(struct tui_state *state, int direction);

/* Takes one of those that are offered. */
bool form_take_candidate(struct tui_state *state, size_t number);

/* ---- form_keys.c ---- */

/* Puts the selected row's text into the line that is typed in. */
void form_load(struct tui_state *state);

/* Another text for the selected row: the verb will run again in a moment. False when memory ran out. */
bool form_set_text(struct tui_state *state, struct slice text);

/* Pasted text is typed where something is typed; elsewhere it is said that it is not. */
bool form_paste(struct tui_state *state, struct slice text, struct error *error);

/* The mouse: a row is selected, and turned where it was selected already; a thing that is offered is taken; the wheel moves. */
void form_click_row(struct tui_state *state, size_t row);
bool form_wheel(struct tui_state *state, bool down);

bool form_key(struct tui_state *state, unsigned long key, struct tui_effects *effects, struct error *error);

/* Runs the verb again; form_tick: where something was changed a while ago, or a minute passed. */
bool form_run(struct tui_state *state, struct tui_effects *effects, struct error *error);
bool form_tick(struct tui_state *state, struct tui_effects *effects, struct error *error);

#endif
