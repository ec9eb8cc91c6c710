#include "cli/command.h"

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
    return call->json ? json_plan_status(&call->output->bytes, &session->context, error)
                      : print_status(call->output, &session->context, error);
}

/* What the board asks the time with. */
struct clock_source {
    const struct call *call;
    bool local;
};

static bool read_moment(void *context, char now[24], char day[16], struct error *error)
{
    const struct clock_source *source = context;
    struct clock_moment moment;
    if (!clock_read(NULL, source->call->environment->epoch, source->local, &moment, error)) {
        return false;
    }
    memcpy(now, moment.now, sizeof moment.now);
    memcpy(day, moment.day, sizeof moment.day);
    return true;
}

static bool draw(struct session *session, struct call *call, struct error *error)
{
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
        .moment = read_moment,
        .context = &source,
    };
    return tui_run(session->workspace, &options, error);
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

static bool run(struct call *call, struct error *error)
{
    return command_board_on(call, NULL, true, error);
}

const struct command command_board = {
    .name = "board",
    .usage = "",
    .summary = "the interactive board; where there is no terminal, the status",
    .run = run,
};
