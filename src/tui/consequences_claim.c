/* Beside the form of a claim: what has to be proved and where, what was noted, who has the heavy slot, whose claim is old. */
#include "check/gates.h"
#include "outline/plain.h"
#include "tui/consequences.h"
#include "tui/describe.h"
#include "tui/form.h"

static void say_gate(struct consequences *consequences, const struct gate_need *need)
{
    bool there = need->state == GATE_PRESENT;
    consequences_say(consequences, there ? STYLE_READY : STYLE_NORMAL, "gate %.*s%s%.*s", SLICE_PRINT(need->name),
                     need->command.size > 0 ? ": " : "", SLICE_PRINT(need->command));
    if (there && need->files.count > 0) {
        consequences_say(consequences, STYLE_DIM, "  proved by %.*s",
                         SLICE_PRINT(consequences->event->proofs->evidence->items[need->files.items[0]].path));
    } else if (need->path.size > 0) {
        consequences_say(consequences, STYLE_PLACE, "  to produce: %.*s", SLICE_PRINT(need->path));
    } else if (need->artifact.size > 0) {
        consequences_say(consequences, STYLE_PLACE, "  to produce: %.*s", SLICE_PRINT(need->artifact));
    }
}

static void say_gates(struct consequences *consequences, const struct record *task)
{
    struct gate_needs needs = {0};
    if (consequences->event->proofs == NULL) {
        return;
    }
    if (!gates_of_task(consequences->event->proofs, task, slice_of(consequences->event->day), &consequences->arena,
                       &needs, NULL)) {
        consequences->failed = true;
        return;
    }
    for (size_t i = 0; i < needs.count; i++) {
        say_gate(consequences, &needs.items[i]);
    }
}

static void say_claim(struct consequences *consequences, const struct record *claim)
{
    struct bytes age = {0};
    bool stale = false;
    if (!describe_age(&age, consequences->state, claim, &stale)) {
        consequences->failed = true;
    } else if (stale) {
        struct slice who = record_value(claim, ROLE_WHO);
        consequences_say(consequences, STYLE_ERROR, "the claim of %.*s on %.*s is %.*s old: ask before you take over",
                         SLICE_PRINT(who), SLICE_PRINT(record_name(claim)), SLICE_PRINT(bytes_slice(&age)));
    }
    bytes_release(&age);
}

static void say_heavy(struct consequences *consequences)
{
    const struct plan *plan = consequences->state->plan;
    for (size_t i = 0; i < plan->records[KIND_LANE].count; i++) {
        const struct record *lane = plan->records[KIND_LANE].items[i];
        if (lane->slot == SLOT_HEAVY) {
            consequences_say(consequences, STYLE_NORMAL, "heavy slot: %.*s has it", SLICE_PRINT(record_name(lane)));
        }
    }
    if (plan->concurrency != (unsigned long)-1 && plan->heavy < plan->concurrency) {
        consequences_say(consequences, STYLE_READY, "heavy slots free: %lu of %lu",
                         plan->concurrency - (unsigned long)plan->heavy, plan->concurrency);
    }
}

void consequences_claim(struct consequences *consequences)
{
    const struct plan *plan = consequences->state->plan;
    for (size_t i = 0; i < consequences->state->request.argument_count; i++) {
        const struct record *task = consequences_task(consequences, i);
        if (task == NULL) {
            continue;
        }
        say_gates(consequences, task);
        struct slice note = task->lane == NULL ? slice_of("") : record_value(task->lane, ROLE_NOTES);
        if (note.size > 0 && !profile_is_placeholder(plan->profile, note)) {
            consequences_say(consequences, STYLE_NORMAL, "last note of %.*s: %.*s",
                             SLICE_PRINT(record_name(task->lane)), SLICE_PRINT(note));
        }
        /* Whoever still has another task of the lane, for too long. */
        for (size_t k = 0; k < plan->records[KIND_CLAIM].count; k++) {
            const struct record *claim = plan->records[KIND_CLAIM].items[k];
            if (claim == task->claim || (claim->lane != NULL && claim->lane == task->lane)) {
                say_claim(consequences, claim);
            }
        }
    }
    say_heavy(consequences);
}
