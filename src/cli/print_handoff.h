/* print_handoff.h: packets that are handed over, and checklists walked with them, for people. */
#ifndef WORKBOARD_CLI_PRINT_HANDOFF_H
#define WORKBOARD_CLI_PRINT_HANDOFF_H

#include "check/intake.h"
#include "cli/output.h"

/* The text of a packet, line by line, cleaned. */
void print_packet(struct output *output, struct slice text);

/* Asks the terminal to keep the text in its clipboard (OSC 52). ERROR_USAGE where standard output is none. */
bool print_clipboard(struct output *output, struct slice text, struct error *error);

/* Each point of the checklist with its verdict; `prefix` stands before the documents' paths, and may be NULL. */
bool print_intake(struct output *output, const struct plan *plan, const struct intake *intake, const char *prefix,
                  struct error *error);

#endif
