/* watch: prints each change of the plan as it happens, or runs a program for it. */
#include "cli/command.h"

#include "base/memory.h"
#include "cli/report.h"
#include "cli/run_program.h"
#include "cli/session.h"
#include "json/json_event.h"
#include "store/authors.h"
#include "store/follow.h"
#include "tui/signals.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>

static const struct argument_option options[] = {
    {"exec", 0, "PROGRAM", "run this program, with the words behind it, for each change"},
    {0},
};

/* What is being watched, and for whom. */
struct watching {
    struct call *call;
    struct session *session;
    struct follow follow;
    struct authors authors;
    struct signals signals;
    char **program; /* NULL: print */
    bool over;
};

static int64_t milliseconds(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void write_moment(char *text, size_t size)
{
    time_t seconds = time(NULL);
    struct tm utc;
    if (gmtime_r(&seconds, &utc) == NULL || strftime(text, size, "%Y-%m-%dT%H:%M:%SZ", &utc) == 0) {
        text[0] = '\0';
    }
}

/* Takes all signals that came: all but a change of the terminal's size end the watch, the first of them counts. */
static void take_signals(struct watching *watching)
{
    for (int number = signals_next(&watching->signals); number != 0; number = signals_next(&watching->signals)) {
        if (number != SIGWINCH && !watching->over) {
            watching->over = true;
            watching->call->ended_by = number;
        }
    }
}

/* ---- telling ---- */

/* In one line, whatever the value holds. */
static void print_value(const void *context, struct bytes *out, struct slice value)
{
    const struct output *output = context;
    struct slice rest = slice_trim(value);
    struct slice line;
    if (rest.size == 0) {
        bytes_append_text(out, output->utf8 ? "\xC2\xB7" : "-");
    }
    for (bool first = true; rest.size > 0 && slice_next(&rest, '\n', &line); first = false) {
        bytes_append_text(out, first ? "" : " ");
        utf8_append_clean(out, slice_trim(line), output->terminal);
    }
}

static void print_event(struct output *output, const struct event *event)
{
    output_begin(output, STYLE_DIM);
    bytes_append(&output->bytes, slice_part(event->time, 11, 19));
    output_end(output, STYLE_DIM);
    bytes_append_text(&output->bytes, "  ");
    event_describe(&output->bytes, event, output->utf8, print_value, output);
    bytes_append_text(&output->bytes, "  ");
    output_begin(output, STYLE_QUIET);
    output_clean(output, event->file);
    bytes_append_format(&output->bytes, ":%zu", event->line);
    output_end(output, STYLE_QUIET);
    if (event->hand != HAND_UNKNOWN) {
        bytes_append_text(&output->bytes, "  ");
        output_clean(output, event->hand == HAND_OUTSIDE ? slice_of(event_hand_name(event->hand)) : event->who);
    }
    bytes_append_byte(&output->bytes, '\n');
}

static bool run_for(struct watching *watching, const struct event *event, struct error *error)
{
    char line[24];
    (void)snprintf(line, sizeof line, "%zu", event->line);
    const struct run_variable variables[] = {
        {"WORKBOARD_EVENT_TIME", event->time},
        {"WORKBOARD_EVENT_WHO", event->who},
        {"WORKBOARD_EVENT_HAND", slice_of(event_hand_name(event->hand))},
        {"WORKBOARD_EVENT_WHAT", slice_of(event->what == COMPARE_ADDED     ? "added"
                                          : event->what == COMPARE_REMOVED ? "removed"
                                                                           : "changed")},
        {"WORKBOARD_EVENT_KIND", slice_of(kind_name(event->kind))},
        {"WORKBOARD_EVENT_ID", event->id},
        {"WORKBOARD_EVENT_FIELD", event->field},
        {"WORKBOARD_EVENT_OLD", event->old},
        {"WORKBOARD_EVENT_NEW", event->new},
        {"WORKBOARD_EVENT_FILE", event->file},
        {"WORKBOARD_EVENT_LINE", slice_of(line)},
        {"WORKBOARD_PLAN", slice_of(workspace_root(watching->session->workspace))},
    };
    struct bytes input;
    int status = 0;
    bytes_init(&input);
    bool done = json_event_line(&input, watching->session->context.plan, event, error) &&
                run_program(watching->program, watching->call->environment->workspace.variables, variables,
                            sizeof variables / sizeof variables[0], bytes_slice(&input), watching->signals.descriptor,
                            &status, error);
    bytes_release(&input);
    take_signals(watching);
    if (done && status != 0 && !watching->over) {
        char text[256];
        (void)snprintf(text, sizeof text, "%.180s ended with status %d", watching->program[0], status);
        report_note(watching->call->notes, text);
    }
    return done;
}

static bool tell(struct watching *watching, const struct event *event, struct error *error)
{
    struct output *output = watching->call->output;
    if (watching->program != NULL) {
        return run_for(watching, event, error);
    }
    if (!watching->call->json) {
        print_event(output, event);
        return true;
    }
    return json_event_line(&output->bytes, watching->session->context.plan, event, error);
}

/* What the present plan has otherwise than the older one, and who wrote that. */
static bool list_events(struct watching *watching, const struct plan *older, struct events *events, struct error *error)
{
    struct workspace *workspace = watching->session->workspace;
    const struct plan *plan = workspace_plan(workspace);
    struct comparison comparison = {0};
    struct authors_document *documents = NULL;
    size_t count = 0;
    bool done = compare_plans(older, plan, &comparison, error) && events_add_comparison(events, &comparison, error);
    done = done && (authors_documents(older, plan, &events->arena, &documents, &count) || error_no_memory(error)) &&
           authors_name(&watching->authors, workspace_log_folder(workspace), documents, count, events, error);
    comparison_release(&comparison);
    return done;
}

/* Reads the plan again and tells what changed. */
static bool take_changes(struct watching *watching, struct error *error)
{
    struct plan *older = NULL;
    struct events events = {0};
    bool changed = false;
    char now[24];
    write_moment(now, sizeof now);
    bool done = workspace_refresh(watching->session->workspace, &changed, &older, error) &&
                follow_renew(&watching->follow, milliseconds(), error) &&
                session_renew(watching->session, watching->call, error);
    if (done && changed && older != NULL) {
        done = list_events(watching, older, &events, error);
    }
    for (size_t i = 0; done && i < events.count && !watching->over; i++) {
        events.items[i].time = slice_of(now);
        done = tell(watching, &events.items[i], error);
    }
    events_release(&events);
    plan_free(older);
    return done && output_flush(watching->call->output, error);
}

/* ---- waiting ---- */

static bool wait_for_changes(struct watching *watching, struct error *error)
{
    while (!watching->over) {
        /* Nothing is asked of standard output but whether anybody still reads it. */
        struct pollfd waiting[] = {
            {.fd = watching->signals.descriptor, .events = POLLIN},
            {.fd = follow_descriptor(&watching->follow), .events = POLLIN},
            {.fd = watching->program == NULL ? watching->call->output->descriptor : -1, .events = 0},
        };
        if (poll(waiting, 3, follow_timeout(&watching->follow, milliseconds())) < 0 && errno != EINTR) {
            return error_set(error, ERROR_SYSTEM, "waiting for changes failed: %s", strerror(errno));
        }
        take_signals(watching);
        if (!watching->over && (waiting[2].revents & (POLLERR | POLLHUP | POLLNVAL)) != 0) {
            watching->over = true;
            watching->call->ended_by = SIGPIPE;
        }
        if (!watching->over && follow_changed(&watching->follow, milliseconds()) && !take_changes(watching, error)) {
            if (!watching->call->output->closed) {
                return false;
            }
            watching->over = true;
            watching->call->ended_by = SIGPIPE;
        }
    }
    return true;
}

/* The program and its arguments, ended by NULL, in an array to be freed. The words are not changed. */
static bool read_program(const struct call *call, char ***program, struct error *error)
{
    const char *name = arguments_text(call->arguments, "exec");
    *program = NULL;
    if (name == NULL) {
        return call->arguments->word_count == 0 ||
               error_set(error, ERROR_USAGE, "watch does not take \"%.100s\"", call->arguments->words[0]);
    }
    if (name[0] == '\0') {
        return error_set(error, ERROR_USAGE, "--exec needs a program");
    }
    size_t count = call->arguments->word_count;
    *program = memory_new(count + 2, sizeof **program);
    if (*program == NULL) {
        return error_no_memory(error);
    }
    /* posix_spawn takes what it does not change without const */
    memcpy(*program, &name, sizeof name);
    if (count > 0) {
        memcpy(*program + 1, call->arguments->words, count * sizeof **program);
    }
    return true;
}

static bool run(struct call *call, struct error *error)
{
    struct session session;
    struct watching watching = {.call = call, .session = &session};
    if (!read_program(call, &watching.program, error)) {
        return false;
    }
    bool done = session_open(&session, call, NULL, error) && signals_open(&watching.signals, error);
    if (done) {
        authors_begin(&watching.authors, workspace_log_folder(session.workspace));
        done = follow_begin(&watching.follow, session.workspace, milliseconds(), error);
        if (done && call->notes->terminal && call->output->terminal) {
            report_note(call->notes, "watching; Ctrl-C ends it");
        }
        /* Once more, for what changed before it was watched. */
        done = done && take_changes(&watching, error) && wait_for_changes(&watching, error);
        follow_end(&watching.follow);
        signals_close(&watching.signals);
    }
    session_close(&session);
    memory_free(watching.program);
    return done;
}

const struct command command_watch = {
    .name = "watch",
    .usage = "[--exec PROGRAM [ARGUMENT]...]",
    .summary = "prints each change of the plan as it happens",
    .details = "One line for each change, whoever makes it, with the name under which workboard wrote it, or \"outside\" "
               "where another program did; with --json one object a line. A change that the mirrors of a record only "
               "say again is told once. --exec runs a program for each change instead, one after the other, never "
               "through a shell: what changed stands in WORKBOARD_EVENT_KIND, _ID, _FIELD, _OLD, _NEW, _FILE, _LINE, "
               "_WHAT, _WHO, _HAND and _TIME, and as the JSON object on its standard input. Options of the program "
               "stand behind --. It ends by a signal, or when nobody reads what it prints.",
    .options = options,
    .words = (size_t)-1,
    .run = run,
};
