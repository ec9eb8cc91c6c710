#include "cli/help.h"

#include "cli/table.h"
#include "ops/verb.h"

#include <stdio.h>

enum { HELP_COLUMNS = 78 };

void help_usage(struct bytes *out, const struct command *command)
{
    bytes_append_text(out, "usage: workboard");
    if (command != commands[0]) {
        bytes_append_format(out, " %s%s%s", command->name, command->usage[0] == '\0' ? "" : " ", command->usage);
    }
    bytes_append_byte(out, '\n');
}

/* A paragraph in lines that are easy to read. */
static void append_wrapped(struct bytes *out, const char *text, size_t indent)
{
    struct slice rest = slice_of(text);
    struct slice word;
    size_t used = 0;
    while (rest.size > 0 && slice_next(&rest, ' ', &word)) {
        if (used > 0 && used + 1 + word.size > HELP_COLUMNS) {
            bytes_append_byte(out, '\n');
            used = 0;
        }
        bytes_append_format(out, "%*s", used == 0 ? (int)indent : 1, "");
        bytes_append(out, word);
        used += (used == 0 ? indent : 1) + word.size;
    }
    bytes_append_byte(out, '\n');
}

static bool print_options(struct output *output, const char *heading, const struct argument_option *options,
                          struct error *error)
{
    if (options == NULL || options[0].name == NULL) {
        return true;
    }
    bytes_append_byte(&output->bytes, '\n');
    output_styled(output, STYLE_STRONG, heading);
    bytes_append_byte(&output->bytes, '\n');
    struct table table;
    table_init(&table, output, 2);
    for (const struct argument_option *option = options; option->name != NULL; option++) {
        char text[128];
        char letter[8] = "";
        if (option->letter != 0) {
            (void)snprintf(letter, sizeof letter, "-%c, ", option->letter);
        }
        (void)snprintf(text, sizeof text, "%s--%s%s%s", letter, option->name, option->argument != NULL ? " " : "",
                       option->argument != NULL ? option->argument : "");
        table_add_text(&table, slice_of(text), STYLE_PLAIN);
        table_add_text(&table, slice_of(option->help), STYLE_PLAIN);
    }
    bool done = table_print(&table, 2, output, error);
    table_release(&table);
    return done;
}

static bool print_write_options(struct output *output, struct error *error)
{
    struct argument_option options[COMMAND_WRITE_OPTIONS];
    command_write_options(options);
    return print_options(output, "Options of every command that writes", options, error);
}

bool help_command(struct output *output, const struct command *command, struct error *error)
{
    help_usage(&output->bytes, command);
    bytes_append_byte(&output->bytes, '\n');
    append_wrapped(&output->bytes, command->summary, 0);
    if (command->details != NULL) {
        bytes_append_byte(&output->bytes, '\n');
        append_wrapped(&output->bytes, command->details, 0);
    }
    if (command->help != NULL) {
        command->help(output);
    }
    return print_options(output, "Options", command->options, error) &&
           (!command->writes ||
            print_write_options(output, error)) &&
           print_options(output, "Options of every command", command_options, error);
}

static void add_command(struct table *table, const struct command *command)
{
    char whole[96];
    bool named = command != commands[0];
    (void)snprintf(whole, sizeof whole, "workboard%s%s", named ? " " : "", named ? command->name : "");
    table_add_text(table, slice_of(whole), STYLE_PLAIN);
    table_add_text(table, slice_of(command->summary), STYLE_PLAIN);
}

bool help_program(struct output *output, struct error *error)
{
    bytes_append_text(&output->bytes, "usage: workboard [COMMAND] [OPTION]...\n\n");
    append_wrapped(&output->bytes,
                   "A board on a programme of work that is kept in Markdown: it draws the documents, answers "
                   "questions about them, and changes the lines that a careful person would have changed.",
                   0);
    bytes_append_byte(&output->bytes, '\n');
    output_styled(output, STYLE_STRONG, "Commands");
    bytes_append_byte(&output->bytes, '\n');
    struct table table;
    table_init(&table, output, 2);
    for (size_t i = 0; commands[i] != NULL; i++) {
        add_command(&table, commands[i]);
        /* The verbs stand behind the commands that only read. */
        for (size_t j = 0; commands[i] == &command_show && verbs[j] != NULL; j++) {
            struct made_command made;
            command_of_verb(verbs[j], &made);
            add_command(&table, &made.command);
        }
    }
    bool done = table_print(&table, 2, output, error);
    table_release(&table);
    done = done && print_options(output, "Options of every command", command_options, error) &&
           print_write_options(output, error);
    bytes_append_text(&output->bytes, "\nworkboard COMMAND --help says more of one.\n");
    return done;
}
