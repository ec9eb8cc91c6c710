#include "check/handoff_lines.h"

#include "plan/query.h"
#include "plan/rank.h"

enum { NEXT_TASKS = 3 };

/* Adds a line, which is in the arena; one without data tells that memory ran out when it was made. */
static bool add_line(struct handoff_writing *writing, struct slice line)
{
    struct handoff_section *section = writing->section;
    if (line.data == NULL ||
        !arena_grow(writing->arena, &section->lines, &section->capacity, section->count + 1, sizeof *section->lines)) {
        return false;
    }
    section->lines[section->count++] = line;
    return true;
}

/* The same record in the older plan; NULL where there was none. */
static const struct record *earlier(const struct handoff_writing *writing, const struct record *record)
{
    if (writing->before == NULL) {
        return NULL;
    }
    const struct record *found = query_id(writing->before, record->kind, record->id);
    return found != NULL || record->id.size > 0 ? found : query_name(writing->before, record->kind, record->title, NULL);
}

static bool became(const struct handoff_writing *writing, const struct record *record, enum state state)
{
    const struct record *before = earlier(writing, record);
    return writing->before != NULL && record->state == state && (before == NULL || before->state != state);
}

static struct slice name_and_title(struct handoff_writing *writing, const struct record *record)
{
    bool both = record->id.size > 0 && record->title.size > 0;
    return both ? arena_format(writing->arena, "%.*s %.*s", SLICE_PRINT(record->id), SLICE_PRINT(record->title))
                : arena_copy(writing->arena, record_name(record));
}

static bool write_completed(struct handoff_writing *writing)
{
    const struct records *tasks = &writing->now->records[KIND_TASK];
    for (size_t i = 0; i < tasks->count; i++) {
        if (became(writing, tasks->items[i], STATE_DONE) &&
            !add_line(writing, name_and_title(writing, tasks->items[i]))) {
            return false;
        }
    }
    return true;
}

/* A gate of a finished task, with the newest file that proves it. */
static bool write_gate(struct handoff_writing *writing, const struct record *task, const struct plan_link *gate,
                       struct error *error)
{
    const struct proofs *proofs = writing->facts->proofs;
    struct slice name = gate->record == NULL ? gate->text : gate->record->id;
    struct proof_list list = {0};
    if (gate->record != NULL && proofs != NULL &&
        !proofs_collect(proofs, task, gate->record, writing->arena, &list, error)) {
        return false;
    }
    struct slice line =
        list.count == 0
            ? arena_format(writing->arena, "%.*s for %.*s: no evidence was found", SLICE_PRINT(name),
                           SLICE_PRINT(task->id))
            : arena_format(writing->arena, "%.*s for %.*s: %.*s", SLICE_PRINT(name), SLICE_PRINT(task->id),
                           SLICE_PRINT(proofs->evidence->items[list.items[0]].path));
    return add_line(writing, line) || error_no_memory(error);
}

static bool write_gates(struct handoff_writing *writing, struct error *error)
{
    const struct records *tasks = &writing->now->records[KIND_TASK];
    for (size_t i = 0; i < tasks->count; i++) {
        const struct record *task = tasks->items[i];
        for (size_t k = 0; k < task->gates.count && became(writing, task, STATE_DONE); k++) {
            if (!write_gate(writing, task, &task->gates.items[k], error)) {
                return false;
            }
        }
    }
    return true;
}

static bool is_evidence(const struct handoff_writing *writing, struct slice path)
{
    const struct proofs *proofs = writing->facts->proofs;
    for (size_t i = 0; proofs != NULL && i < proofs->evidence->count; i++) {
        if (slice_equal(proofs->evidence->items[i].path, path)) {
            return true;
        }
    }
    return false;
}

