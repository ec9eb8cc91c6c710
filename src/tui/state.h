/* state.h: everything that the board knows: the plan it shows, where the person is in it, what was asked and what
 * changed. Changed by update.h only; the views read it. No I/O, no clock: the time comes with the events.
 *
 * The plan belongs to the caller and must stay until an event brings another one. Pointers into it (rows, lines) are
 * made anew with each plan; what must survive is kept by identity.h or copied.
 */
#ifndef WORKBOARD_TUI_STATE_H
#define WORKBOARD_TUI_STATE_H

#include "check/rule.h"
#include "ops/verb.h"
#include "tui/answers.h"
#include "tui/cells.h"
#include "tui/config.h"
#include "tui/form.h"
#include "tui/identity.h"
#include "tui/layout.h"
#include "tui/list.h"
#include "tui/page_lines.h"
#include "tui/tick.h"
#include "tui/view_number.h"

enum tui_panel { PANEL_MILESTONES, PANEL_LANES, PANEL_QUEUE, PANEL_BLOCKERS, PANEL_CLAIMS, PANEL_TASKS, PANEL_COUNT };

enum tui_screen { SCREEN_BOARD, SCREEN_VIEW, SCREEN_RECORD, SCREEN_PREVIEW, SCREEN_HELP };

enum tui_prompt { PROMPT_NONE, PROMPT_CHOICE, PROMPT_FIND, PROMPT_COMMAND, PROMPT_GO };

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
    bool loose;                  /* in the lanes panel: it belongs to no lane; shown as a column of cards only */
};

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

/* ---- where the person came from ---- */

struct visit {
    enum tui_screen screen;
    enum view_number view;
    struct identity record; /* that was open */
    size_t document;        /* of the source view */
    size_t selected, top;   /* line of the page or of the source */
};

/* The document that is shown as it is written. */
struct source_view {
    size_t document; /* number in the plan; SIZE_MAX: none yet */
    size_t selected; /* lines from 0 */
    size_t top;
    size_t first, last;     /* the lines of the record's place; first > last: none */
    struct identity record; /* that is shown there */
};

/* ---- choosing ---- */

struct choice {
    struct slice value;
    struct slice label;
    enum state state; /* whose sign stands before it; STATE_COUNT: none */
};

enum choice_of { CHOICE_VIEW, CHOICE_FOLLOW };

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

/* ---- what a typed word could mean ---- */

enum { COMPLETIONS = 8, COMPLETION_VALUE = 120 };

struct completion_item {
    char value[COMPLETION_VALUE];
    char remark[COMPLETION_VALUE];
    int fits;
};

struct completion {
    struct completion_item items[COMPLETIONS]; /* the best first */
    size_t count;
    size_t chosen;     /* that stands in the line; SIZE_MAX: none */
    size_t start, end; /* of the word in the line */
};

/* ---- requests ---- */

/* What is to be run; copied, so that it outlives plans. */
struct tui_request {
    const struct verb *verb; /* NULL: none */
    struct slice *arguments;
    size_t argument_count;
    struct slice options[OPTION_ALL]; /* those of every verb too, but for force */
    struct option_value *further; /* of options that were given several times */
    size_t further_count;
    bool force;
    size_t each, each_count; /* so many arguments from there on are records: one request for each, where there are several */
    bool undo;            /* without a verb: a change is taken back, */
    size_t undo_id;       /* the one that was shown; 0: the last of one's own */
    struct adjusted_value *values; /* what the adjustments hold */
    struct adjusted_line *lines;
    struct adjusted_part *left;
    struct adjustments adjustments;
    char now[24], day[16]; /* the moment that was shown, for writing; "": now */
    struct arena arena;
};

/* ---- what happened ---- */

struct log_entry {
    char clock[9];
    struct bytes what;  /* "M7-T04 in_progress → done" */
    size_t subject;     /* the bytes of it that say whose change it is */
    struct bytes field; /* that changed, as the document calls it; and its values, whole */
    struct bytes old;
    struct bytes new;
    struct bytes place; /* "TASK-REGISTRY.md:95", or empty */
    struct bytes path;  /* of the place */
    size_t line;
    bool foreign;       /* by another hand */
    struct identity record;
};

