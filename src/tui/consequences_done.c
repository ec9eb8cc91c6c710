/* Beside the form that finishes tasks: what proves it, which blockers may be over, who is first now, the milestone's count. */
#include "check/gates.h"
#include "ops/outlook.h"
#include "plan/query.h"
#include "tui/consequences.h"
#include "tui/describe.h"
#include "tui/form.h"

static void say_evidence(struct consequences *consequences, const struct record *task)
{
    const struct proofs *proofs = consequences->event->proofs;
    struct gate_needs needs = {0};
    if (proofs == NULL) {
        return;
    }
    if (!gates_of_task(proofs, task, slice_of(consequences->event->day), &consequences->arena, &needs, NULL)) {
        consequences->failed = true;
        return;
    }
    const struct proof_list *files = &proofs->of_tasks[task->number];
    if (files->count > 0) {
        consequences_say(consequences, STYLE_READY, "evidence found: %.*s%s",
                         SLICE_PRINT(proofs->evidence->items[files->items[0]].path), files->count > 1 ? " and others" : "");
    }
    for (size_t i = 0; i < needs.count; i++) {
        const struct gate_need *need = &needs.items[i];
        bool there = need->state == GATE_PRESENT;
        consequences_say(consequences, there ? STYLE_READY : STYLE_ERROR, "gate %.*s: evidence %s%s%.*s",
                         SLICE_PRINT(need->name), gate_state_name(need->state),
                         there || need->path.size == 0 ? "" : "; expected at ",
                         SLICE_PRINT(there ? slice_of("") : need->path));
    }
}

static void say_exits(struct consequences *consequences, const struct record *task)
{
    struct outlook_list exits = {0};
    if (!outlook_exits(consequences->state->plan, task, &consequences->arena, &exits)) {
        consequences->failed = true;
    }
    for (size_t i = 0; i < exits.count; i++) {
        consequences_say(consequences, STYLE_NOTICE, "blocker %.*s may be over (\"%.*s\"): Tab in resolves closes it too",
                         SLICE_PRINT(record_name(exits.items[i])),
                         SLICE_PRINT(record_value(exits.items[i], ROLE_EXIT_CONDITION)));
    }
}

static void say_milestone(struct consequences *consequences, const struct record *task)
{
    const struct record *after =
        task->milestone == NULL ? NULL : query_id(consequences->after, KIND_MILESTONE, task->milestone->id);
    if (after != NULL) {
        consequences_say(consequences, STYLE_NORMAL, "%.*s: %zu of %zu closed, %s", SLICE_PRINT(record_name(after)),
                         describe_closed(&after->tasks), after->tasks.count, style_state_word(after->state));
    }
}

/* The entry of the queue that takes the first priority, from what the verb would set. */
static void say_first(struct consequences *consequences)
{
    for (size_t i = 0; i < consequences->change->effect_count; i++) {
        const struct change_effect *effect = &consequences->change->effects[i];
        if (effect->kind == KIND_QUEUE && effect->role == ROLE_PRIORITY && effect->new.size > 0) {
            consequences_say(consequences, STYLE_NOTICE, "%.*s rises to %.*s", SLICE_PRINT(effect->id),
                             SLICE_PRINT(effect->new));
        }
    }
}

void consequences_done(struct consequences *consequences)
{
    const struct tui_request *request = &consequences->state->request;
    struct slice on = request->options[OPTION_ON];
    for (size_t i = 0; i < request->argument_count; i++) {
        const struct record *task = consequences_task(consequences, i);
        if (task != NULL) {
            say_evidence(consequences, task);
            say_exits(consequences, task);
            say_milestone(consequences, task);
        }
    }
    say_first(consequences);
    consequences_say(consequences, STYLE_DIM, "stamped with %.*s",
                     SLICE_PRINT(on.data != NULL ? on : slice_of(consequences->event->day)));
}
