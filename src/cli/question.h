/* question.h: asks the person at the terminal before something is written. */
#ifndef WORKBOARD_CLI_QUESTION_H
#define WORKBOARD_CLI_QUESTION_H

#include "cli/output.h"

/* Whether somebody can be asked: standard input and `notes` (standard error) are a terminal. */
bool question_possible(const struct output *notes);

/* Asks; `*yes` where the answer begins with y or Y. The end of the input is a no. */
bool question_ask(struct output *notes, const char *text, bool *yes, struct error *error);

#endif
