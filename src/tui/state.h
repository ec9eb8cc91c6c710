/* state.h: everything that the board knows: the plan it shows, where the person is in it, what was asked and what
 * changed. Changed by update.h only; the views read it. No I/O, no clock: the time comes with the events.
 *
 * The plan belongs to the caller and must stay until an event brings another one. Pointers into it (rows, lines) are
 * made anew with each plan; what must survive is kept by identity.h or copied.
 */
#ifndef WORKBOARD_TUI_STATE_H
#define WORKBOARD_TUI_STATE_H

#include "ops/verb.h"
#include "tui/cells.h"
#include "tui/identity.h"
#include "tui/layout.h"

enum tui_panel { PANEL_MILESTONES, PANEL_LANES, PANEL_QUEUE, PANEL_BLOCKERS, PANEL_CLAIMS, PANEL_TASKS, PANEL_COUNT };

enum tui_screen { SCREEN_BOARD, SCREEN_RECORD, SCREEN_PREVIEW, SCREEN_HELP, SCREEN_LOG };

enum tui_prompt { PROMPT_NONE, PROMPT_CHOICE, PROMPT_FIND, PROMPT_COMMAND };

/* The time that an event happened at. */
struct tui_moment {
    long long milliseconds; /* of a clock that only goes forward */
    char clock[9];          /* "14:03:22", for the log */
    char now[24];           /* "2026-02-19T14:03Z": for the age of claims */
};

/* ---- panels ---- */

struct panel_row {
    const struct record *record; /* NULL: text alone, which cannot be selected */
    const struct record *lane;   /* in the lanes panel: the lane it stands in */
    struct slice text;           /* of a row without a record */
    bool head;                   /* in the lanes panel: the lane's own row */
    bool folded;                 /* of a head: the rows below it are not shown */
};

enum { FIND_SIZE = 120 };

struct panel {
    struct panel_row *rows; /* what can be shown: all of them, or those that panel_fold leaves */
    size_t count;
    size_t capacity;
    struct panel_row *all;
    size_t all_count;
    size_t all_capacity;
    size_t selected; /* a row with a record, where there is one */
    size_t top;      /* the first row that is shown */
    struct identity key;  /* of the selected record */
    struct identity lane; /* and the lane it stands in */
    char find[FIND_SIZE]; /* what the rows must hold; "" for all */
};

/* ---- pages: text in lines ---- */

/* One line of the record, help and log pages. */
struct page_line {
    enum style style;
    size_t indent;
    struct slice label;          /* drawn before the text */
    struct slice text;
    struct slice right;          /* drawn at the right edge */
    const struct record *symbol; /* its state's symbol is drawn before the text */
    const struct record *link;   /* where Enter leads to; NULL: nowhere */
    struct slice path;           /* of the document, where the line shows a place in one */
    size_t line;
};

struct page {
    struct page_line *lines;
    size_t count;
    size_t capacity;
    size_t selected;
    size_t top;
    struct arena arena;
};

/* ---- choosing ---- */

struct choice {
    struct slice value;
    struct slice label;
    enum state state;
};

enum choice_of { CHOICE_CLAIM, CHOICE_MOVE, CHOICE_LANE_STATE };

struct choices {
    enum choice_of what;
    struct slice title;
    struct choice *items;
    size_t count;
    size_t capacity;
    size_t selected;
    size_t top;
    struct arena arena;
};

/* ---- requests and previews ---- */

/* What is to be run; copied, so that it outlives plans. */
struct tui_request {
    const struct verb *verb; /* NULL: none */
    struct slice *arguments;
    size_t argument_count;
    struct slice options[OPTION_COUNT];
    struct option_value *further; /* of options that were given several times */
    size_t further_count;
    bool force;
    struct arena arena;
};

/* One drawn line of the diff. */
struct preview_row {
    size_t start, end; /* in `text` */
    enum style style;
    enum style part_style;
    size_t part_start, part_end; /* what differs within it */
};

struct preview {
    struct bytes text;
    struct preview_row *rows;
    size_t count;
    size_t capacity;
    size_t top;
    size_t files;
};

/* ---- what happened ---- */

struct log_entry {
    char clock[9];
    struct bytes what;  /* "M7-T04 in_progress → done" */
    struct bytes place; /* "TASK-REGISTRY.md:95", or empty */
    struct bytes path;  /* of the place */
    size_t line;
    bool foreign;       /* by another hand */
    struct identity record;
};

enum { LOG_SIZE = 100, MARK_SIZE = 256, TRAIL_SIZE = 32, INPUT_SIZE = 1000 };

/* How long marks and notices stay. */
enum { MARK_MILLISECONDS = 20000, NOTICE_MILLISECONDS = 6000 };

struct mark {
    struct identity record;
    long long until;
};

/* How the message line is meant. */
enum message_kind { MESSAGE_NONE, MESSAGE_NOTICE, MESSAGE_ERROR };

struct tui_state {
    const struct plan *plan;
    utf8_width_function width;
    bool ascii;
    bool live;            /* the documents are watched */
    size_t rows, columns; /* of the terminal */
    struct tui_moment moment;
    unsigned long stale_hours;
    struct bytes name;    /* of the plan */
    struct bytes mode;    /* "safe mode" */
    struct bytes updated; /* the newest stamp of its documents */
    struct bytes trouble; /* documents that could not be read, one a line */
    size_t trouble_count;

    enum tui_screen screen;
    enum tui_panel focus;
    bool zoom;
    struct panel panels[PANEL_COUNT];
    struct page page;                  /* of the record, help and log screens */
    struct identity trail[TRAIL_SIZE]; /* records that were opened, the newest last */
    size_t trail_count;
    struct bytes gone;                 /* the name of the open record, for when it vanishes */

    enum tui_prompt prompt;
    struct choices choices;
    char input[INPUT_SIZE];   /* what is being typed */
    size_t cursor;            /* in bytes of it */
    char command[INPUT_SIZE]; /* the last command that was typed */
    struct tui_request request;
    struct preview preview;
    enum tui_screen before_preview;

    enum message_kind message_kind;
    struct bytes message;
    long long message_until; /* a notice goes by itself, an error with the next key */
    bool refused; /* the last request was refused by a rule, and force would override it */

    struct log_entry log[LOG_SIZE]; /* a ring: the newest at (log_count - 1) % LOG_SIZE */
    size_t log_count;
    struct mark marks[MARK_SIZE];
    size_t mark_count;
    size_t next_change; /* how many steps `n` went back in the log */

    struct slice editor_path; /* of the editor effect: relative to the plan's root; in the page, plan or log */
    size_t editor_line;
    struct layout layout; /* of the board, for its size */
    struct cells measure; /* measures text as the views will draw it; has no cells */
    struct arena drawing; /* of the rows */
};

struct tui_state *tui_state_new(utf8_width_function width, bool ascii, struct error *error);
void tui_state_free(struct tui_state *state);

/* The entry of the log that is `back` entries behind the newest; NULL where there is none. */
const struct log_entry *state_log(const struct tui_state *state, size_t back);

/* Whether the record (or the task that it stands for) changed by another hand a moment ago. */
bool state_is_marked(const struct tui_state *state, const struct record *record);

/* The selected record of the panel that has the keys, or of the open record's line; NULL where there is none. */
const struct record *state_selected(const struct tui_state *state);

/* The record that is open, or NULL. */
const struct record *state_open_record(const struct tui_state *state);

#endif