/* The files that changed: those of evidence, or all others. */
static bool write_files(struct handoff_writing *writing, bool evidence)
{
    for (size_t i = 0; i < writing->facts->file_count; i++) {
        struct slice path = writing->facts->files[i];
        if (is_evidence(writing, path) == evidence && !add_line(writing, arena_copy(writing->arena, path))) {
            return false;
        }
    }
    return true;
}

static bool write_blockers(struct handoff_writing *writing)
{
    const struct records *blockers = &writing->now->records[KIND_BLOCKER];
    for (size_t i = 0; i < blockers->count && writing->before != NULL; i++) {
        const struct record *blocker = blockers->items[i];
        bool closed = state_is_closed(blocker->state);
        struct slice name = name_and_title(writing, blocker);
        if (!closed && earlier(writing, blocker) == NULL && !add_line(writing, name)) {
            return false;
        }
        if (closed && became(writing, blocker, blocker->state) &&
            !add_line(writing, arena_format(writing->arena, "resolved: %.*s", SLICE_PRINT(name)))) {
            return false;
        }
    }
    for (size_t i = 0; writing->before != NULL && i < writing->before->records[KIND_BLOCKER].count; i++) {
        const struct record *blocker = writing->before->records[KIND_BLOCKER].items[i];
        struct slice name = name_and_title(writing, blocker);
        if (query_id(writing->now, KIND_BLOCKER, blocker->id) == NULL && !state_is_closed(blocker->state) &&
            !add_line(writing, arena_format(writing->arena, "resolved: %.*s", SLICE_PRINT(name)))) {
            return false;
        }
    }
    const struct records *findings = &writing->now->records[KIND_FINDING];
    for (size_t i = 0; i < findings->count && writing->before != NULL; i++) {
        const struct record *finding = findings->items[i];
        if (earlier(writing, finding) == NULL && !state_is_closed(finding->state) &&
            !add_line(writing, name_and_title(writing, finding))) {
            return false;
        }
    }
    return true;
}

static bool write_decisions(struct handoff_writing *writing)
{
    const struct records *decisions = &writing->now->records[KIND_DECISION];
    for (size_t i = 0; i < decisions->count && writing->before != NULL; i++) {
        const struct record *decision = decisions->items[i];
        const struct record *before = earlier(writing, decision);
        struct slice name = name_and_title(writing, decision);
        struct slice line = name;
        if (before != NULL && before->rev == decision->rev) {
            continue;
        }
        if (decision->status.size > 0) {
            line = arena_format(writing->arena, "%.*s (%.*s)", SLICE_PRINT(name), SLICE_PRINT(decision->status));
        }
        if (!add_line(writing, line)) {
            return false;
        }
    }
    return true;
}

static bool write_next(struct handoff_writing *writing, struct error *error)
{
    struct ranking ranking;
    bool done = ranking_init(&ranking, writing->now, NULL, error);
    for (size_t i = 0; i < ranking.count && i < NEXT_TASKS && done; i++) {
        struct slice name = name_and_title(writing, ranking.entries[i].task);
        struct slice reason = ranking.entries[i].reason_count > 0 ? ranking.entries[i].reasons[0] : slice_of("");
        done = add_line(writing, arena_format(writing->arena, "%.*s%s%.*s", SLICE_PRINT(name), reason.size > 0 ? ": " : "",
                                              SLICE_PRINT(reason))) ||
               error_no_memory(error);
    }
    for (size_t i = 0; i < ranking.hold_count && i < NEXT_TASKS && done; i++) {
        struct slice name = name_and_title(writing, ranking.holds[i].task);
        done = add_line(writing, arena_format(writing->arena, "nothing is ready; first %.*s: %.*s", SLICE_PRINT(name),
                                              SLICE_PRINT(ranking.holds[i].reason))) ||
               error_no_memory(error);
    }
    ranking_release(&ranking);
    return done;
}

