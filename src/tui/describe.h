/* describe.h: short texts about records, for rows and pages. */
#ifndef WORKBOARD_TUI_DESCRIBE_H
#define WORKBOARD_TUI_DESCRIBE_H

#include "tui/state.h"

/* A copy without markup and fit for the screen: white space as single blanks, nothing that moves a terminal. The empty
 * slice with data NULL when memory ran out. */
struct slice describe_clean(struct arena *arena, struct slice text);

/* Appends how a task or queue entry stands: "ready", "waits M7-T05", "held by B8", its lane; sets the style. */
bool describe_readiness(struct bytes *out, const struct record *record, enum style *style);

/* Appends the age of a claim: "3h", "2d"; sets whether it is stale. Nothing where it has no moment. */
bool describe_age(struct bytes *out, const struct tui_state *state, const struct record *claim, bool *stale);

/* Appends "FILE:LINE". */
bool describe_place(struct bytes *out, const struct plan *plan, const struct plan_place *place);

/* The word for what a field is: its name in the document, else its role. */
struct slice describe_field_name(const struct plan_field *field);

/* How many of the tasks are closed: done, dropped, steady. */
size_t describe_closed(const struct plan_links *tasks);

/* Fills in name, mode and updated of the state from its plan. */
bool describe_plan(struct tui_state *state, struct error *error);

/* The line about the document with this number among those that could not be read. */
struct slice describe_trouble(const struct tui_state *state, size_t number);

#endif
