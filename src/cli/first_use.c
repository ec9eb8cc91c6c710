#include "cli/first_use.h"

#include "plan/profile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Built-in profiles that somebody would begin a plan with: those that are no fallback. */
static size_t list_profiles(const char **names, size_t most)
{
    size_t count = 0;
    for (size_t i = 0; profile_builtins[i].name != NULL && count < most; i++) {
        struct profile *profile =
            profile_load_builtin(i, NULL);
        if (profile != NULL && !profile->fallback) {
            names[count++] = profile_builtins[i].name;
        }
        profile_free(profile);
    }
    return count;
}

static void say_line(struct output *output, size_t number, const char *what, const char *why)
{
    bytes_append_format(&output->bytes, "  %zu  %-22s %s\n", number, what, why);
}

static bool say_choices(struct call *call, const char *const *profiles, size_t count, struct error *error)
{
    struct output *output = call->output;
    output_styled(output, STYLE_STRONG, "There is no plan here yet.");
    bytes_append_text(&output->bytes, "\n\n");
    say_line(output, 1, "demo", "a sample plan in a copy of its own, to try things on");
    for (size_t i = 0; i < count; i++) {
        char what[64];
        (void)snprintf(what, sizeof what, "init %s", profiles[i]);
        say_line(output, i + 2, what, i == 0 ? "a new plan in this folder, after that profile" : "");
    }
    bytes_append_text(&output->bytes, "\nA number, or Enter to leave: ");
    return output_flush(output, error);
}

/* Runs a command with one word. */
static bool run_command(struct call *call, const struct command *command, const char *word, struct error *error)
{
    struct arguments arguments;
    int at = 0;
    char *texts[] = {(char *)(uintptr_t)word, NULL};
    const struct argument_option *tables[] = {command_options, NULL};
    struct call own = *call;
    arguments_init(&arguments);
    own.command = command;
    own.arguments = &arguments;
    bool done = arguments_read(&arguments, word == NULL ? 0 : 1, texts, &at, tables, false, error) &&
                command->run(&own, error) && output_flush(call->output, error);
    arguments_release(&arguments);
    return done;
}

bool first_use_offer(struct call *call, bool *left, struct error *error)
{
    enum { MOST = 16 };
    const char *profiles[MOST];
    struct made_command made;
    char answer[32];
    const struct command *init = command_find("init", &made, NULL);
    size_t count = init == NULL ? 0 : list_profiles(profiles, MOST);
    *left = false;
    if (!say_choices(call, profiles, count, error)) {
        return false;
    }
    unsigned long choice = fgets(answer, sizeof answer, stdin) == NULL ? 0 : strtoul(answer, NULL, 10);
    if (choice == 1) {
        return run_command(call, &command_demo, NULL, error);
    }
    if (choice < 2 || choice > count + 1) {
        *left = true;
        return true;
    }
    return run_command(call, init, profiles[choice - 2], error) && command_board_on(call, NULL, true, error);
}
