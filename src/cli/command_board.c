#include "cli/command.h"

#include "cli/config_file.h"
#include "cli/first_use.h"
#include "cli/print_status.h"
#include "cli/session.h"
#include "json/json_plan.h"
#include "tui/loop.h"

#include <string.h>
#include <unistd.h>

/* A board needs somebody who sees it and a keyboard. */
static bool can_draw(const struct call *call)
{
    const char *term = call->environment->term;
    return !call->json && call->output->terminal && isatty(STDIN_FILENO) == 1 && term != NULL &&
           strcmp(term, "dumb") != 0;
}

static bool say_status(struct session *session, struct call *call, struct error *error)
{
    if (!session_look_outside(session, false, error)) {
        return false;
    }
    return call->json ? json_plan_status(&call->output->bytes, &session->context, error)
                      : print_status(call->output, &session->context, error);
}

/* What the board asks the time with. */
struct clock_source {
    const struct call *call;
    bool local;
};

static bool read_moment(void *context, const char *date, char now[24], char day[16], struct error *error)
{
    const struct clock_source *source = context;
    struct clock_moment moment;
    if (!clock_read(date, source->call->environment->epoch, source->local, &moment, error)) {
        return false;
    }
    memcpy(now, moment.now, sizeof moment.now);
    memcpy(day, moment.day, sizeof moment.day);
    return true;
}

static bool draw(struct session *session, struct call *call, struct error *error)
{
    char path[ENVIRONMENT_PATH];
    struct bytes config = {0};
    const struct environment *environment = call->environment;
    struct clock_source source = {.call = call, .local = workspace_settings(session->workspace)->local_clock};
    struct tui_options options = {
        .input = STDIN_FILENO,
        .output = STDOUT_FILENO,
        .term = environment->term,
        .colour = call->output->color,
        .who = slice_of(environment->as != NULL ? environment->as : environment->user),
        .who_is_given = environment->as != NULL,
        .editor = environment->editor,
        .pager = environment->pager != NULL ? environment->pager : "less",
        .config_file = path,
        .moment = read_moment,
        .context = &source,
    };
    bool done = config_file_read(environment, path, &config, error);
    if (done) {
        options.config = bytes_slice(&config);
        done = tui_run(session->workspace, &options, error);
    }
    bytes_release(&config);
    return done;
}

bool command_board_on(struct call *call, const char *plan, bool may_draw, struct error *error)
{
    struct session session;
    bool done = session_open(&session, call, plan, error);
    if (done) {
        done = may_draw && can_draw(call) ? draw(&session, call, error) : say_status(&session, call, error);
    }
    session_close(&session);
    return done;
}

/* Where somebody sits before a terminal and there is no plan at all, they are shown how to begin. */
static bool run(struct call *call, struct error *error)
{
    if (command_board_on(call, NULL, true, error)) {
        return true;
    }
    bool none = error->code == ERROR_NOT_FOUND && error->candidates[0] == '\0' && error->file[0] == '\0' &&
                arguments_text(call->arguments, "plan") == NULL && call->environment->workspace.plan == NULL;
    struct error reason = *error;
    bool left = false;
    if (!none || !can_draw(call)) {
        return false;
    }
    error_clear(error);
    bool done = first_use_offer(call, &left, error);
    if (left) {
        *error = reason;
    }
    return done && !left;
}

const struct command command_board = {
    .name = "board",
    .usage = "",
    .summary = "the interactive board; where there is no terminal, the status",
    .run = run,
};