static bool write_claims(struct handoff_writing *writing)
{
    const struct records *claims = &writing->now->records[KIND_CLAIM];
    for (size_t i = 0; i < claims->count; i++) {
        const struct record *claim = claims->items[i];
        struct slice task = claim->task == NULL ? record_name(claim) : name_and_title(writing, claim->task);
        struct slice who = record_value(claim, ROLE_WHO);
        struct slice since = record_value(claim, ROLE_SINCE);
        if (!add_line(writing, arena_format(writing->arena, "%.*s: %.*s%s%.*s", SLICE_PRINT(task), SLICE_PRINT(who),
                                            since.size > 0 ? " since " : "", SLICE_PRINT(since)))) {
            return false;
        }
    }
    return true;
}

static bool write_lanes(struct handoff_writing *writing)
{
    static const enum role roles[] = {ROLE_STATUS, ROLE_ASSIGNMENT, ROLE_NOTES, ROLE_QUEUE};
    const struct records *lanes = &writing->now->records[KIND_LANE];
    for (size_t i = 0; i < lanes->count && writing->before != NULL; i++) {
        const struct record *lane = lanes->items[i];
        const struct record *before = earlier(writing, lane);
        for (size_t k = 0; k < sizeof roles / sizeof roles[0]; k++) {
            struct slice value = record_value(lane, roles[k]);
            struct slice old = before == NULL ? slice_of("") : record_value(before, roles[k]);
            if (!slice_equal(value, old) &&
                !add_line(writing, arena_format(writing->arena, "%.*s, %s: %.*s", SLICE_PRINT(record_name(lane)),
                                                role_name(roles[k]), SLICE_PRINT(value)))) {
                return false;
            }
        }
    }
    return true;
}

static bool write_unsaved(struct handoff_writing *writing)
{
    const struct handoff_facts *facts = writing->facts;
    for (size_t i = 0; i < facts->unsaved_count; i++) {
        if (!add_line(writing, arena_format(writing->arena, "not committed: %.*s", SLICE_PRINT(facts->unsaved[i])))) {
            return false;
        }
    }
    return facts->unpushed == 0 ||
           add_line(writing, arena_format(writing->arena, "not pushed: %zu commit%s", facts->unpushed,
                                          facts->unpushed == 1 ? "" : "s"));
}

bool handoff_write(struct handoff_writing *writing, enum handoff_content content, struct error *error)
{
    switch (content) {
    case HANDOFF_COMPLETED:
        return write_completed(writing) || error_no_memory(error);
    case HANDOFF_GATES:
        return write_gates(writing, error);
    case HANDOFF_EVIDENCE:
    case HANDOFF_FILES:
        return write_files(writing, content == HANDOFF_EVIDENCE) || error_no_memory(error);
    case HANDOFF_BLOCKERS:
        return write_blockers(writing) || error_no_memory(error);
    case HANDOFF_DECISIONS:
        return write_decisions(writing) || error_no_memory(error);
    case HANDOFF_NEXT:
        return write_next(writing, error);
    case HANDOFF_CLAIMS:
        return write_claims(writing) || error_no_memory(error);
    case HANDOFF_LANES:
        return write_lanes(writing) || error_no_memory(error);
    case HANDOFF_UNSAVED:
        return write_unsaved(writing) || error_no_memory(error);
    case HANDOFF_CONTENTS:
        break;
    }
    return true;
}

const char *handoff_title(enum handoff_content content)
{
    static const char *const titles[HANDOFF_CONTENTS] = {
        [HANDOFF_COMPLETED] = "Completed tasks", [HANDOFF_GATES] = "Gates run",
        [HANDOFF_EVIDENCE] = "Evidence",         [HANDOFF_BLOCKERS] = "New blockers and findings",
        [HANDOFF_DECISIONS] = "Decisions",       [HANDOFF_NEXT] = "Next task",
        [HANDOFF_FILES] = "Files changed",       [HANDOFF_CLAIMS] = "Claims still open",
        [HANDOFF_LANES] = "Lanes changed",       [HANDOFF_UNSAVED] = "Not saved in git",
    };
    return titles[content];
}
