/* command.h: what a command is: a line in the table, with its name, its help and its function. One command per file. */
#ifndef WORKBOARD_CLI_COMMAND_H
#define WORKBOARD_CLI_COMMAND_H

#include "cli/arguments.h"
#include "cli/output.h"

struct command;
struct made_command;

/* One call of the program. */
struct call {
    const struct environment *environment;
    const struct command *command;
    const struct arguments *arguments;
    struct output *output; /* standard output */
    struct output *notes;  /* standard error */
    bool json;
    int ended_by;      /* set by a command that a signal ended: the program ends by it, too */
    bool answer_is_no; /* set by a command that was done and whose answer is no: exit status 1 */
};

struct command {
    const char *name;
    const char *usage;                     /* what stands behind the name */
    const char *summary;                   /* one line */
    const char *details;                   /* paragraphs, or NULL */
    const struct argument_option *options; /* its own, ended by a NULL name; or NULL */
    size_t words;                          /* how many words it takes at most */
    bool writes;                           /* takes the options of commands that write */
    const struct verb *verb;               /* of a verb; else NULL */
    void (*make)(struct made_command *);   /* fills in options that come from a table of another floor; or NULL */
    void (*help)(struct output *output);   /* appends more help; or NULL */
    bool (*run)(struct call *call, struct error *error);
};

/* The commands that are no verbs, in the order of help, ended by NULL. The first is what the program does without a
 * word. */
extern const struct command *const commands[];

extern const struct command command_board;
extern const struct command command_status;
extern const struct command command_list;
extern const struct command command_show;
extern const struct command command_check;
extern const struct command command_next;
extern const struct command command_graph;
extern const struct command command_watch;
extern const struct command command_history;
extern const struct command command_edit;
extern const struct command command_apply;
extern const struct command command_profile;
extern const struct command command_config;
extern const struct command command_merge_driver;
extern const struct command command_demo;
extern const struct command command_init;
extern const struct command command_undo;
extern const struct command command_handoff;
extern const struct command command_help;

/* The options of every command. */
extern const struct argument_option command_options[];

/* An option of the table of verbs, as the command line takes it. */
struct argument_option command_option(enum option option);

/* Those of every command that writes, ended by an empty one. */
enum { COMMAND_WRITE_OPTIONS = OPTION_ALL - OPTION_WRITE + 1 };
void command_write_options(struct argument_option options[COMMAND_WRITE_OPTIONS]);

/* A command made from a line in another floor's table. The texts live in it, and it must stay where it is. */
enum { COMMAND_USAGE = 400, COMMAND_OPTIONS = 32 };

struct made_command {
    struct command command;
    char usage[COMMAND_USAGE];
    struct argument_option options[COMMAND_OPTIONS];
    struct argument_option write_options[COMMAND_WRITE_OPTIONS];
};

/* Runs any verb. */
bool command_verb_run(struct call *call, struct error *error);

/* The command of a verb. */
void command_of_verb(const struct verb *verb, struct made_command *made);

/* Finds a command or verb by its name; `made` is used where its options come from a table. ERROR_USAGE with the
 * nearest name where there is none. */
const struct command *command_find(const char *name, struct made_command *made, struct error *error);

/* The board on the plan at `plan` (NULL: where the call's options and the working directory say); where there is no
 * terminal, its status. */
bool command_board_on(struct call *call, const char *plan, bool may_draw, struct error *error);

#endif
