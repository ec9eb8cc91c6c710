#include "tui/loop_effects.h"

#include "tui/request.h"

#include <errno.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* ---- time ---- */

long long board_milliseconds(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool read_moment(const struct board *board, struct tui_moment *moment, char day[16], struct error *error)
{
    time_t seconds = time(NULL);
    struct tm local;
    moment->milliseconds = board_milliseconds();
    moment->clock[0] = '\0';
    if (localtime_r(&seconds, &local) != NULL) {
        strftime(moment->clock, sizeof moment->clock, "%H:%M:%S", &local);
    }
    return board->options->moment(board->options->context, moment->now, day, error);
}

/* ---- the plan ---- */

static bool send_plan(struct board *board, const struct comparison *comparison, const struct change *own,
                      struct error *error)
{
    struct bytes trouble = {0};
    size_t count = workspace_trouble_count(board->workspace);
    for (size_t i = 0; i < count; i++) {
        bytes_append_text(&trouble, workspace_trouble(board->workspace, i));
        bytes_append_byte(&trouble, '\n');
    }
    struct tui_event event = {
        .kind = EVENT_PLAN,
        .plan = workspace_plan(board->workspace),
        .comparison = comparison,
        .change = own,
        .trouble = bytes_slice(&trouble),
        .trouble_count = count,
    };
    bool done = !trouble.failed ? board_send(board, &event, error) : error_no_memory(error);
    bytes_release(&trouble);
    return done;
}

bool board_show_plan(struct board *board, struct error *error)
{
    return send_plan(board, NULL, NULL, error);
}

static bool send_failure(struct board *board, const struct error *failure, struct error *error)
{
    struct tui_event event = {.kind = EVENT_FAILED, .error = failure};
    return board_send(board, &event, error);
}

/* Tells the state of the workspace's plan and what it differs in from the one before. */
static bool send_difference(struct board *board, const struct plan *before, const struct change *own,
                            struct error *error)
{
    struct comparison comparison = {0};
    bool done = compare_plans(before, workspace_plan(board->workspace), &comparison, error) &&
                send_plan(board, &comparison, own, error);
    comparison_release(&comparison);
    return done;
}

bool board_refresh(struct board *board, struct error *error)
{
    struct error failure = {0};
    struct plan *older = NULL;
    bool changed = false;
    size_t troubles = board->state->trouble_count;
    if (!workspace_refresh(board->workspace, &changed, &older, &failure)) {
        plan_free(older);
        /* Whatever was read of it, only the workspace's plan may be used from here on. */
        return send_plan(board, NULL, NULL, error) && send_failure(board, &failure, error);
    }
    bool done = true;
    if (changed && older != NULL) {
        done = send_difference(board, older, NULL, error);
    } else if (changed || troubles != workspace_trouble_count(board->workspace)) {
        done = send_plan(board, NULL, NULL, error);
    }
    plan_free(older);
    return done;
}

/* ---- requests ---- */

static struct plan *copy_plan(const struct plan *plan, struct error *error)
{
    return plan_new(plan->profile, plan->root, plan->documents, plan->document_count, error);
}

static bool run_request(struct board *board, bool write, struct change *change, struct error *failure)
{
    const struct tui_request *wanted = &board->state->request;
    const struct workspace_settings *settings = workspace_settings(board->workspace);
    struct tui_moment moment = {0};
    char day[16] = "";
    struct request request = {
        .verb = wanted->verb,
        .arguments = wanted->arguments,
        .argument_count = wanted->argument_count,
        .who = board->options->who,
        .who_is_given = board->options->who_is_given,
        .orchestrator = settings->orchestrator,
        .force = wanted->force,
        .without_claims = settings->without_claims,
        .further = wanted->further,
        .further_count = wanted->further_count,
    };
    memcpy(request.options, wanted->options, sizeof request.options);
    if (!read_moment(board, &moment, day, failure)) {
        return false;
    }
    request.day = slice_of(day);
    request.now = slice_of(moment.now);
    return workspace_run(board->workspace, &request, write, change, failure);
}

/* Runs the state's request and tells the state how it went. */
static bool carry_out(struct board *board, bool write, struct error *error)
{
    struct change change;
    struct error failure = {0};
    if (board->state->request.verb == NULL) {
        return true;
    }
    if (!board_refresh(board, error)) {
        return false;
    }
    /* What others change while ours is written is told apart from it by comparing with how it was. */
    struct plan *before = write ? copy_plan(workspace_plan(board->workspace), error) : NULL;
    if (write && before == NULL) {
        return false;
    }
    change_init(&change);
    bool good = run_request(board, write, &change, &failure);
    bool done = before != NULL ? send_difference(board, before, good ? &change : NULL, error)
                               : send_plan(board, NULL, NULL, error);
    if (done && good) {
        struct tui_event event = {.kind = write ? EVENT_WRITTEN : EVENT_PREVIEW, .change = &change};
        done = board_send(board, &event, error);
    } else if (done) {
        done = send_failure(board, &failure, error);
    }
    change_release(&change);
    plan_free(before);
    return done;
}

/* Tells the state of a file that may prove the selected task to be done. */
static bool find_evidence(struct board *board, struct error *error)
{
    const struct record *task = request_task(board->state);
    struct arena arena;
    struct slice *paths = NULL;
    size_t count = 0;
    if (task == NULL) {
        return true;
    }
    arena_init(&arena);
    /* What is read may make a new plan of the file that was read alone: nothing of the plan is used behind it. */
    struct slice id = arena_copy(&arena, record_name(task));
    bool done = (id.data != NULL || error_no_memory(error)) &&
                workspace_propose_evidence(board->workspace, &id, 1, &arena, &paths, &count, error);
    if (board->state->plan != workspace_plan(board->workspace)) {
        done = send_plan(board, NULL, NULL, error) && done;
    }
    if (done) {
        struct tui_event event = {.kind = EVENT_EVIDENCE, .path = count > 0 ? paths[0] : slice_of("")};
        done = board_send(board, &event, error);
    }
    arena_release(&arena);
    return done;
}

/* ---- the editor ---- */

static void run_editor(const char *editor, const char *path, size_t line)
{
    char position[32];
    char command[1024];
    int status = 0;
    int size = snprintf(command, sizeof command, "%s \"$@\"", editor);
    snprintf(position, sizeof position, "+%zu", line);
    if (size < 0 || (size_t)size >= sizeof command) {
        return;
    }
    pid_t child = fork();
    if (child == 0) {
        execl("/bin/sh", "sh", "-c", command, "sh", position, path, (char *)NULL);
        _exit(127);
    }
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
}

static bool open_editor(struct board *board, struct error *error)
{
    struct bytes path = {0};
    struct error failure = {0};
    if (board->options->editor == NULL || board->options->editor[0] == '\0') {
        error_set(&failure, ERROR_USAGE, "no editor is set; set EDITOR to the command of one");
        return send_failure(board, &failure, error);
    }
    if (board->screen == NULL) {
        return true;
    }
    bytes_append_format(&path, "%s/%.*s", workspace_root(board->workspace),
                        SLICE_PRINT(board->state->editor_path));
    if (!path.failed) {
        screen_leave(board->screen);
        /* The keyboard's signals are meant for the editor while it runs. */
        signals_close(&board->signals);
        run_editor(board->options->editor, path.data, board->state->editor_line);
        if (!signals_open(&board->signals, error)) {
            board->signals.descriptor = -1;
            bytes_release(&path);
            screen_return(board->screen);
            return false;
        }
        screen_return(board->screen);
    }
    bytes_release(&path);
    return board_refresh(board, error);
}

/* ---- effects ---- */

static bool run_effect(struct board *board, enum effect effect, struct error *error)
{
    switch (effect) {
    case EFFECT_PREVIEW:
        return carry_out(board, false, error);
    case EFFECT_WRITE:
        return carry_out(board, true, error);
    case EFFECT_REFRESH:
        return board_refresh(board, error);
    case EFFECT_REDRAW:
        if (board->screen != NULL) {
            screen_redraw(board->screen);
        }
        return true;
    case EFFECT_EVIDENCE:
        return find_evidence(board, error);
    case EFFECT_EDITOR:
        return open_editor(board, error);
    case EFFECT_QUIT:
        board->quit = true;
        return true;
    }
    return true;
}

bool board_send(struct board *board, struct tui_event *event, struct error *error)
{
    struct tui_effects effects = {0};
    char day[16] = "";
    if (!read_moment(board, &event->moment, day, error) ||
        !tui_update(board->state, event, &effects, error)) {
        return false;
    }
    for (size_t i = 0; i < effects.count; i++) {
        if (!run_effect(board, effects.items[i], error)) {
            return false;
        }
    }
    return true;
}