enum { LOG_SIZE = 4096, MARK_SIZE = 256, TRAIL_SIZE = 32, INPUT_SIZE = 4000, HISTORY = 32 };

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
    struct config config; /* keys and looks */
    bool live;            /* the documents are watched */
    size_t rows, columns; /* of the terminal */
    struct tui_moment moment;
    unsigned long stale_hours;
    struct check_settings rules; /* severities of findings */
    struct findings check;       /* of the plan, once its view was shown */
    struct bytes name;    /* of the plan */
    struct bytes mode;    /* "safe mode" */
    struct bytes updated; /* the newest stamp of its documents */
    struct bytes trouble; /* documents that could not be read, one a line */
    size_t trouble_count;

    enum tui_screen screen;
    enum tui_panel focus;
    bool zoom;
    struct panel panels[PANEL_COUNT];
    enum view_number view;
    struct list lists[VIEW_COUNT];     /* of the views that are lists */
    bool without_detail;               /* the list has the room of the detail */
    struct source_view source;
    struct page page;                  /* of the record and help screens */
    struct page detail;                /* of the record that is selected in a list */
    struct identity open;              /* the record whose page is open */
    struct visit trail[TRAIL_SIZE];    /* what was left for what is shown, the newest last */
    size_t trail_count;
    struct bytes gone;                 /* the name of the open record, for when it vanishes */

    enum tui_prompt prompt;
    struct choices choices;
    char input[INPUT_SIZE];   /* what is being typed */
    size_t cursor;            /* in bytes of it */
    struct bytes deleted;     /* the words or the part of a line that were deleted last */
    char history[HISTORY][INPUT_SIZE]; /* a ring of the commands that were typed */
    size_t history_count;
    size_t history_back; /* how many of them back the line stands; 0: it is new */
    struct completion completion;
    struct tui_request request;
    struct form *form;
    struct ticks ticks;
    struct answers *answers;
    enum tui_screen before_preview;

    enum message_kind message_kind;
    struct bytes message;
    long long message_until; /* a notice goes by itself, an error with the next key */

    struct log_entry *log; /* up to LOG_SIZE of them, then a ring: the newest at (log_count - 1) % LOG_SIZE */
    size_t log_capacity;
    size_t log_count;
    struct mark marks[MARK_SIZE];
    size_t mark_count;
    size_t next_change; /* how many steps `n` went back in the log */

    struct target pressed;    /* where the mouse was pressed, and when */
    long long pressed_at;
    struct identity pressed_card; /* the task of the lanes that it was pressed on */
    bool dragged;             /* that card follows the mouse, */
    struct target over;       /* which is over this */
    size_t over_row, over_column;
    struct bytes yank;        /* of the yank effect: what to copy */
    struct slice editor_path; /* of the editor effect: relative to the plan's root; in the page, plan or log */
    size_t editor_line;
    struct layout layout; /* of the board, for its size */
    struct cells measure; /* measures text as the views will draw it; has no cells */
    struct arena drawing; /* of the rows */
};

void log_entry_release(struct log_entry *entry);

struct tui_state *tui_state_new(utf8_width_function width, bool ascii, struct error *error);
void tui_state_free(struct tui_state *state);

/* The entry of the log that is `back` entries behind the newest; NULL where there is none. */
const struct log_entry *state_log(const struct tui_state *state, size_t back);

/* Whether the record (or the task that it stands for) changed by another hand a moment ago. */
bool state_is_marked(const struct tui_state *state, const struct record *record);

/* The selected record of the panel that has the keys, or of the open record's line; NULL where there is none. */
const struct record *state_selected(const struct tui_state *state);

/* The place for whose keys the bindings are asked. */
enum where state_where(const struct tui_state *state);

/* What a key does there. */
enum action state_action(const struct tui_state *state, unsigned long key, enum where where);

/* The list of the view that is shown; NULL where none is. */
struct list *state_list(struct tui_state *state);

/* The record that is open, or NULL. */
const struct record *state_open_record(const struct tui_state *state);

#endif
