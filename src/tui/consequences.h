/* consequences.h: what a form shows besides: what follows from the change, what belongs to it, and what would satisfy the
 * rule that refuses it. Lines of text for the form, from pure queries (ops/outlook.h, check/gates.h).
 */
#ifndef WORKBOARD_TUI_CONSEQUENCES_H
#define WORKBOARD_TUI_CONSEQUENCES_H

#include "tui/update.h"

/* Fills the form's facts from an EVENT_PREVIEW. */
bool consequences_collect(struct tui_state *state, const struct tui_event *event, struct error *error);

/* The name of the record that would have to change for the refusal to go away, and what the keys do about it; empty
 * where there is nothing. They lie in the form's arena or are constant. */
struct slice consequences_remedy(struct tui_state *state, const struct error *failure);
struct slice consequences_remedy_keys(struct tui_state *state, const struct error *failure);

/* Whether --force would override it: a rule, but never that somebody has the task. */
bool consequences_is_forcible(const struct error *failure);

/* ---- between the files of the consequences ---- */

/* What a verb's own facts are made from. */
struct consequences {
    struct tui_state *state;
    const struct tui_event *event;
    const struct change *change; /* what would be written: without the parts that are left out */
    const struct plan *after;
    struct arena arena;
    bool failed;
};

/* Adds one line: "label: text". */
void consequences_say(struct consequences *consequences, enum style style, const char *format, ...) ERROR_PRINTF(3, 4);

/* The task that an argument of the request names, by number; NULL where it names none. */
const struct record *consequences_task(const struct consequences *consequences, size_t number);

void consequences_claim(struct consequences *consequences); /* consequences_claim.c */
void consequences_done(struct consequences *consequences);  /* consequences_done.c */
void consequences_block(struct consequences *consequences); /* consequences_block.c */
void consequences_resolve(struct consequences *consequences);

#endif
