#include "check/gates.h"

#include "base/bytes.h"

#include <stdio.h>

enum { DAY_SIZE = 10, MOST_RERUNS = 1000, NUMBER_SIZE = 24 };

static const char *const state_names[] = {
    [GATE_MISSING] = "missing",
    [GATE_OLD] = "old",
    [GATE_PRESENT] = "present",
};

const char *gate_state_name(enum gate_state state)
{
    return state_names[state];
}

struct slice gates_start(const struct record *task)
{
    struct slice since = task->claim == NULL ? slice_of("") : slice_trim(record_value(task->claim, ROLE_SINCE));
    return since.size < DAY_SIZE ? slice_of("") : slice_part(since, 0, DAY_SIZE);
}

/* ---- the path of the file to produce ---- */

struct naming {
    const struct record *task;
    const struct gate_need *need;
    struct slice day;
    char number[NUMBER_SIZE]; /* of a further run; empty for the first one */
};

/* The ending of the artifact's name; a log of a command where the plan says none. */
static struct slice extension_of(const struct gate_need *need)
{
    struct slice name = need->gate == NULL ? slice_of("") : proof_artifact_name(need->gate);
    size_t dot = name.size;
    while (dot > 0 && name.data[dot - 1] != '.') {
        dot--;
    }
    return dot == 0 || dot == name.size ? slice_of("txt") : slice_part(name, dot, name.size);
}

static struct slice naming_value(void *context, enum role role, struct slice name)
{
    const struct naming *naming = context;
    if (role == ROLE_ID) {
        return naming->task->id;
    }
    if (role == ROLE_MILESTONE) {
        return naming->task->milestone == NULL ? slice_of("") : naming->task->milestone->id;
    }
    if (role == ROLE_DATE) {
        return naming->day;
    }
    return slice_equal(name, slice_of("gate"))        ? naming->need->name
           : slice_equal(name, slice_of("number"))    ? slice_of(naming->number)
           : slice_equal(name, slice_of("extension")) ? extension_of(naming->need)
                                                      : slice_of("");
}

static bool is_there(const struct evidence *evidence, const struct proof_list *files, struct slice path)
{
    for (size_t i = 0; i < files->count; i++) {
        if (slice_equal(evidence->items[files->items[i]].path, path)) {
            return true;
        }
    }
    return false;
}

/* Of a gate that was run on that day already the name of the next run, where the profile has one. */
static bool find_path(const struct proofs *proofs, struct naming *naming, struct gate_need *need, struct arena *arena)
{
    const struct template *path = &proofs->plan->profile->evidence.path;
    struct bytes text;
    bytes_init(&text);
    for (unsigned run = 1; run < MOST_RERUNS; run++) {
        (void)snprintf(naming->number, sizeof naming->number, "%u", run);
        naming->number[0] = run == 1 ? '\0' : naming->number[0];
        struct slice last = need->path;
        bytes_clear(&text);
        need->path = template_fill(path, naming_value, naming, &text) ? arena_copy(arena, bytes_slice(&text))
                                                                      : (struct slice){0};
        if (need->path.data == NULL || slice_equal(need->path, last) ||
            !is_there(proofs->evidence, &need->files, need->path)) {
            break;
        }
    }
    bytes_release(&text);
    return need->path.data != NULL;
}

/* ---- asking ---- */

static void judge(const struct proofs *proofs, const struct record *task, struct gate_need *need)
{
    struct slice start = gates_start(task);
    if (need->files.count == 0) {
        need->state = GATE_MISSING;
        return;
    }
    const struct evidence_file *newest = &proofs->evidence->items[need->files.items[0]];
    need->state = start.size > 0 && slice_compare(slice_of(newest->day), start) < 0 ? GATE_OLD : GATE_PRESENT;
}

bool gates_of_task(const struct proofs *proofs, const struct record *task, struct slice day, struct arena *arena,
                   struct gate_needs *needs, struct error *error)
{
    needs->count = task->gates.count;
    needs->items = arena_new(arena, needs->count, sizeof *needs->items);
    if (needs->items == NULL) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < needs->count; i++) {
        struct gate_need *need = &needs->items[i];
        const struct record *gate = task->gates.items[i].record;
        *need = (struct gate_need){.gate = gate, .name = task->gates.items[i].text};
        if (gate != NULL) {
            need->name = gate->id;
            need->command = record_value(gate, ROLE_COMMAND);
            need->pass_criteria = record_value(gate, ROLE_PASS_CRITERIA);
            need->artifact = record_value(gate, ROLE_ARTIFACT);
            if (!proofs_collect(proofs, task, gate, arena, &need->files, error)) {
                return false;
            }
        }
        judge(proofs, task, need);
        struct naming naming = {.task = task, .need = need, .day = day};
        if (day.size > 0 && proofs->plan->profile->evidence.path.count > 0 && !find_path(proofs, &naming, need, arena)) {
            return error_no_memory(error);
        }
    }
    return true;
}
