/* workboard: reads the command line, and dispatches. */
#include "cli/help.h"
#include "cli/report.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "0"
#endif

/* A document must never be opened under the number of a standard stream that the caller closed. */
static void hold_standard_streams(void)
{
    for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; descriptor++) {
        if (fcntl(descriptor, F_GETFD) == -1 && errno == EBADF &&
            open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY) != descriptor) {
            exit(ERROR_SYSTEM);
        }
    }
}

/* A closed pipe is an error of a write, not the end of the program in the middle of one. */
static void ignore_broken_pipes(void)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_IGN;
    (void)sigaction(SIGPIPE, &action, NULL);
}

/* Whether JSON is asked for; known even where the command line is wrong. */
static bool wants_json(int count, char *const *texts)
{
    for (int i = 1; i < count && strcmp(texts[i], "--") != 0; i++) {
        if (strcmp(texts[i], "--json") == 0) {
            return true;
        }
    }
    return false;
}

/* The command word, with what stands before and behind it. */
static bool read_command_line(int count, char *const *texts, struct arguments *arguments,
                              const struct command **command, struct made_command *made, struct error *error)
{
    const struct argument_option *const common[] = {command_options, NULL};
    int at = 1;
    if (!arguments_read(arguments, count, texts, &at, common, true, error)) {
        return false;
    }
    const struct command *found = commands[0];
    if (at < count) {
        found = command_find(texts[at], made, error);
        if (found == NULL) {
            return false;
        }
        at++;
    }
    *command = found;
    const struct argument_option *tables[4] = {command_options};
    size_t used = 1;
    if (found->options != NULL) {
        tables[used++] = found->options;
    }
    if (found->writes) {
        command_write_options(made->write_options);
        tables[used++] = made->write_options;
    }
    if (!arguments_read(arguments, count, texts, &at, tables, false, error)) {
        return false;
    }
    if (arguments->word_count > found->words && !arguments_has(arguments, "help")) {
        return error_set(error, ERROR_USAGE, "%s does not take \"%.100s\"", found->name,
                         arguments->words[found->words]);
    }
    return true;
}

static bool dispatch(struct call *call, bool worded, struct error *error)
{
    enum output_color color = OUTPUT_AUTO;
    const char *text = arguments_text(call->arguments, "color");
    if (text != NULL) {
        if (!output_color_parse(text, &color, error)) {
            return false;
        }
        output_release(call->output);
        output_init(call->output, STDOUT_FILENO, call->environment, color);
    }
    bool done = false;
    if (arguments_has(call->arguments, "help")) {
        done = worded ? help_command(call->output, call->command, error) : help_program(call->output, error);
    } else if (arguments_has(call->arguments, "version")) {
        done = bytes_append_text(&call->output->bytes, "workboard " PACKAGE_VERSION "\n") || error_no_memory(error);
    } else {
        done = call->command->run(call, error);
    }
    return done && output_flush(call->output, error);
}

/* Ends as a program ends that does not catch the signal, so that whoever started it knows. */
static void end_by(int number)
{
    struct sigaction action;
    sigset_t set;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_DFL;
    sigemptyset(&set);
    sigaddset(&set, number);
    (void)sigaction(number, &action, NULL);
    (void)sigprocmask(SIG_UNBLOCK, &set, NULL);
    (void)raise(number);
}

int main(int count, char **texts)
{
    hold_standard_streams();
    ignore_broken_pipes();
    struct error error;
    error_clear(&error);
    struct environment environment;
    bool ready = environment_read(&environment, &error);
    struct output output;
    struct output notes;
    output_init(&output, STDOUT_FILENO, &environment, OUTPUT_AUTO);
    output_init(&notes, STDERR_FILENO, &environment, OUTPUT_NEVER);
    struct arguments arguments;
    arguments_init(&arguments);
    struct made_command made;
    struct call call = {
        .environment = &environment,
        .arguments = &arguments,
        .output = &output,
        .notes = &notes,
        .json = wants_json(count, texts),
    };
    bool done = ready && read_command_line(count, texts, &arguments, &call.command, &made, &error);
    if (done) {
        call.json = arguments_has(&arguments, "json");
        done = dispatch(&call, call.command != commands[0], &error);
    }
    int code = done ? (call.answer_is_no ? 1 : 0) : report_error(&output, &notes, call.command, call.json, &error);
    arguments_release(&arguments);
    output_release(&output);
    output_release(&notes);
    if (call.ended_by != 0) {
        end_by(call.ended_by);
    }
    return code;
}
