#include "tui/loop_effects.h"

#include "store/editor.h"
#include "store/open_elsewhere.h"
#include "store/workspace_apply.h"
#include "store/workspace_undo.h"
#include "tui/consequences.h"
#include "tui/loop_answers.h"
#include "tui/loop_program.h"
#include "tui/request_list.h"

#include <stdio.h>
#include <time.h>

/* ---- time ---- */

long long board_milliseconds(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool board_moment(const struct board *board, struct tui_moment *moment, char day[16], struct error *error)
{
    time_t seconds = time(NULL);
    struct tm local;
    moment->milliseconds = board_milliseconds();
    moment->clock[0] = '\0';
    if (localtime_r(&seconds, &local) != NULL) {
        strftime(moment->clock, sizeof moment->clock, "%H:%M:%S", &local);
    }
    return board->options->moment(board->options->context, NULL, moment->now, day, error);
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

/* Takes a change back; where what it would write is not what was shown, nothing is written. */
static bool take_back(struct board *board, const struct undo_request *undo, uint64_t confirmed, bool write,
                      struct tui_event *event, struct change *change, struct error *failure)
{
    struct undo_result result = {0};
    uint64_t digest = 0;
    if (confirmed != 0) {
        struct change shown;
        change_init(&shown);
        bool good = workspace_undo(board->workspace, undo, false, &shown, &result, failure) &&
                    change_digest(&shown, &digest, failure);
        change_release(&shown);
        if (!good) {
            return false;
        }
        if (digest != confirmed) {
            return error_set(failure, ERROR_CONFLICT,
                             "the documents changed in the meantime, and taking this back would write something else than "
                             "was shown; look at it again");
        }
    }
    bool done = workspace_undo(board->workspace, undo, write, change, &result, failure);
    event->undone = result.undone;
    return done;
}

/* The requests of a verb as one change, all of it or nothing. */
static bool run_verb(struct board *board, const struct request *base, const struct adjustments *adjustments, bool write,
                     struct change *change, struct error *failure)
{
    const struct tui_request *wanted = &board->state->request;
    struct request_list list;
    struct arena arena;
    arena_init(&arena);
    bool done = request_list_make(wanted, base, adjustments, &arena, &list, failure);
    if (done) {
        const struct workspace_edits edits = {
            .requests = list.items,
            .count = list.count,
            .adjustments = request_list_whole(&list),
            .who = base->who,
            .now = base->now,
            .verb = slice_of(wanted->verb->name),
            .if_rev = wanted->options[OPTION_IF_REV],
            .commit = wanted->options[OPTION_COMMIT].data != NULL,
            .force = base->force,
        };
        done = workspace_apply(board->workspace, &edits, write, change, failure);
    }
    arena_release(&arena);
    return done;
}

/* The moment to stamp, where the person said one. */
static bool read_date(const struct board *board, struct slice date, char now[24], char day[16], struct error *error)
{
    char text[60]; /* what is longer is no date, and none when it is cut */
    (void)snprintf(text, sizeof text, "%.*s", SLICE_PRINT(slice_part(date, 0, sizeof text - 1)));
    return board->options->moment(board->options->context, text, now, day, error);
}

/* Runs the state's request; a preview at this moment, what is written at that of the preview, so that it is the same. */
static bool run_request(struct board *board, bool write, const struct adjustments *adjustments, struct tui_event *event,
                        struct change *change, struct error *failure)
{
    const struct tui_request *wanted = &board->state->request;
    const struct workspace_settings *settings = workspace_settings(board->workspace);
    struct slice as = slice_trim(wanted->options[OPTION_AS]);
    struct slice date = wanted->options[OPTION_DATE];
    struct request request = {
        .who = as.size > 0 ? as : board->options->who,
        .who_is_given = as.size > 0 || board->options->who_is_given,
        .orchestrator = settings->orchestrator,
        .force = wanted->force,
        .without_claims = settings->without_claims,
    };
    char now[24];
    char day[16];
    if (!board_moment(board, &event->moment, event->day, failure)) {
        return false;
    }
    bool shown = write && wanted->day[0] != '\0';
    request.day = slice_of(shown ? wanted->day : event->day);
    request.now = slice_of(shown ? wanted->now : event->moment.now);
    if (date.data != NULL) {
        if (!read_date(board, date, now, day, failure)) {
            return false;
        }
        request.day = slice_of(day);
        request.now = slice_of(now);
    }
    if (wanted->undo) {
        const struct undo_request undo = {.id = wanted->undo_id, .who = request.who, .day = request.day, .now = request.now};
        return take_back(board, &undo, write ? adjustments->confirmed : 0, write, event, change, failure);
    }
    return run_verb(board, &request, adjustments, write, change, failure);
}

/* What a preview is made of, for as long as the state takes it in. */
struct preview {
    struct change change;
    struct change partial;
    struct arena arena;
    struct evidence evidence;
    struct proofs proofs;
    struct bytes swaps;
};

static void preview_release(struct preview *preview)
{
    change_release(&preview->change);
    change_release(&preview->partial);
    arena_release(&preview->arena);
    bytes_release(&preview->swaps);
}

/* Which files prove what the request is about; the names that may be given as evidence, the proposed one first. */
static bool find_evidence(struct board *board, struct preview *preview, struct tui_event *event, struct error *error)
{
    const struct tui_request *request = &board->state->request;
    const struct verb *verb = request->verb;
    struct slice *proposed = NULL;
    size_t count = 0;
    if (verb == NULL || (verb != verb_find(slice_of("claim")) && verb != verb_find(slice_of("done")))) {
        return true;
    }
    if ((verb->options & 1U << OPTION_EVIDENCE) != 0 &&
        !workspace_propose_evidence(board->workspace, request->arguments, request->argument_count, &preview->arena,
                                    &proposed, &count, error)) {
        return false;
    }
    if (!workspace_evidence(board->workspace, &preview->arena, &preview->evidence, error) ||
        !proofs_make(workspace_plan(board->workspace), &preview->evidence, &preview->arena, &preview->proofs, error)) {
        return false;
    }
    struct slice *paths = arena_new(&preview->arena, preview->evidence.count + count + 1, sizeof *paths);
    if (paths == NULL) {
        return error_no_memory(error);
    }
    event->proposed_count = count;
    for (size_t i = 0; i < count; i++) {
        paths[event->evidence_count++] = proposed[i];
    }
    for (size_t i = 0; i < preview->evidence.count; i++) {
        paths[event->evidence_count++] = preview->evidence.items[i].path;
    }
    event->evidence = paths;
    event->proofs = &preview->proofs;
    return true;
}

static bool find_swaps(const struct board *board, struct preview *preview, struct tui_event *event, struct error *error)
{
    for (size_t i = 0; i < preview->change.file_count; i++) {
        if (!open_elsewhere_note(workspace_root(board->workspace), preview->change.files[i].path, "", &preview->swaps) ||
            (preview->swaps.size > 0 && !bytes_append_byte(&preview->swaps, '\n'))) {
            return error_no_memory(error);
        }
    }
    event->swaps = bytes_slice(&preview->swaps);
    return true;
}

/* The whole change, and with parts of the diff left out also what is left of it. */
static bool make_preview(struct board *board, struct preview *preview, struct tui_event *event, struct error *failure)
{
    struct adjustments whole = board->state->request.adjustments;
    whole.left_count = 0;
    whole.confirmed = 0;
    if (!run_request(board, false, &whole, event, &preview->change, failure) ||
        !find_swaps(board, preview, event, failure)) {
        return false;
    }
    event->change = &preview->change;
    const struct change *written = event->change;
    if (board->state->request.adjustments.left_count > 0) {
        struct adjustments rest = board->state->request.adjustments;
        rest.confirmed = 0;
        if (!run_request(board, false, &rest, event, &preview->partial, failure)) {
            return false;
        }
        event->partial = &preview->partial;
        written = event->partial;
    }
    return written->file_count == 0 || change_digest(written, &event->digest, failure);
}

/* What a rule refuses is shown all the same: as it would be in spite of the rule. */
static void show_forced(struct board *board, struct preview *preview, struct tui_event *event, const struct error *failure)
{
    struct tui_request *request = &board->state->request;
    struct adjustments whole = request->adjustments;
    if (request->force || request->undo || !consequences_is_forcible(failure)) {
        return;
    }
    whole.left_count = whole.confirmed = 0;
    change_release(&preview->change);
    request->force = true;
    event->change = run_request(board, false, &whole, event, &preview->change, NULL) ? &preview->change : NULL;
    request->force = false;
}

/* Runs the state's request without writing and tells the state how it went. */
static bool show_preview(struct board *board, struct error *error)
{
    struct tui_event event = {.kind = EVENT_PREVIEW};
    struct error failure = {0};
    struct preview preview = {0};
    if (board->state->request.verb == NULL && !board->state->request.undo) {
        return true;
    }
    if (!board_refresh(board, error)) {
        return false;
    }
    /* Of a file that was read alone the plan becomes the whole one. */
    bool evidence = find_evidence(board, &preview, &event, &failure);
    bool good = evidence && make_preview(board, &preview, &event, &failure);
    if (!good) {
        event.change = event.partial = NULL;
        show_forced(board, &preview, &event, &failure);
    }
    bool done = board->state->plan == workspace_plan(board->workspace) || send_plan(board, NULL, NULL, error);
    if (!good) {
        event.kind = EVENT_FAILED;
        event.error = &failure;
        event.of_request = true;
    }
    done = done && board_send(board, &event, error);
    preview_release(&preview);
    return done;
}

/* Runs the state's request, writes, and tells the state how it went. */
static bool write_request(struct board *board, struct error *error)
{
    struct change change;
    struct error failure = {0};
    struct tui_event event = {.kind = EVENT_WRITTEN, .change = &change};
    if (board->state->request.verb == NULL && !board->state->request.undo) {
        return true;
    }
    if (!board_refresh(board, error)) {
        return false;
    }
    /* What others change while ours is written is told apart from it by comparing with how it was. */
    struct plan *before = copy_plan(workspace_plan(board->workspace), error);
    if (before == NULL) {
        return false;
    }
    change_init(&change);
    bool good = run_request(board, true, &board->state->request.adjustments, &event, &change, &failure);
    bool done = send_difference(board, before, good ? &change : NULL, error);
    if (done && good) {
        done = board_send(board, &event, error);
    } else if (done) {
        event = (struct tui_event){.kind = EVENT_FAILED, .error = &failure, .of_request = true};
        done = board_send(board, &event, error);
    }
    change_release(&change);
    plan_free(before);
    return done;
}

/* ---- the editor ---- */

bool board_resize(struct board *board, struct error *error)
{
    struct tui_event event = {.kind = EVENT_RESIZE};
    screen_measure(board->screen, &event.rows, &event.columns);
    return board_send(board, &event, error);
}

/* Opens the place that the state names in an editor or a pager; `line` 0: at its beginning. */
static bool open_outside(struct board *board, enum editor_kind kind, const char *command, size_t line,
                         struct error *error)
{
    struct bytes path = {0};
    struct error failure = {0};
    bool done = true;
    bytes_append_format(&path, "%s/%.*s", workspace_root(board->workspace),
                        SLICE_PRINT(board->state->editor_path));
    bool good = path.failed || board_run_program(board, kind, command, path.data, line, &done, &failure, error);
    bytes_release(&path);
    /* Nobody told of a size that changed meanwhile. */
    return done && board_resize(board, error) && (good || send_failure(board, &failure, error)) &&
           board_refresh(board, error);
}

/* ---- effects ---- */

static bool run_effect(struct board *board, enum effect effect, struct error *error)
{
    switch (effect) {
    case EFFECT_PREVIEW:
        return show_preview(board, error);
    case EFFECT_WRITE:
        return write_request(board, error);
    case EFFECT_REFRESH:
        return board_refresh(board, error);
    case EFFECT_REDRAW:
        if (board->screen != NULL) {
            screen_redraw(board->screen);
        }
        return true;
    case EFFECT_EDITOR:
        return open_outside(board, EDITOR_WRITES, board->options->editor, board->state->editor_line, error);
    case EFFECT_PAGER:
        return open_outside(board, EDITOR_READS, board->options->pager,
                            pager_takes_line(board->options->pager) ? board->state->editor_line : 0, error);
    case EFFECT_YANK:
        if (board->screen != NULL) {
            screen_copy(board->screen, bytes_slice(&board->state->yank));
        }
        return true;
    case EFFECT_THEME:
        if (board->screen != NULL) {
            screen_use_theme(board->screen, &board->state->config.theme);
        }
        return true;
    case EFFECT_EVIDENCE:
    case EFFECT_HISTORY:
    case EFFECT_PACKET:
    case EFFECT_INTAKE:
    case EFFECT_PACKET_EDIT:
    case EFFECT_PACKET_WRITE:
    case EFFECT_PACKET_COPY:
    case EFFECT_PATHS:
        return board_answer(board, effect, error);
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
    if (!board_moment(board, &event->moment, day, error) ||
        !tui_update(board->state, event, &effects, error)) {
        return false;
    }
    board->changed = board->changed || event->kind != EVENT_TICK || effects.count > 0;
    for (size_t i = 0; i < effects.count; i++) {
        if (!run_effect(board, effects.items[i], error)) {
            return false;
        }
    }
    return true;
}
