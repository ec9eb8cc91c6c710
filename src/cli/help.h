/* help.h: help, made from the tables of commands, verbs and options. */
#ifndef WORKBOARD_CLI_HELP_H
#define WORKBOARD_CLI_HELP_H

#include "cli/command.h"

/* The page of the whole program. */
bool help_program(struct output *output, struct error *error);

/* The page of one command. */
bool help_command(struct output *output, const struct command *command, struct error *error);

/* "usage: workboard claim ID... [--lane LANE]" and a line ending. */
void help_usage(struct bytes *out, const struct command *command);

#endif
