/* request.h: what the person asks of the verbs: by a key, by choosing, or by typing a command. */
#ifndef WORKBOARD_TUI_REQUEST_H
#define WORKBOARD_TUI_REQUEST_H

#include "tui/state.h"

/* The lane that the selected record is, stands in, or belongs to, or NULL. */
const struct record *request_lane(const struct tui_state *state);

/* Forgets what was asked for. */
void request_clear(struct tui_state *state);

/* Starts a request for the verb of that name; false (with a message in the state) where there is none such. */
bool request_begin(struct tui_state *state, const char *verb);
bool request_add_argument(struct tui_state *state, struct slice argument);
bool request_set_option(struct tui_state *state, enum option option, struct slice value);

/* Reads a typed command: VERB ARGUMENT... --OPTION VALUE...; quotes hold blanks together. False with a message. */
bool request_parse(struct tui_state *state, struct slice text);


/* Opens the choice among records; false when memory ran out. */
bool request_choose_record(struct tui_state *state, const struct record *const *records, size_t count);

/* Opens the choice of a view. */
bool request_choose_view(struct tui_state *state, struct error *error);

/* Sets the message line; longer text is wrapped by the view. */
void request_say(struct tui_state *state, enum message_kind kind, const char *format, ...) ERROR_PRINTF(3, 4);

#endif
