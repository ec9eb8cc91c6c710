#include "tui/answers.h"

#include "base/memory.h"
#include "tui/update.h"
#include "tui/view_table.h"

/* ---- making ---- */

struct answers *answers_new(void)
{
    struct answers *answers = memory_new(1, sizeof *answers);
    if (answers != NULL) {
        answers->shown = QUESTION_COUNT;
    }
    return answers;
}

static void release_flows(struct answers *answers)
{
    for (size_t i = 0; i < sizeof answers->flows / sizeof answers->flows[0]; i++) {
        flow_release(&answers->flows[i]);
    }
    answers->flow_points = 0;
}

void answers_free(struct answers *answers)
{
    if (answers == NULL) {
        return;
    }
    for (size_t i = 0; i < QUESTION_COUNT; i++) {
        bytes_release(&answers->questions[i].failure);
    }
    arena_release(&answers->evidence_arena);
    arena_release(&answers->proofs_arena);
    events_release(&answers->events);
    flow_table_release(&answers->times);
    release_flows(answers);
    bytes_release(&answers->only);
    bytes_release(&answers->packet);
    page_release(&answers->page);
    bytes_release(&answers->intake_lane);
    bytes_release(&answers->intake_tasks);
    arena_release(&answers->intake_arena);
    bytes_release(&answers->folder);
    arena_release(&answers->paths_arena);
    memory_free(answers);
}

/* ---- asking ---- */

/* The question whose answer the view shows; QUESTION_COUNT: none. */
static enum question question_of(enum view_number view)
{
    switch (view) {
    case VIEW_NEXT:
    case VIEW_EVIDENCE:
        return QUESTION_EVIDENCE;
    case VIEW_HISTORY:
    case VIEW_TIMES:
    case VIEW_FLOW:
        return QUESTION_HISTORY;
    case VIEW_HANDOFF:
        return QUESTION_PACKET;
    case VIEW_INTAKE:
        return QUESTION_INTAKE;
    default:
        return QUESTION_COUNT;
    }
}

static enum question shown_question(const struct tui_state *state)
{
    return state->screen == SCREEN_VIEW ? question_of(state->view) : QUESTION_COUNT;
}

/* Whether there is something to ask; a packet that the person works on is not replaced by itself. */
static bool is_wanted(const struct answers *answers, enum question question)
{
    const struct question_state *own = &answers->questions[question];
    return !own->asked && (!own->known || own->old) &&
           (question != QUESTION_INTAKE || answers->intake_path[0] != '\0') &&
           (question != QUESTION_PACKET || !own->known || (!answers->edited && !answers->taken));
}

void answers_age(struct answers *answers)
{
    for (size_t i = 0; i < QUESTION_COUNT; i++) {
        answers->questions[i].old = true;
    }
    answers->proofs_made = false;
    answers->flow_points = 0;
}

void answers_refresh(struct tui_state *state)
{
    struct answers *answers = state->answers;
    enum question question = shown_question(state);
    if (question == QUESTION_COUNT) {
        return;
    }
    if (question == QUESTION_PACKET) {
        answers->edited = answers->taken = false;
    }
    answers->questions[question].old = true;
    answers->questions[question].asked_at = state->moment.milliseconds - ANSWERS_PAUSE;
}

void answers_ask(struct tui_state *state, struct tui_effects *effects)
{
    static const enum effect asking[QUESTION_COUNT] = {
        [QUESTION_EVIDENCE] = EFFECT_EVIDENCE,
        [QUESTION_HISTORY] = EFFECT_HISTORY,
        [QUESTION_PACKET] = EFFECT_PACKET,
        [QUESTION_INTAKE] = EFFECT_INTAKE,
    };
    struct answers *answers = state->answers;
    enum question question = shown_question(state);
    bool entered = question != answers->shown;
    answers->shown = question;
    if (question == QUESTION_COUNT || state->plan == NULL) {
        return;
    }
    struct question_state *own = &answers->questions[question];
    /* Whoever comes to look sees what is true now. */
    own->old = own->old || (entered && !own->asked);
    if (is_wanted(answers, question) &&
        (!own->known || entered || state->moment.milliseconds - own->asked_at >= ANSWERS_PAUSE)) {
        own->asked = true;
        own->old = false;
        own->asked_at = state->moment.milliseconds;
        effects_add(effects, asking[question]);
    }
}

long long answers_wait(const struct tui_state *state, long long milliseconds)
{
    enum question question = shown_question(state);
    if (question == QUESTION_COUNT || !is_wanted(state->answers, question)) {
        return -1;
    }
    long long left = state->answers->questions[question].asked_at + ANSWERS_PAUSE - milliseconds;
    return left < 0 ? 0 : left;
}

/* ---- taking ---- */

