/* view_table.h: the views, one record each, in a file view_NAME.c each: what it is called, which key shows it, what it
 * lists, how it is drawn, what its own keys do, and what to say where there is nothing in it.
 *
 * Most are lists: columns and the kinds of records (or a fill of their own); list.h and view_list.c do the rest. A view
 * that is no list has a draw function.
 */
#ifndef WORKBOARD_TUI_VIEW_TABLE_H
#define WORKBOARD_TUI_VIEW_TABLE_H

#include "tui/update.h"

struct view {
    const char *name;  /* "milestones": what `:view` calls it */
    const char *title; /* "Milestones" */
    char digit;        /* its key, for people; 0: none, it is chosen by name */
    unsigned kinds;    /* of the records in it: bit N is kind N; verbs that need a kind look here */
    const struct list_column *columns; /* ended by a NULL title; NULL: not a list */
    bool (*fill)(struct tui_state *state, struct list *list); /* NULL: all records of its kinds, as they are written */
    void (*draw)(const struct tui_state *state, struct cells *cells); /* NULL: a list */
    /* What an action does here; false: what it does everywhere. NULL: nothing of its own. */
    bool (*act)(struct tui_state *state, enum action action, struct tui_effects *effects);
    const char *empty; /* where nothing is in it: what would fill it */
    const char *order; /* of a list: how its rows come where nobody sorted them; NULL: as they are written */
    /* Each may be NULL. What is to be said behind the title; what to say where nothing is in it, instead of `empty`; what
     * is said of the selected row in place of its record; and what is to be made before it is drawn, where it is no list. */
    void (*heading)(const struct tui_state *state, struct bytes *out);
    bool (*explain)(const struct tui_state *state, struct bytes *out);
    bool (*detail)(struct tui_state *state, const struct list_row *row);
    bool (*settle)(struct tui_state *state, struct error *error);
};

/* In the order of enum view_number. */
extern const struct view *const views[VIEW_COUNT];

extern const struct view view_milestones;
extern const struct view view_lanes;
extern const struct view view_queue;
extern const struct view view_blockers;
extern const struct view view_claims;
extern const struct view view_tasks;
extern const struct view view_findings;
extern const struct view view_decisions;
extern const struct view view_log;
extern const struct view view_gates;
extern const struct view view_resolutions;
extern const struct view view_consumers;
extern const struct view view_results;
extern const struct view view_graph;
extern const struct view view_notes;
extern const struct view view_check;
extern const struct view view_source;
extern const struct view view_next;
extern const struct view view_history;
extern const struct view view_times;
extern const struct view view_flow;
extern const struct view view_evidence;
extern const struct view view_handoff;
extern const struct view view_intake;

/* The view of that name or a unique beginning of it; VIEW_COUNT where there is none. */
enum view_number view_find(struct slice name);

/* The view that lists records of the kind. */
enum view_number view_of_kind(enum kind kind);

#define VIEW_KIND(kind) (1U << (kind))

/* ---- for the views of the history (view_history.c) ---- */

/* Of whom it is, and whether it is being read; why there is none, false where there is. */
void history_put_heading(const struct tui_state *state, struct bytes *out);
bool history_explain(const struct tui_state *state, struct bytes *out);

/* Adds how long the record was in each state to the detail. False when memory ran out. */
bool history_add_times(struct tui_state *state, enum kind kind, struct slice id);

/* Shows the history of the selected record alone; where that is shown, of all records. False when memory ran out. */
bool history_show_record(struct tui_state *state);
void history_show_all(struct tui_state *state);

/* ---- for the lists ---- */

/* Makes the rows of the view that is shown, where it is a list and they are not made yet. */
bool view_fill(struct tui_state *state, struct error *error);

/* Filters, sorts and scrolls the rows, for the layout, and makes the detail of the selected one. */
bool view_settle(struct tui_state *state, struct error *error);

/* Cells that several lists show (columns.c). */
void column_id(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style);
void column_title(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style);
void column_status(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style);
void column_stands(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style);
void column_lane(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style);
void column_who(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style);
void column_age(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style);
void column_milestone(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style);
void column_priority(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style);
void column_tasks(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style);
void column_place(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style);

/* The value of a role, without markup. */
void column_value(struct bytes *out, const struct list_row *row, enum role role);

#endif
