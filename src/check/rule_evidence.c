/* What proves that tasks were done: files that are missing, files that nobody speaks of; and links. What is on disk was
 * looked up before: see facts.h. */
#include "check/rule.h"

#include "base/bytes.h"
#include "check/gates.h"

/* One finding for a task, with all of its gates that nothing proves. */
static bool check_task(struct check *check, const struct record *task, struct arena *arena, struct bytes *names)
{
    struct gate_needs needs;
    size_t missing = 0;
    if (!gates_of_task(check->facts->proofs, task, slice_of(""), arena, &needs, NULL)) {
        return false;
    }
    bytes_clear(names);
    for (size_t i = 0; i < needs.count; i++) {
        if (needs.items[i].gate != NULL && needs.items[i].state == GATE_MISSING) {
            (void)bytes_append_text(names, missing++ == 0 ? "" : ", ");
            (void)bytes_append(names, needs.items[i].name);
        }
    }
    if (missing == 0 || names->failed) {
        return !names->failed;
    }
    const struct plan_place *place = NULL;
    const struct plan_field *field = record_field(task, ROLE_GATES, &place);
    return field == NULL || check_at_field(check, place, field, task->id, "%.*s is %s, and no file proves %.*s",
                                           SLICE_PRINT(task->id), state_name(task->state),
                                           SLICE_PRINT(bytes_slice(names))) != NULL;
}

bool rule_evidence_missing(struct check *check)
{
    const struct plan *plan = check->plan;
    struct bytes names;
    struct arena arena;
    bool done = true;
    bool asked = check->facts->proofs != NULL && plan->profile->evidence.folder_count > 0;
    bytes_init(&names);
    arena_init(&arena);
    for (size_t i = 0; done && asked && i < plan->records[KIND_TASK].count; i++) {
        const struct record *task = plan->records[KIND_TASK].items[i];
        done = task->state != STATE_DONE || task->gates.count == 0 || check_task(check, task, &arena, &names);
    }
    arena_release(&arena);
    bytes_release(&names);
    return done;
}

static bool check_paths_of(struct check *check, bool evidence, const char *what)
{
    const struct check_paths *paths = check->facts->paths;
    for (size_t i = 0; paths != NULL && i < paths->count; i++) {
        const struct check_path *path = &paths->items[i];
        if ((path->place != NULL) == evidence && !path->is_there &&
            check_at_span(check, path->document, path->span, path->path, "%s %.*s is not there", what,
                          SLICE_PRINT(path->path)) == NULL) {
            return false;
        }
    }
    return true;
}

bool rule_evidence_file(struct check *check)
{
    return check_paths_of(check, true, "the evidence");
}

bool rule_link_file(struct check *check)
{
    return check_paths_of(check, false, "the target of this link,");
}

bool rule_evidence_uncited(struct check *check)
{
    const struct check_facts *facts = check->facts;
    for (size_t i = 0; facts->cited != NULL && facts->evidence != NULL && i < facts->evidence->count; i++) {
        const struct evidence_file *file = &facts->evidence->items[i];
        if (!facts->cited[i] && check_at_file(check, file->path, 1, "no text of the plan names this file, and it is called "
                                                                 "after no task or gate") == NULL) {
            return false;
        }
    }
    return true;
}