/* What the event gives is the state's from now on. */
static void take_evidence(struct answers *answers, const struct tui_event *event)
{
    arena_release(&answers->evidence_arena);
    answers->evidence_arena = *event->evidence_arena;
    answers->evidence = *event->files;
    arena_init(event->evidence_arena);
    *event->files = (struct evidence){0};
    memcpy(answers->day, event->day, sizeof answers->day);
    answers->proofs_made = false;
}

static bool take_history(struct answers *answers, const struct tui_event *event)
{
    events_release(&answers->events);
    answers->events = *event->events;
    *event->events = (struct events){0};
    answers->now = event->seconds;
    answers->flow_points = 0;
    flow_table_release(&answers->times);
    return flow_times(&answers->times, &answers->events, KIND_COUNT, answers->now, NULL);
}

static bool take_packet(struct answers *answers, const struct tui_event *event)
{
    bytes_clear(&answers->packet);
    answers->edited = event->edited;
    answers->taken = false;
    return bytes_append(&answers->packet, event->text);
}

static bool copy_points(struct answers *answers, const struct intake *intake, const struct plan *plan)
{
    answers->points = arena_new(&answers->intake_arena, intake->point_count, sizeof *answers->points);
    if (answers->points == NULL) {
        return false;
    }
    for (size_t i = 0; i < intake->point_count; i++) {
        const struct intake_point *point = &intake->points[i];
        struct answers_point *copy = &answers->points[i];
        const char *path = point->line > 0 && point->document < plan->document_count ? plan_path(plan, point->document) : "";
        *copy = (struct answers_point){.verdict = point->verdict, .line = point->line};
        copy->text = arena_copy(&answers->intake_arena, point->text);
        copy->reason = arena_copy(&answers->intake_arena, point->reason);
        copy->path = arena_copy(&answers->intake_arena, slice_of(path));
        if (copy->text.data == NULL || copy->reason.data == NULL || copy->path.data == NULL) {
            return false;
        }
    }
    answers->point_count = intake->point_count;
    return true;
}

static bool take_intake(struct answers *answers, const struct intake *intake, const struct plan *plan)
{
    arena_release(&answers->intake_arena);
    arena_init(&answers->intake_arena);
    answers->point_count = 0;
    answers->failure_count = 0;
    bytes_clear(&answers->intake_tasks);
    if (intake == NULL) {
        return true;
    }
    for (size_t i = 0; i < intake->task_count; i++) {
        bytes_append_text(&answers->intake_tasks, i > 0 ? ", " : "");
        bytes_append(&answers->intake_tasks, record_name(intake->tasks[i]));
    }
    answers->failure_count = intake->failures;
    return !answers->intake_tasks.failed && copy_points(answers, intake, plan);
}

/* Why there is no answer, with the place that is meant. */
static bool keep_failure(struct question_state *own, const struct error *failure)
{
    bytes_clear(&own->failure);
    if (failure == NULL) {
        return true;
    }
    if (failure->file[0] != '\0') {
        bytes_append_text(&own->failure, failure->file);
        if (failure->line > 0) {
            bytes_append_format(&own->failure, ":%zu", failure->line);
        }
        bytes_append_byte(&own->failure, ' ');
    }
    return bytes_append_text(&own->failure, failure->message);
}

/* The lists that show an answer are made anew. */
static void unbuild(struct tui_state *state, enum question question)
{
    for (int i = 0; i < VIEW_COUNT; i++) {
        if (question_of((enum view_number)i) == question) {
            list_unbuild(&state->lists[i]);
        }
    }
}

bool answers_take(struct tui_state *state, const struct tui_event *event)
{
    struct answers *answers = state->answers;
    struct question_state *own = &answers->questions[event->question];
    own->asked = false;
    own->known = true;
    /* Rows and details point into the answer before. */
    unbuild(state, event->question);
    state->detail.count = 0;
    if (!keep_failure(own, event->error)) {
        return false;
    }
    if (event->error != NULL) {
        return event->question != QUESTION_INTAKE || take_intake(answers, NULL, state->plan);
    }
    switch (event->question) {
    case QUESTION_EVIDENCE:
        take_evidence(answers, event);
        return true;
    case QUESTION_HISTORY:
        return take_history(answers, event);
    case QUESTION_PACKET:
        return take_packet(answers, event);
    case QUESTION_INTAKE:
        return take_intake(answers, event->intake, state->plan);
    case QUESTION_COUNT:
        break;
    }
    return true;
}

const struct proofs *answers_proofs(struct tui_state *state)
{
    struct answers *answers = state->answers;
    const struct question_state *own = &answers->questions[QUESTION_EVIDENCE];
    if (!own->known || own->failure.size > 0) {
        return NULL;
    }
    if (!answers->proofs_made) {
        arena_release(&answers->proofs_arena);
        arena_init(&answers->proofs_arena);
        answers->proofs = (struct proofs){0};
        answers->proofs_made =
            proofs_make(state->plan, &answers->evidence, &answers->proofs_arena, &answers->proofs, NULL);
    }
    return answers->proofs_made ? &answers->proofs : NULL;
}
